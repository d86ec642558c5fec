"""What a build keeps beside its folder, so that the next one goes on from it: readings and graphs by their content.

Everything is found by a hash of all that it follows from, so nothing in here is ever out of date: it is used or it is
not. It lies in a folder of the user's own and is JSON and text; no object of Python is stored, so none is run.
"""

from __future__ import annotations

from graph_builder.cache.cache import Cache, content_id, opened, packed, unpacked
from graph_builder.cache.codec import Codec

__all__ = ["Cache", "Codec", "content_id", "opened", "packed", "unpacked"]

"""Which section of an implementing document carries out which of its parent: two readings in, pairs with scores out.

`sections` lists the headed units of a document, `trace` compares two documents by their words alone. Nothing here
knows how the two came together: `parents` says which documents of a build are compared.
"""

from graph_builder.trace.pairs import parents
from graph_builder.trace.passages import Section, sections
from graph_builder.trace.tracing import Trace, trace

__all__ = ["Section", "Trace", "parents", "sections", "trace"]

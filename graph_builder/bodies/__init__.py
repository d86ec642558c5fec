"""Which body is meant: names of Chinese public bodies and places, by data files and by the form of the name."""

from .authority import Authority, issuing_authority
from .body import Body
from .places import DataError
from .resolve import identify

__all__ = ["Authority", "Body", "DataError", "identify", "issuing_authority"]

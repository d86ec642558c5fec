"""Which document is meant: by its number and whose number it is, or by its title.

A reference to a document that was not read leads to the same IRI that reading it gives.
"""

from graph_builder.documents.identity import Identity, Printed, apart, identities
from graph_builder.documents.keys import digest, document_key
from graph_builder.documents.library import Library, Shelves

__all__ = ["Identity", "Library", "Printed", "Shelves", "apart", "digest", "document_key", "identities"]

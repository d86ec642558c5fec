"""Which section of an implementing document carries out which of its parent: two readings in, pairs with scores out.

`sections` lists the headed units of a document, `trace` compares two documents by their words alone; `Comparisons`
says which documents of a build are compared: those that say that they implement another one, with that one.
"""

from graph_builder.trace.pairs import Comparison, Comparisons
from graph_builder.trace.passages import Section, sections
from graph_builder.trace.tracing import Trace, trace

__all__ = ["Comparison", "Comparisons", "Section", "Trace", "sections", "trace"]

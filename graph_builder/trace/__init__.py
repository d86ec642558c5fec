"""Which section of an implementing document carries out which of its parent: two readings in, pairs with scores out.

`sections` lists the headed units of a document, `trace` compares two documents by their words alone; `follows`
and `comparable` say which documents of a build are compared: those that say that they implement another one, with it.
"""

from graph_builder.trace.pairs import Comparison, Comparisons, comparable, follows
from graph_builder.trace.passages import Section, sections
from graph_builder.trace.tracing import Trace, trace

__all__ = ["Comparison", "Comparisons", "Section", "Trace", "comparable", "follows", "sections", "trace"]

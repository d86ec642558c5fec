"""What became of public bodies in the reforms: a table that experts edit, the events in the chains of given bodies."""

from graph_builder.bodies import DataError

from .chains import RULE_COUNTERPART, RULE_DATA, Event, events
from .reforms import REFORMS, ChangeKind

__all__ = ["REFORMS", "RULE_COUNTERPART", "RULE_DATA", "ChangeKind", "DataError", "Event", "events"]

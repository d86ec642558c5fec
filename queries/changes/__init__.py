"""What changed between two builds, in terms of documents, tasks and bodies.

Both graph.trig are gone through side by side, graph by graph (`blocks.py`); only where a graph is another one it is
parsed (`documents.py`), tasks are paired (`pairing.py`) and their facts compared (`comparing.py`). Memory holds a graph
of each at a time, and what has changed.
"""

from queries.changes.comparing import Change
from queries.changes.differing import change_rows, changes

__all__ = ["Change", "change_rows", "changes"]

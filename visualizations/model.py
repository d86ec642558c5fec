"""What a page shows, as plain frozen data: nodes, links between them, the facts behind both, and the texts."""

from __future__ import annotations

from dataclasses import dataclass

from queries.errors import one_line

KINDS = ("document", "task", "body", "base", "park", "mine", "mineral")
ROLES = ("lead", "responsible", "support", "guide", "supervise")
# Links that no role makes: `cites` stands for every relation between documents, `tasks` (of the overview) for all the
# tasks that a document gives a body.
RELATIONS = ("states", "cites", "tasks", "concerns", "contains", "mineral")


@dataclass(frozen=True, slots=True)
class Text:
    """One text that was read; offsets of facts are code points into `content`."""

    id: str
    name: str
    documents: tuple[str, ...]
    content: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement and the stretch of text that makes it.

    `text` is a position in `View.texts`, or -1 when the graph does not carry the text. `kind` is responsibility, task,
    reference, mine, base, park, mineral, indicator, deadline, gap or finding; `subject` and `object` are node ids (of a
    responsibility: the task and the body); `role` is the role, relation or kind of finding (of one that was not read,
    with the reason: unread-duty), of a deadline what makes it come again, of an indicator target or status; `deadline`
    is a day, of an indicator a year; `words` is what the text calls the thing; `by` is the person who decided it, where
    one did.
    """

    kind: str
    text: int
    start: int
    end: int
    quote: str
    document: str
    subject: str = ""
    object: str = ""
    role: str = ""
    words: str = ""
    deadline: str = ""
    generic: bool = False
    by: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """One mark of the picture; `label` is printed beside it, `name` is the full name, `load` how many lines it has.

    `parent` is the task above a task; of a document it is `stub` (cited, not read) or `notice` (only prints another).
    """

    id: str
    kind: str
    label: str
    name: str
    number: str = ""
    aliases: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    parent: str = ""
    load: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """One line of the picture; `kind` is a role or one of RELATIONS, `facts` are positions in `View.facts`.

    A quiet link is drawn only while one of its ends is selected: other lines already lead there.
    """

    source: str
    target: str
    kind: str
    facts: tuple[int, ...] = ()
    documents: tuple[str, ...] = ()
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many sentences of a document are of one class, and how many characters they have."""

    document: str
    kind: str
    sentences: int
    characters: int


@dataclass(frozen=True, slots=True)
class Change:
    """One event in which bodies came out of others; each with its id (a node's, where the page has it) and full name.

    `kind` is renamed, reorganized, merged, split, absorbed or transferred; `derived` where nobody wrote it down and it
    follows from what happened above.
    """

    date: str
    kind: str
    originals: tuple[tuple[str, str], ...]
    results: tuple[tuple[str, str], ...]
    source: str = ""
    function: str = ""
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Histories:
    """All changes by date, and for each body of the page that has any the positions of those on its way."""

    changes: tuple[Change, ...] = ()
    bodies: tuple[tuple[str, tuple[int, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """All that one page shows; `documents` are the ids of documents with tasks or text, in order.

    `unresolved` are bodies whose level, place or both are not known, with what is missing.
    """

    title: str
    documents: tuple[str, ...]
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    facts: tuple[Fact, ...]
    texts: tuple[Text, ...]
    coverage: tuple[Coverage, ...] = ()
    histories: Histories = Histories()
    unresolved: tuple[tuple[str, str], ...] = ()


class DrawError(ValueError):
    """The page cannot be drawn; the message says in one line what is missing and where."""

    def __init__(self, message: str) -> None:
        """Keep the message, folded into one printable line."""
        super().__init__(one_line(message))


class TooManyError(DrawError):
    """The graph has more documents than a page can show."""

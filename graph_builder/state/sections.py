"""Step 6, in part: the sections of a document that is compared with another one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from graph_builder.model import Task
from graph_builder.state import nquads as nq
from graph_builder.state.figures import Writer
from graph_builder.trace import Section
from ontology.terms import POL, RDFS

__all__ = ["section_iri", "state_sections"]

_RULE = "section.heading"


def section_iri(document: str, key: str) -> str:
    """Return the term of a section; `document` is the IRI of its document."""
    return nq.iri(f"{document}/section/{key}")


def state_sections(write: Writer, document: str, found: Sequence[Section], tasks: Mapping[str, Task]) -> None:
    """State the sections of a document, and in which of them its tasks stand.

    Args:
        write: where the quads go.
        document: IRI of the document.
        found: its sections in their order.
        tasks: its tasks by their terms.
    """
    for n, section in enumerate(found, 1):
        subject = section_iri(document, section.key)
        write.fact(subject, POL.Section, _RULE, section.heading)
        write.add(subject, POL.inDocument, nq.iri(document))
        write.add(subject, POL.sequence, nq.integer(n))
        if section.label:
            write.add(subject, RDFS.label, nq.text(section.label, "zh"))
        if section.number:
            write.add(subject, POL.number, nq.text(section.number))
        if section.parent:
            write.add(subject, POL.partOfSection, section_iri(document, section.parent))
        if section.leaf:
            write.add(subject, POL.ownText, nq.boolean(True))
    starts = [section.own.start for section in found]
    for term, task in tasks.items():
        i = bisect_right(starts, task.heading.start) - 1
        if i >= 0 and task.heading.start < found[i].own.end:
            write.add(term, POL.inSection, section_iri(document, found[i].key))

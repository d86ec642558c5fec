"""Step 6, in part: which sections of the documents that it implements a document carries out."""

from __future__ import annotations

from typing import Protocol

from graph_builder.model import Span
from graph_builder.state import nquads as nq
from graph_builder.state.facts import state_fact
from graph_builder.state.places import Adder, state_place, text_iri
from graph_builder.state.sections import section_iri
from graph_builder.trace import Comparison
from ontology.terms import POL, PREFIXES, PROV

__all__ = ["state_traces"]

_RULE = "trace.words"


class _Writer(Adder, Protocol):
    """Where quads go, and how a place in the text becomes evidence."""

    def evidence(self, span: Span) -> str:
        """Return the term of a place in the recovered text."""


def state_traces(write: _Writer, document: str, comparison: Comparison, run: str) -> None:
    """State what a document carries out of one that it implements.

    Args:
        write: where the quads go, and how a place becomes evidence.
        document: IRI of the implementing document.
        comparison: the document that it implements, and what it carries out of it.
        run: term of the run that compared them, which has read both texts.
    """
    other = f"{PREFIXES['id']}doc/{comparison.key}"
    write.add(nq.iri(document), POL.tracedTo, nq.iri(other))
    write.add(run, PROV.used, nq.iri(text_iri(comparison.parent)))
    for trace in comparison.traces:
        subject = nq.iri(f"{document}/trace/{comparison.key}/{trace.child.key}-{trace.parent.key}")
        section, passage = section_iri(document, trace.child.key), section_iri(other, trace.parent.key)
        parent = comparison.parent
        places = (write.evidence(trace.child_place), state_place(write, parent, parent.place(trace.parent_place)))
        state_fact(write, subject, POL.Trace, _RULE, places, run)
        write.add(subject, POL.inDocument, nq.iri(document))
        write.add(subject, POL.implementingSection, section)
        write.add(subject, POL.implementedSection, passage)
        write.add(section, POL.carriesOut, passage)
        write.add(subject, POL.score, _number(trace.score))
        write.add(subject, POL.takenUp, _number(trace.taken))


def _number(value: float) -> str:
    """Return a number in the one form that engines keep: 0.5, not 0.500."""
    return nq.decimal(f"{value:.3f}".rstrip("0").rstrip("."))

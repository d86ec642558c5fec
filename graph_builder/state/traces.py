"""Step 6, in part: which sections of the documents that it implements a document carries out."""

from __future__ import annotations

from graph_builder.state import nquads as nq
from graph_builder.state.figures import Writer
from graph_builder.state.places import state_place
from graph_builder.state.sections import section_iri
from graph_builder.trace import Comparison
from ontology.terms import POL, PREFIXES, RDF

__all__ = ["state_traces"]

_RULE = "trace.words"


def state_traces(write: Writer, document: str, comparison: Comparison) -> None:
    """State what a document carries out of one that it implements.

    Args:
        write: where the quads go.
        document: IRI of the implementing document.
        comparison: the document that it implements, and what it carries out of it.
    """
    other = f"{PREFIXES['id']}doc/{comparison.key}"
    write.add(nq.iri(document), POL.tracedTo, nq.iri(other))
    for trace in comparison.traces:
        subject = nq.iri(f"{document}/trace/{comparison.key}/{trace.child.key}-{trace.parent.key}")
        section, passage = section_iri(document, trace.child.key), section_iri(other, trace.parent.key)
        write.add(subject, RDF.type, nq.iri(POL.Trace))
        write.add(subject, POL.inDocument, nq.iri(document))
        write.add(subject, POL.implementingSection, section)
        write.add(subject, POL.implementedSection, passage)
        write.add(section, POL.carriesOut, passage)
        write.add(subject, POL.score, _number(trace.score))
        write.add(subject, POL.takenUp, _number(trace.taken))
        write.add(subject, POL.rule, nq.text(_RULE))
        write.add(subject, POL.evidence, write.evidence(trace.child_place))
        parent = comparison.parent
        write.add(subject, POL.evidence, state_place(write, parent, parent.place(trace.parent_place)))


def _number(value: float) -> str:
    """Return a number in the one form that engines keep: 0.5, not 0.500."""
    return nq.decimal(f"{value:.3f}".rstrip("0").rstrip("."))

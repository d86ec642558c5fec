"""The bodies of one document and of a build: one node for all names of one body, and never one for two bodies.

`document_bodies` is pure: a `Reading` in, a body for each printed name out, reconciled within the document. `Register`
holds the bodies of a build (bounded by their number, not by that of the documents).
"""

from __future__ import annotations

from graph_builder.register.document import document_bodies, issued_by
from graph_builder.register.identities import Identity, IdentityError, Known, overrule, read_identities, stale_rows
from graph_builder.register.names import Asked, DocumentBodies, Reason, Ruling, body_iri
from graph_builder.register.table import Register
from graph_builder.register.territory import Division, Group, division_iri, divisions, groups, jurisdiction

__all__ = [
    "Asked",
    "Division",
    "DocumentBodies",
    "Group",
    "Identity",
    "IdentityError",
    "Known",
    "Reason",
    "Register",
    "Ruling",
    "body_iri",
    "division_iri",
    "divisions",
    "document_bodies",
    "groups",
    "issued_by",
    "jurisdiction",
    "overrule",
    "read_identities",
    "stale_rows",
]

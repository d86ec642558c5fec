"""What people decide about what was read: rejected, edited and added facts, applied between reading and stating.

`read_corrections` reads the tables that `policykg review` writes and a person fills in; `apply` is pure: a `Reading`
and corrections in, a `Reading` out, with what could not be applied because the text has changed.
"""

from __future__ import annotations

from graph_builder.corrections.apply import Outcome, apply, by_document
from graph_builder.corrections.correction import Correction, CorrectionError, Kind
from graph_builder.corrections.table import COLUMNS, read_corrections

__all__ = [
    "COLUMNS",
    "Correction",
    "CorrectionError",
    "Kind",
    "Outcome",
    "apply",
    "by_document",
    "read_corrections",
]

"""Bodies of the central level, and those of which there is one in the whole country."""

from __future__ import annotations

import re

from .asked import Asked
from .at_place import OF_DOCUMENT
from .body import CENTRAL_COMMITTEE, STATE, STATE_COUNCIL, Body, state
from .forms import kind_by_form, names_itself
from .names import company_key, fold, state_body
from .places import starts_with_name, starts_with_short

_EXPLICIT = ("国家", "中央", "中共中央", "全国", "中国", "国务院", "中华", "最高", "党中央")
ARMED = ("总参", "总政", "总后", "总装", "军委", "中央军委", "武警", "解放军", "中国人民解放军")

# The general departments of the army until 2016.
_DEPARTMENTS = {"总参": "总参谋部", "总政": "总政治部", "总后": "总后勤部", "总装": "总装备部"}
_GENERAL = re.compile(r"^(?:中国人民)?(?:解放军)?(总参|总政|总后|总装)(?!谋|治|勤|备)")
_RAILWAYS = re.compile(r"^(中国铁路.{2,4}局)(?:集团)?(?:公司)?$")


def central(asked: Asked) -> Body | None:
    """A body of the central level: by the document's level, or because the name says so."""
    explicit = asked.name.startswith(_EXPLICIT)
    if asked.place is not None and not explicit:
        return nationwide(asked)
    row = state_body(asked.name, asked.year)
    if row is not None:
        return state(row, "central level, by the data file")
    if asked.name in {"国务院", "中共中央", "党中央", CENTRAL_COMMITTEE[1]}:
        return state_by_form(asked, "central level, by its prefix")
    return None


def nationwide(asked: Asked) -> Body | None:
    """A company, bank or exchange that is one in the whole country."""
    row = state_body(asked.name, asked.year)
    if row is None or row.kind != "enterprise":
        return None
    return state(row, "one in the whole country, by the data file")


def state_by_form(asked: Asked, reason: str) -> Body:
    """Return a body of the central level that the data file does not hold, read by the form of its name."""
    name = _GENERAL.sub(lambda match: f"中国人民解放军{_DEPARTMENTS[match[1]]}", asked.name)
    name = _RAILWAYS.sub(r"\1集团有限公司", name)
    kind = kind_by_form(name)
    parent: tuple[str | None, str | None] = (None, None)
    if name == "国务院":
        return Body(STATE_COUNCIL, "国务院", name, "government", "state", None, None, None, None, reason)
    if name in {"中共中央", "党中央", CENTRAL_COMMITTEE[1]}:
        return Body(*CENTRAL_COMMITTEE, name, "party", "state", None, None, None, None, reason)
    if name.startswith(ARMED):
        kind = "other"
        name = re.sub(r"^军委", "中央军委", name)
    elif name.startswith(("全国人大", "全国政协")):
        kind = "other"
    elif name.startswith(("中央", "中共中央")) and kind not in {"institution", "enterprise"}:
        kind, parent = "party", CENTRAL_COMMITTEE
    elif kind in {"department", "office", "coordination"}:
        parent = STATE_COUNCIL, "国务院"
    found = starts_with_name(name, None, asked.year) or starts_with_short(name, None, asked.year)
    place = found[0] if found is not None else None
    own = f"|{asked.document}" if asked.document and OF_DOCUMENT.fullmatch(name) else ""
    itself = kind == "enterprise" or (kind == "institution" and names_itself(name))
    key = company_key(name) if itself else f"{STATE}|{fold(name)}{own}"
    return Body(
        key,
        name,
        asked.name,
        kind,
        "state",
        place.label if place else None,
        place.code if place else None,
        *parent,
        "only its document tells which" if own else reason,
    )

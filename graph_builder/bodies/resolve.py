"""Which body a mention in an official document means.

The level and place of the issuing authority, the prefix of the mention and the one shared in its list decide; the files
`data/bodies.csv`, `data/divisions.csv` and `data/zones.csv` supply full names, and what they do not hold is read by the
form of its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from .asked import Asked
from .authority import Authority, place_of
from .body import Body
from .central import central, nationwide
from .collective import collective
from .fields import field_of, ministry_of
from .forms import kind_by_form, names_itself
from .groups import is_generic, is_group
from .joint import bracketed, committee_and_government, owners, second_name, two_names
from .names import clean, fold, local_body, party_organ, state_body
from .placed import (
    bare_place,
    by_name,
    far_branch,
    formed_place,
    free_trade,
    league,
    named_place,
    short_place,
    tiered,
    town,
    unprefixed,
)
from .places import named_short, starts_with_name, starts_with_short
from .systems import customs, regional, state_grid, system_branch
from .tiers import own_tier, split_tier
from .zones import has_own_name, is_zone, named_zone

_NO_LIST_PREFIX = ("中国", "中央", "中共", "中华", "国网", "国家", "全国", "最高", "共青团")

# 我市教育局, 本县财政局, 全区各部门: the prefix of the document's own place; 全州县 is a county.
_OWN_TIER = re.compile(r"^(?!全州县)[我本全](?=(?:省|自治区|市|州|盟|县|旗|区|镇|乡)(?!级|域).{2})")


def identify(
    mention: str,
    authority: Authority,
    *,
    shared_prefix: str = "",
    generic: bool = False,
    year: int | None = None,
    document: str = "",
) -> Body:
    """Return the body that a mention means in a document of this authority.

    Args:
        mention: the name as printed.
        authority: who issued the document.
        shared_prefix: the prefix of the list the mention stands in (市 for 财政局 in 市教育局、财政局).
        generic: whether the name means nobody in particular.
        year: the year of the document, None where it is not known.
        document: what names the document; bodies that only it tells (领导小组办公室) stay apart from those of others.

    Raises:
        ValueError: the mention is empty.
    """
    name = clean(mention)
    if not name:
        raise ValueError("identify: the mention is empty")
    name = ministry_of(_OWN_TIER.sub("", name), year)
    asked = Asked(name, place_of(authority, year), year, document)
    if shared_prefix.startswith("各"):
        # 财政局 in 各地（市）教育局、财政局: the bureaus of all of them.
        asked = _with_prefix(asked, clean(shared_prefix))
        name = asked.name
    if generic or is_generic(name) or (not shared_prefix and _bare_field(asked)):
        body = collective(asked, "generic")
    elif (committee_and_government(name) is None or name.startswith("各级")) and (
        is_group(name) or _places_listed(asked)
    ):
        body = collective(asked, "group")
    else:
        body = _single(_with_prefix(asked, clean(shared_prefix)))
    return replace(body, short=mention)


def _bare_field(asked: Asked) -> bool:
    """Whether the name is a field without a place (教育部门, 公安机关): uniform for whoever has it at any level."""
    if not field_of(asked.name) or split_tier(asked.name) is not None or asked.name.startswith("国务院"):
        return False
    found = starts_with_name(asked.name, asked.place, asked.year) or starts_with_short(
        asked.name, asked.place, asked.year
    )
    return found is None


def _places_listed(asked: Asked) -> bool:
    """Whether the name is a list of places (北京市、天津市)."""
    parts = asked.name.split("、")
    if not 2 <= len(parts) <= 9:
        return False
    found = [starts_with_name(part, asked.place, asked.year) for part in parts]
    return all(
        (one is not None and not one[1]) or named_short(part, asked.place, asked.year)
        for one, part in zip(found, parts, strict=True)
    )


def _with_prefix(asked: Asked, prefix: str) -> Asked:
    """Put the prefix of the list before a name that has neither prefix nor place of its own, inside it or before it."""
    name, place = asked.name, asked.place
    if not prefix or name.startswith((prefix, *_NO_LIST_PREFIX)) or split_tier(name) is not None:
        return asked
    # 财政部 behind 省财政厅 is the ministry; 组织部 is an organ of the party at every level.
    ministry = name.endswith(("部", "总局", "总署")) and state_body(name, asked.year) is not None
    if ministry and party_organ(name, asked.year) is None and local_body(name, asked.year) is None:
        return asked
    if starts_with_name(name, place, asked.year) or named_short(name, place, asked.year):
        return asked
    if starts_with_short(name, place, asked.year) and local_body(name, asked.year) is None:
        return asked
    # 人行漯河市中心支行: a branch of a national system prints its own place; 郑商所 has none.
    alone = (system_branch, regional, nationwide, far_branch, town)
    if names_itself(name) or any(reading(asked) is not None for reading in alone):
        return asked
    # 昆仑燃气常德分公司 prints its place inside.
    if place is not None and len(place.brief) > 1 and not place.nameless and place.brief in name:
        return asked
    # 贵安新区管委会 behind 各市（州） in a document of a province: a zone with a name is not one of each city.
    tier = split_tier(f"{prefix}　")
    zone = re.sub(r"(?:管委会|管理委员会)$", "", name)
    below = tier is not None and place is not None and own_tier(tier, place) is None
    if (below and is_zone(zone) and has_own_name(zone)) or named_zone(name, place):
        return asked
    if prefix.endswith("委") and party_organ(name, asked.year) is None:
        prefix = prefix.removesuffix("委").removesuffix("党")
    return replace(asked, name=prefix + name)


def _single(asked: Asked) -> Body:
    """Try the readings in turn, the more certain first; the last one always answers."""
    readings: tuple[Callable[[Asked], Body | None], ...] = (
        central,
        _second_name,
        system_branch,
        regional,
        customs,
        state_grid,
        league,
        free_trade,
        named_place,
        bare_place,
        tiered,
        unprefixed,
        town,
        short_place,
        formed_place,
    )
    body = next((body for reading in readings if (body := reading(asked)) is not None), None) or by_name(asked)
    return body if body.on_file or body.kind in {"group", "vertical", "enterprise"} else _inside(asked) or body


def _second_name(asked: Asked) -> Body | None:
    """A name with a second one in brackets or beside it (市教委（市委教育工委）, 市科委、中关村管委会)."""
    parts = bracketed(asked.name)
    if parts is not None:
        body = _single(replace(asked, name=parts[0]))
        if not parts[1]:
            return body
        inner = _single(_with_prefix(replace(asked, name=parts[1]), _prefix_of(asked)))
        if second_name(parts[1], known=inner.on_file):
            return replace(body, reason=f"{body.reason}; a second name of it in brackets")
        key, label = f"{body.key}|{fold(parts[1])}", f"{body.label}（{parts[1]}）"
        inside = replace(body, key=key, label=label, kind=kind_by_form(parts[1]))
        return replace(inside, parent=body.key, parent_label=body.label, reason="an office inside the body")
    both = committee_and_government(asked.name)
    two = both or two_names(asked.name)
    if two is None:
        return None
    first, second = (
        _single(replace(asked, name=two[0])),
        _single(_with_prefix(replace(asked, name=two[1]), _prefix_of(asked))),
    )
    if not first.on_file and first.kind != "party":
        return None
    several = both is not None or first.place != second.place
    key, label = f"{first.key}、{second.key}", f"{first.label}、{second.label}"
    if several:
        group = replace(first, key=key, label=label, kind="group", parent=None, parent_label=None)
        return replace(group, reason="two bodies named together")
    return replace(first, key=key, label=label, reason="two names of one body")


def _prefix_of(asked: Asked) -> str:
    tier = split_tier(asked.name)
    return tier.word if tier is not None else ""


def _inside(asked: Asked) -> Body | None:
    """An organ inside a body that the data file knows (市公安局交管局, 生态环境部卫星环境应用中心)."""
    for owner, rest in owners(asked.name):
        whole = replace(asked, name=owner)
        body = central(whole) or named_place(whole) or tiered(whole) or unprefixed(whole) or short_place(whole)
        if body is None or not body.on_file or body.kind == "group":
            continue
        rest = {"办": "办公室"}.get(rest, rest)
        kind = kind_by_form(rest)
        branch = body.level != "state" or _regional_name(rest)
        if branch and (body.kind in {"vertical", "party"} or body.level == "state"):
            kind = body.kind if body.kind != "department" else "vertical"
        organ = replace(body, key=f"{body.key}|{fold(rest)}", label=f"{body.label}{rest}", kind=kind)
        return replace(organ, parent=body.key, parent_label=body.label, on_file=False, reason="an organ inside a body")
    return None


def _regional_name(rest: str) -> bool:
    return (
        rest.startswith("驻")
        or starts_with_short(rest) is not None
        or re.match(r"[华东西中南北]{2}\S|[东南北黄渤]海", rest) is not None
    )

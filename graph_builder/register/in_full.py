"""Bare names of leading groups (领导小组办公室), for which the same document has one full name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

__all__ = ["full_names", "is_bare"]

_KIND = r"(?:领导小组|联席会议|指挥部|工作专班|专班|工作组|协调小组)"
_BARE = re.compile(rf"[省市县区州]?(?:部际|厅际|局际|工作)?(?P<kind>{_KIND})(?P<office>办公室|办)?")
_NAMED = re.compile(rf"(?P<head>[^，。；：、（）《》\s]{{2,40}}?)(?P<kind>{_KIND})(?!成员|组长|会议)")
_FOUNDED = re.compile(r".{0,30}(?:成立|设立|组建|建立|健全|完善|调整)(?:了)?(?:以.{1,16}为(?:双)?组长的)?")
# What is before the name in a sentence, so that its beginning is not told.
_SENTENCE = re.compile(r"[由的在对向为及和与]|(?:各级|有关|相关|上述|每个|其他|多个|召开|报|经|按照|根据|加强)")
_INTRODUCES = re.compile(r"[（(]以下(?:统一)?简?称")
# What says nothing of which group it is.
_NO_FIELD = re.compile(r"工作|专项|项目|推进|协调|相应|[省市县区州本全我]级?")
_LONGEST = 44


def is_bare(name: str) -> bool:
    """Whether a name says the kind of a group only, and its document must say which one (领导小组, 联席会议办公室)."""
    return _BARE.fullmatch(name) is not None


def full_names(text: str, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield each bare name among those that a document prints, with each full name that the document has for it.

    Args:
        text: the text of the document; there a name counts behind 成立, 建立 and the like, where its beginning is told,
            and before 以下简称.
        names: the names of bodies that it prints.
    """
    bare = {name: match for name in names if (match := _BARE.fullmatch(name)) is not None}
    if not bare:
        return
    kinds = {match["kind"] for match in bare.values()}
    found = {(match["kind"], full) for match, full in _named(text, names) if match["kind"] in kinds}
    for name, match in sorted(bare.items()):
        office = "办公室" if match["office"] else ""
        yield from ((name, f"{full}{office}") for kind, full in sorted(found) if kind == match["kind"])


def _named(text: str, names: Collection[str]) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the full names of groups: those printed as bodies, and those that the text founds."""
    for name in names:
        match = _NAMED.match(name[:_LONGEST])
        if match is not None and not is_bare(match[0]):
            yield match, match[0]
    for match in _NAMED.finditer(text):
        founded = _FOUNDED.match(match["head"])
        introduced = _INTRODUCES.match(text, match.end())
        head = match["head"][founded.end() :] if founded is not None else match["head"] if introduced else ""
        full = f"{head}{match['kind']}"
        if len(_NO_FIELD.sub("", head)) >= 3 and not _SENTENCE.search(head) and not is_bare(full):
            yield match, full

"""Writing an explanation: for a reader at a terminal, with the characters that count underlined, or as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any
from unicodedata import combining, east_asian_width

from graph_builder.explain.account import Explained, Mark, Part, sentence_around
from graph_builder.explain.reasons import in_chinese
from graph_builder.explain.rules import RULES
from graph_builder.model import Reading, Span

__all__ = ["as_json", "as_text"]

_CELLS = 76
_LONGEST = 700
"""Characters of a sentence that are shown at most."""
_LONGEST_FINDING = 160
_HANGING = "，。、；：）〕》”"
"""What opens no line (GB/T 15834-2011, 5.1.1)."""
_SIGNS = {"clause": "^", "words": "#", "body": "=", "role": "~"}
LEGEND = "^ 读到的文字   = 机构   ~ 起决定作用的词   # 时限、要素   [起–止] 是 policykg text 所印文本中的位置"
_KINDS = {
    "header": "要素", "task": "任务", "responsibility": "责任分工", "reference": "文件引用", "indicator": "指标",
    "deadline": "时限", "thing": "事物", "finding": "待核", "nothing": "未读出",
}  # fmt: skip
_NAMES = {
    "element": "要素", "standard": "依据", "speaks for": "发文层级", "key": "任务键", "under": "所在标题",
    "deadline": "时限", "besides": "另有", "role": "角色", "is": "机构", "identified by": "认定依据", "part of": "隶属",
    "shares prefix": "共用前缀", "generic": "泛指", "belongs to": "归入任务", "relation": "关系", "title": "标题",
    "number": "字号", "counts": "所计", "value": "数值", "year": "年份", "qualifier": "限定", "kind": "种类",
    "named": "出现", "also called": "又名", "finding": "说明", "lacks": "缺少", "has": "已有",
}  # fmt: skip


def as_text(reading: Reading, found: Sequence[Explained], brief: bool = False) -> str:
    """Return an explanation for reading.

    Args:
        reading: the reading that is explained.
        found: what `explain` chose.
        brief: one line a fact and no sentences.
    """
    text = reading.source.text
    lines = [f"{reading.source.name}: {len(reading.tasks)} 项任务，{_count(reading)} 项责任分工"]
    if brief:
        lines += [_brief(one) for one in found]
        return "\n".join([*lines, "", "加 --task 编号或标题、--at 位置 或 --words 文字，可看原句和理由。"]) + "\n"
    lines += [LEGEND, ""]
    for _, group in groupby(found, key=lambda one: _together(text, one)):
        lines += [*_told(text, list(group)), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _count(reading: Reading) -> int:
    return sum(len(task.responsibilities) for task in reading.tasks)


def _brief(one: Explained) -> str:
    place = f"[{one.span.start}–{one.span.end}]" if one.span.end > one.span.start else ""
    words = "；".join(_one_line(_became(one, part)) for part in one.parts)
    shown = words if len(words) <= 160 else f"{words[:150]}……"
    rule = f"  ‹{one.rule}›" if one.rule else ""
    indent = "" if one.kind in ("header", "task") else "    "
    return f"{indent}{_KINDS[one.kind]} {place} {shown}{rule}"


def _became(one: Explained, part: Part) -> str:
    says = dict(part.says)
    if one.kind == "responsibility":
        return f"{part.text} {says['role'].partition('（')[0]}"
    if one.kind == "reference":
        return f"{says['relation'].partition('（')[0]} {part.text}"
    if one.kind == "indicator":
        return f"{part.text} {says['value']}"
    if one.kind == "header":
        return f"{says['element']}：{part.text}"
    if one.kind == "finding":
        return f"{says['finding']}：{part.text[:40]}"
    return part.text + (f"（{says['deadline'].partition('（')[0]}）" if "deadline" in says else "")


def _together(text: str, one: Explained) -> tuple[object, ...]:
    """Return what facts share that are drawn as one: things and figures of one sentence."""
    if one.kind in ("thing", "indicator"):
        return one.kind, sentence_around(text, one.span)
    return one.kind, one.span, one.rule, one.task


def _told(text: str, group: Sequence[Explained]) -> Iterator[str]:
    one = group[0]
    place = f" [{one.span.start}–{one.span.end}]" if len(group) == 1 and one.span.end > one.span.start else ""
    yield _KINDS[one.kind] + place
    for rule_name in dict.fromkeys(each.rule for each in group):
        yield from _rule(rule_name)
    if one.span.end > one.span.start:
        yield from _drawn(text, one, [mark for each in group for mark in each.marks])
    for each in group:
        yield from _parts(each)


def _rule(name: str) -> Iterator[str]:
    rule = RULES.get(name)
    if name:
        yield f"  规则：{name}" + (f"  {rule.zh}" if rule else "")
    if rule:
        yield f"        {rule.en}"


def _parts(one: Explained) -> Iterator[str]:
    for part in one.parts:
        place = f" [{part.span.start}–{part.span.end}]" if part.span and part.span.end > part.span.start else ""
        if one.kind not in ("finding", "nothing"):
            yield f"  • {_one_line(part.text)}{place}"
        for name, words in part.says:
            words = in_chinese(words) if name == "identified by" else words
            yield f"      {_NAMES.get(name, name)}：{_one_line(words)}"
    for name, words in one.why:
        yield f"  {_NAMES.get(name, name)}：{_one_line(words)}"


def _drawn(text: str, one: Explained, marks: Sequence[Mark]) -> Iterator[str]:
    """Yield the sentence line by line, each with a line of signs under the characters that count."""
    window = one.span if one.kind in ("finding", "task", "header") else sentence_around(text, one.span)
    longest = _LONGEST_FINDING if one.kind == "finding" else _LONGEST
    cut = window.end - window.start > longest
    window = Span(window.start, window.start + longest) if cut else window
    signs = _signs(marks, window)
    line, under, width = "", "", 0
    for i in range(window.start, window.end):
        shown = _visible(text[i])
        cells = _width(shown)
        if width + cells > _CELLS and shown not in _HANGING:
            yield from _pair(line, under)
            line, under, width = "", "", 0
        line, under, width = line + shown, under + signs[i - window.start] * cells, width + cells
    yield from _pair(line + ("……" if cut else ""), under)


def _pair(line: str, under: str) -> Iterator[str]:
    yield f"  {line}"
    if under.strip():
        yield f"  {under.rstrip()}"


def _signs(marks: Iterable[Mark], window: Span) -> list[str]:
    signs = [" "] * (window.end - window.start)
    for what in _SIGNS:
        for mark in marks:
            if mark.what == what:
                for i in range(max(mark.span.start, window.start), min(mark.span.end, window.end)):
                    signs[i - window.start] = _SIGNS[what]
    return signs


def _visible(character: str) -> str:
    if character == "\n":
        return "⏎"
    return character if character.isprintable() or character == "\u3000" else " "


def _width(character: str) -> int:
    """Count the cells that a character takes in a terminal (Unicode UAX #11).

    >>> _width("铜"), _width("C"), _width("，")
    (2, 1, 2)
    """
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def _one_line(words: str) -> str:
    return "".join(c if c.isprintable() else " " for c in re.sub(r"\s+", " ", words)).strip()


def as_json(reading: Reading, found: Sequence[Explained]) -> str:
    """Return an explanation for programs: one object, its facts in the order of the text."""
    facts = [_object(reading.source.text, one) for one in found]
    whole = {"source": reading.source.name, "length": len(reading.source.text), "facts": facts}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _object(text: str, one: Explained) -> dict[str, Any]:
    sentence = sentence_around(text, one.span)
    rule = RULES.get(one.rule)
    return {
        "kind": one.kind,
        "rule": one.rule or None,
        "ruleVersion": rule.version if rule else None,
        "ruleText": {"zh": rule.zh, "en": rule.en} if rule else None,
        "task": one.task or None,
        **_place(text, one.span),
        "sentence": _place(text, sentence),
        "marks": [{"what": mark.what, **_place(text, mark.span)} for mark in one.marks],
        "parts": [
            {"what": part.what, "text": part.text, **(_place(text, part.span) if part.span else {}), **dict(part.says)}
            for part in one.parts
        ],
        "why": dict(one.why),
    }


def _place(text: str, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "quote": span.of(text)}

"""Step 2: recover the order of a text that a scrape has shuffled.

Pages are often saved with passages repeated or spliced in out of place. Nothing is invented: a passage that stands
twice is taken out at its second place, so that the text around it joins again, and every character that is kept knows
where it stands in the source. A bare heading out of its turn whose own text is the repeated passage belongs
with that passage and goes back before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph_builder.model import Recovered, Segment, Span
from graph_builder.structure.lines import is_row
from graph_builder.structure.numerals import number

__all__ = ["recover"]

# A piece ends with 。！？； and what closes there, or with the line.
_PIECE = re.compile(r"[^。！？；\n]*(?:[。！？；][”’）)〕\]】》]*|\n|$)")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
# Clauses and label lines stand many times in a sound document: （海关总署负责）, 牵头部门：市教育局, 政策依据：……
_FORMULA = re.compile(
    r"(?:牵头|责任|配合|参与|参加|协办|主办|承办|实施|指导|监督)(?:责任)?(?:单位|部门|机构)[:：]"
    r"|^(?:政策依据|执行期限|有效期限?|(?:完成|办理|实施)(?:时限|时间)|时序进度|联系(?:人|电话|方式))[:：]"
)
# （市财政局牵头，各区政府落实，完成时限：2022年10月） closes its sentence
_CLAUSE = re.compile(
    r"[（(〔\[【][^。（(〔\[【]{0,300}?(?:负责|牵头|配合|参与|参加|落实|指导|监督|(?:责任|主办)单位|时限)[^。]{0,300}[）)〕\]】]$"
)
# What opens a unit of the outline; a passage that brings its heading along is a passage and no stock phrase.
_HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.．、]|第[一二三四五六七八九十百]+[章条])"
)
# （三）主要目标。 alone, without any text of its own
_BARE_HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.．、])[^，。；：]{2,30}。?$"
)
# 坚持分类指导。 a short sentence that opens a paragraph
_RUN_IN = re.compile(r"^[^，。；：、（《]{4,16}。$")
_ORDINAL = re.compile(
    r"(?:^|[。；）)])(?:(?P<han>[一二三四五六七八九十]{1,3})、|(?P<arabic>\d{1,3})[.．、])|[（(](?P<bracket>[一二三四五六七八九十]{1,3})[）)]"
)
_PROSE = 24
# A passage this long is no stock phrase, even with clauses in it.
_LONG = 120
_CANDIDATES = 4
# So many rows of a table in the same order are the table again.
_ROWS = 3


@dataclass(frozen=True, slots=True)
class _Piece:
    span: Span
    key: str


def recover(text: str, tables: Sequence[Span] = ()) -> Recovered:
    """Return `text` without the passages that stand in it a second time.

    A passage counts as repeated when at least 24 characters of prose stand word for word at an earlier place. Time and
    memory are linear in the length of the text.

    Args:
        text: the text as it was read.
        tables: the places of tables without tabs, each cell a line, in order; tables with tabs are known by these.
    """
    pieces = _pieces(text, tables)
    runs = _repeated_runs(pieces) if pieces else []
    if not runs:
        return Recovered(text, (Segment(Span(0, len(text)), 0),))
    moved = _headings_to_move(pieces, runs)
    dropped = {i for start, _, length in runs for i in range(start, start + length)}
    before: dict[int, list[int]] = {}
    for heading, target in moved.items():
        before.setdefault(target, []).append(heading)
    order: list[int] = []
    for i in range(len(pieces)):
        if i not in dropped and i not in moved:
            order += [*before.get(i, ()), i]
    return _assembled(text, pieces, order, runs)


def _pieces(text: str, without_tabs: Sequence[Span]) -> list[_Piece]:
    """Return the pieces of a text; none where it is clear that nothing stands in it twice."""
    found: list[_Piece] = []
    rows = list(_table_rows(text, without_tabs))
    if not rows:
        keys = ["".join(words.split()) for words in _PIECE.findall(text)]
        told = [key for key in keys if key]
        if len(set(told)) == len(told):
            return []
    at = 0
    for row in rows:
        found += _sentences(text, at, row.span.start)
        found.append(row)
        at = row.span.end
    return [*found, *_sentences(text, at, len(text))]


def _sentences(text: str, start: int, end: int) -> Iterator[_Piece]:
    for match in _PIECE.finditer(text, start, end):
        if match.end() > match.start():
            yield _Piece(Span(match.start(), match.end()), "".join(match.group().split()))


def _table_rows(text: str, without_tabs: Sequence[Span]) -> Iterator[_Piece]:
    """Yield the rows of tables, each whole: a table says again what the text says, and its head on every page.

    Only where several rows stand in the same order twice is the table itself repeated; every other row is its own.
    """
    tables = [*_with_tabs(text), *_without_tabs(text, without_tabs)]
    times = Counter(tuple(row.key for row in rows) for rows in tables)
    end = 0
    for rows in sorted(tables, key=lambda rows: rows[0].span):
        repeated = len(rows) >= _ROWS and times[tuple(row.key for row in rows)] > 1
        for row in rows:
            if row.span.start >= end:
                yield row if repeated else _Piece(row.span, f"\t{row.span.start}")
                end = row.span.end


def _with_tabs(text: str) -> list[list[_Piece]]:
    tables: list[list[_Piece]] = []
    end = -1
    for match in _LINE.finditer(text) if "\t" in text else ():
        if is_row(match.group()):
            if match.start() != end:
                tables.append([])
            tables[-1].append(_Piece(Span(*match.span()), "".join(match.group().split())))
            end = match.end()
    return tables


def _without_tabs(text: str, tables: Sequence[Span]) -> Iterator[list[_Piece]]:
    for table in tables:
        spans = [Span(*match.span()) for match in _LINE.finditer(text, table.start, table.end)]
        yield [_Piece(span, "".join(span.of(text).split())) for span in spans]


def _repeated_runs(pieces: list[_Piece]) -> list[tuple[int, int, int]]:
    """Return (start, earlier start, number of pieces) for each passage that stands at an earlier place."""
    earlier: dict[str, list[int]] = {}
    runs = []
    i = 0
    while i < len(pieces):
        key = pieces[i].key
        places = earlier.setdefault(key, []) if key else []
        best_start, best = 0, 0
        for j in places:
            length = _common(pieces, j, i)
            if length > best:
                best_start, best = j, length
        whole, best = best, _without_clauses(pieces, i, best) if best else 0
        if best and _prose(pieces, i, best) >= _PROSE:
            runs.append((i, best_start, best))
            i += best
            continue
        for step in range(max(whole, 1)):
            seen = earlier.setdefault(pieces[i + step].key, [])
            if pieces[i + step].key and len(seen) < _CANDIDATES:
                seen.append(i + step)
        i += max(whole, 1)
    return runs


def _without_clauses(pieces: list[_Piece], start: int, length: int) -> int:
    """Return how much of a repeated run may go: a clause goes only with its heading or within a long passage.

    所需资金由财政列支。（财政局负责） may close many tasks: its clause counts for each.
    """
    run = range(start, start + length)
    heading = any(_HEADING.search(pieces[i].key) for i in run)
    if not heading and _prose(pieces, start, length) < _LONG:
        length = next((i - start for i in run if _is_formula(pieces[i].key)), length)
    while length and not pieces[start + length - 1].key:
        length -= 1
    return length


def _common(pieces: list[_Piece], j: int, i: int) -> int:
    length = 0
    while i + length < len(pieces) and j + length < i and pieces[i + length].key == pieces[j + length].key:
        length += 1
    return length


def _prose(pieces: list[_Piece], start: int, length: int) -> int:
    keys = (pieces[i].key for i in range(start, start + length))
    return sum(len(key) for key in keys if not _is_formula(key))


def _is_formula(key: str) -> bool:
    return _FORMULA.search(key) is not None or (key[-1:] in "）)〕]】" and _CLAUSE.search(key) is not None)


def _headings_to_move(pieces: list[_Piece], runs: list[tuple[int, int, int]]) -> dict[int, int]:
    """Return the bare headings whose text is a repeated passage, with the piece they belong before."""
    moved = {}
    taken = {i for start, _, length in runs for i in range(start, start + length)}
    in_turn = _in_turn(pieces, taken)
    for start, earlier, _ in runs:
        heading = start - 1
        if heading < 0 or heading in taken or heading in in_turn or not _BARE_HEADING.match(pieces[heading].key):
            continue
        if earlier == 0 or not _BARE_HEADING.match(pieces[earlier - 1].key):
            moved[heading] = earlier
    return moved


def _in_turn(pieces: list[_Piece], taken: set[int]) -> set[int]:
    """Return the pieces whose number goes on with the one before it of its kind: these stand where they belong."""
    fitting = set()
    latest: dict[str, int] = {}
    for i, piece in enumerate(pieces):
        if i in taken:
            continue
        for match in _ORDINAL.finditer(piece.key):
            kind = match.lastgroup or ""
            value = number(match[kind])
            if match.start() == 0 and value in (1, latest.get(kind, 0) + 1):
                fitting.add(i)
            latest[kind] = value
    return fitting


def _assembled(text: str, pieces: list[_Piece], order: list[int], runs: list[tuple[int, int, int]]) -> Recovered:
    after_run = {start + length: start for start, _, length in runs}
    segments: list[Segment] = []
    joins: list[int] = []
    tails: set[int] = set()
    kept: list[str] = []
    at = 0
    for i in order:
        span = pieces[i].span
        if i in after_run:
            joins.append(at)
            if _continues(pieces, after_run[i], i):
                tails.add(at)
        if segments and segments[-1].source.end == span.start and not (joins and joins[-1] == at):
            segments[-1] = Segment(Span(segments[-1].source.start, span.end), segments[-1].at)
        else:
            segments.append(Segment(span, at))
        kept.append(span.of(text))
        at += span.end - span.start
    repeats = tuple(Span(pieces[start].span.start, pieces[start + length - 1].span.end) for start, _, length in runs)
    return Recovered("".join(kept), tuple(segments), tuple(joins), frozenset(tails), repeats)


def _continues(pieces: list[_Piece], run: int, i: int) -> bool:
    """Tell whether piece `i`, right after the repeated passage that begins at `run`, goes on with that passage.

    It does when it is a short opening sentence in the parallel form of the passage's neighbours: after a passage on
    坚持保护优先 comes 坚持依法管理.
    """
    if not _RUN_IN.match(pieces[i].key):
        return False
    opening = pieces[i].key[:2]
    return any(_RUN_IN.match(piece.key) and piece.key.startswith(opening) for piece in pieces[max(0, run - 60) : run])

"""The mining domain: minerals, mines and deposits, the bases that they form, industrial parks.

Names of minerals come from the concept scheme `mineral` of the ontology. A mine is known by the form of its name: a
place, one or more minerals, and 矿 (驱龙铜矿, 帮浦钼铜矿, 扎布耶盐湖锂矿).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from graph_builder.model import DomainFact, Span
from ontology.terms import GEO, POL
from ontology.vocabulary import concepts

__all__ = ["recognise"]

_MINE_TYPES, _BASE_TYPES, _PARK_TYPES = (
    (name, GEO.Feature) for name in (POL.Mine, POL.IndustrialBase, POL.IndustrialPark)
)
_PHASE = r"(?:[（(][一二三四五六七八九十\d]期(?:工程)?[）)])?"
_DEPOSIT = re.compile(r"(?:[十百千]*万?吨级|超大型|特大型|大型)$")
# Words that open a kind of ore and no place: 优势铜矿, 大型铅锌矿, 全区铜矿
_NO_PLACE = re.compile(
    r"地区|优势|资源|产业|开发|重点|大型|中型|小型|特大|以上|新增|主要|品种|各类|国家|全国|全省|全区|全市|战略|进口|国内|国外|勘查|利用|生产|建设|推进|发展|加强|非法|露天|地下|现有|共伴生|低品位|难选冶|高品位|规模|绿色|数字|智慧|储量|矿区|矿山$|查明|已|在|[等的]"
)
_BOUNDARY = "、，,。；;：:（(）)《》“”\n 　"
# Between two boundaries; the phase of a mine (二期) is no boundary
_STRETCH = re.compile(rf"(?:[^{_BOUNDARY}]|[（(][一二三四五六七八九十\d]期(?:工程)?[）)])+")
# What ends before a name: 以甲矿、乙矿和丙矿为主; right behind 、 the character belongs to the name (、和田铁矿)
_LEFT = re.compile(
    r"以及|建成|探明|发现|包括|支持|鼓励|引导|依托|推进|加快|实施|开展|开发|[以和及与为对由了在将把从是有]"
)
_BASE = re.compile(
    r"(?:为(?:主|主体|主导|核心|重点|依托|支撑|龙头|基础)的)(?P<base>[^，,。；;：:\n以]{2,40}?基地)"
    r"|(?:建成|建设|打造|形成|创建|构建)(?:一批|全国|国家|国内|重要的?|若干|\d+个?|[一二三四五六七八九十]+个?)*(?P<built>(?!以)[^，,。；;：:\n、和的以]{4,24}基地)"
)
_OF_MINING = re.compile(r"金属|矿|盐湖|稀土|冶|煤|油气|石油|天然气|地热|铝|铜|锂|钾|磷|硅")
# 已建成甲、乙; 甲、乙均已投产; 甲、乙也在建设之中; 在建的甲
_STATUS = re.compile(
    r"(?P<built>(?:已|基本){1,2}(?:建成|投产|达产))|(?P<done>已(?:经|全部|相继)?(?:建成|投产|达产))|(?P<under>在建设之?中)|(?P<building>在建的?)"
)
_PARK = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,10}?(?:工业园区?|产业园区?|经济技术开发区|高新技术产业开发区|经济开发区|工业集中区))"
)
_PARK_WORDS = re.compile(
    r"推动|构建|推进|建设|打造|加快|支持|发展|培育|规划|特色|各类|各|产业$|现代|重点|国家级|省级|引导|鼓励|入驻|进入|示范|专业|若干|一批|境外|跨境|边境|全省|全市|全区|全国|的|等|有色金属$|化工$"
)
_PARK_LEFT = re.compile(r".*(?:在|以|对|由|于|和|与|及|向|入|为|从|将|到|把)(?=[\u4e00-\u9fff]{2,})")
_MODIFIER = r"(?:盐湖|高温|饮用|天然|中低温|浅层|共伴生|优质|晶质|海滨|砂)*"


@cache
def _minerals() -> dict[str, tuple[str, str]]:
    """Return name -> (IRI, label) for every name of a mineral."""
    return {
        name: (concept.iri, concept.label)
        for concept in concepts("mineral")
        for name in (*concept.alternatives, concept.label)
    }


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns for the ores in the name of a mine, for a mineral of a list, and for one name."""
    names = sorted(_minerals(), key=lambda name: (-len(name), name))
    # 铜精矿 is what a mill makes and no mine.
    in_ground = [name for name in names if not name.endswith("精矿")]
    bare = "|".join(dict.fromkeys(re.escape(name.removesuffix("矿")) for name in in_ground))
    ores = re.compile(rf"(?P<ores>(?:{bare})+(?:多金属)?矿)(?:床|区|山)?(?P<phase>{_PHASE})(?![精业石物种]|产(?!业))")
    token = re.compile(rf"{_MODIFIER}(?P<ores>(?:{'|'.join(map(re.escape, names))})+)(?:多金属)?(?:矿|资源|矿产|矿床)*")
    return ores, token, re.compile("|".join(map(re.escape, names)))


def recognise(text: str, start: int = 0) -> list[DomainFact]:
    """Return the minerals, mines, bases and parks that `text` names from `start` on."""
    if "矿" not in text[start:]:
        return []
    bases = _bases(text, start)
    mines = _mines(text, start, [span for fact in bases for span in fact.mentions])
    return [*bases, *_placed(text, mines, bases), *_parks(text, start), *_named_minerals(text, start)]


def _bases(text: str, start: int) -> list[DomainFact]:
    found: dict[str, list[Span]] = {}
    for match in _BASE.finditer(text, start):
        group = "base" if match["base"] else "built"
        found.setdefault(match[group], []).append(Span(match.start(group), match.end(group)))
    return [
        DomainFact(
            "base", name, spans[0], tuple(spans), "mining.base", _BASE_TYPES, links=_bears(_ores(name)), common=True
        )
        for name, spans in found.items()
        if _OF_MINING.search(name)
    ]


def _bears(minerals: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((POL.mineral, iri) for iri in minerals)


def _mines(text: str, start: int, taken: list[Span]) -> list[DomainFact]:
    found: dict[str, list[tuple[str, Span]]] = {}
    ores: dict[str, str] = {}
    for place, match in _named_ores(text, start, taken):
        name_words = re.sub(_PHASE, "", place.of(text))
        printed = Span(place.start, match.end())
        deposit = _DEPOSIT.search(name_words)
        if deposit:
            # 多龙千万吨级铜矿资源: the name, without the size
            name_words, printed = name_words[: deposit.start()], Span(place.start, match.end("ores"))
        if len(name_words) < 2 or len(name_words) > 14 or _NO_PLACE.search(name_words) or not _is_name(name_words):
            continue
        name = name_words + match["ores"]
        found.setdefault(name, []).append((name if deposit else printed.of(text), printed))
        ores[name] = match["ores"]
    facts = []
    for name, places in found.items():
        variants = tuple(sorted({words for words, _ in places} - {name}))
        spans = tuple(span for _, span in places)
        bears = _bears(_ores(ores[name]))
        facts.append(DomainFact("mine", name, spans[0], spans, "mining.mine", _MINE_TYPES, variants, bears))
    return facts


def _named_ores(text: str, start: int, taken: list[Span]) -> Iterator[tuple[Span, re.Match[str]]]:
    """Yield the place before each ore, with the ore."""
    taken = sorted(taken)
    for stretch in _STRETCH.finditer(text, start):
        last = stretch.start()
        for match in _patterns()[0].finditer(text, stretch.start(), stretch.end()):
            # The ores of a base's own name (铅锌矿产业基地) are no mine, and a name begins behind it.
            i = bisect_right(taken, match.start(), key=lambda span: span.start) - 1
            last = max(last, taken[i].end) if i >= 0 else last
            if last > match.start():
                continue
            words = text[last : match.start()]
            listed = text[last - 1 : last] == "、"
            cuts = [cut.end() for cut in _LEFT.finditer(words) if cut.start() or len(cut.group()) > 1 or not listed]
            yield Span(last + (cuts[-1] if cuts else 0), match.start()), match
            last = match.end()


def _is_name(place: str) -> bool:
    """Tell whether what stands before the minerals is the name of a place and not another mineral or a bare kind."""
    token = _patterns()[1]
    return not token.fullmatch(place) and not re.fullmatch(
        r"盐湖|高原|边境|海洋|陆域|深部|外围|周边|多金属|有色金属|稀有金属", place
    )


def _ores(words: str) -> tuple[str, ...]:
    """Return the IRIs of the minerals in the ores of a name, in the order of the name."""
    iris: list[str] = []
    for match in (name for ore in _patterns()[0].finditer(words) for name in _patterns()[2].finditer(ore["ores"])):
        iri = _minerals()[match.group()][0]
        if iri not in iris:
            iris.append(iri)
    return tuple(iris)


def _placed(text: str, mines: list[DomainFact], bases: list[DomainFact]) -> list[DomainFact]:
    """Give each mine its base and its status: 以甲、乙为主的某基地; 已建成甲、乙; 甲、乙也在建设之中."""
    named = sorted((place, base.name) for base in bases for place in base.mentions)
    built = _statuses(text)
    placed = []
    for mine in mines:
        part_of = next((name for span in mine.mentions if (name := _base_of(text, span, named))), None)
        status = next((found for span in mine.mentions if (found := _status_at(span.start, built))), None)
        parts = ((POL.partOfBase, "base", part_of),) if part_of else ()
        words = ((POL.status, status),) if status else ()
        placed.append(replace(mine, parts=parts, words=words))
    return placed


def _statuses(text: str) -> list[tuple[Span, str]]:
    """Return the stretches whose mines are built or being built, in order."""
    found = []
    for match in _STATUS.finditer(text):
        before = max((text.rfind(c, max(0, match.start() - 160), match.start()) for c in "。；;，\n"), default=-1) + 1
        after = re.compile(r"[^。；;，\n]{0,160}").match(text, match.end())
        follows = after.group() if after else ""
        status = "在建" if match["under"] or match["building"] else "建成"
        if "矿" in follows and not match["under"]:
            found.append((Span(match.end(), match.end() + len(follows)), status))
        elif before < match.start():
            found.append((Span(before, match.start()), status))
    return sorted(found)


def _status_at(position: int, built: list[tuple[Span, str]]) -> str | None:
    i = bisect_right(built, position, key=lambda pair: pair[0].start) - 1
    return built[i][1] if i >= 0 and built[i][0].covers(position) else None


def _base_of(text: str, span: Span, named: list[tuple[Span, str]]) -> str | None:
    """Return the base whose list a mine stands in: the next one named in the sentence, with a list up to it."""
    i = bisect_right(named, span.end, key=lambda pair: pair[0].start)
    if i == len(named) or named[i][0].start - span.end > 400:
        return None
    between = text[span.end : named[i][0].start]
    listed = re.search(r"为(?:主|主体|主导|核心|重点|依托|支撑|龙头|基础)的$", between)
    return named[i][1] if listed and not re.search(r"[。；;\n]|基地", between) else None


def _parks(text: str, start: int) -> list[DomainFact]:
    found: dict[str, list[Span]] = {}
    for match in _PARK.finditer(text, start):
        name, begin = match["name"], match.start("name")
        left = _PARK_LEFT.match(name)
        if left:
            begin += left.end()
            name = name[left.end() :]
        place = re.sub(r"(?:工业园区?|产业园区?|经济技术开发区|高新技术产业开发区|经济开发区|工业集中区)$", "", name)
        if len(place) < 2 or len(place) > 6 or _PARK_WORDS.search(place):
            continue
        found.setdefault(name, []).append(Span(begin, match.end("name")))
    return [
        DomainFact("park", name, spans[0], tuple(spans), "mining.park", _PARK_TYPES) for name, spans in found.items()
    ]


def _named_minerals(text: str, start: int) -> list[DomainFact]:
    """Return the minerals that stand in a list (铜、铬、铅) or with 矿 behind them, each once."""
    token, name = _patterns()[1], _patterns()[2]
    found: dict[str, list[Span]] = {}
    for stretch in re.finditer(rf"[^{_BOUNDARY}和及]+", text[start:]):
        begin, end = start + stretch.start(), start + stretch.end()
        words = stretch.group().rstrip("等")
        lead = re.match(r"^.*(?:为|是|有|以|包括|如)(?=.)", words)
        spot = begin + (lead.end() if lead else 0)
        listed = text[begin - 1 : begin] == "、" or text[end : end + 1] == "、"
        whole = token.fullmatch(text, spot, begin + len(words))
        if whole and (listed or "矿" in words):
            spans = [Span(m.start(), m.end()) for m in name.finditer(text, spot, begin + len(words))]
        else:
            spans = [
                Span(m.start(), m.end())
                for m in name.finditer(text, begin, end)
                if text[m.end() : m.end() + 1] == "矿" or text[m.start() : m.end()].endswith("矿")
            ]
        for span in spans:
            found.setdefault(_minerals()[span.of(text)][0], []).append(span)
    return [
        DomainFact(
            "mineral",
            spans[0].of(text),
            spans[0],
            tuple(spans),
            "mining.mineral",
            (POL.MineralMention,),
            links=_bears((iri,)),
            mention=True,
        )
        for iri, spans in found.items()
    ]

"""How names are read aloud, so that they are found by pinyin and by initials: a reading for each character that occurs.

pypinyin knows how a character is mostly read, and words in which it is read otherwise. Only what is needed for the
names of a page goes into it: one reading a character, and the places where a word or a place name has another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from visualizations.model import Node

_LONGEST = 8
"""Characters of the longest word that is looked up."""
_PLACES = {
    "东阿": "dong e", "丽水": "li shui", "乐亭": "lao ting", "乐陵": "lao ling", "乐清": "yue qing", "乐都": "le du",
    "六合": "lu he", "六安": "lu an", "单县": "shan xian", "华县": "hua xian", "华阴": "hua yin", "台州": "tai zhou",
    "大埔": "da bu", "天台": "tian tai", "尉氏": "wei shi", "尉犁": "yu li", "开阳": "kai yang", "成都": "cheng du",
    "曾都": "zeng du", "朝阳区": "chao yang qu", "朝阳市": "chao yang shi", "什邡": "shi fang", "浚县": "xun xian",
    "洪洞": "hong tong", "涡阳": "guo yang", "番禺": "pan yu", "盐都": "yan du", "莘县": "shen xian", "蔚县": "yu xian",
    "郫都": "pi du", "都匀": "du yun", "都安": "du an", "都江堰": "du jiang yan", "重庆": "chong qing",
    "铅山": "yan shan", "长丰": "chang feng", "长兴": "chang xing", "长垣": "chang yuan", "长子县": "zhang zi xian",
    "长宁": "chang ning", "长岛": "chang dao", "长岭": "chang ling", "长武": "chang wu", "长沙": "chang sha",
    "长治": "chang zhi", "长泰": "chang tai", "长海": "chang hai", "长白": "chang bai", "长葛": "chang ge",
    "长阳": "chang yang", "长顺": "chang shun", "中牟": "zhong mu", "会稽": "kuai ji", "会计": "kuai ji",
    "西藏": "xi zang", "藏政": "zang zheng", "藏青": "zang qing", "藏族": "zang zu", "首都": "shou du", "阿坝": "a ba",
    "行业": "hang ye", "人行": "ren hang", "分行": "fen hang", "央行": "yang hang", "总行": "zong hang",
    "支行": "zhi hang",
}  # fmt: skip
"""Place names, and words of office, that the word list of pypinyin lacks, reads otherwise or in another place only."""


def spellings(node: Node) -> tuple[str, ...]:
    """What a node is looked for by, each once: its names, then its number; the label of a task is both together."""
    label = () if node.kind == "task" else (node.label,)
    return tuple(dict.fromkeys(filter(None, (*label, node.name, *node.aliases, node.number))))


def readings(nodes: Sequence[Node]) -> dict[str, object]:
    """What the page needs to read the names of `nodes`.

    `usual` has the characters that are usually read so, by reading; `odd` has, by reading, threes of numbers: node,
    name of that node as in `spellings`, and UTF-16 code unit of the character that is read otherwise there.
    """
    usual: dict[str, str] = {}
    odd: dict[str, list[int]] = {}
    for index, node in enumerate(nodes):
        for number, name in enumerate(spellings(node)):
            for at, character, reading in _read(name):
                if usual.setdefault(character, _of_character(character)) != reading:
                    odd.setdefault(reading, []).extend((index, number, _units(name[:at])))
    by_reading: dict[str, str] = {}
    for character, reading in sorted(usual.items()):
        by_reading[reading] = by_reading.get(reading, "") + character
    return {"usual": by_reading, "odd": odd}


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _read(name: str) -> Iterator[tuple[int, str, str]]:
    """Go through the characters of a name that have a reading: place, character, reading without tone; ü is v."""
    words, known, at = _words(), _known(), 0
    while at < len(name):
        if name[at] not in known:
            at += 1
            continue
        for length in range(min(_LONGEST, len(name) - at), 1, -1):
            if name[at : at + length] in words:
                for offset, reading in enumerate(_of_word(name[at : at + length])):
                    yield at + offset, name[at + offset], reading
                at += length
                break
        else:
            yield at, name[at], _of_character(name[at])
            at += 1


@cache
def _words() -> dict[str, list[list[str]]]:
    """The words with their readings; our own stand before those of pypinyin."""
    from pypinyin.constants import PHRASES_DICT

    own = {word: [[syllable] for syllable in said.split()] for word, said in _PLACES.items()}
    return {**PHRASES_DICT, **own}


@cache
def _known() -> frozenset[str]:
    """Characters that have a reading."""
    from pypinyin.constants import PINYIN_DICT

    return frozenset(map(chr, PINYIN_DICT))


@cache
def _of_word(word: str) -> tuple[str, ...]:
    said = _words()[word]
    if len(said) != len(word):  # a saying with a comma in it
        return tuple(map(_of_character, word))
    return tuple(_plain(syllable[0]) for syllable in said)


@cache
def _of_character(character: str) -> str:
    from pypinyin.constants import PINYIN_DICT

    return _plain(str(PINYIN_DICT[ord(character)]).split(",")[0])


@cache
def _plain(syllable: str) -> str:
    """Take the tone off a syllable: lǜ becomes lv."""
    from pypinyin.contrib.tone_convert import to_normal

    return str(to_normal(syllable, v_to_u=False))

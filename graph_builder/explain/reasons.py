"""Why a mention is taken for a body, in Chinese: the reasons that `graph_builder.bodies` gives in English."""

from __future__ import annotations

import re

__all__ = ["in_chinese"]

_REASONS = {
    "central level, by the data file": "中央机构，见单位表",
    "central level, by its prefix": "中央机构，名称自带国家、中央等字样",
    "central level, as printed": "中央文件中的机构，按原文",
    "branch of a national system, place named": "全国垂直系统的分支，名称写明地方",
    "customs house, led by its system": "海关，由系统领导",
    "Youth League committee": "共青团委员会",
    "named with the place of the document": "名称写明本文件所在地方",
    "named with its place": "名称写明地方",
    "named with the short name of its place": "名称以地方简称开头",
    "a zone within the place of the document": "本地方之内的开发区、示范区",
    "no such local body: the central one": "地方没有此机构，指中央机构",
    "bare place name, national system": "地方名加全国系统的机构",
    "enterprise or institution, as printed": "企业或事业单位，按原文",
    "own place, as printed": "名称自带地方，按原文",
    "a name of its own, as printed": "有自己的专名，按原文",
    "the zone stands for its committee": "以开发区之名指其管委会",
    "the place stands for its government": "以地方之名指其政府",
    "level and place of the document": "依发文机关的层级和地方补全",
    "name by form": "全称由名称的形式推出",
    "party committee": "党委",
    "party organ by form": "党的机关，由名称的形式推出",
    "generic within the scope of the document": "泛指本文件范围内的机构",
    "group within the scope of the document": "本文件范围内的一组机构",
    "a tier below the document: the group of its bodies": "下级的同类机构，合为一组",
}
_LINE = re.compile(r"data file line (\d+)")
_PREFIX = re.compile(r"prefix (\S+)")


def in_chinese(reason: str) -> str:
    """Return a reason in Chinese; a part that is not known stays as it is.

    >>> in_chinese("prefix 省; data file line 12")
    '前缀“省”指本文件的该级地方；单位表第12行'
    """
    parts = []
    for part in reason.split("; "):
        line, prefix = _LINE.fullmatch(part), _PREFIX.fullmatch(part)
        if line:
            parts.append(f"单位表第{line[1]}行")
        elif prefix:
            parts.append(f"前缀“{prefix[1]}”指本文件的该级地方")
        else:
            parts.append(_REASONS.get(part, part))
    return "；".join(parts)

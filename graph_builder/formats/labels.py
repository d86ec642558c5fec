"""The labelled lines that a page of an official site prints beside a document: 索引号, 发文机关, 成文日期 and others.

The names are those of 政府信息公开目录 and 政府网站发展指引 (国办发〔2017〕47号). A page sets them as a table, a
list or a line; here they become lines such as 发文机关：甲市人民政府, which the header reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

__all__ = ["PUBLISHED", "TITLE", "labelled", "record_lines"]

# Names are parted by blanks.
_PUBLISHED = "发布日期 发布时间 公开日期 公开时间 公布日期 公布时间"
_TITLE = "标题 名称 信息名称 文件名称 题名 公文名称"
# A table with one of these is the record of a document; the others stand in tables of other things too.
_RECORD = (
    "索引号 信息索引 信息索引号 发文机关 发文机构 发文单位 制发机关 制定机关 发布机构 发布机关 发布单位 成文日期"
    " 成文时间 生成日期 发文日期 印发日期 发文字号 文号 统一编号 统一登记号 主题分类 体裁分类 组配分类 公文种类"
)
_BESIDE = (
    "分类 信息分类 信息类别 文种 文件编号 实施日期 施行日期 生效日期 生效时间 失效日期 失效时间 废止日期 有效性"
    " 时效性 效力状态 文件状态 是否有效 有效期 主题词 关键词 公开方式 公开范围 公开时限 公开类别 公开形式 来源"
    " 信息来源 文章来源"
)
# What a page adds for its own use ends a value and is none of it.
_OWN = (
    "字体 字号 字体大小 浏览次数 浏览量 浏览 阅读次数 阅读量 阅读 点击数 点击量 点击率 点击 访问量 访问次数 分享"
    " 分享到 打印 收藏 保护视力色 视力保护色 背景色 编辑 责任编辑 作者 保存 下载"
)
PUBLISHED = tuple(_PUBLISHED.split())
TITLE = tuple(_TITLE.split())
_SURE = (*_RECORD.split(), *PUBLISHED)
_LABELS = (*_SURE, *TITLE, *_BESIDE.split())


def _spaced(names: Iterable[str]) -> str:
    # 文 号：, 标　　题：; longer names first, so that 信息名称 is not read as 名称
    return "|".join(r"\s{0,8}".join(name) for name in sorted(names, key=lambda name: (-len(name), name)))


_CELL = re.compile(rf"[\[【]?\s{{0,8}}(?P<label>{_spaced(_LABELS)})\s{{0,8}}[\]】]?\s{{0,4}}[:：]?")
_OTHER_CELL = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff \u3000]{1,14}[:：]")
_IN_LINE = re.compile(
    rf"(?:(?<=[\s\]】)）|｜;；])|^)(?:[\[【（(]\s?)?(?:(?P<label>{_spaced(_LABELS)})\s{{0,8}}[\]】]?\s{{0,4}}[:：]"
    rf"|(?:{_spaced(_OWN.split())})\s{{0,8}}[:：】\]]|[【\[](?:打印|关闭|收藏|分享|大|中|小)|(?:打印|关闭窗口|分享到?)\s{{0,4}}$)"
)


def _name(label: str) -> str:
    return "".join(label.split())


def labelled(lines: Iterable[str]) -> list[tuple[str, str]]:
    """Return the labels of a page with their values, each label once, in the order of the page.

    Args:
        lines: the lines of the page above the document; a label may fill a line and its value the next.
    """
    found: dict[str, str] = {}
    waiting = ""
    in_line = False  # where one value follows its label in the line, a label alone has none
    for line in lines:
        marks = list(_IN_LINE.finditer(line))
        if not marks and waiting and len(line) <= 200:
            found.setdefault(waiting, line.strip())
        waiting = ""
        for mark, following in zip_longest(marks, marks[1:]):
            value = line[mark.end() : following.start() if following else len(line)].strip(" \t\u3000\xa0|｜【】[]")
            if mark["label"] and re.search(r"\w", value):
                found.setdefault(_name(mark["label"]), value)
                in_line = True
            elif mark["label"] and not following and not in_line:
                waiting = _name(mark["label"])
    return list(found.items())


def record_lines(rows: Sequence[Sequence[str]]) -> list[str] | None:
    """Return the lines of a table that is the record of a document (label, value, label, value), or None.

    >>> record_lines([["索 引 号：", "甲-1", "成文日期", "2020年1月2日"], ["标题：", "甲办法"]])
    ['索引号：甲-1', '成文日期：2020年1月2日', '标题：甲办法']
    """
    lines: list[str] = []
    names: set[str] = set()
    filled = 0
    for row in rows:
        cells = [" ".join(cell.split()) for cell in row]
        filled += sum(bool(cell) for cell in cells)
        waiting = ""
        for cell in cells:
            label = _CELL.fullmatch(cell)
            other = _OTHER_CELL.fullmatch(cell)
            if (label or other) and not waiting:
                waiting = _name(label["label"] if label else cell.rstrip(":："))
                names.update([waiting] if label else [])
            elif waiting:
                if label and not re.search(r"[:：]", cell):
                    return None  # labels side by side head the columns of a table
                if label or other:  # the value of the label before is empty
                    waiting = _name(label["label"] if label else cell.rstrip(":："))
                    continue
                lines += [f"{waiting}：{cell}"] if cell else []
                waiting = ""
            elif cell:
                lines.append(cell)
                names.update(name for name, _ in labelled([cell]))
    sure = names & set(_SURE)
    return lines if sure and len(names) >= 3 and 3 * len(names) >= filled else None

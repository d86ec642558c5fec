"""Step 3, the words of a page around a document: labelled lines such as 发文机关：, and the day of publishing.

Pages print them as lines, as cells parted by | or with marks such as ∙【公布日期】2020.01.17; a value may fill the line
below its label.
"""

from __future__ import annotations

import re
from datetime import date

from graph_builder.header.numbers import DOCUMENT_NUMBER
from graph_builder.header.signature import ORGAN
from graph_builder.structure.dates import day

__all__ = ["NUMBER_LABEL", "issuers_by_label", "plain_view", "published_day"]

# Between label and value: a colon, blanks, the end of the line
_GAP = r"\s{0,8}[:：]?\s{0,20}"
_CLOCK = r"\s?\d{1,2}:\d{2}(?::\d{1,2})?"
_DAY = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
NUMBER_LABEL = re.compile(
    rf"(?:发\s?[文布]\s?字\s?号|发\s?布\s?文\s?号|(?<!标题)文\s{{0,8}}号|字\s{{0,4}}号)(?:{_GAP})(?P<number>{DOCUMENT_NUMBER})"
)
"""Pattern of a number behind its label."""

# Blanks of the web: no-break, en and em space, without width
_BLANKS = re.compile(r"[\xa0\u2000-\u200b\ufeff]")
# 标　　题：, 来　　源： are spread over the width of their column
_SPREAD = re.compile(r"(?m)^[ \t\u3000]{0,8}[\u4e00-\u9fff]\u3000{1,4}[\u4e00-\u9fff](?=[ \u3000]?[:：])")
_ENTITIES = re.compile(r"&(?:n|e[mn])?b?sp;")
# [ 发文字号 ] 甲政发〔2020〕1号
_IN_BRACKETS = re.compile(
    r"\[(?P<label>[ \t\u3000]{0,4}(?:索引号|发文字号|主题分类|体裁分类|发布机构|成文日期|生成日期|发布日期|有效性)"
    r"[ \t\u3000]{0,4}|[ ][\u4e00-\u9fff]{2,6}[ ])\]"
)
# ∙【公布日期】2020.01.17
_MARKED = re.compile(
    r"(?P<bullet>[•·∙●]?)(?P<open>【)(?P<label>(?:制定机关|公布日期|施行日期|发布日期|字\s{0,4}号|效力等级|时效性|主题分类|发文机关|发文字号))】"
)
_BAR = re.compile(r"(?m)[|｜]|(?<=[|｜])-{2,}(?=[|｜\s])|^-{2,}(?=[|｜])")
_BULLET = re.compile(r"(?m)^(?P<blank>[ \t\u3000]{0,8})[•·∙●▪-](?=\s{1,4}[^\s-])")
_BODY_TEXT = re.compile(r"(?P<before>主题分类：[^\n]{2,20})正文(?=[\u4e00-\u9fff])")

# The day of the document's own record, then that of the page
_PUBLISHED = (
    re.compile(rf"(?:发\s?布|公\s?开|公\s?布)\s?(?:(?:日\s?期|时\s?间){_GAP}|\s?[:：]\s{{0,4}})(?P<day>{_DAY})"),
    # 2022-11-25 10:02 来源：…… below a title; with the time of day no other day is so written
    re.compile(
        rf"^[ \t\u3000]{{0,8}}(?P<day>{_DAY})"
        rf"(?:{_CLOCK}(?=[ \t\u3000]{{0,8}}(?:来源|$|[\u4e00-\u9fff]{{2,20}}{ORGAN}[ \t]{{0,4}}$))"
        rf"|[ \t\u3000]{{1,4}}来源\s?[:：])",
        re.M,
    ),
    re.compile(rf"来源\s?[:：][^\n]{{1,30}}?\s(?P<day>{_DAY}){_CLOCK}"),
    re.compile(rf"(?:发\s?文|生\s?成)\s?(?:日\s?期|时\s?间){_GAP}(?P<day>{_DAY})"),
    re.compile(rf"(?<![\u4e00-\u9fff])(?:时间|日期)\s?[:：]\s{{0,4}}(?P<day>{_DAY})"),
)
_LABELS = (
    r"(?:发\s?文\s?(?:机\s?关|机\s?构|单\s?位)|制\s?[发定]\s?机\s?关|发\s?布\s?(?:机\s?关|机\s?构|单\s?位|部\s?门))"
)
_ISSUER_LABEL = re.compile(
    rf"(?:(?<=\n)|(?<=[ \t\u3000])|^){_LABELS}(?:{_GAP})(?P<names>[\u4e00-\u9fff][^\n]{{1,200}})"
)
_NEXT_LABEL = re.compile(r"[ \t\u3000]{1,20}[\u4e00-\u9fff]{2,6}(?:\s?[:：]|(?=[ \t]\d{4}))")
_ISSUER = re.compile(rf"[\u4e00-\u9fff（）()]{{1,40}}(?:{ORGAN}|党组|公署|开发区)|国务院")


def plain_view(text: str) -> str:
    """Return the text with one kind of blank and of label, character by character in the same places.

    Two full-width blanks open a paragraph (GB/T 9704-2012, 7.3.3), so they stand for a lost line break.
    """
    text = _SPREAD.sub(lambda label: label.group().replace("\u3000", " "), _BLANKS.sub(" ", text))
    text = _ENTITIES.sub(lambda entity: " " * len(entity.group()), text).replace("&quot;", "”" + " " * 5)
    if "|" in text or "｜" in text:
        text = _BAR.sub(lambda bar: " " * len(bar.group()), text)
    text = _MARKED.sub(lambda mark: "\n" * len(mark["bullet"]) + " " + mark["label"] + "：", text)
    text = _IN_BRACKETS.sub(lambda mark: f" {mark['label']}：", text)
    text = _BODY_TEXT.sub(lambda match: match["before"] + "\n ", text)
    text = _BULLET.sub(lambda bullet: bullet["blank"] + " ", text)
    return text.replace("\u3000\u3000", "\n\u3000")


def published_day(zone: str) -> tuple[date | None, int | None]:
    """Return the day on which a page was published, and where the words for it begin."""
    for pattern in _PUBLISHED:
        match = pattern.search(zone)
        if match and (found := day(match["day"])):
            return found, match.start()
    return None, None


def issuers_by_label(zone: str) -> tuple[str, ...]:
    """Return who issues by the labelled line of a page: 发文机关：甲市人民政府、乙市人民政府."""
    match = _ISSUER_LABEL.search(zone)
    words = match["names"] if match else ""
    end = _NEXT_LABEL.search(words)
    names = [name for name in re.split(r"[、，,;； \u3000\t]+", words[: end.start() if end else None]) if name]
    return tuple(names) if names and all(_ISSUER.fullmatch(name) for name in names) else ()

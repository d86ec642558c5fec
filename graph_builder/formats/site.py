"""Where the official document stands in a page of a site: without menus, breadcrumbs, buttons and footers.

Sites of the gov.cn family mark the document with one of a few names; they were counted in public readers of some three
hundred city sites. Where none of them holds it, the element does that holds the prose of the page: running text with
marks of punctuation that is no link.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Any

from graph_builder.formats.blocks import BLOCKS, Line, data_tables, is_seen, lines
from graph_builder.formats.labels import PUBLISHED, TITLE, labelled
from graph_builder.header.numbers import DOCUMENT_NUMBER
from graph_builder.header.title import TITLE_ENDS

__all__ = ["document_lines"]

Element = Any
# The names, in lower case without - and _, by which systems such as TRS, UCAP, Hanweb, 开普 call the document.
_IDS_NAMES = (
    "ucapcontent zoom fontzoom zoomcon dozoom newscontent contenttext maintext divzhengwen jscontent infocontent"
    " infocont vsbcontent vsbcontent2 vsbcontent4 articlecontent detailcontent detailscontent ivscontent"
    " printcontent"
)
_IDS = frozenset(_IDS_NAMES.split())
_CLASSES_NAMES = (
    "trseditor trsueditor trseditorview pagescontent articlecontent articlecon articlebody articledetails artcon"
    " articleconcontent xxgkcontent zfxxgkcontent xlcontent xlcont newscontent newscontenttext newscontentcontent"
    " detailcontent jfontcontent easysitenewstext vnewscontent wzcon nrcontent bookcon wordsection1 section1"
    " infocont zoom zwnr xxgkcont"
)
_CLASSES = frozenset(_CLASSES_NAMES.split())
_PROSE_MARKS = re.compile(r"[，。；,;]")
_NO_CONTAINER_NAMES = "a b em font h1 h2 h3 h4 i li p span strong tbody tfoot thead tr u"
_NO_CONTAINER = frozenset(_NO_CONTAINER_NAMES.split())
# Buttons and counters between or around the text.
_BUTTON = (
    r"(?:打印(?:本页|此页|页面|文章|稿件)?|关闭(?:窗口|本页|页面)?|返回(?:顶部|上一页|列表|首页)?|加入收藏|收藏|我要纠错|纠错|保存|分享(?:到|至)?|"
    r"微信|微博|QQ空间|朗读|(?:字体|字号)(?:大小)?|特大|[大中小]|(?:浏览|阅读|点击|访问)(?:次数|人数|量|数|率)?|保护视力色|视力保护色|"
    r"(?:手机)?扫一扫[^。]{0,24}|下载(?:文字版|图片版|打印版|PDF版|本文)?|A[-+]?|T[-+]?|默认|次|-{1,2}|\d{1,7})"
)
_MARKS = r"[\s\xa0【】\[\]（）()|｜:：>»·+×]"
_BUTTONS = re.compile(rf"{_MARKS}{{0,6}}{_BUTTON}(?:{_MARKS}{{0,6}}{_BUTTON}){{0,12}}{_MARKS}{{0,6}}")
_BUTTON_WORDS = re.compile(
    r"打印|关闭|返回|收藏|纠错|分享|字体|字号|浏览|阅读|点击|访问|视力|扫一扫|下载|特大|大\s{0,4}中\s{0,4}小"
)
_CRUMB = re.compile(
    r"(?:您|当前|现在|目前|所在|的){1,5}(?:位置|栏目)\s{0,4}[:：]|(?:网站)?首页[\s\xa0]{0,8}[>›»＞/\\-]"
)
_EDITOR = re.compile(r"[（(【\[]?(?:责任编辑|编辑|审核|初审|终审|信息员|校对|供稿|撰稿)\s?[:：].{0,60}")
# What follows a document on its page: links to others.
_AFTER = re.compile(
    r"(?:上一[篇条]|下一[篇条])\s{0,4}[:：]?.{0,120}|(?:相关|延伸|关联|推荐)(?:链接|文件|解读|政策|阅读|文章|信息|新闻|稿件|附件|报道)\s?[:：]?"
    r"|(?:政策|文件|文字|图文|图片|视频|媒体|专家)解读\s?[:：]?|一图读懂\s?[:：]?|解读(?:材料|稿)\s?[:：]?|分享到?\s?[:：]?.{0,40}"
)
_FOOTER = re.compile(r"(?i:copyright)|©|版权所有|ICP备|公网安备|网站标识码")
# The same words stand in a document too: 主办单位：县农业局
_FOOTER_MAYBE = re.compile(
    r"地址\s?[:：].{0,80}(?:邮编|邮政编码|电话)|网站地图|技术支持\s?[:：]|(?:主办|承办|协办|维护)(?:单位)?\s?[:：]|联系我们|网站声明"
)
# 关于甲的通知_甲市人民政府, 关于甲的通知 - 甲网: the site behind the title
_SITE = re.compile(r"\s{0,8}(?:[_|｜]|\s[-—–]+\s|--|[-—–](?=[^-—–]{2,30}$))")
_KIND = re.compile(rf"关于|(?:{TITLE_ENDS})(?:[（(][^）)]{{1,12}}[）)])?$")
_NUMBER_LINE = re.compile(rf"[（(]?{DOCUMENT_NUMBER}[）)]?")


def document_lines(root: Element) -> list[str]:
    """Return the lines of the document in a page: its labelled lines, its title where only the page has it, its text.

    Args:
        root: the page, as an lxml element.
    """
    container, known = _container(root)
    body = _without_page(lines(container), known)
    above = lines(root, container) if container is not root else []
    metas = _metas(root)
    record = labelled(line.text for line in above)
    start = _bare("".join(line.text for line in body[:60]))[:2_000]
    if not _published(record, body) and metas.get("pubdate"):
        record.append((PUBLISHED[0], metas["pubdate"]))
    title = _title(root, container, metas) or _title_above(above)
    named = [value for label, value in record if label in TITLE]
    head = [f"{label}：{value}" for label, value in record]
    if title and _bare(title) not in start and _bare(title) not in map(_bare, named):
        head.append(title)
    numbers = [line.text for line in above[-30:] if _NUMBER_LINE.fullmatch(line.text)]
    head += [line for line in numbers[-1:] if _bare(line) not in start]
    return head + [line.text for line in body]


def _bare(text: str) -> str:
    return re.sub(r"[\s\u200b\ufeff]", "", text)


def _published(record: list[tuple[str, str]], body: list[Line]) -> bool:
    begins = tuple(f"{label}：" for label in PUBLISHED)
    return any(label in PUBLISHED for label, _ in record) or any(line.text.startswith(begins) for line in body[:40])


def _metas(root: Element) -> dict[str, str]:
    """Return what the page says of itself, by the names of 政府网站发展指引, in lower case."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name, content = (meta.get("name") or "").lower(), " ".join((meta.get("content") or "").split())
        if name in ("articletitle", "pubdate") and content:
            found.setdefault(name, content)
    for title in root.iter("title"):
        words = " ".join("".join(title.itertext()).split())
        if words:
            found.setdefault("title", words)
    return found


def _title(root: Element, container: Element, metas: dict[str, str]) -> str:
    """Return the title that the page sets above the document: as it says itself, as its heading, as its window."""
    if metas.get("articletitle"):
        return metas["articletitle"]
    around = set(container.iterancestors()) | {container}
    for heading in islice(root.iter("h1", "h2"), 40):
        if heading in around or container in heading.iterancestors() or not is_seen(heading):
            continue
        words = "".join(line.text for line in lines(heading))
        if len(words) >= 6 and _KIND.search(words):
            return words
    window = _SITE.split(metas.get("title", ""))[0].strip()
    return window if _KIND.search(window) and len(window) >= 6 else ""


def _title_above(above: list[Line]) -> str:
    """Return the title among the last lines above the document, in one line or two."""
    last = [
        line
        for line in above[-12:]
        if not (line.links or _is_button(line.text) or _is_crumb(line) or _NUMBER_LINE.fullmatch(line.text))
        and not labelled([line.text])
    ]
    for i in range(len(last) - 1, -1, -1):
        words = last[i].text
        if i and "关于" not in words and "关于" in last[i - 1].text:
            words = last[i - 1].text + words
        if 8 <= len(words) <= 120 and _KIND.search(words) and not re.search(r"[。；]", words):
            return words
    return ""


# The element that holds the document.


@dataclass(slots=True)
class _Part:
    """An element with how much prose and how many characters of links it holds."""

    element: Element
    above: int
    prose: int = 0
    links: int = 0
    text: int = 0
    own: int = 0
    marked: bool = False

    def add(self, text: str | None, linked: bool) -> None:
        """Count text that stands right in the element."""
        size = len("".join((text or "").split()))
        self.text += size
        self.links += size if linked else 0
        self.own += 0 if linked else size
        self.marked = self.marked or bool(text and not linked and _PROSE_MARKS.search(text))

    def take(self, inner: _Part) -> None:
        """Count an element within, which has ended: an inline one is part of the paragraph around it."""
        if inner.element.tag in BLOCKS:
            inner.end()
        else:
            self.own += inner.own
            self.marked = self.marked or inner.marked
        self.prose += inner.prose
        self.links += inner.links
        self.text += inner.text

    def end(self) -> None:
        """Count what stands right in a paragraph as prose if it reads so."""
        self.prose += self.own if (self.marked and self.own >= 6) or self.own >= 40 else 0


def _container(root: Element) -> tuple[Element, bool]:
    """Return the element that holds the document, and whether its name says so."""
    parts = _measured(root)
    whole = parts[0].prose
    outer: list[int] = []
    inside = [False] * len(parts)
    for i, part in enumerate(parts):
        named = bool(part.prose) and _is_named(part.element)
        if named and not inside[part.above]:
            outer.append(i)
        inside[i] = named or inside[part.above]
    best = max(outer, key=lambda i: parts[i].prose, default=None)
    if best is not None and parts[best].prose >= 0.3 * whole:
        beside = [i for i in outer if parts[i].above == parts[best].above and parts[i].prose >= 0.05 * whole]
        return parts[parts[best].above if len(beside) > 1 else best].element, True
    return _densest(parts), False


def _is_named(element: Element) -> bool:
    names = [_plain(name) for name in (element.get("class") or "")[:400].split()]
    return element.tag not in ("a", "span", "img") and (
        _plain((element.get("id") or "")[:80]) in _IDS or any(name in _CLASSES for name in names)
    )


def _plain(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")


def _measured(root: Element) -> list[_Part]:
    """Return the elements of a page that are seen, in its order, with what they hold."""
    parts = [_Part(root, 0)]
    parts[0].add(root.text, linked=False)
    stack = [(0, iter(root), False)]
    while stack:
        at, children, linked = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if stack:
                parts[stack[-1][0]].take(parts[at])
                parts[stack[-1][0]].add(parts[at].element.tail, stack[-1][2])
        elif is_seen(child):
            inside = linked or child.tag == "a"
            parts.append(_Part(child, at))
            parts[-1].add(child.text, inside)
            stack.append((len(parts) - 1, iter(child), inside))
        else:
            parts[at].add(child.tail, linked)
    parts[0].end()
    return parts


def _densest(parts: list[_Part]) -> Element:
    """Return the smallest element that holds nearly all prose; a page without links is all document."""
    best: dict[int, int] = {}
    for i, part in enumerate(parts[1:], 1):
        first = best.get(part.above)
        if first is None or part.prose > parts[first].prose:
            best[part.above] = i
    at = 0
    while at in best:
        child = best[at]
        around = parts[at].text - parts[child].text
        if parts[child].prose < 0.85 * parts[at].prose or (around and not parts[0].links):
            break
        at = child
    tables = data_tables(parts[0].element)
    while at and _is_piece(parts[at].element, tables):
        at = parts[at].above
    return parts[at].element


def _is_piece(element: Element, tables: dict[Element, bool]) -> bool:
    """Tell whether an element holds a piece of a text: a paragraph, a row; the cell of a layout holds it whole."""
    if element.tag in ("table", "td", "th"):
        around = next(element.iterancestors("table"), None) if element.tag != "table" else element
        return tables.get(around, False)
    return element.tag in _NO_CONTAINER


# The lines of the page that stand in that element too.


def _without_page(all_lines: list[Line], known: bool) -> list[Line]:
    """Return the lines without what the page adds: buttons anywhere, menus above, links and footers below."""
    kept = [line for line in all_lines if not _is_button(line.text)]
    start = 0
    for i, line in enumerate(kept[: 20 if known else 300]):
        # Above the way to the page stands its menu.
        if ((start == i or not known) and _is_crumb(line)) or (start == i and not known and _is_menu(line)):
            start = i + 1
    kept = kept[start:]
    for i in range(len(kept) - 1, max(-1, len(kept) - 80), -1):
        rest = kept[i + 1 :]
        if _AFTER.fullmatch(kept[i].text) and all(_is_link(line) or _after(line.text, known) for line in rest):
            kept = kept[:i]
    known = known or not any(_FOOTER.search(line.text) for line in kept[-12:])
    while kept and (_after(kept[-1].text, known) or (not known and _is_link(kept[-1]))):
        kept.pop()
    return kept


def _is_crumb(line: Line) -> bool:
    return len(line.text) <= 160 and _CRUMB.match(line.text) is not None


def _is_menu(line: Line) -> bool:
    return line.links >= 0.8 * len(line.text)


def _is_button(text: str) -> bool:
    return len(text) <= 120 and bool(_BUTTONS.fullmatch(text) and _BUTTON_WORDS.search(text))


def _after(text: str, known: bool) -> bool:
    if len(text) > 200 or "附件" in text[:4]:
        return False
    maybe = not known and not text.endswith("。") and _FOOTER_MAYBE.search(text)
    return bool(_EDITOR.fullmatch(text) or _AFTER.fullmatch(text) or _FOOTER.search(text) or maybe)


def _is_link(line: Line) -> bool:
    return line.links >= 0.8 * len(line.text) and not re.match(r"附[ \u3000]?件|附表|附[:：]|\d{1,2}[.．、]", line.text)

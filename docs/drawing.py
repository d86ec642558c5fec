"""Boxes and arrows as SVG, laid by hand: the same in a page, where they are links, and as a picture of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

__all__ = ["Arrow", "Box", "Link", "picture"]

Link = Callable[[str], str]
"""Gives the address of the page about an IRI, or nothing."""

Point = tuple[float, float]

# Colours as on the page of a graph (Okabe and Ito 2008); each a pair, for paper and for a dark screen.
_HUES = {
    "document": ("#333333", "#e8e8e8"),
    "task": ("#b87700", "#e69f00"),
    "duty": ("#d55e00", "#f07f2c"),
    "body": ("#0072b2", "#56b4e9"),
    "fact": ("#6b7280", "#9aa3af"),
    "place": ("#007d5c", "#1fbf92"),
    "scheme": ("#a8508a", "#e29cc4"),
    "proof": ("#7a6a00", "#e6c84d"),
}


@dataclass(frozen=True, slots=True)
class Box:
    """A box: `x` and `y` are its middle; `iri` is what it stands for, `lines` what it says below its two names."""

    iri: str
    zh: str
    en: str
    x: float
    y: float
    width: float
    hue: str
    lines: tuple[str, ...] = ()
    height: float = 78


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow along points, with its two names beside `at`; `anchor` is start, middle or end, as in SVG.

    `inline` puts the names side by side and not one above the other; without points there are only names.
    """

    iri: str
    zh: str
    en: str
    points: tuple[Point, ...]
    at: Point
    anchor: str = "middle"
    dashed: bool = False
    inline: bool = False


def picture(
    name: str,
    boxes: Sequence[Box],
    arrows: Sequence[Arrow],
    size: tuple[int, int],
    title: str,
    link: Link | None = None,
) -> Markup:
    """Draw boxes and arrows.

    Args:
        name: what it is called on its page, where each drawing has another name.
        boxes: what stands where.
        arrows: what joins them.
        size: width and height of the drawing.
        title: what it shows, for those who do not see it.
        link: where a box or arrow leads; without it the picture brings its own colours and background.
    """
    width, height = size
    parts = [_STYLE.format(_colours()) + _GROUND if link is None else Markup("")]
    parts += [_arrow(arrow, name, link) for arrow in arrows]
    parts += [_box(box, link) for box in boxes]
    inside = Markup("\n").join(parts)
    role = "group" if link else "img"
    return _FRAME.format(name=name, role=role, w=width, h=height, title=title, inside=inside)


_FRAME = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" class="diagram" viewBox="0 0 {w} {h}" width="{w}" height="{h}" '
    'role="{role}" aria-label="{title}">\n<title>{title}</title>\n'
    '<defs><marker id="{name}-tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
    'orient="auto"><path class="tip" d="M0 1 10 5 0 9z"/></marker></defs>\n{inside}\n</svg>\n'
)
_GROUND = Markup('\n<rect class="ground" width="100%" height="100%" rx="10"/>')
_STYLE = Markup("<style>\n{}</style>")
_NAMES = Markup('<tspan class="zh" lang="zh" x="{x}">{zh}</tspan><tspan class="en" x="{x}" dy="{dy}">{en}</tspan>')

_BESIDE = Markup('<tspan class="zh" lang="zh" x="{x}">{zh}</tspan> <tspan class="en">{en}</tspan>')
_LINE = Markup('<path class="line" d="{path}" marker-end="url(#{name}-tip)"/>')
_GRIP = Markup('<path class="grip" d="{path}"/>')


def colours(dark: bool) -> str:
    """Return the rules for what a box of each hue looks like."""
    return "".join(
        f".h-{name} .edge{{stroke:{pair[dark]}}}.h-{name} .bar{{fill:{pair[dark]}}}\n" for name, pair in _HUES.items()
    )


def _colours() -> Markup:
    light = "--paper:#ffffff;--ink:#1d2129;--soft:#5d6673;--arrow:#7b8594"
    dark = "--paper:#16191f;--ink:#e6e9ee;--soft:#9aa4b2;--arrow:#7d8896"
    # These rules are our own: nothing of the ontology is in them.
    night = f"@media (prefers-color-scheme: dark){{svg{{{dark}}}\n{colours(True)}}}\n"
    return Markup(f"svg{{{light}}}\n{SHARED}{colours(False)}{night}")  # noqa: S704


SHARED = """\
.diagram{font-family:"Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif}
.ground,.edge{fill:var(--paper)}
.edge{stroke-width:1.5}
.line{fill:none;stroke:var(--arrow);stroke-width:1.5}
.dashed .line{stroke-dasharray:5 4}
.tip{fill:var(--arrow)}
.diagram text{fill:var(--ink);text-anchor:middle}
.diagram .start{text-anchor:start}
.diagram .end{text-anchor:end}
.box .zh{font-size:16px;font-weight:600}
.box .en{font-size:12.5px;fill:var(--soft)}
.box .more{font-size:11.5px;fill:var(--soft)}
.arrow text{stroke:var(--paper);stroke-width:4px;paint-order:stroke;stroke-linejoin:round}
.arrow .zh{font-size:12.5px}
.arrow .en{font-size:11.5px;fill:var(--soft)}
"""


def _box(box: Box, link: Link | None) -> Markup:
    left, top = box.x - box.width / 2, box.y - box.height / 2
    block = 36 + 16 * len(box.lines)
    first = top + (box.height - block) / 2 + 16
    lines = Markup("").join(
        Markup('<text class="more" x="{}" y="{}">{}</text>').format(_n(box.x), _n(first + 37 + 16 * at), line)
        for at, line in enumerate(box.lines)
    )
    inside = Markup(
        '<rect class="edge" x="{}" y="{}" width="{}" height="{}" rx="8"/><rect class="bar" x="{}" y="{}" width="{}" '
        'height="5" rx="2.5"/><text y="{}">{}</text>{}'
    ).format(
        _n(left), _n(top), _n(box.width), _n(box.height), _n(left + 10), _n(top - 2.5), _n(box.width - 20), _n(first),
        _NAMES.format(x=_n(box.x), zh=box.zh, en=box.en, dy=17), lines,
    )  # fmt: skip
    return _linked(Markup('<g class="box h-{}">{}</g>').format(box.hue, inside), box.iri, link)


def _arrow(arrow: Arrow, name: str, link: Link | None) -> Markup:
    path = " ".join(f"{'L' if at else 'M'}{_n(x)} {_n(y)}" for at, (x, y) in enumerate(arrow.points))
    line = _LINE.format(path=path, name=name) if path else Markup("")
    if path and link:
        line += _GRIP.format(path=path)
    if not (arrow.zh or arrow.en):
        return _linked(Markup('<g class="arrow">{}</g>').format(line), arrow.iri, link)
    x, y = map(_n, arrow.at)
    said = (_BESIDE if arrow.inline else _NAMES).format(x=x, zh=arrow.zh, en=arrow.en, dy=15)
    inside = line + Markup('<text class="{}" y="{}">{}</text>').format(arrow.anchor, y, said)
    return _linked(
        Markup('<g class="arrow{}">{}</g>').format(" dashed" if arrow.dashed else "", inside), arrow.iri, link
    )


def _linked(drawn: Markup, iri: str, link: Link | None) -> Markup:
    address = link(iri) if link else ""
    return Markup('<a href="{}">{}</a>').format(address, drawn) if address else drawn


def _n(number: float) -> str:
    """Write a coordinate without needless decimals."""
    return f"{number:.1f}".removesuffix(".0")

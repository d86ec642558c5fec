"""The colours of the page, light and dark, as custom properties of CSS; printed pages are always light.

Colours of text keep 4.5:1 to every ground of their theme (WCAG 2.2, 1.4.3), also where a mark of the picture, which
needs 3:1 at most, is brighter: a role has one colour for its line and another for its word.
"""

from __future__ import annotations

from visualizations.style import KIND_STYLES, ROLE_STYLES, Style

GROUNDS = {
    "paper": ("#ffffff", "#16191f"),
    "ground": ("#f5f6f8", "#0f1216"),
    "hover": ("#eef3f8", "#1f2630"),
}
INKS = {
    "ink": ("#1d2129", "#e6e9ee"),
    "soft": ("#5a6370", "#9aa4b2"),
    "accent": ("#0067a3", "#56b4e9"),
    "warn": ("#b34700", "#f5924a"),
}
ROLE_INKS = {
    "lead": ("#b34700", "#f5924a"),
    "responsible": ("#0067a3", "#56b4e9"),
    "support": ("#00704f", "#2fcf9f"),
    "guide": ("#963f76", "#e9a8cf"),
    "supervise": ("#805800", "#e6b84d"),
}
_LINES = {
    "line": ("#dfe3e8", "#2b313b"),
    "edge": ("#7b8594", "#6f7a89"),
    "land": ("#ffffff", "#22272f"),
    "sea": ("#f5f6f8", "#1a1e25"),
    "mark": ("#ffe9a8", "#5a4a12"),
    "shadow": ("0 6px 24px rgb(20 30 50 / .14)", "0 6px 24px rgb(0 0 0 / .5)"),
}


def palette() -> str:
    """Write the style rules that give every colour its value: by the reader's choice, else by the system's.

    >>> palette().splitlines()[0][:31]
    ':root { color-scheme: light; --'
    """
    light, dark = (" ".join(f"--{name}: {pair[theme]};" for name, pair in _properties().items()) for theme in range(2))
    return "\n".join(
        (
            f":root {{ color-scheme: light; {light} }}",
            "@media screen and (prefers-color-scheme: dark) {",
            f"  :root:not([data-theme=light]) {{ color-scheme: dark; {dark} }}",
            "}",
            f"@media screen {{ :root[data-theme=dark] {{ color-scheme: dark; {dark} }} }}",
        )
    )


def _properties() -> dict[str, tuple[str, str]]:
    colours = {**GROUNDS, **INKS, **_LINES}
    colours |= {f"role-{role}": pair for role, pair in ROLE_INKS.items()}
    colours |= {f"kind-{kind}": _pair(style) for kind, style in KIND_STYLES.items()}
    return colours | {f"line-{kind}": _pair(style) for kind, style in ROLE_STYLES.items()}


def _pair(style: Style) -> tuple[str, str]:
    match style["color"]:
        case [str(light), str(dark)]:
            return light, dark
    raise TypeError(f"no pair of colours: {style['color']!r}")

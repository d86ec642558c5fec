"""Values that somebody might hand in so that they become something else than a value."""

from __future__ import annotations

HOSTILE = [
    'a"b',
    "it's",
    '"} } ; DROP ALL',
    "}} ; DROP ALL #",
    "\\",
    '\\"',
    'x\\" } #',
    "\\u0022 } INSERT",
    "\\\\u0022 }",
    "\\U00000022",
    "\\u005Cu0022",
    "line\nbreak\r\n\ttab",
    "#PARAMETERS",
    '""" }',
    "''' }",
    "?text $text <urn:x>",
    "\x00\x01\x7f\x1b[2J",
    "汉字𠮷😀",
    "\u2028\u2029\u0085\u00a0",
    "%s {} {0} %(x)s",
    "",
]

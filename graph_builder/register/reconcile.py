"""Two names of one body in one document become one; two bodies never do.

Every rule looks at two bodies as their names alone tell them, and ties them or does not. A tie is dropped where both
stand in one list of the document: whoever lists two means two. Rules are tried until none ties any more, always on all
bodies at once, so that the order of a document does not matter and a second round finds nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from graph_builder.bodies import Body
from graph_builder.register.likeness import Face, bracketed, face, is_subsequence, joint, other_suffix, shortened
from graph_builder.register.names import Reason

__all__ = ["Outcome", "reconcile"]

_MOST = 400
"""Bodies of one place with one ending in one document, above which short names are left alone: the work is a square."""


@dataclass(frozen=True, slots=True)
class _Tie:
    """Two bodies that a rule holds for one; `name` is the one that gives way to `to`."""

    name: str
    to: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Outcome:
    """The body that each key became, with the reasons for keys that changed and for ties that were not made."""

    bodies: Mapping[str, Body]
    reasons: Mapping[str, Reason]
    apart: Mapping[str, Reason]


_Faces = Mapping[str, Face]
_Rule = Callable[[_Faces], Iterator[_Tie]]


def reconcile(
    bodies: Iterable[Body],
    lists: Iterable[Iterable[str]],
    introduced: Iterable[tuple[Body, Body]] = (),
    year: int | None = None,
    in_full: Iterable[tuple[Body, Body]] = (),
) -> Outcome:
    """Return what the bodies of one document come to.

    Args:
        bodies: the bodies as their names alone tell them.
        lists: the keys of the bodies of each clause.
        introduced: short and full names that the document itself says are one body's.
        year: the year of the document.
        in_full: bare names of groups (领导小组办公室), each with a full name that the document has for it.
    """
    # Of full names of one key (大数据局, 大数据发展管理局) that of the data file stands, then the fuller one.
    known = {body.key: body for body in sorted(bodies, key=_fullness)}
    named = _introduced(known, introduced)
    named += _named_in_full(known, in_full, {tie.name for tie in named})
    merged = _Merged(known, lists)
    merged.tie(named, told=True)
    while True:
        faces = {root: look for root in merged.roots() if (look := face(merged.known[root], year)) is not None}
        if not any(merged.tie(list(rule(faces))) for rule in _RULES):
            break
    return merged.outcome()


def _fullness(body: Body) -> tuple[str, bool, int, str, str, str]:
    return body.key, body.on_file, len(body.label), body.label, body.short, body.reason


class _Merged:
    """The bodies of a document while they are tied."""

    def __init__(self, known: dict[str, Body], lists: Iterable[Iterable[str]]) -> None:
        self.known = known
        self.became = {key: key for key in known}
        self.reasons: dict[str, Reason] = {}
        self.apart: dict[str, Reason] = {}
        self.lists: defaultdict[str, set[int]] = defaultdict(set)
        for n, keys in enumerate(lists):
            for key in keys:
                self.lists[key].add(n)

    def roots(self) -> list[str]:
        return sorted(set(self.became.values()))

    def tie(self, ties: Sequence[_Tie], told: bool = False) -> bool:
        """Make the ties, all those that hang together or none of them; tell whether any was made."""
        done = False
        for together in _connected(ties):
            keys = sorted({key for tie in together for key in (tie.name, tie.to)})
            listed = None if told else self._listed(keys)
            if listed:
                for tie in together:
                    words = f"{self._label(listed[0])} and {self._label(listed[1])} stand in one list: two bodies"
                    self.apart.setdefault(tie.name, Reason("identity.listed", f"{words} ({tie.reason})"))
                continue
            last = _target(together, self.known)
            first = {
                tie.name: tie.reason for tie in sorted(together, key=lambda one: (one.name, str(one.reason)))[::-1]
            }
            for key, root in list(self.became.items()):
                if root in keys and root != last:
                    self.became[key] = last
                    self.reasons.setdefault(key, first.get(root, together[0].reason))
            self.lists[last] = set().union(*(self.lists[key] for key in keys))
            done = True
        return done

    def outcome(self) -> Outcome:
        apart = {key: reason for key, reason in self.apart.items() if key not in self.reasons}
        return Outcome({key: self.known[root] for key, root in self.became.items()}, self.reasons, apart)

    def _listed(self, keys: Sequence[str]) -> tuple[str, str] | None:
        """Return two of the bodies that stand in one list."""
        return next(((a, b) for a, b in combinations(keys, 2) if self.lists[a] & self.lists[b]), None)

    def _label(self, key: str) -> str:
        return self.known[key].label


def _connected(ties: Sequence[_Tie]) -> list[list[_Tie]]:
    """Return the ties in sets that share bodies, in an order that does not depend on theirs."""
    links: defaultdict[str, list[_Tie]] = defaultdict(list)
    for tie in ties:
        links[tie.name].append(tie)
        links[tie.to].append(tie)
    seen: set[str] = set()
    sets = []
    for start in sorted(links):
        if start in seen:
            continue
        found: dict[int, _Tie] = {}
        waiting = [start]
        seen.add(start)
        while waiting:
            for tie in links[waiting.pop()]:
                found[id(tie)] = tie
                fresh = {tie.name, tie.to} - seen
                seen |= fresh
                waiting += fresh
        sets.append(sorted(found.values(), key=lambda one: (one.name, one.to, str(one.reason))))
    return sets


def _target(ties: Sequence[_Tie], known: Mapping[str, Body]) -> str:
    """Return the body that the others become: one that gives way to none, of several the one with the fullest name."""
    giving = {tie.name for tie in ties}
    keys = {tie.to for tie in ties}
    return max(keys - giving or keys, key=lambda key: (len(known[key].label), key))


# -- rules


def _introduced(known: dict[str, Body], pairs: Iterable[tuple[Body, Body]]) -> list[_Tie]:
    """Tie what the document itself ties; a short name introduced for two bodies is left alone."""
    rule = "identity.introduced"
    return list(_told(known, pairs, rule, "the document introduces {} as short for {}"))


def _named_in_full(known: dict[str, Body], pairs: Iterable[tuple[Body, Body]], done: set[str]) -> list[_Tie]:
    """Tie a bare 领导小组办公室 to the only one of its place that the document names in full."""
    here = [(bare, full) for bare, full in pairs if bare.key not in done and bare.place_key == full.place_key]
    words = "the document names one body in full that {} can be: {}"
    return list(_told(known, here, "identity.named-in-full", words))


def _told(known: dict[str, Body], pairs: Iterable[tuple[Body, Body]], rule: str, words: str) -> Iterator[_Tie]:
    full: defaultdict[str, dict[str, Body]] = defaultdict(dict)
    for short, body in pairs:
        if short.key in known and not {short.kind, body.kind} & {"group", "generic"}:
            full[short.key][body.key] = body
    for key, bodies in sorted(full.items()):
        if len(bodies) == 1 and key not in bodies:
            ((other, body),) = bodies.items()
            known.setdefault(other, body)
            yield _Tie(key, other, Reason(rule, words.format(known[key].label, body.label)))


def _suffixes(faces: _Faces) -> Iterator[_Tie]:
    """One field of one place under two suffixes (市发改局, 市发展改革委): the usual one of the data file stays."""
    for keys in _by(faces, lambda look: (look.place, look.row.line if look.row else look.core)):
        for one, other in combinations(keys, 2):
            if other_suffix(faces[one], faces[other]):
                first, last = sorted((one, other), key=lambda key: (faces[key].usual, key))
                words = f"{faces[first].name} and {faces[last].name} of one place are one field under two suffixes"
                yield _Tie(first, last, Reason("identity.suffix", words))


def _short_names(faces: _Faces) -> Iterator[_Tie]:
    """A short name and the only longer one of its place and ending that it can be short for."""
    for keys in _by(faces, lambda look: (look.place, look.suffix)):
        if len(keys) > _MOST or not faces[keys[0]].suffix:
            continue
        longer = {key: [other for other in keys if _within(faces[key], faces[other])] for key in keys}
        short_for = Counter(other for others in longer.values() for other in others)
        for key, others in longer.items():
            if len(others) != 1:
                continue
            look, long = faces[key], faces[others[0]]
            if shortened(look, long):
                words = f"{look.name} is {long.name} without words that say no field, the only such name of its place"
                yield _Tie(key, others[0], Reason("identity.short", words))
            elif joint(look, long) and short_for[others[0]] == 1:
                words = f"{long.name} joins the field of {look.name} with others, the only such name of its place"
                yield _Tie(key, others[0], Reason("identity.joint-field", words))


def _nameplates(faces: _Faces) -> Iterator[_Tie]:
    """A body printed with and without its second name in brackets."""
    for keys in _by(faces, lambda look: (look.place, look.name.partition("（")[0])):
        plain = next((key for key in keys if "（" not in faces[key].name), None)
        for key in keys:
            if plain and bracketed(faces[key], faces[plain]):
                words = f"{faces[key].name} is {faces[plain].name} with a second name in brackets"
                yield _Tie(key, plain, Reason("identity.nameplate", words))


def _prefixes(faces: _Faces) -> Iterator[_Tie]:
    """In a document of unknown place, a name with and without the only prefix of a tier that the document uses."""
    tiers = {look.place for look in faces.values() if look.place.startswith("？") and "/" in look.place}
    if len(tiers) != 1:
        return
    (tier,) = tiers
    bare = tier.rpartition("/")[0]
    with_tier = {look.name: key for key, look in faces.items() if look.place == tier}
    for key, look in faces.items():
        if look.place == bare and look.name in with_tier:
            word = tier.rpartition("/")[2]
            words = f"{look.name} stands with and without {word}, the only prefix of a tier in the document"
            yield _Tie(key, with_tier[look.name], Reason("identity.prefix", words))


_RULES: tuple[_Rule, ...] = (_prefixes, _suffixes, _nameplates, _short_names)


def _by(faces: _Faces, mark: Callable[[Face], object]) -> Iterator[list[str]]:
    """Yield the bodies that share a mark, two or more."""
    groups: defaultdict[object, list[str]] = defaultdict(list)
    for key in sorted(faces):
        groups[mark(faces[key])].append(key)
    yield from (keys for keys in groups.values() if len(keys) > 1)


def _within(short: Face, long: Face) -> bool:
    """Whether one name can be short for the other one, or is a part of it."""
    return joint(short, long) or (1 < len(short.core) < len(long.core) and is_subsequence(short.core, long.core))

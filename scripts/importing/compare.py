"""What changed between two versions of a document, fact by fact; and whether an editor has touched the same fact since.

Another order, another number or another label is no change.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from scripts.importing.draft import Draft
from scripts.importing.outline import squeezed

SAME_NAME = 0.75  # of two names of papers or sentences: above, one was reworded into the other


@dataclass(frozen=True)
class Change:
    """One fact that the source changed. ``before`` is None where it is new, ``after`` where it is gone."""

    procedure: str
    path: str
    before: str | None
    after: str | None
    item: str = ""

    def as_json(self) -> dict[str, Any]:
        return {key: value for key, value in asdict(self).items() if value != ""}


def changes(before: Sequence[Draft], after: Sequence[Draft]) -> list[Change]:
    """The facts that differ, procedure by procedure."""
    found: list[Change] = []
    old, new = [draft.name.text for draft in before], [draft.name.text for draft in after]
    pairs = _pairs(old, new)
    for i, j in pairs:
        found += _procedure(new[j], before[i].fields, after[j].fields)
    found += [Change(name, "name", name, None) for i, name in enumerate(old) if i not in dict(pairs)]
    found += [Change(name, "name", None, name) for j, name in enumerate(new) if j not in dict(pairs).values()]
    return found


def _procedure(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    if before.get("authority") != after.get("authority"):
        yield Change(name, "authority", before.get("authority"), after.get("authority"))
    yield from _limits(name, before.get("time_limits", []), after.get("time_limits", []))
    for field, key in (
        ("materials", "name"),
        ("conditions", "text"),
        ("steps", "action"),
        ("results", "name"),
        ("basis", "law"),
    ):
        yield from _named(name, field, key, before.get(field, []), after.get(field, []))
    yield from _named(name, "channels", "kind", before.get("channels", []), after.get("channels", []))
    for field in ("consult", "complaint"):
        yield from _sets(name, field, _phones(before.get(field, [])), _phones(after.get(field, [])))
    yield from _sets(name, "fees", _fees(before.get("fees", [])), _fees(after.get("fees", [])))


def _limits(name: str, before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> Iterator[Change]:
    def sort(each: Mapping[str, Any]) -> tuple[str, str]:
        return each.get("kind", ""), each.get("meaning", "")

    for key in dict.fromkeys([*map(sort, before), *map(sort, after)]):
        old = [each["within"] for each in before if sort(each) == key]
        new = [each["within"] for each in after if sort(each) == key]
        yield from _sets(name, "time_limits", old, new, "、".join(filter(None, key)))


def _sets(name: str, field: str, before: Iterable[str], after: Iterable[str], item: str = "") -> Iterator[Change]:
    """What is gone and what is new, side by side as long as there are both."""
    before, after = [*before], [*after]
    gone = [each for each in before if each not in after]
    new = [each for each in after if each not in before]
    for number in range(max(len(gone), len(new))):
        old = gone[number] if number < len(gone) else None
        yield Change(name, field, old, new[number] if number < len(new) else None, item)


def _named(
    name: str, field: str, key: str, before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> Iterator[Change]:
    """Things with a name: paired by it, then compared field by field."""
    old, new = [str(each.get(key, "")) for each in before], [str(each.get(key, "")) for each in after]
    pairs = _pairs(old, new)
    for i, j in sorted(pairs, key=lambda pair: pair[1]):
        for part in dict.fromkeys([*before[i], *after[j]]):
            was, now = before[i].get(part), after[j].get(part)
            if part not in ("id", "form") and plain(was) != plain(now):
                yield Change(name, f"{field}.{j}.{part}", _said(was), _said(now), new[j])
    yield from (Change(name, field, each, None) for i, each in enumerate(old) if i not in {i for i, _j in pairs})
    yield from (
        Change(name, f"{field}.{j}", None, each) for j, each in enumerate(new) if j not in {j for _i, j in pairs}
    )


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The best pairs of names, each used once."""
    ranked = sorted(
        (
            (difflib.SequenceMatcher(None, a, b, autojunk=False).ratio(), i, j)
            for i, a in enumerate(old)
            for j, b in enumerate(new)
        ),
        key=lambda found: (-found[0], found[1], found[2]),
    )
    pairs: list[tuple[int, int]] = []
    for ratio, i, j in ranked:
        if ratio >= SAME_NAME and all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs


def _phones(contacts: Sequence[Mapping[str, Any]]) -> list[str]:
    return [phone for contact in contacts for phone in contact.get("phones", [])]


def _fees(fees: Sequence[Mapping[str, Any]]) -> list[str]:
    return [f"{fee['item']} {fee['amount']}" for fee in fees]


def _said(value: Any) -> str | None:
    return None if value is None else str(value)


def plain(value: Any) -> str:
    """A value without blanks and marks, by which two versions of a document may differ and say the same."""
    return re.sub(r"[，。；：、,;:.\s]", "", squeezed(str(value or "")))

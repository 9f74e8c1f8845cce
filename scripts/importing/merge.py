"""Takes what the source changed into a procedure as an editor has it: his words and comments stay, and a clash is shown, not solved."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from scripts.data import rewrite
from scripts.data.values import Duration
from scripts.importing.compare import SAME_NAME, Change, plain

NAMED = {
    "materials": "name",
    "conditions": "text",
    "steps": "action",
    "results": "name",
    "basis": "law",
    "channels": "kind",
}

FATES = {"taken": "改好了", "there": "已经是这样", "clash": "有冲突", "by hand": "请人来定"}


@dataclass(frozen=True)
class Taken:
    """What became of a change: taken in, there already, a clash with an editor's own change, or for a person to do."""

    change: Change
    fate: Literal["taken", "there", "clash", "by hand"]
    today: str = ""


def merge(text: str, changes: Sequence[Change]) -> tuple[str, list[Taken]]:
    """A procedure's YAML with the changes of its source that nobody contradicts; every other byte as it was.

    Only a value that still reads as the older document had it is changed. A paper or a step that is new or gone waits for a
    person, and so does whatever the file says in words of its own.
    """
    content = rewrite.plain(text)
    taken = [_take(content, change) for change in changes]
    return rewrite.rewrite(text, content), taken


def _take(content: Any, change: Change) -> Taken:
    if change.before is None or change.after is None:
        return Taken(change, "by hand")
    places = [*_places(content, change)]
    if not places:
        return Taken(change, "by hand")
    holder, key = places[0]
    today = str(holder[key])
    if _meant(today) == _meant(change.after):
        return Taken(change, "there", today)
    if _meant(today) != _meant(change.before):
        return Taken(change, "clash", today)
    holder[key] = change.after
    return Taken(change, "taken", today)


def _meant(value: str) -> str:
    """A value by which two spellings are one: 「3个工作日」 is ``3 working days``."""
    try:
        return str(Duration.parse(value))
    except ValueError:
        return plain(value)


def _places(content: Any, change: Change) -> Iterator[tuple[Any, Any]]:
    """Where the fact stands in the file: as what holds it, and the key in it."""
    field, *rest = change.path.split(".")
    if field == "authority" and field in content:
        yield content, field
    elif field in NAMED and len(rest) == 2 and rest[1] != NAMED[field]:
        for each in content.get(field, []):
            if isinstance(each, dict) and _same(str(each.get(NAMED[field], "")), change.item) and rest[1] in each:
                yield each, rest[1]
    elif field == "time_limits":
        yield from _limits(content, change)
    elif field in ("consult", "complaint"):
        yield from _phones(content, field, change)


def _phones(content: Any, field: str, change: Change) -> Iterator[tuple[Any, Any]]:
    """The number as the older or the newer document has it; or the only one there is, which somebody has changed."""
    contacts = [contact for contact in content.get(field, []) if isinstance(contact, dict)]
    found = [(contact["phones"], number) for contact in contacts for number in range(len(contact.get("phones", [])))]
    known = (plain(change.before), plain(change.after))
    same = [(phones, number) for phones, number in found if plain(phones[number]) in known]
    yield from same or (found if len(found) == 1 else [])


def _limits(content: Any, change: Change) -> Iterator[tuple[Any, Any]]:
    """The limit of the same kind, first the one that reads as the older document had it."""
    limits = [each for each in content.get("time_limits", []) if isinstance(each, dict)]
    kind = next(iter(re.findall("法定|承诺", change.item)), None)
    meaning = "申请" if "申请" in change.item else "办结"
    same = [each for each in limits if each.get("kind") == kind and each.get("meaning", "办结") == meaning]
    for each in sorted(same, key=lambda each: _meant(each["within"]) != _meant(str(change.before))):
        yield each, "within"


def _same(mine: str, theirs: str) -> bool:
    return difflib.SequenceMatcher(None, plain(mine), plain(theirs), autojunk=False).ratio() >= SAME_NAME

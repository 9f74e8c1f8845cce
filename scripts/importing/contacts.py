"""Whom to call: telephones and addresses for questions and complaints."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from scripts.importing import grammar, prose
from scripts.importing.draft import Draft
from scripts.importing.items import Entry
from scripts.importing.labels import nothing
from scripts.importing.outline import Span

CLAUSES = re.compile(r"[，；。\u3000]|\s(?=[一-鿿]{2,10}[：:])|(?<=）)\s*(?=[\d(（])")  # 「…（咨询） …（监督）」
ROUND_THE_CLOCK = re.compile("24小时|全天候")


def contact_numbers(made: Draft, line: Span) -> None:
    for phone in grammar.phones(line.text):
        path = _consult(made, line)
        _phone(made, path, phone, line)


def _consult(made: Draft, line: Span) -> str:
    if "consult" in made.fields:
        return "consult.0"
    made.put("consult.0.name", "咨询", line)
    return "consult.0"


def _phone(made: Draft, path: str, phone: str, line: Span) -> None:
    held = _at(made.fields, path).get("phones", [])
    if phone not in held:
        made.put(f"{path}.phones.{len(held)}", phone, line)


def _at(value: Any, path: str) -> Any:
    for key in path.split("."):
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


def contacts(name: str, called: str) -> Callable[[Draft, Entry], None]:
    def read(made: Draft, entry: Entry) -> None:
        for line in entry.lines:
            address = grammar.ADDRESS.search(line.text)
            numbers = grammar.phones(line.text)
            against = [] if name == "complaint" else [*_against(line.text)]
            asking = [*_asking(line.text)] if name == "complaint" else []
            if grammar.MOBILE.search(line.text):
                made.use(line, name)
                made.decide[name] = "资料写了手机号码，是个人的，没有写进草稿"
            if not numbers and not address:
                if not nothing(line.text):  # it waits unread, if it says something else
                    made.decide.setdefault(name, f"没有电话：{line.text}")
                continue
            _dial(made, name, called, [each for each in numbers if each not in (*against, *asking)], line)
            _dial(made, "consult", "咨询", asking, line)
            _dial(made, "complaint", "监督投诉", against, line)
            if address:
                made.put(f"{name}.0.name", called, line)
                made.put(f"{name}.0.url", address[0], line)
            if name in made.fields and (hours := prose.HOURS.search(line.text) or ROUND_THE_CLOCK.search(line.text)):
                made.put(f"{name}.0.hours", re.sub("(接听|办理|受理)$", "", hours[0].strip("，。；")), line, hours[0])

    return read


def _against(text: str) -> Iterator[str]:
    """The numbers in a text about questions by which one complains: 「…，投诉请打…」."""
    before = ""
    for clause in CLAUSES.split(text):
        if prose.COMPLAINS.search(clause) or prose.DISPLEASED.search(clause) or prose.DISPLEASED.search(before):
            yield from grammar.phones(clause)
        before = clause


def _asking(text: str) -> Iterator[str]:
    """The numbers in a text about complaints by which one asks: 「咨询打…，投诉打…」."""
    for clause in CLAUSES.split(text):
        if "咨询" in clause and not re.search("投诉|举报|监督", clause):
            yield from grammar.phones(clause)


def _dial(made: Draft, name: str, called: str, numbers: Sequence[str], line: Span) -> None:
    if numbers and name not in made.fields:
        made.put(f"{name}.0.name", called, line)
    for phone in numbers:
        _phone(made, f"{name}.0", phone, line)

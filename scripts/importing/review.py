"""The review page: the document's lines beside the drafts' fields, linked both ways. One file, no server, no script."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from scripts.data import model, values
from scripts.importing.account import Row
from scripts.importing.compare import Change
from scripts.importing.draft import Draft
from scripts.importing.merge import FATES, Taken
from scripts.importing.outline import Outline
from scripts.importing.write import BY_HAND
from scripts.traditional import default_converter

TEMPLATE = Path(__file__).with_name("review.html")


@dataclass(frozen=True)
class Fact:
    """A value of a draft as a reviewer sees it: its Chinese name, its words, and the line it was read from."""

    path: str
    term: str
    value: str
    line: int | None
    place: str
    decide: str


def page(
    document: str,
    outline: Outline,
    drafts: Sequence[Draft],
    rows: Sequence[Row],
    files: Sequence[Path],
    changes: Sequence[Change] = (),
    taken: Sequence[Taken] = (),
) -> str:
    """The page, with its own words in both scripts; what the document says stays as it is printed."""
    numbers = {row.span: number for number, row in enumerate(rows, 1)}
    convert = default_converter().convert

    def both(text: str) -> Markup:
        spans = Markup('<span lang="zh-Hans">{}</span><span lang="zh-Hant">{}</span>')
        return spans.format(text, convert(text))

    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    listed = [(file, draft, _facts(draft, numbers)) for file, draft in zip(files, drafts, strict=True)]
    unsure = [fact for _file, _draft, facts in listed for fact in facts if fact.decide]
    return template.render(
        document=document,
        warnings=outline.warnings,
        rows=[*enumerate(rows, 1)],
        drafts=listed,
        unsure=len(unsure),
        unsure_lines={fact.line for fact in unsure},
        changes=[(change, next((each for each in taken if each.change is change), None)) for change in changes],
        fates=FATES,
        term=_term,
        shown=lambda value: "—" if value is None else shown(value),
        t=both,
        count=lambda fate: sum(row.fate == fate for row in rows),
    )


def _facts(draft: Draft, numbers: dict[Any, int]) -> list[Fact]:
    spans = {span.place: span for span in draft.used}
    facts = []
    for path, value in _leaves(draft.fields):
        if path.endswith((".id", ".form")):
            continue
        quote, place = draft.found.get(path) or draft.found.get(path.rpartition(".")[0]) or ("", "")
        span = next(
            (each for each in draft.used if each.place == place and quote[:6] in each.as_printed(each.text)),
            spans.get(place),
        )
        facts.append(Fact(path, _term(path), shown(str(value)), numbers.get(span), place, _decide(draft, path)))
    shown_already = {path[:end] for path in (fact.path + "." for fact in facts) for end in _ends(path)}
    left = {path: words for path, words in (BY_HAND | draft.decide).items() if path not in shown_already}
    return [*(Fact(path, _term(path), "", None, "", words) for path, words in left.items()), *facts]


def _ends(path: str) -> list[int]:
    """Where the names in a path end: it and all that it is a part of."""
    return [end for end, character in enumerate(path) if character == "."]


def shown(value: str) -> str:
    """A value as a reviewer reads it: a duration in Chinese."""
    found = re.fullmatch(r"(\d+) (working day|calendar day|month|year)s?", value)
    if found:
        units = {unit: words for words, unit in reversed(values.Duration.CHINESE.items())}
        return found[1] + units[found[2].replace(" ", "-")]
    return "即时办结" if value == "immediate" else value


def _decide(draft: Draft, path: str) -> str:
    parts = path.split(".")
    own = (draft.decide.get(".".join(parts[:length])) for length in range(1, len(parts) + 1))
    return "；".join(dict.fromkeys(filter(None, own)))


def _leaves(value: Any, path: str = "") -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [leaf for key, each in value.items() for leaf in _leaves(each, f"{path}.{key}" if path else key)]
    if isinstance(value, list):
        return [leaf for number, each in enumerate(value) for leaf in _leaves(each, f"{path}.{number}")]
    return [(path, value)]


def _term(path: str) -> str:
    """The Chinese name of a field, as the schema has it: 「办理材料 2 · 原件份数」."""
    first, *rest = path.split(".")
    words = PARTS.get(first, first)
    number = next((f" {int(part) + 1}" for part in rest if part.isdigit()), "")
    last = (
        rest[-1]
        if rest and not rest[-1].isdigit()
        else next((part for part in reversed(rest) if not part.isdigit()), "")
    )
    term = TERMS.get((first, last), "")
    return f"{words}{number}" + (f" · {term}" if term else "")


def _terms(kind: Any) -> dict[str, str]:
    return {each.name.rstrip("_"): each.metadata.get("term", "") for each in fields(kind)}


PARTS = _terms(model.Procedure)
TERMS = {
    (first, name): term
    for first, kind in {
        "materials": model.Material,
        "channels": model.Channel,
        "time_limits": model.TimeLimit,
        "fees": model.Fee,
        "steps": model.Step,
        "results": model.Outcome,
        "consult": model.Contact,
        "complaint": model.Contact,
        "basis": model.Basis,
        "conditions": model.Fact,
        "notes": model.Fact,
        "cautions": model.Fact,
    }.items()
    for name, term in _terms(kind).items()
}

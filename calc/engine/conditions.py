"""Conditions as data (条件), three-valued: needed, not needed, unknown until asked.

A condition is one of

    {"all": [condition, …]}                         every part holds
    {"any": [condition, …]}                         at least one part holds
    {"not": condition}                              the part does not hold
    {"situation": "applicant", "is": ["employer"]}  the reader's answer is one of these options

and None, which always holds. Logic is Kleene's: what is not answered is unknown, and an unknown never becomes a no
by itself, so that no material is dropped before the reader has been asked.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import product
from typing import Any

from .stored import Condition as Condition
from .stored import Question as Question
from .texts import _, quoted

Answers = Mapping[str, str]
"""Situation id → chosen option id. A situation that is missing or empty has not been answered."""


class ConditionError(ValueError):
    """The data is not a condition; the message names the faulty part."""


class Need(StrEnum):
    """The three answers (需要 / 不需要 / 回答后才知道): yes, no, unknown."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


_OPPOSITE = {Need.YES: Need.NO, Need.NO: Need.YES, Need.UNKNOWN: Need.UNKNOWN}


def evaluate(condition: Condition, answers: Answers) -> Need:
    """Say whether the condition holds for the answers given so far. Raises ConditionError for malformed data."""
    match _parts(condition):
        case "always", _:
            return Need.YES
        case "all", parts:
            return _weakest({evaluate(part, answers) for part in parts}, Need.NO)
        case "any", parts:
            return _weakest({evaluate(part, answers) for part in parts}, Need.YES)
        case "not", part:
            return _OPPOSITE[evaluate(part, answers)]
        case _, (situation, options):
            answer = answers.get(situation)
            return Need.UNKNOWN if not answer else Need.YES if answer in options else Need.NO
    raise AssertionError("unreachable")


def situations(condition: Condition) -> list[str]:
    """The situations the condition asks about, in order of appearance."""
    match _parts(condition):
        case "always", _:
            return []
        case "all" | "any", parts:
            return list(dict.fromkeys(name for part in parts for name in situations(part)))
        case "not", part:
            return situations(part)
        case _, (situation, _options):
            return [situation]
    raise AssertionError("unreachable")


def table(condition: Condition, options: Mapping[str, Sequence[str]]) -> list[tuple[dict[str, str], Need]]:
    """The result for every combination of answers, "not answered yet" included, for pages that run no Python.

    `options` gives the option ids of each situation. Only situations the condition asks about take part; a situation
    that has not been answered is missing from the answers. Raises KeyError for a situation without options.
    """
    names = situations(condition)
    rows = []
    for choice in product(*(["", *options[name]] for name in names)):
        answers = {name: option for name, option in zip(names, choice, strict=True) if option}
        rows.append((answers, evaluate(condition, answers)))
    return rows


def in_words(condition: Condition, questions: Mapping[str, Question]) -> str:
    """The condition as a sentence part, 如果“谁来申请”选“单位”; empty for None. Labels come in the reader's script."""
    return "" if condition is None else _("如果{condition}").format(condition=_words(condition, questions))


def _words(condition: Condition, questions: Mapping[str, Question], inside: bool = False) -> str:
    match _parts(condition):
        case "all", parts:
            text = _("，并且").join(_words(part, questions, len(parts) > 1) for part in parts)
            return _("（{text}）").format(text=text) if inside and len(parts) > 1 else text
        case "any", parts:
            text = _("，或者").join(_words(part, questions, len(parts) > 1) for part in parts)
            return _("（{text}）").format(text=text) if inside and len(parts) > 1 else text
        case "not", part:
            match _parts(part):
                case "situation", (situation, options):
                    return _comparison(_("“{question}”没有选{options}"), situation, options, questions)
            return _("不符合（{text}）").format(text=_words(part, questions))
        case _, (situation, options):
            return _comparison(_("“{question}”选{options}"), situation, options, questions)
    raise AssertionError("unreachable")


def _comparison(words: str, situation: str, options: Sequence[str], questions: Mapping[str, Question]) -> str:
    question = questions[situation]
    labels = _("或").join(quoted(question["options"][option]) for option in options)
    return words.format(question=question["label"].rstrip("？?：:"), options=labels)


def _weakest(values: set[Need], decisive: Need) -> Need:
    if decisive in values:
        return decisive
    return Need.UNKNOWN if Need.UNKNOWN in values else _OPPOSITE[decisive]


def _parts(condition: Condition) -> tuple[str, Any]:
    match condition:
        case None:
            return "always", None
        case {"all": [_first, *_rest] as parts} if len(condition) == 1:
            return "all", parts
        case {"any": [_first, *_rest] as parts} if len(condition) == 1:
            return "any", parts
        case {"not": part} if len(condition) == 1 and part is not None:
            return "not", part
        case {"situation": str(name), "is": [_first, *_rest] as options} if len(condition) == 2:
            return "situation", (name, options)
    raise ConditionError(f"not a condition: {condition!r}")

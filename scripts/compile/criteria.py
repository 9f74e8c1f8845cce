"""Criteria 条件: what must all be met. Their fields, and how they are compiled; :mod:`calc.declared.criteria` judges them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from calc.engine import stored
from scripts.compile.fields import DatedHead, Ending, Source, Status, Unit
from scripts.compile.reader import Reader
from scripts.data.decode import Decoder, Key, Text, suggest
from scripts.data.values import needed, term
from scripts.data.when import When
from scripts.data.yaml_strict import Mapping, Node, Scalar


@dataclass(frozen=True)
class Limit:
    """A bound: one decimal number, or one for each option of an earlier question."""

    value: str | dict[str, str]
    by: str = ""

    @classmethod
    def decode_node(cls, node: Node, decoder: Decoder) -> Limit:
        match node:
            case Scalar(text=text) if re.fullmatch(r"(0|[1-9][0-9]*)(\.[0-9]+)?", text):
                return cls(text)
            case Mapping(entries=entries) if "by" in entries and len(entries) > 2:
                parts = {key: decoder.decode(value, Decimal) for key, value in entries.items() if key != "by"}
                by = entries["by"]
                if isinstance(by, Scalar) and None not in parts.values():
                    return cls({key: f"{value:f}" for key, value in parts.items()}, by.text)
        raise decoder.fail(node.place, "这里要写一个数，或者 {by: 前面的问题, 选项: 数, 选项: 数}")


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """A question and, unless it only leads on, the condition its answer has to meet.

    An ``answer`` asks nothing and judges the answer to an earlier question: what counts changes with the law, what is asked
    does not.
    """

    ask: Text | None = term("问题")
    label: Text | None = term("条件的名称")
    help: Text | None = term("说明")
    when: When | None = term("什么情况下问")
    kind: Literal["choice", "number", "birth", "share", "answer"] = term("怎么回答", "choice")
    options: dict[Key, Text] = field(default_factory=dict, metadata={"term": "选项；不写就是“是、否”"})
    needs: tuple[Key, ...] = term("选哪些才符合", ())
    unit: Unit | None = term("单位")
    most: int | None = term("最多能填多少", None)
    of: Key | None = term("占哪一项的比例；看哪一题的回答")
    at_least: Limit | None = term("不少于")
    over: Limit | None = term("多于，相等不算")
    under: Limit | None = term("少于，相等不算")
    at_most: Limit | None = term("不多于")
    grows_monthly: bool = term("每月自然加一", False)
    unmet: Text | None = term("不符合时怎么办")
    sources: tuple[Source, ...] = term("出处", ())
    since: dt.date | None = term("从哪天起才看")
    until: dt.date | None = term("到哪天为止要看")


@dataclass(frozen=True, kw_only=True)
class ByLaw:
    """From which day on the law decides and not the old guide, and what it then comes to."""

    since: dt.date = needed("从哪天起")
    status: Status = needed("核对状态")
    sources: tuple[Source, ...] = needed("出处")
    met: Ending = needed("都符合时的结论")
    unmet: Ending = needed("不符合时的结论")


@dataclass(frozen=True, kw_only=True)
class Criteria(DatedHead):
    """Conditions 条件 that must all be met; each is judged, so that a reader sees everything that is missing."""

    kind: Literal["eligibility", "check"] = term("种类", "eligibility")
    criteria: dict[Key, Criterion] = needed("条件")
    met: Ending = needed("都符合时的结论")
    unmet: Ending = needed("不符合时的结论")
    law: ByLaw | None = term("从哪天起由法规决定")


def criteria(reader: Reader, node: Node) -> stored.Criteria | None:
    made: Criteria | None = reader.decoder.decode(node, Criteria)
    if made is None:
        return None
    earlier: dict[Key, Criterion] = {}
    for key, criterion in made.criteria.items():
        _check_criterion(reader, criterion, earlier)
        earlier[key] = criterion
    return {
        **reader.head(made, made.example, made.example_today),
        "kind": made.kind,
        "criteria": [
            {
                "id": key,
                "ask": reader.word(each.ask),
                "label": reader.word(each.label or each.ask),
                "help": reader.word(each.help),
                "when": each.when.condition if each.when else None,
                "kind": each.kind,
                "options": {option: reader.word(label) for option, label in each.options.items()},
                "needs": list(each.needs),
                "unit": each.unit or "",
                "most": each.most,
                "of": each.of,
                "limits": {
                    name: {"value": limit.value, "by": limit.by}
                    for name in ("at_least", "over", "under", "at_most")
                    if (limit := getattr(each, name))
                },
                "grows_monthly": each.grows_monthly,
                "unmet": reader.word(each.unmet),
                "sources": reader.sources(each.sources),
                "since": each.since.isoformat() if each.since else "",
                "until": each.until.isoformat() if each.until else "",
            }
            for key, each in made.criteria.items()
        ],
        "met": reader.ending(made.met),
        "unmet": reader.ending(made.unmet),
        "law": {
            "since": made.law.since.isoformat(),
            "status": made.law.status,
            "sources": reader.sources(made.law.sources),
            "met": reader.ending(made.law.met),
            "unmet": reader.ending(made.law.unmet),
        }
        if made.law
        else None,
    }


def _check_criterion(reader: Reader, criterion: Criterion, earlier: dict[Key, Criterion]) -> None:
    limits = [limit for name in ("at_least", "over", "under", "at_most") if (limit := getattr(criterion, name))]
    options = set(criterion.options or ("yes", "no"))
    if criterion.kind == "answer":
        asked = earlier.get(criterion.of or Key(""))
        if asked is None or asked.kind != "choice":
            reader.say(criterion, "answer 要写 of：看前面哪一道选择题的回答")
        else:
            options = set(asked.options or ("yes", "no"))
    elif criterion.ask is None:
        reader.say(criterion, "要写 ask（问题）")
    for wanted in set(criterion.needs) - options:
        reader.say(criterion, f"needs 里的“{wanted}”不是选项。{suggest(wanted, options)}")
    for asked_name, option in criterion.when.choices() if criterion.when else ():
        asked = earlier.get(Key(asked_name))
        if asked is None or option not in (asked.options or ("yes", "no")):
            reader.say(criterion, f"when 里的“{asked_name}: {option}”不是前面的问题和选项")
    for limit in limits:
        if limit.by and (limit.by not in earlier or set(limit.value) != set(earlier[Key(limit.by)].options)):
            reader.say(criterion, f"by 要写前面的选择题，并给它的每个选项写一个数，现在是“{limit.by}”")
    leads_on = criterion.kind == "number" and not limits and criterion.label is None  # what a later share is a share of
    if bool(limits) == (criterion.kind in ("choice", "answer")) and not leads_on:
        reader.say(
            criterion,
            "number、birth、share 要写 at_least、over、under、at_most 里的一个；choice、answer 不写，写 needs",
        )
    if criterion.kind == "share" and criterion.of not in earlier:
        reader.say(criterion, "share 要写 of：是前面哪一项的比例")
    if (criterion.kind == "number") != (criterion.most is not None):
        reader.say(criterion, "number 要写 most（最多能填多少），别的不写")
    if (limits or criterion.needs) and criterion.label is None:
        reader.say(criterion, "条件要有名称，写 label")

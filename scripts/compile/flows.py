"""Flows 决策树: every next step is written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from calc.engine import stored
from scripts.compile.fields import Ending, Head
from scripts.compile.reader import Reader
from scripts.data.decode import Key, Text, suggest
from scripts.data.values import needed, term
from scripts.data.yaml_strict import Node


@dataclass(frozen=True, kw_only=True)
class Option:
    """An answer and where it leads."""

    label: Text = needed("选项")
    next: Key = needed("下一步")


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of a flow."""

    ask: Text = needed("问题")
    help: Text | None = term("说明")
    options: dict[Key, Option] = needed("选项")


@dataclass(frozen=True, kw_only=True)
class Flow(Head):
    """A decision tree 决策树: every next step is written down. A simulator asks for the state and what happens next.

    What is asked last settles the matter before all else, as an exclusion does, but is no way to begin: people say first
    what happened.
    """

    kind: Literal["flow", "eligibility", "simulator", "table", "check"] = term("种类", "flow")
    start: Key = needed("第一个问题")
    ask_last: tuple[Key, ...] = term("最后才问的问题", ())
    questions: dict[Key, Question] = needed("问题")
    outcomes: dict[Key, Ending] = needed("结论")
    example: dict[Key, Key] = needed("示例回答")


def flow(reader: Reader, node: Node) -> stored.Flow | None:
    flow = reader.decoder.decode(node, Flow)
    if flow is None:
        return None
    order = _check_flow(reader, flow)
    return {
        **reader.head(flow, flow.example),
        "kind": flow.kind,
        "start": flow.start,
        "ask_last": list(flow.ask_last),
        # A list, not a mapping: the order is that of asking.
        "questions": [
            {
                "id": key,
                "ask": reader.word(flow.questions[key].ask),
                "help": reader.word(flow.questions[key].help),
                "options": [
                    {"id": option_key, "label": reader.word(option.label), "next": option.next}
                    for option_key, option in flow.questions[key].options.items()
                ],
            }
            for key in order
        ],
        "outcomes": {key: reader.ending(ending) for key, ending in sorted(flow.outcomes.items())},
    }


def _check_flow(reader: Reader, flow: Flow) -> list[Key]:
    """Report dangling, unreachable and circular steps; return the questions so that each stands after its callers."""
    steps = [*flow.questions, *flow.outcomes]
    for key in flow.questions.keys() & flow.outcomes.keys():
        reader.say(flow.outcomes[key], f"“{key}”既是问题又是结论，改一个编号")
    if flow.start not in flow.questions:
        reader.say(flow, f"第一个问题“{flow.start}”不存在。{suggest(flow.start, flow.questions)}")
        return []
    for key in flow.ask_last:
        if key not in flow.questions:
            reader.say(key, f"最后才问的问题“{key}”不存在。{suggest(key, flow.questions)}")
    order: list[Key] = []
    reached: set[Key] = set()
    path: list[Key] = []

    def visit(key: Key) -> None:
        if key in path:
            reader.say(flow.questions[key], f"“{key}”绕回了自己：{' → '.join([*path, key])}")
            return
        if key in reached:
            return
        reached.add(key)
        if key in flow.outcomes:
            return
        path.append(key)
        for option in flow.questions[key].options.values():
            if option.next in steps:
                visit(option.next)
            else:
                reader.say(option, f"下一步“{option.next}”不存在。{suggest(option.next, steps)}")
        path.pop()
        order.append(key)

    visit(flow.start)
    for key in steps:
        if key not in reached:
            reader.say(flow.questions.get(key) or flow.outcomes[key], f"没有哪个选项通到“{key}”")
    return order[::-1]

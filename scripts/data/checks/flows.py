"""Cross-checks of what has an order or an answer: steps, the states of a task, quizzes."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from calc.engine.conditions import Need, evaluate
from scripts.data import model
from scripts.data.decode import At, Key, suggest
from scripts.data.order import successors
from scripts.data.yaml_strict import Problem

Node = TypeVar("Node")


def check_flows(procedure: model.Procedure, at: At) -> Iterator[Problem]:
    yield from _check_steps(procedure, at)
    if procedure.task:
        yield from _check_task(procedure.task, at)
    if procedure.quiz:
        yield from _check_quiz(procedure.quiz, at)


def _check_steps(procedure: model.Procedure, at: At) -> Iterator[Problem]:
    steps = procedure.steps
    ids: dict[Key, model.Step] = {}
    for step in steps:
        if step.id and ids.setdefault(step.id, step) is not step:
            yield Problem(at(step), f"步骤编号“{step.id}”用了两次，每一步的编号要不同")
        if step.end and step.next:
            yield Problem(at(step), "写了 end（到此结束）的步骤不能再写 next（下一步）")
    dangling = [target for step in steps for target in step.next if target not in ids]
    for target in dangling:
        yield Problem(at(target), f"没有编号为“{target}”的步骤。{suggest(target, ids)}")
    if any(step.next or step.end for step in steps) and not dangling:
        reached = _reached(0, lambda number: successors(steps, number))
        for number, step in enumerate(steps):
            if number not in reached:
                yield Problem(at(step), f"从第一步走不到这一步：“{step.action}”。检查前面各步的 next")


def _check_task(task: model.Task, at: At) -> Iterator[Problem]:
    ids = [state.id for state in task.states]
    for state in task.states:
        if ids.count(state.id) > 1:
            yield Problem(at(state), f"状态编号“{state.id}”用了两次")
        for name, option in state.shows.choices() if state.shows else ():
            if name not in task.screen:
                yield Problem(at(state), f"screen 里没有“{name}”。{suggest(name, task.screen)}")
                return
            options = task.screen[Key(name)].options
            if option not in options:
                yield Problem(at(state), f"“{name}”没有选项“{option}”。{suggest(option, options)}")
        if state.final == any(transition.from_ == state.id for transition in task.transitions):
            wrong = "到此结束，却还有后续" if state.final else "没有后续，也没有写 final（到此结束）"
            yield Problem(at(state), f"状态“{state.name}”{wrong}")
    for transition in task.transitions:
        for end in (transition.from_, transition.to):
            if end not in ids:
                yield Problem(at(end), f"没有状态“{end}”。{suggest(end, ids)}")
    following = {id: [each.to for each in task.transitions if each.from_ == id] for id in ids}
    reached = _reached(ids[0], lambda id: (target for target in following[id] if target in following))
    for state in task.states:
        if state.id not in reached:
            yield Problem(at(state), f"从第一个状态走不到“{state.name}”")
    names = list(task.screen)
    for choice in itertools.product(*(task.screen[name].options for name in names)):
        answers = {str(name): str(option) for name, option in zip(names, choice, strict=True)}
        seen = [state for state in task.states if state.shows and evaluate(state.shows.condition, answers) is Need.YES]
        if len(seen) > 1:
            both = "、".join(f"“{state.name}”" for state in seen)
            yield Problem(at(seen[1]), f"屏幕上同样的内容对应几个状态：{both}。改 shows，让它们能分开")


def _check_quiz(quiz: model.Quiz, at: At) -> Iterator[Problem]:
    if len(quiz.questions) > quiz.announced:
        yield Problem(at(quiz), f"应有 {quiz.announced} 题，却写了 {len(quiz.questions)} 题")
    for question in quiz.questions:
        if question.answer not in question.options:
            yield Problem(
                at(question.answer), f"答案“{question.answer}”不是选项。{suggest(question.answer, question.options)}"
            )


def _reached(start: Node, following: Callable[[Node], Iterable[Node]]) -> set[Node]:
    reached: set[Node] = set()
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            waiting += following(node)
    return reached

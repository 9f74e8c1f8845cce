"""Which drawings a page has, and what stands in their boxes. How they are drawn is decided by :mod:`scripts.pages.diagram`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from calc.engine.texts import _
from scripts.data import model
from scripts.data.order import successors
from scripts.pages.diagram import Box, Exit, draw
from scripts.pages.words import Words
from scripts.traditional.both import Convert


@dataclass(frozen=True)
class Figures:
    """Drawings."""

    words: Words
    convert: Convert

    def after(self, procedure: model.Procedure, number: int) -> str:
        """What follows a step, in words; empty where the steps simply follow one another."""
        steps = procedure.steps
        if not any(step.next or step.end for step in steps):
            return ""
        following = sorted(successors(steps, number))
        numbers = "、".join(str(target + 1) for target in following)
        return self.words["figure"]["next"].format(numbers=numbers) if following else self.words["figure"]["end"]

    def steps(self, procedure: model.Procedure) -> Markup:
        """The steps of a procedure; there are two or more."""
        steps = procedure.steps
        boxes = [
            Box(
                id=str(number),
                text=step.action,
                above="，".join(filter(None, (step.condition, step.actor))),
                kind="end" if (following := successors(steps, number)) == [] else "step",
                exits=tuple(
                    Exit(str(target), (steps[target].condition or "") if len(following) > 1 else "")
                    for target in following
                ),
            )
            for number, step in enumerate(steps)
        ]
        return self._draw(boxes, "steps-figure", "steps-title", "steps-description", procedure.name)

    def task(self, procedure: model.Procedure) -> Markup:
        """The states of a task and what leads from one to the other."""
        assert procedure.task is not None
        boxes = [
            Box(
                id=state.id,
                text=state.name,
                kind="end" if state.final else "question",
                exits=tuple(Exit(each.to, each.event) for each in procedure.task.transitions if each.from_ == state.id),
            )
            for state in procedure.task.states
        ]
        return self._draw(boxes, "states-figure", "states-title", "states-description", procedure.name)

    def flow(self, flow: Mapping[str, Any]) -> Markup:
        """A decision tree of :mod:`calc.declared.flows`."""
        boxes = [
            Box(
                id=node["id"],
                text=node["text"],
                kind="question" if node["exits"] else "end",
                exits=tuple(Exit(exit["to"], exit["label"]) for exit in node["exits"]),
            )
            for node in self.outline(flow)
        ]
        return self._draw(boxes, "flow-figure", "flow-title", "flow-description", _(flow["title"]))

    def outline(self, flow: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The nodes of a decision tree from its start, each followed by what its first option leads to."""
        questions = {question["id"]: question for question in flow["questions"]}
        order: dict[str, None] = {}

        def visit(id: str) -> None:
            if id not in order:
                order[id] = None
                for option in questions[id]["options"] if id in questions else ():
                    visit(option["next"])

        visit(flow["start"])
        numbers = {id: number for number, id in enumerate(order, 1)}
        return [
            {
                "id": id,
                "text": _(questions[id]["ask"] if id in questions else flow["outcomes"][id]["title"]),
                "more": "" if id in questions else _(flow["outcomes"][id]["text"] or ""),
                "exits": [
                    {"to": option["next"], "label": _(option["label"]), "number": numbers[option["next"]]}
                    for option in (questions[id]["options"] if id in questions else ())
                ],
            }
            for id in order
        ]

    def _draw(self, boxes: list[Box], id: str, title: str, description: str, name: str) -> Markup:
        w = self.words["figure"]
        svg = draw(
            boxes,
            self.convert,
            id=id,
            title=w[title].format(name=name),
            description=w[description].format(count=len(boxes), first=boxes[0].text),
        )
        return Markup(svg)  # escaped by scripts.pages.diagram  # noqa: S704

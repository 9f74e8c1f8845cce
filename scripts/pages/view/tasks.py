"""Tasks 任务 of an online system: in which state they are for what the screen shows."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.data import model
from scripts.data.decode import Key
from scripts.pages.view.content import Content
from scripts.pages.view.decisions import Decision, decision, options


@dataclass(frozen=True)
class Tasks:
    """Tasks."""

    content: Content

    def shown(self, state: model.State, task: model.Task) -> Decision:
        """For every choice of what the screen shows: whether the task is in this state."""
        assert state.shows is not None
        return decision(state.shows.condition, options(task.screen))

    def shows(self, state: model.State, task: model.Task) -> str:
        """What the screen shows in a state: 「在哪个列表：待办任务列表；回退标志：是」."""
        assert state.shows is not None
        parts = state.shows.condition.get("all", [state.shows.condition]) if state.shows.condition else []
        seen = [(task.screen[part["situation"]], part["is"]) for part in parts if "situation" in part]
        w = self.content.words["time"]
        return "；".join(
            w["for"].format(what=what.question, length="／".join(what.options[Key(option)] for option in answers))
            for what, answers in seen
        )

    def state(self, task: model.Task, id: str) -> model.State:
        return next(state for state in task.states if state.id == id)

"""The order of the steps of a procedure 办理环节: what follows what."""

from __future__ import annotations

from scripts.data import model


def successors(steps: tuple[model.Step, ...], number: int) -> list[int]:
    """The steps that follow a step: those it names, none after an end, else the one below it.

    Where steps name nothing, neighbours with different conditions are alternatives: the last step without a condition
    leads to the first of each, and each leads to the next step without a condition.
    """
    step = steps[number]
    if step.next:
        index = {each.id: place for place, each in enumerate(steps) if each.id}
        return [index[target] for target in step.next if target in index]
    if step.end or number + 1 == len(steps):
        return []
    if any(each.next or each.end for each in steps):
        return [number + 1]
    join = next((place for place in range(number + 1, len(steps)) if not steps[place].condition), len(steps))
    if step.condition:
        if join == number + 1 or steps[number + 1].condition == step.condition:
            return [number + 1]
        return [join] if join < len(steps) else []
    alternatives = range(number + 2, join)
    return [number + 1, *(each for each in alternatives if steps[each].condition != steps[each - 1].condition)]

"""How old a result is 新旧: what rests on an old guide says so before anything else, and leads to what holds today.

How old a procedure is, and what governs the same matter today, stand once, in guides/; :mod:`.data` holds both.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from .answers import Today
from .data import load
from .results import Confidence, Result
from .stored import Matter
from .texts import N_, _, first_sentence

YEAR = N_("照{year}年的资料")
UNDATED = N_("照旧资料（没有写日期）")
STOPPED = N_("现在不能办了：{instead}")


def dated(
    result: Result,
    procedures: Iterable[str],
    day: date,
    title: Callable[[str], str],
    governed_by: Sequence[str] | None = None,
) -> Result:
    """The result as it has to be read on that day: unchanged, unless it rests on an old guide whose time is over.

    `procedures`: to which it leads; the first tells the age, and an old guide without any is undated. What cannot be done
    any more is not answered with what was done then: the headline says what to do instead, and no day goes to a calendar.
    `title`: what a calculator is called, empty if it is not there. `governed_by`: what governs it today, if that is not
    what governs the procedures.
    """
    if result.confidence is not Confidence.OLD_GUIDE:
        return result
    found = [matter for slug in procedures if (matter := load()["procedures"].get(slug))]
    old = [matter for matter in found if matter["kind"] != "current"]
    first = old[0] if old else None
    if first and first["year"] is not None and day.year <= first["year"]:
        return result
    age = _(UNDATED) if first is None or first["year"] is None else _(YEAR).format(year=first["year"])
    said = aged(age, result.headline)
    ended = [matter for matter in old if matter["kind"] == "abolished" and matter["since"] <= day.isoformat()]
    if governed_by is None:
        governed_by = list(dict.fromkeys(slug for matter in old for slug in matter["governed_by"]))
    today = _today(age, old, ended, governed_by, title)
    if first is None or ended != old:
        return replace(result, headline=said, today=today)
    instead, more = first_sentence(_(first["instead"]))
    if more:
        today["text"] = more + today["text"]
    return replace(
        result,
        headline=_(STOPPED).format(instead=instead),
        explanations=(said, *result.explanations),
        events=(),
        today=today,
    )


def aged(age: str, said: str) -> str:
    """What an old guide comes to, with how old it is: 照2005年的资料：…"""
    return _("{age}：{said}").format(age=age, said=said)


def _today(
    age: str,
    old: Sequence[Matter],
    ended: Sequence[Matter],
    governed_by: Sequence[str],
    title: Callable[[str], str],
) -> Today:
    """What governs the same matters today, and the calculators that it names."""
    matters = load()["procedures"]
    calculators = dict.fromkeys(slug for governing in governed_by for slug in matters[governing]["calculators"])
    text = _("旧资料说的现在不一定还算数。现在怎么规定、怎么办，先看这里：")
    if not governed_by:
        text = _("旧资料说的现在不一定还算数。现在怎么办，先打电话问当地经办机构。")
    if ended != old:
        for matter in ended:
            instead = _("「{name}」现在不能办了：{instead}").format(
                name=_(matter["name"]), instead=_(matter["instead"])
            )
            text = instead + text
    return {
        "age": age,
        "text": text,
        "stopped": bool(old) and ended == old,
        "procedures": [
            {"slug": slug, "name": _(matters[slug]["name"]), "summary": _(matters[slug]["summary"])}
            for slug in governed_by
        ],
        "calculators": [{"slug": slug, "name": name, "summary": ""} for slug in calculators if (name := title(slug))],
    }

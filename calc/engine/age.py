"""How old a result is 新旧: what rests on an old guide says so before anything else, and leads to what holds today.

How old a procedure is, and what governs the same matter today, stand once, in guides/; :mod:`.data` holds both.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from .answers import Today
from .data import load
from .results import Confidence, Result
from .stored import Matter
from .texts import N_, _, first_sentence

YEAR = N_("照{year}年的资料")
UNDATED = N_("照旧资料（没有写日期）")
STOPPED = N_("现在不能办了：{instead}")


@dataclass(frozen=True)
class Standing:
    """Where the old guides stand today on which something rests: the first tells the age.

    `ended`: those of their matters that cannot be done any more. `governed_by`: what governs them today.
    """

    old: Sequence[Matter]
    ended: Sequence[Matter]
    governed_by: Sequence[str]

    @property
    def kind(self) -> Literal["undated", "historical", "abolished"]:
        """Abolished only where nothing of it can be done any more."""
        if self.stopped:
            return "abolished"
        return "undated" if self.year is None else "historical"

    @property
    def stopped(self) -> bool:
        return bool(self.old) and self.ended == self.old

    @property
    def year(self) -> int | None:
        """None where the source has no date, or nothing is known of it."""
        return self.old[0]["year"] if self.old else None

    @property
    def instead(self) -> str:
        """What to do today in place of what cannot be done any more, in the reader's script."""
        return _(self.old[0]["instead"])


def standing(procedures: Iterable[str], day: date, governed_by: Sequence[str] | None = None) -> Standing | None:
    """How old what rests on the guides of these procedures is on a day; None while the guide's own time lasts.

    `governed_by`: what governs it today, if that is not what governs the procedures.
    """
    found = [matter for slug in procedures if (matter := load()["procedures"].get(slug))]
    old = [matter for matter in found if matter["kind"] != "current"]
    if old and old[0]["year"] is not None and day.year <= old[0]["year"]:
        return None
    ended = [matter for matter in old if matter["kind"] == "abolished" and matter["since"] <= day.isoformat()]
    if governed_by is None:
        governed_by = list(dict.fromkeys(slug for matter in old for slug in matter["governed_by"]))
    return Standing(old, ended, governed_by)


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
    `title`: what a calculator is called, empty if it is not there.
    """
    if result.confidence is not Confidence.OLD_GUIDE:
        return result
    stands = standing(procedures, day, governed_by)
    if stands is None:
        return result
    age = _(UNDATED) if stands.year is None else _(YEAR).format(year=stands.year)
    said = aged(age, result.headline)
    today = _today(age, stands, title)
    if not stands.stopped:
        return replace(result, headline=said, today=today)
    instead, more = first_sentence(stands.instead)
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


def _today(age: str, stands: Standing, title: Callable[[str], str]) -> Today:
    """What governs the same matters today, and the calculators that it names."""
    matters = load()["procedures"]
    calculators = dict.fromkeys(slug for governing in stands.governed_by for slug in matters[governing]["calculators"])
    text = _("旧资料说的现在不一定还算数。现在怎么规定、怎么办，先看这里：")
    if not stands.governed_by:
        text = _("旧资料说的现在不一定还算数。现在怎么办，先打电话问当地经办机构。")
    if not stands.stopped:
        for matter in stands.ended:
            instead = _("“{name}”现在不能办了：{instead}").format(name=_(matter["name"]), instead=_(matter["instead"]))
            text = instead + text
    return {
        "age": age,
        "text": text,
        "stopped": stands.stopped,
        "procedures": [
            {"slug": slug, "name": _(matters[slug]["name"]), "summary": _(matters[slug]["summary"])}
            for slug in stands.governed_by
        ],
        "calculators": [{"slug": slug, "name": name, "summary": ""} for slug in calculators if (name := title(slug))],
    }

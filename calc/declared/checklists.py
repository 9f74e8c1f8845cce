"""Checklists 材料清单 as calculators: which materials a procedure needs for these answers, worked out as the plan is.

The materials and their conditions are those of the guides; `calc/checklists.yml` says which rules they implement.
"""

from functools import cache

from ..engine.calculators import Calculator, Case
from ..engine.conditions import Question
from ..engine.data import load
from ..engine.inputs import Input
from ..engine.parameters import STATUS, Law
from ..engine.plans import MaterialPlanned
from ..engine.results import Result, Table
from ..engine.stored import Checklist, ChecklistPlan, Material, Now
from ..engine.texts import N_, _
from ..engine.trace import Trace
from ..show.materials import how_many, units
from ..show.plan import make_plan
from .rule import cited, confidence, from_data

UNASKED = N_("没有回答的问题，会影响要不要的材料都先列为“回答后才知道”。")


@cache
def checklists() -> dict[str, Calculator]:
    """Every registered checklist as a calculator, by slug. Raises DataMissing."""
    return {slug: _calculator(slug, entry) for slug, entry in load()["checklists"].items()}


def _calculator(slug: str, entry: Checklist) -> Calculator:
    def plan(case: Case, law: Law, work: Trace) -> Result:
        return _plan(entry, case, work)

    return from_data(
        slug,
        entry,
        plan,
        kind="checklist",
        inputs=tuple(
            Input(name, "enum", question["label"], options=question["options"], required=False)
            for name, question in entry["plan"]["situations"].items()
        ),
        next_steps=(entry["procedure"],),
        not_covered=(UNASKED,),
    )


def _plan(entry: Checklist, case: Case, work: Trace) -> Result:
    answers = {name: getattr(case, name) for name in entry["plan"]["situations"] if getattr(case, name)}
    plan = make_plan(_translated(entry["plan"]), answers, case.today)
    rows = []
    for material in (*plan["needed"], *plan["counter"], *plan["unknown"], *plan["unneeded"]):
        count = material["count"] if material["need"] != "no" else ""
        said = _("，").join(text for text in (_label(material), count) if text)
        mark = _("{mark}。").format(mark=material["mark"]) if material["mark"] else ""
        note = mark + material["now"] + material["note"]
        work.step(
            material["id"],
            material["name"],
            material["need"],
            formula=material["reason"],
            terms=[case[name] for name in material["ask"]],
            sources=cited(entry["own_sources"].get(material["id"], ()), entry["sources"]),
            note=note,
            shown=said,
        )
        rows.append((material["name"], said, note))
    work.step("needed", _("要带的材料"), plan["totals"]["materials"], formula=plan["totals"]["text"])
    unknown = len(units(plan["unknown"]))
    whole = headline = plan["totals"]["text"]
    if plan["totals"]["materials"] and not plan["stops"]:
        headline = how_many(plan["totals"]["materials"], plan["totals"]["lapsed"])
    says = [] if whole == headline else [_("{whole}。").format(whole=whole)]
    if unknown:
        headline += _("；另有{n}种回答以后才知道要不要").format(n=unknown)
    return Result(
        headline,
        confidence(entry["status"]),
        explanations=says,
        tables=[Table(_("材料"), (_("材料"), _("要不要"), _("说明")), rows)],
        assumptions=[_(STATUS[entry["status"]])],
    )


def _label(material: MaterialPlanned) -> str:
    if material["need"] == "yes" and material["get"] == "counter":
        return _("到窗口填")
    if material["lapsed"] and material["need"] != "no":
        return _("现在不用带")
    if material["unsure"]:
        return _("先问清楚")
    label = {"yes": _("要带"), "no": _("不用带"), "unknown": _("回答后才知道")}[material["need"]]
    return label + _("（有一样就行）") if material["any_of"] and material["need"] != "no" else label


def _translated(plan: ChecklistPlan) -> ChecklistPlan:
    """The procedure's own words in the reader's script; the day plays no part, so windows and limits are left out."""
    situations: dict[str, Question] = {
        name: {
            "label": _(question["label"]),
            "options": {option: _(label) for option, label in question["options"].items()},
            "unsure": question["unsure"],
            "stops": {option: _(text) for option, text in question["stops"].items()},
        }
        for name, question in plan["situations"].items()
    }
    materials: list[Material] = [
        {**material, "name": _(material["name"]), "note": _(material["note"]), "now": _now(material["now"])}
        for material in plan["materials"]
    ]
    return {"situations": situations, "materials": materials}


def _now(now: Now | None) -> Now | None:
    return now and {**now, "instead": _(now["instead"]), "since": _(now["since"]), "text": _(now["text"])}

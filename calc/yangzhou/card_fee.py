"""The fee for social security cards 社会保障卡工本费."""

from ..engine.calculators import Case, calculator
from ..engine.inputs import whole
from ..engine.money import FEN
from ..engine.parameters import Law
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Trace
from ..engine.units import show

CARD = "yangzhou/social-card-fee"


PERSONS = whole(
    "persons", N_("几个人"), unit="person", minimum="0", maximum="1000000", reason=N_("请检查人数。"), example="4"
)


@calculator(
    "yangzhou/card-fee",
    title=N_("社保卡办理费用"),
    summary=N_("填办几个人的社保卡，算一共收多少。"),
    inputs=[PERSONS],
    rules=["yangzhou/card-fee"],
    parameters=[CARD],
    next_steps=["yangzhou/unemployment-enrolment"],
    governed_by=["national/social-card"],
    not_covered=[N_("现在办社保卡还收不收费，请先问经办机构。")],
    example={"persons": "15"},
)
def card_fee(case: Case, law: Law, work: Trace) -> Result:
    """Twenty yuan, read as per card."""
    fee = work.product("fee", _("一共收"), law.figure(CARD, None, label=_("每人")), case["persons"], rounding=FEN)
    return Result(
        _("{persons}一共收{fee}").format(persons=show(case.persons, "person"), fee=fee.text),
        Confidence.OLD_GUIDE,
        assumptions=[_("资料没有写是不是每人20元，这里按每人算。")],
    )

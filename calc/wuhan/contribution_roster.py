"""The roster 花名册 at the rates of Wuhan's old guide, and what Wuhan asks of everybody's."""

from typing import Any

from ..engine.inputs import day, yes_no
from ..engine.texts import N_
from ..national.contribution_items import INSURANCES
from ..national.contribution_roster import BIRTH, DOCUMENT, NAME, NUMBER, NUMBER_CHECK, WAGES
from ..rosters.roster import Check, Column, Roster, asked_by, extend, register
from . import contribution as contribution  # declares what the columns are inputs of

FIRST = Column(
    yes_no("first", N_("是否首次参保"), required=False, help=N_("填“是”，就看他能不能在网上办；不填就不看。")),
    (N_("首次参保"), N_("是否第一次参保"), N_("初次参保")),
)
AGE_GATE = {"first": "first", "sex": "number.sex", "birth": "number.birth"}
AGE_ADVICE = N_("要先算出金额，把“是否首次参保”这一格空着，再算一次。")
DAY = day("as_of", N_("按哪一天的年龄看"), required=False, help=N_("看首次参保的人能不能在网上办。不填就是今天。"))


def _age_gate(**more: Any) -> Check:
    return Check("wuhan/online-age-gate", "first", AGE_GATE, ("eligible",), AGE_ADVICE, **more)


register(
    Roster(
        slug="wuhan/contribution-roster",
        title=N_("武汉：按旧指南核对和计算花名册"),
        summary=N_("核对身份证号码、首次参保的年龄，按旧指南的比例算单位和个人各缴多少。"),
        calculator="wuhan/contribution-calc",
        columns=(NAME, NUMBER, asked_by("wuhan/contribution-calc", "base", *WAGES), BIRTH, DOCUMENT, FIRST),
        person="id_number",
        checks=(NUMBER_CHECK, _age_gate()),
        day=DAY,
        insurances=INSURANCES,
        base="",
        procedures=("wuhan/contribution-rates", "wuhan/online-add-renew"),
        example=N_(
            "姓名,身份证号码,月缴费基数,是否首次参保\n"
            "张小明,420100199001010011,5000,是\n"
            "李小红,420100198506150023,5000,是\n"
            "王小刚,420100199602290030,12000,\n"
        ),
        example_inputs={"injury_rate": "0.5", "as_of": "2025-08-01"},
    )
)


extend(
    "national/contribution-roster",
    columns=(FIRST,),
    checks=(_age_gate(when={"situation": "region", "is": ["wuhan"]}),),
    day=DAY,
    procedures=("wuhan/online-add-renew", "wuhan/online-annual-wage", "wuhan/employee-enrolment-30days"),
)

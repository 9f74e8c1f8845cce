"""The rosters 花名册 that employers check: today's contributions, and those of the two old guides."""

from typing import Any

from ..engine.inputs import day, text, yes_no
from ..engine.texts import N_
from ..rosters.roster import Check, Column, Roster, asked_by, register
from .contribution_items import INSURANCES
from .identifiers import id_facts

NAME = Column(
    text("name", N_("姓名"), example="王小明"), (N_("职工姓名"), N_("员工姓名"), N_("参保人姓名"), N_("名字"))
)
NUMBER = Column(
    text("id_number", N_("身份证号码"), example="11010519491231002X", sensitive=True),
    (
        N_("公民身份号码"), N_("身份证号"), N_("身份证"), N_("证件号码"), N_("证件号"), N_("身份号码"), N_("有效证件号码"),
        "身份證號碼", "身份證號", "身份證", "公民身份號碼", "身份號碼",
    ),
)  # fmt: skip
BIRTH = Column(
    day("birth", N_("出生日期"), required=False, example="1990-01-01"),
    (N_("出生年月日"), N_("生日")),
    agrees="number.birth",
)
WAGES = (
    N_("月工资"), N_("缴费工资"), N_("月缴费工资"), N_("申报工资"), N_("申报缴费工资"), N_("缴费基数"), N_("月缴费基数"),
    N_("申报基数"), N_("月平均工资"), N_("上年月平均工资"), N_("工资"), N_("基数"),
)  # fmt: skip
NUMBER_CHECK = Check(
    "national/id-number-check",
    "id_number",
    {"number": "id_number"},
    ("shape", "birth", "check_character"),
    facts=lambda number: {f"number.{name}": fact for name, fact in id_facts(number).items()},
)
FIRST = Column(
    yes_no("first", N_("是否首次参保"), required=False, help=N_("填“是”，就看他能不能在网上办；不填就不看。")),
    (N_("首次参保"), N_("是否第一次参保"), N_("初次参保")),
)
AGE_GATE = {"first": "first", "sex": "number.sex", "birth": "number.birth"}
AGE_ADVICE = N_("要先算出金额，把「是否首次参保」这一格空着，再算一次。")
DAY = day("as_of", N_("按哪一天的年龄看"), required=False, help=N_("看首次参保的人能不能在网上办。不填就是今天。"))


def _age_gate(**more: Any) -> Check:
    return Check("wuhan/online-age-gate", "first", AGE_GATE, ("eligible",), AGE_ADVICE, **more)


register(
    Roster(
        slug="national/contribution-roster",
        title=N_("花名册：全单位现在每月缴多少社会保险费"),
        summary=N_("把职工花名册放进来，一行一行核对身份证号码和工资，算单位和个人各缴多少。"),
        calculator="national/contribution",
        columns=(NAME, NUMBER, asked_by("national/contribution", "wage", *WAGES), BIRTH, FIRST),
        person="id_number",
        checks=(NUMBER_CHECK, _age_gate(when={"situation": "region", "is": ["wuhan"]})),
        day=DAY,
        insurances=INSURANCES,
        procedures=("wuhan/online-add-renew", "wuhan/online-annual-wage", "wuhan/employee-enrolment-30days"),
        example=N_(
            "姓名,身份证号码,上年度月平均工资,出生日期,是否首次参保\n"
            '张小明,420100199001010011,"8,000",1990-01-01,\n'
            "李小红,420100198506150023,３０００,,是\n"
            "王小刚,420100199602290030,12000,,\n"
            "赵小燕,420100197508080044,六千五,,\n"
        ),
        example_inputs={
            "month": "2025-08",
            "region": "wuhan",
            "medical_employer": "8.7",
            "medical_employee": "2",
            "injury_rate": "0.4",
            "as_of": "2025-08-01",
        },
    )
)

register(
    Roster(
        slug="wuhan/contribution-roster",
        title=N_("武汉：按旧指南核对和计算花名册"),
        summary=N_("核对身份证号码、首次参保的年龄，按旧指南的比例算单位和个人各缴多少。"),
        calculator="wuhan/contribution-calc",
        columns=(NAME, NUMBER, asked_by("wuhan/contribution-calc", "base", *WAGES), BIRTH, FIRST),
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

register(
    Roster(
        slug="zhangjiagang/contribution-roster",
        title=N_("张家港2005年度：核对和计算花名册"),
        summary=N_("核对身份证号码，工资按上下限保底封顶，算五险和大额医保互助金。"),
        calculator="zhangjiagang/contribution-2005",
        columns=(NAME, NUMBER, asked_by("zhangjiagang/contribution-2005", "wage", *WAGES), BIRTH),
        person="id_number",
        checks=(NUMBER_CHECK,),
        insurances=INSURANCES,
        more={"large_medical_aid": N_("大额医保互助金（另缴）")},
        procedures=("zhangjiagang/base-monthly-declaration", "zhangjiagang/rates-2005"),
        example=N_(
            "姓名,身份证号码,职工本人月工资\n"
            "张小明,420100198506150023,800\n"
            "李小红,420100197508080044,2500\n"
            "王小刚,420100197508080044,9000\n"
        ),
        example_inputs={"employer_kind": "enterprise", "month": "2005-07", "with_medical": "yes"},
    )
)

"""The rosters 花名册 that employers check: today's contributions, with the columns that those of single regions share."""

from ..engine.inputs import day, text
from ..engine.regions import chosen
from ..engine.texts import N_
from ..rosters.roster import Check, Column, Roster, asked_by, register
from .contribution import EXAMPLE_PLACE
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
if chosen("national/"):  # other regions' rosters take the columns above
    register(
        Roster(
            slug="national/contribution-roster",
            title=N_("花名册：全单位现在每月缴多少社会保险费"),
            summary=N_("把职工花名册放进来，一行一行核对身份证号码和工资，算单位和个人各缴多少。"),
            calculator="national/contribution",
            columns=(NAME, NUMBER, asked_by("national/contribution", "wage", *WAGES), BIRTH),
            person="id_number",
            checks=(NUMBER_CHECK,),
            insurances=INSURANCES,
            procedures=(),
            example=N_(
                "姓名,身份证号码,上年度月平均工资,出生日期\n"
                '张小明,420100199001010011,"8,000",1990-01-01\n'
                "李小红,420100198506150023,３０００,\n"
                "王小刚,420100199602290030,12000,\n"
                "赵小燕,420100197508080044,六千五,\n"
            ),
            example_inputs=EXAMPLE_PLACE | {"medical_employer": "8.7", "medical_employee": "2", "injury_rate": "0.4"},
        )
    )

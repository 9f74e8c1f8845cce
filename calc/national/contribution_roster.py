"""The rosters 花名册 that employers check: today's contributions, with the columns that those of single regions share."""

import re

from ..engine.inputs import NARROW, day, text
from ..engine.regions import chosen
from ..engine.texts import N_, _
from ..rosters.roster import Check, Column, Roster, Texts, asked_by, register
from .contribution import EXAMPLE_PLACE
from .contribution_items import INSURANCES
from .identifiers import id_facts

NAME = Column(
    text("name", N_("姓名"), example=N_("王小明")),
    (N_("职工姓名"), N_("员工姓名"), N_("参保人姓名"), N_("参保人员姓名"), N_("人员姓名"), N_("名字")),
)
NUMBER = Column(
    text("id_number", N_("身份证号码"), example="11010519491231002X", sensitive=True),
    (
        N_("公民身份号码"), N_("身份证号"), N_("身份证"), N_("证件号码"), N_("证件号"), N_("身份号码"), N_("有效证件号码"),
        N_("社会保障号码"), N_("社会保障号"), N_("居民身份证号码"), N_("居民身份证号"), N_("居民身份证"), N_("身份证件号码"),
        N_("身份证件号"), N_("公民身份证号码"), N_("公民身份证号"), N_("公民身份证"), N_("员工身份证号码"), N_("员工身份证号"),
        N_("职工身份证号码"), N_("职工身份证号"), N_("个人身份证号码"), N_("个人身份证号"), N_("本人身份证号码"), N_("证照号码"),
        "身份證號碼", "身份證號", "身份證", "公民身份號碼", "身份號碼", "身分證號碼", "身分證號", "身分證",
    ),
)  # fmt: skip
BIRTH = Column(
    day("birth", N_("出生日期"), required=False, example="1990-01-01"),
    (N_("出生年月日"), N_("生日")),
    agrees="number.birth",
)
WAGES = (
    N_("月工资"), N_("缴费工资"), N_("月缴费工资"), N_("申报工资"), N_("申报缴费工资"), N_("缴费基数"), N_("月缴费基数"),
    N_("申报基数"), N_("社保基数"), N_("社保缴费基数"), N_("社会保险缴费基数"), N_("社保缴费工资"), N_("社保月缴费基数"),
    N_("养老保险缴费基数"), N_("养老缴费基数"), N_("养老保险基数"), N_("医疗保险缴费基数"), N_("医疗缴费基数"), N_("医疗保险基数"),
    N_("失业保险缴费基数"), N_("失业缴费基数"), N_("工伤保险缴费基数"), N_("工伤缴费基数"), N_("缴费工资基数"), N_("月缴费工资基数"),
    N_("个人缴费基数"), N_("单位缴费基数"), N_("职工缴费基数"), N_("工资基数"), N_("申报缴费基数"), N_("月申报工资"),
    N_("月均工资"), N_("上年度月均工资"), N_("上年月均工资"), N_("本人月平均工资"), N_("本人上年度月平均工资"),
    N_("职工上年度月平均工资"), N_("上年度职工月平均工资"), N_("月平均工资"), N_("上年月平均工资"), N_("工资"), N_("基数"),
    N_("申报月工资"), N_("个人月缴费基数"), N_("职工月缴费基数"), N_("社保申报基数"), N_("五险缴费基数"), N_("参保缴费基数"),
    N_("月平均缴费工资"), N_("月均缴费工资"), N_("上年度月平均工资收入"),
)  # fmt: skip
DOCUMENT = Column(
    text("document", N_("证件类型"), required=False, example=N_("居民身份证")),
    (N_("证件种类"), N_("证件名称"), N_("身份证件类型"), N_("有效证件类型"), N_("证照类型")),
)
_NATIONAL = re.compile("身[份分][证證]|居住[证證]|[户戶]口")
_OTHER = re.compile("[护護]照|通行[证證]|[回返][乡鄉][证證]|台胞[证證]|臺胞[证證]|旅行[证證]|永久居留")
_PAPER_NUMBER = re.compile(r"[A-Za-z]{1,3}\d{6,12}|\d{8,10}(\([A-Z\d]\))?")


def other_document(known: Texts) -> str:
    """What to say of a person with another document, which has no check character: foreigners and residents of Hong Kong,
    Macao and Taiwan are insured too (社会保险法第九十七条). Empty for a number that is to be checked.

    A permanent residence permit 外国人永久居留身份证 of today has eighteen digits and is checked; the older has letters.
    """
    number, named = known["id_number"].translate(NARROW).strip(), known.get("document", "")
    other = bool(_OTHER.search(named))
    if not _PAPER_NUMBER.fullmatch(number) or (_NATIONAL.search(named) and not other):
        return ""
    if other:
        return _("证件是{document}，不是身份证，号码没法核对，请自己对照证件看一遍。金额照算。").format(document=named)
    if number[0].isalpha():
        return _("号码开头是字母，当作护照、通行证一类的证件，没法核对，请自己对照证件看一遍。金额照算。")
    return ""


NUMBER_CHECK = Check(
    "national/id-number-check",
    "id_number",
    {"number": "id_number"},
    ("shape", "birth", "check_character"),
    spares=other_document,
    facts=lambda number: {f"number.{name}": fact for name, fact in id_facts(number).items()},
)
if chosen("national/"):  # other regions' rosters take the columns above
    register(
        Roster(
            slug="national/contribution-roster",
            title=N_("花名册：全单位现在每月缴多少社会保险费"),
            summary=N_("把职工花名册放进来，一行一行核对身份证号码和工资，算单位和个人各缴多少。"),
            calculator="national/contribution",
            columns=(NAME, NUMBER, asked_by("national/contribution", "wage", *WAGES), BIRTH, DOCUMENT),
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

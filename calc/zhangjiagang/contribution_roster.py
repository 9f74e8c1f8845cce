"""The roster 花名册 of the settlement year 2005 in Zhangjiagang."""

from ..engine.texts import N_
from ..national.contribution_items import INSURANCES
from ..national.contribution_roster import BIRTH, DOCUMENT, NAME, NUMBER, NUMBER_CHECK, WAGES
from ..rosters.roster import Roster, asked_by, register
from . import contribution as contribution  # declares what the columns are inputs of

register(
    Roster(
        slug="zhangjiagang/contribution-roster",
        title=N_("张家港2005年度：核对和计算花名册"),
        summary=N_("核对身份证号码，工资按上下限保底封顶，算五险和大额医保互助金。"),
        calculator="zhangjiagang/contribution-2005",
        columns=(NAME, NUMBER, asked_by("zhangjiagang/contribution-2005", "wage", *WAGES), BIRTH, DOCUMENT),
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

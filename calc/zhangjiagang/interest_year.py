"""Years of interest 结息年度 of personal accounts in Zhangjiagang."""

from ..engine.calculators import Case, calculator
from ..engine.inputs import year_month
from ..engine.months import YearMonth
from ..engine.parameters import Law
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Citation, Trace

GUIDE = Citation("zhangjiagang-guide", N_("四、养老保险个人账户管理（1）"))
FIRST = YearMonth(1999, 1)
SPECIAL_LAST = YearMonth(2000, 6)
JULY = 7


def zhangjiagang_year(month: YearMonth) -> YearMonth:
    """The first month of the account year: July, but January 1999 for the eighteen months up to June 2000."""
    if FIRST <= month <= SPECIAL_LAST:
        return FIRST
    return YearMonth(month.year if month.month >= JULY else month.year - 1, JULY)


def zhangjiagang_year_end(month: YearMonth) -> YearMonth:
    """The last month of the account year a month belongs to: June."""
    return SPECIAL_LAST if month <= SPECIAL_LAST else zhangjiagang_year(month).plus(11)


@calculator(
    "zhangjiagang/interest-year",
    title=N_("属于哪个结息年度"),
    summary=N_("填一个月份，看它属于张家港养老保险个人账户的哪个结息年度。"),
    inputs=[
        year_month(
            "month",
            N_("哪年哪月"),
            minimum="1999-01",
            maximum="2015-12",
            reason=N_("指南只写了1999年1月以后的结息年度；2016年起记账利率由国家统一公布，请用“个人账户增长”。"),
            example="2005-12",
        )
    ],
    rules=["zhangjiagang/interest-year"],
    next_steps=["zhangjiagang/account-interest"],
    not_covered=[N_("1999年1月以前怎样分结息年度，资料未载明。"), N_("各年的利率，资料未载明。")],
    example={"month": "2005-12"},
)
def interest_year(case: Case, law: Law, work: Trace) -> Result:
    """July to June, except January 1999 to June 2000; 30 June 2000 is the last day of that long one."""
    month: YearMonth = case.month
    first = work.step(
        "first_month",
        _("从"),
        zhangjiagang_year(month),
        formula=_("结息年度从7月到次年6月；1999年1月到2000年6月是特别的一个"),
        terms=[case["month"]],
        sources=[GUIDE],
    )
    last = work.step("last_month", _("到"), zhangjiagang_year_end(month), terms=[case["month"]], sources=[GUIDE])
    length = zhangjiagang_year_end(month).since(zhangjiagang_year(month)) + 1
    months = work.step("months", _("一共"), length, "month", formula=f"{first.text} — {last.text}", terms=[first, last])
    return Result(
        _("{first}1日至{last}{day}日，{months}").format(
            first=first.text, last=last.text, day=zhangjiagang_year_end(month).last.day, months=months.text
        ),
        Confidence.OLD_GUIDE,
    )

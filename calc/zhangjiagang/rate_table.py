"""The rate table of Zhangjiagang 2005 checked against itself 费率表自检: do its rows and columns add up as printed?"""

from decimal import Decimal

from ..engine.calculators import Case, calculator
from ..engine.inputs import choice, year_month
from ..engine.parameters import Law
from ..engine.results import Confidence, Result, Table
from ..engine.texts import N_, _
from ..engine.trace import Node, Trace
from ..engine.units import show
from ..national.contribution_items import INSURANCES, rates_of

RATES = "zhangjiagang/contribution-rates"
PRINTED = "zhangjiagang/contribution-rate-totals"


@calculator(
    "zhangjiagang/rate-table-integrity",
    title=N_("2005年度费率表和它的合计"),
    summary=N_("看各险种的缴费比例，核对横着、竖着加起来和原表印的一样不一样。"),
    kind="table",
    inputs=[
        choice(
            "employer_kind",
            N_("单位类型"),
            {"enterprise": N_("企业"), "institution": N_("事业单位")},
            default="enterprise",
        ),
        year_month("month", N_("缴费月份"), example="2005-07", default="2005-07"),
    ],
    rules=["zhangjiagang/rate-table-integrity"],
    parameters=[RATES, PRINTED],
    next_steps=["zhangjiagang/rates-2005"],
    not_covered=[N_("这是2005结算年度的比例，现在的请问当地经办机构。")],
    example={"employer_kind": "enterprise"},
)
def rate_table(case: Case, law: Law, work: Trace) -> Result:
    """Sums by payer and in all against the totals the source prints; a dash counts nothing."""
    keys = {name: name.replace("_", "-") for name in INSURANCES} | {"pension": f"pension-{case.employer_kind}"}
    rates = {name: rates_of(law, RATES, name, key, case.month) for name, key in keys.items()}
    sums = [
        work.total(id, label, [pair[side] for pair in rates.values() if pair[side]], unit="ratio")  # type: ignore[misc]
        for side, (id, label) in enumerate((("employer_rate", _("单位合计比例")), ("employee_rate", _("个人合计比例"))))
    ]
    sums.append(work.total("total_rate", _("合计比例"), sums, unit="ratio"))
    agree = [
        _compare(case, law, work, key, node) for key, node in zip(("employer", "employee", "total"), sums, strict=True)
    ]
    rows = [
        (
            _(INSURANCES[name]),
            *(_share(rate) for rate in pair),
            show(sum((rate.number for rate in pair if rate), Decimal(0)), "ratio"),
        )
        for name, pair in rates.items()
    ]
    rows.append((_("合计"), *(node.text for node in sums)))
    return Result(
        _("加起来和原表印的一样") if all(agree) else _("加起来和原表印的不一样"),
        Confidence.OLD_GUIDE,
        tables=[Table(_("缴费比例"), (_("险种"), _("单位"), _("个人"), _("合计")), rows)],
        assumptions=[_("表里的“—”按不缴算。")],
    )


def _compare(case: Case, law: Law, work: Trace, key: str, ours: Node) -> bool:
    printed = law.figure(PRINTED, case.month, case.employer_kind, key, label=law.label(PRINTED, key), input="month")
    check = work.check(
        f"{key}_agrees",
        _("{what}和原表一样").format(what=ours.label),
        ours.number == printed.number,
        formula=_("加起来是{ours}，原表印的是{printed}").format(ours=ours.text, printed=printed.text),
        terms=[ours, printed],
    )
    return bool(check.met)


def _share(rate: Node | None) -> str:
    return rate.text if rate else _("不缴")

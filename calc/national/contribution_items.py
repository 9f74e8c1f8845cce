"""Contributions by insurance and payer 分险种缴费: each item rounded half up to the fen, then added up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..engine.money import FEN
from ..engine.months import YearMonth
from ..engine.parameters import Law
from ..engine.results import Chart, Table
from ..engine.texts import N_, _, speechless
from ..engine.trace import Node, Trace
from ..engine.units import show

INSURANCES = {
    "pension": N_("养老保险"),
    "medical": N_("医疗保险"),
    "work_injury": N_("工伤保险"),
    "maternity": N_("生育保险"),
    "unemployment": N_("失业保险"),
}

Rates = dict[str, tuple[Node | None, Node | None]]
"""Insurance → the employer's and the employee's rate (None: pays nothing)."""


@dataclass(frozen=True)
class Statement:
    """What is paid on a base in a month: three totals, the table by insurance and the chart of who pays what."""

    employer: Node
    employee: Node
    total: Node
    table: Table
    chart: Chart

    @property
    def headline(self) -> str:
        """The totals in a sentence."""
        return _("单位每月缴{employer}，个人每月缴{employee}，一共{total}").format(
            employer=self.employer.text, employee=self.employee.text, total=self.total.text
        )


def rates_of(
    law: Law, parameter: str, name: str, key: str, on: date | YearMonth | None
) -> tuple[Node | None, Node | None]:
    """The employer's and the employee's rate of an insurance from the parameter's table; None for a rate of zero."""
    labels = {"employer": _("{insurance}单位缴费比例"), "employee": _("{insurance}个人缴费比例")}
    employer, employee = (
        law.figure(parameter, on, key, payer, label=label.format(insurance=_(INSURANCES[name])), input="month")
        for payer, label in labels.items()
    )
    return employer if employer.number else None, employee if employee.number else None


def statement(work: Trace, base: Node, rates: Rates, own_bases: Mapping[str, Node] | None = None) -> Statement:
    """Record every item and the totals; name the difference to the combined rate where rounding makes one.

    `own_bases`: the insurances that are paid on another base than the rest, for which there is no combined rate.
    """
    bases = own_bases or {}
    rows = [(_(INSURANCES[name]), *_items(work, bases.get(name, base), name, pair)) for name, pair in rates.items()]
    employer = work.total("employer_total", _("单位合计"), [row[1] for row in rows if row[1]])
    employee = work.total("employee_total", _("个人合计"), [row[2] for row in rows if row[2]])
    total = work.total("total", _("单位和个人一共"), [employer, employee])
    if not bases:
        combined = sum((rate.number for pair in rates.values() for rate in pair if rate), Decimal(0))
        _difference(work, base, total, combined)
    if speechless():  # one of a roster's rows, of which only the numbers are wanted
        return Statement(employer, employee, total, Table("", (), ()), Chart("", (), ()))
    return Statement(employer, employee, total, _table(rows, employer, employee, total), _chart(rows))


Row = tuple[str, Node | None, Node | None]


def _items(work: Trace, base: Node, name: str, pair: Sequence[Node | None]) -> tuple[Node | None, Node | None]:
    with work.group(name, _(INSURANCES[name])):
        employer, employee = (
            rate and work.product(f"{name}_{payer}", label, base, rate, rounding=FEN)
            for payer, label, rate in zip(("employer", "employee"), (_("单位缴"), _("个人缴")), pair, strict=True)
        )
    return employer, employee


def _difference(work: Trace, base: Node, total: Node, combined: Decimal) -> None:
    direct = FEN.apply(base.number * combined)
    if direct == total.number:
        return
    work.step(
        "rounding_difference",
        _("和按合计比例直接算的差额"),
        total.number - direct,
        "yuan",
        formula=_("{total} − {base} × {rate}").format(total=total.text, base=base.text, rate=show(combined, "ratio")),
        terms=[total, base],
        note=_("逐个险种四舍五入，会和按合计比例一次算出来的差几分钱。以逐个险种的为准。"),
    )


def _amount(node: Node | None) -> Decimal:
    return node.number if node else Decimal(0)


def _table(rows: Sequence[Row], employer: Node, employee: Node, total: Node) -> Table:
    body = [
        (
            insurance,
            first.text if first else _("不缴"),
            second.text if second else _("不缴"),
            show(_amount(first) + _amount(second), "yuan"),
        )
        for insurance, first, second in rows
    ]
    return Table(
        _("每月缴费"),
        (_("险种"), _("单位"), _("个人"), _("合计")),
        [*body, (_("合计"), employer.text, employee.text, total.text)],
    )


def _chart(rows: Sequence[Row]) -> Chart:
    bars = [(insurance, (_amount(first), _amount(second))) for insurance, first, second in rows]
    return Chart(_("各险种谁缴多少"), (_("单位"), _("个人")), bars)

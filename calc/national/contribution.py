"""Contributions of today 现行社会保险缴费: national rates, the base limits of the region and the year."""

from collections.abc import Iterator
from decimal import Decimal

from ..engine import usual
from ..engine.calculators import Case, calculator
from ..engine.inputs import PROJECTION, choice, money, percentage, year_month
from ..engine.money import FEN, YUAN
from ..engine.parameters import Law
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.regions import newest, parameters_of, places_of
from ..engine.results import Chart, Confidence, Result, Table
from ..engine.texts import N_, _
from ..engine.trace import Node, Trace
from .base_limits import typed_limits
from .contribution_items import Rates, rates_of, statement
from .minimum_wage import CITIES, MINIMUM_WAGES, minimum_wage

RATES = "national/contribution-rates"
SHARE = "national/contribution-base-limits"
FLEXIBLE = "national/flexible-contribution"
LIMITS = parameters_of("contribution-base-limits")
AVERAGES = parameters_of("average-wage")
OWN_UNEMPLOYMENT = parameters_of("unemployment-base")
PLACES = (
    places_of("contribution-base-limits")
    | places_of("average-wage")
    | {"average": N_("别的地方，我知道平均工资"), "limits": N_("别的地方，我知道上下限")}
)
OWN_LIMITS = {"month": "2025-08", "region": "limits", "floor": "4498", "ceiling": "22488"}
EXAMPLE_PLACE = {"month": newest(LIMITS[place]), "region": place} if (place := next(iter(LIMITS), "")) else OWN_LIMITS
LARGEST_RATE = {"minimum": "0", "maximum": "0.2", "reason": N_("请检查有没有多写数字，比例一般不超过20%。")}

_APART = {"situation": "region", "is": list(OWN_UNEMPLOYMENT)}
UNEMPLOYMENT = (
    (
        percentage(
            "unemployment_employer",
            N_("失业保险单位比例"),
            required=False,
            ask_when=_APART,
            help=N_("这里的失业保险另有基数，比例各市各单位不同，不填就不算失业保险。"),
            where=N_("单位的缴费单"),
            example="0.8",
            **LARGEST_RATE,
        ),
        percentage(
            "unemployment_employee",
            N_("失业保险个人比例"),
            required=False,
            ask_when=_APART,
            where=N_("工资条"),
            example="0.2",
            **LARGEST_RATE,
        ),
        *(
            [
                choice(
                    "city", N_("在哪个市参保"), CITIES, required=False, ask_when=_APART, help=N_("用来查当地最低工资。")
                )
            ]
            if CITIES
            else []
        ),
        money(
            "minimum_wage",
            N_("当地最低工资"),
            required=False,
            ask_when=_APART,
            stands_in_for=tuple(dict.fromkeys(MINIMUM_WAGES.values())),
            help=N_("失业保险缴费基数的下限。选了市、本站已经收录的不用填。"),
            example="2500",
            usual=usual.MINIMUM_WAGE,
        ),
        money(
            "city_average_wage",
            N_("当地上年度在岗职工月平均工资"),
            required=False,
            ask_when=_APART,
            minimum="0.01",
            reason=N_("平均工资要大于零。"),
            help=N_("填了才看失业保险缴费基数有没有超过上限。"),
            example="13000",
            usual=usual.AVERAGE,
        ),
    )
    if OWN_UNEMPLOYMENT
    else ()
)


@calculator(
    "national/contribution",
    title=N_("现在每月缴多少社会保险费"),
    summary=N_("填工资和地方，分险种算单位和个人每月各缴多少。"),
    inputs=[
        money(
            "wage",
            N_("上年度月平均工资"),
            help=N_("本人上一年全部工资除以12；今年新上班的填第一个月工资。"),
            where=N_("工资条"),
            example="6000",
        ),
        year_month("month", N_("缴费月份"), example="2025-08"),
        choice("region", N_("在哪里缴"), PLACES),
        money(
            "average_wage",
            N_("当地公布的月平均工资"),
            minimum="0.01",
            reason=N_("平均工资要大于零。"),
            help=N_("全口径城镇单位就业人员月平均工资。"),
            ask_when={"situation": "region", "is": ["average"]},
            example="7496",
            usual=usual.AVERAGE,
        ),
        money(
            "floor",
            N_("缴费基数下限"),
            ask_when={"situation": "region", "is": ["limits"]},
            example="4498",
            usual=usual.WAGE,
        ),
        money(
            "ceiling",
            N_("缴费基数上限"),
            minimum="0.01",
            reason=N_("上限要大于零。"),
            ask_when={"situation": "region", "is": ["limits"]},
            example="22488",
            usual=usual.WAGE,
        ),
        percentage(
            "medical_employer",
            N_("医疗保险（含生育）单位比例"),
            required=False,
            help=N_("各地不同，不填就不算医疗保险。"),
            where=N_("单位的缴费单，或问当地医保局"),
            example="8",
            **LARGEST_RATE,
        ),
        percentage(
            "medical_employee", N_("医疗保险个人比例"), required=False, where=N_("工资条"), example="2", **LARGEST_RATE
        ),
        percentage(
            "injury_rate",
            N_("工伤保险单位费率"),
            required=False,
            help=N_("按行业和单位核定，不填就不算工伤保险。"),
            where=N_("单位的缴费单"),
            example="0.4",
            usual=usual.INJURY_RATE,
            **LARGEST_RATE,
        ),
        *UNEMPLOYMENT,
        PROJECTION,
    ],
    rules=[],
    parameters=[
        RATES,
        SHARE,
        *dict.fromkeys([*LIMITS.values(), *AVERAGES.values(), *OWN_UNEMPLOYMENT.values(), *MINIMUM_WAGES.values()]),
    ],
    next_steps=["national/declare-and-pay"],
    not_covered=[
        N_("大额医疗、长期护理保险和住房公积金没有算进去。"),
        N_("个别省市的养老保险单位比例低于16%，失业保险怎样分也有不同。"),
    ],
    example={
        "wage": "4000",
        **EXAMPLE_PLACE,
        "medical_employer": "8",
        "medical_employee": "2",
        "injury_rate": "0.4",
    },
)
def contribution(case: Case, law: Law, work: Trace) -> Result:
    """Wage clamped to the region's limits; each item rounded half up to the fen, then added up."""
    floor, ceiling = _limits(case, law, work)
    base = work.clamp("contribution_base", _("缴费基数"), case["wage"], floor, ceiling, rounding=FEN)
    rates: Rates = {"pension": rates_of(law, RATES, "pension", "pension", case.month)}
    medical = _positive(case, "medical_employer"), _positive(case, "medical_employee")
    if any(medical):
        rates["medical"] = medical
    if injury := _positive(case, "injury_rate"):
        rates["work_injury"] = injury, None
    apart = case.region in OWN_UNEMPLOYMENT
    unemployment = (
        (_positive(case, "unemployment_employer"), _positive(case, "unemployment_employee"))
        if apart
        else rates_of(law, RATES, "unemployment", "unemployment", case.month)
    )
    own_bases: dict[str, Node] = {}
    unchecked: list[str] = []
    if any(unemployment):
        rates["unemployment"] = unemployment
        if apart:
            own_bases["unemployment"], unchecked = _unemployment_base(case, law, work)
    monthly = statement(work, base, rates, own_bases)
    left_out = [
        text
        for name, text in (
            ("medical", _("您没有填医疗保险的比例，没有算。")),
            ("work_injury", _("您没有填工伤保险费率，没有算。")),
            ("unemployment", _("您没有填失业保险的比例，没有算。")),
        )
        if name not in rates
    ] + unchecked
    if apart and "medical" in rates:
        left_out.append(_("这里有的市医疗保险另有上下限，照养老保险的基数算出来的可能有出入。"))
    return Result(
        monthly.headline,
        Confidence.ESTIMATE,
        cautions=list(odd_wage(case["wage"], floor, ceiling)),
        charts=[monthly.chart],
        tables=[monthly.table],
        assumptions=[_("每个险种的金额先四舍五入到分，再相加。")],
        not_covered=left_out,
    )


def odd_wage(wage: Node, floor: Node, ceiling: Node) -> Iterator[str]:
    """What to look at again where a wage is so far from the limits that its unit may be wrong.

    Less than a tenth of the floor is no month's wage in yuan; what is above the ceiling and still not below the floor
    when divided by twelve may be a year's.
    """
    shown = {"label": wage.label, "wage": wage.text, "floor": floor.text, "ceiling": ceiling.text}
    if wage.number * 10 < floor.number:
        yield _(
            "“{label}”填的是{wage}，还不到下限{floor}的十分之一。要填一个月的工资，单位是元，不是千元、万元。"
            "请看看有没有填错；没有填错，就是按下限算的。"
        ).format(**shown)
    elif wage.number > ceiling.number and wage.number >= 12 * floor.number:
        yield _(
            "“{label}”填的是{wage}，比上限{ceiling}高很多。要是填了一年的总数，请除以12再填；"
            "真是一个月的工资，就不用改，是按上限算的。"
        ).format(**shown)


def _positive(case: Case, name: str) -> Node | None:
    return case[name] if getattr(case, name) else None


def _unemployment_base(case: Case, law: Law, work: Trace) -> tuple[Node, list[str]]:
    """The wage between the city's minimum wage and three times its average, as far as they are known.

    Beside it what could not be looked at, in sentences.
    """
    name = OWN_UNEMPLOYMENT[case.region]
    wage, floor, ceiling = case["wage"], minimum_wage(case, law, case.region), None
    if case.city_average_wage is not None:
        times = law.figure(name, case.month, label=_("上限倍数"), input="month")
        ceiling = work.product(
            "unemployment_ceiling", _("失业保险缴费基数上限"), case["city_average_wage"], times, rounding=FEN
        )
    kept: Node = max(wage, floor or wage, key=_amount)
    kept = min(kept, ceiling or kept, key=_amount)
    text = _("{label}{value}，照实算") if kept is wage else _("{label}{value}，按{limit}{kept}算")
    base = work.step(
        "unemployment_base",
        _("失业保险缴费基数"),
        kept.number,
        "yuan",
        formula=text.format(label=wage.label, value=wage.text, limit=kept.label, kept=kept.text),
        terms=[node for node in (wage, floor, ceiling) if node],
        rounding=FEN,
        bound=None if kept is wage else "floor" if kept is floor else "ceiling",
        sources=law.sources(name, case.month.first),
    )
    unknown = (
        (floor, _("不知道当地最低工资，没有看失业保险缴费基数够不够下限。")),
        (ceiling, _("您没有填当地在岗职工的平均工资，没有看失业保险缴费基数有没有超过上限。")),
    )
    return base, [text for node, text in unknown if node is None]


def _amount(node: Node) -> Decimal:
    return node.number


def _limits(case: Case, law: Law, work: Trace) -> tuple[Node, Node]:
    if case.region == "limits":
        return typed_limits(case)
    if case.region == "average":
        return limits_of_average(case, law, work, case["average_wage"])
    if case.region not in LIMITS:
        average = law.figure(AVERAGES[case.region], case.month, input="month")
        return limits_of_average(case, law, work, average)
    name = LIMITS[case.region]
    keys = (f"{case.region}-floor", f"{case.region}-ceiling")
    floor, ceiling = (
        law.figure(name, case.month, key, label=label, input="month")
        for key, label in zip(keys, (_("缴费基数下限"), _("缴费基数上限")), strict=True)
    )
    return floor, ceiling


def limits_of_average(case: Case, law: Law, work: Trace, average: Node) -> tuple[Node, Node]:
    """60 % and 300 % of the average wage, rounded half up to the yuan as they are published."""
    floor, ceiling = (
        work.product(
            end,
            label,
            average,
            law.figure(SHARE, case.month, end, label=share, input="month"),
            rounding=YUAN,
        )
        for end, label, share in (
            ("floor", _("缴费基数下限"), _("下限比例")),
            ("ceiling", _("缴费基数上限"), _("上限比例")),
        )
    )
    return floor, ceiling


@calculator(
    "national/flexible-employment",
    title=N_("灵活就业人员养老保险缴费"),
    summary=N_("填自己选的缴费基数，算每月缴多少，其中多少进个人账户。"),
    inputs=[
        money(
            "base",
            N_("自己选的缴费基数"),
            minimum="0.01",
            reason=N_("缴费基数要大于零。"),
            example="4952",
            usual=usual.WAGE,
        ),
        year_month("month", N_("缴费月份"), example="2025-08"),
        percentage(
            "rate",
            N_("当地的缴费比例"),
            required=False,
            minimum="0.08",
            maximum="0.3",
            least="0.01",  # every fraction up to the largest rate, 0.3, is below one per cent
            reason=N_("比例要在8%到30%之间，其中8%进个人账户。"),
            help=N_("不填按20%。有的地方有过不同的比例。"),
            example="20",
        ),
        money(
            "average_wage",
            N_("当地公布的月平均工资"),
            required=False,
            minimum="0.01",
            reason=N_("平均工资要大于零。"),
            help=N_("填了就检查基数在不在60%到300%之间。"),
            example="8254",
            usual=usual.AVERAGE,
        ),
    ],
    rules=[],
    parameters=[FLEXIBLE, SHARE],
    next_steps=["national/flexible-enrolment"],
    not_covered=[N_("医疗保险另缴，各地比例不同。"), N_("以前没缴的月份能不能补，各地规定不同。")],
    example={"base": "4952", "month": "2025-08"},
)
def flexible_employment(case: Case, law: Law, work: Trace) -> Result:
    """20 % of a base the person chooses between 60 % and 300 % of the average wage; 8 % goes to the account."""
    if case.average_wage is not None:
        _check_choice(case, *limits_of_average(case, law, work, case["average_wage"]))
    base = case["base"]
    usual = law.figure(FLEXIBLE, case.month, "total", label=_("缴费比例"), input="month")
    to_account = law.figure(FLEXIBLE, case.month, "account", label=_("记入个人账户的比例"), input="month")
    total = work.product("total", _("每月缴"), base, case["rate"] if case.rate else usual, rounding=FEN)
    account = work.product("to_account", _("其中进个人账户"), base, to_account, rounding=FEN)
    pool = work.step(
        "to_pool",
        _("其中进统筹基金"),
        total.number - account.number,
        "yuan",
        formula=f"{total.text} − {account.text}",
        terms=[total, account],
    )
    year = work.product("year", _("一年一共"), total, Decimal(12))
    rows = [(node.label, node.text) for node in (total, account, pool, year)]
    unchecked = _("您没有填“{label}”，没有看缴费基数够不够下限、有没有超过上限。低于下限的，不能按这个数缴。")
    return Result(
        _("每月缴{total}，其中{account}进个人账户").format(total=total.text, account=account.text),
        Confidence.ESTIMATE,
        charts=[
            Chart(
                _("每月缴的钱去了哪里"),
                (_("金额"),),
                [(_("个人账户"), (account.number,)), (_("统筹基金"), (pool.number,))],
            )
        ],
        cautions=[] if case.average_wage else [unchecked.format(label=case["average_wage"].label)],
        tables=[Table(_("缴费"), (_("项目"), _("金额")), rows)],
    )


def _check_choice(case: Case, floor: Node, ceiling: Node) -> None:
    if not floor.number <= case.base <= ceiling.number:
        message = _("自己选的缴费基数要在{floor}和{ceiling}之间，您填的是{base}。").format(
            floor=floor.text, ceiling=ceiling.text, base=case["base"].text
        )
        raise CannotCalculate([Problem("base", Code.OUT_OF_RANGE, message)])

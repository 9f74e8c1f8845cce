"""Pensions of old 旧办法 (国发〔1997〕26号 and before) as a guide of 2010 from Wuhan tells them; and old retirement ages."""

from ..engine import usual
from ..engine.calculators import Case, calculator
from ..engine.inputs import Input, day, money, yes_no
from ..engine.money import FEN
from ..engine.months import YearMonth
from ..engine.parameters import Law
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.results import Chart, Confidence, Result, Table
from ..engine.texts import N_, _
from ..engine.trace import Citation, Node, Trace
from ..engine.units import show
from ..national.pension import years

RATES = "wuhan/old-pension"
DIVISOR = "wuhan/old-payout-months"
SECTION = "wuhan-agent-2010"
METHODS = {
    "before-1998": Citation(SECTION, N_("第四节 一（一）")),
    "after-reform": Citation(SECTION, N_("第四节 一（二）")),
    "transitional": Citation(SECTION, N_("第四节 一（三）")),
}
HUBEI = Citation("hubei-pension-method", N_("摘录"))
JOINED_BEFORE = {"situation": "joined_before", "is": ["yes"]}


@calculator(
    "wuhan/old-pension",
    title=N_("武汉旧办法养老金"),
    summary=N_("2005年底以前退休的，看用哪一种旧办法，每月养老金怎样算。"),
    inputs=[
        yes_no(
            "joined_before",
            N_("是在实施统账结合办法以前参加工作的吗"),
            help=N_("实施的日期资料未载明，请问经办机构或看档案。"),
        ),
        day(
            "retired",
            N_("哪天退休的"),
            minimum="1978-06-02",
            maximum="2100-12-31",
            reason=N_("请检查年份。"),
            example="2003-06-30",
        ),
        money("account", N_("个人账户储存额"), where=N_("个人账户对账单"), example="24000", usual=usual.ACCOUNT),
        money(
            "city_average",
            N_("退休前一年全市职工月平均工资"),
            required=False,
            help=N_("1997年底以前退休的不用填。"),
            example="1800",
            usual=usual.AVERAGE,
        ),
        money(
            "regular",
            N_("按有关规定计发的养老金"),
            required=False,
            ask_when=JOINED_BEFORE,
            help=N_("只有1997年底以前退休的要填；怎样计发，资料未载明。"),
            example="420",
            usual=usual.WAGE,
        ),
        Input(
            "index",
            "decimal",
            N_("缴费工资平均指数"),
            required=False,
            minimum="0.01",
            maximum="3",
            reason=N_("指数大于零，最高是3。"),
            ask_when=JOINED_BEFORE,
            example="1.1",
        ),
        years(
            "pre_years",
            N_("应建个人账户以前的工龄"),
            required=False,
            ask_when=JOINED_BEFORE,
            where=N_("由档案认定"),
            example="12",
        ),
    ],
    rules=[
        "wuhan/pension-after-reform",
        "wuhan/pension-transitional",
        "wuhan/pension-before-1998",
        "wuhan/pension-branch",
    ],
    parameters=[RATES, DIVISOR],
    next_steps=["wuhan/pension-benefit"],
    not_covered=[
        N_("领取条件（年龄、10年或15年）不在这里看。"),
        N_("湖北原办法里的调节金，数额没有收录。"),
        N_("2006年起改用新办法，请用“每月养老金（全国公式）”。"),
    ],
    example={
        "joined_before": "yes",
        "retired": "2003-06-30",
        "account": "24000",
        "city_average": "1800",
        "index": "1.1",
        "pre_years": "12",
    },
)
def old_pension(case: Case, law: Law, work: Trace) -> Result:
    """Which of three methods holds, what it gives, and the first month of payment."""
    reform = law.start(RATES).first
    early = case.retired < reform
    if early and not case.joined_before:
        message = _(
            "统账结合以后参加工作的用办法（二），要缴满15年才能领，{day}以前就退休的对不上。请检查哪天退休、什么时候参加工作。"
        ).format(day=show(reform))
        raise CannotCalculate([Problem("retired", Code.CONTRADICTION, message)])
    last = law.end(RATES)
    if last and YearMonth.of(case.retired) > last:
        message = _("{month}起退休的不用这个旧办法。请用“每月养老金（全国公式）”算。").format(month=show(last.plus(1)))
        raise CannotCalculate([Problem("retired", Code.OUTSIDE_PERIOD, message)])
    method = "before-1998" if early else "transitional" if case.joined_before else "after-reform"
    names = {
        "before-1998": N_("办法（一）：统账结合前参加工作，1997年底以前退休"),
        "after-reform": N_("办法（二）：统账结合后参加工作"),
        "transitional": N_("办法（三）：统账结合前参加工作，1998年起退休"),
    }
    work.step("method", _("用哪一种办法"), method, shown=_(names[method]), sources=[METHODS[method]])
    first = work.step(
        "first_month",
        _("从哪个月起领"),
        YearMonth.of(case.retired).plus(1),
        formula=_("办理退休手续的下一个月"),
        terms=[case["retired"]],
        sources=[Citation(SECTION, N_("第四节 一"))],
    )
    parts = _parts(case, law, work, method)
    total = work.total("total", _("每月养老金"), parts)
    rows = [(part.label, part.text) for part in [*parts, total]]
    explanations = [_(names[method]), _("从{month}起领。").format(month=first.text)]
    if method == "transitional":
        explanations.append(_other_coefficient(case, law, work, parts))
    return Result(
        _("每月{total}").format(total=total.text),
        Confidence.OLD_GUIDE,
        explanations=explanations,
        charts=[Chart(_("养老金由什么组成"), (_("金额"),), [(part.label, (part.number,)) for part in parts])],
        tables=[Table(_("每月养老金"), (_("项目"), _("金额")), rows)],
        assumptions=[_("办理退休手续的日子就是退休那天。")],
    )


def _parts(case: Case, law: Law, work: Trace, method: str) -> list[Node]:
    divisor = law.figure(DIVISOR, None, label=_("计发月数"))
    account = work.step(
        "account_pension",
        _("个人账户养老金") if method != "before-1998" else _("增发额"),
        case.account / divisor.number,
        "yuan",
        formula=f"{case['account'].text} ÷ {show(divisor.number)}",
        terms=[case["account"], divisor],
        rounding=FEN,
        sources=[METHODS[method]],
    )
    if method == "before-1998":
        return [_given(case, "regular"), account]
    average = _given(case, "city_average")
    share = law.figure(RATES, case.retired, "basic", label=_("基础养老金比例"), input="retired")
    basic = work.product("basic", _("基础养老金"), average, share, rounding=FEN, sources=[METHODS[method]])
    if method == "after-reform":
        return [basic, account]
    return [basic, account, _transitional(case, law, work, "guide", "transitional", _("过渡性养老金"))]


def _transitional(case: Case, law: Law, work: Trace, key: str, id: str, label: str) -> Node:
    coefficient = law.figure(RATES, case.retired, key, label=_("系数"), input="retired")
    factors = [_given(case, name) for name in ("city_average", "index", "pre_years")]
    return work.product(
        id,
        label,
        *factors,
        coefficient,
        rounding=FEN,
        sources=[METHODS["transitional"] if key == "guide" else HUBEI],
        note=_("系数按旧指南。") if key == "guide" else "",
    )


def _other_coefficient(case: Case, law: Law, work: Trace, parts: list[Node]) -> str:
    """The guide says 1.3 %, an excerpt of the province's own text 1.2 %: show both."""
    other = _transitional(case, law, work, "hubei", "transitional_hubei", _("过渡性养老金（湖北原办法的系数）"))
    total = work.total("total_hubei", _("每月养老金（湖北原办法的系数）"), [*parts[:-1], other])
    return _("旧指南的系数和湖北原办法的不一样：按湖北原办法是每月{total}，还要另加调节金。").format(total=total.text)


def _given(case: Case, name: str) -> Node:
    if getattr(case, name) is None:
        raise CannotCalculate(
            [Problem(name, Code.REQUIRED, _("按您的情况要填“{label}”。").format(label=case[name].label))]
        )
    return case[name]

"""Monthly pension 基本养老金 by the national formula of 国发〔2005〕38号.

Provinces deviate in many details, so the result is an estimate, and a range where the transitional coefficient is not
known.
"""

from decimal import Decimal

from ..engine import usual
from ..engine.calculators import Case, calculator
from ..engine.inputs import PROJECTION, Input, choice, money, percentage
from ..engine.money import FEN, YUAN
from ..engine.parameters import Law, OutsidePeriod
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.regions import newest, parameters_of, places_of
from ..engine.results import Chart, Confidence, Result, Table
from ..engine.texts import N_, _
from ..engine.trace import Citation, Node, Trace
from ..engine.units import show
from .account import MONTHS_PER_YEAR
from .payout import AGE, MONTHS, REFINED, START, age_of, odd_months, payout_months
from .retirement import MINIMUM, length, months_short, not_yet
from .working_life import check_paid, odd_balance

YEARLY = "national/basic-pension"
COEFFICIENT = "national/transition-coefficient"
BENEFIT_BASE = parameters_of("pension-base")
LOWEST_INDEX = Decimal("0.6")  # of who has always paid on the lowest base, 60 % of the average wage
DECISION = Citation("pension-system-decision-2005", N_("第六条"))
PROVINCES = {
    "other": N_("别的省，或者不知道"),
    "hubei": N_("湖北"),
    "jiangsu": N_("江苏"),
    "gansu": N_("甘肃"),
    "hunan": N_("湖南"),
    "shandong": N_("山东"),
    "shaanxi": N_("陕西"),
} | places_of("pension-base")
TRANSITION_SHARE = parameters_of("transition-share")
"""Place → what it pays, for some years, of that by which the new transitional pension exceeds the old one."""
OWN_BASE = {"month": "2025-10", "region": "other", "benefit_base": "9022"}
EXAMPLE_PLACE = (
    {"month": newest(BENEFIT_BASE[place]), "region": place} if (place := next(iter(BENEFIT_BASE), "")) else OWN_BASE
)


def index(label: str, **more: object) -> Input:
    """The average contribution index 平均缴费指数, with one bound for all who ask for it."""
    return Input(
        "index",
        "decimal",
        label,
        minimum="0.01",
        maximum="3",
        reason=N_("平均缴费指数大于零，最高是3。"),
        fact="index",
        **more,  # type: ignore[arg-type]
    )


def years(name: str, label: str, **more: object) -> Input:
    """A number of years with decimals."""
    return Input(
        name,
        "decimal",
        label,
        unit="year",
        minimum="0",
        maximum="60",
        reason=N_("请按年填，最多60年。"),
        **more,  # type: ignore[arg-type]
    )


@calculator(
    "national/pension",
    title=N_("每月养老金（全国公式）"),
    summary=N_("填缴费年限、平均缴费指数和个人账户，按国发〔2005〕38号的公式测算每月养老金。"),
    inputs=[
        START,
        *AGE,
        choice("region", N_("在哪里退休"), PROVINCES, fact="pension-place"),
        money(
            "benefit_base",
            N_("养老金计发基数（月）"),
            required=False,
            stands_in_for=tuple(BENEFIT_BASE.values()),
            minimum="0.01",
            reason=N_("计发基数要大于零。"),
            help=N_("由省里公布，不是缴费基数。选的地方本站已经收录的，可以不填。"),
            where=N_("当地人社部门的通知，或养老待遇核定表"),
            example="9022",
            fact="benefit-base",
            usual=usual.BENEFIT_BASE,
        ),
        index(
            N_("平均缴费指数"),
            help=N_("历年缴费基数和当年平均工资之比的平均数，一般在0.6到3之间。"),
            where=N_("养老待遇核定表，或问经办机构"),
            example="1.2",
        ),
        years(
            "years",
            N_("到开始领的那个月，一共缴了几年"),
            help=N_(
                "以后还要缴的也算上，不是到现在的年数。含视同缴费年限；几年零几个月的，用月数除以12，例如482个月是40.17年。"
            ),
            where=N_("社保缴费记录"),
            example="30",
        ),
        years(
            "deemed_years",
            N_("其中视同缴费（建账户以前）年限"),
            default="0",
            help=N_("没有的填0。"),
            where=N_("档案认定的结果"),
            example="5",
        ),
        percentage(
            "coefficient",
            N_("过渡性养老金系数"),
            required=False,
            minimum="0",
            maximum="0.02",
            least="0.01",
            reason=N_("各地的系数在1%到2%之间。"),
            help=N_("不填就用这里收录的；没有收录的省，给一个范围。"),
            example="1.2",
        ),
        Input(
            "transition_index",
            "decimal",
            N_("过渡性养老金另用的指数"),
            required=False,
            minimum="0.01",
            maximum="3",
            reason=N_("指数大于零，最高是3；没有的不填。"),
            help=N_("江苏等地有，核定表上写着；没有的不填。"),
            example="1.06",
        ),
        money("account_balance", N_("开始领的时候，个人账户有多少钱"), where=N_("个人账户对账单"), example="150000"),
        PROJECTION,
    ],
    rules=[],
    parameters=[MONTHS, REFINED, YEARLY, COEFFICIENT, MINIMUM, *BENEFIT_BASE.values(), *TRANSITION_SHARE.values()],
    next_steps=["national/retire-and-pension"],
    not_covered=[
        N_(
            "各省有自己的规定：河南用两个基数，广东指数低于0.6的另算，安徽年限进到一位小数，广西四舍五入到角，四川另有增发；有的城市也另有办法。"
        ),
        N_("广东在过渡性养老金里另加年限津贴和100元；有的城市的过渡性养老金、调整额、调节金、地方补助也另算。"),
        N_("2006年以前退休的按旧办法；每年调整增加的钱也没有算。"),
    ],
    example={
        **EXAMPLE_PLACE,
        "age_years": "60",
        "age_months": "2",
        "index": "1.2",
        "years": "35",
        "deemed_years": "5",
        "account_balance": "150000",
    },
)
def pension(case: Case, law: Law, work: Trace) -> Result:
    """Basic + account + transitional pension; each rounded half up to the fen, then added.

    Who has not paid long enough gets none: the sums are then those for the least number of years, and say so.
    """
    if case.deemed_years > case.years:
        message = _("视同缴费年限已经含在累计缴费年限里，不能比它多。")
        raise CannotCalculate([Problem("deemed_years", Code.CONTRADICTION, message)])
    birth = case.month.plus(-age_of(case))
    odd = check_paid("years", 12 * case.years, birth, case.month, _("开始领的那个月"))
    base = _benefit_base(case, law)
    short, least = months_short(law, work, case["years"], case.years, case.month)
    years_counted = case["years"]
    if short:
        years_counted = work.step(
            "years_counted",
            _("假如缴满的年限"),
            least.number / MONTHS_PER_YEAR,
            "year",
            formula=_("还没有缴满，先按缴满{minimum}算").format(minimum=length(int(least.number))),
            terms=[least],
        )
    yearly = law.figure(YEARLY, case.month, label=_("每缴费一年发给"), input="month")
    basic = basic_pension(work, base, case["index"], years_counted, yearly)
    account = account_pension(work, case["account_balance"], payout_months(case.month, age_of(case), law, work))
    low, high = _transitional(case, law, work, base)
    total = work.total("total", _("每月养老金"), [basic, account, low])
    if high is None:
        headline = _("每月大约{total}元").format(total=show(YUAN.apply(total.number)))
        tail = [(_("过渡性养老金"), low.text), (_("每月养老金"), total.text)]
    else:
        upper = work.total("total_high", _("每月养老金（高）"), [basic, account, high])
        headline = _("每月大约{low}元到{high}元").format(
            low=show(YUAN.apply(total.number)), high=show(YUAN.apply(upper.number))
        )
        tail = [
            (_("过渡性养老金"), _("{low}至{high}").format(low=low.text, high=high.text)),
            (_("每月养老金"), _("{low}至{high}").format(low=total.text, high=upper.text)),
        ]
    explanations = [_("这是全国公式的测算，您那里的规定可能不同，以核定为准。")]
    if short:
        filled = _("假如现在就缴满了{minimum}，别的都不变：{headline}。").format(
            minimum=length(int(least.number)), headline=headline
        )
        headline, ways = not_yet(short, least)
        explanations = [ways, filled, *explanations]
    return Result(
        headline,
        Confidence.ESTIMATE,
        explanations=explanations,
        cautions=[
            *odd,
            *odd_balance(case["account_balance"], 12 * (case.years - case.deemed_years), base),
            *index_cautions(case),
            *_phased_in(case, law),
        ],
        charts=[
            Chart(
                _("养老金由什么组成"),
                (_("金额"),),
                [(node.label, (node.number,)) for node in (basic, account, low)],
            )
        ],
        tables=[
            Table(
                _("假如缴满了，每月养老金") if short else _("每月养老金"),
                (_("项目"), _("金额")),
                [(basic.label, basic.text), (account.label, account.text), *tail],
            )
        ],
        assumptions=[_("三部分各自四舍五入到分，再相加。"), *odd_months(case, law)],
    )


def _phased_in(case: Case, law: Law) -> list[str]:
    """That the transitional pension is not paid in full yet, where and when that is so."""
    if case.region not in TRANSITION_SHARE or not case.deemed_years:
        return []
    try:
        share = law.figure(TRANSITION_SHARE[case.region], case.month, label=_("多出老办法的部分，发几成"))
    except OutsidePeriod:
        return []
    text = _(
        "{year}年在{place}退休的，新办法的过渡性养老金比老办法多出的部分，核定表上只发{share}。"
        "这里按新办法全数算，会偏高；老办法是多少，看核定表。"
    )
    return [text.format(year=case.month.year, place=case["region"].text, share=share.text)]


def _benefit_base(case: Case, law: Law) -> Node:
    if case.benefit_base is not None:
        return case["benefit_base"]
    if case.region not in BENEFIT_BASE:
        raise CannotCalculate(
            [Problem("benefit_base", Code.REQUIRED, _("这个省的计发基数没有收录，请填写“养老金计发基数”。"))]
        )
    return law.figure(BENEFIT_BASE[case.region], case.month, label=_("计发基数"), input="month")


def index_cautions(case: Case) -> list[str]:
    """That an average index below the lowest base, 60 % of the average wage, is unusual."""
    if case.index >= LOWEST_INDEX:
        return []
    text = _("平均缴费指数一般在0.6到3之间，您填的是{index}。请再核对一次；真的低于0.6的，有的省另有算法，这里没有算。")
    return [text.format(index=case["index"].text)]


def basic_pension(work: Trace, base: Node, index: Node, years: Node, yearly: Node, id: str = "basic") -> Node:
    """(B + B × i) ÷ 2 × N × 1 %: the one place of the formula, for all calculators."""
    return work.step(
        id,
        _("基础养老金"),
        (base.number + base.number * index.number) / 2 * years.number * yearly.number,
        "yuan",
        formula=_("（{base} + {base} × 指数{index}）÷ 2 × {years} × {yearly}").format(
            base=base.text, index=index.text, years=years.text, yearly=yearly.text
        ),
        terms=[base, index, years, yearly],
        rounding=FEN,
        sources=[DECISION],
    )


def account_pension(work: Trace, balance: Node, divisor: Node, id: str = "account") -> Node:
    """The account divided by the payout months."""
    return work.step(
        id,
        _("个人账户养老金"),
        balance.number / divisor.number,
        "yuan",
        formula=f"{balance.text} ÷ {divisor.text}",
        terms=[balance, divisor],
        rounding=FEN,
        sources=[DECISION],
    )


def _transitional(case: Case, law: Law, work: Trace, base: Node) -> tuple[Node, Node | None]:
    """The transitional pension 过渡性养老金, as a range if neither the reader nor the parameters name the coefficient."""
    if not case.deemed_years:
        text = _("没有视同缴费年限，没有过渡性养老金")
        return work.step("transitional", _("过渡性养老金"), Decimal("0.00"), "yuan", formula=text), None
    if case.coefficient is not None:
        return _transitional_part(case, work, base, case["coefficient"]), None
    table = law.table(COEFFICIENT, case.month, "coefficient")
    if case.region in table:
        known = law.figure(COEFFICIENT, case.month, case.region, label=_("系数"), input="coefficient")
        return _transitional_part(case, work, base, known), None
    lowest, highest = (
        law.figure(COEFFICIENT, case.month, pick(table, key=lambda key: Decimal(table[key])), label=label)
        for pick, label in ((min, _("已收录的最低系数")), (max, _("已收录的最高系数")))
    )
    return (
        _transitional_part(case, work, base, lowest),
        _transitional_part(case, work, base, highest, "transitional_high", _("过渡性养老金（高）")),
    )


def _transitional_part(
    case: Case, work: Trace, base: Node, coefficient: Node, id: str = "transitional", label: str = ""
) -> Node:
    index = case["index"] if case.transition_index is None else case["transition_index"]
    return work.product(
        id,
        label or _("过渡性养老金"),
        base,
        index,
        case["deemed_years"],
        coefficient,
        rounding=FEN,
        sources=[DECISION],
    )

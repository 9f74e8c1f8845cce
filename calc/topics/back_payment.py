"""Paying for months that were missed 补缴: who need not, how much with interest, and through which channel."""

from collections.abc import Callable
from decimal import Decimal

from calc.core.calculators import CannotCalculate, Case, Problem, calculator
from calc.core.inputs import choice, money, percentage, whole, year_month, yes_no
from calc.core.money import FEN
from calc.core.months import YearMonth
from calc.core.parameters import Law
from calc.core.results import Chart, Confidence, Result, Table
from calc.core.texts import N_, _
from calc.core.trace import Citation, Node, Trace
from calc.core.units import show
from calc.topics.account import Slice, accrue, slices_table
from calc.topics.account_years import zhangjiagang_year

RATES = "zhangjiagang/contribution-rates"
AVERAGE = "zhangjiagang/average-wage"
ONLINE_MONTHS = "wuhan/back-payment-months"
ROWS = 4
RULE = Citation("zhangjiagang-guide", N_("五、职工社会保险费的补缴（1）"))

EXEMPT = {
    "sentenced": N_("被判刑期间"),
    "reeducation": N_("被劳教期间"),
    "unemployment": N_("领取失业救济金期间"),
    "unable": N_("经劳动保障行政部门确认，确实不能履行缴费义务"),
}
DUE = {"situation": "confirmed", "is": ["yes"]}


@calculator(
    "zhangjiagang/back-payment-exemption",
    title=N_("断缴的月份要不要补"),
    summary=N_("说说为什么断了缴费，看按张家港的旧指南要不要补。"),
    kind="eligibility",
    inputs=[
        choice("reason", N_("为什么断了缴费"), {**EXEMPT, "other": N_("别的原因")}),
        choice(
            "confirmed",
            N_("劳动保障行政部门确认要补吗"),
            {"yes": N_("确认要补"), "no": N_("还没有确认")},
            ask_when={"situation": "reason", "is": ["other"]},
        ),
    ],
    rules=["zhangjiagang/back-payment-exemption"],
    next_steps=["zhangjiagang/back-payment"],
    not_covered=[N_("怎样确认“确实不能履行缴费义务”，资料未载明。")],
    example={"reason": "unemployment"},
)
def exemption(case: Case, law: Law, work: Trace) -> Result:
    """Four grounds excuse the period; otherwise it is paid for once the labour administration has confirmed it."""
    reason = case["reason"]
    words = _({**EXEMPT, "other": N_("别的原因")}[case.reason])
    exempt = work.check(
        "exempt",
        _("属于不用缴费的情形"),
        case.reason in EXEMPT,
        formula=_("您选的是“{reason}”").format(reason=words),
        terms=[reason],
        sources=[RULE],
    )
    state = "exempt" if exempt.met else {"yes": "due", "no": "open"}[case.confirmed]
    answers = {
        "exempt": (N_("这段时间不用补缴"), N_("这四种情形不属于必须缴费的期间。")),
        "due": (N_("要补缴"), N_("本息多少，用“补缴本息计算”算。")),
        "open": (N_("还不能定，要先由劳动保障行政部门确认"), N_("确认以前不用先缴。")),
    }
    headline, text = map(_, answers[state])
    work.step("answer", _("结论"), state, shown=headline, terms=[exempt], sources=[RULE])
    return Result(
        headline,
        Confidence.OLD_GUIDE,
        explanations=[text, _("不管什么原因断缴，个人账户都保留。")],
    )


@calculator(
    "zhangjiagang/back-payment-calc",
    title=N_("补缴本息计算"),
    summary=N_("一段一段填断缴的月份，算补缴的本金和利息。"),
    inputs=[
        choice(
            "employer_kind",
            N_("单位类型"),
            {"enterprise": N_("企业"), "institution": N_("事业单位")},
            default="enterprise",
        ),
        year_month(
            "settle",
            N_("利息算到哪个月底"),
            minimum="1999-01",
            maximum="2015-12",
            reason=N_("结息年度从1999年1月写起；2016年起改用国家统一的利率，不在这里算。"),
            example="2006-06",
        ),
        percentage(
            "interest_rate",
            N_("记账年利率"),
            minimum="0",
            maximum="0.2",
            reason=N_("记账利率都在20%以内。"),
            help=N_("历年利率资料未载明，要自己填。各结息年度不一样的，在后面分年填。"),
            where=N_("历年公布记账利率的通知"),
            example="2.25",
        ),
        choice(
            "interest_on",
            N_("对哪一部分计息"),
            {"all": N_("全部补缴的钱"), "account": N_("只算进个人账户的部分")},
            default="all",
            help=N_("资料没有写清楚，两种都可以算来比较。"),
        ),
        percentage(
            "account_share",
            N_("进个人账户的比例"),
            minimum="0",
            maximum="0.2",
            reason=N_("这个比例都在20%以内。"),
            ask_when={"situation": "interest_on", "is": ["account"]},
            help=N_("占缴费基数的百分之几。"),
            example="11",
        ),
        *(
            item
            for number in range(1, ROWS + 1)
            for item in (
                year_month(
                    f"start_{number}",
                    N_("第{n}段从哪年哪月"),
                    label_values={"n": number},
                    required=number == 1,
                    minimum="1999-01",
                    maximum="2015-12",
                    reason=N_("1999年1月以前的结息办法，资料未载明。"),
                    group="" if number == 1 else N_("还有别的段，在这里填"),
                    example="2005-07",
                ),
                whole(
                    f"months_{number}",
                    N_("第{n}段几个月"),
                    label_values={"n": number},
                    unit="month",
                    required=number == 1,
                    minimum="1",
                    maximum="12",
                    reason=N_("一段最多12个月，跨年度的分成两段。"),
                    group="" if number == 1 else N_("还有别的段，在这里填"),
                    example="6",
                ),
                money(
                    f"wage_{number}",
                    N_("第{n}段的平均工资（月）"),
                    label_values={"n": number},
                    required=False,
                    group="" if number == 1 else N_("还有别的段，在这里填"),
                    help=N_("历年全市城镇职工社会平均工资。2005结算年度不填也可以。"),
                    example="1508",
                ),
                percentage(
                    f"rate_{number}",
                    N_("第{n}段的养老保险合计比例"),
                    label_values={"n": number},
                    required=False,
                    minimum="0",
                    maximum="0.4",
                    reason=N_("单位和个人合计不超过40%。"),
                    group="" if number == 1 else N_("还有别的段，在这里填"),
                    help=N_("单位加个人。2005结算年度不填也可以。"),
                    example="26",
                ),
            )
        ),
        *(
            percentage(
                f"interest_{number}",
                N_("第{n}个结息年度的年利率"),
                label_values={"n": number},
                required=False,
                minimum="0",
                maximum="0.2",
                reason=N_("记账利率都在20%以内。"),
                group=N_("各结息年度利率不一样的，在这里填"),
            )
            for number in range(1, 17)
        ),
    ],
    rules=["zhangjiagang/back-payment-calc"],
    parameters=[RATES, AVERAGE],
    next_steps=["zhangjiagang/back-payment", "zhangjiagang/account-interest"],
    not_covered=[
        N_("滞纳金是另一回事，另外算。"),
        N_("只算养老保险；医疗、失业、工伤、生育保险怎样补，资料未载明。"),
    ],
    example={
        "employer_kind": "enterprise",
        "settle": "2006-06",
        "interest_rate": "2.25",
        "start_1": "2005-07",
        "months_1": "6",
    },
)
def back_payment(case: Case, law: Law, work: Trace) -> Result:
    """Principal per stretch = average wage × rate × months; interest by month products, account year by account year."""
    stretches = _stretches(case, law, work)
    principal = work.total("principal", _("本金合计"), [amount for amount, _credits in stretches])
    credits_: dict[YearMonth, Decimal] = {}
    for _amount, monthly in stretches:
        if both := credits_.keys() & monthly.keys():
            message = _("{month}填了两次，各段不要重叠。").format(month=show(min(both)))
            raise CannotCalculate([Problem("start_2", message)])
        credits_ |= monthly
    slices = _interest(case, work, credits_)
    interest = work.step(
        "interest",
        _("利息合计"),
        sum((each.interest for each in slices), Decimal(0)),
        "yuan",
        formula=" + ".join(show(each.interest, "yuan") for each in slices),
    )
    total = work.total("total", _("本息合计"), [principal, interest])
    return Result(
        _("要补{total}：本金{principal}，利息{interest}").format(
            total=total.text, principal=principal.text, interest=interest.text
        ),
        Confidence.OLD_GUIDE,
        charts=[
            Chart(
                _("补缴的钱由什么组成"),
                (_("金额"),),
                [(node.label, (node.number,)) for node in (principal, interest)],
            )
        ],
        tables=[
            Table(
                _("补缴的钱"),
                (_("项目"), _("金额")),
                [(node.label, node.text) for node in (principal, interest, total)],
            ),
            slices_table(slices),
        ],
        assumptions=[
            _("利率是您填的，资料没有写。"),
            _("全部补缴的钱都计息。") if case.interest_on == "all" else _("只有进个人账户的部分计息。"),
            _("每个月的钱从那个月起计息，利息到结息年度末并入本金。"),
        ],
    )


def _stretches(case: Case, law: Law, work: Trace) -> list[tuple[Node, dict[YearMonth, Decimal]]]:
    """For every stretch its principal and, by month, what bears interest."""
    found = []
    for number in range(1, ROWS + 1):
        start, months = getattr(case, f"start_{number}"), getattr(case, f"months_{number}")
        if start is None and months is None:
            continue
        if start is None or months is None:
            missing = f"start_{number}" if start is None else f"months_{number}"
            raise CannotCalculate([Problem(missing, _("这一段没有填完：开始的年月和月数都要填。"))])
        if start.plus(months - 1) > case.settle:
            message = _("这一段到{end}为止，在「利息算到哪个月底」以后。").format(end=show(start.plus(months - 1)))
            raise CannotCalculate([Problem(f"months_{number}", message)])
        found.append(_stretch(case, law, work, number, start, months))
    return found


def _stretch(
    case: Case, law: Law, work: Trace, number: int, start: YearMonth, months: int
) -> tuple[Node, dict[YearMonth, Decimal]]:
    wage = _wage(case, law, number, start, months)
    rate = _rate(case, law, work, number, start, months)
    with work.group(f"stretch_{number}", _("第{n}段").format(n=number)):
        monthly = work.product(f"monthly_{number}", _("每月补缴"), wage, rate, rounding=FEN)
        amount = work.product(f"principal_{number}", _("本金"), monthly, case[f"months_{number}"])
        bearing = monthly
        if case.interest_on == "account":
            bearing = work.product(f"account_{number}", _("每月进个人账户"), wage, case["account_share"], rounding=FEN)
    return amount, {start.plus(month): bearing.number for month in range(months)}


def _wage(case: Case, law: Law, number: int, start: YearMonth, months: int) -> Node:
    if getattr(case, f"wage_{number}") is not None:
        return case[f"wage_{number}"]
    law.figure(AVERAGE, start.plus(months - 1), input=f"months_{number}")
    return law.figure(AVERAGE, start, input=f"wage_{number}")


def _rate(case: Case, law: Law, work: Trace, number: int, start: YearMonth, months: int) -> Node:
    if getattr(case, f"rate_{number}") is not None:
        return case[f"rate_{number}"]
    law.figure(RATES, start.plus(months - 1), "medical", "employer", input=f"months_{number}")
    key = f"pension-{case.employer_kind}"
    parts = [
        law.figure(RATES, start, key, payer, label=label, input=f"rate_{number}")
        for payer, label in (("employer", _("单位缴费比例")), ("employee", _("个人缴费比例")))
    ]
    return work.total(f"rate_{number}_total", _("养老保险合计比例"), parts, unit="ratio")


def _interest(case: Case, work: Trace, credits_: dict[YearMonth, Decimal]) -> list[Slice]:
    first = min(credits_)
    months = [first.plus(number) for number in range(case.settle.since(first) + 1)]
    years = list(dict.fromkeys(map(zhangjiagang_year, months)))
    return accrue(
        work,
        Decimal(0),
        months,
        lambda month: credits_.get(month, Decimal(0)),
        _interest_rate(case, years),
        zhangjiagang_year,
    )


def _interest_rate(case: Case, years: list[YearMonth]) -> Callable[[YearMonth], Node]:
    def rate(month: YearMonth) -> Node:
        name = f"interest_{years.index(zhangjiagang_year(month)) + 1}"
        return case["interest_rate"] if getattr(case, name) is None else case[name]

    return rate


@calculator(
    "wuhan/backpay-3-months",
    title=N_("参保补缴几个月，在哪里办"),
    summary=N_("填从哪个月补起，看补几个月，能不能在网上办。"),
    inputs=[
        year_month("start", N_("从哪个月补起"), example="2012-03"),
        year_month("current", N_("现在是哪个月"), example="2012-05"),
        year_month(
            "contract_start",
            N_("劳动合同从哪个月开始"),
            help=N_("补缴要按劳动合同的实际情况，不能早于合同开始的月份。"),
            where=N_("劳动合同"),
            example="2012-03",
        ),
    ],
    rules=["wuhan/backpay-3-months"],
    parameters=[ONLINE_MONTHS],
    next_steps=["wuhan/online-add-renew", "wuhan/agent-add-remove-backpay"],
    not_covered=[N_("补缴要交多少钱、要不要滞纳金，资料未载明。"), N_("资料没有写年份，办之前先问窗口。")],
    example={"start": "2012-03", "current": "2012-05", "contract_start": "2012-03"},
)
def back_payment_months(case: Case, law: Law, work: Trace) -> Result:
    """Months from the start to this month, both counted; up to three online, more at the counter."""
    if case.start > case.current:
        message = _("补缴开始的月份不能晚于{current}。").format(current=show(case.current))
        raise CannotCalculate([Problem("start", message)])
    limit = law.figure(ONLINE_MONTHS, None, label=_("网上最多补"))
    months = work.step(
        "months",
        _("补缴月数（含当月）"),
        case.current.since(case.start) + 1,
        "month",
        formula=f"{case['start'].text} — {case['current'].text}",
        terms=[case["start"], case["current"]],
    )
    earliest = work.step(
        "earliest_online",
        _("网上最早可以从哪个月补起"),
        max(case.current.plus(1 - int(limit.number)), case.contract_start),
        formula=_("{current}往前数，连当月{limit}；不早于合同开始的{contract}").format(
            current=case["current"].text, limit=limit.text, contract=case["contract_start"].text
        ),
        terms=[case["current"], limit, case["contract_start"]],
    )
    covered = work.check(
        "within_contract",
        _("在劳动合同期内"),
        case.start >= case.contract_start,
        formula=_("您填{start}，合同从{contract}开始").format(
            start=case["start"].text, contract=case["contract_start"].text
        ),
        terms=[case["start"], case["contract_start"]],
    )
    online = work.check(
        "online",
        _("不超过网上的月数"),
        months.number <= limit.number,
        formula=_("您要补{months}，网上最多{limit}").format(months=months.text, limit=limit.text),
        terms=[months, limit],
    )
    if not covered.met:
        headline = _("不能从{start}补起：劳动合同从{contract}才开始").format(
            start=case["start"].text, contract=case["contract_start"].text
        )
    elif online.met:
        headline = _("补{months}，可以在网上办").format(months=months.text)
    else:
        headline = _("补{months}，要带资料到辖区社保经办机构办").format(months=months.text)
    return Result(
        headline,
        Confidence.OLD_GUIDE,
        explanations=[_("在网上最早可以从{month}补起。").format(month=earliest.text)]
        if case.contract_start <= case.current
        else [],
    )


@calculator(
    "guannan/retiree-medical-backpay",
    title=N_("退休人员医保补缴多少"),
    summary=N_("退休时医保缴费年限不够的，填差的月数、基数和比例，算要补多少。"),
    inputs=[
        whole(
            "required",
            N_("要求的医保缴费月数"),
            unit="month",
            minimum="0",
            maximum="600",
            reason=N_("请按月数填，一年是12个月。"),
            help=N_("当地规定的年限，指南没有写，请问经办窗口。"),
            example="300",
        ),
        whole(
            "contributed",
            N_("已经缴了几个月"),
            unit="month",
            minimum="0",
            maximum="720",
            reason=N_("请按月数填，一年是12个月。"),
            where=N_("医保缴费记录；含视同缴费的月数"),
            example="264",
        ),
        money("base", N_("补缴基数（月）"), help=N_("指南没有写，请问经办窗口。"), example="4500"),
        percentage(
            "rate",
            N_("补缴比例"),
            minimum="0",
            maximum="0.2",
            reason=N_("请检查有没有多写数字，比例一般不超过20%。"),
            help=N_("指南没有写，请问经办窗口。"),
            example="8",
        ),
        yes_no("retired", N_("退休手续办好了吗"), default="yes"),
    ],
    rules=[],
    next_steps=["guannan/retiree-medical-backpay"],
    not_covered=[N_("年限、基数、比例都是您填的，指南没有写。"), N_("困难和破产关闭企业的退休人员另有办法。")],
    example={"required": "300", "contributed": "264", "base": "4500", "rate": "8"},
)
def retiree_medical(case: Case, law: Law, work: Trace) -> Result:
    """Months short × base × rate, all three from the counter: the guide states none of them."""
    source = Citation("guannan-guide", N_("三、退休（一）退休审批 2"))
    short = work.step(
        "short_months",
        _("差几个月"),
        max(case.required - case.contributed, 0),
        "month",
        formula=f"{case['required'].text} − {case['contributed'].text}",
        terms=[case["required"], case["contributed"]],
        sources=[source],
    )
    monthly = work.product("monthly", _("每月补缴"), case["base"], case["rate"], rounding=FEN)
    total = work.product("total", _("一共补缴"), monthly, short)
    if not short.number:
        headline = _("不用补：已经缴了{contributed}，够{required}").format(
            contributed=case["contributed"].text, required=case["required"].text
        )
    else:
        headline = _("差{months}，一共补{total}").format(months=short.text, total=total.text)
    unready = [] if case.retired else [_("这一项要退休审批办好以后才能办，先办退休手续。")]
    return Result(headline, Confidence.ESTIMATE, explanations=unready)

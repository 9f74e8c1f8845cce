"""Whether and where missed months are paid for 补缴: exemptions, the online limit, retirees' medical insurance."""

from ..engine.calculators import CannotCalculate, Case, Problem, calculator
from ..engine.inputs import choice, money, percentage, whole, year_month, yes_no
from ..engine.money import FEN
from ..engine.parameters import Law
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Citation, Trace
from ..engine.units import show

ONLINE_MONTHS = "wuhan/back-payment-months"
RULE = Citation("zhangjiagang-guide", N_("五、职工社会保险费的补缴（1）"))

EXEMPT = {
    "sentenced": N_("被判刑期间"),
    "reeducation": N_("被劳教期间"),
    "unemployment": N_("领取失业救济金期间"),
    "unable": N_("经劳动保障行政部门确认，确实不能履行缴费义务"),
}


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
        formula=_("选的是“{reason}”；不用缴的有：{grounds}").format(
            reason=words, grounds=_("、").join(map(_, EXEMPT.values()))
        ),
        terms=[reason],
        sources=[RULE],
    )
    state = "exempt" if exempt.met else {"yes": "due", "no": "open"}[case.confirmed]
    answers = {
        "exempt": (N_("这段时间不用补缴"), N_("这四种情形不属于必须缴费的期间。")),
        "due": (N_("要补缴"), N_("本息多少，用“补缴本息计算”算。")),
        "open": (N_("还不能定，要先由劳动保障行政部门确认"), N_("资料只写了确认要补的怎样补。")),
    }
    headline, text = map(_, answers[state])
    work.step("answer", _("结论"), state, shown=headline, terms=[exempt], sources=[RULE])
    return Result(
        headline,
        Confidence.OLD_GUIDE,
        explanations=[
            *(
                []
                if exempt.met
                else [_("「{label}」不符合：{formula}。").format(label=exempt.label, formula=exempt.formula)]
            ),
            text,
            _("不管什么原因断缴，个人账户都保留。"),
        ],
    )


@calculator(
    "wuhan/backpay-3-months",
    title=N_("参保补缴几个月，在哪里办"),
    summary=N_("填从哪个月补起，看补几个月，能不能在网上办。"),
    inputs=[
        year_month(
            "start",
            N_("从哪个月补起"),
            minimum="1990-01",
            maximum="2100-12",
            reason=N_("请检查年份。"),
            example="2012-03",
        ),
        year_month(
            "current",
            N_("现在是哪个月"),
            minimum="1990-01",
            maximum="2100-12",
            reason=N_("请检查年份。"),
            example="2012-05",
        ),
        year_month(
            "contract_start",
            N_("劳动合同从哪个月开始"),
            minimum="1950-01",
            maximum="2100-12",
            reason=N_("请检查年份。"),
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
        formula=_("填的是{start}，合同从{contract}开始").format(
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

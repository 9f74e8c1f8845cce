"""Whether and where missed months are paid for 补缴: exemptions, the online limit, retirees' medical insurance."""

from ..engine.calculators import Case, calculator
from ..engine.inputs import choice
from ..engine.parameters import Law
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Citation, Trace

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
                else [_("“{label}”不符合：{formula}。").format(label=exempt.label, formula=exempt.formula)]
            ),
            text,
            _("不管什么原因断缴，个人账户都保留。"),
        ],
    )

"""Medical insurance that retirees have to pay for 补缴 退休人员医保."""

from ..engine import usual
from ..engine.calculators import Case, calculator
from ..engine.inputs import money, percentage, whole, yes_no
from ..engine.money import FEN
from ..engine.parameters import Law
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Citation, Trace


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
        money("base", N_("补缴基数（月）"), help=N_("指南没有写，请问经办窗口。"), example="4500", usual=usual.WAGE),
        percentage(
            "rate",
            N_("补缴比例"),
            minimum="0",
            maximum="0.2",
            least="0.01",  # every fraction up to the largest rate, 0.2, is below one per cent
            reason=N_("请检查有没有多写数字，比例一般不超过20%。"),
            help=N_("指南没有写，请问经办窗口。"),
            example="8",
        ),
        yes_no("retired", N_("退休手续办好了吗"), default="yes"),
    ],
    rules=[],
    next_steps=["guannan/retiree-medical-backpay"],
    not_covered=[N_("困难和破产关闭企业的退休人员另有实施意见，指南只列了名称。")],
    example={"required": "300", "contributed": "264", "base": "4500", "rate": "8"},
)
def retiree_medical(case: Case, law: Law, work: Trace) -> Result:
    """Months short × base × rate, all three from the counter: the guide states neither them nor the sum."""
    work.check(
        "approved",
        _("退休手续办好了"),
        case.retired,
        formula=_("材料里有养老退休审批表"),
        terms=[case["retired"]],
        sources=[Citation("guannan-guide", N_("三、退休（一）退休审批 2"))],
    )
    short = work.step(
        "short_months",
        _("差几个月"),
        max(case.required - case.contributed, 0),
        "month",
        formula=f"{case['required'].text} − {case['contributed'].text}",
        terms=[case["required"], case["contributed"]],
    )
    monthly = work.product("monthly", _("每月补缴"), case["base"], case["rate"], rounding=FEN)
    total = work.product("total", _("一共补缴"), monthly, short)
    if not short.number:
        headline = _("不用补：已经缴了{contributed}，够{required}").format(
            contributed=case["contributed"].text, required=case["required"].text
        )
    else:
        headline = _("差{months}，一共补{total}").format(months=short.text, total=total.text)
    unready = [] if case.retired else [_("材料里有养老退休审批表，没有办退休审批的，先办退休手续。")]
    own = _("月数、基数和比例都是您自己填的；怎么算，指南也没有写。这里是用要求的月数减已缴的月数，再乘基数和比例。")
    return Result(headline, Confidence.ESTIMATE, explanations=unready, assumptions=[own])

"""How many contribution bases 缴费基数 are still to be entered."""

from ..engine.calculators import Case, calculator
from ..engine.inputs import COUNTING, whole
from ..engine.parameters import Law
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Citation, Trace


@calculator(
    "heilongjiang/base-verify-count",
    title=N_("黑龙江：缴费基数核定还有多少人没录"),
    summary=N_("填参保人数和已录入人数，算还差多少。"),
    inputs=[
        whole("insured", N_("参保人数"), unit="person", minimum="0", maximum="1000000", reason=COUNTING, example="120"),
        whole(
            "entered", N_("已录入多少人"), unit="person", minimum="0", maximum="1000000", reason=COUNTING, default="0"
        ),
    ],
    rules=["heilongjiang/base-verify-count"],
    next_steps=["heilongjiang/base-verification"],
    not_covered=[N_("录入以后人数怎样减少，资料没有写，这里按录一个少一个。")],
    example={"insured": "120", "entered": "35"},
)
def base_verify_count(case: Case, law: Law, work: Trace) -> Result:
    """At the start nobody is entered, so the number left is the number insured."""
    if case.entered > case.insured:
        message = _("录入的人数不能比参保人数{insured}多，请核对。").format(insured=case["insured"].text)
        raise CannotCalculate([Problem("entered", Code.CONTRADICTION, message)])
    left = work.step(
        "left",
        _("没有录入的人数"),
        case.insured - case.entered,
        "person",
        formula=f"{case['insured'].text} − {case['entered'].text}",
        terms=[case["insured"], case["entered"]],
        sources=[Citation("heilongjiang-online-manual", N_("三、系统使用"))],
    )
    return Result(_("还有{left}没有录入").format(left=left.text), Confidence.OLD_GUIDE)

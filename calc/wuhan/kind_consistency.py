"""Whether an employee has the same kinds of insurance 险种 as the employer."""

from ..engine.calculators import Case, calculator
from ..engine.inputs import choice
from ..engine.parameters import Law
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Citation, Trace

KINDS_RULE = [Citation("wuhan-unit-guide", N_("二（四）6")), Citation("wuhan-add-sop", N_("第二步注意事项④⑤"))]
KINDS = {
    "pension": N_("养老保险"),
    "medical": N_("医疗保险"),
    "unemployment": N_("失业保险"),
    "injury": N_("工伤保险"),
    "maternity": N_("生育保险"),
    "large_medical": N_("大额医疗保险"),
}
WHO = {
    "both": N_("单位和职工都参加"),
    "unit": N_("单位参加，职工没有参加"),
    "person": N_("职工参加，单位没有参加"),
    "neither": N_("都没有参加"),
}


@calculator(
    "wuhan/kind-consistency",
    title=N_("武汉：职工的险种和单位的一不一致"),
    summary=N_("六个险种逐个看。职工参加的险种，要和单位参加的一样。"),
    kind="check",
    inputs=[choice(name, label, WHO) for name, label in KINDS.items()],
    rules=["wuhan/kind-consistency"],
    next_steps=["wuhan/online-add-renew"],
    not_covered=[N_("一份公司的操作规范说六项全选“参加”，那是那家公司自己的情况。")],
    example={**dict.fromkeys(KINDS, "both"), "maternity": "unit"},
)
def kind_consistency(case: Case, law: Law, work: Trace) -> Result:
    """The two sets have to be the same; both differences are named."""
    missing, extra = [], []
    for name, label in KINDS.items():
        answer = getattr(case, name)
        work.check(
            f"{name}_same",
            _(label),
            answer in ("both", "neither"),
            formula=_(WHO[answer]),
            terms=[case[name]],
            sources=KINDS_RULE,
        )
        if answer == "unit":
            missing.append(_(label))
        elif answer == "person":
            extra.append(_(label))
    if not missing and not extra:
        return Result(_("一致"), Confidence.OLD_GUIDE)
    parts = [(_("职工少了{kinds}"), missing), (_("职工多了{kinds}"), extra)]
    said = [words.format(kinds=_("、").join(kinds)) for words, kinds in parts if kinds]
    return Result(
        _("不一致：{said}").format(said=_("；").join(said)),
        Confidence.OLD_GUIDE,
        explanations=[_("改成和单位一样，再提交。")],
    )

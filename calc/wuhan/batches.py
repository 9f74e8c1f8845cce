"""Counts on the way of a batch 批量办理: imported, failed, submitted; whether kinds of insurance agree; copies of forms."""

from ..engine.calculators import CannotCalculate, Case, Problem, calculator
from ..engine.inputs import choice, whole
from ..engine.parameters import Law
from ..engine.results import Confidence, Result, Table
from ..engine.texts import N_, _
from ..engine.trace import Citation, Trace

BATCH = [Citation("wuhan-unit-manual-part-two", N_("批量办理第4步、第5步"))]
KINDS_RULE = [Citation("wuhan-unit-guide", N_("二（四）6")), Citation("wuhan-add-sop", N_("第二步注意事项④⑤"))]
COPIES = "wuxi/form-copies"
COUNTING = N_("请检查有没有多写或少写数字。")

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
    "wuhan/batch-import",
    title=N_("武汉：批量导入，最后提交多少人"),
    summary=N_("填模板里的人数、不合格的和删掉的，算导入、失败和提交各多少。"),
    kind="simulator",
    inputs=[
        whole(
            "rows", N_("模板里一共多少人"), unit="person", minimum="1", maximum="100000", reason=COUNTING, example="100"
        ),
        whole("invalid", N_("填得不合格的有多少人"), unit="person", minimum="0", maximum="100000", reason=COUNTING),
        whole(
            "deleted",
            N_("导入以后删掉多少人"),
            unit="person",
            minimum="0",
            maximum="100000",
            reason=COUNTING,
            default="0",
        ),
    ],
    rules=["wuhan/batch-import"],
    next_steps=["wuhan/online-batch-suspend"],
    not_covered=[N_("普通用户提交以后，还要到辖区社保处审核。")],
    example={"rows": "100", "invalid": "3", "deleted": "2"},
)
def batch_import(case: Case, law: Law, work: Trace) -> Result:
    """A row that fails does not keep the others from being imported; if all are wrong, the task is withdrawn."""
    if case.invalid > case.rows:
        raise CannotCalculate(
            [Problem("invalid", _("不合格的人数不能比总人数{rows}多。").format(rows=case["rows"].text))]
        )
    imported = work.step(
        "imported",
        _("导入成功"),
        case.rows - case.invalid,
        "person",
        formula=f"{case['rows'].text} − {case['invalid'].text}",
        terms=[case["rows"], case["invalid"]],
        sources=BATCH,
    )
    if case.deleted > imported.number:
        raise CannotCalculate(
            [Problem("deleted", _("只导入了{imported}，删不了这么多。").format(imported=imported.text))]
        )
    submitted = work.step(
        "submitted",
        _("提交审批"),
        int(imported.number) - case.deleted,
        "person",
        formula=f"{imported.text} − {case['deleted'].text}",
        terms=[imported, case["deleted"]],
        sources=BATCH,
    )
    explanations = []
    if case.invalid:
        explanations.append(_("有{n}没有导入，点【下载导入失败列表】看错在哪里。").format(n=case["invalid"].text))
    if not submitted.number:
        return Result(
            _("没有人可以提交，点【退单】重新办"),
            Confidence.OLD_GUIDE,
            explanations=[*explanations, _("任务自动取消，可以重新办理。")],
        )
    return Result(_("提交{n}").format(n=submitted.text), Confidence.OLD_GUIDE, explanations=explanations)


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
        raise CannotCalculate([Problem("entered", message)])
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


@calculator(
    "wuxi/copies",
    title=N_("无锡：开通网上申报，每张表要几份"),
    summary=N_("申请表和承诺书各一式三份，看填几份、交几份、自己留几份。"),
    inputs=[
        whole("units", N_("给几个单位开通"), minimum="1", maximum="1000", reason=COUNTING, default="1", example="1"),
    ],
    rules=["wuxi/copies"],
    parameters=[COPIES],
    next_steps=["wuxi/online-open"],
    not_covered=[N_("自己留下的份数是减出来的，资料没有写。办电信开通时也要带申请表。")],
    example={"units": "1"},
)
def copies(case: Case, law: Law, work: Trace) -> Result:
    """Filled in less handed in is what remains; the same for both forms."""
    filled = law.figure(COPIES, None, "filled", label=_("每个单位填"))
    submitted = law.figure(COPIES, None, "submitted", label=_("每个单位交"))
    total = work.product("filled", _("一共填"), filled, case.units, unit="copy")
    handed = work.product("handed_in", _("一共交给社保部门"), submitted, case.units, unit="copy")
    kept = work.step(
        "kept",
        _("自己留"),
        total.number - handed.number,
        "copy",
        formula=f"{total.text} − {handed.text}",
        terms=[total, handed],
    )
    rows = [(form, total.text, handed.text, kept.text) for form in (_("申请表"), _("承诺书"))]
    header = (_("表格"), _("填"), _("交"), _("自己留"))
    return Result(
        _("每种表填{filled}，交{handed}，自己留{kept}").format(filled=total.text, handed=handed.text, kept=kept.text),
        Confidence.OLD_GUIDE,
        tables=[Table(_("份数"), header, rows)],
    )

"""Counts on the way of a batch 批量办理: imported, failed, submitted; whether kinds of insurance agree; copies of forms."""

from ..engine.calculators import Case, calculator
from ..engine.inputs import COUNTING, whole
from ..engine.parameters import Law
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Citation, Trace

BATCH = [Citation("wuhan-unit-manual-part-two", N_("批量办理第4步、第5步"))]


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
        message = _("不合格的人数不能比总人数{rows}多。").format(rows=case["rows"].text)
        raise CannotCalculate([Problem("invalid", Code.CONTRADICTION, message)])
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
        message = _("只导入了{imported}，删不了这么多。").format(imported=imported.text)
        raise CannotCalculate([Problem("deleted", Code.CONTRADICTION, message)])
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

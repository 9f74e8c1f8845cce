"""How many copies of each form 表格份数 opening the online declaration takes."""

from ..engine.calculators import Case, calculator
from ..engine.inputs import COUNTING, whole
from ..engine.parameters import Law
from ..engine.results import Confidence, Result, Table
from ..engine.texts import N_, _
from ..engine.trace import Trace

COPIES = "wuxi/form-copies"


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

"""Death within 48 hours 四十八小时之内: the time from falling ill to death, to the minute."""

from datetime import datetime, timedelta
from decimal import Decimal

from ..engine.calculators import Case, calculator
from ..engine.inputs import moment
from ..engine.parameters import Law
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Trace

LIMIT = "yangzhou/rescue-hours"


@calculator(
    "yangzhou/injury-48-hours",
    title=N_("突发疾病是不是在48小时之内"),
    summary=N_("填发病和死亡的时间，算隔了多久，在不在48小时之内。"),
    inputs=[
        moment("onset", N_("什么时候发病"), example="2025-05-01 08:00", help=N_("按病历上写的时间填。")),
        moment("death", N_("什么时候死亡"), example="2025-05-03 07:59", help=N_("按死亡证明上写的时间填。")),
    ],
    rules=["yangzhou/injury-48-hours"],
    parameters=[LIMIT],
    next_steps=["yangzhou/injury-recognition"],
    not_covered=[
        N_("从发病还是从医院初次诊断起算，资料没有写。按另一个时间再算一次，两个结果不同的，请问人社部门。"),
        N_("还要是在工作时间、工作岗位上突然发病。"),
    ],
    example={"onset": "2025-05-01 08:00", "death": "2025-05-03 07:59"},
)
def forty_eight_hours(case: Case, law: Law, work: Trace) -> Result:
    """Exactly 48 hours count as within; the seconds of neither time are known."""
    onset: datetime = case.onset
    death: datetime = case.death
    if death < onset:
        raise CannotCalculate(
            [Problem("death", Code.CONTRADICTION, _("死亡时间不能早于发病时间，请对照病历再写一次。"))]
        )
    limit = law.figure(LIMIT, None)
    minutes = (death - onset) // timedelta(minutes=1)
    hours, rest = divmod(minutes, 60)
    length = _("{hours}小时{minutes}分").format(hours=hours, minutes=rest)
    elapsed = work.step(
        "minutes",
        _("从发病到死亡"),
        minutes,
        formula=f"{case['death'].text} − {case['onset'].text}",
        terms=[case["onset"], case["death"]],
        shown=length,
    )
    within = work.check(
        "within",
        _("在规定时间之内"),
        Decimal(minutes) <= limit.number * 60,
        formula=_("{length}，规定是{limit}之内（正好{limit}按之内算）").format(length=length, limit=limit.text),
        terms=[elapsed, limit],
    )
    if within.met:
        exact = elapsed.number == limit.number * 60
        return Result(
            _("在{limit}之内：{length}").format(limit=limit.text, length=length),
            Confidence.OLD_GUIDE,
            assumptions=[_("资料没有写正好{limit}算不算，这里按之内算。").format(limit=limit.text)] if exact else [],
        )
    over = minutes - int(limit.number) * 60
    return Result(
        _("超过{limit}：{length}").format(limit=limit.text, length=length),
        Confidence.OLD_GUIDE,
        explanations=[_("多了{hours}小时{minutes}分。").format(hours=over // 60, minutes=over % 60)],
    )

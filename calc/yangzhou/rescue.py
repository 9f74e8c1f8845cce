"""Death within 48 hours 四十八小时之内: from the first diagnosis 初次诊断 to death, to the minute."""

from datetime import datetime, timedelta
from decimal import Decimal

from ..engine.calculators import Case, calculator
from ..engine.inputs import moment
from ..engine.parameters import Law
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Citation, Trace

LIMIT = "national/rescue-hours"
FROM_DIAGNOSIS = Citation("work-injury-opinions-2004", N_("第三条"))


@calculator(
    "yangzhou/injury-48-hours",
    title=N_("突发疾病是不是在48小时之内"),
    summary=N_("填医院第一次诊断和死亡的时间，算隔了多久，在不在48小时之内。"),
    inputs=[
        moment(
            "diagnosed",
            N_("医院第一次诊断是什么时候"),
            required=False,
            example="2026-05-01 08:00",
            help=N_("48小时从这个时间算起。按第一家医疗机构病历上写的时间填。"),
            happened=True,
        ),
        moment(
            "onset",
            N_("什么时候发病"),
            required=False,
            example="2026-05-01 07:20",
            help=N_("填了第一次诊断的时间，这一项可以不填。"),
            happened=True,
        ),
        moment(
            "death", N_("什么时候死亡"), example="2026-05-03 07:59", help=N_("按死亡证明上写的时间填。"), happened=True
        ),
    ],
    rules=["yangzhou/injury-48-hours"],
    parameters=[LIMIT],
    next_steps=["national/injury-recognition", "yangzhou/injury-recognition"],
    not_covered=[N_("还要是在工作时间、工作岗位上突然发病。")],
    example={"diagnosed": "2026-05-01 08:00", "death": "2026-05-03 07:59"},
)
def forty_eight_hours(case: Case, law: Law, work: Trace) -> Result:
    """Exactly 48 hours count as within; the seconds of neither time are known.

    Who knows only when it began is told what that settles: the diagnosis is never earlier, so within is within.
    """
    if case.diagnosed is None and case.onset is None:
        message = _("请填“{label}”。").format(label=case["diagnosed"].label)
        raise CannotCalculate([Problem("diagnosed", Code.REQUIRED, message)])
    began = case["diagnosed"] if case.diagnosed else case["onset"]
    start: datetime = case.diagnosed or case.onset
    death: datetime = case.death
    if case.diagnosed and case.onset and case.diagnosed < case.onset:
        message = _("第一次诊断不能早于发病时间，请对照病历再写一次。")
        raise CannotCalculate([Problem("diagnosed", Code.CONTRADICTION, message)])
    if death < start:
        message = _("死亡时间不能早于{began}，请对照病历再写一次。").format(
            began=_("第一次诊断") if case.diagnosed else _("发病时间")
        )
        raise CannotCalculate([Problem("death", Code.CONTRADICTION, message)])
    limit = law.figure(LIMIT, death.date(), input="death")
    minutes = (death - start) // timedelta(minutes=1)
    hours, rest = divmod(minutes, 60)
    length = _("{hours}小时{minutes}分").format(hours=hours, minutes=rest)
    elapsed = work.step(
        "minutes",
        _("从第一次诊断到死亡") if case.diagnosed else _("从发病到死亡"),
        minutes,
        formula=f"{case['death'].text} − {began.text}",
        terms=[began, case["death"]],
        sources=[FROM_DIAGNOSIS] if case.diagnosed else [],
        shown=length,
    )
    within = work.check(
        "within",
        _("在规定时间之内"),
        Decimal(minutes) <= limit.number * 60,
        formula=_("{length}，规定是{limit}之内（正好{limit}按之内算）").format(length=length, limit=limit.text),
        terms=[elapsed, limit],
    )
    second_hand = _("从医疗机构初次诊断的时间算起，是转引的（劳社部函〔2004〕256号第三条），没有核对原文。")
    if within.met:
        exact = elapsed.number == limit.number * 60
        return Result(
            _("在{limit}之内：{length}").format(limit=limit.text, length=length),
            Confidence.LAW,
            assumptions=[
                second_hand,
                *([_("条文没有写正好{limit}算不算，这里按之内算。").format(limit=limit.text)] if exact else []),
            ],
        )
    over = minutes - int(limit.number) * 60
    more = _("多了{hours}小时{minutes}分。").format(hours=over // 60, minutes=over % 60)
    if case.diagnosed:
        headline = _("超过{limit}：{length}").format(limit=limit.text, length=length)
        return Result(headline, Confidence.LAW, explanations=[more], assumptions=[second_hand])
    ask = _("{limit}不是从发病算，要从医院第一次诊断算起。请填“{label}”再算一次。")
    return Result(
        _("还定不下来：从发病算超过了{limit}，要从医院第一次诊断算起").format(limit=limit.text),
        Confidence.LAW,
        explanations=[more, ask.format(limit=limit.text, label=case["diagnosed"].label)],
        assumptions=[second_hand],
    )

"""What :mod:`.timing` answers, in words. Every sentence about a window, a verdict or a due day is made here."""

from datetime import date

from .calendar import holiday_name, known_years
from .texts import N_, _
from .timing import Ask, Certainty, Due, No, Verdict, Why, Window, Yes
from .units import show_day, show_weekday

ACTS = {
    "file": N_("办"),
    "collect": N_("领"),
    "settle": N_("结算"),
    "review": N_("审核"),
    "pay": N_("缴费"),
    "print": N_("打印"),
    "visit": N_("办"),
}
"""What a window is for 办哪一件事: 申请, 领取, 结算, 审核, 缴费, 打印, 办公. None but 申请 says that one can apply."""


def window_words(window: Window) -> str:
    """每月5日到月底；只在工作日 / 请避开每月20日到月底."""
    words = window.describe() if window.kind == "open" else _("请避开{window}").format(window=window.describe())
    return words + (_("，只算工作日") if window.working_days else "")


def verdict_words(verdict: Verdict, window: Window | None) -> str:
    """The answer in a few words, with the day: 可以办：2025年3月28日（星期五）."""
    act, day = _(ACTS[window.act if window else "file"]), show_day(verdict.day)
    match verdict:
        case Yes():
            words = _("可以{act}：{day}")
        case Ask(why=(Why.AVOID,)):
            words = _("最好避开：{day}")
        case Ask():
            words = _("不一定，先问：{day}")
        case _:
            words = _("不能{act}：{day}")
    return words.format(act=act, day=day)


def reasons(verdict: Verdict, window: Window | None) -> list[str]:
    """Why, until when, and when next: sentences."""
    match verdict:
        case Yes():
            says: list[str] = []
        case Ask():
            says = [_reason(why, verdict.day, window) for why in verdict.why]
        case No():
            return [_reason(verdict.why, verdict.day, window), *_next_words(verdict)]
    if verdict.closes:
        says.append(_("这一次到{day}为止。").format(day=show_day(verdict.closes)))
    if verdict.safe:
        text = _("那一天可能不办公，稳妥的是最晚{day}去。")
        says.append(text.format(day=show_day(verdict.safe)))
    if isinstance(verdict, Ask):
        says += _next_words(verdict)
    return says


def _next_words(verdict: Ask | No) -> list[str]:
    if verdict.next is None:
        return []
    settled = isinstance(verdict, Ask) and not {Why.AVOID, Why.DOUBTFUL} & {*verdict.why}
    text = _("稳妥的是{day}去。") if settled else _("下一次从{day}起。")
    words = [text.format(day=show_day(verdict.next))]
    if verdict.sure:
        words.append(_("那一天可能不办公，稳妥的是{day}去。").format(day=show_day(verdict.sure)))
    return words


def _reason(why: Why, day: date, window: Window | None) -> str:
    if why in (Why.AVOID, Why.DOUBTFUL) and window and window.advice:
        return _(window.advice)
    name = _(holiday_name(day)) or show_weekday(day)
    if why is Why.CLOSED and window and window.working_days:
        return _("这一天是休息日（{name}），资料写只算工作日。").format(name=name)
    return _(_REASONS[why]).format(name=name, year=day.year, window=window.describe() if window else "")


_REASONS = {
    Why.REST_DAY: N_("这一天是休息日（{name}），资料没有写休息日办不办公，去之前先打电话问。"),
    Why.MAKE_UP_DAY: N_("这一天是调休上班的{name}，资料没有写这样的日子办不办公，去之前先打电话问。"),
    Why.UNPUBLISHED: N_("{year}年的调休安排还没有公布，这一天放不放假、上不上班可能会变，去之前先看通知。"),
    Why.DOUBTFUL: N_("资料没有写清这一天算不算，去之前先打电话问。"),
    Why.AVOID: N_("资料请大家避开{window}；不是不能办。"),
    Why.UNSTATED: N_("资料没有写哪天办公，去之前先打电话问。"),
    Why.OUTSIDE: N_("资料写的是{window}。"),
    Why.CLOSED: N_("这一天是休息日（{name}），不办公。"),
}


PROVISIONAL = N_("（暂定）")


def due_words(ends: Due) -> str:
    """The day in words; both days where one moves, and that they are not settled where a year is not announced.

    2027年1月3日（星期日）；那天是休息日，按民法典第二百零三条顺延到2027年1月4日（星期一）（暂定）
    """
    words = show_day(ends.natural)
    if ends.moved:
        text = _("{natural}；那天是休息日，按民法典第二百零三条顺延到{last}")
        words = text.format(natural=words, last=show_day(ends.last))
    return words + (_(PROVISIONAL) if is_provisional(ends) else "")


def is_provisional(ends: Due) -> bool:
    """Whether the days off of a year that it was counted through are not announced yet."""
    return ends.unpublished > known_years()[1]


def certainty_words(ends: Due) -> str:
    """How far the day can be relied on; empty if it is certain."""
    match ends.certainty:
        case Certainty.PROVISIONAL:
            text = _(
                "{year}年的调休安排还没有公布，这里按法律定下的放假日和周末数；"
                "拿2008年以来公布过的安排照样算过，最多差{n}天。"
            )
            return text.format(year=ends.unpublished, n=ends.slack)
        case Certainty.ROUGH if is_provisional(ends):
            text = _("{year}年的放假安排还没有公布，这里只跳过周末和日期固定的节日，农历的节日和调休没有算进去。")
            return text.format(year=ends.unpublished)
        case Certainty.ROUGH:
            text = _("{year}年的放假安排没有收录，这里只跳过周末和日期固定的节日，农历的节日和调休没有算进去。")
            return text.format(year=ends.unpublished)
    return ""

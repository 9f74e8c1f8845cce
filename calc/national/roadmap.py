"""My road to a pension 我的社保路线图: when, whether the years suffice, about how much, and what to do in which month.

Each question has its engine elsewhere: months and least contributions in `retirement`, sums in `pension_forecast`. Here they are
asked for every choice the reader has, from what people know: months paid to date, and whether they go on paying.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ..engine import usual
from ..engine.calculators import Case, calculator
from ..engine.events import Event
from ..engine.inputs import PROJECTION, choice, money, yes_no
from ..engine.money import YUAN
from ..engine.months import YearMonth
from ..engine.parameters import Law
from ..engine.results import Chart, Confidence, Milestone, Result, Table
from ..engine.texts import N_, _
from ..engine.trace import Citation, Node, Trace
from ..engine.units import show, show_age
from .account_growth import RATE
from .contribution import FLEXIBLE, LIMITS
from .contribution import SHARE as LIMIT_SHARES
from .payout import MONTHS, REFINED
from .pension import BENEFIT_BASE, LOWEST_INDEX, YEARLY, index, index_cautions
from .pension_forecast import BASE, OPENING, SHARE
from .retirement import (
    ARTICLE_2,
    BIRTH,
    DELAY,
    FLEXIBLE_7,
    MINIMUM,
    ORIGINAL,
    PAID,
    TRACK,
    Statutory,
    enough_from,
    flexible_range,
    least_months,
    length,
    statutory,
)
from .retirement import FLEXIBLE as FLEXIBLE_RANGE
from .roadmap_amounts import (
    AVERAGE_INDEX,
    PLACES,
    Money,
    Range,
    basic_per_thousand,
    gap_cost,
    known_money,
    limits,
    own_base,
    pension_range,
)
from .working_life import check_paid, odd_balance, odd_base

EXTEND = Citation("social-insurance-law-implementation-rules", N_("第二条"))
UNKNOWN = N_("不知道的空着，结果就是一个范围。")


@dataclass(frozen=True)
class Life:
    """The reader's months: the statutory one and those of contributions, as of today."""

    law: Law
    birth: YearMonth
    now: YearMonth
    retire: YearMonth
    paid: int
    goes_on: bool

    def more_by(self, month: YearMonth) -> int:
        """Months still to be paid before that month."""
        return max(0, month.since(self.now)) if self.goes_on else 0

    def paid_by(self, month: YearMonth) -> int:
        """Months paid before that month."""
        return self.paid + self.more_by(month)

    def least(self, month: YearMonth) -> int:
        """Months it takes to retire in that month."""
        return int(least_months(self.law, self.retire, month).number)

    def short(self, month: YearMonth) -> int:
        """By how many months the contributions miss the least in that month."""
        return max(0, self.least(month) - self.paid_by(month))

    def enough(self, first: YearMonth) -> YearMonth:
        """The first month, from that one on, in which who goes on paying from now has enough."""
        return enough_from(self.law, self.paid + first.since(self.now), first, self.retire)


@dataclass(frozen=True)
class Reach:
    """The months that may be chosen by age alone 弹性退休, and the first that can still be announced in time from today on."""

    earliest: YearMonth
    latest: YearMonth
    soonest: YearMonth
    announce: int
    """Months before the chosen one by which the employer is told."""
    agree: int
    """Months before the statutory one by which a postponement is agreed."""


@dataclass(frozen=True)
class Choice:
    """A month in which the pension may begin: by which rule (earliest, statutory, now, filled, latest)."""

    key: str
    label: str
    month: YearMonth


@dataclass(frozen=True)
class Point:
    """A milestone with its month, before it is put into words for the page and the reader's calendar."""

    month: YearMonth
    title: str
    text: str = ""


@calculator(
    "national/roadmap",
    title=N_("我的社保路线图"),
    summary=N_(
        "填出生年月和到现在缴了几个月，看哪年能退休、年限够不够、每月大约领多少、哪一年要办什么。不知道的可以空着。"
    ),
    inputs=[
        BIRTH,
        TRACK,
        PAID,
        yes_no(
            "goes_on",
            N_("以后还接着缴吗"),
            help=N_("在单位由单位缴，或者自己按灵活就业缴，都算；每个月都缴，中间不断。"),
            fact="goes-on",
        ),
        choice("region", N_("在哪里退休"), PLACES, fact="pension-place"),
        money(
            "benefit_base",
            N_("养老金计发基数（月）"),
            required=False,
            stands_in_for=tuple(BENEFIT_BASE.values()),
            minimum="0.01",
            reason=N_("计发基数要大于零。"),
            help=N_("由省里公布。选的地方本站已经收录的，可以不填；没有收录又不知道的，就只算时间。"),
            where=N_("打12333问，或看身边今年退休的人的核定表"),
            example="9022",
            fact="benefit-base",
            usual=usual.BENEFIT_BASE,
        ),
        replace(BASE, required=False, minimum="0.01", reason=N_("缴费基数要大于零。"), help=UNKNOWN),
        replace(OPENING, name="account_balance", required=False, help=UNKNOWN),
        index(
            N_("平均缴费指数"),
            required=False,
            help=N_("不知道的空着：填了缴费基数的，用缴费基数推算。"),
            where=N_("养老保险权益记录单，或问经办机构"),
            example="0.8",
        ),
        PROJECTION,
    ],
    rules=[],
    parameters=[
        ORIGINAL,
        DELAY,
        FLEXIBLE_RANGE,
        MINIMUM,
        MONTHS,
        REFINED,
        YEARLY,
        SHARE,
        RATE,
        FLEXIBLE,
        LIMIT_SHARES,
        *BENEFIT_BASE.values(),
        *dict.fromkeys(LIMITS.values()),
    ],
    next_steps=["national/retire-and-pension", "national/flexible-retirement"],
    possible_next_steps=["national/join-two-pensions"],
    not_covered=[
        N_("特殊工种、病退、高海拔地区提前退休，不在这里算。"),
        N_("公务员和国有单位的领导、管理人员不能推迟退休，他们的规定也不在这里算。"),
        N_("建个人账户以前有视同缴费的，另有过渡性养老金，没有算；各省各市另外加发的也没有算。"),
        N_("居民养老保险、职工医保要缴多少年，不在这里算。"),
    ],
    example={
        "birth": "1972-03",
        "track": "male-60",
        "months": "200",
        "goes_on": "yes",
        "region": "other",
        "benefit_base": "9022",
        "base": "6000",
    },
    example_today="2026-11-29",
)
def roadmap(case: Case, law: Law, work: Trace) -> Result:
    """Every choice with its months and its sums, the gap and its price, and a dated list of what to do."""
    now = YearMonth.of(case.today)
    odd = check_paid("months", case.months, case.birth, now, _("现在"))
    with work.group("retirement", _("什么时候可以退休")):
        found = statutory(case["birth"], case.track, law, work)
        reach = _reach(law, work, found, now) if found.delayed else None
    life = Life(law, case.birth, now, found.when, case.months, case.goes_on)
    choices = _choices(life, reach)
    _record_years(life, choices, work, case["months"], found)
    with work.group("money", _("用来算钱的数")):
        ends = limits(case, law, now)
        base, cautions = own_base(case, work, ends)
        have = known_money(case, law, work, now, base, ends)
    sums = {each.key: _pension(life, each, have, law, work) for each in choices if have and not life.short(each.month)}
    main = _main(life, choices)
    short = life.short(main.month)
    gap, gap_says = _gap(life, main.month, short, work, gap_cost(law, work, now, short, base, ends) if short else None)
    points = _points(life, found, choices, sums, reach)
    return Result(
        _headline(life, found, choices, main, sums),
        Confidence.ESTIMATE,
        explanations=[
            *gap_says,
            *_early(life, choices, reach),
            *([] if have else _unpriced(case, 0 if short else life.paid_by(main.month), law, work, now)),
        ],
        cautions=[*odd, *(index_cautions(case) if case.index is not None else []), *cautions, *_odd_money(case, have)],
        milestones=[Milestone(_("现在"), *_today(life))]
        + [Milestone(show(each.month), each.title, each.text) for each in points],
        charts=_chart(choices, sums),
        tables=[_table(life, choices, sums), *gap],
        assumptions=_assumptions(life, have.why if have and sums else []),
        next_steps=["national/join-two-pensions"] if short else [],
        events=[Event(each.month.first, each.title, each.text) for each in points if each.month.first >= case.today],
    )


def _reach(law: Law, work: Trace, found: Statutory, now: YearMonth) -> Reach:
    earliest, latest = (_month(node) for node in flexible_range(law, work, found.original, found.month))
    announce, agree = (
        int(law.figure(FLEXIBLE_RANGE, found.when, key).number) for key in ("notice-advance", "notice-postpone")
    )
    return Reach(earliest, latest, max(earliest, now.plus(announce)), announce, agree)


def _choices(life: Life, reach: Reach | None) -> list[Choice]:
    """The months to choose from today on, in order: each with its label. At least one."""
    found = []
    if reach and reach.soonest < life.retire:
        first = life.enough(reach.soonest) if life.goes_on else reach.soonest
        if first < life.retire and not life.short(first):
            found.append(Choice("earliest", _("最早"), first))
    if reach and life.retire.plus(-reach.agree) >= life.now:
        found.append(Choice("latest", _("最晚"), reach.latest))
    if life.retire >= life.now:
        found.append(Choice("statutory", _("法定"), life.retire))
    else:
        found.append(Choice("now", _("现在"), life.now))
    due = max(life.retire, life.now)
    if life.goes_on and life.short(due) and (full := life.enough(due)) not in {each.month for each in found}:
        found.append(Choice("filled", _("缴满"), full))
    return sorted(found, key=lambda each: each.month)


def _main(life: Life, choices: list[Choice]) -> Choice:
    """The choice that the answer is about: the statutory month, or today where it has passed."""
    return next(each for each in choices if each.key in ("statutory", "now"))


def _record_years(life: Life, choices: list[Choice], work: Trace, paid: Node, found: Statutory) -> None:
    with work.group("years", _("缴费年限够不够")):
        for each in choices:
            least, by_then = life.least(each.month), life.paid_by(each.month)
            work.check(
                f"enough_{each.key}",
                _("{label}：{month}").format(label=each.label, month=show(each.month)),
                not life.short(each.month),
                formula=_("那时缴满{paid}，最低要{least}").format(paid=length(by_then), least=length(least)),
                terms=[paid, found.month],
                sources=[ARTICLE_2, FLEXIBLE_7],
            )
        due = max(life.retire, life.now)
        work.step(
            "enough_month",
            _("够按法定退休年月领的月份"),
            life.now.plus(max(0, life.least(due) - life.paid)),
            formula=_("最低{least}，已经缴了{paid}；从{now}起每个月都缴、中间不断").format(
                least=length(life.least(due)), paid=length(life.paid), now=show(life.now)
            ),
            terms=[paid, found.month],
            sources=[ARTICLE_2],
        )


def _pension(life: Life, each: Choice, have: Money, law: Law, work: Trace) -> Range:
    age = each.month.since(life.birth)
    name = _("{label}：{month}，那时{age}").format(label=each.label, month=show(each.month), age=show_age(age))
    with work.group(f"choice_{each.key}", name):
        paid = (life.paid, life.more_by(each.month))
        return pension_range(paid, each.month, age, have, law, work, each.key)


def _rounded(ends: Range) -> tuple[Decimal, Decimal]:
    """Both ends to the yuan: what is guessed has no fen."""
    low, high = (YUAN.apply(end.number) for end in ends)
    return low, high


def _amount(ends: Range) -> str:
    low, high = map(show, _rounded(ends))
    return _("{low}元").format(low=low) if low == high else _("{low}元到{high}元").format(low=low, high=high)


def _headline(life: Life, found: Statutory, choices: list[Choice], main: Choice, sums: dict[str, Range]) -> str:
    """When and about how much; or that there is none yet, by how much it is short and when it will not be."""
    by_key = {each.key: each for each in choices}
    month, short = show(main.month), life.short(main.month)

    def about(choice: Choice) -> str:
        if choice.key not in sums:
            return _("多少钱还算不出来")
        return _("每月大约{amount}（今天的钱）").format(amount=_amount(sums[choice.key]))

    if not short and main.key == "now":
        text = _("{month}已经到了法定退休年月，缴费也够，现在就可以申请：{about}")
        return text.format(month=found.month.text, about=about(main))
    if not short:
        first = by_key.get("earliest")
        text = _("最早{first}，法定{month}退休；按法定退，{about}") if first else _("{month}退休，那时{age}；{about}")
        return text.format(first=show(first.month) if first else "", month=month, age=found.age.text, about=about(main))
    if first := by_key.get("earliest"):
        text = _("{first}提前退休，缴费年限够；等到法定的{month}，就差{short}")
        return text.format(first=show(first.month), month=month, short=show(short, "month"))
    text = (
        _("还不能按月领养老金：缴费年限差{short}")
        if main.key == "now"
        else _("还不能按月领养老金：到{month}（法定退休年月）缴费年限差{short}")
    ).format(month=month, short=show(short, "month"))
    later = next((each for each in choices if not life.short(each.month)), None)
    return text + _("；接着缴到{month}够").format(month=show(later.month)) if later else text


def _early(life: Life, choices: list[Choice], reach: Reach | None) -> Iterator[str]:
    """Why the earliest choice is later than the age allows."""
    if not reach or reach.soonest >= life.retire:
        return
    first = next((each.month for each in choices if each.key == "earliest"), None)
    if first is None:
        text = _("按年龄，最早{by_age}可以提前退；可是到法定退休年月以前缴费年限一直不够，不能提前。")
    elif first > reach.soonest:
        text = _("按年龄，最早{by_age}可以提前退；那时缴费年限还不够，要到{month}。")
    elif reach.soonest > reach.earliest:
        text = _("按年龄，{by_age}就可以提前退；可是要至少提前{n}个月书面告诉单位，所以今天起最早只能选{month}。")
    else:
        return
    yield text.format(by_age=show(reach.earliest), month=show(first) if first else "", n=reach.announce)


def _gap(life: Life, month: YearMonth, short: int, work: Trace, cost: Range | None) -> tuple[list[Table], list[str]]:
    """What is missing at the statutory month, what filling it costs and which ways there are."""
    if not short:
        return [], []
    resumed = life.enough(max(life.retire, life.now))
    work.step(
        "gap",
        _("缴费年限还差"),
        short,
        "month",
        formula=_("到{month}：最低{least} − 那时的{paid}").format(
            month=show(month), least=length(life.least(month)), paid=length(life.paid_by(month))
        ),
        sources=[EXTEND],
    )
    says = []
    if not life.goes_on:
        says.append(_("现在又接着缴的，每个月都缴、中间不断，到{month}可以按月领。").format(month=show(resumed)))
    says.append(
        _(
            "缴不满的，到了法定退休年月以后可以接着缴，缴满再领。一次缴够的，只有2011年7月1日以前就参保、"
            "延长缴费5年还不满15年的人可以；最低年限超过15年以后怎么办，资料未载明。以前断掉的月份能不能补，资料未载明，先打12333问。"
        )
    )
    says.append(_("到了年龄不想再缴的，可以转到户口所在地的居民养老保险。"))
    if cost is None:
        says.append(_("补上要多少钱算不出来：缴费基数不知道，这里也没有收录当地最低的基数。"))
        return [], says
    rows = [(_("还差"), show(short, "month")), *((node.label, node.text) for node in cost)]
    return [Table(_("缴满还要多少钱（按今天的标准）"), (_("项目"), _("数")), rows)], says


def _table(life: Life, choices: list[Choice], sums: dict[str, Range]) -> Table:
    rows = []
    for each in choices:
        short = life.short(each.month)
        amount = _("差{short}").format(short=show(short, "month")) if short else _("还算不出来")
        if each.key in sums:
            amount = _amount(sums[each.key])
        when = _("{label}：{month}，{age}，缴满{paid}").format(
            label=each.label,
            month=show(each.month),
            age=show_age(each.month.since(life.birth)),
            paid=length(life.paid_by(each.month)),
        )
        rows.append((when, amount))
    return Table(_("什么时候退，领多少（今天的钱）"), (_("选择"), _("每月大约")), rows)


def _chart(choices: list[Choice], sums: dict[str, Range]) -> list[Chart]:
    """The low end of each choice, and what the high end has more."""
    bars = [
        (_("{label} {month}").format(label=each.label, month=show(each.month)), _rounded(sums[each.key]))
        for each in choices
        if each.key in sums
    ]
    if not bars:
        return []
    caption = _("每月大约领多少（今天的钱）")
    if all(low == high for _name, (low, high) in bars):
        return [Chart(caption, (_("金额"),), [(name, (low,)) for name, (low, _high) in bars])]
    series = (_("低的估计"), _("高的估计多出"))
    texts = [_amount(sums[each.key]) for each in choices if each.key in sums]
    return [Chart(caption, series, [(name, (low, high - low)) for name, (low, high) in bars], texts)]


def _points(
    life: Life, found: Statutory, choices: list[Choice], sums: dict[str, Range], reach: Reach | None
) -> list[Point]:
    """What comes in which month from now on, in order."""
    months = {each.key: each.month for each in choices}
    points = []

    def about(key: str, otherwise: str = "") -> str:
        if short := life.short(months[key]):
            return _("缴费年限还差{short}，还不能按月领。").format(short=show(short, "month"))
        amount = _("每月大约{amount}（今天的钱）。").format(amount=_amount(sums[key])) if key in sums else ""
        return otherwise + amount

    enough = life.now.plus(max(0, life.least(life.retire) - life.paid))
    if life.goes_on and life.now < enough <= life.retire:
        text = _("按法定退休年月领，要缴满这么多。接着缴，领得多。")
        points.append(Point(enough, _("缴满{least}").format(least=length(life.least(life.retire))), text))
    if reach and "earliest" in months:
        text = _("想在{month}退的，最晚这个月书面告诉单位。没有单位的，问经办机构。")
        last = months["earliest"].plus(-reach.announce)
        points.append(Point(last, _("定下要不要提前退"), text.format(month=show(months["earliest"]))))
        points.append(Point(months["earliest"], _("最早可以退休"), about("earliest", _("自愿的，不是非退不可。"))))
    if reach and "latest" in months:
        text = _("想推迟的，最晚这个月和单位书面说定推迟到哪个月。")
        points.append(Point(life.retire.plus(-reach.agree), _("定下要不要推迟退"), text))
    if "statutory" in months:
        title = _("到法定退休年月，{age}").format(age=found.age.text)
        points.append(Point(life.retire, title, about("statutory", _("单位或者自己去申请，不申请不会自动发。"))))
    if "filled" in months:
        text = about("filled", _("去申请，不申请不会自动发。"))
        points.append(Point(months["filled"], _("缴费年限够了，可以按月领"), text))
    if reach and "latest" in months:
        points.append(Point(reach.latest, _("最晚可以退休"), about("latest", _("要和单位说定。"))))
    return sorted(points, key=lambda each: each.month)


def _today(life: Life) -> tuple[str, str]:
    """What has been paid so far, and what to do at once."""
    title = _("已经缴了{paid}").format(paid=length(life.paid))
    if life.retire >= life.now:
        return title, _("打一份养老保险缴费记录，对一对月数和出生年月，在几个地方缴过的看齐不齐。")
    if life.short(life.now):
        return title, _("已经过了法定退休年月，缴费年限还不够：先去问能不能接着缴。")
    return title, _("已经过了法定退休年月，年限也够：单位或者自己去申请，不申请不会自动发。")


def _unpriced(case: Case, main: int, law: Law, work: Trace, now: YearMonth) -> list[str]:
    """Why there are no sums, how to get them, and what the basic pension is on each 1,000 yuan. `main`: months paid by then."""
    says = [
        _("每月多少钱没有算：您选的地方，养老金计发基数这里没有收录。打12333问到了，填在“{label}”里再算。").format(
            label=case["benefit_base"].label
        )
    ]
    if main:
        low, high = basic_per_thousand(case, law, work, now, main)
        text = _("计发基数每有1000元，基础养老金每月大约{amount}（指数按{index}）；再加上个人账户的钱除以计发月数。")
        index = (
            case["index"].text
            if case.index is not None
            else _("{low}到{high}").format(low=LOWEST_INDEX, high=AVERAGE_INDEX)
        )
        says.append(text.format(amount=_amount((low, high)), index=index))
    return says


def _odd_money(case: Case, have: Money | None) -> list[str]:
    """What to look at again in the base and the account, where there is a benefit base to hold them against."""
    if have is None:
        return []
    says = [] if case.base is None else odd_base(case["base"], have.benefit_base)
    if case.account_balance is not None:
        says += odd_balance(case["account_balance"], case.months, have.benefit_base)
    return says


def _assumptions(life: Life, why: list[str]) -> list[str]:
    paying = (
        _("填的月数算到上个月；从{now}起每个月都缴，缴到退休的前一个月。")
        if life.goes_on
        else _("填的月数算到上个月；从{now}起不再缴，账户里的钱照样算利息。")
    ).format(now=show(life.now))
    if not why:
        return [paying]
    today = _("钱按今天的标准算：以后的工资、缴费基数、计发基数都当作不涨。到那时工资涨了，数目会大，东西也会贵。")
    return [paying, today, *why]


def _month(node: Node) -> YearMonth:
    assert isinstance(node.value, YearMonth)
    return node.value

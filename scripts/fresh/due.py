"""What is due 到期、将到期、改过以后没有核对、没有核对到原文的, as the data looks on a day.

Every item names the file and line to go to. What a day is compared with is `extra.fresh` in mkdocs.yml.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from calc.engine import stored
from scripts.data import model, proof
from scripts.data.decode import At, Text
from scripts.data.library import Library
from scripts.data.registers import Law

ONE_DAY = dt.timedelta(days=1)
TITLE = re.compile("《[^《》]*》")
LAWLIKE = (
    "法",
    "条例",
    "规定",
    "办法",
    "细则",
    "决定",
    "规程",
    "规则",
    "意见",
    "通知",
)  # how titles of laws end; forms end otherwise
CLOSE = 0.85  # of a law's title: what is less alike is another
AS_PRINTED = ("original", "variants", "basis")  # where a source's own spelling stands


@dataclass(frozen=True)
class Item:
    """Something to do: where, what is so, what to do then, and the last day on which it may stay as it is, if there is one."""

    place: str
    says: str
    then: str = ""
    last: dt.date | None = None
    more: tuple[str, ...] = ()

    def line(self, before: str = "") -> str:
        """As a sentence that begins with its place; ``before``: what comes before what to do."""
        first = "：".join(filter(None, (self.place, self.says))) + (f"。{before}{self.then}" if self.then else "")
        return "\n    ".join((first, *self.more))


@dataclass
class Report:
    """What there is to do.

    ``overdue``: what pages say wrongly, or may, from today; ``amended``: procedures whose laws were amended since they were
    checked; ``counterpart``: those of which what applies now has changed since; ``misnamed``: laws said with a title that is
    nearly the register's; ``soon`` and ``later``: what will be overdue; ``doubtful``: what may have been replaced; ``unread``:
    laws whose text nobody has seen; ``unproven``: by procedure, what does not rest on a text that was read.
    """

    overdue: list[Item] = field(default_factory=list)
    amended: list[Item] = field(default_factory=list)
    counterpart: list[Item] = field(default_factory=list)
    misnamed: list[Item] = field(default_factory=list)
    soon: list[Item] = field(default_factory=list)
    doubtful: list[Item] = field(default_factory=list)
    unread: list[Item] = field(default_factory=list)
    unproven: list[Item] = field(default_factory=list)
    later: list[Item] = field(default_factory=list)

    @property
    def stale(self) -> bool:
        """Whether something has to be mended before a site goes out."""
        return any(getattr(self, name) for name in STALE)

    def sections(self) -> list[tuple[str, str, list[Item]]]:
        """What is shown, each part with its name and its title; what is due later is for the calendar alone."""
        return [(name, title, getattr(self, name)) for name, title in TITLES.items()]

    def show(self) -> str:
        """The list as text."""
        return "\n".join(
            "\n  ".join(
                (
                    f"{title}（{len(items)}）：" if items else f"{title}：没有",
                    *(item.line("到时候" if name == "soon" else "") for item in items),
                )
            )
            for name, title, items in self.sections()
        )


STALE = ("overdue", "amended", "counterpart", "misnamed")
TITLES = {
    "overdue": "已经到期，要改",
    "amended": "法规改过，事项还没有重新核对",
    "counterpart": "管它的全国事项变了，还没有重新核对",
    "misnamed": "法规的名称和登记册对不上",
    "soon": "快到期了",
    "doubtful": "可能有更新的规定",
    "unread": "还没有读到的法规",
    "unproven": "没有核对到原文的",
}


@dataclass(frozen=True)
class Fresh:
    """The data as it looks on a day; a law has to be read again after ``read_again`` days, soon is within ``ahead`` days."""

    library: Library
    at: At
    day: dt.date
    read_again: int
    ahead: int

    def report(self, parameters: Mapping[str, stored.Parameter], calendar: Mapping[str, stored.Year]) -> Report:
        report = Report()
        own = (*self._laws(), *self._reviews(), *self._facts())
        for item in (*own, *_parameters(parameters), *_calendar(calendar)):
            last = item.last or self.day
            soon = last < self.day + dt.timedelta(days=self.ahead)
            (report.overdue if last < self.day else report.soon if soon else report.later).append(item)
        report.amended.extend(self._amended())
        report.counterpart.extend(self._counterparts())
        report.misnamed.extend(self._misnamed())
        for procedure in proof.current(self.library):
            if doubt := self.library.status_of(procedure).doubt:
                report.doubtful.append(Item(self._place(doubt), f"{procedure.name}：{doubt.text}"))
            report.unproven.extend(self._unproven(procedure.name, proof.proven(procedure)))
        report.unproven.extend(
            self._unproven("共同规定、服务电话和旧证件", proof.proven(proof.in_common(self.library)))
        )
        for key in proof.relied_on(self.library):
            law = self.library.laws[key]
            if law.read in (None, "未读"):
                report.unread.append(Item(self._place(law), law.name))
        return report

    def _laws(self) -> Iterator[Item]:
        """By when each law behind what applies now has to be read again: some time after the last, and as it comes into force."""
        for key in proof.relied_on(self.library):
            law = self.library.laws[key]
            if law.read_on is None:
                continue
            place = self._place(law)
            read = f"{law.read_on} {'找过，没有读到' if law.read == '未读' else '读的'}，每 {self.read_again} 天要重读"
            last = law.read_on + dt.timedelta(days=self.read_again)
            yield Item(place, f"{law.name}，{read}", "重读一遍，改 read_on", last)
            if law.in_force and law.in_force > law.read_on:
                then = "把写着 starts 的几条改成现在的规定，改 read_on"
                yield Item(place, f"{law.name}，从 {law.in_force} 起施行", then, law.in_force - ONE_DAY)

    def _reviews(self) -> Iterator[Item]:
        """By when what regions and procedures say has to be held against its source again."""
        reviews = [(region.name, region.review) for region in self.library.regions.values()]
        reviews += [(procedure.name, procedure.review) for procedure in self.library.procedures if procedure.review]
        for name, review in reviews:
            says = f"{name}，下次核对 {review.next_due}"
            yield Item(self._place(review), says, "对照资料，改 review", review.next_due)

    def _facts(self) -> Iterator[Item]:
        """Up to when each dated fact of what applies now may stay as it is."""
        for procedure in proof.current(self.library):
            read_on = self.library.status_of(procedure).read_on
            for fact in proof.dated(procedure):
                place, text = self._place(fact), fact.text.rstrip("。")
                if fact.starts and read_on and fact.starts > read_on:
                    then = "改成现在的规定，删掉 starts，改掉和它不合的句子，改 read_on"
                    says = f"{procedure.name}，从 {fact.starts} 起：{text}"
                    yield Item(place, says, then, fact.starts - ONE_DAY)
                if fact.ends:
                    says = f"{procedure.name}，到 {fact.ends} 为止：{text}"
                    yield Item(place, says, "删掉或者改写，改 read_on", fact.ends)

    def _amended(self) -> Iterator[Item]:
        """Procedures that name a law which was amended, or came into force, after the day on which they were checked."""
        for procedure in self.library.procedures:
            if said := self._since(procedure, procedure):
                then = "对照新的条文，改内容和条款号，再改核对的日期"
                yield Item(self._place(procedure), f"{procedure.name}，{said}", then)

    def _counterparts(self) -> Iterator[Item]:
        """Procedures of which what applies now in their place has changed after the day on which they were checked."""
        for procedure in self.library.procedures:
            for governing in self.library.governing(procedure):
                checked = self._checked(procedure)
                told = [
                    f"{change.day} 改过：{change.text.rstrip('。')}"
                    for change in self.library.changes.values()
                    if governing.id in change.procedures and checked < change.day <= self.day
                ]
                if said := "；".join(filter(None, (self._since(procedure, governing), *told))):
                    says = f"{procedure.name}，全国事项“{governing.name}”{said}"
                    yield Item(self._place(procedure), says, "看看两边合不合，再改核对的日期")

    def _since(self, procedure: model.Procedure, named_by: model.Procedure) -> str:
        """The laws named by a procedure that changed after another was checked, in words; nothing if there are none."""
        checked = self._checked(procedure)
        laws = (self.library.laws[key] for key in proof.laws(dataclasses.replace(named_by, status=None)))
        changed = [(day, law.name) for law in laws for day in amended(law) if checked < day <= self.day]
        return f"{checked} 核对以后改了：{'、'.join(f'{name}（{day}）' for day, name in changed)}" if changed else ""

    def _checked(self, procedure: model.Procedure) -> dt.date:
        """When a procedure was last held against what it rests on."""
        return self.library.status_of(procedure).read_on or self.library.review_of(procedure).checked_on

    def _misnamed(self) -> Iterator[Item]:
        """Titles of laws that are nearly one of the register's and yet another: a law that was renamed, or a slip."""
        for procedure in self.library.procedures:
            for text in _texts(procedure):
                for title in TITLE.findall(text):
                    if near := self._nearly(title):
                        says = f"{procedure.name}：写的是{title}，登记册是{near}"
                        yield Item(self._place(text), says, "改成一样的；法规改了名，用 make rename-law")

    def _nearly(self, title: str) -> str | None:
        bare = _bare(title)
        if bare in self._titles or not bare.endswith(LAWLIKE):
            return None
        return next((self._titles[each] for each in difflib.get_close_matches(bare, self._titles, 1, CLOSE)), None)

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {_bare(law.name): law.name for law in self.library.laws.values()}

    def _unproven(self, name: str, facts: Iterable[proof.Proven]) -> Iterator[Item]:
        """How many of the facts rest on what, and the places of those that rest on no text; nothing if all do."""
        facts = [*facts]
        lines = [
            f"{checked}：{path}:{'、'.join(map(str, sorted(numbers)))}"
            for checked in ("待核", "转引")
            for path, numbers in self._lines(each.fact for each in facts if each.source.checked == checked).items()
        ]
        if lines:
            counts = "，".join(f"{checked} {count} 条" for checked, count in proof.counts(facts).items())
            yield Item("", f"{name}：{counts}", more=tuple(lines))

    def _lines(self, values: Iterable[object]) -> dict[str, list[int]]:
        """The lines of values, by file."""
        found: dict[str, list[int]] = {}
        for place in map(self.at, values):
            found.setdefault(place.path, []).append(place.line)
        return found

    def _place(self, value: object) -> str:
        place = self.at(value)
        return f"{place.path}:{place.line}"


def amended(law: Law) -> list[dt.date]:
    """The days on which the text of a law became another, by its register: when its edition was made, when it took effect."""
    found = re.search(r"(\d{4})年(\d{1,2})月(\d{1,2})日", law.edition or "")
    made = [dt.date(int(found[1]), int(found[2]), int(found[3]))] if found else []
    return [*made, *([law.in_force] if law.in_force else [])]


def _bare(title: str) -> str:
    """A law's title without what texts leave out."""
    return re.sub("[《》〈〉“”\\s]|中华人民共和国", "", title)


def _texts(value: object) -> Iterator[Text]:
    """The sentences of a procedure that are ours."""
    if isinstance(value, Text):
        yield value
    elif dataclasses.is_dataclass(value):
        for each in dataclasses.fields(value):
            if each.name not in AS_PRINTED:
                yield from _texts(getattr(value, each.name))
    elif isinstance(value, dict | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _parameters(parameters: Mapping[str, stored.Parameter]) -> Iterator[Item]:
    """Up to when the numbers of each parameter go; those of an old guide are finished for good.

    What is published every year is looked for a year after it began, also where no end was said; what papers carry on
    from year to year, a year after one of them was last seen.
    """
    for id, parameter in parameters.items():
        last = parameter["values"][-1]
        region, name = id.split("/")
        place = f"calc/{region}/parameters/{name}.yml"
        if last["status"] == "old-guide":
            continue
        if last["to"]:
            says = f"{parameter['name']}，数字到 {last['to']} 为止"
            yield Item(place, says, "录入新的一段", dt.date.fromisoformat(last["to"]))
        elif parameter["projection"] and last["from"]:
            begun = dt.date.fromisoformat(last["from"])
            says = f"{parameter['name']}，每年公布，最近一段从 {begun} 起"
            yield Item(place, says, "看看公布了没有，录入新的一段", _year_after(begun) - ONE_DAY)
        elif parameter["renewed"] and last["from"]:
            seen = dt.date.fromisoformat(last["verified_on"] or last["from"])
            known = f"最近一次是 {seen} 核对的" if last["verified_on"] else "延续它的文件还没有核对过"
            says = f"{parameter['name']}，靠每年发文延续，{known}"
            yield Item(place, says, "看看今年的文件，写 verified_on；数变了的录入新的一段", _year_after(seen) - ONE_DAY)


def _year_after(day: dt.date) -> dt.date:
    return (day + dt.timedelta(days=365)) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)


def _calendar(calendar: Mapping[str, stored.Year]) -> Iterator[Item]:
    """Up to when the rest days are published ones."""
    last = max((int(year) for year, days in calendar.items() if not days["provisional"]), default=None)
    if last:
        yield Item("calc/calendar.yml", f"放假安排录入到 {last} 年", "录入新的一年", dt.date(last, 12, 31))

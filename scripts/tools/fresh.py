"""Says what is no longer fresh 到期、将到期、没有核对到原文的: ``python -m scripts.tools.fresh [--day DAY] [--gate]``.

For editors: every line names the file and line to go to. What a day is compared with is `extra.fresh` in mkdocs.yml. With
``--gate`` the command fails if something is overdue, so that a publisher can hold back a site.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import calc
from calc.engine import data as calc_data
from calc.engine import stored
from scripts.data import proof
from scripts.data.decode import At
from scripts.data.library import Library
from scripts.data.loader import load_with_places
from scripts.data.yaml_strict import DataError
from scripts.pages.brand import settings
from scripts.paths import ROOT

ONE_DAY = dt.timedelta(days=1)


@dataclass
class Report:
    """What there is to do, each in a sentence that begins with its place.

    ``overdue``: what pages say wrongly, or may, from today; ``soon``: what will be so before long; ``doubtful``: what may have
    been replaced; ``unread``: laws whose text nobody has seen; ``unproven``: by procedure, what does not rest on a text that
    was read.
    """

    overdue: list[str] = field(default_factory=list)
    soon: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    unproven: list[str] = field(default_factory=list)

    def show(self) -> str:
        titles = {
            "overdue": "已经到期，要改",
            "soon": "快到期了",
            "doubtful": "可能有更新的规定",
            "unread": "还没有读到的法规",
            "unproven": "没有核对到原文的",
        }
        parts = ((title, getattr(self, name)) for name, title in titles.items())
        return "\n".join(
            "\n  ".join((f"{title}（{len(lines)}）：" if lines else f"{title}：没有", *lines)) for title, lines in parts
        )


class Due(NamedTuple):
    """The last day on which something may stay as it is, what it is, and what to do then."""

    last: dt.date
    says: str
    then: str


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
        for due in (*own, *_parameters(parameters), *_calendar(calendar)):
            if due.last < self.day:
                report.overdue.append(f"{due.says}。{due.then}")
            elif due.last < self.day + dt.timedelta(days=self.ahead):
                report.soon.append(f"{due.says}。到时候{due.then}")
        for procedure in proof.current(self.library):
            if doubt := self.library.status_of(procedure).doubt:
                report.doubtful.append(f"{self._place(doubt)}：{procedure.name}：{doubt.text}")
            report.unproven.extend(self._unproven(procedure.name, proof.proven(procedure)))
        report.unproven.extend(
            self._unproven("共同规定、服务电话和旧证件", proof.proven(proof.in_common(self.library)))
        )
        for key in proof.relied_on(self.library):
            law = self.library.laws[key]
            if law.read in (None, "未读"):
                report.unread.append(f"{self._place(law)}：{law.name}")
        return report

    def _laws(self) -> Iterator[Due]:
        """By when each law behind what applies now has to be read again: some time after the last, and as it comes into force."""
        for key in proof.relied_on(self.library):
            law = self.library.laws[key]
            if law.read_on is None:
                continue
            place = f"{self._place(law)}：{law.name}"
            read = f"{law.read_on} {'找过，没有读到' if law.read == '未读' else '读的'}，每 {self.read_again} 天要重读"
            yield Due(law.read_on + dt.timedelta(days=self.read_again), f"{place}，{read}", "重读一遍，改 read_on")
            if law.in_force and law.in_force > law.read_on:
                then = "把写着 starts 的几条改成现在的规定，改 read_on"
                yield Due(law.in_force - ONE_DAY, f"{place}，从 {law.in_force} 起施行", then)

    def _reviews(self) -> Iterator[Due]:
        """By when what regions and procedures say has to be held against its source again."""
        reviews = [(region.name, region.review) for region in self.library.regions.values()]
        reviews += [(procedure.name, procedure.review) for procedure in self.library.procedures if procedure.review]
        for name, review in reviews:
            says = f"{self._place(review)}：{name}，下次核对 {review.next_due}"
            yield Due(review.next_due, says, "对照资料，改 review")

    def _facts(self) -> Iterator[Due]:
        """Up to when each dated fact of what applies now may stay as it is."""
        for procedure in proof.current(self.library):
            read_on = self.library.status_of(procedure).read_on
            for fact in proof.dated(procedure):
                place, text = f"{self._place(fact)}：{procedure.name}", fact.text.rstrip("。")
                if fact.starts and read_on and fact.starts > read_on:
                    then = "改成现在的规定，删掉 starts，改掉和它不合的句子，改 read_on"
                    yield Due(fact.starts - ONE_DAY, f"{place}，从 {fact.starts} 起：{text}", then)
                if fact.ends:
                    yield Due(fact.ends, f"{place}，到 {fact.ends} 为止：{text}", "删掉或者改写，改 read_on")

    def _unproven(self, name: str, facts: Iterable[proof.Proven]) -> Iterator[str]:
        """How many of the facts rest on what, and the places of those that rest on no text; nothing if all do."""
        facts = [*facts]
        lines = [
            f"\n    {checked}：{path}:{'、'.join(map(str, sorted(numbers)))}"
            for checked in ("待核", "转引")
            for path, numbers in self._lines(each.fact for each in facts if each.source.checked == checked).items()
        ]
        if lines:
            counts = "，".join(f"{checked} {count} 条" for checked, count in proof.counts(facts).items())
            yield f"{name}：{counts}{''.join(lines)}"

    def _lines(self, values: Iterable[object]) -> dict[str, list[int]]:
        """The lines of values, by file."""
        found: dict[str, list[int]] = {}
        for place in map(self.at, values):
            found.setdefault(place.path, []).append(place.line)
        return found

    def _place(self, value: object) -> str:
        place = self.at(value)
        return f"{place.path}:{place.line}"


def _parameters(parameters: Mapping[str, stored.Parameter]) -> Iterator[Due]:
    """Up to when the numbers of each parameter go; those of an old guide are finished for good."""
    for id, parameter in parameters.items():
        last = parameter["values"][-1]
        if last["to"] and last["status"] != "old-guide":
            region, name = id.split("/")
            says = f"calc/{region}/parameters/{name}.yml：{parameter['name']}，数字到 {last['to']} 为止"
            yield Due(dt.date.fromisoformat(last["to"]), says, "录入新的一段")


def _calendar(calendar: Mapping[str, stored.Year]) -> Iterator[Due]:
    """Up to when the rest days are published ones."""
    last = max((int(year) for year, days in calendar.items() if not days["provisional"]), default=None)
    if last:
        yield Due(dt.date(last, 12, 31), f"calc/calendar.yml：放假安排录入到 {last} 年", "录入新的一年")


def main(arguments: list[str], root: Path = ROOT) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--day", type=dt.date.fromisoformat, default=dt.datetime.now(dt.UTC).date())
    parser.add_argument("--gate", action="store_true", help="fail if something is overdue")
    asked = parser.parse_args(arguments)
    said = settings(root)["extra"]["fresh"]
    try:
        library, at = load_with_places(root / "guides", calc.calculators())
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    stored_data = calc_data.load()
    fresh = Fresh(library, at, asked.day, said["read_again"], said["ahead"])
    report = fresh.report(stored_data["parameters"], stored_data["calendar"])
    print(report.show())
    return int(asked.gate and bool(report.overdue))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

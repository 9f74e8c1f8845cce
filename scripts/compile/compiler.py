"""Compiles the YAML under calc/ (parameters, flows, calendar) into calc/data.json, which is all that calc reads.

Run `python -m scripts.compile.compiler`; `make setup`, the site and the wheel do. Every mistake of a run is listed at once, in
Chinese, with file, line and column. The same input gives the same bytes.
"""

from __future__ import annotations

import ast
import datetime as dt
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from calc.engine.results import canonical, digest
from scripts.compile.fields import Cited, DatedHead, Flow, Head, Parameter, Period, Source, Stated, Year
from scripts.compile.rules import checklists, criteria
from scripts.compile.times import deadlines, openings
from scripts.data.decode import Decoder, Key, Text, suggest
from scripts.data.regions import CALC_ROOMS, chosen
from scripts.data.yaml_strict import DataError, Mapping, Node, read
from scripts.paths import ROOT

DATA = "data.json"


class Compiler:
    """Reads everything, checks everything, and holds what was found."""

    def __init__(self, root: Path, wanted: Collection[str] | None = None) -> None:
        """:param wanted: the regions whose rules and numbers are compiled; all if None."""
        self.root = root
        self.regions = chosen(root, wanted)
        self.decoder = Decoder()
        self.words: dict[str, str | None] = {}  # every message in the data → its own Traditional form, if given

    def compile(self) -> dict[str, Any]:
        """The data. Raises DataError with all mistakes."""
        citations = self.registers()
        self.decoder.vocabularies["rules"] = list(self.rules())
        modules = [*self.modules()]
        data: dict[str, Any] = {
            "regions": list(self.regions),
            "modules": [".".join(path.relative_to(self.root / "calc").with_suffix("").parts) for path in modules],
            "parameters": {slug: self.parameter(slug, node) for slug, node in self.folder("parameters")},
            "flows": {slug: self.flow(slug, node) for slug, node in self.folder("flows")},
            "criteria": {slug: criteria(self, node) for slug, node in self.folder("criteria")},
            "deadlines": {slug: deadlines(self, node) for slug, node in self.folder("deadlines")},
            "openings": {slug: openings(self, node) for slug, node in self.folder("openings")},
            "checklists": checklists(self),
            "calendar": self.calendar(citations),
        }
        if self.decoder.problems:
            raise DataError(self.decoder.problems)
        cited = {*_strings(data), *(text for path in [*modules, *self.engine()] for text in _strings_in_code(path))}
        data["citations"] = {
            key: {"title": self.word(entry["title"]), "url": entry["url"]}
            for key, entry in citations.items()
            if key in cited
        }
        data["hash"] = digest(data)
        return data

    def registers(self) -> dict[str, Any]:
        """What can be cited, by key: laws, source documents, and what only calculators cite."""
        citations: dict[str, Any] = {}
        guides = self.root / "guides"
        registers = [(guides / "shared/laws.yml", "name"), *((path, "title") for path in guides.glob("*/sources.yml"))]
        for path, title in sorted(registers):
            register = self.read(path)
            for key, entry in register.entries.items() if isinstance(register, Mapping) else ():
                # The rest of the entry is the guides' loader's business.
                if isinstance(entry, Mapping) and title in entry.entries:
                    citations[key] = {"title": self.decoder.decode(entry.entries[title], Text), "url": ""}
        for path in sorted((self.root / "calc").glob("*/citations.yml")):
            own = self.read(path)
            cited: dict[Key, Cited] = (self.decoder.decode(own, dict[Key, Cited]) if own else None) or {}
            for key, made in cited.items():
                if (made.title is None) != (key in citations):
                    said = "已有名称，这里只写网址" if made.title else "没有，这里要写名称"
                    self.say(made, f"「{key}」在别的登记里{said}")
                known = citations.setdefault(key, {"title": made.title, "url": ""})
                known["url"] = made.url.text if made.url else ""
        self.decoder.vocabularies["citations"] = list(citations)
        return citations

    def folder(self, name: str) -> Iterator[tuple[str, Node]]:
        """Every file of this kind in the regions' folders, with its slug, `region/name`."""
        for region in self.regions:
            for path in sorted((self.root / "calc" / region / name).glob("*.yml")):
                if node := self.read(path):
                    yield f"{region}/{path.stem}", node

    def modules(self) -> Iterator[Path]:
        """The regions' own Python, which declares calculators."""
        for region in self.regions:
            yield from sorted(path for path in (self.root / "calc" / region).glob("*.py") if path.stem != "__init__")

    def engine(self) -> Iterator[Path]:
        """The Python that serves every region."""
        for room in sorted(CALC_ROOMS):
            yield from sorted((self.root / "calc" / room).glob("*.py"))

    def rules(self) -> dict[Key, Stated]:
        """The rules that the regions' sources state, by id."""
        rules: dict[Key, Stated] = {}
        for region in self.regions:
            path = self.root / "calc" / region / "rules.yml"
            node = self.read(path) if path.exists() else None
            rules |= (self.decoder.decode(node, dict[Key, Stated]) if node else None) or {}
        return rules

    def read(self, path: Path) -> Node | None:
        return read(path, self.decoder.problems, path.relative_to(self.root).as_posix())

    def word(self, text: Text | None) -> str:
        if text is not None:
            self.words[str(text)] = text.hant or self.words.get(str(text))
        return str(text or "")

    def sources(self, sources: tuple[Source, ...]) -> list[dict[str, str]]:
        found = []
        for source in sources:
            if (source.document is None) == (source.law is None):
                self.say(source, "出处要写 document（来源文件）或 law（法规文件）其中一个")
            found.append({"key": str(source.document or source.law), "place": self.word(source.place)})
        return found

    def say(self, made: object, message: str) -> None:
        self.decoder.say(self.decoder.places.of(made), message)

    # Parameters

    def parameter(self, slug: str, node: Node) -> dict[str, Any] | None:
        parameter = self.decoder.decode(node, Parameter)
        if parameter is None:
            return None
        for before, after in zip(parameter.values, parameter.values[1:], strict=False):
            self.check_neighbours(before, after)
            if after.value.shape() != parameter.values[0].value.shape():
                self.say(after, "这一段的表和第一段的编号不一样。各段的编号要一致")
        for period in parameter.values:
            self.check_period(period, alone=len(parameter.values) == 1)
            for key, place in period.value.places.items():
                if not key.isdigit() and key not in parameter.labels:
                    self.decoder.say(
                        place, f"编号「{key}」没有名称，在 labels 里写上。{suggest(key, parameter.labels)}"
                    )
        self.check_projection(parameter)
        self.check_concept(parameter)
        return {
            "name": self.word(parameter.name),
            "unit": parameter.unit,
            "projection": bool(parameter.projection),
            "concept": parameter.concept,
            "places": {key: self.word(name) for key, name in parameter.places.items()},
            "labels": {key: self.word(label) for key, label in sorted(parameter.labels.items())},
            "values": [self.period(slug, period) for period in parameter.values],
        }

    def check_period(self, period: Period, alone: bool) -> None:
        if period.undated:
            if period.from_ or period.to or not alone:
                self.say(period, "写了 undated 就不能再写 from、to，也只能有一段")
            if period.status != "old-guide":
                self.say(period, "没有写时间的数值只能来自旧指南，status 写 old-guide")
        elif period.from_ is None or period.to is None:
            self.say(period, "要写 from 和 to。资料没有写时间的，改写 undated: true")
        elif period.to.day and period.to.day < period.from_:
            self.say(period, f"截止日期 {period.to.day} 早于开始日期 {period.from_}")
        if period.status == "verified" and period.verified_on is None:
            self.say(period, "status 是 verified，要写 verified_on（哪一天核对的）")

    def check_projection(self, parameter: Parameter) -> None:
        """Only of numbers that end can it be said whether they may be carried on, and of those it must be."""
        last = parameter.values[-1]
        ends = last.to is not None and last.to.day is not None
        if ends and parameter.projection is None:
            self.say(
                parameter,
                f"最后一段到 {last.to.day} 为止，要写 projection：每年公布的标准写 true（可以先用最后一段估算），"  # type: ignore[union-attr]
                "已经废止的办法写 false",
            )
        elif not ends and parameter.projection is not None:
            self.say(parameter, "最后一段没有截止日期，不用写 projection")

    def check_concept(self, parameter: Parameter) -> None:
        """What the national calculators look up in a region's table has to be there."""
        if parameter.places and parameter.concept is None:
            self.say(parameter, "写了 places（用于哪些地方），还要写 concept（是哪一种数）")
        needs = {f"{place}-{end}" for place in parameter.places for end in ("floor", "ceiling")}
        if parameter.concept == "contribution-base-limits" and needs:
            for period in parameter.values:
                if missing := sorted(needs - {*(period.value.shape() or ())}):
                    self.say(period, f"上下限的表里缺少「{'、'.join(missing)}」")

    def check_neighbours(self, before: Period, after: Period) -> None:
        if before.to is None or after.from_ is None:
            return
        if before.to.day is None:
            self.say(before, "to 写了 open，后面不能再有一段")
            return
        expected = before.to.day + dt.timedelta(days=1)
        if after.from_ < expected:
            self.say(after, f"和上一段重叠：上一段到 {before.to.day} 为止，这一段应从 {expected} 开始")
        elif after.from_ > expected:
            self.say(after, f"和上一段之间有空档：上一段到 {before.to.day} 为止，这一段应从 {expected} 开始")

    def period(self, slug: str, period: Period) -> dict[str, Any]:
        entry = {
            "from": period.from_.isoformat() if period.from_ else None,
            "to": period.to.day.isoformat() if period.to and period.to.day else None,
            "value": period.value.value,
            "sources": self.sources(period.sources),
            "status": period.status,
            "verified_on": period.verified_on.isoformat() if period.verified_on else None,
            "note": self.word(period.note),
        }
        return entry | {"hash": digest([slug, entry])[:16]}

    # Flows

    def head(self, head: Head) -> dict[str, Any]:
        """The fields that every rule written as data begins with."""
        return {
            "title": self.word(head.title),
            "summary": self.word(head.summary),
            "rules": list(head.rules),
            "sources": self.sources(head.sources),
            "status": head.status,
            "not_covered": [self.word(text) for text in head.not_covered],
        }

    def dated_head(self, head: DatedHead) -> dict[str, Any]:
        """The same with the worked example of a rule that looks at today's date."""
        example = {"example": dict(head.example), "example_today": head.example_today.isoformat()}
        return self.head(head) | example

    def flow(self, slug: str, node: Node) -> dict[str, Any] | None:
        flow = self.decoder.decode(node, Flow)
        if flow is None:
            return None
        order = self.check_flow(flow)
        return self.head(flow) | {
            "kind": flow.kind,
            "start": flow.start,
            # A list, not a mapping: the order is that of asking.
            "questions": [
                {
                    "id": key,
                    "ask": self.word(flow.questions[key].ask),
                    "help": self.word(flow.questions[key].help),
                    "options": [
                        {"id": option_key, "label": self.word(option.label), "next": option.next}
                        for option_key, option in flow.questions[key].options.items()
                    ],
                }
                for key in order
            ],
            "outcomes": {
                key: {
                    "title": self.word(ending.title),
                    "text": self.word(ending.text),
                    "next_steps": list(ending.next_steps),
                    "sources": self.sources(ending.sources),
                }
                for key, ending in sorted(flow.outcomes.items())
            },
            "example": dict(flow.example),
        }

    def check_flow(self, flow: Flow) -> list[Key]:
        """Report dangling, unreachable and circular steps; return the questions so that each stands after its callers."""
        steps = [*flow.questions, *flow.outcomes]
        for key in flow.questions.keys() & flow.outcomes.keys():
            self.say(flow.outcomes[key], f"「{key}」既是问题又是结论，改一个编号")
        if flow.start not in flow.questions:
            self.say(flow, f"第一个问题「{flow.start}」不存在。{suggest(flow.start, flow.questions)}")
            return []
        order: list[Key] = []
        reached: set[Key] = set()
        path: list[Key] = []

        def visit(key: Key) -> None:
            if key in path:
                self.say(flow.questions[key], f"「{key}」绕回了自己：{' → '.join([*path, key])}")
                return
            if key in reached:
                return
            reached.add(key)
            if key in flow.outcomes:
                return
            path.append(key)
            for option in flow.questions[key].options.values():
                if option.next in steps:
                    visit(option.next)
                else:
                    self.say(option, f"下一步「{option.next}」不存在。{suggest(option.next, steps)}")
            path.pop()
            order.append(key)

        visit(flow.start)
        for key in steps:
            if key not in reached:
                self.say(flow.questions.get(key) or flow.outcomes[key], f"没有哪个选项通到「{key}」")
        return order[::-1]

    # Calendar

    def calendar(self, citations: dict[str, Any]) -> dict[str, Any]:
        """The years; their notices become citations, holiday-notice-2020-1 and so on."""
        node = self.read(self.root / "calc" / "calendar.yml")
        years: dict[Key, Year] = (self.decoder.decode(node, dict[Key, Year]) if node else None) or {}
        for before, after in zip(years, list(years)[1:], strict=False):
            if int(after) != int(before) + 1:
                self.say(years[after], f"{before} 年后面应当是 {int(before) + 1} 年，不能跳过或重复")
        for key, year in years.items():
            self.check_year(int(key), year)
            for number, notice in enumerate(year.notices, 1):
                entry = {"title": notice.title, "url": notice.url.text}
                citations[f"holiday-notice-{key}-{number}"] = entry
        return {
            key: {
                "notices": [f"holiday-notice-{key}-{number}" for number, _notice in enumerate(year.notices, 1)],
                "holidays": [
                    {"name": self.word(day.name), "from": day.from_.isoformat(), "to": day.to.isoformat()}
                    for day in year.holidays
                ],
                "working_days": [day.isoformat() for day in year.working_days],
            }
            for key, year in years.items()
        }

    def check_year(self, number: int, year: Year) -> None:
        for holiday in year.holidays:
            if not (holiday.from_.year == holiday.to.year == number and holiday.from_ <= holiday.to):
                self.say(holiday, f"「{holiday.name}」的日期要在 {number} 年之内，先开始后结束")
        for day in year.working_days:
            if day.year != number or day.weekday() < 5:
                self.say(year, f"补班日期 {day} 要是 {number} 年的星期六或星期日")
            if any(holiday.from_ <= day <= holiday.to for holiday in year.holidays):
                self.say(year, f"{day} 既写成放假又写成补班")


def _strings(value: Any) -> Iterator[str]:
    """Every text inside a value that is written as JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)


def _strings_in_code(path: Path) -> Iterator[str]:
    return (
        node.value
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def write(root: Path = ROOT, output: Path = ROOT / "calc" / DATA, wanted: Collection[str] | None = None) -> Compiler:
    """Compile and write the file, only if it changed. Raises DataError."""
    compiler = Compiler(root, wanted)
    text = canonical(compiler.compile()) + "\n"
    if not output.exists() or output.read_text("utf-8") != text:
        output.write_text(text, "utf-8")
    return compiler


def main() -> int:
    try:
        write()
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

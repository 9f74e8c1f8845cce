"""What `make fresh` lists: told on fixed days from the example data, whose laws were read on 2026-01-05."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest

from calc.engine import stored
from scripts.data.loader import load_with_places
from scripts.fresh import __main__ as command
from scripts.fresh.agenda import ics
from scripts.fresh.due import Fresh, Item, Report
from scripts.paths import ROOT
from tests.support import EXAMPLES

LAW = "guides/shared/laws.yml:2：《示例办法》"
FACT = "guides/demo/current.yml:15：手机资格确认"
CALENDAR: dict[str, stored.Year] = {
    year: {"provisional": provisional, "notices": [], "holidays": [], "made_up": [], "working_days": []}
    for year, provisional in (("2026", False), ("2027", True))
}


@pytest.fixture
def guides(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES, tmp_path / "guides"))


def change(guides: Path, file: str, old: str, new: str) -> None:
    text = (guides / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (guides / file).write_text(text.replace(old, new), encoding="utf-8")


def parameter(to: str | None, status: stored.Status = "verified") -> stored.Parameter:
    period: stored.Period = {
        "from": "2025-01-01",
        "to": to,
        "value": "1",
        "sources": [],
        "status": status,
        "verified_on": None,
        "note": "",
        "hash": "",
    }
    return {
        "name": "下限",
        "unit": "yuan",
        "projection": to is not None,
        "renewed": False,
        "concept": None,
        "places": [],
        "labels": {},
        "values": [period],
    }


def told(
    day: str,
    guides: Path = EXAMPLES,
    parameters: Mapping[str, stored.Parameter] | None = None,
    calendar: Mapping[str, stored.Year] | None = None,
) -> Report:
    library, at = load_with_places(guides)
    return Fresh(library, at, dt.date.fromisoformat(day), 180, 90).report(parameters or {}, calendar or {})


def about(items: list[Item], start: str, words: str = "") -> bool:
    return any(item.line().startswith(start) and words in item.line() for item in items)


@pytest.mark.parametrize(
    ("day", "overdue", "soon"),
    [
        ("2026-04-05", False, False),  # the 90th day
        ("2026-04-06", False, True),
        ("2026-07-04", False, True),  # the 180th day
        ("2026-07-05", True, False),
    ],
)
def test_a_law_is_read_again_after_180_days(day: str, overdue: bool, soon: bool) -> None:
    report = told(day)
    assert about(report.overdue, LAW, "2026-01-05 读的") is overdue
    assert about(report.soon, LAW, "2026-01-05 读的") is soon


@pytest.mark.parametrize(
    ("day", "overdue", "soon"),
    [
        ("2026-10-02", "", ""),
        ("2026-10-03", "", "从 2027-01-01 起"),  # 90 days before
        ("2026-12-31", "", "从 2027-01-01 起"),
        ("2027-01-01", "从 2027-01-01 起", ""),
        ("2027-10-03", "从 2027-01-01 起", "到 2027-12-31 为止"),
        ("2028-01-01", "到 2027-12-31 为止", ""),
    ],
)
def test_what_begins_or_ends_is_listed_before_and_after(day: str, overdue: str, soon: str) -> None:
    report = told(day)
    assert about(report.overdue, FACT, overdue) is bool(overdue)
    assert about(report.soon, FACT, soon) is bool(soon)


def test_who_has_read_the_laws_since_is_not_told_again_of_what_has_begun(guides: Path) -> None:
    for file, old in (
        ("shared/laws.yml", "  read_on: 2026-01-05\n  note"),
        ("demo/current.yml", "read_on: 2026-01-05"),
    ):
        change(guides, file, old, old.replace("2026-01-05", "2027-01-02"))
    report = told("2027-01-02", guides)
    assert not about(report.overdue, LAW) and not about(report.overdue, FACT)


def test_a_law_that_comes_into_force_is_listed_until_it_is_read_as_in_force(guides: Path) -> None:
    change(guides, "shared/laws.yml", "in_force: 2020-07-01", "in_force: 2026-03-01")
    assert about(told("2026-02-28", guides).soon, LAW, "从 2026-03-01 起施行")
    assert about(told("2026-03-01", guides).overdue, LAW, "从 2026-03-01 起施行")
    change(guides, "shared/laws.yml", "  read_on: 2026-01-05\n  note", "  read_on: 2026-03-01\n  note")
    assert not about(told("2026-03-01", guides).overdue, LAW)


def test_only_laws_behind_what_applies_now_have_to_be_read(guides: Path) -> None:
    text = "unused: {name: 《没有用到的办法》, read: 未读, read_on: 2020-01-01}\n"
    path = guides / "shared/laws.yml"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    report = told("2026-01-06", guides)
    assert report.unread == [] and not about(report.overdue, "guides/shared/laws.yml")
    change(guides, "demo/current.yml", "law: other-law, checked", "law: unused, checked")
    report = told("2026-01-06", guides)
    assert [item.line() for item in report.unread] == ["guides/shared/laws.yml:13：《没有用到的办法》"]
    assert about(report.overdue, "guides/shared/laws.yml:13", "找过，没有读到")


def test_a_review_that_is_due_is_listed() -> None:
    review = "guides/demo/region.yml:5：示例县"
    assert about(told("2026-07-05").soon, review) and not about(told("2026-07-05").overdue, review)
    assert about(told("2026-07-06").overdue, review)


def test_doubts_and_what_rests_on_no_text_are_listed_with_file_and_line() -> None:
    report = told("2026-01-06")
    assert [item.line() for item in report.doubtful] == [
        "guides/demo/current.yml:8：手机资格确认：可能有更新的通知，先打电话问。"
    ]
    assert [
        item.line() for item in report.unproven
    ] == [  # two conditions, a channel and a limit, but not the doubt; two rules, a hotline and an old paper
        "手机资格确认：原文 3 条，转引 1 条，待核 0 条\n    转引：guides/demo/current.yml:15",
        "共同规定、服务电话和旧证件：原文 2 条，转引 2 条，待核 0 条\n    转引：guides/shared/hotlines.yml:1\n    转引：guides/shared/materials.yml:2",
    ]


@pytest.mark.parametrize(
    ("to", "status", "overdue", "soon"),
    [
        ("2025-12-31", "verified", True, False),
        ("2026-01-06", "verified", False, True),
        ("2026-12-31", "verified", False, False),
        ("2006-06-30", "old-guide", False, False),
        (None, "verified", False, False),
    ],
)
def test_numbers_that_end_are_listed_but_not_those_of_old_guides(
    to: str | None, status: stored.Status, overdue: bool, soon: bool
) -> None:
    report = told("2026-01-06", parameters={"suqian/contribution-base": parameter(to, status)})
    place = "calc/suqian/parameters/contribution-base.yml：下限"
    assert (about(report.overdue, place), about(report.soon, place)) == (overdue, soon)


def test_the_next_year_of_rest_days_is_asked_for() -> None:
    assert not about(told("2026-09-01", calendar=CALENDAR).soon, "calc/calendar.yml")
    assert about(told("2026-11-29", calendar=CALENDAR).soon, "calc/calendar.yml", "录入到 2026 年")
    assert about(told("2027-01-01", calendar=CALENDAR).overdue, "calc/calendar.yml")


def test_a_number_of_every_year_without_an_end_is_looked_for_after_a_year() -> None:
    yearly = parameter(None) | {"projection": True}
    place = "calc/suqian/parameters/contribution-base.yml：下限，每年公布，最近一段从 2025-01-01 起"
    for day, overdue, soon in (("2025-10-02", 0, 0), ("2025-10-03", 0, 1), ("2025-12-31", 0, 1), ("2026-01-01", 1, 0)):
        report = told(day, parameters={"suqian/contribution-base": cast(stored.Parameter, yearly)})
        assert (about(report.overdue, place), about(report.soon, place)) == (overdue, soon), day


def test_a_number_that_papers_carry_on_from_year_to_year_is_looked_for_a_year_after_it_was_seen() -> None:
    seen = parameter(None) | {"renewed": True}
    place = "calc/suqian/parameters/contribution-base.yml：下限，靠每年发文延续"
    for verified, day, overdue, soon in (
        (None, "2026-01-01", 1, 0),
        ("2026-03-01", "2026-11-01", 0, 0),
        ("2026-03-01", "2026-12-15", 0, 1),
    ):
        period = cast(dict[str, object], seen["values"][-1]) | {"verified_on": verified}
        told_of = {"suqian/contribution-base": cast(stored.Parameter, seen | {"values": [period]})}
        report = told(day, parameters=told_of)
        assert (about(report.overdue, place), about(report.soon, place)) == (overdue, soon), (verified, day)


def test_a_procedure_whose_law_was_amended_since_is_listed(guides: Path) -> None:
    change(guides, "demo/plain.yml", "gaps:\n", "review: {checked_on: 2026-02-01, next_due: 2027-02-01}\ngaps:\n")
    change(guides, "demo/plain.yml", "  - 政策依据", "basis: [demo-law]")
    plain = "guides/demo/plain.yml:2：养老待遇申领，2026-02-01 核对以后改了：《示例办法》"
    assert not about(told("2026-07-01", guides).amended, plain)
    change(guides, "shared/laws.yml", "2020年修订", "2026年5月9日修订")
    assert not about(told("2026-05-08", guides).amended, plain)
    assert about(told("2026-05-09", guides).amended, plain, "（2026-05-09）")
    change(guides, "demo/plain.yml", "checked_on: 2026-02-01", "checked_on: 2026-05-09")
    assert not about(told("2026-05-09", guides).amended, "guides/demo/plain.yml")


def test_a_procedure_is_listed_when_what_applies_now_has_changed(guides: Path) -> None:
    ended = "guides/demo/ended.yml:2：养老手册换发，全国事项“手机资格确认”2026-02-03 改过：资格确认不用再盖章"
    assert not about(told("2026-02-02", guides).counterpart, ended)
    assert about(told("2026-02-03", guides).counterpart, ended)
    change(guides, "shared/laws.yml", "in_force: 2020-07-01", "in_force: 2026-03-01")
    assert about(told("2026-03-01", guides).counterpart, ended.partition("2026")[0], "《示例办法》（2026-03-01）")
    change(guides, "demo/ended.yml", "gaps:", "review: {checked_on: 2026-03-01, next_due: 2027-03-01}\ngaps:")
    assert not about(told("2026-03-01", guides).counterpart, "guides/demo/ended.yml")


def test_a_title_that_is_nearly_the_registers_is_listed_but_no_other(guides: Path) -> None:
    change(guides, "shared/laws.yml", "《示例办法》", "《中华人民共和国示例社会保险征缴办法》")
    names = "《示例社会保险征缴办法》和《示例社会保险征办法》和《示例社会保险征缴表》"
    change(
        guides,
        "demo/ended.yml",
        "gaps:",
        f"notes: [看{names}。, {{text: 照抄, original: 《示例社会保险征办法》}}]\ngaps:",
    )
    (item,) = told("2026-01-06", guides).misnamed
    assert item.place == "guides/demo/ended.yml:12" and "《示例社会保险征办法》" in item.says


def test_the_calendar_file_holds_every_day_on_which_something_is_due() -> None:
    report = told("2026-07-06", calendar=CALENDAR)
    text = ics(report, dt.date(2026, 7, 6), "示例站")
    assert text.endswith("END:VCALENDAR\r\n") and all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    events = text.replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[1:]
    dates = {re.search(r"DTSTART;VALUE=DATE:(\d+)", event)[1]: event for event in events}  # type: ignore[index]
    assert [*dates] == ["20260706", "20260803", "20261231", "20271231"]  # what is overdue stands on the day itself
    assert "示例站：" in dates["20260706"] and "《示例办法》" in dates["20260706"]
    assert "\\n" in dates["20260706"] and "放假安排录入到 2026 年" in dates["20261231"]
    assert len({re.search("UID:(.*)", event)[1] for event in events}) == len(events)  # type: ignore[index]


def test_strict_fails_for_what_is_stale_and_for_nothing_else(
    monkeypatch: pytest.MonkeyPatch, guides: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command.calc_data, "load", lambda: {"parameters": {}, "calendar": {}})
    (guides / "shared/changes.yml").write_text("{}\n", encoding="utf-8")
    root = guides.parent
    shutil.copyfile(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    assert command.main(["--day", "2026-07-04", "--strict"], root) == 0
    assert "已经到期，要改：没有" in capsys.readouterr().out
    assert command.main(["--day", "2026-07-06"], root) == 0
    assert command.main(["--day", "2026-07-06", "--strict"], root) == 1
    assert LAW in capsys.readouterr().out
    page = (root / "build/fresh/index.html").read_text(encoding="utf-8")
    assert 'content="noindex"' in page and "<script" not in page
    assert 'href="../../guides/shared/laws.yml"' in page and "重讀一遍" in page
    assert (root / "build/fresh/fresh.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")

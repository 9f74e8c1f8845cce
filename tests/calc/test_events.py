"""Calendar files: what RFC 5545 asks for, the same bytes every time, nothing about the reader."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calc
from calc.engine.events import Event, calendar_text
from calc.show.html import result_html

WITH_DAYS = [slug for slug in calc.calculators() if calc.example(slug)["calendar"]]
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def unfolded(text):
    assert text.endswith("\r\n") and not re.search(r"[^\r]\n|\r[^\n]", text)
    lines = text.removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    return re.sub(r"\r\n ", "", "\r\n".join(lines)).split("\r\n")


def test_a_day_becomes_a_whole_day_that_ends_with_the_next():
    lines = unfolded(calendar_text("city/rule", "期限", [Event(date(2024, 2, 29), "最后一天")]))
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR" and "VERSION:2.0" in lines
    assert "DTSTART;VALUE=DATE:20240229" in lines and "DTEND;VALUE=DATE:20240301" in lines
    assert "SUMMARY:期限：最后一天" in lines and "TRIGGER:-P3D" in lines
    (uid,) = (line for line in lines if line.startswith("UID:"))
    assert re.fullmatch("UID:[0-9a-f]{32}@shebao-guide", uid)  # of another length it would be another day in calendars


def test_several_days_end_with_the_day_after_the_last():
    lines = unfolded(calendar_text("city/rule", "期限", [Event(date(2024, 4, 15), "换卡", last=date(2024, 4, 16))]))
    assert "DTSTART;VALUE=DATE:20240415" in lines and "DTEND;VALUE=DATE:20240417" in lines


def test_no_days_make_no_file():
    assert calendar_text("city/rule", "期限", []) == ""


def test_signs_with_a_meaning_are_escaped():
    lines = unfolded(calendar_text("city/rule", "a;b,c\\d", [Event(date(2024, 1, 1), "x", "one\ntwo\x07")]))
    assert r"SUMMARY:a\;b\,c\\d：x" in lines and r"DESCRIPTION:one\ntwo" in lines


@given(texts, texts)
def test_no_words_break_the_file_open(title, text):
    lines = unfolded(calendar_text("city/rule", title, [Event(date(2024, 1, 1), text, text)]))
    assert [line for line in lines if line.startswith(("BEGIN:", "END:"))] == [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "BEGIN:VALARM",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


@pytest.mark.parametrize("slug", WITH_DAYS)
def test_the_link_in_a_result_holds_the_file(slug):
    result = calc.example(slug)
    (address,) = re.findall(r'href="(data:[^"]+)" download="[a-z0-9-]+\.ics"', result_html(result))
    kind, content = address.split(",", 1)
    assert kind == "data:text/calendar;charset=utf-8"
    assert bytes.fromhex(content.replace("%", "")).decode() == result["calendar"]
    unfolded(result["calendar"])


def test_every_deadline_has_days_for_the_calendar():
    assert {slug for slug, entry in calc.calculators().items() if entry.kind == "deadline"} <= set(WITH_DAYS)


@pytest.mark.parametrize(("octets", "folded"), [(75, False), (76, True)])
def test_a_line_is_folded_when_it_is_longer_than_allowed_and_not_before(octets, folded):
    title = "a" * (octets - len("SUMMARY:：x".encode()))
    text = calendar_text("city/rule", title, [Event(date(2024, 1, 1), "x")])
    assert (f"\r\nSUMMARY:{title}：x\r\n" not in text) is folded
    assert f"SUMMARY:{title}：x" in unfolded(text)

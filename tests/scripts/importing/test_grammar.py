"""The small readers, each with what it must take and what it must leave."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.importing import grammar
from scripts.importing.labels import channels, label, nothing, pairs


@pytest.mark.parametrize(
    ("text", "within", "meaning", "kind"),
    [
        ("20个工作日", "20 working days", "办结", ""),
        ("受理之日起三十日内", "30 calendar days", "办结", ""),
        ("承诺时限：十五个工作日", "15 working days", "办结", "承诺"),
        ("法定时限60天", "60 calendar days", "办结", "法定"),
        ("即时办结", "immediate", "办结", ""),
        ("两个月", "2 months", "办结", ""),
        ("自死亡之日起60日内提出申请", "60 calendar days", "申请", ""),
        ("１０个工作日", "10 working days", "办结", ""),
    ],
)
def test_limits(text: str, within: str, meaning: str, kind: str) -> None:
    (found,) = grammar.limits(text, labelled=True)
    assert (found.within, found.meaning, found.kind) == (within, meaning, kind)


@pytest.mark.parametrize(
    "text", ["公示7日", "缴费满12个月", "近6个月的工资单", "2024年度", "法定工作日", "半年内拍摄的照片"]
)
def test_what_is_no_limit(text: str) -> None:
    assert [*grammar.limits(text, labelled=False)] == []


@pytest.mark.parametrize(
    ("text", "name", "kind", "originals", "copies", "notes"),
    [
        ("1.身份证原件及复印件1份", "身份证", "原件和复印件", 0, 1, ()),
        ("②户口簿（原件、复印件各2份）", "户口簿", "原件和复印件", 2, 2, ()),
        ("《申请表》一式三份", "申请表", "", 3, 0, ("一式三份",)),
        ("登记表（一式二份，盖章）", "登记表", "", 2, 0, ("一式二份，盖章",)),
        ("营业执照复印件（加盖公章）", "营业执照", "复印件", 0, 0, ("加盖公章",)),
        ("一寸免冠照片2张；", "一寸免冠照片", "", 2, 0, ()),
        ("转出地开具的《参保凭证》", "转出地开具的《参保凭证》", "", 0, 0, ()),
        ("身份证原件1份、复印件2份", "身份证", "原件和复印件", 1, 2, ()),
    ],
)
def test_papers(text: str, name: str, kind: str, originals: int, copies: int, notes: tuple[str, ...]) -> None:
    found = grammar.paper(text)
    assert (found.name, found.kind, found.originals, found.copies, found.notes) == (
        name,
        kind,
        originals,
        copies,
        notes,
    )


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("电话：0313-5550292", ["0313-5550292"]),
        ("010-65551234转801", ["010-65551234转801"]),
        ("（0571）87654321", ["0571-87654321"]),
        ("12333", ["12333"]),
        ("400-123-4567", ["400-123-4567"]),
        ("13812345678", []),
        ("〔2009〕191号", []),
        ("11130700MB0714006003", []),
        ("2022-11-26", []),
    ],
)
def test_phones(text: str, numbers: list[str]) -> None:
    assert grammar.phones(text) == numbers


def test_laws_with_their_articles() -> None:
    found = grammar.laws("1.《中华人民共和国社会保险法》第三十二条；《暂行办法》（人社部发〔2009〕191号）")
    assert [(law.name, law.article) for law in found] == [
        ("《中华人民共和国社会保险法》", "第三十二条"),
        ("《暂行办法》（人社部发〔2009〕191号）", ""),
    ]


@given(st.integers(1, 199))
def test_chinese_numbers_are_read_as_they_are_written(number: int) -> None:
    digits = "零一二三四五六七八九"

    def below_hundred(value: int) -> str:
        tens, ones = divmod(value, 10)
        return (("" if tens == 1 else digits[tens]) + "十" if tens else "") + (digits[ones] if ones else "")

    hundreds, rest = divmod(number, 100)
    words = below_hundred(rest)
    if hundreds:
        words = "一百" + ("零" if 0 < rest < 10 else "") + ("一" if 10 <= rest < 20 else "") + words
    assert grammar.number(words) == grammar.number(str(number)) == number


@given(st.text(max_size=60))
def test_no_text_breaks_a_reader(text: str) -> None:
    grammar.paper(text)
    [*grammar.limits(text, labelled=True)]
    grammar.phones(text)
    grammar.laws(text)
    grammar.fee(text)
    grammar.steps(text)
    pairs(text)
    channels(text)


def test_labels_with_numbers_blanks_and_brackets() -> None:
    for text in ("申请材料", "三、申请材料：", "（二）申 请 材 料", "【申请材料】", "申请材料（复印件用A4纸）"):
        found = label(text)
        assert found is not None and found.field == "materials", text
    assert label("张三") is None
    assert nothing("——") and nothing(" 无 ") and not nothing("无雇工的个体工商户")

"""Quotation marks around words that have quotation marks of their own, in both scripts."""

import ast
from pathlib import Path

import pytest

import calc
from calc.engine.texts import Fillable, _, nested, quoted, reading


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("选“点“生成欠费补缴单””，看第10项", "选“点‘生成欠费补缴单’”，看第10项"),
        ("選「點「生成欠費補繳單」」，看第10項", "選「點『生成欠費補繳單』」，看第10項"),
        ("“甲”或“乙“丙””", "“甲”或“乙‘丙’”"),
        ("「說『請讀「甲」』」", "「說『請讀「甲」』」"),  # a third pair is as the first
        ("「看不懂“明天”」和「「後天」」", "「看不懂『明天』」和「『後天』」"),
        ("「甲」、「乙」", "「甲」、「乙」"),
        ("看不懂““明天”", "看不懂““明天”"),  # somebody typed it: there is no knowing what was meant
        ("看不懂“”“明天”，“", "看不懂“”“明天”，“"),
        ("看不懂”“明“天””“", "看不懂”“明“天””“"),
    ],
)
def test_marks_inside_marks_are_inner_ones(text: str, marked: str) -> None:
    assert nested(text) == marked == nested(marked)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("zh-Hans", "没有“‘甲’”这个计算器。“有‘空格’”"),
        ("zh-Hant", "沒有「『甲』」這個計算器。「有『空格』」"),
    ],
)
def test_what_is_filled_in_may_be_quoted(script: str, said: str) -> None:
    with reading(script):
        message = _("没有“{slug}”这个计算器。")
        assert message.format(slug=quoted("甲")) + quoted(Fillable("有{it}").format(it=quoted("空格"))) == said


def test_marks_are_written_in_messages_so_that_both_scripts_have_their_own() -> None:
    """An f-string is no message: f"“{name}”" has mainland marks in Traditional, too. `quoted` is for that."""
    assert [
        f"{path.name}:{node.lineno}"
        for path in Path(calc.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.JoinedStr)
        for part in node.values
        if isinstance(part, ast.Constant) and set("“”‘’「」『』").intersection(str(part.value))
    ] == []

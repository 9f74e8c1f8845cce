"""Steps, states, quizzes, tables: what their data may say, and how they are drawn."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from calc.engine.data import load
from scripts.data.decode import Text
from scripts.data.elements import ELEMENTS
from scripts.data.library import Library
from scripts.data.model import Step
from scripts.data.order import successors
from scripts.pages import coverage
from scripts.pages.diagram import NO_LINE_END, NO_LINE_START, WIDTH, Box, Exit, draw, wrap
from scripts.pages.renderer import Renderer
from scripts.paths import SCRIPTS, Script
from scripts.traditional import default_converter
from scripts.traditional.both import simplified
from tests.markup import Document
from tests.scripts.data.test_load import PAGE, change, guides, problems

__all__ = ["guides"]
TEXT = st.text(alphabet="社保办事，。（）《》“”ab12.5%&<>'\"", min_size=1, max_size=120)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("next: [done, mend]}", "next: [done, mend], end: true}", "写了 end（到此结束）的步骤不能再写 next"),
        ("next: [done, mend]", "next: [done]", "从第一步走不到这一步：“补正材料”"),
        ("shows: {list: closed}", "shows: {list: close}", "“list”没有选项“close”。是不是想写“closed”？"),
        ("shows: {list: closed}", "shows: {lost: closed}", "screen 里没有“lost”。是不是想写“list”？"),
        ("shows: {list: closed}", "shows: {list: open}", "屏幕上同样的内容对应几个状态：“正在填写”、“已经通过”"),
        ("event: 取消, to: dropped", "event: 取消, to: droped", "没有状态“droped”。是不是想写“dropped”？"),
        ("event: 取消, to: dropped", "event: 取消, to: accepted", "从第一个状态走不到“已经取消”"),
        ("means: 看不到了。, final: true", "means: 看不到了。", "没有后续，也没有写 final"),
        (
            "options: {a: 6 个月, b: 12 个月}, answer: b",
            "options: {a: 6 个月, b: 12 个月}, answer: c",
            "答案“c”不是选项",
        ),
        ("announced: 3", "announced: 1", "应有 1 题，却写了 2 题"),
    ],
)
def test_a_flow_that_cannot_be_is_refused(guides: Path, old: str, new: str, message: str) -> None:
    change(guides, PAGE, old, new)
    assert any(message in problem for problem in problems(guides))


def test_a_flow_may_have_several_ends(library: Library) -> None:
    (arrears,) = (each for each in library.procedures if each.id == "wuhan/online-arrears-payment")
    ends = [step.id for number, step in enumerate(arrears.steps) if not successors(arrears.steps, number)]
    assert ends == ["roll-back", "confirm"]


@pytest.mark.parametrize(
    ("conditions", "ways"),
    [
        (["", "", ""], [[1], [2], []]),
        (["", "要转账户", ""], [[1], [2], []]),
        (["", "非VIP", "VIP"], [[1, 2], [], []]),
        (["甲", "乙", "乙", ""], [[3], [2], [3], []]),
    ],
)
def test_neighbours_with_different_conditions_are_alternatives(conditions: list[str], ways: list[list[int]]) -> None:
    steps = tuple(Step(action=Text("办"), condition=Text(each) if each else None) for each in conditions)
    assert [successors(steps, number) for number in range(len(steps))] == ways


@given(TEXT, st.integers(min_value=5, max_value=20))
def test_wrapping_loses_nothing_and_keeps_marks_where_they_belong(text: str, room: int) -> None:
    lines = wrap(text, room)
    assert "".join(lines) == text
    for line, following in itertools.pairwise(lines):
        assert line[-1] not in NO_LINE_END or set(line) <= set(NO_LINE_END)
        assert following[0] not in NO_LINE_START


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("请到办事大厅柜台问清楚", 7, ["请到办事大厅", "柜台问清楚"]),
        ("在官方网站注册", 6, ["在官方网站", "注册"]),
        ("带业务登记单的复印件", 8, ["带业务登记单的", "复印件"]),
        ("照指南里第10步", 5, ["照指南里", "第10步"]),  # a number stays with what it counts
        ("要等15个工作日", 4, ["要等", "15个", "工作日"]),
        ("《最低生活保障救助证》", 4, ["《最低", "生活保障", "救助证》"]),
        ("中华人民共和国", 4, ["中华人民", "共和国"]),  # longer than a line
        ("看www.example.gov.cn", 6, ["看", "www.examp", "le.gov.cn"]),
    ],
)
def test_lines_end_between_words_at_the_same_place_in_both_scripts(text: str, room: int, lines: list[str]) -> None:
    assert wrap(text, room) == lines
    assert [len(line) for line in wrap(default_converter().convert(text), room)] == [len(line) for line in lines]


WHOLE = "柜台 复印件 注册 身份证 办理 登记 单位 职工 社保 养老保险 工伤 医院 医疗 证明 缴费 退休 待遇 材料 窗口 网上 点击 审核 申请 规定 表格 信息"


def test_no_line_of_a_drawing_ends_inside_a_word(library: Library) -> None:
    cut = [
        f"{one}|{other}"
        for procedure in library.procedures
        for step in procedure.steps
        for one, other in itertools.pairwise(wrap(step.action, 17))
        for word in WHOLE.split()
        for end in range(1, len(word))
        if one.endswith(word[:end]) and other.startswith(word[end:])
    ]
    assert cut == []


@given(st.lists(TEXT, min_size=1, max_size=6), st.data())
def test_a_drawing_is_narrow_and_holds_every_text_and_arrow(names: list[str], data: st.DataObject) -> None:
    targets = st.lists(st.integers(0, len(names) - 1), max_size=3, unique=True)
    boxes = [
        Box(str(number), name, exits=tuple(Exit(str(to)) for to in data.draw(targets)))
        for number, name in enumerate(names)
    ]
    svg = simplified(draw(boxes, str, id="x", title="题", description="述"))
    drawn = Document(svg)
    assert {element.tag for element in drawn.elements} <= {"svg", "title", "desc", "rect", "path", "text"}
    assert "style" not in {name for element in drawn.elements for name in element.attributes}
    texts = "".join(element.text for element in drawn.all("text", **{"class": "diagram-text"}))
    assert texts == "".join(names)
    assert len(drawn.all("path", **{"class": "diagram-tip"})) == sum(len(box.exits) for box in boxes)
    across = [float(each) for path in drawn.values("d") for each in re.findall(r"[MH]([\d.]+)", path)]
    assert all(0 <= place <= WIDTH for place in across)


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_procedure_with_steps_and_every_flow_has_its_drawing(
    script: Script, library: Library, renderer: Callable[[Library, Script], Renderer]
) -> None:
    made = renderer(library, script)
    several = {f"guides/{each.id}/" for each in library.procedures if len(each.steps) > 1 or each.task}
    flows = {f"calculators/{slug}/" for slug in load()["flows"]}
    for page in made.pages():
        drawn = re.search('<svg[^>]* role="img"', page.body)
        assert bool(drawn) == (page.path in several | flows), page.path
        if not drawn:
            continue
        document = Document(page.body)
        drawings = document.all("svg", role="img")
        ids = document.values("id")
        assert len(ids) == len(set(ids)), page.path
        for drawing in drawings:
            assert set(drawing.attributes["aria-labelledby"].split()) <= set(ids)


def column(table: Any, name: str) -> list[str]:
    return [str(row[list(table.columns).index(name)]) for row in table.rows]


def percent(cell: str) -> Decimal:
    return Decimal(0) if cell in ("—", "不缴纳") else Decimal(cell.removesuffix("%"))


def test_the_rates_of_zhangjiagang_add_up_to_the_totals_of_the_source(library: Library) -> None:
    (rates,) = (each for each in library.procedures if each.id == "zhangjiagang/rates-2005")
    table = rates.tables[0]
    for name in table.columns[1:]:
        employer, member, total = map(percent, column(table, name))
        assert employer + member == total, name
    shared = ("医疗", "工伤", "生育", "失业")
    for kind in ("企业", "事业"):
        parts = [[percent(cell) for cell in column(table, name)] for name in (f"养老（{kind}）", *shared)]
        assert [sum(row) for row in zip(*parts, strict=True)] == list(
            map(percent, column(table, f"五险合计（{kind}）"))
        )
    assert column(table, "五险合计（企业）") == ["29.8%", "11%", "40.8%"]


def test_the_rates_of_wuhan_add_up(library: Library) -> None:
    (rates,) = (each for each in library.procedures if each.id == "wuhan/contribution-rates")
    table = rates.tables[0]
    fixed = [row for row in table.rows if "至" not in row[1]]
    assert len(fixed) == 4
    for name, employer, member, total in fixed:
        assert percent(employer) + percent(member) == percent(total), name
    employers, members = (sum(percent(row[place]) for row in fixed) for place in (1, 2))
    for figure in (
        employers + Decimal("0.5"),
        employers + 2,
        employers + members + Decimal("0.5"),
        employers + members + 2,
    ):
        assert f"{figure}%" in str(table.note)
    assert f"职工个人{members}%" in str(table.note)


def test_coverage_counts_every_element_of_every_procedure_once(library: Library) -> None:
    rows = coverage.rows(library)
    assert [row.procedure.id for row in rows] == [procedure.id for procedure in library.procedures]
    for row in rows:
        assert sorted((*row.present, *row.missing, *row.not_applicable)) == sorted(ELEMENTS)
    flexible = next(row for row in rows if row.procedure.id == "guannan/flexible-suspension")
    assert flexible.differing == ("办理材料",)
    assert "办事时间" in flexible.missing
    arrears = next(row for row in rows if row.procedure.id == "wuhan/online-arrears-payment")
    assert "办理流程" in arrears.corrected  # 到帐 is mended to 到账


@pytest.mark.browser
@pytest.mark.parametrize("prefix", ["", "zh-Hant/"])
def test_the_state_of_a_task_is_found_from_what_the_screen_shows(base: str, browser: Browser, prefix: str) -> None:
    page = browser.new_page()
    page.goto(f"{base}/{prefix}guides/wuhan/online-workflow/")
    states = page.locator("[data-state]:visible")
    assert states.count() == 6
    page.locator("[data-screen=status][value=unsubmitted]").check()
    assert states.count() == 2
    page.locator("[data-screen=returned][value=marked]").check()
    assert [each.get_attribute("data-state") for each in states.all()] == ["returned"]
    assert states.locator("h3").inner_text() in page.locator(".task-status").inner_text()
    page.locator("[data-screen=list][value=handled]").check()
    assert states.count() == 6  # nothing fits: everything is shown again
    page.locator(".task-screen button").click()
    assert page.locator("[data-screen]:checked").count() == 0
    page.close()


@pytest.mark.browser
def test_a_quiz_is_played_by_keyboard_and_marked(base: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{base}/guides/zhenjiang/service-quiz/")
    answers = page.locator("[data-answers]")
    answers.wait_for(state="hidden")
    page.locator("input[name=question-1]").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")  # C, which is right
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # A of question 2, which is wrong
    page.keyboard.press("Enter")
    assert page.locator(".quiz-score").inner_text() == "一共9题，答对1题，答错1题，没答7题。"
    assert page.evaluate("document.activeElement.className") == "quiz-score"
    assert answers.is_visible()
    assert page.locator("[data-result=wrong] .quiz-mark").inner_text() == "答错了，应选B"
    page.locator("button[type=reset]").click()
    assert page.locator("[data-quiz] :checked").count() == 0
    assert not answers.is_visible()
    page.close()


@pytest.mark.browser
def test_without_a_program_states_and_answers_are_all_there(base: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/guides/wuhan/online-workflow/")
    assert page.locator("[data-state]:visible").count() == 6
    assert not page.locator(".task-screen").is_visible()
    page.goto(f"{base}/guides/zhenjiang/service-quiz/")
    assert page.locator("[data-answers] li:visible").count() == 9
    context.close()


@pytest.mark.browser
def test_drawings_fit_a_phone(base: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 700})
    for path in (
        "guides/wuhan/online-batch-suspend/",
        "calculators/zhangjiagang/archive-route/",
        "coverage/",
        "updates/",
    ):
        page.goto(f"{base}/{path}")
        page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    page.close()

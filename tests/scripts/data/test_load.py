"""The loader: every kind of mistake is named with file, line, column, the value, what is allowed and what may be meant."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import calc
from scripts.data import model
from scripts.data.decode import Decoder, Key, Text, fields_of
from scripts.data.loader import load
from scripts.data.registers import Document, Vocabulary
from scripts.data.values import DayOfPeriod, Duration, Phone
from scripts.data.yaml_strict import DataError, Place, Problem, Scalar, read_text
from tests.support import EXAMPLES, ROOT, build, run, texts

PAGE = "demo/everything.yml"
PLAIN = "demo/plain.yml"


@pytest.fixture
def guides(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES, tmp_path / "guides"))


def change(guides: Path, file: str, old: str, new: str) -> None:
    path = guides / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def problems(guides: Path, **options: object) -> list[str]:
    with pytest.raises(DataError) as caught:
        load(guides, **options)  # type: ignore[arg-type]
    return [str(problem) for problem in caught.value.problems]


def test_the_examples_and_the_project_s_own_data_are_free_of_mistakes() -> None:
    assert [procedure.slug for procedure in load(EXAMPLES).procedures] == ["everything", "plain", "ended", "current"]
    assert len(load(ROOT / "guides", calc.calculators()).of_region("guannan")) == 19


def test_a_draft_is_refused_until_somebody_has_reviewed_it_and_shown_in_a_preview(guides: Path) -> None:
    path = guides / PLAIN
    path.write_text("draft: true\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert len(load(guides, drafts=True).procedures) == 4
    (message,) = problems(guides)  # also where the same process has shown it in a preview
    assert message.startswith(f"guides/{PLAIN}:1:1：这是还没有核对的草稿")


def test_what_an_office_does_now_is_not_led_by_the_national_rule(guides: Path) -> None:
    """The page would open with the rule, and fold the office's own places and telephones away as old."""
    change(guides, PAGE, "status: {kind: historical, year: 2005, note: 这一项后来改过。}\n", "")
    historical = "status: {kind: historical, year: 2005, note: 这份资料是二〇〇五年的。}"
    change(guides, "demo/sources.yml", historical, "status: {kind: current, read_on: 2026-01-05}")
    (message,) = problems(guides)
    assert message.startswith(f"guides/{PAGE}:13:5：现在用的资料不写 governed_by") and "related" in message


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("15个工作日", "15 working days"),
        ("15 个工作日", "15 working days"),
        ("60日", "60 calendar days"),
        ("60天", "60 calendar days"),
        ("3个月", "3 months"),
        ("1年", "1 year"),
        ("即时办结", "immediate"),
        ("当场办结", "immediate"),
        ("二十五个工作日", "25 working days"),
        ("三十日", "30 calendar days"),
        ("两个月", "2 months"),
        ("15 个自然日", "15 calendar days"),
    ],
)
def test_a_time_limit_may_be_written_in_chinese(written: str, same: str) -> None:
    assert Duration.parse(written) == Duration.parse(same)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("5日", "5"),
        ("月底", "end"),
        ("7月1日", "07-01"),
        ("12月31日", "12-31"),
        ("周一", "mon"),
        ("星期日", "sun"),
        ("周日", "sun"),
    ],
)
def test_a_day_may_be_written_in_chinese(written: str, same: str) -> None:
    assert DayOfPeriod.parse(written) == DayOfPeriod(same)


@pytest.mark.parametrize("day", ["32日", "2月30日", "13月1日", "周八", "0日"])
def test_a_day_that_there_is_not_is_refused(day: str) -> None:
    with pytest.raises(ValueError, match=day):
        DayOfPeriod.parse(day)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("（0518）83220000", "0518-83220000"),
        ("(025)83220000", "025-83220000"),
        ("0518－83220000转8001", "0518-83220000转8001"),
    ],
)
def test_a_telephone_number_may_be_written_as_offices_do(written: str, same: str) -> None:
    assert Phone.parse(written) == Phone.parse(same) == Phone(same)


MISTAKES = yaml.load((ROOT / "tests/data/mistakes.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["typed"])
def test_a_mistake_is_named(guides: Path, mistake: dict[str, Any]) -> None:
    change(guides, mistake["file"], mistake["was"], mistake["typed"])
    found = problems(guides)
    assert len(found) == len(mistake["said"])
    for message, expected in zip(found, mistake["said"], strict=True):
        assert message.startswith(f"guides/{expected}")


def test_a_long_value_is_shown_short(guides: Path) -> None:
    change(guides, PAGE, "order: 1", f"order: {'9' * 5000}")
    (message,) = problems(guides)
    assert message.startswith(f"guides/{PAGE}:6:8：“{'9' * 40}……”不是整数")


def test_a_calculator_must_exist(guides: Path) -> None:
    change(guides, PAGE, "related:", "calculators: [demo/pension, demo/pensoin]\nrelated:")
    assert problems(guides, calculators=["demo/pension", "demo/base"]) == [
        f"guides/{PAGE}:113:29：没有计算器“demo/pensoin”。是不是想写“demo/pension”？可以写：demo/base、demo/pension"
    ]


def test_a_mistake_in_one_file_makes_no_others_elsewhere(guides: Path) -> None:
    """The procedure that others point to, and the registers they choose from, may themselves be wrong."""
    change(guides, PLAIN, "order: 2", "order: two")
    change(guides, "shared/laws.yml", "  number:", "  nubmer:")
    change(guides, "shared/vocabulary.yml", "kinds:", "kind:")
    assert [message.split("：")[0] for message in problems(guides)] == [
        f"guides/{PLAIN}:7:8",
        "guides/shared/laws.yml:3:3",
        "guides/shared/vocabulary.yml:4:1",
    ]


def test_a_mistake_hides_none_in_the_same_file_that_it_does_not_make(guides: Path) -> None:
    change(guides, PAGE, "order: 1", "order: one")
    change(guides, PAGE, "procedure: demo/plain", "procedure: demo/plian")
    change(guides, PAGE, "group: 退休审批", "group: [退休审批")
    assert [message.split("：")[0] for message in problems(guides)] == [
        f"guides/{PAGE}:5:8",
        f"guides/{PAGE}:6:8",
        f"guides/{PAGE}:114:17",
    ]


def test_a_comparison_names_procedures_of_two_regions(guides: Path) -> None:
    (guides / "compare").mkdir()
    (guides / "compare/claim.yml").write_text(
        "name: 领取\nsummary: 各地怎么领\nprocedures: [demo/everything, demo/plian]\n", encoding="utf-8"
    )
    assert problems(guides) == [
        "guides/compare/claim.yml:1:1：对比至少要有两个地区的事项",
        "guides/compare/claim.yml:3:31：没有事项“demo/plian”。是不是想写“demo/plain”？可以写：demo/current、demo/ended、demo/everything、demo/plain",
    ]


def test_a_document_s_id_belongs_to_one_region(guides: Path) -> None:
    shutil.copytree(guides / "demo", guides / "other")
    for name in ("everything.yml", "plain.yml"):
        (guides / "other" / name).unlink()
    change(guides, "other/region.yml", "name: 示例县", "name: 另一县")
    change(guides, "other/sources.yml", "demo-notice:", "other-notice:")
    assert problems(guides) == [
        "guides/other/sources.yml:2:3：“demo-guide”别的地区的 sources.yml 里已经有了，请换一个编号"
    ]


def test_a_wrong_calculator_on_the_home_page_is_named(guides: Path) -> None:
    (guides / "shared/home.yml").write_text(
        "calculators:\n  - demo/rate\n  - demo/raet\n  - demo/rate\n", encoding="utf-8"
    )
    assert problems(guides, calculators=["demo/rate", "demo/days"]) == [
        "guides/shared/home.yml:3:5：没有计算器“demo/raet”。是不是想写“demo/rate”？可以写：demo/days、demo/rate",
        "guides/shared/home.yml:4:5：计算器“demo/rate”列了不止一次",
    ]


def test_a_question_on_the_home_page_leads_to_one_thing_that_is_there(guides: Path) -> None:
    (guides / "shared/home.yml").write_text(
        "questions:\n  - {ask: 几岁退休, calculator: demo/raet}\n  - {ask: 怎么办, procedure: demo/plian}\n"
        "  - {ask: 两样, calculator: demo/rate, procedure: demo/plain}\n  - {ask: 没写}\nevents: [retiremnt]\n",
        encoding="utf-8",
    )
    said = problems(guides, calculators=["demo/rate"])
    assert [line.split("：")[0] for line in said] == ["guides/shared/home.yml:6:10"]
    change(guides, "shared/home.yml", "events: [retiremnt]\n", "")
    assert [line.split("可以写")[0] for line in problems(guides, calculators=["demo/rate"])] == [
        "guides/shared/home.yml:2:29：没有计算器“demo/raet”。是不是想写“demo/rate”？",
        "guides/shared/home.yml:3:27：没有事项“demo/plian”。是不是想写“demo/plain”？",
        "guides/shared/home.yml:4:5：“两样”要写 calculator（计算器）或 procedure（事项编号），只写一样",
        "guides/shared/home.yml:5:5：“没写”要写 calculator（计算器）或 procedure（事项编号），只写一样",
    ]


def test_words_are_read_as_one_other_word(guides: Path) -> None:
    (guides / "shared/synonyms.yml").write_text(
        "same:\n  - {as: 缴, words: [交]}\n  - {as: 交, words: [付, 付]}\n"
        "calculators:\n  - {calculator: demo/raet, names: [几岁退休]}\n"
        "events:\n  - {event: retirng, names: [快退休了]}\n"
        "asking:\n  - {for: 事项, words: [请问]}\n  - words: [请问]\n",
        encoding="utf-8",
    )
    assert problems(guides, calculators=["demo/rate"]) == [
        "guides/shared/synonyms.yml:3:10：“交”又被当作别的词，不知道以哪个为准",
        "guides/shared/synonyms.yml:3:24：说法“付”写了两次，名称要不同",
        "guides/shared/synonyms.yml:5:18：没有计算器“demo/raet”。是不是想写“demo/rate”？可以写：demo/rate",
        "guides/shared/synonyms.yml:7:13：没有人生大事“retirng”。是不是想写“retiring”？可以写：moving、retiring",
        "guides/shared/synonyms.yml:10:13：说法“请问”写了两次，名称要不同",
    ]


def test_nothing_in_the_folder_is_silently_left_out(guides: Path) -> None:
    (guides / "demo/forgotten.yaml").write_text("name: 忘了", encoding="utf-8")
    (guides / "demo/deep").mkdir()
    (guides / "demo/deep/forgotten.yml").write_text("name: 忘了", encoding="utf-8")
    (guides / "demo/.draft.yml.swp").write_bytes(b"an editor's own file")
    (guides / "law.yml").write_text("a: b", encoding="utf-8")
    (guides / "shared/law.yml").write_text("a: b", encoding="utf-8")
    shutil.copy(guides / PLAIN, guides / "demo/Plain_2.yml")
    (guides / "shared/laws.yml").rename(guides / "shared/laws.yaml")
    assert problems(guides) == [
        "guides/demo/Plain_2.yml:1:1：文件名“Plain_2”只能用小写英文字母、数字和连字符",
        "guides/demo/deep/forgotten.yml:1:1：事项文件要放在 guides/地区/事项.yml，以 .yml 结尾",
        "guides/demo/forgotten.yaml:1:1：事项文件要放在 guides/地区/事项.yml，以 .yml 结尾",
        "guides/law.yml:1:1：事项文件要放在 guides/地区/事项.yml，以 .yml 结尾",
        "guides/shared/law.yml:1:1：不认识这个文件。是不是想写“laws.yml”？"
        "可以写：vocabulary.yml、laws.yml、materials.yml、life_events.yml、common_rules.yml、hotlines.yml、glossary.yml、home.yml、synonyms.yml、changes.yml、terms.yml",
        "guides/shared/laws.yaml:1:1：事项文件要放在 guides/地区/事项.yml，以 .yml 结尾",
        "guides/shared/laws.yml:1:1：缺少这个文件",
    ]


FIVE = [
    ("audience: [单位]", "audience: [单立]", "“单立”不在可选范围内。是不是想写“单位”？"),
    ("summary: 单位", "sumary: 单位", "不认识“sumary”。是不是想写“summary”？"),
    ("kind: 原件}", "kind: 原件, copies: 两份}", "“两份”不是整数"),
    ("within: immediate", "within: 当场", "“当场”写法不对。可以写：immediate"),
    ("- social-insurance-law", "- social-insurence-law", "是不是想写“social-insurance-law”？"),
]


@pytest.fixture
def five_mistakes(project: Path) -> Path:
    for old, new, _ in FIVE:
        change(project / "guides", "guannan/unit-registration.yml", old, new)
    return project


@pytest.mark.long(12)
@pytest.mark.parametrize("command", ["check", "build"])
def test_five_mistakes_give_five_messages_in_one_run(five_mistakes: Path, tmp_path: Path, command: str) -> None:
    out = tmp_path / "site"
    result = run(five_mistakes, "scripts.tools.check") if command == "check" else build(five_mistakes, out)
    assert result.returncode == 1
    assert "Traceback" not in result.stdout + result.stderr
    for _, _, message in FIVE:
        assert message in result.stderr
    assert "数据有 5 处错误" in result.stderr
    assert len(re.findall(r"^  guides/guannan/unit-registration\.yml:\d+:\d+：", result.stderr, re.M)) == 5
    assert not out.exists() or not any(out.rglob("*.html"))


STAGES = {
    "no YAML": ("guides/guannan/unit-deregistration.yml", "name: 单位注销", "name: 单位: 注销", "不能再有“: ”"),
    "the same file further below": (
        "guides/guannan/unit-deregistration.yml",
        "channels: [窗口办理]",
        "channels: [窗囗办理]",
        "“窗囗办理”不在可选范围内",
    ),
    "strict": ("guides/guannan/base-adjustment.yml", "order: 9", "order: 9\norder: 8", "“order”写了两次"),
    "schema": ("guides/guannan/unit-info-change.yml", "within: immediate", "within: 马上", "“马上”写法不对"),
    "between files, of a file with another mistake": (
        "guides/guannan/unit-info-change.yml",
        "procedure: guannan/unit-deregistration",
        "procedure: guannan/unit-deregistraton",
        "没有事项“guannan/unit-deregistraton”",
    ),
    "a register": ("guides/shared/laws.yml", "edition: 2018年12月29日修正", "editon: 2018", "不认识“editon”"),
    "a key that is not there": (
        "guides/guannan/personal-entitlement-record.yml",
        "- social-insurance-law",
        "- social-insurence-law",
        "“social-insurence-law”不在可选范围内",
    ),
    "a calculator's data": (
        "calc/guannan/checklists.yml",
        "example: {veteran: yes}",
        "exmaple: {}",
        "不认识“exmaple”",
    ),
    "words of the site": ("docs/words.yml", None, "more: {a: '共 {cuont} 项'}\n", "{cuont}"),
    "the term base": ("guides/shared/terms.yml", None, "wrods: []\n", "不认识“wrods”"),
}


def test_mistakes_of_every_stage_come_in_one_round(project: Path) -> None:
    for file, old, new, _said in STAGES.values():
        path = project / file
        text = path.read_text(encoding="utf-8")
        assert old is None or old in text
        path.write_text(text.replace(old, new, 1) if old else f"{text}\n{new}", encoding="utf-8")
    result = run(project, "scripts.tools.check")
    assert result.returncode == 1 and "Traceback" not in result.stderr
    told = [line for line in result.stderr.splitlines() if line.startswith("  ")]
    missed = [
        stage
        for stage, (file, _old, _new, said) in STAGES.items()
        if sum(line.startswith(f"  {file}:") and said in line for line in told) != 1
    ]
    assert missed == []
    assert len(told) == len(STAGES)  # and no mistake makes another


@pytest.mark.parametrize(
    ("file", "typed", "named"),
    [("guides/shared/terms.yml", "wrods: []", "wrods"), ("docs/words.yml", "more: {a: '共 {cuont} 项'}", "{cuont}")],
)
def test_a_broken_term_base_or_word_is_a_list_of_mistakes_and_no_traceback(
    project: Path, tmp_path: Path, file: str, typed: str, named: str
) -> None:
    with (project / file).open("a", encoding="utf-8") as broken:
        broken.write(f"\n{typed}\n")
    for result in (run(project, "scripts.tools.check"), build(project, tmp_path / "site")):
        assert result.returncode == 1
        assert f"{file}:" in result.stderr
        assert named in result.stderr
        assert "Traceback" not in result.stderr


LINES = st.sampled_from((EXAMPLES / PAGE).read_text(encoding="utf-8").splitlines())
SCRAPS = st.sampled_from(["name:", "- ", "  when: {all: []}", "  id: a", "~", "[]", "{}", "\t", "x: {y: [z]}", "- - -"])


@settings(max_examples=60)
@given(st.lists(LINES | SCRAPS | st.text(max_size=8), max_size=30).map("\n".join))
def test_no_text_in_a_procedure_s_file_makes_the_loader_fail(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    root = tmp_path_factory.getbasetemp() / "any"
    if not root.exists():
        shutil.copytree(EXAMPLES, root)
    (root / PLAIN).write_text(text.encode("utf-8", "ignore").decode(), encoding="utf-8", newline="")
    try:
        load(root)
    except DataError as error:
        assert error.problems
        assert all(str(problem.place).startswith("any/") and problem.message for problem in error.problems)


@settings(max_examples=100)
@given(
    st.sampled_from([model.Procedure, Vocabulary, dict[Text, Document], tuple[model.Material, ...]]),
    st.recursive(
        st.text(max_size=6) | st.sampled_from(["1", "2026-01-01", "原件", "true", "immediate", "https://a.b"]),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from([*fields_of(model.Procedure), *fields_of(model.Material), "x"]), inner, max_size=5
            )
        ),
        max_leaves=12,
    ),
)
def test_no_shape_makes_the_decoder_fail(kind: Any, value: Any) -> None:
    mistakes: list[Problem] = []
    node = read_text(json.dumps(value, ensure_ascii=True), mistakes, "f.yml")
    if node is None:
        return
    decoder = Decoder(vocabularies={"sources": ["a"], "laws": ["b"]})
    decoded = decoder.decode(node, kind)
    assert (decoded is None) == bool(decoder.problems)


def test_no_value_is_given_the_place_of_one_that_is_gone() -> None:
    decoder = Decoder()
    for line in range(1, 1001):
        decoder.decode(Scalar(Place("f.yml", line, 1), "a-key"), Key)  # thrown away: its identity is free again
    for key in [Key("a-key") for _ in range(1000)]:
        with pytest.raises(KeyError):
            decoder.places.of(key)


def test_the_words_of_a_library_come_with_their_places() -> None:
    words = dict(texts(load(EXAMPLES)))
    assert words[".procedures[0].materials[1].original"] == "《资格确任表》"
    assert words[".regions.demo.name"] == "示例县"
    assert ".procedures[1].summary" not in words  # it carries its own Traditional form

"""Documents of the layouts that offices keep, and what they say: nothing more, nothing less, and every value with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from scripts.importing.__main__ import drafts_of, main
from scripts.importing.account import account, doubt_gaps
from scripts.importing.reading import Unreadable, read
from tests.scripts.importing.drafted import said
from tests.scripts.importing.made import RUN, printed, sheet, word, workbook
from tests.support import ROOT

DOCUMENTS = ROOT / "tests/data/importing"
EXPECTED: dict[str, dict[str, dict[str, list[str]]]] = yaml.load(
    (DOCUMENTS / "expected.yml").read_text(encoding="utf-8"), yaml.CSafeLoader
)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_document_becomes_what_it_says(name: str) -> None:
    outline, drafts = drafts_of(DOCUMENTS / name)
    doubt_gaps(drafts, account(outline, drafts))
    found = {draft.name.text: said(draft) for draft in drafts}
    expected = {
        procedure: {key: sorted(value) if key == "gaps" else value for key, value in fields.items()}
        for procedure, fields in EXPECTED[name].items()
    }
    assert found == expected


@pytest.mark.parametrize("name", EXPECTED)
def test_every_value_stands_in_the_document_and_every_line_is_accounted_for(name: str) -> None:
    outline, drafts = drafts_of(DOCUMENTS / name)
    whole = "".join(span.text for span in outline.spans())  # sentences of a line stand one after the other
    for draft in drafts:
        for path, (quote, place) in draft.found.items():
            assert quote in whole, path
            assert place, path
    assert {row.span for row in account(outline, drafts)} >= {*outline.spans()}


def test_what_nobody_understood_is_listed_whole() -> None:
    outline, drafts = drafts_of(DOCUMENTS / "notice.txt")
    unread = [row.span.text for row in account(outline, drafts) if row.fate == "unread"]
    assert unread == ["五、缴费标准", "每人每年380元。", "兰江市医疗保障局", "2023年8月20日"]


def test_nothing_is_missing_while_a_line_that_may_speak_of_it_was_not_understood(tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text("失业登记办事指南\n办理材料：身份证\n其他\n工本费每证5元，窗口公布。\n", encoding="utf-8")
    outline, drafts = drafts_of(document)
    rows = account(outline, drafts)
    drafts[0].used.pop(next(row.span for row in rows if "工本费" in row.span.text), None)
    doubt_gaps(drafts, account(outline, drafts))
    assert "收费" not in drafts[0].fields["gaps"]
    assert "工本费" in drafts[0].decide["gaps"]


def half_hidden(path: Path) -> Path:
    """One row a procedure under two rows of headings, with a hidden row, a hidden column and a hidden sheet."""
    rows = [
        ["事项名称", "内部编号", "申请材料", "办理时限", "", "咨询电话"],
        ["", "", "", "法定", "承诺", ""],
        ["参保证明打印", "X-1", "身份证", "3个工作日", "即时办结", 87654321],
        ["旧事项", "X-2", "户口簿", "9个工作日", "9个工作日", "0999-5550000"],
    ]
    book, page = workbook(rows, "A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2")
    page.row_dimensions[4].hidden = True
    page.column_dimensions["B"].hidden = True
    other = book.create_sheet("去年")
    other.append(["事项名称", "申请材料", "咨询电话"])
    other.append(["去年的事项", "照片", "0888-5550000"])
    other.sheet_state = "hidden"
    book.save(path)
    return path


def test_hidden_rows_columns_and_sheets_are_left_out_and_listed(tmp_path: Path) -> None:
    outline, drafts = drafts_of(half_hidden(tmp_path / "a.xlsx"))
    assert [draft.name.text for draft in drafts] == ["参保证明打印"]
    assert said(drafts[0])["time_limits"] == ["3 working days 法定", "immediate 承诺"]
    assert said(drafts[0])["consult"] == ["87654321"]
    reasons = {span.text: reason for span, reason in outline.left_out}
    assert reasons["旧事项"] == "隐藏的行" and reasons["X-1"] == "隐藏的列" and reasons["去年的事项"] == "隐藏的工作表"


def test_tracked_changes_are_read_as_accepted_and_told(tmp_path: Path) -> None:
    changed = (
        RUN.format("办理时限：受理后")
        + '<w:del w:id="1"><w:r><w:delText>5</w:delText></w:r></w:del>'
        + f'<w:ins w:id="2">{RUN.format("3")}</w:ins>'
        + RUN.format("个工作日内办结")
    )
    document = word(tmp_path / "a.docx", RUN.format("事项名称：失业登记"), changed)
    outline, drafts = drafts_of(document)
    assert said(drafts[0])["time_limits"] == ["3 working days"]
    assert any("修订" in warning for warning in outline.warnings)


def test_words_that_word_hides_are_left_out_and_listed(tmp_path: Path) -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部电话0555-5550000</w:t></w:r>"
    document = word(tmp_path / "a.docx", RUN.format("事项名称：失业登记"), RUN.format("咨询电话：12333") + hidden)
    outline, drafts = drafts_of(document)
    assert said(drafts[0])["consult"] == ["12333"]
    assert {span.text: reason for span, reason in outline.left_out}["内部电话0555-5550000"] == "隐藏的文字"


def test_a_page_in_two_columns_is_read_column_by_column(tmp_path: Path) -> None:
    left = "购房提取<br>办理材料：<br>1.身份证原件<br>2.购房合同复印件1份<br>办理时限：3个工作日<br>咨询电话：12329"
    right = "退休提取<br>办理材料：<br>1.身份证原件<br>2.退休证复印件1份<br>办理时限：即时办结<br>咨询电话：12329"
    style = "td {width: 80mm; vertical-align: top} body {font: 11pt/1.6 sans-serif}"
    page = f"<style>{style}</style><table><tr><td>一、{left}</td><td>二、{right}</td></tr></table>"
    _outline, drafts = drafts_of(printed(tmp_path / "a.pdf", page))
    assert {draft.name.text: said(draft)["materials"] for draft in drafts} == {
        "购房提取": ["身份证|原件", "购房合同|复印件|copies 1"],
        "退休提取": ["身份证|原件", "退休证|复印件|copies 1"],
    }


def test_a_column_may_be_a_procedure_and_the_same_may_stand_above(tmp_path: Path) -> None:
    sheet(
        tmp_path / "a.xlsx",
        [
            ["项目", "参保证明", "信息变更"],
            ["办理材料", "身份证", "变更证明"],
            ["咨询电话", "12333", "0632-5556612"],
        ],
    )
    rows = [["事项名称", "申请材料", "咨询电话"], ["甲事", "照片", "12333"], ["乙事", "身份证", "同上"]]
    sheet(tmp_path / "b.xlsx", rows)
    found = [draft for name in ("a.xlsx", "b.xlsx") for draft in drafts_of(tmp_path / name)[1]]
    assert {draft.name.text: (said(draft)["materials"], said(draft)["consult"]) for draft in found} == {
        "参保证明": (["身份证"], ["12333"]),
        "信息变更": (["变更证明"], ["0632-5556612"]),
        "甲事": (["照片"], ["12333"]),
        "乙事": (["身份证"], ["12333"]),
    }


def test_a_table_that_a_page_of_a_pdf_cuts_in_two_is_one(tmp_path: Path) -> None:
    rows = "".join(
        f"<tr><td style='height:{height}mm'>{label}</td><td>{value}</td></tr>"
        for label, value, height in (
            ("事项名称", "丧葬补助金申领", 60),
            ("申请材料", "1.死亡证明原件；<br>2.户口簿复印件1份", 120),
            ("办理时限", "2个月", 90),
            ("咨询电话", "029-55501234", 20),
        )
    )
    style = "@page {size: A4; @top-center {content: '某街道公开资料 第' counter(page) '页'}} td {border: 1px solid}"
    html = f"<style>{style}</style><table style='border-collapse:collapse'>{rows}</table>"
    outline, drafts = drafts_of(printed(tmp_path / "a.pdf", html))
    assert said(drafts[0])["materials"] == ["死亡证明|原件", "户口簿|复印件|copies 1"]
    assert said(drafts[0])["time_limits"] == ["2 months"] and said(drafts[0])["consult"] == ["029-55501234"]
    assert {reason for _span, reason in outline.left_out} == {"页眉、页脚、页码"}


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0", "另存"),
        ("a.docx", b"no zip", "损坏"),
        ("a.xlsx", b"no zip", "损坏"),
        ("a.txt", b" \n", "没有文字"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(
    tmp_path: Path, name: str, content: bytes, word: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=word):
        read(path)


@pytest.mark.parametrize("empty", ["<tr></tr>", "<tr><p>注</p></tr><tr></tr>"])
def test_a_table_without_cells_says_nothing(empty: str, tmp_path: Path) -> None:
    document = tmp_path / "a.html"
    document.write_text(
        f"<h1>参保登记</h1><table>{empty}</table><p>收费：不收费</p><p>咨询电话：12333</p>", encoding="utf-8"
    )
    assert "收费：不收费" in "".join(span.text for span in drafts_of(document)[0].spans())


def test_a_persons_mobile_is_never_taken(tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text("事项名称：失业登记\n办理材料：身份证\n咨询电话：王同志 13812345678\n", encoding="utf-8")
    _outline, drafts = drafts_of(document)
    assert "13812345678" not in json.dumps(drafts[0].fields)
    assert "手机" in drafts[0].decide["consult"]


def test_the_example_of_the_handbook_is_what_the_command_gives(tmp_path: Path) -> None:
    assert main([str(ROOT / "docs/dev/import/example.txt"), "--out", str(tmp_path)]) == 0
    (draft,) = [path for path in tmp_path.glob("*.yml") if path.stem not in ("laws", "sources")]
    handbook = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    shown = handbook.partition("```yaml\ndraft: true\n")[2].partition("```")[0]
    assert shown and shown in draft.read_text(encoding="utf-8")
    for picture in ("review.webp", "changed.webp"):
        assert picture in handbook and (ROOT / "docs/dev/import" / picture).stat().st_size <= 100_000


def test_two_runs_give_the_same_bytes_and_a_draft_is_marked_as_one(tmp_path: Path) -> None:
    for run in ("one", "two"):
        assert main([str(DOCUMENTS / "page.html"), "--out", str(tmp_path / run)]) == 0
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / run).iterdir()} for run in ("one", "two"))
    assert first == second
    drafts = [path for path in (tmp_path / "one").glob("*.yml") if path.stem not in ("laws", "sources")]
    assert len(drafts) == 2
    for path in drafts:
        content = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        assert content["draft"] is True and content["summary"] == "待填"
    page = (tmp_path / "one/review.html").read_text(encoding="utf-8")
    assert "没有归类" in page and "沒有歸類" in page and "版权所有" in page


def test_traditional_text_is_read_in_simplified_and_quoted_as_it_is_printed(tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text(
        "失業登記\n辦理材料：居民戶口簿原件\n辦理時限：5個工作日\n諮詢電話：0511-12345678\n", encoding="utf-8"
    )
    (draft,) = drafts_of(document)[1]
    assert draft.fields["name"] == "失业登记"
    assert draft.fields["materials"][0]["name"] == "居民户口簿"
    assert draft.found["name"] == ("失業登記", "第1行")
    assert "戶口簿" in draft.found["materials.0.name"][0]


def test_a_file_of_rubbish_stops_nothing(tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_bytes("失業登記\n辦理材料：戶口簿\n".encode("utf-16")[5:])  # cut in the middle of a character
    assert read(document).blocks

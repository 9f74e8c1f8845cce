"""What stands in a file and is no content: struck out, hidden, set aslant, or telling of the paper itself."""

from __future__ import annotations

from pathlib import Path

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from scripts.importing.__main__ import drafts_of
from scripts.importing.reading import read
from tests.scripts.importing.drafted import drafted, said
from tests.scripts.importing.made import RUN, printed, word, workbook


def test_a_sheet_is_read_as_it_is_seen(tmp_path: Path) -> None:
    half = CellRichText(TextBlock(InlineFont(strike=True), "户口簿；"), "身份证")
    rows = [["事项名称", "参保证明打印"], ["申请材料", half], ["办理时限", 3], ["咨询电话", "0555-5550001"]]
    book, sheet = workbook(rows)
    sheet["B3"].number_format = '0"个工作日"'
    sheet["B4"].font = Font(strike=True)
    book.save(tmp_path / "a.xlsx")
    outline, drafts = drafts_of(tmp_path / "a.xlsx")
    found = said(drafts[0])
    assert found["materials"] == ["身份证"] and found["time_limits"] == ["3 working days"]
    assert "consult" not in found
    reasons = {span.text: reason for span, reason in outline.left_out}
    assert reasons["户口簿；"] == reasons["0555-5550001"] == "划掉的文字"


def test_a_document_without_what_is_struck_out_twice_and_its_contents(tmp_path: Path) -> None:
    struck = "<w:r><w:rPr><w:dstrike/></w:rPr><w:t>0555-5550001</w:t></w:r>"
    contents = f'<w:pPr><w:pStyle w:val="TOC1"/></w:pPr>{RUN.format("社会保障卡挂失 7")}'
    path = word(
        tmp_path / "a.docx", contents, RUN.format("事项名称：失业登记"), RUN.format("咨询电话：12333；") + struck
    )
    outline, drafts = drafts_of(path)
    assert said(drafts[0])["consult"] == ["12333"]
    reasons = {span.text: reason for span, reason in outline.left_out}
    assert reasons == {"社会保障卡挂失 7": "目录", "0555-5550001": "划掉的文字"}


def test_a_page_without_what_its_style_strikes_out_or_hides(tmp_path: Path) -> None:
    page = (
        "<div><ul><li>首页</li><li>办事流程</li></ul><span>总机 0555-5550001</span></div><h1>失业登记 办事流程</h1>"
        "<p>办理时限：<span style='text-decoration: line-through'>20个工作日</span>5个工作日</p><p>办理材料：身份证原件</p>"
        "<p>咨询电话：12333<span style='display:none'>0555-5550002</span></p><p>收费标准：不收费</p>"
    )
    found = drafted(tmp_path / "a.html", page)
    assert found["失业登记"]["time_limits"] == ["5 working days"]
    assert found["失业登记"]["consult"] == ["12333"]


def test_letters_across_a_page_are_not_between_those_of_its_lines(tmp_path: Path) -> None:
    mark = (
        "<div style='position: fixed; top: 40mm; left: 20mm; font-size: 20pt; transform: rotate(-40deg)'>内部资料</div>"
    )
    lines = "".join(
        f"<p>{line}</p>"
        for line in ("失业登记办事指南", "办理材料：身份证原件", "办理时限：5个工作日", "咨询电话：12333")
    )
    path = printed(tmp_path / "a.pdf", mark + lines)
    assert [span.text for span in read(path).spans()] == [
        *("失业登记办事指南", "办理材料：身份证原件", "办理时限：5个工作日", "咨询电话：12333")
    ]


def test_contents_on_one_line_name_no_papers(tmp_path: Path) -> None:
    text = "操作指引\n目录 1简介 (3) 2社保证明 (9) 2.1权益记录单 (9) 2.2缴费明细 (11)\n办理材料：(1) 身份证 (2) 户口簿 (3) 照片\n"
    found = drafted(tmp_path / "a.txt", text)["操作指引"]
    assert found["materials"] == ["身份证", "户口簿", "照片"]


def test_a_letter_ends_where_it_is_signed_and_its_attachments_are_no_labels(tmp_path: Path) -> None:
    text = (
        "关于开展稳岗补贴申领工作的通知\n企业可以把材料邮寄到市就业局，也可以送到各县就业服务窗口。\n"
        "附件：1.申领材料清单\n2.办理流程\n某市就业局\n2026年7月1日\n附件2\n办理流程\n企业提出申领\n市就业局审核\n"
        "填表咨询人：某某 手机13900000000\n"
    )
    (found,) = drafted(tmp_path / "a.txt", text).values()
    assert found["steps"] == ["企业提出申领", "市就业局审核"]
    assert found["channels"] == ["邮寄办理", "窗口办理|各县就业服务窗口"]

"""Old guides, as sites keep them: several documents in one file, and procedures told in sentences instead of under labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.importing.__main__ import drafts_of
from scripts.importing.account import account, doubt_gaps
from scripts.importing.brought import listed, papers
from scripts.importing.deeds import done
from scripts.importing.documents import documents
from scripts.importing.outline import Line, Span
from scripts.importing.reading import read
from scripts.importing.titles import text_of
from tests.scripts.importing.drafted import drafted

SENTENCES = {
    "单位携人事部门的职工进编审批表、编制手册等相关在编人员证明材料，到社保中心领取《人员变动申报表》办理登记": [
        "人事部门的职工进编审批表",
        "编制手册",
        "相关在编人员证明材料",
        "《人员变动申报表》",
    ],
    "须提供身份证、户口簿、内地的退休证（均需留复印件）、用人单位证明等前来办理": [
        "身份证",
        "户口簿",
        "内地的退休证（均需留复印件）",
        "用人单位证明",
    ],
    "并提供委托人、代领人的身份证原件、复印件及委托人的社保卡": [
        "委托人、代领人的身份证原件、复印件",
        "委托人的社保卡",
    ],
    "携带养老保险、医疗保险手册及职工档案等相关材料到退休科": ["养老保险、医疗保险手册", "职工档案"],
    "单位应携相关资料到就业中心办理退工": ["相关资料"],
    "持写有参保记录的红色小册子及单位填写完整的《申报表》（加盖公章），到分管员处补录": [
        "写有参保记录的红色小册子",
        "单位填写完整的《申报表》（加盖公章）",
    ],
    "单位凭“社会保险登记证”、《申请表》，到网点领取《客户登记表》": ["社会保险登记证", "《申请表》", "《客户登记表》"],
    "经办人员根据单位提供的资料核发手册": [],
    "持假证明前来办理的，一经查实，移送公安机关": [],
    "单位需通过“欠费补缴”模块为职工办理": [],
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_names_the_papers_that_one_brings_and_no_others(sentence: str) -> None:
    assert [paper.text for paper in papers(Span(sentence, ""))] == SENTENCES[sentence]


def test_a_list_of_papers_is_one_whatever_leads_to_it() -> None:
    line = "第一次参保要办的：1、《登记表》（表1）、《名册表》（表2）；2、营业执照复印件；3、近期工资表一份。"
    assert [paper.text for paper in listed(Span(line, ""))] == [
        "《登记表》（表1）",
        "《名册表》（表2）",
        "营业执照复印件",
        "近期工资表一份",
    ]
    assert not [*listed(Span("办事的好处：1、不用排队；2、随时查询进度；3、少交一份表", ""))]
    assert not [
        *listed(Span("可以公开的情形：1、法律要求提供用户的资料；2、用户授权的资料；3、服务要求提供的材料", ""))
    ]


@pytest.mark.parametrize(
    ("sentence", "tells"),
    [
        ("由职工携本人身份证，到结算中心填报补办申请表", True),
        ("点击【提交审批】按钮，该任务提交到系统审批", True),
        ("结算中心即时为职工建立个人信息库，并核发手册", True),
        ("参保单位怎么到窗口办理登记？", False),
        ("点击【首页】按钮，如图：⅛⅛iiI FiB⅝", False),
        ("如身份证已经过期，请及时换新证", False),
        ("个人账户的储存额按公布的利率每年结息", False),
        ("本系统是指单位申报所用的网页", False),
        ("申请人可以登录网站申请，也可以到窗口办理", False),
    ],
)
def test_a_sentence_tells_what_somebody_does_or_how_a_matter_stands(sentence: str, tells: bool) -> None:
    assert done(sentence) is tells


def test_documents_in_one_file_begin_where_a_title_is_said_again_in_full_or_in_part() -> None:
    lines = [
        "青石市社会保险业务指南",
        "青石市社会保险业务指南一、登记单位带营业执照办理。",
        "（二）网上申报",
        "（二）网上申报的单位点击申报。",
        "青石市社会保险网上服务系统操作手册",
        "社会保险网上服务系统 操作说明 2011年8月",
        "转移办法",
        "参保人员离开本市的，可以转移。",
        "社会保险服务承诺",
        "附件2 服务承诺 为方便群众，我们承诺如下",
    ]
    found = documents([Line(Span(line, str(number))) for number, line in enumerate(lines)])
    assert [text_of(blocks[0]) for blocks in found] == [lines[0], lines[4], lines[8]]
    assert len(documents([Line(Span(line, "")) for line in lines[:8]])) == 1  # fewer are a slip


def test_procedures_told_in_sentences_have_steps_papers_a_place_a_result_and_for_whom_they_are(tmp_path: Path) -> None:
    (found,) = drafted(
        tmp_path / "a.txt",
        "关系接续办理程序\n1、间断缴费人员的接续\n"
        "(1)原档案由劳动部门管理、现在重新就业的人员。单位携就业中心核定的《再就业名册》到结算中心（大厅3至9号柜台）办理接续手续。\n"
        "(2)没有工作单位的，凭个人代理的手续到社保中心（大厅2号柜台）办理续保手续。结算中心即时开出《接续单》。\n",
    ).values()
    assert found["steps"] == [
        "单位携就业中心核定的《再就业名册》到结算中心（大厅3至9号柜台）办理接续手续",
        "没有工作单位的，凭个人代理的手续到社保中心（大厅2号柜台）办理续保手续",
        "结算中心即时开出《接续单》",
    ]
    assert found["materials"] == ["就业中心核定的《再就业名册》", "个人代理的手续"]
    assert found["conditions"] == ["原档案由劳动部门管理、现在重新就业的人员"]
    assert found["channels"] == ["窗口办理|结算中心（大厅3至9号柜台）；社保中心（大厅2号柜台）"]
    assert found["time_limits"] == ["immediate"]


@pytest.mark.parametrize(
    "text",
    [
        "致用人单位的一封信\n现将办理工伤认定的要点告诉大家。\n请带上申请表原件两份，到政务中心二楼窗口办理。\n"
        "单位没有申请的，职工本人持病历到窗口提出申请。\n如果有疑问，请到大厅咨询。\n",
        "社会保障卡补办指南\n卡丢了的，先打电话挂失，然后持本人身份证到银行网点办理补卡。\n补卡要交工本费20元。\n",
    ],
)
def test_a_letter_or_a_single_sentence_tells_no_steps(tmp_path: Path, text: str) -> None:
    assert all("steps" not in found for found in drafted(tmp_path / "a.txt", text).values())


NOTICE = """白塔市社保个人服务中心办事指引
温馨提示
一、本市参保的员工，办理退保业务到个人服务中心办理；区外参保的员工，到所在区社保管理处办理。
二、持临时身份证前来办理退保的参保人，应同时携带本人户口簿原件和派出所的回执（必须为原件，留复印件各一张）办理业务。
三、参保员工离开本市的，应先到社保征收部门做合并处理，再办理转移手续。
四、个人服务中心
工作时间：
周一至周五上午9:30—12:00
地址：白塔市龙岭513栋2楼
五、白塔市社会保险管理局
服务热线：96555或25550103
"""


def test_numbered_paragraphs_are_of_one_procedure_that_goes_by_the_title(tmp_path: Path) -> None:
    ((name, found),) = drafted(tmp_path / "a.txt", NOTICE).items()
    assert name == "白塔市社保个人服务中心办事指引"
    assert found["consult"] == ["96555", "25550103"]
    assert found["channels"] == ["窗口办理|白塔市龙岭513栋2楼|周一至周五上午9:30—12:00"]
    assert found["materials"] == [
        "临时身份证",
        "本人户口簿|原件",
        "派出所的回执|原件和复印件|必须为原件，留复印件各一张",
    ]
    assert "参保员工离开本市的，应先到社保征收部门做合并处理，再办理转移手续" in found["steps"]


def test_steps_that_run_on_are_cut_with_the_heading_of_the_next_procedure(tmp_path: Path) -> None:
    found = drafted(
        tmp_path / "a.txt",
        "社会保险网上办事操作指南\n批量办理：第1步：登录系统，点击“暂停缴费”，如下图：第2步：点击【批量办理】按钮；第3步：上传模板。\n"
        "（三）网上办理工资变更第1步：登录系统，点击“工资变更”，进入界面。第2步：填写申报工资，点击【保存】按钮。\n",
    )
    assert {name: len(said["steps"]) for name, said in found.items()} == {
        "社会保险网上办事": 3,
        "网上办理工资变更": 2,
    }


def test_sections_count_on_whatever_stands_before_their_number(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "一、登记\n单位到窗口登记。\n二、开户资料：营业执照等\n备注：表格可以下载办理时间：每月1-18日三、增减员（人员有变化时）所需资料：1、名册；2、身份证复印件\n"
        "分为一、二、三档\n",
        encoding="utf-8",
    )
    lines = [text_of(block) for block in read(tmp_path / "a.txt").blocks]
    assert "三、增减员（人员有变化时）" in lines and lines[-1] == "分为一、二、三档"


def test_remarks_and_cautions_are_taken_down_and_leave_no_false_gap(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "一、网上办理工资变更\n（一）所需资料\n1、身份证复印件\n（二）办事程序\n1、点击网上“工资变更”菜单，完成操作；\n2、留存以上资料备查。\n"
        "（三）注意事项\n1、核对准确以后再提交；\n2、次月起按新基数缴费。\n3、遗失的请找王五，手机13800000000。\n（四）说明\n工本费按物价部门的规定收。\n",
        encoding="utf-8",
    )
    outline, (draft,) = drafts_of(tmp_path / "a.txt")
    assert [each["text"] for each in draft.fields["cautions"]] == ["核对准确以后再提交", "次月起按新基数缴费"]
    assert [each["text"] for each in draft.fields["notes"]] == ["工本费按物价部门的规定收"]
    assert draft.found["cautions.0.text"] == ("1、核对准确以后再提交；", "第8行")
    doubt_gaps([draft], account(outline, [draft]))
    assert "收费" not in draft.fields["gaps"] and "监督投诉渠道" in draft.fields["gaps"]


def test_what_is_charged_on_the_way_is_a_fee(tmp_path: Path) -> None:
    (found,) = drafted(
        tmp_path / "a.txt",
        "社会保障卡申领办事指南\n办理材料：申领表\n办理流程：1、职工填写申领表；2、经办人员审查，收取办理费用20元；3、领卡。\n",
    ).values()
    assert found["fees"] == ["20"]

"""What is told once for several: in a preface, in remarks, at the foot of a poster, below a table and below the papers."""

from __future__ import annotations

from pathlib import Path

from tests.scripts.importing.drafted import drafted
from tests.scripts.importing.made import sheet

PAPERS = "<tr><td rowspan=2>所需材料</td><td>材料名称</td><td>份数及要求</td></tr><tr><td>身份证</td><td>复印件1份；代办的提供</td></tr>"
TABLE = f"<table>{PAPERS}<tr><td>办结时限</td><td colspan=2>1个工作日</td></tr><tr><td>办理方式</td><td colspan=2>窗口办理</td></tr></table>"


def test_a_preface_and_remarks_hold_for_each_table_and_a_label_beside_papers_is_no_paper(tmp_path: Path) -> None:
    found = drafted(
        tmp_path / "a.html",
        f"<p>档案服务手册</p><p>本手册所列服务由某县人才服务中心承担，不收取任何费用。</p><h2>一、档案接收</h2>{TABLE}<h2>二、档案转出</h2>{TABLE}"
        "<p>备注：</p><p>1.以上两项的办理地点均为府前街12号三楼档案室，办公时间为工作日8:00—12:00。</p><p>2.监督电话0355-5557209。</p>"
        "<p>3.依据《关于加强档案服务的通知》（某发〔2014〕90号）。</p>",
    )
    assert [*found] == ["档案接收", "档案转出"]
    for each in found.values():
        assert each["materials"] == ["身份证|复印件|copies 1|代办的"]
        assert each["channels"] == ["窗口办理|府前街12号三楼档案室|工作日8:00—12:00"]
        assert (each["fees"], each["complaint"], each["basis"]) == (
            ["0"],
            ["0355-5557209"],
            ["关于加强档案服务的通知"],
        )


def test_a_poster_names_its_matters_between_marks_and_ends_with_what_is_of_all(tmp_path: Path) -> None:
    part = "◆ {} ◆\n【对  象】{}的本县人员\n【带什么】\n○ 身份证          原件\n【怎么办】\n本人申请  ==>  社区核实  ==>  县\n服务中心认定\n【多长时间】 10个工作日\n"
    found = drafted(
        tmp_path / "a.txt",
        f"某县就业服务窗口 上墙公示\n{part.format('就业困难人员认定', '有劳动能力')}{part.format('求职补贴申领', '应届毕业')}"
        "窗口位置：行政服务中心一层2号窗口\n投诉电话：0377-5556411\n",
    )
    assert [*found] == ["就业困难人员认定", "求职补贴申领"]
    for each in found.values():
        assert each["steps"] == ["本人申请", "社区核实", "县服务中心认定"]
        assert each["complaint"] == ["0377-5556411"]
        assert "行政服务中心一层2号窗口" in each["channels"][0]


def test_names_written_again_in_each_row_and_a_note_on_one_of_them(tmp_path: Path) -> None:
    head = ["事项名称", "实施机构", "材料名称", "原件份数", "复印件份数", "咨询电话"]
    rows = [
        ["生育津贴支付", "医保中心", "申领表", 2, 0, "0314-5556608"],
        ["生育津贴支付", "医保中心", "身份证", 1, 1, "0314-5556608"],
        ["门诊慢特病认定", "医保中心", "住院病历", 0, 1, "0314-5556610"],
    ]
    note = "生育津贴应当在产假结束后12个月内申请。"
    found = drafted(sheet(tmp_path / "a.xlsx", [head, *rows, [note, *[None] * 5]], "A5:F5"))
    assert [*found] == ["生育津贴支付", "门诊慢特病认定"]
    assert found["生育津贴支付"]["materials"] == ["申领表|原件|originals 2", "身份证|原件和复印件|originals 1|copies 1"]
    assert found["生育津贴支付"]["time_limits"] == ["12 months 申请"]
    assert "time_limits" not in found["门诊慢特病认定"]


def test_a_table_inside_a_spread_cell_keeps_the_labels_of_the_table_around_it(tmp_path: Path) -> None:
    inner = (
        "<table><tr><td>序号</td><td>材料名称</td><td>材料类型</td><td>份数</td></tr>"
        "<tr><td>1</td><td>申请表</td><td>原件</td><td>2</td></tr></table>"
    )
    (told,) = drafted(
        tmp_path / "a.html",
        "<table><tr><td rowspan=2>基本信息</td><td>事项名称</td><td colspan=2>工时审批</td></tr><tr><td>实施主体</td><td colspan=2>某市人社局</td></tr>"
        f"<tr><td>申请材料</td><td colspan=3>{inner}</td></tr><tr><td rowspan=2>时限与收费</td><td>法定办结时限</td><td colspan=2>20个工作日</td></tr>"
        "<tr><td>是否收费</td><td colspan=2>否</td></tr></table>",
    ).values()
    assert told["materials"] == ["申请表|原件|originals 2"]
    assert (told["time_limits"], told["fees"]) == (["20 working days 法定"], ["0"])


def test_a_line_below_the_papers_tells_the_kind_of_all_and_one_may_stand_in_for_another(tmp_path: Path) -> None:
    (told,) = drafted(
        tmp_path / "a.txt",
        "租房提取公积金办事指南\n一、办理材料\n▪ 本人身份证\n▪ 结婚证、配偶身份证（已婚的提供）\n▪ 劳动合同，没有劳动合同的，提供其他劳动关系证明\n"
        "以上材料均为原件，核验后退还。\n二、办理时限：3个工作日\n",
    ).values()
    assert told["materials"] == [
        "本人身份证|原件|核验后退还",
        "结婚证|原件|已婚的；核验后退还",
        "配偶身份证|原件|已婚的；核验后退还",
        "劳动合同|原件|没有劳动合同的，提供其他劳动关系证明；核验后退还",
    ]


def test_what_is_of_all_is_no_label_of_the_last(tmp_path: Path) -> None:
    part = "（{}）{}\n1.受理条件：本市参保人员。\n2.办理时限：10个工作日。\n"
    found = drafted(
        tmp_path / "a.txt",
        f"社会保障卡业务\n{part.format('一', '社会保障卡申领')}{part.format('二', '社会保障卡挂失')}以上业务咨询电话：12333。\n",
    )
    assert {name: each["consult"] for name, each in found.items()} == {
        "社会保障卡申领": ["12333"],
        "社会保障卡挂失": ["12333"],
    }


def test_columns_of_procedures_under_everyday_labels_stay_apart(tmp_path: Path) -> None:
    rows = (
        ("", "门诊费用报销", "住院费用报销"),
        ("谁能报", "参保职工", "职工和居民"),
        ("要带什么", "发票原件", "出院小结复印件"),
        ("多久到账", "20个工作日", "30个工作日"),
        ("去哪办", "3号窗口", "5号窗口"),
        ("电话", "0791-86220001", "0791-86220002"),
    )
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    found = drafted(tmp_path / "a.html", f"<h1>医保报销业务</h1><table>{cells}</table>")
    assert [each["time_limits"] for each in found.values()] == [["20 working days"], ["30 working days"]]
    assert [each["consult"] for each in found.values()] == [["0791-86220001"], ["0791-86220002"]]


def test_a_form_with_ticked_papers_and_steps_in_a_row(tmp_path: Path) -> None:
    (told,) = drafted(
        tmp_path / "a.txt",
        "工伤待遇一次性告知单\n您申请办理的业务：工伤医疗费用报销\n□ 工伤认定决定书          复印件1份\n□ 医疗费发票              原件\n"
        "办理流程：\n提交资料 -> 初审 -> 网上申报支付\n办理窗口：社保大厅12号窗口\n联系人：王某，联系电话：0351-7778899\n",
    ).values()
    assert told["materials"] == ["工伤认定决定书|复印件|copies 1", "医疗费发票|原件"]
    assert told["steps"] == ["提交资料", "初审", "网上申报支付"]
    assert told["channels"][0] == "窗口办理|社保大厅12号窗口"
    assert told["consult"] == ["0351-7778899"]

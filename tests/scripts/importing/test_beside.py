"""Tables that are several side by side, and tables that compare procedures. Each in our own words."""

from __future__ import annotations

from pathlib import Path

from scripts.importing.__main__ import drafts_of
from scripts.importing.account import account
from tests.scripts.importing.drafted import drafted
from tests.scripts.importing.made import sheet


def test_the_same_labels_again_on_the_right_are_another_procedure(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "a.xlsx",
        [
            ["工伤认定申请", "", "劳动能力鉴定申请", ""],
            ["啥情况能申请", "上班时间受了伤", "啥情况能申请", "伤好了还影响干活"],
            ["带啥材料", "①认定申请表原件1份②劳动合同复印件1份", "带啥材料", "①鉴定申请表原件1份"],
            ["找谁办", "渔阳区人社局工伤科", "找谁办", "渔阳区劳动能力鉴定办公室"],
            ["几天有结果", "60日内作出决定", "几天有结果", "30日"],
            ["花不花钱", "不花钱", "花不花钱", "不花钱"],
        ],
        *("A1:B1", "C1:D1"),
    )
    injury, ability = drafted(path).values()
    assert injury["materials"] == ["认定申请表|原件|originals 1", "劳动合同|复印件|copies 1"]
    assert (injury["time_limits"], ability["time_limits"]) == (["60 calendar days"], ["30 calendar days"])
    assert injury["fees"] == ability["fees"] == ["0"]
    assert [draft.fields["authority"] for draft in drafts_of(path)[1]] == [
        "渔阳区人社局工伤科",
        "渔阳区劳动能力鉴定办公室",
    ]


def test_headings_over_parts_of_the_columns_tell_of_one_procedure_side_by_side(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "a.xlsx",
        [
            ["申 请 材 料", "", "", "", "办 理 须 知", ""],
            ["序号", "材料名称", "原件", "复印件", "项目", "内容"],
            ["1", "租房申请表", "1份", "—", "受理单位", "临江市人才中心"],
            ["2", "结婚证（已婚的提供）", "—", "1份", "办结时限", "12个工作日"],
            ["办理流程", "申请→初审→签约", "", "", "收费情况", "不收费"],
            ["备注：打印店电话0577-5550000。", "", "", "", "", ""],
        ],
        *("A1:D1", "E1:F1", "B5:D5", "A6:F6"),
    )
    (made,) = drafts_of(path)[1]
    said = drafted(path)[made.name.text]
    assert said["materials"] == ["租房申请表|原件|originals 1", "结婚证|复印件|copies 1|已婚的提供"]
    assert said["steps"] == ["申请", "初审", "签约"]
    assert (said["time_limits"], said["fees"]) == (["12 working days"], ["0"])
    assert "consult" not in said


def test_a_table_that_compares_has_groups_labels_nobody_registered_and_the_same_as_on_the_left(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "a.xlsx",
        [
            ["两项业务对照表", "", "", ""],
            ["类别", "要素", "业务一", "业务二"],
            ["基本", "事项名称", "特殊工时审批", "集体合同审查"],
            ["", "受理部门", "澄湖市人社局", ""],
            ["要求", "所需材料", "①审批表3份", "①合同文本一式三份"],
            ["", "报送期限", "无", "签字之日起10日内报送"],
            ["标准", "承诺时限", "7个工作日", "同左"],
            ["", "出具文书", "《准予许可决定书》", "《审查意见书》"],
            ["", "窗口时间", "周一至周五9:00-12:00", ""],
            ["复印请到一楼（0.5元/张，电话0512-55580077）。", "", "", ""],
        ],
        *("A1:D1", "A3:A4", "C4:D4", "A5:A6", "A7:A9", "C9:D9", "A10:D10"),
    )
    outline, drafts = drafts_of(path)
    hours, contract = drafts
    assert [draft.name.text for draft in drafts] == ["特殊工时审批", "集体合同审查"]
    assert [limit["within"] for limit in hours.fields["time_limits"]] == ["7 working days"]
    assert [(limit["within"], limit.get("meaning")) for limit in contract.fields["time_limits"]] == [
        ("10 calendar days", "申请"),
        ("7 working days", None),
    ]
    assert contract.fields["results"] == [{"name": "审查意见书"}]
    assert all(draft.fields["channels"][0]["hours"] == "周一至周五9:00-12:00" for draft in drafts)
    unread = [row.span.text for row in account(outline, drafts) if row.fate == "unread"]
    assert any("0512-55580077" in text for text in unread)
    assert "consult" not in hours.fields and "fees" not in hours.fields


def test_labels_in_the_inner_columns_are_read_where_the_value_bears_them_out(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "a.xlsx",
        [
            ["事项名称", "生育医疗费核定", "", ""],
            ["承办处室", "青河市医保中心生育科", "面向人群", "参加生育保险的女职工"],
            ["办结时长", "15个工作日", "费用", "不收取任何费用"],
            ["收件地点", "新开路66号12号窗口", "接待时段", "周一到周五，上午8:30到12:00"],
            ["问询方式", "0377-5558001", "备用格", "见墙上"],
        ],
        "B1:D1",
    )
    said = drafted(path)["生育医疗费核定"]
    assert said["conditions"] == ["参加生育保险的女职工"]
    assert said["channels"] == ["窗口办理|新开路66号12号窗口|周一到周五，上午8:30到12:00"]
    assert said["consult"] == ["0377-5558001"]

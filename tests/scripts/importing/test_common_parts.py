"""What holds for several procedures and what for one; and documents that tell it in everyday words. Each in our own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.importing import grammar, prose
from scripts.importing.__main__ import drafts_of
from scripts.importing.labels import boilerplate, channels
from scripts.importing.outline import Span
from tests.scripts.importing.drafted import drafted
from tests.scripts.importing.made import sheet


def test_a_letter_is_named_by_its_subtitle_and_lists_papers_and_turns_in_sentences(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    found = drafted(
        path,
        "致全县灵活就业人员的一封信\n——关于申领灵活就业社会保险补贴的三点提示\n各位朋友：\n灵活就业社会保险补贴申领从本月开始。我中心把要点写在下面。\n"
        "请您备好补贴申请表两份；身份证复印件一份；还有缴费凭证原件。委托别人办的，请再带一份委托书。\n"
        "可以登录电子税务局（https://hall.example.cn）申请。确有困难的人员，也可以到县就业大厅（建设街5号）二楼8号窗口现场办理。\n"
        "手续分三步：先在网上填表；然后到窗口交材料；最后等短信通知。\n"
        "材料齐全的，窗口当场办结，网上的十个工作日内办结。\n河川县就业服务中心\n2026年5月6日\n",
    )
    letter = found["灵活就业社会保险补贴申领"]
    assert letter["materials"] == [
        "补贴申请表|originals 2",
        "身份证|复印件|copies 1",
        "缴费凭证|原件",
        "委托书|originals 1|委托别人办的",
    ]
    assert letter["channels"] == ["网上办理", "窗口办理|县就业大厅（建设街5号）二楼8号窗口"]
    assert letter["steps"] == ["先在网上填表", "到窗口交材料", "等短信通知"]
    assert letter["time_limits"] == ["immediate", "10 working days"]
    assert "conditions" not in letter  # who may come to the counter is none
    assert drafts_of(path)[1][0].fields["authority"] == "河川县就业服务中心"


def test_columns_parted_by_blanks_are_read_one_after_the_other_and_the_foot_is_of_both(tmp_path: Path) -> None:
    found = drafted(
        tmp_path / "a.txt",
        "　　　　　东湖社区办事小册子\n"
        "【养老金领取资格认证】　　　　　　【居民医保停保】\n"
        "谁可以办：在本社区居住的退休人　　谁可以办：已在外地参加职工医保\n"
        "员。　　　　　　　　　　　　　　　的居民。\n"
        "带什么：　　　　　　　　　　　　　带什么：\n"
        "１、身份证原件　　　　　　　　　　１、身份证复印件一份\n"
        "２、退休证复印件一份　　　　　　　２、外地参保证明一份\n"
        "多久办好：当场办结。\n"
        "　　　　　　　　　　　　　　　　　多久办好：三个工作日内办结。\n"
        "费用：不收费。　　　　　　　　　　费用：不收费。\n"
        "这两件事都在：东湖社区服务站一楼（湖滨\n路2号）现场办理。居民医保停保也可以在“湖城办”小程序上办。\n"
        "咨询电话：0550-5551111　投诉电话：0550-5552222\n排版：兴旺图文，电话0550-5550000\n",
    )
    assert [*found] == ["养老金领取资格认证", "居民医保停保"]
    check, leave = found.values()
    assert (check["time_limits"], leave["time_limits"]) == (["immediate"], ["3 working days"])
    assert check["materials"] == ["身份证|原件", "退休证|复印件|copies 1"]
    assert check["conditions"] == ["在本社区居住的退休人员"]
    place = "社区办理|东湖社区服务站一楼（湖滨路2号）"
    assert (check["channels"], leave["channels"]) == ([place], [place, "网上办理"])
    assert check["complaint"] == leave["complaint"] == ["0550-5552222"]  # and not the printer's


def test_an_old_state_that_a_page_hides_is_no_content_and_a_stage_stands_with_what_is_done(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    links = "<div><a>收藏</a> <a>打印</a> <a>分享</a></div>"
    page = (
        f"<h1>失业登记</h1>{links}<h2>办事信息</h2><table><tr><th>实施主体</th><td>临江市就业局</td><th>承诺办结时限</th>"
        "<td>1（工作日）</td></tr><tr><th>是否收费</th><td>否</td><th>办理形式</th><td>窗口办理</td></tr></table>"
        "<h2>受理条件</h2><p>法定劳动年龄内的失业人员，符合下列情形之一：</p><p>（一）单位解除劳动合同的；</p><p>（二）停止经营的。</p>"
        "<h2>办理流程</h2><dl><dt>申请</dt><dd>本人到窗口提出登记申请</dd><dt>审核</dt><dd>就业局当场核对材料并登记</dd></dl>"
        "<h2>设定依据</h2><dl><dt>《就业促进法》</dt><dd>第三十五条　公共就业服务机构免费提供服务。</dd></dl>"
        "<h2>监督方式</h2><p>电话：0435-5551199</p>"
    )
    found = drafted(path, f"{page}<div style='display:none'><p>承诺办结时限：7个工作日</p></div>")
    assert [*found] == ["失业登记"]
    assert found["失业登记"]["time_limits"] == ["1 working day 承诺"]
    assert found["失业登记"]["conditions"][0].startswith("法定劳动年龄内的失业人员")
    assert found["失业登记"]["steps"] == ["申请：本人到窗口提出登记申请", "审核：就业局当场核对材料并登记"]
    assert found["失业登记"]["basis"] == ["就业促进法 第三十五条"]
    assert found["失业登记"]["complaint"] == ["0435-5551199"] and "consult" not in found["失业登记"]
    hidden = "<div style='display:none'><p>申请材料：身份证原件</p></div>"  # what the page does not tell: a tab
    assert drafted(path, f"{page}{hidden}")["失业登记"]["materials"] == ["身份证|原件"]


def test_prose_of_two_procedures_tells_each_its_own_telephone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    found = drafted(
        path,
        "云山区失业保险和工伤保险办事说明\n一、失业保险金申领\n1．失业人员中断就业的，由本人向区失业保险经办中心提出申请。\n"
        "2．办理时请提交身份证原件；失业保险金申领表一份。委托办理的，还应当提交委托书一份。\n"
        "3．《失业保险金核定书》作出后，可以到窗口领取，也可以邮寄送达。\n"
        "二、工伤医疗费报销\n1．工伤职工在协议机构就医的，由单位向区工伤保险经办中心提出申请。\n"
        "2．步骤有三步：单位提交票据；中心审核；费用拨付到单位账户。\n3．自受理之日起30日内办结。\n三、其他\n"
        "两项都不收费。对弄虚作假的，依照《处罚条例》处理。失业保险金申领咨询电话0371-5550411，工伤医疗费报销咨询电话0371-5550415，监督电话0371-5550400。\n",
    )
    assert [*found] == ["失业保险金申领", "工伤医疗费报销"]
    claim, costs = found.values()
    assert (claim["consult"], costs["consult"]) == (["0371-5550411"], ["0371-5550415"])
    assert claim["complaint"] == costs["complaint"] == ["0371-5550400"]
    assert claim["conditions"] == ["失业人员中断就业的"]
    assert claim["materials"] == ["身份证|原件", "失业保险金申领表|originals 1", "委托书|originals 1|委托办理的"]
    assert costs["steps"] == ["单位提交票据", "中心审核", "费用拨付到单位账户"]
    assert "basis" not in claim and "basis" not in costs
    results = drafts_of(path)[1][0].fields["results"]
    assert results == [{"name": "失业保险金核定书", "delivery": "可以到窗口领取，也可以邮寄送达"}]


def test_a_table_tells_the_counter_below_the_way_and_the_kind_beside_the_count(tmp_path: Path) -> None:
    document = sheet(
        tmp_path / "a.xlsx",
        [
            ["事项名称", "材料名称", "原件/复印件", "份数", "办理渠道", "", "备注"],
            ["", "", "", "", "线下", "线上", ""],
            ["停保登记", "身份证", "复印件", "1", "政务中心二楼3号窗口", "×", ""],
            ["停保登记", "停保申请表", "原件和复印件", "各2", "政务中心二楼3号窗口", "×", ""],
            ["本表事项均不收取费用。咨询：0550-5551111", "", "", "", "", "", ""],
            ["技术支持电话0550-5550000，格式以2026年版为准", "", "", "", "", "", ""],
        ],
        *("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1", "G1:G2", "A3:A4", "A5:G5", "A6:G6"),
    )
    leave = drafted(document)["停保登记"]
    assert leave["materials"] == ["身份证|复印件|copies 1", "停保申请表|原件和复印件|originals 2|copies 2"]
    assert leave["channels"] == ["窗口办理|政务中心二楼3号窗口"]
    assert (leave["fees"], leave["consult"]) == (["0"], ["0550-5551111"])


@pytest.mark.parametrize("line", ["排版：兴旺图文，电话0550-5550000", "（联系人：办公室，此件公开发布）"])
def test_lines_of_the_paper_itself_are_no_content(line: str) -> None:
    assert boilerplate(line)


def test_small_words_that_turn_a_sentence() -> None:
    assert channels("登录电子税务局填报") == ["网上办理"]
    assert [limit.within for limit in grammar.limits("过了90天也能办", labelled=True)] == []
    kept = grammar.paper("户口簿原件和复印件（原件核对后退还，复印件留两份）")
    assert (kept.name, kept.kind, kept.copies) == ("户口簿", "原件和复印件", 2)
    paid = [
        part.text
        for known, part in prose.entries(Span("审核通过，钱打到您的银行卡上。", ""))
        if known.field == "delivery"
    ]
    assert paid == ["钱打到您的银行卡上"]


def test_what_everybody_asks_is_of_all_and_names_may_be_counted(tmp_path: Path) -> None:
    found = drafted(
        tmp_path / "a.txt",
        "清河镇便民服务中心业务告知\n事项一：居民医保参保登记\n所需材料：户口簿原件\n办理时限：即办\n事项二：养老关系转出\n"
        "所需材料：转移申请表，一式三份\n办理时限：5个工作日\n共同说明：\n时间：周一至周五8:00-17:00\n电话：0411-5553333\n抄送：区财政局。联系电话0411-5550000\n",
    )
    assert [*found] == ["居民医保参保登记", "养老关系转出"]
    assert all(each["consult"] == ["0411-5553333"] for each in found.values())
    page = (
        "<h1>参保停保问答</h1><h2>一、灵活就业人员参保登记</h2><p>问：需要带什么？</p><p>答：身份证原件。</p><p>问：多久能办好？</p><p>答：当场办结。</p>"
        "<h2>二、灵活就业人员停保</h2><p>问：缴了多久可以停？</p><p>答：缴费满一个月的人员。</p><p>问：多久能停？</p><p>答：两个工作日内办好。</p>"
        "<h2>三、大家都问的</h2><p>问：电话多少？</p><p>答：咨询打0571-5551111，投诉打0571-5552222。</p>"
    )
    asked = drafted(tmp_path / "b.html", page)
    assert [*asked] == ["灵活就业人员参保登记", "灵活就业人员停保"]
    assert all(each["complaint"] == ["0571-5552222"] for each in asked.values())
    assert asked["灵活就业人员停保"]["time_limits"] == ["2 working days"]
    assert asked["灵活就业人员停保"]["conditions"] == ["缴费满一个月的人员"]

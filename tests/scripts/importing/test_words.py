"""The same thing said in other words: what a limit runs from, what is a fee, whose a telephone is, what a title names."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.importing import grammar, prose
from scripts.importing.labels import Label, channels, label
from scripts.importing.outline import Heading, Line, Span, numbered
from scripts.importing.titles import best_name
from tests.scripts.importing.drafted import drafted
from tests.scripts.importing.made import printed

LIMITS = {
    "在用工之日起30日内替员工办好就业登记": ("30 calendar days", "申请"),
    "自设立之日起30日内办理缴存登记": ("30 calendar days", "申请"),
    "出生之日起90天以内办理": ("90 calendar days", "申请"),
    "在小程序里提交，我们会在2个工作日之内审完": ("2 working days", "办结"),
    "在小程序申请，新卡会在7个工作日内寄给您": ("7 working days", "办结"),
    "从知道权利被侵害之日起一年内提出": ("1 year", "申请"),
    "中心自变更申请受理之日起5日内办结": ("5 calendar days", "办结"),
}


@pytest.mark.parametrize("sentence", LIMITS)
def test_a_limit_is_of_him_to_whom_happened_what_it_runs_from(sentence: str) -> None:
    assert [(limit.within, limit.meaning) for limit in grammar.limits(sentence, labelled=True)] == [LIMITS[sentence]]


@pytest.mark.parametrize(
    ("sentence", "fields"),
    [
        ("如有疑问，请致电0451-5557733；认为工作人员推诿的，请致电0451-5557700。", {"consult", "complaint"}),
        ("系统故障拨打运维电话022-55586099。", set()),
        ("由各街道服务站的就业窗口受理。", {"places"}),
        ("只要一张身份证（看原件就行）。", {"materials"}),
        ("任何单位不得向申请人收取费用。", {"fees"}),
        ("业务由津口市医保中心（以下称市中心）经办。", {"authority"}),
        ("0531-55502233，工作日9:00-17:00有人接听。", set()),
        ("窗口在渔阳区和平街3号一层。", {"places"}),
    ],
)
def test_a_sentence_tells_a_field_in_other_words(sentence: str, fields: set[str]) -> None:
    assert {known.field for known, _part in prose.entries(Span(sentence, ""))} == fields


def test_what_costs_and_what_counts_is_told_in_other_words() -> None:
    assert grammar.fee("不收费（以前每年120元的保管费早已取消）") == ("", 0)
    assert grammar.fee("零费用") == ("", 0) and grammar.fee("工本费20元") == ("工本费", 20)
    shown = grammar.paper("居民身份证，验原件，收复印件1份")
    assert (shown.name, shown.kind, shown.copies) == ("居民身份证", "原件和复印件", 1)
    dotted = grammar.paper("□1. 辅助器具申请表 …………… 一式两份")
    assert (dotted.name, dotted.originals) == ("辅助器具申请表", 2)
    assert channels("审核结果在县政府门户网站公示7日") == []
    assert label("申请办理该事项应当具备的条件") == Label("conditions") and label("申请人签收") == Label("skip")
    assert numbered("◇ 身份证") == ("bullet", "身份证") and numbered("03 要带什么") == ("padded", "要带什么")


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["居民医保新生儿参保，这些问题您可能想知道", "Q：去哪办？"], "居民医保新生儿参保"),
        (["网上申报操作手册（养老保险单位增员）", "1 概述"], "养老保险单位增员"),
        (["写给快要退休的您", "需要您来办一次“养老保险待遇申领”。"], "养老保险待遇申领"),
        (["一次性告知书", "您向我委申请的“辅助器具配置确认”事项，现将该事项的全部要求告知如下"], "辅助器具配置确认"),
        (["写给用人单位的一封信", "请记得办好就业登记。", "办就业登记，带上花名册。"], "就业登记"),
        (["关于调整失业保险稳岗返还经办方式的通知", "各单位："], "失业保险稳岗返还"),
    ],
)
def test_a_title_names_what_the_document_is_about(lines: list[str], name: str) -> None:
    blocks = [Heading(1, Span(lines[0], "")), *(Line(Span(line, "")) for line in lines[1:])]
    title = best_name(blocks)
    assert title is not None and title.words == name


def test_what_is_told_before_the_first_name_of_a_notice_is_of_all(tmp_path: Path) -> None:
    found = drafted(
        tmp_path / "a.txt",
        "关于做好社保补贴申领工作的通知\n各单位：\n一、窗口受理时间为工作日上午8:30—11:30。\n二、业务咨询电话：0523-5557318\n"
        "附件：1.灵活就业补贴申领须知\n2.用人单位补贴申领须知\n海桐区人社局\n2026年5月20日\n附件1\n灵活就业补贴申领须知\n"
        "一、申领条件\n灵活就业的人员。\n二、办理时限\n15个工作日\n附件2\n用人单位补贴申领须知\n一、申领条件\n招用困难人员的单位。\n二、办理时限\n10个工作日\n",
    )
    assert {name: said["time_limits"] for name, said in found.items()} == {
        "灵活就业补贴申领": ["15 working days"],
        "用人单位补贴申领": ["10 working days"],
    }
    assert all(said["consult"] == ["0523-5557318"] for said in found.values())


def test_the_preface_of_a_manual_is_of_all_and_an_example_names_nobody(tmp_path: Path) -> None:
    found = drafted(
        tmp_path / "a.html",
        "<p>网上大厅操作手册</p><h1>1 使用说明</h1><p>两项业务均由清河市公积金中心受理和审核，均不收费。</p>"
        "<h1>2 单位缴存登记</h1><h2>2.1 准备什么</h2><p>（1）登记表1份；</p><p>（2）经办人不是法人的，另备授权书原件1份。</p>"
        "<h2>2.2 操作步骤</h2><p>打开登录页，点击“开户”；</p><p>录入单位名称（示例：王小例，手机13900001122）；</p><p>上传材料，点击“提交”。</p>"
        "<h1>3 个人账户封存</h1><h2>3.1 准备什么</h2><p>（1）变更清册1份。</p><h1>4 服务支持</h1><p>4.1 业务咨询：12329。</p>",
    )
    assert [*found] == ["单位缴存登记", "个人账户封存"]
    opening, closing = found.values()
    assert opening["materials"] == ["登记表|originals 1", "授权书|原件|originals 1|经办人不是法人的"]
    assert opening["steps"][1] == "录入单位名称"
    assert opening["consult"] == closing["consult"] == ["12329"] and closing["fees"] == ["0"]


def test_two_questions_side_by_side_have_one_answer_and_headings_ask_in_other_words(tmp_path: Path) -> None:
    (said,) = drafted(
        tmp_path / "a.html",
        "<h1>失业保险关系转移热点问答</h1><p>问：在哪里办？</p><p>什么时间有人？</p><p>答：请到平陵市建设大道5号一楼8号窗口，周一至周五上午8:30至12:00都有人。</p>"
        "<h2>02 领多久、领多少</h2><p>最长12个月。</p><h2>03 手头要有哪些东西</h2><ul><li>身份证复印件1份</li></ul>"
        "<h2>05 批下来要多久</h2><p>10日内核定。</p><h2>06 花费</h2><p>零费用</p><h3>相关问答</h3><p>生育津贴多少天到账？</p><p>20个工作日内。</p>",
    ).values()
    assert said["channels"] == ["窗口办理|平陵市建设大道5号一楼8号窗口|周一至周五上午8:30至12:00"]
    assert (said["time_limits"], said["fees"]) == (["10 calendar days"], ["0"])
    assert said["materials"] == ["身份证|复印件|copies 1"]


def test_rules_begin_with_any_article_and_their_captions_are_no_words_of_theirs(tmp_path: Path) -> None:
    (said,) = drafted(
        tmp_path / "a.txt",
        "阜昌市公积金中心业务操作规程（节选）\n第十五条 〔对象〕连续缴存12个月以上的职工，可以申请住房公积金贷款。\n"
        "第十六条 〔申请〕借款人提交身份证复印件两份。借款人离异的，还应提交离婚协议复印件一份。\n"
        "第十七条 〔审批〕中心自受理之日起10个工作日内作出决定。\n第十八条 〔监督〕有疑问的，可以拨打0558-2220990；认为违反本规程的，可以拨打投诉电话0558-2220999。\n",
    ).values()
    assert said["materials"] == ["身份证|复印件|copies 2", "离婚协议|复印件|copies 1|借款人离异的"]
    assert (said["consult"], said["complaint"]) == (["0558-2220990"], ["0558-2220999"])


def test_a_pdf_that_tells_radicals_and_a_title_in_two_lines(tmp_path: Path) -> None:
    style = "<style>h1 {font-size: 20pt; line-height: 1.2; margin: 0 0 20pt} p {font-size: 10pt}</style>"
    page = f"{style}<h1>津口市医保个人账户<br>一次性支取办事指南</h1><p>办理材料：⾝份证原件</p><p>办理时限：⼗个⼯作⽇</p>"
    (made,) = drafted(printed(tmp_path / "a.pdf", page)).items()
    assert made[0] == "津口市医保个人账户一次性支取"
    assert made[1]["materials"] == ["身份证|原件"] and made[1]["time_limits"] == ["10 working days"]


def test_a_card_in_everyday_words_and_what_is_of_both_its_matters(tmp_path: Path) -> None:
    buying, paying = drafted(
        tmp_path / "a.txt",
        "公积金提取告知卡\n事项：购房提取\n手里要有：购房合同（原件）、身份证（原件）\n等几天：柜面3个工作日\n交不交钱：不用交\n"
        "事项：还贷提取\n手里要有：借款合同（原件）\n等几天：同上\n交不交钱：不用交\n"
        "两个事项的问询电话都是12329；对办事人员有意见，打021-55512300。\n依据：《住房公积金管理条例》第二十四条\n",
    ).values()
    assert buying["materials"] == ["购房合同|原件", "身份证|原件"] and paying["materials"] == ["借款合同|原件"]
    assert buying["time_limits"] == paying["time_limits"] == ["3 working days"]
    assert buying["fees"] == paying["fees"] == ["0"]
    assert buying["consult"] == paying["consult"] == ["12329"] and buying["basis"] == paying["basis"]


def test_a_step_that_names_papers_is_a_step_and_an_answer_tells_all_it_tells(tmp_path: Path) -> None:
    (steps,) = drafted(
        tmp_path / "a.txt",
        "失业补助申领办事流程说明\n第一步：准备材料。本人准备身份证、社会保障卡复印件。\n第二步：提交申请。到失业保险科（柳州路12号三楼）申请。\n"
        "第三步：审核。失业保险科收到申请后，于10个工作日内完成审核。\n注意：\n1.本项业务免费办理，咨询请致电0517-5559012。\n",
    ).values()
    assert steps["steps"][0].startswith("准备材料") and len(steps["steps"]) == 3
    assert steps["time_limits"] == ["10 working days"] and steps["consult"] == ["0517-5559012"]
    (answer,) = drafted(
        tmp_path / "b.txt",
        "问：父亲上月去世了，丧葬补助金怎么领？\n答：职工因病死亡的，其遗属可以申领。申领时请提供以下材料：死亡证明复印件1份，申领人身份证原件和复印件1份，填写《待遇申领表》1份。\n"
        "您可以带上这些材料到社保经办机构窗口办理，区社保中心的地址是滨湖大道100号一楼大厅。\n",
    ).items()
    assert answer[0] == "丧葬补助金"
    assert answer[1]["materials"] == [
        "死亡证明|复印件|copies 1",
        "申领人身份证|原件和复印件|copies 1",
        "待遇申领表|originals 1",
    ]
    assert answer[1]["conditions"] == ["职工因病死亡的"]
    assert "滨湖大道100号一楼大厅" in answer[1]["channels"][0]

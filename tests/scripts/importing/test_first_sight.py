"""Documents of kinds that nobody foresaw: names are found by what looks most like one, facts by what each phrase is."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.importing import grammar, prose
from scripts.importing.__main__ import drafts_of
from scripts.importing.outline import Line, Span
from scripts.importing.titles import asks_how, best_name, core
from tests.scripts.importing.drafted import drafted
from tests.scripts.importing.made import sheet


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("关于做好公益性岗位补贴申报工作的通知", "公益性岗位补贴申报"),
        ("青山县人社局关于办理工伤认定有关事项的通知", "工伤认定"),
        ("单位信息变更业务操作流程", "单位信息变更"),
        ("租房提取公积金，看这一张就够了", "租房提取公积金"),
        ("生育津贴申领明白卡", "生育津贴申领"),
        ("一图看懂：异地就医备案", "异地就医备案"),
        ("社保卡丢了怎么补？", "社保卡补办"),
        ("网上操作手册（单位增员）", "单位增员"),
    ],
)
def test_a_title_names_a_matter_whatever_stands_around_it(title: str, name: str) -> None:
    best = best_name([Line(Span(title, "")), Line(Span("各有关单位：", ""))])
    assert best is not None and best.titled and best.words == name


@pytest.mark.parametrize(
    ("question", "answer", "name"),
    [
        ("问：失业金怎么领？", "可以申领失业保险金。", "失业保险金"),
        ("单位如何申请稳岗返还？", "", "稳岗返还"),
        ("二、怎样办理职工退休手续", "", "职工退休"),
        ("医保关系怎么转", "", "医保关系转移"),
        ("材料怎么交？", "", ""),
        ("多久能办好？", "", ""),
    ],
)
def test_a_question_how_to_do_it_names_a_matter_and_one_about_a_field_does_not(
    question: str, answer: str, name: str
) -> None:
    assert asks_how(question, answer) == name


def test_what_is_left_of_a_title_is_never_cut_to_a_way_of_filing() -> None:
    assert core("社会保险网上办事操作指南") == "社会保险网上办事"


HEADS = {
    "bullets": "◎ {}",
    "numbers": "（{n}）{}",
    "brackets": "【{}】",
    "plain": "{}",
    "questions": "{n}、{}怎么办理？",
    "spoken": "{turn}说{}。",
}


@pytest.mark.parametrize("head", HEADS)
def test_procedures_begin_at_lines_set_alike_with_facts_below_and_the_end_holds_for_all(
    tmp_path: Path, head: str
) -> None:
    names = ("求职创业补贴申领", "失业登记")
    heads = (HEADS[head].format(name, n="一二"[at], turn="先再"[at]) for at, name in enumerate(names))
    told = ("带上毕业证复印件，15个工作日办完。", "带上身份证原件，到县就业大厅2号窗口登记。")
    body = "\n".join(f"{head}\n{words}" for head, words in zip(heads, told, strict=True))
    found = drafted(tmp_path / "a.txt", f"就业服务\n{body}\n以上事项都不收费。拿不准的，打0731-5550101问。\n")
    assert [*found] == [*names]
    first, second = found.values()
    assert first["materials"] == ["毕业证|复印件"] and first["time_limits"] == ["15 working days"]
    assert second["materials"] == ["身份证|原件"] and second["channels"] == ["窗口办理|县就业大厅2号窗口"]
    assert all((each["fees"], each["consult"]) == (["0"], ["0731-5550101"]) for each in (first, second))


def test_a_name_may_begin_the_sentence_that_tells_of_it(tmp_path: Path) -> None:
    found = drafted(
        tmp_path / "a.txt",
        "致务工朋友的一封信\n养老保险关系转入，请带身份证，到市社保大厅3号窗口登记。15个工作日内办结。\n"
        "职工医保参保登记，请带居住证原件，来市医保大厅6号窗口登记。材料齐全，当场登记完毕。\n",
    )
    assert {name: said["materials"] for name, said in found.items()} == {
        "养老保险关系转入": ["身份证"],
        "职工医保参保登记": ["居住证|原件"],
    }


def test_whom_to_call_at_the_end_of_the_text_holds_for_all_but_at_the_end_of_a_paragraph_only_there(
    tmp_path: Path,
) -> None:
    text = "第一件事，居民医保参保登记。\n带上户口簿登记，5个工作日办好。\n第二件事，新生儿参保登记。\n带上出生医学证明登记，3个工作日办好。{}打0556-5558123问。\n"
    of_all = drafted(tmp_path / "a.txt", text.format("\n"))
    assert [said.get("consult") for said in of_all.values()] == [["0556-5558123"]] * 2
    of_one = drafted(tmp_path / "b.txt", text.format(""))
    assert [said.get("consult") for said in of_one.values()] == [None, ["0556-5558123"]]


def test_papers_above_the_first_name_are_of_a_procedure_of_their_own(tmp_path: Path) -> None:
    found = drafted(
        tmp_path / "a.txt",
        "首次参保登记\n单位带营业执照复印件、登记表，到大厅3号窗口办理。\n1、人员转出\n单位带转出申请表，到大厅5号窗口办理，3个工作日办结。\n"
        "2、人员转入\n单位带转入申请表，到大厅6号窗口办理，3个工作日办结。\n",
    )
    assert {name: said["materials"] for name, said in found.items()} == {
        "首次参保登记": ["营业执照|复印件", "登记表"],
        "人员转出": ["转出申请表"],
        "人员转入": ["转入申请表"],
    }


def test_a_document_that_names_nothing_keeps_its_facts_under_its_file_name(tmp_path: Path) -> None:
    path = tmp_path / "窗口提示.txt"
    path.write_text("请带身份证原件，到县政务中心3号窗口，工作日9:00—17:00。\n", encoding="utf-8")
    (made,) = drafts_of(path)[1]
    assert made.name.text == "窗口提示" and "核对" in made.decide["name"]
    assert [paper["name"] for paper in made.fields["materials"]] == ["身份证"]


PHRASES = {
    "我们在平川路88号公积金大厅设有3个专窗。": {"places", "channels"},
    "窗口在市民之家三楼东区（文昌路50号）。": {"places"},
    "可通过医保APP、医保窗口、电话等渠道提出。": {"channels"},
    "3个工作日内资金转入您本人的银行卡。": {"time_limits", "delivery"},
    "结果通过短信告知单位。": {"delivery"},
    "办完以后给您《待遇核定表》，到窗口来拿。": {"results", "delivery"},
    "凡是没有参加职工医保的本县居民，都可以参加。": {"conditions"},
    "符合三个条件就可以领：一是满一年；二是没有工作。": {"conditions"},
    "持有居住证的居民、在校的学生，都能来。": {"conditions"},
    "办好以后发给退休审批表，到406室领取。": {"results", "delivery"},
    "正常还款满1年以后可以申请提前还款。": {"conditions"},
    "向参保地医保经办机构提出。": {"authority"},
    "到区就业局三楼贷款窗口（0352-5558001）递交。": {"places", "channels", "consult"},
    "早上9点开门，下午5点关门，周末不上班。": {"hours"},
    "材料为低保证复印件、毕业生补贴申请表。": {"materials"},
    "夫妻一起取的，结婚证也要带。": {"materials"},
    "政策写在《住房公积金管理条例》第二十四条。": {"basis"},
    "为防止冒领，根据《社会保险稽核办法》办理认证。": {"basis"},
    "有人自称张经理，说3个工作日可以代办，请不要相信。": set(),
    "行动不便的，可以打电话预约。": set(),
}


@pytest.mark.parametrize("sentence", PHRASES)
def test_a_phrase_is_told_by_what_it_is(sentence: str) -> None:
    assert {known.field for known, _part in prose.entries(Span(sentence, ""))} == PHRASES[sentence]


@pytest.mark.parametrize("words", ["一分钱也不收", "不花一分钱", "不收手续费", "不用缴费", "一律免费", "零费用"])
def test_a_sentence_tells_that_it_is_free(words: str) -> None:
    assert grammar.PLAINLY_FREE.search(f"办这个{words}。")


@pytest.mark.parametrize("words", ["拨打免费电话", "不缴费的单位", "不交保险费的停发待遇"])
def test_other_words_on_costs_do_not(words: str) -> None:
    assert not grammar.PLAINLY_FREE.search(words)


@pytest.mark.parametrize(
    ("line", "paper"),
    [
        (
            "本人身份证，看原件，复印件我们自己打",
            grammar.Paper("本人身份证", "原件", notes=("看原件，复印件我们自己打",)),
        ),
        ("《登记表》，窗口领取后现场填写", grammar.Paper("登记表", notes=("窗口领取后现场填写",))),
        ("户口簿（各复印1份）", grammar.Paper("户口簿", "复印件", copies=1)),
        ("身份证或者社会保障卡，任带一样即可", grammar.Paper("身份证或者社会保障卡", notes=("任带一样",))),
    ],
)
def test_what_is_said_of_a_paper_is_no_part_of_its_name(line: str, paper: grammar.Paper) -> None:
    assert grammar.paper(line) == paper


def test_a_limit_of_the_office_is_not_bound_by_what_its_name_holds() -> None:
    (limit,) = grammar.limits("区就业局自申报截止之日起30个工作日内完成审核", labelled=True)
    assert (limit.within, limit.meaning) == ("30 working days", "办结")
    (mine,) = grammar.limits("退休人员都要在12个月内完成认证", labelled=True)
    assert mine.meaning == "申请"


def test_a_table_of_papers_tells_whom_a_procedure_is_for_and_its_notes_hold_for_all(tmp_path: Path) -> None:
    rows = [
        ["业务名称", "适用情形", "序号", "申请材料", "材料形式", "份数", "材料说明"],
        ["购房提取", "购房合同备案未满3年", 1, "购房合同", "原件", 1, "须网签"],
        ["", "", 2, "结婚证", "复印件", 1, "配偶提取时提供"],
        ["离职提取", "离职满半年", 1, "身份证", "原件", 1, ""],
        ["说明："],
        ["1.以上业务均不收取任何费用。"],
        ["2.咨询请拨0515-5558329，投诉请拨0515-5558300。"],
        ["审核：张建明（手机不对外公布）"],
    ]
    found = drafted(sheet(tmp_path / "a.xlsx", rows, "A2:A3", "B2:B3"))
    bought, left = found.values()
    assert bought["conditions"] == ["购房合同备案未满3年"] and left["conditions"] == ["离职满半年"]
    assert bought["materials"] == ["购房合同|原件|originals 1|须网签", "结婚证|复印件|copies 1|配偶提取时提供"]
    assert all(each["fees"] == ["0"] and each["consult"] == ["0515-5558329"] for each in (bought, left))
    assert "张建明" not in str([draft.fields for draft in drafts_of(tmp_path / "a.xlsx")[1]])


def test_a_unit_in_a_column_of_its_own_belongs_to_the_amount_beside_it(tmp_path: Path) -> None:
    rows = [
        ["服务事项", "可办对象", "需提供", "对外承诺", "", "费用（元）"],
        ["", "", "", "天数", "单位", ""],
        ["医疗费用报销", "参保人", "发票原件1份", "25", "工作日", 0],
        ["医保关系转出", "到外地就业的人员", "不需要材料", "当场", "办结", 0],
    ]
    merged = ("D1:E1", "A1:A2", "B1:B2", "C1:C2", "F1:F2")
    claim, move = drafted(sheet(tmp_path / "a.xlsx", rows, *merged)).values()
    assert claim["time_limits"] == ["25 working days 承诺"] and move["time_limits"] == ["immediate 承诺"]
    assert claim["fees"] == move["fees"] == ["0"] and claim["materials"] == ["发票|原件|originals 1"]


def test_the_narrowest_of_the_names_in_a_row_and_a_column_of_services_name_procedures(tmp_path: Path) -> None:
    rows = [
        ["主项名称", "社会保险登记", "子项名称", "居民养老保险参保登记"],
        ["受理条件", "年满16周岁", "办结时限", "当场办结"],
        ["咨询电话", "0730-5552211", "是否收费", "否"],
    ]
    assert [*drafted(sheet(tmp_path / "a.xlsx", rows))] == ["居民养老保险参保登记"]
    rows = [
        ["序", "服务内容", "对象和条件", "提交资料", "办结时间"],
        [1, "创业补贴申领", "高校毕业生", "申请表1份", "30个工作日"],
        [2, "失业登记", "没有工作的人员", "身份证原件", "当天办结"],
    ]
    assert [*drafted(sheet(tmp_path / "b.xlsx", rows))] == ["创业补贴申领", "失业登记"]


def test_a_page_that_sets_its_text_in_tables_is_read_as_text_without_what_stands_around_it(tmp_path: Path) -> None:
    found = drafted(
        tmp_path / "a.html",
        "<table><tr><td><a href='#'>首页</a> <a href='#'>公开</a> <a href='#'>帮扶</a></td></tr><tr><td>居住证办理指南</td></tr>"
        "<tr><td>请带身份证原件，到县大厅2号窗口办理。<br>5个工作日办结。</td></tr></table>"
        "<table><tr><td>某县总工会版权所有<br>地址：朝阳路1号　电话：0736-5550002</td></tr></table>",
    )
    (said,) = found.values()
    assert said["materials"] == ["身份证|原件"] and said["channels"] == ["窗口办理|县大厅2号窗口"]
    assert "consult" not in said


def test_a_speaker_turns_to_a_field_in_a_short_sentence_and_readers_write_below(tmp_path: Path) -> None:
    ((name, said),) = drafted(
        tmp_path / "a.html",
        "<h2>窗口说业务：企业职工退休怎么办</h2><p>再说东西。</p><p>本人身份证原件，职工档案原件。</p><p>然后是怎么走。</p>"
        "<p>单位递申请；窗口核对；退休科审批。</p><p>不收一分钱。</p><p>窗口在市民之家三楼（文昌路50号）。</p>"
        "<p>精选留言</p><p>梧桐树：我爸补档案花了200元，5个工作日才好！</p>",
    ).items()
    assert name == "企业职工退休" and said["materials"] == ["本人身份证|原件", "职工档案|原件"]
    assert said["fees"] == ["0"] and said["channels"] == ["窗口办理|市民之家三楼（文昌路50号）"]
    assert "time_limits" not in said


def test_a_paper_that_only_some_must_bring_is_told_with_whom(tmp_path: Path) -> None:
    ((_name, said),) = drafted(
        tmp_path / "a.txt",
        "新生儿参保登记\n办理材料：\n1.户口簿（还没有上户口的，拿出生医学证明）和监护人的身份证\n2.高校毕业生提供毕业证书复印件\n"
        "3.退伍证、户口本、存折，都要复印件\n办理时限：2个工作日\n",
    ).items()
    assert said["materials"] == [
        "户口簿",
        "监护人的身份证",
        "出生医学证明|还没有上户口的",
        "毕业证书|复印件|高校毕业生",
        "退伍证|复印件",
        "户口本|复印件",
        "存折|复印件",
    ]


def test_what_stands_beside_a_label_that_nobody_knows_tells_what_it_is(tmp_path: Path) -> None:
    rows = [
        ["名称", "求职创业补贴发放"],
        ["甲栏", "1.补贴申请表1份 2.身份证复印件"],
        ["乙栏", "本人申请→学校初审→人社局复核"],
        ["丙栏", "40个工作日"],
        ["丁栏", "《就业补助资金管理办法》（财社〔2017〕164号）"],
        ["戊栏", "0731-22857001"],
        ["备用", "0731-22857002"],
    ]
    ((name, said),) = drafted(sheet(tmp_path / "a.xlsx", rows)).items()
    assert name == "求职创业补贴发放" and said["materials"] == ["补贴申请表|originals 1", "身份证|复印件"]
    assert said["steps"] == ["本人申请", "学校初审", "人社局复核"] and said["time_limits"] == ["40 working days"]
    assert said["basis"] == ["就业补助资金管理办法"] and said["consult"] == ["0731-22857001"]


def test_a_short_bold_paragraph_is_a_heading_and_two_labels_may_stand_without_a_mark_between(tmp_path: Path) -> None:
    ((name, said),) = drafted(
        tmp_path / "a.html",
        "<h1>工伤医疗费怎么报？看完这篇就明白</h1><p><b>申报资料</b></p><p>医疗费用收据原件</p><p><b>支付时间</b></p><p>30个工作日。</p>"
        "<p><b>地点时间</b></p><p>县医保中心2楼窗口，工作日8:00-12:00。</p>",
    ).items()
    assert name == "工伤医疗费报销" and said["materials"] == ["医疗费用收据|原件"]
    assert said["time_limits"] == ["30 working days"]
    assert said["channels"] == ["窗口办理|县医保中心2楼窗口|工作日8:00-12:00"]

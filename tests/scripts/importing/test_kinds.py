"""Kinds of documents beside lists of labels: rules in articles, letters, posts, leaflets, standards. Each in our own words."""

from __future__ import annotations

from pathlib import Path

from scripts.importing.__main__ import drafts_of
from tests.scripts.importing.drafted import drafted
from tests.scripts.importing.made import sheet


def test_rules_in_articles_are_about_what_they_give_short_names(tmp_path: Path) -> None:
    found = drafted(
        tmp_path / "a.txt",
        "关于印发《白石县求职人员补贴办法》的通知\n各乡镇：\n依据《就业促进法》第十五条，制定本办法。\n白石县求职人员补贴办法\n"
        "第一条 本办法适用于一次性求职补贴（以下简称求职补贴）和职业培训补贴（以下简称培训补贴）。\n"
        "第二条 县就业服务中心（以下简称县中心）承办上述补贴的受理。\n"
        "第三条 申请求职补贴，应当提交下列材料：\n（一）求职补贴申请表一式两份；\n（二）毕业证书复印件一份。\n"
        "第四条 申请培训补贴，提交培训合格证复印件一份。\n"
        "第五条 县中心自受理之日起十个工作日内审核求职补贴；培训补贴自受理之日起二十个工作日内审核。\n"
        "第六条 骗取补贴的，十五日内退回，并依照《行政处罚法》处理。\n"
        "第七条 咨询电话为0599-5550101；有异议的，可以向县人社局投诉，电话为0599-5550202。\n第八条 本办法自2026年5月1日起施行。\n（此件公开发布）\n",
    )
    assert [*found] == ["一次性求职补贴", "职业培训补贴"]
    seeking, training = found.values()
    assert seeking["materials"] == ["求职补贴申请表|originals 2|一式两份", "毕业证书|复印件|copies 1"]
    assert training["materials"] == ["培训合格证|复印件|copies 1"]
    assert (seeking["time_limits"], training["time_limits"]) == (["10 working days"], ["20 working days"])
    assert seeking["basis"] == training["basis"] == ["就业促进法 第十五条"]
    assert (training["consult"], training["complaint"]) == (["0599-5550101"], ["0599-5550202"])


def test_rules_without_short_names_are_about_their_title(tmp_path: Path) -> None:
    articles = [
        "申请人到县政务大厅3号窗口办理。",
        "自受理之日起五个工作日内办结。",
        "办理不收费。",
        "本办法自公布之日起施行。",
    ]
    text = "".join(f"第{number}条 {words}\n" for number, words in zip("一二三四", articles, strict=True))
    found = drafted(tmp_path / "a.txt", f"白石县见习补贴申领办法\n{text}")
    assert found["见习补贴"]["time_limits"] == ["5 working days"] and found["见习补贴"]["fees"] == ["0"]


def test_a_letter_is_about_what_it_tells_and_names_papers_places_and_numbers_in_sentences(tmp_path: Path) -> None:
    found = drafted(
        tmp_path / "a.txt",
        "致全市用人单位的一封信\n各单位：\n现在把办理稳岗补贴申领的事情告诉您。被列入黑名单的，这次不能申请。\n"
        "请备好这几样东西：申请表一份，盖上公章；开户证明复印件两份。请别人代办的，要带委托书原件。\n"
        "材料交到哪里呢？可以送到中山路8号三楼301室，也可以登录https://wen.example.cn提交。\n"
        "比去年的三十个工作日快了，现在承诺十个工作日内办结（法律规定20个工作日）。\n"
        "有问题请打0599-5550101，觉得我们服务不好的，请打0599-5550202。\n",
    )
    assert [*found] == ["稳岗补贴申领"]
    said = found["稳岗补贴申领"]
    assert said["conditions"] == ["被列入黑名单的，这次不能申请"]
    assert said["materials"] == [
        "申请表|originals 1|盖上公章",
        "开户证明|复印件|copies 2",
        "委托书|原件|请别人代办的",
    ]
    assert said["channels"] == ["窗口办理|中山路8号三楼301室", "网上办理"]
    assert said["time_limits"] == ["10 working days 承诺", "20 working days 法定"]
    assert (said["consult"], said["complaint"]) == (["0599-5550101"], ["0599-5550202"])


def test_a_post_counts_its_parts_sets_counts_below_papers_and_ends_with_other_posts(tmp_path: Path) -> None:
    (said,) = drafted(
        tmp_path / "a.txt",
        "生育津贴怎么领？收藏这一篇\n01\n准备啥？\n📌 出院小结\n复印件，1份\n📌 《津贴申领表》\n网上下载，2份\n02\n几步走？\n"
        "单位提交材料👉中心审核👉发放到账\n全程免费\n03\n要等多久？\n10个工作日办结\n📖 政策出处：《女职工劳动保护特别规定》第八条\n"
        "大家还在看\n新生儿参保怎么办？\n3个工作日就好\n",
    ).values()
    assert said["materials"] == ["出院小结|复印件|copies 1", "津贴申领表|originals 2|网上下载"]
    assert said["steps"] == ["单位提交材料", "中心审核", "发放到账"] and said["fees"] == ["0"]
    assert said["time_limits"] == ["10 working days"] and said["basis"] == ["女职工劳动保护特别规定 第八条"]


def test_a_leaflet_in_two_columns_is_read_down_the_left_then_down_the_right(tmp_path: Path) -> None:
    found = drafted(
        tmp_path / "a.txt",
        "【社会保障卡申领】       │【社会保障卡挂失】\n■ 带什么                 │■ 带什么\n1.身份证原件             │1.身份证原件\n"
        "2.未满16周岁的，由监护人 │\n带户口簿原件来办         │\n■ 多长时间               │■ 多长时间\n五个工作日。             │当场办结。\n"
        "────────────\n【两样都在这里办】\n办理网点：大河街7号\n咨询电话：0599-5550101\n",
    )
    assert found["社会保障卡申领"]["materials"] == ["身份证|原件", "户口簿|原件|未满16周岁的"]
    assert found["社会保障卡申领"]["time_limits"] == ["5 working days"]
    assert found["社会保障卡挂失"]["materials"] == ["身份证|原件"]
    assert found["社会保障卡挂失"]["time_limits"] == ["immediate"]
    assert all(said["consult"] == ["0599-5550101"] for said in found.values())


def test_a_standard_is_about_its_subtitle_and_its_annex_holds_no_more(tmp_path: Path) -> None:
    found = drafted(
        tmp_path / "a.txt",
        "社保经办服务规范\n遗属待遇申领\n1 承办机构\n县社保中心\n2 收费\n不收费。\n3 受理渠道\n3.1 窗口：县大厅3号柜台。\n"
        "3.2 邮寄：寄到上述地址。\n4 承诺期限\n十个工作日。\n附录A 旧版对照\n旧版为三十个工作日。\n",
    )
    said = found["遗属待遇申领"]
    assert [*found] == ["遗属待遇申领"] and said["time_limits"] == ["10 working days 承诺"] and said["fees"] == ["0"]
    assert said["channels"] == ["窗口办理|县大厅3号柜台", "邮寄办理"]


def test_labels_may_stand_behind_groups_and_the_same_as_above_is_what_stands_above(tmp_path: Path) -> None:
    table = sheet(
        tmp_path / "a.xlsx",
        [
            ["类别", "项目", "认定", "鉴定"],
            ["基本", "事项名称", "工伤认定申请", "劳动能力鉴定申请"],
            ["", "咨询电话", "0599-5550101", "0599-5550102"],
            ["办理", "申请期限", "30日内", "——"],
            ["", "承诺时限", "二十个工作日", "三十日"],
        ],
        *("A2:A3", "A4:A5"),
    )
    found = drafted(table)
    assert found["工伤认定申请"]["time_limits"] == ["30 calendar days 申请", "20 working days 承诺"]
    assert found["劳动能力鉴定申请"]["time_limits"] == ["30 calendar days 承诺"]
    again = drafted(
        tmp_path / "b.txt",
        "一、参保登记\n【在哪里办】县大厅3号窗口。\n【怎么办】申请—受理登记—打印回执。\n二、停保登记\n【在哪里办】同上。\n【收不收钱】不收费。\n",
    )
    assert again["停保登记"]["channels"] == again["参保登记"]["channels"] == ["窗口办理|县大厅3号窗口"]
    assert again["参保登记"]["steps"] == ["申请", "受理登记", "打印回执"]


def test_a_note_below_each_block_of_rows_is_of_the_block(tmp_path: Path) -> None:
    document = sheet(
        tmp_path / "a.xlsx",
        [
            ["事项", "材料名称", "原件", "复印件", "什么情况下交"],
            ["困难人员认定", "申请表", "2份", "0", ""],
            ["承诺时限：十个工作日。收费：免费。"],
            ["创业贷款", "营业执照", "0", "1", "单位申请的"],
            ["承诺时限：三个工作日。"],
            ["以上事项的监督投诉电话：0599-5550202。"],
        ],
        *("A3:E3", "A5:E5", "A6:E6"),
    )
    found = drafted(document)
    assert [said["time_limits"] for said in found.values()] == [["10 working days 承诺"], ["3 working days 承诺"]]
    assert "fees" not in found["创业贷款"] and found["困难人员认定"]["fees"] == ["0"]
    assert found["创业贷款"]["materials"] == ["营业执照|复印件|copies 1|单位申请的"]
    assert all(said["complaint"] == ["0599-5550202"] for said in found.values())


def test_a_table_of_counters_tells_places_and_a_line_without_a_part_no_paper(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(
        "<h1>租房提取</h1><h3>办理时限</h3><p>3个工作日</p><h3>办理材料</h3><p>身份证；没有身份证的，交户口簿</p><p>。</p>"
        "<table><tr><th>网点</th><th>地址</th><th>电话</th></tr><tr><td>城东厅</td><td>滨江路8号</td><td>0599-5550101</td></tr>"
        "<tr><td>城西厅</td><td>新华路9号</td><td>0599-5550102</td></tr></table>",
        encoding="utf-8",
    )
    said = drafted(page)["租房提取"]
    assert said["channels"] == ["窗口办理|城东厅 滨江路8号；城西厅 新华路9号"]
    assert said["consult"] == ["0599-5550101", "0599-5550102"]
    assert said["materials"] == ["身份证|没有身份证的，交户口簿"]
    (made,) = drafts_of(page)[1]
    assert "materials.1.name" not in made.found


def test_a_column_of_forms_tells_originals_from_copies(tmp_path: Path) -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>{form}</td><td>{count}</td></tr>"
        for name, form, count in (("身份证", "复印件", 1), ("申请表", "纸质原件", 2), ("合同", "原件或复印件", 1))
    )
    told = drafted(
        tmp_path / "a.html",
        f"<h1>失业保险金申领</h1><h2>申请材料</h2><table><tr><td>材料名称</td><td>材料形式</td><td>份数</td></tr>{rows}</table>",
    )["失业保险金申领"]
    assert told["materials"] == ["身份证|复印件|copies 1", "申请表|原件|originals 2", "合同|原件或复印件1份"]


def test_a_place_is_no_act_and_no_site_and_stands_at_the_counter(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    told = drafted(
        path,
        "职工退休申请办事指南\n一、办理材料：身份证\n二、办理方式：网上办理\n三、办理地点：社保中心5号窗口；网上服务大厅；到龄的前一个月向窗口申报\n"
        "四、服务对象：企业、机关、事业单位\n五、办理时限：当场办结（银行网点制卡的，15个工作日）\n六、办公时间：周一至周五9:00-17:00\n",
    )["职工退休申请"]
    assert told["channels"] == ["网上办理", "窗口办理|社保中心5号窗口|周一至周五9:00-17:00"]
    assert told["time_limits"] == ["immediate", "15 working days"]
    assert "conditions" not in told
    assert "到龄的前一个月向窗口申报" in drafts_of(path)[1][0].decide["channels"]

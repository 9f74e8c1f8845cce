"""The forms that offices give their documents: each small document has one form, and nothing else of note."""

from __future__ import annotations

from pathlib import Path

from scripts.importing.__main__ import drafts_of
from tests.scripts.importing.drafted import drafted
from tests.scripts.importing.made import printed, sheet


def left(path: Path) -> dict[str, str]:
    return {span.text: reason for span, reason in drafts_of(path)[0].left_out}


def test_headings_in_two_rows_tell_the_unit_the_way_and_the_narrower_name(tmp_path: Path) -> None:
    document = sheet(
        tmp_path / "a.xlsx",
        [
            ["主项名称", "子项名称", "办理时限（工作日）", "", "办理渠道", "", "咨询电话"],
            ["", "", "法定", "承诺", "窗口", "邮寄", ""],
            ["参保信息", "单位信息变更", 10, "即办", "√", "", "0632-5550101"],
            ["社保卡挂失", "/", 5, 3, "", "√", "0632-5550102"],
        ],
        *("A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2"),
    )
    found = drafted(document)
    assert {name: (said["time_limits"], said["channels"], said["consult"]) for name, said in found.items()} == {
        "单位信息变更": (["10 working days 法定", "immediate 承诺"], ["窗口办理"], ["0632-5550101"]),
        "社保卡挂失": (["5 working days 法定", "3 working days 承诺"], ["邮寄办理"], ["0632-5550102"]),
    }


def test_a_row_across_a_table_of_papers_names_the_procedure_or_tells_of_it(tmp_path: Path) -> None:
    document = sheet(
        tmp_path / "a.xlsx",
        [
            ["编号", "材料名称", "原件（份）", "复印件（份）", "什么情况下要交"],
            ["一、辅助器具配置"],
            ["承办窗口：市民中心12号窗口　承诺时限：7个工作日"],
            [1, "申请表", 1, "", ""],
            [2, "授权委托书", 1, "", "委托他人代办"],
            ["二、异地就医备案"],
            ["承诺时限：当场办结"],
            [1, "居住证明", "", 1, ""],
            ["说明：1.均不收费。2.投诉电话：0594-5550100"],
        ],
        *("A2:E2", "A3:E3", "A6:E6", "A7:E7", "A9:E9"),
    )
    first, second = drafted(document).values()
    assert first["materials"] == ["申请表|原件|originals 1", "授权委托书|原件|originals 1|委托他人代办"]
    assert first["channels"] == ["窗口办理|市民中心12号窗口"] and first["time_limits"] == ["7 working days 承诺"]
    assert second["materials"] == ["居住证明|复印件|copies 1"] and second["time_limits"] == ["immediate 承诺"]
    assert first["complaint"] == second["complaint"] == ["0594-5550100"]


PAGE = """<!-- saved page --><html><body><h2>生育津贴申领</h2>
<ul class="tabs"><li><a>基本信息</a></li><li><a>受理条件</a></li><li><a>办理流程</a></li><li><a>设定依据</a></li><li><a>常见问题</a></li></ul>
<div class="panels">
<div><table><tr><th>事项名称</th><td>生育津贴申领</td><th>事项状态</th><td>在用</td></tr>
<tr><th>法定办结时限</th><td>20工作日</td><th>承诺办结时限</th><td>7工作日</td></tr>
<tr><th>结果名称</th><td>支付通知单</td><th>结果样本</th><td>暂无</td></tr>
<tr><th>咨询电话</th><td>0716-5553388</td><th>投诉电话</th><td>0716-5553300</td></tr></table></div>
<div><p>连续缴费满6个月</p></div>
<div><table><tr><th>环节</th><th>办理内容</th><th>办理人</th><th>办理时限</th></tr>
<tr><td>受理</td><td>核对材料</td><td>吴晓珊</td><td>1工作日</td></tr>
<tr><td>拨付</td><td>拨到账户</td><td>/</td><td>1工作日</td></tr></table></div>
<div><table><tr><th>法律法规名称</th><th>文号</th><th>条款号</th></tr>
<tr><td>中华人民共和国社会保险法</td><td>主席令第35号</td><td>第五十六条</td></tr></table></div>
<div><p>问：慢特病认定要多久？</p><p>答：15个工作日，电话0716-5551515。</p></div></div>
<div class="foot"><p>主办：某市</p></div></body></html>"""


def test_the_tabs_of_a_page_hold_tables_of_steps_and_laws_and_questions_on_other_things(tmp_path: Path) -> None:
    (only,) = drafted(tmp_path / "a.html", PAGE).values()
    assert only["time_limits"] == ["20 working days 法定", "7 working days 承诺"]
    assert only["conditions"] == ["连续缴费满6个月"]
    assert only["steps"] == ["受理：核对材料", "拨付：拨到账户"]
    assert only["basis"] == ["中华人民共和国社会保险法 第五十六条"]
    assert only["consult"] == ["0716-5553388"]


def test_terms_of_a_list_are_labels_and_struck_words_are_left_out(tmp_path: Path) -> None:
    document = tmp_path / "a.html"
    (only,) = drafted(
        document,
        """<h1>关系转出</h1><dl><dt>需要提交的材料</dt><dd><ol><li>居民身份证（验原件，收复印件1份）</li></ol></dd>
<dt>怎样办理</dt><dd><ol><li>申请人到窗口提出申请</li><li>工作人员核对缴费记录</li></ol></dd>
<dt>多久办结</dt><dd>承诺<s>10个工作日</s>5个工作日。</dd>
<dt>在哪里办</dt><dd>网上：<a>https://ggfw.example/sybx</a><br>窗口：文昌街102号</dd></dl>""",
    ).values()
    assert only["materials"] == ["居民身份证|原件和复印件|copies 1|验原件，收复印件1份"]
    assert only["steps"] == ["申请人到窗口提出申请", "工作人员核对缴费记录"]
    assert only["time_limits"] == ["5 working days 承诺"]
    assert only["channels"] == ["网上办理", "窗口办理|文昌街102号"]
    assert left(document)["10个工作日"] == "划掉的文字"


def test_a_section_numbered_as_the_procedures_are_holds_for_all_of_them(tmp_path: Path) -> None:
    found = drafted(
        tmp_path / "a.txt",
        "柳荫镇业务指南\n一、参保登记\n（一）带什么材料\n1.身份证复印件1份\n（二）怎么办\n1.本人到村委会代办点或者镇窗口提出申请；\n"
        "2.工作人员录入参保信息。\n二、领取养老金\n（一）带什么材料\n1.社会保障卡\n（二）多长时间办好\n15日内办结。\n"
        "三、依据的文件\n（一）《经办规程》；\n四、到哪里办、找谁问\n1.地点：前街7号\n2.咨询电话：0523-5558204\n",
    )
    assert [*found] == ["参保登记", "领取养老金"]
    first, second = found.values()
    assert first["channels"] == ["社区办理|前街7号", "窗口办理"]
    assert first["steps"] == ["本人到村委会代办点或者镇窗口提出申请", "工作人员录入参保信息"]
    assert first["consult"] == second["consult"] == ["0523-5558204"]
    assert first["basis"] == second["basis"] == ["经办规程"]


def test_a_guide_that_runs_on_tells_a_matter_after_the_other(tmp_path: Path) -> None:
    found = drafted(
        tmp_path / "a.txt",
        "五险指南一、养老保险参保指南参保条件:1、年满16周岁;2、自愿参加的。所需资料:城镇居民:1、户口簿;2、身份证(原件、复印件各一份);"
        "城镇职工:(1)、营业执照原件及复印件;(2)、花名册(3)、登记表参保流程;1、申请:到窗口提出申请;2、初审:工作人员审核材料。领取指南领取条件:"
        "1、达到退休年龄;2、已经办理退休手续。所需资料:共同材料1、养老手册2、身份证正本及复印件各一份3、同时委托他人的,还应提供委托书。"
        "领取流程;1、申请:提出申请;注:申请时间为:每年4月1日至6月10日2、初审:社区初审。三、工伤保险工伤认定认定标准:患职业病的。"
        + "补充。"
        * 60,
    )
    assert [*found] == ["养老保险参保", "养老保险领取", "工伤保险工伤认定"]
    join, draw, _injury = found.values()
    assert join["materials"] == [
        *("户口簿|城镇居民", "身份证|原件和复印件|originals 1|copies 1|城镇居民"),
        *("营业执照|原件和复印件|城镇职工", "花名册|城镇职工", "登记表|城镇职工"),
    ]
    assert join["steps"] == ["申请：到窗口提出申请", "初审：工作人员审核材料"]
    assert draw["materials"] == ["养老手册", "身份证|原件和复印件|originals 1|copies 1", "委托书|同时委托他人的"]
    assert draw["steps"][-1] == "初审：社区初审"
    drafts = drafts_of(tmp_path / "a.txt")[1]
    assert drafts[1].found["name"][0] == "领取指南" and "合成" in drafts[1].decide["name"]  # as the document prints it


def test_what_one_must_bring_and_fill_in_stands_in_sentences_under_a_heading(tmp_path: Path) -> None:
    found = drafted(
        tmp_path / "a.txt",
        "社会保险办理程序\n1、中断、终止缴费\n单位应于每月5日至当月月底期间携退工证明、劳动合同等相关资料，到结算中心（大厅3至9号柜台）填报"
        "《退工登记表》，办理退工手续。根据单位提供的相关资料核发《养老保险手册》。\n2、医保卡遗失补发\n"
        "参保人员医保卡遗失后，由本人携身份证到结算中心（大厅22号柜台）填报《补办申请表》，当场补发新的医保卡。\n",
    )
    stop, card = found.values()
    assert stop["materials"] == ["退工证明", "劳动合同", "退工登记表"]
    assert stop["channels"] == ["窗口办理|结算中心（大厅3至9号柜台）"]
    assert "time_limits" not in stop and "basis" not in stop  # 「每月5日」 is a day, a handbook no law
    assert card["materials"] == ["身份证", "补办申请表"]


def test_a_notice_tells_the_new_limit_who_does_it_and_the_steps(tmp_path: Path) -> None:
    (only,) = drafted(
        tmp_path / "a.txt",
        "关于简化社会保险补贴申领手续的通知\n各单位：\n一、离校两年以内没有就业的毕业生，自己缴纳了社会保险费的，可以申领补贴。\n"
        "二、本业务由区就业中心承办。申请人可以登录就业网（https://jy.example）申请，也可以到街道窗口办理。\n"
        "街道中心初审，区就业中心复核，并公示5天。\n三、办理时限由原来的三十个工作日缩短为十五个工作日。申请人应当在缴费后六个月内提出申请。\n",
    ).values()
    assert only["time_limits"] == ["15 working days", "6 months 申请"]
    assert only["conditions"] == ["离校两年以内没有就业的毕业生，自己缴纳了社会保险费的"]
    assert only["channels"] == ["窗口办理|街道窗口", "网上办理"]
    assert only["steps"] == ["街道中心初审，区就业中心复核，并公示5天"]


def test_questions_on_what_goes_wrong_are_no_steps_and_common_ones_hold_for_all(tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    found = drafted(
        document,
        "窗口问答\n一、社保卡补领\n问：要带什么材料？\n答：带本人身份证原件就行。\n问：旧卡里的钱怎么办？\n答：由银行转到新卡。\n"
        "二、资格认证\n问：认证要带材料吗？\n答：带身份证。\n问：怎么认证？\n答：可以到街道窗口认证，也可以到所在的社区认证。\n"
        "三、共同的问题\n问：打哪个电话问？\n答：0571-5556610转2。\n有错漏请告知编辑部0571-5550044。\n",
    )
    card, proof = found.values()
    assert card["materials"] == ["本人身份证|原件"] and "steps" not in card
    assert proof["channels"] == ["窗口办理|街道窗口", "社区办理"] and "steps" not in proof
    assert card["consult"] == proof["consult"] == ["0571-5556610转2"]
    assert any("编辑部" in words for words in left(document))


def test_an_article_asks_its_questions_in_decorated_lines(tmp_path: Path) -> None:
    found = drafted(
        tmp_path / "a.txt",
        "这笔补贴别忘了领！\n一次性创业补贴怎么申领？\n👩‍🌾 谁能申领\n✅ 正常经营满1年\n💰 补贴多少\n给予5000元补贴。\n📋 准备什么\n"
        "①申请表（1份，网上下载）\n②营业执照复印件（1份）\n🚶 办理步骤\n第一步：网上填写申请\n第二步：到场核实\n⏰ 要等多久\n受理后15个工作日办完。\n"
        "要在注册满1年之日起12个月内申请！\n💸 收费吗\n全程0收费！\n往期推荐\n失业金申领，3个工作日到账\n",
    )
    assert found["一次性创业补贴"] | {"gaps": []} == {
        "conditions": ["正常经营满1年"],
        "materials": ["申请表|originals 1|网上下载", "营业执照|复印件|copies 1"],
        "channels": ["网上办理"],
        "time_limits": ["15 working days", "12 months 申请"],
        "fees": ["0"],
        "steps": ["网上填写申请", "到场核实"],
        "gaps": [],
    }


def test_a_handbook_tells_the_windows_of_its_procedures_in_a_table_at_the_end(tmp_path: Path) -> None:
    document = tmp_path / "a.html"
    found = drafted(
        document,
        """<p>参保增员…………………2</p><h2>参保增员</h2><p>【概述】招用职工以后办理。</p><p>【要件】</p><p>身份证复印件1份</p>
<p>【时效】当场办结。用人单位应当自用工之日起30日内办理。</p><p>【格言】尽心尽力</p><h2>参保减员</h2><p>【要件】</p><p>减员表</p>
<h2>附表</h2><table><tr><th>业务</th><th>办理地址</th><th>电话</th><th>负责人</th></tr>
<tr><td>参保增员</td><td>创业大道99号</td><td>0818-5557316</td><td>方玉兰</td></tr>
<tr><td>参保减员</td><td>创业大道99号</td><td>0818-5557317</td><td>方玉兰</td></tr>
<tr><td>用工备案</td><td>科技路1号</td><td>0818-5550101</td><td>雷振东</td></tr></table>""",
    )
    assert [*found] == ["参保增员", "参保减员"]
    assert found["参保增员"]["time_limits"] == ["immediate", "30 calendar days 申请"]
    assert found["参保增员"]["materials"] == ["身份证|复印件|copies 1"]
    assert found["参保减员"]["consult"] == ["0818-5557317"]
    assert left(document)["参保增员…………………2"] == "目录"


def test_a_row_that_a_page_of_a_pdf_cuts_off_goes_on_below_the_headings_said_again(tmp_path: Path) -> None:
    papers = "".join(f"{number}.第{number}样证明原件{number}份；<br>" for number in range(1, 10))
    style = """@page {size: A5; margin: 15mm; @bottom-center {content: '— ' counter(page) ' —'}}
td, th {border: 1px solid; padding: 3mm; vertical-align: top} table {border-collapse: collapse; width: 100%} thead {display: table-header-group}"""
    html = f"""<style>{style}</style><table><thead><tr><th>项目</th><th>内容</th></tr></thead>
<tr><td>业务名称</td><td>账户变更</td></tr><tr><td style="height: 90mm">业务说明</td><td>变更账户。</td></tr>
<tr><td>需带资料</td><td>{papers}</td></tr><tr><td>办结时间</td><td>3个工作日</td></tr></table>"""
    found = drafted(printed(tmp_path / "a.pdf", html))
    assert [paper.partition("|")[0] for paper in found["账户变更"]["materials"]] == [
        f"第{n}样证明" for n in range(1, 10)
    ]
    assert found["账户变更"]["time_limits"] == ["3 working days"]


def test_a_sentence_leads_to_a_list_and_what_stands_below_the_list_is_not_of_it(tmp_path: Path) -> None:
    found = drafted(
        tmp_path / "a.txt",
        "工伤业务手册\n第一章 工伤登记\n第一条 用人单位应当自事故伤害发生之日起30日内提出申请。\n第二条 申请应当提交下列材料：\n（一）申请表；\n"
        "（二）费用清单；\n第三条 部门应当自受理之日起60日内作出决定。\n第四条 办理地点：大厅9号窗口，咨询电话：0755-25551234。\n"
        "第二章 费用报销\n第五条 工伤职工应当在协议机构就医。\n第六条 申请报销应当提交下列材料：\n（一）发票原件；\n第七条 自受理之日起20个工作日内支付。\n",
    )
    register, claim = found.values()
    assert register["materials"] == ["申请表", "费用清单"] and claim["materials"] == ["发票|原件"]
    assert register["time_limits"] == ["30 calendar days 申请", "60 calendar days"]
    assert claim["time_limits"] == ["20 working days"]
    assert register["consult"] == ["0755-25551234"] and register["channels"] == ["窗口办理|大厅9号窗口"]


def test_labels_stand_before_blanks_behind_bullets_or_in_spans_of_their_own(tmp_path: Path) -> None:
    spaced = drafted(
        tmp_path / "a.txt", "失业金申领指南\n申请材料    身份证\n办理时限\u3000承诺3个工作日\n咨询电话 0517-83501234\n"
    )
    assert spaced["失业金申领"]["time_limits"] == ["3 working days 承诺"]
    assert spaced["失业金申领"]["materials"] == ["身份证"] and spaced["失业金申领"]["consult"] == ["0517-83501234"]
    bullets = drafted(
        tmp_path / "b.txt", "● 事项：社保卡申领\n● 带什么：①身份证；②照片1张\n● 格言：尽心尽力\n● 问哪里：020-12333\n"
    )
    assert bullets["社保卡申领"]["materials"] == ["身份证", "照片|originals 1"]
    assert bullets["社保卡申领"]["consult"] == ["020-12333"]
    spans = drafted(
        tmp_path / "c.html",
        "<div><h1>工伤认定</h1><div><span>受理条件</span><span>职工发生事故伤害</span></div>"
        "<div><span>法定时限</span><span>60日</span><span>承诺时限</span><span>30日</span></div></div>",
    )
    assert spans["工伤认定"]["conditions"] == ["职工发生事故伤害"]
    assert spans["工伤认定"]["time_limits"] == ["60 calendar days 法定", "30 calendar days 承诺"]


def test_bands_of_labels_stand_above_their_values(tmp_path: Path) -> None:
    document = sheet(
        tmp_path / "a.xlsx",
        [
            ["事项名称", "办理时限", "是否收费"],
            ["关系转移", "15个工作日", "不收费"],
            ["办理地点", "咨询电话", "办公时间"],
            ["市民中心3楼", "0531-88881234", "工作日9:00-17:00"],
        ],
    )
    (only,) = drafted(document).values()
    assert only["time_limits"] == ["15 working days"] and only["fees"] == ["0"]
    assert only["channels"] == ["窗口办理|市民中心3楼|工作日9:00-17:00"] and only["consult"] == ["0531-88881234"]


def test_several_documents_in_one_file_begin_with_their_titles_said_twice(tmp_path: Path) -> None:
    found = drafted(
        tmp_path / "a.txt",
        "网上业务指南\n相关推荐\n停保办理指南\n停保办理指南\n一、停保登记\n（一）所需资料\n1、减员表\n网申指南\n网申指南\n操作前请安装证书。\n"
        "参保服务指南\n参保服务指南\n一、单位如何办理社会保险登记手续？\n单位应当自成立之日起三十日内申请。\n"
        "1、办理时限：每月1-22日2、提交资料：(1)《登记表》；(2)营业执照原件及复印件。\n3、办理流程：(1)窗口申请；(2)领取证件。\n",
    )
    assert found["停保登记"]["materials"] == ["减员表"]
    assert found["社会保险登记"]["materials"] == ["登记表", "营业执照|原件和复印件"]
    assert found["社会保险登记"]["steps"] == ["窗口申请", "领取证件"]


def test_a_sentence_about_something_else_is_no_paper(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "参保登记指南\n办理材料\n1.身份证\n2.系统会自动校验，如果未通过，请点击按钮重新登录。\n", encoding="utf-8"
    )
    (draft,) = drafts_of(path)[1]
    assert [paper["name"] for paper in draft.fields["materials"]] == ["身份证"]
    assert "系统会自动校验" in draft.decide["materials"]


def test_a_title_across_a_table_names_the_procedure_or_stands_above_the_columns(tmp_path: Path) -> None:
    rows = [["失业登记办事指南", ""], ["办理条件", "失业人员"], ["办理材料", "身份证原件"], ["办理时限", "即时"]]
    assert drafted(sheet(tmp_path / "a.xlsx", rows, "A1:B1"))["失业登记"]["materials"] == ["身份证|原件"]
    columns = [
        ["对照表", "", ""],
        ["项目", "参保登记", "停保登记"],
        ["办理材料", "登记表", "减员表"],
        ["办理时限", "当场", "3个工作日"],
    ]
    assert {
        name: said["materials"] for name, said in drafted(sheet(tmp_path / "b.xlsx", columns, "A1:C1")).items()
    } == {
        "参保登记": ["登记表"],
        "停保登记": ["减员表"],
    }


def test_a_row_without_a_name_tells_the_next_paper_of_the_procedure_above(tmp_path: Path) -> None:
    rows = [
        ["服务事项", "办理条件", "材料名称", "份数", "办理时限"],
        ["工伤认定", "发生事故伤害", "申请表", "原件2份", "60日"],
        ["", "", "劳动合同", "复印件1份", ""],
        ["复发确认", "旧伤复发", "确认表", "原件1份", "20个工作日"],
    ]
    found = drafted(sheet(tmp_path / "a.xlsx", rows))
    assert found["工伤认定"]["materials"] == ["申请表|原件|originals 2", "劳动合同|复印件|copies 1"]
    assert found["复发确认"]["materials"] == ["确认表|原件|originals 1"]


def test_what_is_said_of_all_and_how_long_it_takes_stand_below_numbered_names(tmp_path: Path) -> None:
    found = drafted(
        tmp_path / "a.txt",
        "常办业务须知\n1. 参保证明打印\n材料：身份证原件。\n方式：窗口、自助机。\n时间：立等可取。\n2. 一次性待遇申领\n格外注意：不要着急\n"
        "材料：申领表。\n时间：20个工作日。\n以上业务地址：振兴路66号；工作时间：周一至周五8:30-17:00；电话：0513-55012345。\n",
    )
    first, second = found.values()
    assert first["time_limits"] == ["immediate"] and second["time_limits"] == ["20 working days"]
    assert first["consult"] == second["consult"] == ["0513-55012345"]
    assert first["channels"] == ["窗口办理|振兴路66号|周一至周五8:30-17:00", "自助终端"]


def test_words_set_with_blanks_are_a_table_and_lines_may_number_themselves_as_steps(tmp_path: Path) -> None:
    found = drafted(
        tmp_path / "a.txt",
        "停工留薪确认指南\n申请材料目录：\n序号 材料名称 原件/复印件 份数\n1 确认申请表 原件 2\n2 认定决定书 复印件 1\n"
        "第一步 挂失。拨打12333挂失。\n第二步 补卡。本人持身份证到银行网点填写《补卡申请表》。\n办理时限：即时\n",
    )
    assert found["停工留薪确认"]["materials"] == ["确认申请表|原件|originals 2", "认定决定书|复印件|copies 1"]
    assert found["停工留薪确认"]["steps"] == ["挂失。拨打12333挂失", "补卡。本人持身份证到银行网点填写《补卡申请表》"]


def test_sections_on_the_ways_to_do_one_thing_are_no_procedures(tmp_path: Path) -> None:
    found = drafted(
        tmp_path / "a.txt",
        "温馨提示：社保参保证明怎么打印\n一、网上打印\n登录服务大厅（https://rs.example），点“打印”，下载即可，不用到窗口。\n"
        "二、窗口打印\n带身份证原件到社保窗口，工作人员当场打印。电话：0991-12333。\n",
    )
    assert [*found] == ["社保参保证明打印"]
    (said,) = found.values()
    assert said["materials"] == ["身份证|原件"] and said["consult"] == ["0991-12333"]


def test_kinds_and_counts_may_be_told_in_two_columns_with_a_stroke(tmp_path: Path) -> None:
    rows = [
        ["事项名称", "辅助器具确认", "", ""],
        ["申请材料", "材料名称", "材料类型", "份数"],
        ["", "诊断证明", "原件/复印件", "1/2"],
    ]
    found = drafted(sheet(tmp_path / "a.xlsx", [*rows, ["咨询电话", "12333", "", ""]], "A2:A3", "B1:D1", "B4:D4"))
    assert found["辅助器具确认"]["materials"] == ["诊断证明|原件和复印件|originals 1|copies 2"]

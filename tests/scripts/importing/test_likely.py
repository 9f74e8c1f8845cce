"""Labels that nobody registered: told by their words where the value bears them out, and left unread where it does not."""

from __future__ import annotations

from pathlib import Path

from scripts.importing.__main__ import drafts_of
from scripts.importing.account import account
from scripts.importing.likely import likely, likely_column
from tests.scripts.importing.drafted import drafted
from tests.scripts.importing.made import sheet

INNER = (
    "<table><tr><th>序</th><th>材料</th><th>原件</th><th>复印件</th><th>备考</th></tr>"
    "<tr><td>1</td><td>登记表</td><td>2份</td><td></td><td>签字</td></tr><tr><td>2</td><td>身份证</td><td>1份</td><td>1份</td><td></td></tr></table>"
)
TABLE = f"""<h1>窗口业务单</h1><table>
<tr><td>服务名称</td><td>账户变更</td></tr><tr><td>可以申请的情形</td><td>换了开户银行的人。</td></tr>
<tr><td>应交材料</td><td>按下表准备：{INNER}</td></tr><tr><td>答应办完的期限</td><td>3个工作日</td></tr>
<tr><td>对外办公钟点</td><td>周一至周五 9:00—17:00</td></tr><tr><td>本页校对</td><td>某某 0555-5550001</td></tr>
<tr><td>费用情况</td><td>见墙上的牌子</td></tr><tr><td>问询电话</td><td>0555-5553311（转8213）</td></tr></table>"""


def test_a_label_that_nobody_registered_is_told_by_its_words_where_the_value_bears_it_out(tmp_path: Path) -> None:
    (only,) = drafted(tmp_path / "a.html", TABLE).values()
    assert only["conditions"] == ["换了开户银行的人"]
    assert only["materials"] == ["登记表|原件|originals 2|签字", "身份证|原件和复印件|originals 1|copies 1"]
    assert only["time_limits"] == ["3 working days 承诺"]
    assert only["consult"] == ["0555-5553311转8213"]
    assert "fees" not in only
    outline, drafts = drafts_of(tmp_path / "a.html")
    unread = {row.span.text for row in account(outline, drafts) if row.fate == "unread"}
    assert {"见墙上的牌子", "某某 0555-5550001"} <= unread


def test_groups_of_labels_beside_each_other_and_rows_that_are_counted(tmp_path: Path) -> None:
    grouped = (
        "<h1>某区业务卡</h1><table><tr><td rowspan=2>概要</td><td>办件名称</td><td>停保登记</td></tr><tr><td>责任科室</td><td>保险所</td></tr>"
        "<tr><td rowspan=2>要件</td><td>材料名</td><td>数量</td></tr><tr><td>登记表</td><td>一式两份</td></tr>"
        "<tr><td rowspan=2>经过</td><td>第1步</td><td>单位提出</td></tr><tr><td>第2步</td><td>系统登记</td></tr></table>"
    )
    (only,) = drafted(tmp_path / "a.html", grouped).values()
    assert only["materials"] == ["登记表|originals 2"]
    assert only["steps"] == ["单位提出", "系统登记"]
    counted = (
        "<h1>某县公开表</h1><table><tr><td>序号</td><td>项目</td><td>内容</td></tr><tr><td>1</td><td>办件名称</td><td>跨省转入</td></tr>"
        "<tr><td>2</td><td>柜面所在</td><td>建设巷19号</td></tr><tr><td>3</td><td>所需时间</td><td>法定45日，承诺25日</td></tr></table>"
    )
    found = drafted(tmp_path / "b.html", counted)
    assert found["跨省转入"]["time_limits"] == ["45 calendar days 法定", "25 calendar days 承诺"]
    assert found["跨省转入"]["channels"] == ["窗口办理|建设巷19号"]


def test_a_row_a_procedure_below_headings_that_nobody_registered(tmp_path: Path) -> None:
    rows = [
        ["办件名称", "牵头单位", "要交的材料", "几天办好", "哪里受理", "有疑问打"],
        ["参保证明打印", "参保科", "身份证原件", "当场办结", "柳堤路1号", "0555-5550001"],
        ["账户变更", "待遇科", "身份证原件", "看情况", "柳堤路1号", "不固定"],
    ]
    found = drafted(sheet(tmp_path / "a.xlsx", rows))
    assert found["参保证明打印"]["time_limits"] == ["immediate"]
    assert found["参保证明打印"]["consult"] == ["0555-5550001"]
    assert found["账户变更"]["materials"] == ["身份证|原件"]
    assert "consult" not in found["账户变更"] and "time_limits" not in found["账户变更"]


def test_headings_that_nobody_registered_are_set_as_those_that_are(tmp_path: Path) -> None:
    found = drafted(
        tmp_path / "a.txt",
        "一次性告知\n您来办理的“养老保险转入”，现在告诉您：\n一、谁可以办\n在本市重新就业，\n原地已经停止缴费的人。\n二、还差的材料\n"
        "[√] 申请表   两份\n三、补齐以后\n——窗口收下材料；\n——钱到账以后，发短信。\n上面这些，依法应当在45个工作日内办完。\n"
        "四、地方和钟点\n柳堤路150号9号窗口\n工作日早9点到晚5点，中午有人\n五、不用交钱\n六、问事请拨 0555-5553080，转3号线\n"
        "某市社会保险中心\n2026年3月1日\n填表咨询人：某某 手机13900000000\n",
    )["养老保险转入"]
    assert found["conditions"] == ["在本市重新就业，原地已经停止缴费的人"]
    assert found["materials"] == ["申请表|originals 2"]
    assert found["steps"] == ["窗口收下材料", "钱到账以后，发短信"]
    assert found["time_limits"] == ["45 working days 法定"]
    assert found["channels"] == ["窗口办理|柳堤路150号9号窗口|工作日早9点到晚5点，中午有人"]
    assert found["fees"] == ["0"] and found["consult"] == ["0555-5553080转3"]


def test_a_procedure_whose_name_has_the_word_of_a_label_is_none() -> None:
    assert likely("转入手续办理", alone=True) is None and likely("费用报销", alone=True) is None
    assert likely("网站标准") is None
    assert [likely_column(words) for words in ("要几份", "备考", "复印件数", "颜色")] == [
        "count",
        "note",
        "copies",
        None,
    ]

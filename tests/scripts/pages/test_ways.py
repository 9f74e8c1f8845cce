"""The ways in to the procedures: every one leads somewhere, in the right order, and compares without false equality."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.data.decode import Key, Text
from scripts.data.library import AGES, Library
from scripts.data.registers import GlossaryTerm
from scripts.pages import pinyin
from scripts.pages.page import Page
from scripts.pages.pinyin import DIGITS, Syllables, letter, slug, syllables
from scripts.pages.renderer import Renderer
from scripts.pages.ways.alphabet import alphabet
from scripts.pages.ways.compare import table, verdict
from scripts.pages.ways.forms import forms, names
from scripts.pages.ways.glossary import Glossary
from scripts.pages.ways.topics import gather
from scripts.paths import SCRIPTS, Script
from scripts.traditional import default_converter
from scripts.traditional.both import simplified, traditional
from scripts.traditional.localise import own_forms
from tests.markup import Document

MakeRenderer = Callable[[Library, Script], Renderer]
LIFE = ["入职", "离职", "换城市", "退休", "失业", "工伤", "生病", "生育", "买房", "证卡遗失", "亲人去世", "出国"]


@pytest.fixture(scope="module")
def made(library: Library, renderer: MakeRenderer) -> dict[Script, dict[str, Page]]:
    return {script: {page.path: page for page in renderer(library, script).pages()} for script in SCRIPTS}


@pytest.mark.parametrize(
    ("words", "reading"),
    [
        ("重庆", "chong qing"),
        ("重新登记", "chong xin deng ji"),
        ("重办证书", "chong ban zheng shu"),
        ("银行存折", "yin hang cun zhe"),
        ("行政复议", "xing zheng fu yi"),
        ("参保", "can bao"),
        ("会计", "kuai ji"),
        ("省直医保", "sheng zhi yi bao"),
        ("调基数", "tiao ji shu"),
        ("调档", "diao dang"),
        ("基数调整", "ji shu tiao zheng"),
        ("试用期多长", "shi yong qi duo chang"),
        ("更正", "geng zheng"),
        ("给付", "ji fu"),
        ("还款", "huan kuan"),
        ("社保费率", "she bao fei lv"),
        ("VIP用户", "vip yong hu"),
    ],
)
def test_characters_of_several_readings(words: str, reading: str) -> None:
    assert " ".join(syllables(words)) == reading


def test_what_was_read_is_kept_and_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Syllables(tmp_path)
    assert (first.of("重庆"), first.of("A 卡")) == (("chong", "qing"), ("a", "ka"))
    first.keep()
    monkeypatch.setattr(pinyin, "_reader", lambda: pytest.fail("read again"))
    second = Syllables(tmp_path)
    assert second.of("重庆") == ("chong", "qing")
    second.keep()
    assert [*Syllables(tmp_path).before] == ["重庆"], "what nobody asks for is not kept"
    monkeypatch.setattr(pinyin, "PHRASES", {"重庆": [["zhòng"], ["qìng"]]})
    assert Syllables(tmp_path).before == {}, "another reader reads anew"
    first.file.write_text("half", "utf-8")
    monkeypatch.undo()
    assert Syllables(tmp_path).of("重庆") == ("chong", "qing")


def test_letters_and_anchors() -> None:
    assert [letter(words) for words in ("《镇江市》测试题", "“一件事”", "VIP用户", "2011年度")] == [
        "Z",
        "Y",
        "V",
        DIGITS,
    ]
    assert slug("《参保凭证》（正本）") == "can-bao-ping-zheng-zheng-ben"


def test_every_procedure_stands_in_the_alphabet_once_under_each_name(library: Library) -> None:
    letters = alphabet(library)
    lines = [entry for entries in letters.values() for entry in entries]
    assert {line.procedure for line in lines if line.formal} == {procedure.id for procedure in library.procedures}
    assert len(set(lines)) == len(lines)
    assert [*letters][:3] == ["A", "B", "C"] and [*letters][-1] == DIGITS
    for entries in letters.values():
        now = [entry for entry in entries if entry.current]
        assert entries[: len(now)] == now  # what applies now stands first
        for part in (now, entries[len(now) :]):
            readings = [syllables(entry.words) for entry in part]
            assert readings == sorted(readings)


def test_the_life_events_people_ask_about_lead_to_procedures(library: Library) -> None:
    assert {topic.name for topic in gather(library)["events"]} >= set(LIFE)
    assert [p.id for p in library.procedures if p.type == "service" and not p.events] == []


def test_every_life_event_begins_with_what_applies_now(library: Library, made: dict[Script, dict[str, Page]]) -> None:
    """Today's procedures with their answers, then the calculators these name, then the old guides, folded."""
    first = {
        "retirement": "retire-and-pension",
        "work-injury": "injury-recognition",
        "going-abroad": "leaving-country",
        "bereavement": "survivors",
        "childbirth": "maternity",
        "losing-job": "unemployment-claim",
        "moving-city": "pension-transfer",
        "new-job": "enrol-employee",
    }
    for topic in gather(library)["events"]:
        body = made["zh-Hans"][f"events/{topic.id}/"].body
        now = [p for p in topic.procedures if library.status_of(p).kind == "current"]
        assert now and [*topic.procedures[: len(now)]] == now, topic.id
        assert now[0].id == f"national/{first.get(topic.id, now[0].slug)}"
        applies, _heading, old = body.partition('<h2 id="old">')
        assert all(escape(p.summary) in applies for p in now), topic.id
        assert {c for p in now for c in p.calculators} == set(re.findall(r"\.\./calculators/([a-z/-]+)/", applies)), (
            topic.id
        )
        for p in topic.procedures[len(now) :]:
            assert f"guides/{p.id}/" in old and f"guides/{p.id}/" not in applies, topic.id
        assert old.count("<details") == len({p.region for p in topic.procedures[len(now) :]}), topic.id


def test_leaving_the_country_does_not_settle_the_account(made: dict[Script, dict[str, Page]]) -> None:
    """社会保险法实施细则 第六条: only whoever has lost the nationality may ask for it."""
    body = made["zh-Hans"]["events/going-abroad/"].body
    assert "要结清社保账户" not in body and "个人账户留着" in Document(body).text
    assert "丧失了中国国籍的，才可以申请一次领走" in Document(body).text


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_list_says_how_old_its_procedures_are_and_names_no_old_limit(
    library: Library, renderer: MakeRenderer, made: dict[Script, dict[str, Page]], script: Script
) -> None:
    view = renderer(library, script).view
    lists = [page for page in made[script].values() if page.kind in ("region", "topic")]
    assert len(lists) > 40
    for page in lists:
        for entry in re.findall(r'<li class="entry">(.*?)</li>', page.body, re.DOTALL):
            (id,) = re.findall(r'href="[./]*guides/([a-z0-9/-]+)/"', entry)
            procedure = view.procedure(id)
            status = view.status(procedure)
            assert f'<span class="chip chip-{status.kind}">{view.year(procedure)}</span>' in entry, id
            if status.kind == "abolished":
                assert escape(str(status.instead)) in entry and escape(procedure.summary) not in entry, id
            if "entry-limit" in entry:
                assert status.kind == "current" and procedure.time_limits[0].meaning == "申请", id
    kinds = [view.status(p).kind for _, members in view.region_pages.groups("shenzhen") for p in members]
    assert {"undated", "historical", "abolished"} <= {*kinds}
    for _, members in view.region_pages.groups("shenzhen"):
        ranks = [AGES.index(view.status(p).kind) for p in members]
        assert ranks == sorted(ranks)


def test_old_regions_stand_under_their_own_heading(library: Library, made: dict[Script, dict[str, Page]]) -> None:
    now, _heading, old = made["zh-Hans"]["guides/"].body.partition('<h2 id="old">')
    for region in library.regions:
        assert f"guides/{region}/" in (now if region == "national" else old)
        assert f"guides/{region}/" not in (old if region == "national" else now)


def test_topics_are_complete_and_never_empty(library: Library, made: dict[Script, dict[str, Page]]) -> None:
    for way, members in gather(library).items():
        for topic in members:
            page = Document(made["zh-Hans"][f"{way}/{topic.id}/"].body)
            linked = {e.attributes["href"].removeprefix("../../guides/") for e in page.all("a")}
            assert topic.procedures
            assert linked >= {f"{procedure.id}/" for procedure in topic.procedures}
    named = {name for p in library.procedures for name in (*p.audience, *p.kinds)}
    assert {topic.name for way in ("audiences", "kinds") for topic in gather(library)[way]} == named


def test_forms_are_found_by_the_name_on_them(library: Library) -> None:
    assert names("转出地开具的《参保凭证》") == ["参保凭证"]
    assert names("《市内职工流动申报表》或《变动申报表》") == ["市内职工流动申报表", "变动申报表"]
    assert names("待遇审核表/退工人员登记表") == ["待遇审核表", "退工人员登记表"]
    found = {(region, form.name): form for region, members in forms(library).items() for form in members}
    assert [use.procedure for use in found["guannan", "参保单位信息登记表"].uses] == ["guannan/unit-registration"]
    assert {region for region, name in found if name == "社会保险登记表"} == {"yangzhou", "zhangjiagang", "wuhan"}
    change = {use.procedure for use in found["zhangjiagang", "社会保险参保人员变动申报表"].uses}
    assert change == {
        "zhangjiagang/enrol-public-sector",
        "zhangjiagang/enrol-talent-market",
        "zhangjiagang/suspend-service-study-prison-injury",
        "zhangjiagang/terminate-retire-emigrate-death",
        "zhangjiagang/transfer-local-talent-archive",
    }
    ids = [form.id for form in found.values()]
    assert len(set(ids)) == len(ids)
    listed = {use.procedure for form in found.values() for use in form.uses}
    assert listed == {
        p.id for p in library.procedures if p.forms or any(each.form for each in (*p.materials, *p.results))
    }


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([("5 天",), ("5 天",)], "same"),
        ([("单位、职工",), ("职工、单位",)], "same"),
        ([("5 天",), ("5 天",), ()], "known-same"),
        ([("5 天",), ("6 天",), ()], "different"),
        ([("5 天",), (), ()], "unknown"),
        ([(), ()], "unknown"),
    ],
)
def test_silence_and_order_are_no_difference(cells: list[tuple[str, ...]], expected: str) -> None:
    assert verdict(cells) == expected


def test_the_order_of_steps_is_a_difference() -> None:
    assert verdict([("填表", "交表"), ("交表", "填表")], ordered=True) == "different"


def test_a_comparison_shows_every_material_in_its_own_words(library: Library, renderer: MakeRenderer) -> None:
    view = renderer(library, "zh-Hans").view
    laid = table(view.library.comparisons[Key("transfer-out")], view)
    rows = {row.label: row for row in laid.materials}
    handbook = rows["养老保险手册"]
    assert handbook.verdict == "some"
    assert {cell.procedure.region: cell.lines for cell in handbook.cells if cell.lines} == {
        "zhangjiagang": ("职工养老保险手册（先问还要不要）",),
        "yangzhou": ("职工养老保险手册（先问还要不要）",),
    }
    for comparison in view.library.comparisons.values():
        laid = table(comparison, view)
        for number, procedure in enumerate(laid.procedures):
            shown = [line for row in laid.materials for line in row.cells[number].lines] + [*laid.alone[number].lines]
            assert len(shown) == len(procedure.materials), procedure.id
            assert all(any(line.startswith(m.name) for line in shown) for m in procedure.materials), procedure.id


def test_a_comparison_begins_with_what_applies_now_and_does_not_compare_it(
    library: Library, renderer: MakeRenderer
) -> None:
    view = renderer(library, "zh-Hans").view
    for comparison in view.library.comparisons.values():
        laid = table(comparison, view)
        assert [view.status(p).kind for p in laid.now] == ["current"], comparison.name
        assert not {p.id for p in laid.now} & {p.id for p in laid.procedures}
        for row in (*laid.aspects[1:], laid.steps):
            assert [cell.procedure for cell in row.now] == [*laid.now]
            assert row.verdict == verdict([cell.lines for cell in row.cells], ordered=row is laid.steps)
    laid = table(view.library.comparisons[Key("transfer-out")], view)
    assert [p.id for p in laid.now] == ["national/pension-transfer"]
    years = {cell.procedure.region: cell.lines for cell in laid.aspects[0].cells}
    assert years["zhangjiagang"] == ("2005年",) and years["guannan"] == ("没有写日期",)


def test_differences_are_marked_in_words(made: dict[Script, dict[str, Page]]) -> None:
    text = Document(made["zh-Hant"]["compare/transfer-out/"].body).text
    assert "≠ 寫得不一樣" in text
    assert "沒有列出這一樣" in text
    assert "資料未載明" in text


def linker(*terms: str, read: Callable[[str], str] = simplified) -> Callable[[str], str]:
    """Links terms in texts, which are read in Simplified."""
    entries = {Key(f"t{n}"): GlossaryTerm(name=Text(word), text=Text("解释")) for n, word in enumerate(terms)}
    link = Glossary(entries, default_converter().convert).linker("../")
    return lambda text: read(link(text))


def test_the_first_use_is_linked_the_longest_match_and_nothing_twice() -> None:
    link = linker("缴费", "缴费基数")
    assert link("先报缴费基数，再缴费") == (
        '先报<a class="term" href="../glossary/#t1">缴费基数</a>，再<a class="term" href="../glossary/#t0">缴费</a>'
    )
    assert link("缴费基数和缴费") == "缴费基数和缴费"


def test_names_of_laws_and_forms_are_left_whole_and_text_is_escaped() -> None:
    link = linker("参保")
    assert link("带《参保<b>表》") == "带《参保&lt;b&gt;表》"
    assert link("<i>参保</i>") == '&lt;i&gt;<a class="term" href="../glossary/#t0">参保</a>&lt;/i&gt;'


def test_own_traditional_words_of_another_length_are_not_linked_in_either_script() -> None:
    own = Text("参保以后", "參加保險以後")
    assert linker("参保")(own_forms(own)) == "参保以后"
    assert linker("参保", read=partial(traditional, convert=str))(own_forms(own)) == "參加保險以後"


def test_words_beside_a_link_are_converted_as_if_there_were_none() -> None:
    read = partial(traditional, convert=default_converter().convert)
    for text, term in (("理发证", "发证"), ("里程表", "程表")):  # 发 and 里 depend on what stands beside them
        linked = linker(term, read=read)(text)
        assert re.sub("<[^>]*>", "", linked) == default_converter().convert(text)
        assert f'#t0">{default_converter().convert(text)[-2:]}</a>' in linked
    own = own_forms(Text("参保以后", "加保以後"))
    assert linker("参保", read=read)(own) == '<a class="term" href="../glossary/#t0">加保</a>以後'


@given(st.lists(st.text(alphabet="参保停<&>\"'《》 ", max_size=12), max_size=5))
def test_linking_never_changes_the_words(pieces: list[str]) -> None:
    link = linker("参保", "停保")
    for piece in pieces:
        assert Document(f"<p>{link(piece)}</p>").text.strip() == piece.strip()


def test_both_scripts_link_the_same_terms_outside_of_links_and_headings(made: dict[Script, dict[str, Page]]) -> None:
    pattern = re.compile(r'<a class="term" href="[./]*glossary/#([a-z-]+)">')
    linked: set[str] = set()
    for path, page in made["zh-Hans"].items():
        if page.kind == "procedure":
            terms = pattern.findall(page.body)
            assert terms == pattern.findall(made["zh-Hant"][path].body), path
            assert len(set(terms)) == len(terms), path
            for inside in re.findall(r"<(?:h[1-6]|a|label|summary)\b.*?</(?:h[1-6]|a|label|summary)>", page.body, re.S):
                assert not pattern.search(inside[1:]), path
            linked |= set(terms)
    assert len(linked) > 35


def test_every_term_says_what_it_rests_on_and_can_be_linked_to(
    library: Library, made: dict[Script, dict[str, Page]]
) -> None:
    page = made["zh-Hant"]["glossary/"]
    assert (
        {part.anchor for part in page.parts}
        == set(library.glossary)
        == set(Document(page.body).values("id"))
        - {name for name in Document(page.body).values("id") if name.startswith("letter-")}
    )

"""Rendering: a procedure's page has every fact of its data, in both scripts, and is as it was unless meant otherwise."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable
from html import escape

import pytest

from calc.engine.texts import reading
from scripts.data import model
from scripts.data.decode import Text
from scripts.data.elements import ELEMENTS
from scripts.data.library import Library
from scripts.data.plan_data import hours_data
from scripts.pages.renderer import Renderer
from scripts.pages.view import checklist
from scripts.paths import SCRIPTS, Script
from scripts.traditional import check_simplified, check_traditional, default_converter
from scripts.traditional.localise import localise
from tests.markup import Document
from tests.support import in_traditional, texts

MakeRenderer = Callable[[Library, Script], Renderer]


def body(library: Library, slug: str, script: Script, renderer: MakeRenderer) -> str:
    made = renderer(library, script)
    return made.procedure(made.view.procedure(f"demo/{slug}")).body


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("slug", ["everything", "plain"])
def test_a_page_is_as_it_was(
    examples: Library, renderer: MakeRenderer, golden: Callable[[str, str], None], slug: str, script: Script
) -> None:
    """After a change that is meant: ``pytest --update-golden``, and read the difference."""
    golden(f"pages/{slug}.{script}.html", body(examples, slug, script, renderer))


def test_what_an_office_does_now_is_not_said_to_be_the_law_nor_to_leave_anything_to_the_office(
    examples: Library, renderer: MakeRenderer
) -> None:
    now = dataclasses.replace(examples.documents["demo-notice"].status, kind="current", read_on=dt.date(2026, 1, 5))
    documents = {key: dataclasses.replace(document, status=now) for key, document in examples.documents.items()}
    (gap,) = (each for each in examples.procedures if each.slug == "plain")
    ours = dataclasses.replace(gap, status=None, governed_by=())
    library = dataclasses.replace(
        examples, documents=documents, procedures=tuple(ours if each is gap else each for each in examples.procedures)
    )
    page = body(library, "plain", "zh-Hans", renderer)
    assert "当地现在这样办 · 2026-01-05 核对过" in page and "资料未载明" in page
    assert "读过法规" not in page and "全国规定没有写" not in page


def test_the_example_has_every_field_and_every_choice(examples: Library) -> None:
    """Otherwise the tests on it would not see everything that a page can show."""
    found: dict[str, set[object]] = {}

    def walk(value: object) -> None:
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            for field in dataclasses.fields(value):
                item = getattr(value, field.name)
                found.setdefault(f"{type(value).__name__}.{field.name}", set()).add(repr(item))
                walk(item)
        elif isinstance(value, dict | tuple):
            for item in value.values() if isinstance(value, dict) else value:
                walk(item)

    walk(examples.procedures)
    unused = {name for name, values in found.items() if values <= {"None", "()", "{}"}}
    assert unused == {"Procedure.calculators"}  # there is none of the made-up region


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_fact_of_the_data_is_on_the_page(examples: Library, renderer: MakeRenderer, script: Script) -> None:
    for slug in ("everything", "plain"):
        text = Document(body(examples, slug, script, renderer)).text
        view = renderer(examples, script).view
        procedure = view.procedure(f"demo/{slug}")
        elsewhere = (".aliases", ".group")  # found by search; the heading in the region's index
        asked = (".ask",)  # by the plan
        words = [
            (path, word)
            for path, word in texts(procedure)
            if not path.startswith(elsewhere) and not path.endswith(asked)
        ]
        assert [(path, word) for path, word in words if word not in text] == []
        for phone in (phone for each in (*procedure.channels, *procedure.consult) for phone in each.phones):
            assert phone.text in text
        for url in (each.url for each in (*procedure.channels, *procedure.consult) if each.url):
            assert url.text in text


def test_numbers_dates_and_amounts_are_shown_in_words(examples: Library, renderer: MakeRenderer) -> None:
    text = Document(body(examples, "everything", "zh-Hans", renderer)).text
    for words in (
        "作出决定：20个工作日，从收到申请算起（法定）",
        "作出决定：15个工作日，从收到申请算起（承诺）",
        "申报环节：每月5日到月底，只算工作日，08:30—17:30",
        "请避开每年7月1日到9月30日",
        "确认费：不收费",
        "证书工本费：2.50 元",
        "原件1份、复印件2份",
        "这是 2005 年的资料",
        "本站核对日期：2026-02-03，下次核对：2026-08-03",
        "页面编号 demo/everything",
        "内容版本 1.2.3+0123abcd",
    ):
        assert words in text


@pytest.mark.parametrize("script", SCRIPTS)
def test_what_the_source_does_not_say_is_said(examples: Library, renderer: MakeRenderer, script: Script) -> None:
    page = Document(body(examples, "plain", script, renderer))
    missing = {"zh-Hans": "资料未载明", "zh-Hant": "資料未載明"}[script]
    glance = {
        "zh-Hans": "：多久办好、怎么办、在哪里办、什么时候能办、收费",
        "zh-Hant": "：多久辦好、怎麼辦、在哪裡辦、什麼時候能辦、收費",
    }
    sections = {
        "zh-Hans": ("要带的材料", "办理流程", "办好后得到什么", "咨询途径", "政策依据"),
        "zh-Hant": ("要帶的材料", "辦理流程", "辦好後得到什麼", "諮詢途徑", "政策依據"),
    }
    shown = [element.text for element in page.all("span") if element.attributes.get("class") == "missing"]
    lines = [each.text for each in page.all("p") if each.attributes.get("class") == "gathered"]
    assert len(ELEMENTS) == 11  # each of the eleven stands at a glance, among the sections or in both
    assert shown == [missing, missing]
    assert lines[0] == glance[script]
    assert all(name in lines[1] for name in sections[script])  # its document has a complaint line
    assert {"zh-Hans": "资料没有提到收费。", "zh-Hant": "資料沒有提到收費。"}[script] in page.text  # and why, if known


def test_what_national_law_leaves_open_is_said_beside_its_answers(library: Library, renderer: MakeRenderer) -> None:
    """On the page itself and on the page of a place that it governs, in one line, with the reason if it is known."""
    made = renderer(library, "zh-Hans")
    for id in ("national/injury-recognition", "yangzhou/injury-recognition"):
        page = Document(made.procedure(made.view.procedure(id)).body.partition("</article>")[2])
        lines = [each.text for each in page.all("p") if each.attributes.get("class") == "gathered"]
        assert lines[0] == "：收费", id
        assert "全国条文没有写申请认定要交钱。问当地人社部门。" in page.text, id


def test_contacts_of_a_whole_document_stand_on_the_pages_that_have_none_and_say_so(
    examples: Library, renderer: MakeRenderer
) -> None:
    plain = Document(body(examples, "plain", "zh-Hans", renderer)).text
    own = Document(body(examples, "everything", "zh-Hans", renderer)).text
    shared = "资料为全文写的，不是单为这一项写的"
    assert all(words in plain for words in ("示例县监察大队：12345", "出处：示例县办事资料，最后一页", shared))
    assert "监督科" in own and "示例县监察大队" not in own and shared not in own


def test_a_page_that_is_no_service_owes_only_what_its_source_is_said_to_lack(
    library: Library, renderer: MakeRenderer
) -> None:
    view = renderer(library, "zh-Hans").view
    quiz, workflow, service = (
        {name for name, cell in view.facts.glance(view.procedure(id)) if cell.owed and cell.gap is not None}
        for id in ("zhenjiang/service-quiz", "wuhan/online-batch-suspend", "guannan/unit-registration")
    )
    assert quiz == set()
    assert workflow == {"多久办好", "什么时候能办", "收费"}
    assert service == {"在哪里办", "什么时候能办", "收费"}


def test_a_checklist_carries_the_agreed_hooks(examples: Library, renderer: MakeRenderer) -> None:
    page = Document(body(examples, "everything", "zh-Hans", renderer))
    assert page.values("data-checklist") == ["demo/everything"]
    assert page.values("data-material") == [
        "identity",
        "application",
        "proxy",
        "embassy",
        "card",
        "slip",
        "handbook",
        "request",
    ]
    needed = [each.attributes["data-needed"] for each in page.all("li") if "data-material" in each.attributes]
    assert needed == ["yes", "yes", *["unknown"] * 4, "yes", "yes"]  # nothing is dropped unasked
    assert page.values("data-any-of") == ["proof", "proof"]
    assert page.values("data-stop") == ["card=lost"]
    assert len(page.all("input", type="checkbox")) == 8


def test_the_heading_counts_what_to_bring_and_not_the_forms_of_the_window(
    library: Library, examples: Library, renderer: MakeRenderer
) -> None:
    def heading(library: Library, path: str) -> str:
        page = next(p.body for p in renderer(library, "zh-Hans").pages() if p.path == path)
        (title,) = re.findall(r'<h2 id="materials">(.*?)</h2>', page)
        return re.sub("<[^>]*>", "", title)

    # identity, application and a handbook that is no more; proxy, embassy and one of the alternatives perhaps; the request is
    # filled in there
    assert heading(examples, "guides/demo/everything/") == "要带的材料 共 3 项，另有 3 项看情况，其中 1 项现在不用了"
    assert (
        heading(library, "guides/zhangjiagang/unit-change/") == "要带的材料 不用带，到窗口填《社会保险变更登记申请表》"
    )
    assert heading(library, "guides/shenzhen/web-registration/") == "要准备的材料 共 6 项"


def test_the_notice_of_an_old_guide_counts_what_to_bring_now_as_the_page_does(
    library: Library, renderer: MakeRenderer
) -> None:
    """And names as many: of alternatives one will do, so that they are one."""
    seen = 0
    for page in renderer(library, "zh-Hans").pages():
        noticed = re.search(r'<th scope="row">带什么</th><td><div>([^<：]*)：([^<]*)', page.body)
        if noticed is None:
            continue
        count, names = noticed.groups()
        assert f'<a href="#now-materials">{count}</a>' in page.body, page.path
        assert f"<small>{count}</small>" in page.body, page.path
        assert len(names.split("；")) == sum(map(int, re.findall(r"\d+", count))), page.path
        seen += 1
    assert seen > 20


@pytest.mark.parametrize("script", SCRIPTS)
def test_an_old_paper_is_marked_wherever_the_list_names_it(
    library: Library, renderer: MakeRenderer, script: Script
) -> None:
    """On the page and on the notice: what has become of it, since when, what to bring now, the law and how it was read."""
    made = renderer(library, script)
    view = made.view
    for procedure in view.library.procedures:
        known_papers = view.library.materials
        old = [each for each in procedure.materials if each.material and known_papers[each.material].changed]
        page = Document(made.procedure(procedure).body) if old else None
        for material in old:
            assert page is not None
            known = known_papers[material.material]
            proof = {"转引": view.words["procedure"]["second-hand"], "待核": view.words["procedure"]["to-check"]}
            with reading(script):
                mark = view.facts.mark(material)
            said = (mark, known.now, view.cite(known.source), proof.get(known.source.checked, ""))
            shown = (
                1 if view.status(procedure).kind == "abolished" else 2
            )  # what was abolished has no list on its notice
            assert all(page.text.count(words) >= shown for words in said), (procedure.id, material.id)


def test_a_paper_that_may_still_be_asked_for_is_not_struck_out(library: Library, renderer: MakeRenderer) -> None:
    made = renderer(library, "zh-Hans")
    page = Document(made.procedure(made.view.procedure("yangzhou/maternity-reimbursement")).body)
    gone = [each.attributes["data-material"] for each in page.all("li") if "data-gone" in each.attributes]
    assert gone == [] and "先问还要不要" in page.text
    page = Document(made.procedure(made.view.procedure("wuxi/online-open")).body)
    gone = [each.attributes["data-material"] for each in page.all("li") if "data-gone" in each.attributes]
    assert gone == ["registration-certificate", "registration-certificate-copy"]


def test_no_note_is_lost_on_paper(library: Library, renderer: MakeRenderer) -> None:
    """What a page says of a material, a fact or the whole procedure stands on the notice, which is all that is taken along."""
    pages = {page.path: page.body for page in renderer(library, "zh-Hans").pages() if page.kind == "procedure"}
    lost = []
    for procedure in library.procedures:
        if library.status_of(procedure).kind == "abolished":
            continue  # nothing of the old paper is taken along: see test_statuses
        sheet = pages[f"guides/{procedure.id}/"].split("</article>")[0]
        words = Document(sheet).text
        notes = [
            *(note.text for note in procedure.notes),
            *(each.note for each in (*procedure.materials, *procedure.channels, *procedure.steps, *procedure.results)),
            *(each.note for each in (*procedure.windows, *procedure.time_limits, *procedure.fees)),
            *(situation.help for situation in procedure.situations.values()),
        ]
        lost += [(procedure.id, str(note)) for note in notes if note and str(note) not in words]
    assert lost == []


def test_a_value_that_carries_its_own_traditional_form_is_not_converted(examples: Library) -> None:
    converted = localise(examples, in_traditional(default_converter().convert))
    assert converted.procedures[1].summary == "到齡之後申請領取。"
    assert converted.procedures[1].name == "養老待遇申領"
    assert converted.procedures[0].sources[0].document == "demo-guide"
    assert converted.vocabulary.kinds[0].slug == "pension"


def test_localising_changes_words_and_nothing_else(examples: Library) -> None:
    def strip(value: object) -> object:
        """The value without its words."""
        if isinstance(value, Text):
            return "…"
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return type(value).__name__, [strip(getattr(value, field.name)) for field in dataclasses.fields(value)]
        if isinstance(value, dict):
            return {key: strip(item) for key, item in value.items()}
        return tuple(map(strip, value)) if isinstance(value, tuple) else value

    assert strip(localise(examples, in_traditional(str.upper))) == strip(examples)
    assert {word for _, word in texts(localise(examples, in_traditional(lambda _: "*")))} == {"*", "到齡之後申請領取。"}


@pytest.mark.long(20)  # with all pages, which are rendered where they are first read
@pytest.mark.parametrize("script", SCRIPTS)
def test_no_page_shows_what_only_a_program_understands(
    library: Library, renderer: MakeRenderer, script: Script
) -> None:
    check = check_simplified if script == "zh-Hans" else check_traditional
    made = renderer(library, script)
    words = texts(made.view.library)
    quoted = {word for path, word in words if ".source" in path and path.endswith(".place")}  # a source's own headings
    for page in made.pages():
        document = Document(page.body)
        text = document.text
        for mark in ("None", "undefined", "{", "}", "@@", "Text(", "Decimal(", "&lt;", "&amp;"):
            assert mark not in text, page.path
        assert page.title.strip()
        assert page.description.strip()
        assert page.path == "" or re.fullmatch(r"([a-z0-9-]+/)+", page.path)
        assert len(document.values("id")) == len(set(document.values("id"))), page.path
        if [*check(text, page.path)]:
            ours = re.sub("|".join(map(re.escape, sorted(quoted, key=len, reverse=True))), "", text)
            assert [str(finding) for finding in check(ours, page.path)] == []
        assert re.findall("“[^”]*“.{8}|「[^」]*「.{8}", text) == [], page.path  # marks in marks are inner ones


@pytest.mark.parametrize("script", SCRIPTS)
def test_without_an_address_of_the_site_paper_shows_the_path_and_why(
    examples: Library, library: Library, renderer: Callable[..., Renderer], script: Script
) -> None:
    prefix, why = {
        "zh-Hans": ("/", "因为发布单位还没有设定网址"),
        "zh-Hant": ("/zh-Hant/", "因為發布單位還沒有設定網址"),
    }[script]
    nowhere, somewhere = (renderer(examples, script, url) for url in ("", "https://guide.example/"))
    notice = Document(nowhere.procedure(nowhere.view.procedure("demo/plain")).body)
    assert f"{prefix}guides/demo/plain/ " in notice.text and why in notice.text
    assert "扫一扫" not in notice.text and "掃一掃" not in notice.text
    drawn = [each for each in notice.all("svg") if each.attributes.get("class") != "pictogram"]
    assert drawn == [] and "data-url" not in {name for e in notice.elements for name in e.attributes}
    notice = Document(somewhere.procedure(somewhere.view.procedure("demo/plain")).body)
    assert f"https://guide.example{prefix}guides/demo/plain/" in notice.text and why not in notice.text
    assert len([each for each in notice.all("svg") if each.attributes.get("class") != "pictogram"]) == 1

    made = renderer(library, script, "")
    page = Document(made.calculator(made.view.calculator("national/annual-leave"), {}).body)
    assert f"{prefix}calculators/national/annual-leave/ " in page.text and why in page.text
    assert page.values("data-code") == page.values("data-url") == []
    code = Document(page.all("code")[0].text)
    up = "../" * (3 + (script == "zh-Hant"))
    assert code.values("src") == [f"{up}embed/embed.js", f"{up}{prefix[1:]}embed/national/annual-leave/"]


def test_a_place_is_not_said_twice(library: Library, renderer: MakeRenderer) -> None:
    facts = renderer(library, "zh-Hans").view.facts

    def where(id: str) -> list[str]:
        cells = dict(facts.glance(library.procedure(id)))
        return [line.text for line in cells["在哪里办"].lines]

    assert where("zhangjiagang/unit-registration") == ["社保结算中心，结算大厅3至9号柜台"]
    assert where("zhangjiagang/unit-change") == ["社保结算中心"]


def test_the_notice_says_of_every_window_what_the_page_says(
    library: Library, renderer: Callable[[Library, Script], Renderer]
) -> None:
    rendered = renderer(library, "zh-Hans")
    pages = {page.path: page.body for page in rendered.pages()}
    compared = 0
    for procedure in rendered.view.library.procedures:
        told = procedure.type == "service" and rendered.view.status(procedure).kind != "abolished"
        for window in procedure.windows if told else ():
            words = escape(rendered.view.facts.window(procedure, window))
            notice, _end, page = pages[f"guides/{procedure.id}/"].partition("</article>")
            assert words in page and words in notice, (procedure.id, words)
            compared += 1
    assert compared > 15


def test_a_plan_is_decided_alike_in_both_scripts(
    library: Library, renderer: Callable[[Library, Script], Renderer]
) -> None:
    one, other = (renderer(library, script).view.library.procedures for script in SCRIPTS)
    for mine, yours in zip(one, other, strict=True):
        assert hours_data(mine) == hours_data(yours), mine.id
    assert {hours_data(procedure)["rest"] for procedure in other} == {"closed", "open", "unknown"}


def test_an_editors_own_traditional_of_another_length_decides_nothing(library: Library) -> None:
    channel = model.Channel(kind=Text("网上办理", "線上申辦系統"), hours=Text("周一至周五", "每週一至週五上班日"))
    mine = dataclasses.replace(library.procedures[0], channels=(channel,))
    yours = localise(mine, in_traditional(default_converter().convert))
    assert yours.channels[0].kind == "線上申辦系統"
    assert hours_data(yours) == hours_data(mine) == {"rest": "open", "weekdays": True}
    assert checklist.online(yours) and checklist.online(mine)

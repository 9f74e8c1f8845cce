"""The materials of the guides, held against what the sources say of them; the values are counted by hand in the sources."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

import calc
from calc.show.plan import make_plan
from scripts.data import model
from scripts.data.checks.materials import check
from scripts.data.library import Library
from scripts.data.plan_data import plan_data
from scripts.data.yaml_strict import Place


def plan(library: Library, id: str, **answers: str) -> dict[str, Any]:
    given = {name.replace("_", "-"): option for name, option in answers.items()}
    return make_plan(plan_data(library.procedure(id), library.materials), given, dt.date(2026, 11, 30))


def paper(made: dict[str, Any], id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        each for group in ("needed", "counter", "unknown", "unneeded") for each in made[group] if each["id"] == id
    )
    return found


@pytest.mark.parametrize(
    ("id", "answers", "materials", "originals", "copies"),
    [
        # 户口本或身份证, and one of the three certificates of 特困居民 (条件 3 says 或)
        ("yangzhou/medical-enrolment-residents", {"hardship": "yes"}, 2, 0, 0),
        ("yangzhou/medical-enrolment-residents", {"hardship": "no"}, 1, 0, 0),
        # 身份证、户口簿正本及复印件各一份; the passbook; one of two notices
        ("yangzhou/unemployment-enrolment", {"purpose": "jobless", "person": "owner", "manager": "no"}, 4, 2, 2),
        # 合同、发票; 身份证 of two, 婚姻证明, 户口簿; 保证函; 申请表
        ("yangzhou/housing-fund-loan", {}, 8, 0, 0),
        # 身份证、公积金卡; 夫妻关系证明、配偶身份证、配偶公积金卡; one proof of kinship, 身份证、公积金卡 of the family
        ("yangzhou/housing-fund-withdrawal", {"spouse": "yes", "family": "yes"}, 8, 0, 0),
        # 执照、税务、代码、法人身份证; 申报表 and 名册表 are two
        ("yangzhou/maternity-enrolment", {"unit_status": "new"}, 6, 0, 0),
        # two handbooks, 身份证, 户口簿, IC卡, one photograph, the archive; the form is filled in at the counter
        ("zhangjiagang/retirement", {}, 7, 1, 0),
        ("zhangjiagang/unit-change", {}, 0, 0, 0),
        # 身份证号, 电脑号, 卡号, 邮箱, 地址; a telephone number or an account
        ("shenzhen/web-registration", {}, 6, 0, 0),
        # 异动表, 身份证, 减员说明, 合同: no photograph of somebody who leaves
        ("wuhan/employee-change-counter", {"change": "leave", "first_medical": "first"}, 4, 0, 0),
        # 委托公证书, 身份证 of two, 社保卡, 单位证明
        ("shenzhen/proxy-collection", {}, 5, 0, 0),
    ],
)
def test_a_list_counts_what_the_source_asks_for(
    library: Library, id: str, answers: dict[str, str], materials: int, originals: int, copies: int
) -> None:
    totals = plan(library, id, **answers)["totals"]
    assert (totals["materials"], totals["originals"], totals["copies"]) == (materials, originals, copies)


def test_the_three_certificates_are_alternatives(library: Library) -> None:
    made = plan(library, "yangzhou/medical-enrolment-residents", hardship="yes")
    assert made["totals"]["any_of"] == 1 and "有一样就行" in made["totals"]["text"]


@pytest.mark.parametrize(
    ("id", "form"),
    [
        ("enrol-public-sector", "change-form"),
        ("enrol-talent-market", "change-form"),
        ("resume-talent-archive", "change-form"),
        ("retirement", "approval-form"),
        ("suspend-contract-end", "leaving-form"),
        ("suspend-service-study-prison-injury", "change-form"),
        ("terminate-retire-emigrate-death", "change-form"),
        ("transfer-local-talent-archive", "local-move-form"),
        ("unit-change", "change-form"),
        ("unit-deregistration", "deregistration-form"),
        ("unit-registration", "registration-form"),
    ],
)
def test_a_form_of_the_counter_is_not_brought(library: Library, id: str, form: str) -> None:
    made = plan(library, f"zhangjiagang/{id}")
    assert form in [each["id"] for each in made["counter"]]
    assert form not in [each["id"] for each in made["needed"]]


def test_originals_are_never_turned_into_copies(library: Library) -> None:
    refund = plan(library, "shenzhen/pension-refund", temporary_id="yes", card="have")
    assert [paper(refund, id)["count"] for id in ("household-register", "id-receipt")] == ["原件，另带复印件1份"] * 2
    assert paper(plan(library, "wuhan/pension-transfer-out"), "identity")["count"] == "原件，另带复印件1份"
    unit = plan(library, "wuhan/unit-registration", document_set="guide")
    for id in ("licence-guide", "organisation-code-guide", "tax-registration-guide", "clerk-identity-guide"):
        assert paper(unit, id)["count"] == "原件和复印件"


def test_the_kind_and_the_notes_of_every_material_reach_the_plan(library: Library) -> None:
    for procedure in library.procedures:
        made = plan(library, procedure.id)
        for material in procedure.materials:
            shown = paper(made, material.id)
            assert all(word in shown["count"] for word in (material.kind or "").split("和"))
            assert shown["note"] == (material.note or "")


def test_the_calculators_say_the_kind_too() -> None:
    made = calc.run("wuhan/unit-registration-materials", {"document-set": "guide"})
    (table,) = made["tables"]
    said = {row[0]: row[1] for row in table["rows"]}
    assert said["营业执照副本、单位成立批文或法人证书等相关资料"] == "要带，原件和复印件"
    assert said["地税登记证"] == "不用带"


@pytest.mark.parametrize(
    ("id", "answers", "bring", "lapsed"),
    [
        # 税务登记证 and 组织机构代码证 are on the licence now
        ("yangzhou/maternity-enrolment", {"unit_status": "new"}, 4, 2),
        ("wuhan/unit-registration", {"document_set": "guide"}, 5, 2),
        # 社会保险登记证, once for the telephone company and once as a copy; the form of the company is filled in there
        ("wuxi/online-open", {}, 4, 2),
        # 就业失业登记证 may not be asked for
        ("yangzhou/unemployment-claim", {}, 3, 1),
        # the two notices are alternatives, and count as one
        ("yangzhou/unemployment-enrolment", {"purpose": "jobless", "person": "worker", "manager": "no"}, 3, 1),
        # 登记表, 执照, 身份证, and what the bank gives now in place of the 许可证
        ("yangzhou/pension-enrolment-employees", {}, 4, 2),
        # handbooks and cards depend on the place
        ("zhangjiagang/retirement", {}, 7, 0),
    ],
)
def test_a_paper_that_is_no_longer_used_is_not_counted_as_one_to_bring(
    library: Library, id: str, answers: dict[str, str], bring: int, lapsed: int
) -> None:
    totals = plan(library, id, **answers)["totals"]
    assert (totals["materials"] - totals["lapsed"], totals["lapsed"]) == (bring, lapsed)
    assert (f"其中{lapsed}种现在不用了，要带的是{bring}种" in totals["text"]) == bool(lapsed)


def test_plan_and_calculator_say_what_has_become_of_a_paper(library: Library) -> None:
    code = paper(plan(library, "wuhan/unit-registration", document_set="guide"), "organisation-code-guide")
    assert code["need"] == "yes" and code["lapsed"]
    assert code["mark"] == "已并入营业执照（2015年10月1日起）" and "带营业执照" in code["now"]
    handbook = paper(plan(library, "zhangjiagang/retirement"), "pension-handbook")
    assert not handbook["lapsed"] and handbook["mark"] == "先问还要不要" and "社会保障卡" in handbook["now"]
    made = calc.run("wuhan/unit-registration-materials", {"document-set": "guide"}, script="zh-Hant")
    (row,) = [row for row in made["tables"][0]["rows"] if row[0] == "《組織機構代碼證書》"]
    assert row[1] == "現在不用帶，原件和複印件" and row[2].startswith("已併入營業執照（2015年10月1日起）。")
    (step,) = [step for step in made["trace"] if step["id"] == "organisation-code-guide"]
    titles = [source["title"] for source in step["sources"]]
    assert len(titles) == 2 and "三證合一" in titles[1]  # where the list stands, and the law that has changed it


# What the lists call it, the procedures in whose lists it is so, and an entry of the register; by hand from the sources.
OLD = [
    ("组织机构代码证", None, "organisation-code-certificate"),
    ("组织机构统一代码证", None, "organisation-code-certificate"),
    ("税务登记证", None, "tax-registration-certificate"),
    ("地税登记证", None, "tax-registration-certificate"),
    ("社会保险登记证", None, "social-insurance-registration-certificate"),
    ("社保登记证", None, "social-insurance-registration-certificate"),
    ("开户许可证", None, "bank-account-permit"),
    ("养老保险手册", None, "pension-handbook"),
    ("医保IC卡", None, "medical-card"),
    ("医疗保险手册", None, "medical-card"),
    ("就业登记证", None, "employment-certificate"),
    ("就业失业登记证", "national/unemployment-claim", "unemployment-certificate"),
    ("结婚证", "national/maternity", "marriage-certificate"),
    ("生殖服务证", "national/maternity", "family-planning-certificate"),
    ("接收函", "national/pension-transfer", "acceptance-letter"),
    ("不予接收证明", "national/pension-transfer", "acceptance-letter"),
    ("终止（解除）劳动", "national/unemployment-claim", "termination-proof"),
]


@pytest.mark.parametrize(("spelling", "governed_by", "entry"), OLD, ids=[spelling for spelling, _, _ in OLD])
def test_every_list_that_names_an_old_paper_says_what_has_become_of_it(
    library: Library, spelling: str, governed_by: str | None, entry: str
) -> None:
    found = [
        material
        for procedure in library.procedures
        if governed_by is None or governed_by in procedure.governed_by
        for material in procedure.materials
        if spelling in material.name and material.get is None
    ]
    assert found and {material.material for material in found} == {entry}


def test_a_paper_of_one_business_is_not_marked_in_another(library: Library) -> None:
    """A unit that reports somebody's leaving brings the proof; who claims unemployment benefit does not."""
    material = paper(plan(library, "wuhan/agent-add-remove-backpay", business="remove"), "leaving-proof")
    assert "解除劳动关系证明" in material["name"] and material["mark"] == material["now"] == ""


def test_a_form_that_is_filled_in_at_the_window_is_no_old_paper(library: Library) -> None:
    (form,) = [m for m in library.procedure("zhangjiagang/reissue-pension-handbook").materials if m.get]
    assert "养老保险手册" in form.name and form.material is None


def test_a_lost_card_stops_the_refund_and_a_temporary_identity_card_takes_the_place_of_the_other(
    library: Library,
) -> None:
    lost = plan(library, "shenzhen/pension-refund", temporary_id="yes", card="lost")
    assert lost["needed"] == [] and lost["stops"][0]["text"].startswith("这次办不了")
    have = plan(library, "shenzhen/pension-refund", temporary_id="yes", card="have")
    assert paper(have, "identity")["need"] == "no" and paper(have, "temporary-identity")["need"] == "yes"


def test_what_is_no_longer_paid_out_is_not_offered(library: Library) -> None:
    made = plan(library, "zhangjiagang/rural-migrant-account", choice="lump-sum")
    assert made["needed"] == []
    assert "不得提前支取" in made["stops"][0]["text"] and "现在的规定" in made["stops"][0]["text"]


def test_who_never_paid_a_lump_sum_asks_for_both(library: Library) -> None:
    made = plan(library, "guannan/transfer-in", lump_sum_proof="never")
    assert [each["id"] for each in made["unknown"]] == ["commitment", "judgment"]
    assert made["ask"] == []


@pytest.mark.parametrize(
    ("id", "material", "words"),
    [
        ("shenzhen/pension-refund", "waiver", "本人自愿放弃XX年XX月前未到账的社保个人账户保险金。"),
        ("shenzhen/pension-transfer", "waiver", "本人自愿放弃XX年XX月前未到账的社保个人账户保险金。"),
        ("shenzhen/migrated-out-refund", "undertaking", "如因退保造成的一切不良后果由本人承担"),
        ("shenzhen/green-card-settlement", "declaration", "现要求退出国内（深圳）的社保个人账户积累额"),
        ("generic/insurance-proof", "proof", "兹证明XXXX，男，身份证号码XXXX，为XXX单位员工，从XX年X月到现在，"),
        ("generic/insurance-proof", "letter", "兹有我单位XXX，前往贵处办理XXXXXXXXX，望予以协助。"),
    ],
)
def test_a_declaration_can_be_copied(library: Library, id: str, material: str, words: str) -> None:
    found = next(each for each in library.procedure(id).materials if each.id == material)
    assert found.wording is not None and words in found.wording


def test_what_one_may_ask_for_by_name_is_named_and_quoted(library: Library) -> None:
    promise = library.procedure("yangdong/service-commitment")
    assert all(f"“{name}”" in promise.summary for name in ("一次性告知制度", "限时办结制", "首问负责制"))


def test_every_paper_of_the_refund_names_its_rule(library: Library) -> None:
    def place(fact: model.Material | model.Fact) -> str:
        assert fact.source is not None and fact.source.place is not None
        return fact.source.place

    procedure = library.procedure("shenzhen/pension-refund")
    assert not any("至" in place(fact) for fact in (*procedure.materials, *procedure.conditions))
    rules = {material.id: place(material).removeprefix("温馨提示 ") for material in procedure.materials}
    named = [rules[id] for id in ("household-register", "leaving-proof", "rename-proof", "waiver")]
    assert named == ["五", "六", "七", "九"]


def without_entry(library: Library, id: str) -> Library:
    """The library with a procedure that names no entry of the register."""
    procedure = library.procedure(id)
    stripped = tuple(dataclasses.replace(material, material=None) for material in procedure.materials)
    changed = dataclasses.replace(procedure, materials=stripped)
    return dataclasses.replace(library, procedures=(*(p for p in library.procedures if p.id != id), changed))


def test_a_list_of_today_has_to_name_a_paper_that_others_want_too(library: Library) -> None:
    """With its whole name, and only there: an old list is merged with nothing."""
    known = frozenset(procedure.id for procedure in library.procedures)
    said = [
        problem.message
        for problem in check(without_entry(library, "national/unemployment-claim"), lambda _: Place("", 1, 1), known)
    ]
    assert said == [
        "“身份证”别的事项也要，请写上 material: identity-card（shared/materials.yml）",
        "“社会保障卡”别的事项也要，请写上 material: social-card（shared/materials.yml）",
    ]
    old = next(
        p.id
        for p in library.procedures
        if library.status_of(p).kind != "current" and any(material.name == "身份证" for material in p.materials)
    )
    asked = [problem.message for problem in check(without_entry(library, old), lambda _: Place("", 1, 1), known)]
    assert not any("别的事项也要" in text for text in asked)


def test_a_paper_that_is_what_it_was_is_brought_and_says_nothing_of_a_change(library: Library) -> None:
    made = plan(library, "national/unemployment-claim")
    assert [(paper["lapsed"], paper["mark"], paper["now"]) for paper in made["needed"]] == [(False, "", "")] * 2


def test_what_applies_now_is_never_said_to_be_old(library: Library) -> None:
    for procedure in library.procedures:
        status = library.status_of(procedure)
        age = plan_data(procedure, library.materials, status)["age"]
        assert (age is None) == (status.kind == "current"), procedure.id

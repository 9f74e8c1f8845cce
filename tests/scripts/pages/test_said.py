"""What a page says stands in its source, and in the order in which it has to be read."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

import calc
from scripts.data.library import Library
from scripts.pages.page import Page
from scripts.pages.renderer import Renderer
from tests.markup import Document

UNSAFE = re.compile(r"ActiveX|可信站点】，点|受信任的站点|证书有问题|所有选项都选成|启用“显示混合内容”")


@pytest.fixture(scope="module")
def pages(library: Library, renderer: Callable[..., Renderer]) -> dict[str, Page]:
    return {page.path: page for page in renderer(library, "zh-Hans").pages()}


def words(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def test_a_step_that_does_harm_carries_its_warning(library: Library) -> None:
    unsafe = [
        (procedure.id, step.warning)
        for procedure in library.procedures
        for step in procedure.steps
        if UNSAFE.search(step.action)
    ]
    assert {id for id, _ in unsafe} == {"zibo/online-setup-login", "wuxi/online-declare", "wuhan/online-login-cert"}
    assert all(warning and ("不要照做" in warning or "要小心" in warning) for _, warning in unsafe)


@pytest.mark.parametrize("part", ["steps", "sheet"])
def test_a_warning_stands_before_what_it_warns_of(library: Library, pages: dict[str, Page], part: str) -> None:
    warned = [(p, step) for p in library.procedures for step in p.steps if step.warning]
    assert len(warned) >= 6
    for procedure, step in warned:
        body = pages[f"guides/{procedure.id}/"].body
        inside = re.search(
            r'<section aria-labelledby="steps">.*?</section>'
            if part == "steps"
            else r'<article class="sheet.*?</article>',
            body,
            re.DOTALL,
        )
        assert inside
        text = words(inside[0])
        assert text.index(str(step.warning)) < text.index(str(step.action)[:20]), (procedure.id, part)


# 张家港指南 二、4（最后一段）：「可至結算中心簽收《補繳通知書》後,先辦理再就業手續,繼續參加社會保險」。
@pytest.mark.parametrize("slug", ["resume-labour-archive", "resume-talent-archive", "resume-flexible"])
def test_the_notice_of_arrears_is_signed_before_contributions_are_resumed(pages: dict[str, Page], slug: str) -> None:
    steps = re.search(r'<ol class="steps">.*?</ol>', pages[f"guides/zhangjiagang/{slug}/"].body, re.DOTALL)
    assert steps
    text = words(steps[0])
    resumed = "办理续保手续" if slug == "resume-flexible" else "办理社会保险接续手续"
    assert text.index("签收《补缴通知书》") < text.index(resumed) < text.index("：有能力补缴")


@pytest.mark.parametrize(
    "invented",
    ["单位终止前", "就不能再要", "来源：其他", "2010年到2015年", "照社保卡上的填", "续保的不看年龄", "先升位再注册"],
)
def test_nobody_is_told_what_no_source_says(pages: dict[str, Page], invented: str) -> None:
    assert [path for path, page in pages.items() if invented in page.body] == []


@pytest.mark.parametrize(
    ("procedure", "condition"),
    [
        ("wuhan/community-flexible-enrolment", "先和社区签代办协议"),  # 社区篇 二（一）：签订代办协议后,此社区可…代办
        ("shenzhen/migrated-out-refund", "新旧档案没有合并的"),  # 温馨提示 十八：应先到相应社保征收部门做合并处理
    ],
)
def test_what_has_to_be_done_first_is_a_condition(pages: dict[str, Page], procedure: str, condition: str) -> None:
    body = pages[f"guides/{procedure}/"].body
    conditions = re.search(r'<section aria-labelledby="conditions"[^>]*>.*?</section>', body, re.DOTALL)
    assert conditions and condition in words(conditions[0])


@pytest.mark.parametrize("procedure", ["wuhan/contribution-rates", "zhenjiang/service-quiz"])
def test_a_correction_of_ours_or_the_law_is_no_disagreement_of_the_sources(
    pages: dict[str, Page], procedure: str
) -> None:
    body = pages[f"guides/{procedure}/"].body
    assert "资料里说法不一" not in body
    assert "本站改正的" in body or "《社会保险法》第六十二条写的是按该单位上月缴费额的110%" in body


def test_the_handbook_is_not_computed_with_the_card(pages: dict[str, Page]) -> None:
    links = Document(pages["guides/zhangjiagang/reissue-pension-handbook/"].body).values("href")
    assert any("reissue-route" in link for link in links) and not any("ic-card-pickup" in link for link in links)


def test_a_place_is_not_said_twice(pages: dict[str, Page]) -> None:
    body = pages["guides/zhangjiagang/resume-labour-archive/"].body
    where = re.search(r"<dt>在哪里办</dt>.*?</div>", body, re.DOTALL)
    assert where and where[0].count("社保结算中心") == 1


@pytest.mark.parametrize("business", ["enrol", "renew", "suspend"])
def test_whom_a_counter_waits_for_is_led_to_the_list_of_papers(library: Library, business: str) -> None:
    (next_step,) = calc.run("wuhan/audit-route", {"vip": "no", "business": business})["next_steps"]
    (procedure,) = (each for each in library.procedures if each.id == next_step)
    assert procedure.materials

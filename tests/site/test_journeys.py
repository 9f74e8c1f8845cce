"""From the home page to the answer on a phone: what people come with, how many taps it takes, and what they read first.

The words expected are the law's numbers (the article beside each), not the page's sentences.
"""

from __future__ import annotations

import pytest

from scripts.paths import PREFIX
from tests.site.conftest import Open

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
JOURNEYS = {
    # 渐进式延迟法定退休年龄的办法 第一条、第二条；社会保险经办条例 第十八条
    "retire": ("events/retirement/", "guides/national/retire-and-pension/", ["15年", "20个工作日"]),
    # 工伤保险条例 第十七条
    "hurt on the way to work": ("events/work-injury/", "guides/national/injury-recognition/", ["30天", "1年"]),
    # 社会保险法 第四十五条、第四十六条；社会保险经办条例 第二十四条
    "lost the job": ("events/losing-job/", "guides/national/unemployment-claim/", ["1年", "10个工作日", "24个月"]),
    # 城镇企业职工基本养老保险关系转移接续暂行办法 第八条
    "leaving Wuhan": ("events/moving-city/", "guides/national/pension-transfer/", ["15个工作日"]),
    # 实施《社会保险法》若干规定 第六条
    "going abroad": ("events/going-abroad/", "guides/national/leaving-country/", ["国籍", "账户"]),
    # 基本医疗保险参保管理经办规程 第十条
    "newborn": ("events/childbirth/", "guides/national/resident-medical/", ["90天"]),
    # 社会保险法 第六十三条、第八十二条、第八十六条
    "employer does not pay": ("events/unpaid-contributions/", "guides/national/complaint-employer/", ["投诉", "1年"]),
    # 国务院关于完善企业职工基本养老保险制度的决定 第三点
    "flexible worker's cost": ("events/flexible-work/", "guides/national/flexible-enrolment/", ["20%", "8%"]),
    # 社会保障卡挂失补领说明
    "card lost": ("events/card-lost/", "guides/national/social-card/", ["挂失", "12333"]),
    # 社会保险法 第十七条
    "parent died": ("events/bereavement/", "guides/national/survivors/", ["丧葬", "抚恤金"]),
}


@pytest.mark.parametrize("journey", JOURNEYS)
@pytest.mark.parametrize("prefix", PREFIX.values(), ids=PREFIX.keys())
def test_the_answer_of_today_is_two_taps_from_home(opened: Open, prefix: str, journey: str) -> None:
    event, procedure, words = JOURNEYS[journey]
    with opened(prefix, viewport=PHONE) as page:
        tile = page.locator(f'main a[href$="{event}"]')
        if tile.count() == 0:  # what is asked less often stands one page further
            page.locator('main a[href$="events/"]:visible').first.click()
            page.wait_for_url("**/events/")
        tile.first.click()
        page.wait_for_url(f"**/{event}")
        first = page.locator('main a[href*="guides/"]').first
        assert "/national/" in str(first.get_attribute("href")), "an old guide stands before what applies now"
        page.locator(f'main a[href$="{procedure}"]').first.click()
        page.wait_for_url(f"**/{procedure}")
        answer = page.locator(".answer").first
        box = answer.bounding_box()
        assert box and box["y"] + box["height"] <= PHONE["height"], "the answer does not stand on the first screen"
        if not prefix:
            text = answer.inner_text()
            assert [word for word in words if word not in text] == []

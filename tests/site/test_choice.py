"""A site is a choice of regions: a fixture city publishes its own, and nothing of any other city is in it."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from scripts.serve.static_server import serve
from tests.support import ROOT, build, share

pytestmark = [pytest.mark.browser, pytest.mark.build, pytest.mark.xdist_group("choice")]
CITY = ROOT / "tests/fixtures/suqian"
BRAND = {
    "logo": "own/logo.svg",
    "style": "own/style.css",
    "words": "own/words.yml",
    "about": "own/about.md",
}
OTHERS = {  # the names of every other region, in either script, as readers would meet them
    "灌南", "扬州", "揚州", "张家港", "張家港", "武汉", "武漢", "深圳", "淄博", "无锡", "無錫", "上海", "镇江", "鎮江",
    "黑龙江", "黑龍江", "阳东", "陽東", "江苏缴费", "江蘇繳費",
}  # fmt: skip
IDS = re.compile(
    rb"\b(guannan|yangzhou|zhangjiagang|wuhan|shenzhen|zibo|wuxi|shanghai|zhenjiang|heilongjiang|yangdong)/"
)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the fixture city, from a copy of the project to which its folders and lines of mkdocs.yml came."""
    copy = tmp_path_factory.mktemp("choice") / "project"
    ignore = shutil.ignore_patterns("__pycache__", ".git", ".venv", "node_modules", ".cache", "site", "dist", "build")
    shutil.copytree(ROOT, copy, ignore=ignore)
    for part in ("guides", "calc", "own"):
        shutil.copytree(CITY / part, copy / part, dirs_exist_ok=True)
    (copy / "node_modules").symlink_to((ROOT / "node_modules").resolve())
    share(copy)
    config = (copy / "mkdocs.yml").read_text(encoding="utf-8")
    config = config.replace("site_name: 社保办事指南", "site_name: 宿迁办事网", 1)
    for field, file in BRAND.items():
        config = config.replace(f'    {field}: ""', f"    {field}: {file}", 1)
    (copy / "mkdocs.yml").write_text(config, encoding="utf-8")
    result = build(copy, copy / "site", REGIONS="national, suqian")  # as `make usb regions=…` does
    assert result.returncode == 0, result.stderr
    return copy / "site"


@pytest.fixture(scope="module")
def address(city: Path) -> Iterator[str]:
    with serve(city) as base:
        yield base


def texts(city: Path) -> Iterator[tuple[str, bytes]]:
    """The content of every file, also of those inside archives."""
    for path in sorted(city.rglob("*")):
        if path.suffix in {".zip", ".whl", ".xlsx"}:
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    yield f"{path.name}:{name}", archive.read(name)
        elif path.is_file() and path.suffix not in {".br", ".gz"}:
            yield path.relative_to(city).as_posix(), path.read_bytes()


@pytest.mark.long(75)
def test_no_other_city_s_name_stands_anywhere(city: Path) -> None:
    spelled = {name: [name.encode(code) for code in ("utf-8", "utf-16-le")] for name in OTHERS}
    found = [
        f"{place}: {name}"
        for place, content in texts(city)
        for name, forms in spelled.items()
        if any(form in content for form in forms)
    ]
    assert found == []


def test_no_page_and_no_open_data_leads_to_another_region(city: Path) -> None:
    found = [
        place for place, content in texts(city) if place.endswith((".html", ".json", ".xml")) and IDS.search(content)
    ]
    assert found == []
    index = json.loads((city / "api/v1/procedures.json").read_text(encoding="utf-8"))
    assert {procedure["region"] for procedure in index["procedures"]} == {"national", "suqian"}
    slugs = [each["slug"] for each in json.loads((city / "api/v1/calculators.json").read_text(encoding="utf-8"))]
    assert {slug.split("/")[0] for slug in slugs} == {"national", "suqian"}
    assert not (city / "calculators/wuhan").exists()


def test_the_office_s_own_name_logo_style_words_and_page_stand_on_the_pages(
    city: Path, browser: Browser, address: str
) -> None:
    page = browser.new_page()
    page.goto(f"{address}/guides/suqian/enrolment/")
    assert page.locator(".brand").inner_text().strip() == "宿迁办事网"
    assert page.locator(".brand").evaluate("(brand) => getComputedStyle(brand).letterSpacing") == "3px"
    assert page.locator(".brand img").evaluate("(image) => image.complete && image.naturalWidth > 0")
    assert "这是测试用的城市。" in page.locator("footer.foot").inner_text()
    page.goto(f"{address}/zh-Hant/about/")
    assert "這一頁由發布單位自己寫。" in page.locator("main").inner_text()
    page.close()


def answer(page: Page, address: str, **typed: str) -> str:
    page.goto(address)
    form = page.locator("form[data-calculator]")
    form.locator("button[type=submit]").wait_for()
    for name, value in typed.items():
        control = form.locator(f"[name={name}]").first
        if control.evaluate("(control) => control.tagName") == "SELECT":
            control.select_option(value)
        elif control.get_attribute("type") == "radio":
            form.locator(f"[name={name}][value={value}]").check()
        else:
            control.fill(value)
    form.locator("button[type=submit]").click()
    page.locator("output[data-result][data-state=done]").wait_for(timeout=60_000)
    return page.locator("output[data-result]").inner_text()


def test_its_calculators_and_checklists_work(browser: Browser, address: str) -> None:
    page = browser.new_page()
    assert "37.50" in answer(page, f"{address}/calculators/suqian/visit-fee/", visits="3")  # 3 × 12.50 by hand
    assert "1号窗口" in answer(page, f"{address}/calculators/suqian/where-to-go/", who="worker")
    # A wage below the city's floor counts as the floor: 16 % of 4,000 is 640 for the pension, by hand.
    paid = answer(page, f"{address}/calculators/national/contribution/", wage="3000", month="2025-06", region="suqian")
    assert "660.00元" in paid.splitlines()[0]  # with 0.5 % for unemployment: 640 + 20 for the employer
    # (8,000 + 8,000) ÷ 2 × 20 × 1 % + 50,000 ÷ 139 = 1,600 + 359.71, by hand.
    assert "1960元" in answer(
        page,
        f"{address}/zh-Hant/calculators/national/pension/",
        month="2025-06", age_years="60", region="suqian", index="1", years="20", account_balance="50000",
    )  # fmt: skip
    page.goto(f"{address}/guides/suqian/enrolment/")
    proxy = page.locator("[data-material=proxy]")
    page.locator("[data-situation=agent] input[value=no]").check()
    page.wait_for_function("document.querySelector('[data-material=proxy]').dataset.needed === 'no'")
    assert proxy.get_attribute("data-needed") == "no"
    page.close()


def test_search_finds_its_own_procedure(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.locator("input[type=search]").first.fill("灵活就业")
    page.locator("[data-results] a").first.wait_for(timeout=30_000)
    links = page.locator("[data-results] a").evaluate_all("(links) => links.map((link) => link.getAttribute('href'))")
    assert any("suqian/enrolment" in link for link in links)
    page.close()

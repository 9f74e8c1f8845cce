"""A region's part of a site: when it is made again, and which of its pages are rendered again then."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.data.yaml_strict import DataError
from scripts.mkdocs import shards
from scripts.pages.brand import Brand
from scripts.pages.page import Edition
from tests.support import EXAMPLES, ROOT, SITE_URL

REGIONS = ("demo", "first")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of two regions; all but the data is the project's own."""
    root = tmp_path / "project"
    shutil.copytree(EXAMPLES, root / "guides")
    shutil.copy(ROOT / "guides/shared/terms.yml", root / "guides/shared")
    for name in ("calc", "docs", "kiosk", "requirements.txt", "scripts"):
        (root / name).symlink_to(ROOT / name)
    for path in (root / "guides/demo").iterdir():
        text = re.sub(r"\bdemo(?=/|-guide|-notice)", "first", path.read_text("utf-8"))
        (root / "guides/first").mkdir(exist_ok=True)
        (root / "guides/first" / path.name).write_text(text, "utf-8")
    return root


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def planned(root: Path) -> dict[str, shards.Shard]:
    edition = Edition(version="1.2.3+0123abcd", contact="", site_url=SITE_URL)
    site = shards.Site(root, root / "calc", REGIONS, edition, Brand("某县办事指南"), drafts=False)
    return {shard.region: shard for shard in shards.shards(shards.site(site))}


def bodies(built: shards.Built) -> dict[tuple[str, str], str]:
    return {(script, page.path): page.render() for script, pages in built.pages.items() for page in pages}


def unrendered(built: shards.Built) -> shards.Built:
    """The same, whose pages cannot be rendered."""

    def fail() -> str:
        raise AssertionError("rendered again")

    pages = {script: [replace(page, render=fail) for page in each] for script, each in built.pages.items()}
    return replace(built, pages=pages)


def test_a_part_is_stale_where_a_document_of_another_region_that_it_cites_has_changed(root: Path) -> None:
    change(root / "guides/first/plain.yml", "document: first-guide", "document: demo-guide")
    before, kept = planned(root), shards.Kept(root / "guides", root / ".cache")
    kept.keep(shards.made(before["first"]))
    assert kept.find(before["first"])
    change(root / "guides/demo/sources.yml", "title: 示例县办事资料", "title: 示例县的办事资料")
    assert shards.Kept(root / "guides", root / ".cache").find(planned(root)["first"]) is None


def test_only_pages_that_are_made_from_what_has_changed_are_rendered_again(root: Path) -> None:
    kept = shards.Kept(root / "guides", root / ".cache")
    made = shards.made(planned(root)["demo"])
    first = kept.keep(made)
    assert bodies(first) == bodies(made)
    assert bodies(kept.keep(unrendered(made))) == bodies(made), "what is kept is read, not rendered"
    change(root / "guides/demo/plain.yml", "name: 养老待遇申领", "name: 待遇申领")
    again = shards.made(planned(root)["demo"])
    pages = zip(first.pages["zh-Hans"], again.pages["zh-Hans"], strict=True)
    changed = {now.path for before, now in pages if before.made_from != now.made_from}
    assert {"guides/demo/", "guides/demo/plain/"} <= changed
    assert not {"guides/demo/current/", "guides/demo/ended/"} & changed
    assert bodies(kept.keep(again)) == bodies(again)
    with pytest.raises(AssertionError, match="rendered again"):
        shards.Kept(root / "guides", root / ".cache-of-another").keep(unrendered(again))


def test_what_is_kept_can_be_moved_and_a_lost_file_of_it_is_made_anew(root: Path) -> None:
    shard = planned(root)["demo"]
    kept = shards.Kept(root / "guides", root / ".cache").keep(shards.made(shard))
    expected = bodies(kept)
    (root / ".cache").rename(root / ".cache-moved")
    moved = shards.Kept(root / "guides", root / ".cache-moved")
    found = moved.find(shard)
    assert found
    assert bodies(found) == expected
    for file in (root / ".cache-moved").rglob("*.html"):
        file.unlink()
    assert moved.find(shard) is None


def test_mistakes_come_whole_from_a_process_of_another_shard(root: Path) -> None:
    change(root / "guides/first/plain.yml", "name:", "nome:")
    every = planned(root)
    kept = shards.Kept(root / "guides", root / ".cache")
    with pytest.raises(DataError) as here:
        shards.made(every["first"])
    with pytest.raises(DataError) as there:
        shards.build_all([*every.values()], kept.keep, lambda _built, _left: None)
    assert there.value.problems == here.value.problems
    assert str(there.value) == str(here.value)

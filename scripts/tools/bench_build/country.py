"""A country 全国规模的数据: a copy of a checkout whose regions are cloned until it has so many procedures.

    python -m scripts.tools.bench_build.country CHECKOUT OUT 1064

Clones are data like any other: `make check` finds no mistake in them. Each region has a name, a province, documents and
addresses of its own; what governs its procedures today is the same national procedure as before.
"""

from __future__ import annotations

import itertools
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOMS = ("shared", "compare")
NATIONAL = "national"
OF_REGION = ("region.yml", "sources.yml")
LEFT = {".git", ".venv", "node_modules", ".cache", "site", "dist", "build", "tests"}  # of a checkout: not copied
PACKED = (
    "runtime",
    "runtime-tests",
    "probes",
    "inside-pyodide",
)  # of `.cache`: Python for the browser, which is counted apart
# Places that nobody has: characters with one Traditional form, which never make a word with their neighbours.
SYLLABLES = "青河安平永清海江山林泉石桥柳梅竹白沙田星"
PROVINCES = [
    "北京市",
    "天津市",
    "河北省",
    "山西省",
    "内蒙古自治区",
    "辽宁省",
    "吉林省",
    "黑龙江省",
    "上海市",
    "江苏省",
    "浙江省",
    "安徽省",
    "福建省",
    "江西省",
    "山东省",
    "河南省",
    "湖北省",
    "湖南省",
    "广东省",
    "广西壮族自治区",
    "海南省",
    "重庆市",
    "四川省",
    "贵州省",
    "云南省",
    "西藏自治区",
    "陕西省",
    "甘肃省",
    "青海省",
    "宁夏回族自治区",
    "新疆维吾尔自治区",
]


@dataclass(frozen=True)
class Original:
    """A region of the data: its id, its name with and without 市 or 县, the text of its files and its documents' ids."""

    id: str
    name: str
    files: dict[str, str]
    documents: tuple[str, ...]

    @property
    def procedures(self) -> int:
        return sum(name not in OF_REGION for name in self.files)


def write(checkout: Path, out: Path, size: int) -> int:
    """Copy a checkout and clone its regions until the copy has at least ``size`` procedures.

    :returns: how many procedures there are; at the least those of the checkout, of which none is left out.
    """
    shutil.rmtree(out, ignore_errors=True)

    def left(folder: str, _names: list[str]) -> set[str]:
        return LEFT if folder == str(checkout) else {"__pycache__"}

    shutil.copytree(checkout, out, ignore=left)
    (out / "node_modules").symlink_to((checkout / "node_modules").resolve())
    for name in PACKED:
        if (checkout / ".cache" / name).exists():
            shutil.copytree(checkout / ".cache" / name, out / ".cache" / name)
    return clone(out / "guides", size)


def clone(guides: Path, size: int) -> int:
    """Clone the regions of a folder of data, one after the other, until it has at least ``size`` procedures; so many it has."""
    everything = [_read(path) for path in sorted(guides.iterdir()) if path.is_dir() and path.name not in ROOMS]
    count = sum(region.procedures for region in everything)
    originals = [region for region in everything if region.id != NATIONAL]
    names = _names({region.name[:-1] for region in everything})
    numbered = itertools.chain.from_iterable(itertools.repeat(number, len(originals)) for number in itertools.count(2))
    for number, original in zip(numbered, itertools.cycle(originals), strict=False):
        if count >= size:
            break
        folder = guides / f"{original.id}-{number}"
        folder.mkdir()
        for name, text in _cloned(original, number, next(names)):
            (folder / name).write_text(text, encoding="utf-8")
        count += original.procedures
    return count


def _read(folder: Path) -> Original:
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yml"))}
    name = re.search(r"^name: (.*)$", files["region.yml"], re.MULTILINE)
    assert name
    documents = re.findall(r"^([a-z0-9-]+):", files.get("sources.yml", ""), re.MULTILINE)
    return Original(folder.name, name[1], files, tuple(documents))


def _names(taken: Iterable[str]) -> Iterator[str]:
    """Names of places, shorter ones first: no two are alike, and none holds another."""
    for length in itertools.count(2):
        for letters in itertools.product(SYLLABLES, repeat=length):
            name = "".join(letters)
            if len(set(letters)) == length and name not in taken:
                yield name


def _cloned(original: Original, number: int, name: str) -> Iterator[tuple[str, str]]:
    own = f"{original.id}-{number}"
    end = original.name[-1] if original.name[-1] in "省市县区" else "市"
    short = original.name.removesuffix(end)
    documents = "|".join(map(re.escape, original.documents)) or "(?!)"
    for file, text in original.files.items():
        for wanted, given in ((original.name, name + end), (short, name)):
            text = text.replace(wanted, given)
        # Ids of this region's procedures where one leads to another; calculators are not cloned, and keep theirs.
        text = re.sub(rf"(procedure: ){original.id}/", rf"\g<1>{own}/", text)
        text = re.sub(
            rf"((?:^|document: ))({documents})(?=[:,}}\s])", rf"\g<1>\g<2>-{number}", text, flags=re.MULTILINE
        )
        text = re.sub(r"(?<=address: )(.*)", lambda found: _moved(found[1], number), text)
        if file == "region.yml":
            text = re.sub(r"^(?:within|order): .*\n", "", text, flags=re.MULTILINE)
            text += f"within: {PROVINCES[number % len(PROVINCES)]}\norder: {1000 + number}\n"
        yield file, text


def _moved(address: str, number: int) -> str:
    """Another number of the street, or of the house."""
    return re.sub(r"\d+(?=[号栋])", lambda found: str(int(found[0]) + number), address)


if __name__ == "__main__":
    print(write(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])), "procedures")

"""Moves a draft into its region 搬进来: ``python -m scripts.tools.adopt build/drafts/REGION/DRAFT.yml --as national/SLUG``.

What needs no thought is done: the file's name, the document it is from, what it has in common with the national procedure of the
same matter, and the laws that the register does not have. It stays a draft: a person decides the rest and takes the mark away.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from scripts.data.decode import KEY, suggest
from scripts.data.loader import OF_REGION
from scripts.data.regions import BUILT_ON
from scripts.data.rewrite import Data, block, plain, rewrite
from scripts.paths import ROOT

LAWS = "guides/shared/laws.yml"
NONE = "none"  # no national procedure is of the same matter
TAKEN_OVER = ("audience", "kinds", "events")
LIKELY = 3  # national procedures that are offered
EMPTY = re.compile(r"(?m)^# 待定：(.*)\n(audience|kinds): \[\]\n")
UNTOLD = "从词表里选"  # what the importer says where the document says nothing of it
GUESSED = "办理方式"  # not in the document, and yet in the draft: that it is a counter, for a person to decide
FROM_NATIONAL = "服务对象、险种、人生大事照全国的事项写的，看看对不对"


class Refused(Exception):
    """Why the draft cannot be moved, in Chinese."""


def main(arguments: list[str], root: Path = ROOT) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.tools.adopt", description="把一份草稿搬进地区")
    parser.add_argument("draft", type=Path, help="草稿，例如 build/drafts/suqian/shi-ye-deng-ji.yml")
    parser.add_argument("--as", dest="national", default="", help=f"全国哪件事项是同一件事；没有就写 {NONE}")
    parser.add_argument("--slug", default="", help="文件名；不写就和全国的事项一样")
    parser.add_argument("--document", default="", help="来源文件在 sources.yml 里的编号；只有一份就不用写")
    asked = parser.parse_args(arguments)
    try:
        files = adopted(root, asked.draft, asked.national, asked.slug, asked.document)
    except Refused as error:
        print(error, file=sys.stderr)
        return 1
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
        print(f"写好了 {name}")
    print("接着：改好写着“待定”的各行，删掉 draft: true 那一行，运行 make check。")
    return 0


def adopted(root: Path, draft: Path, national: str, slug: str = "", document: str = "") -> dict[str, str]:
    """The files that are written, by their path below the root. Raises Refused."""
    region = draft.parent.name
    if not draft.is_file():
        raise Refused(f"没有草稿 {draft}")
    if not (root / f"guides/{region}/sources.yml").is_file():
        raise Refused(f"guides 里没有地区“{region}”。先运行 make new-region，再用 region= 导入一次")
    text = draft.read_text(encoding="utf-8")
    data = plain(text)
    folder = root / f"guides/{BUILT_ON}"
    nations = {f"{BUILT_ON}/{path.stem}": path for path in sorted(folder.glob("*.yml")) if path.name not in OF_REGION}
    if national != NONE and national not in nations:
        likely = "\n".join(f"  as={id}：{name}" for id, name in _likely(data["name"], nations))
        raise Refused(f"全国哪件事项和“{data['name']}”是同一件事？写 as=编号，没有就写 as={NONE}。最像的：\n{likely}")
    slug = slug or ("" if national == NONE else national.partition("/")[2])
    name = f"guides/{region}/{slug}.yml"
    if not KEY.fullmatch(slug) or "/" in slug:
        raise Refused("文件名写 slug=编号。只能用小写英文字母、数字和连字符，例如 unit-registration")
    if (root / name).exists():
        raise Refused(f"{name} 已经有了。换一个文件名，写 slug=编号")
    documents = plain((root / f"guides/{region}/sources.yml").read_text(encoding="utf-8")) or {}
    document = document or (next(iter(documents)) if len(documents) == 1 else "")
    if document not in documents:
        raise Refused(f"是 guides/{region}/sources.yml 里的哪一份？写 document=编号。{suggest(document, documents)}")
    data["sources"] = [each | {"document": document} for each in data["sources"]]
    if "channels" in data and GUESSED in data.get("gaps", []):
        data["gaps"].remove(GUESSED)
        data = {key: value for key, value in data.items() if value or key != "gaps"}
    if national != NONE:
        now = documents[document].get("status", {}).get("kind") == "current"
        led = {"related": [{"procedure": national, "why": "全国的规定。"}]} if now else {"governed_by": [national]}
        data = _with(data, plain(nations[national].read_text(encoding="utf-8")), led)
        text = EMPTY.sub(_from_national, text)
    files = {name: rewrite(text, data)}
    register = (root / LAWS).read_text(encoding="utf-8")
    cited = plain(draft.with_name("laws.yml").read_text(encoding="utf-8")) or {}
    used = {basis["law"] for basis in data.get("basis", [])} - plain(register).keys()
    if new := {key: law for key, law in cited.items() if key in used}:
        files[LAWS] = register.rstrip("\n") + "\n" + block(new)
    return files


def _with(data: dict[str, Data], national: dict[str, Data], led: dict[str, Data]) -> dict[str, Data]:
    """The draft with what it shares with the national procedure, where it has nothing itself, behind its kinds."""
    shared = {name: national[name] for name in TAKEN_OVER if national.get(name) and not data.get(name)} | led
    made: dict[str, Data] = {}
    for name, value in data.items():
        made[name] = shared.pop(name, value)
        if name == "kinds":
            made |= shared
    return made


def _from_national(found: re.Match[str]) -> str:
    """One line for all that is taken over, and what the document says of it."""
    own = [found[1]] if found[1] != UNTOLD else []
    words = [FROM_NATIONAL, *own] if found[2] == "audience" else own
    return (f"# 待定：{'；'.join(words)}\n" if words else "") + f"{found[2]}: []\n"


def _likely(name: str, nations: dict[str, Path]) -> Iterable[tuple[str, str]]:
    """The national procedures whose name or other names have most in common with this one."""
    wanted = _pairs(name)
    found = []
    for id, path in nations.items():
        data = plain(path.read_text(encoding="utf-8"))
        called = [_pairs(each) for each in (data["name"], *data.get("aliases", []))]
        share = max(2 * len(wanted & each) / max(len(wanted) + len(each), 1) for each in called)
        found.append((share, id, data["name"]))
    return [(id, name) for _share, id, name in sorted(found, reverse=True)[:LIKELY]]


def _pairs(words: str) -> set[str]:
    return {words[at : at + 2] for at in range(len(words) - 1)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

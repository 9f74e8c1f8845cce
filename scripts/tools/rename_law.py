"""Renames a law everywhere 法规改名: ``python -m scripts.tools.rename_law OLD NEW [--on DAY]``.

With two names 《…》 the law has another title from now on; with two keys the register has another key for it. Every place is
changed, readers are told, and all of it is tried first: with a mistake, nothing is written.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import calc
from calc.engine.calculators import beijing_today
from scripts.data.decode import KEY, quote, suggest
from scripts.data.library import Library
from scripts.data.loader import load
from scripts.data.rewrite import Data, plain, rewrite
from scripts.data.yaml_strict import DataError
from scripts.paths import ROOT
from scripts.tools import news, trial
from scripts.tools.news import STATE

LAWS = "guides/shared/laws.yml"
AS_PRINTED = ("original", "file")  # what a document says stays as it stands there


class Refused(Exception):
    """Why the law cannot be renamed so, in Chinese."""


def main(arguments: list[str], root: Path = ROOT) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.tools.rename_law", description="法规改名、改编号")
    parser.add_argument("old", help="现在的《名称》或者编号")
    parser.add_argument("new", help="新的《名称》或者编号")
    parser.add_argument("--on", type=dt.date.fromisoformat, default=beijing_today(), help="哪一天改的")
    asked = parser.parse_args(arguments)
    try:
        library = load(root / "guides", calc.calculators(), drafts=True)
        files = renamed(root, library, asked.old.strip(), asked.new.strip(), asked.on)
    except (DataError, Refused) as error:
        print(error, file=sys.stderr)
        return 1
    if not trial.changed(root, files, calc.calculators()):
        return 1
    if asked.old not in library.laws:
        print(f"名称变了，条文多半也变了：重读一遍，改 {LAWS} 的 edition、in_force、read_on，再核对用到它的各条")
    return 0


def renamed(root: Path, library: Library, old: str, new: str, on: dt.date) -> dict[str, str]:
    """The files that change, by their path below the root. Raises Refused."""
    laws = {str(key): str(law.name) for key, law in library.laws.items()}
    names = {name.replace(STATE, ""): key for key, name in laws.items()}
    key = names.get(old.replace(STATE, ""), old)
    if key not in laws:
        raise Refused(f"{LAWS} 里没有{quote(old)}。{suggest(old, laws.values() if old.startswith('《') else laws)}")
    if new.replace(STATE, "") in names or new in laws:
        raise Refused(f"{LAWS} 里已经有{quote(new)}。两部法规的条款号不一样，要一条一条改，不能只换编号")
    if old != key:
        if not re.fullmatch("《.+》.*", new):
            raise Refused(f"new={quote(new)}：名称要带书名号，例如《社会保险法》")
        files = dict(_names(root, laws[key], new))
        said = f"{laws[key]}改名为{new}，各处的名称都改了。"
    else:
        if not KEY.fullmatch(new) or "/" in new:
            raise Refused(f"new={quote(new)}：编号只能用小写英文字母、数字和连字符")
        files = dict(_keys(root, old, new))
        said = f"{laws[key]}在开放数据里的编号，从 {old} 改成 {new}。"
    kept = files.get(news.CHANGES) or (root / news.CHANGES).read_text(encoding="utf-8")
    try:
        files[news.CHANGES] = news.told(kept, f"{key}-renamed-{on}", on, said)
    except ValueError:
        raise Refused(f"{news.CHANGES} 里已经有“{key}-renamed-{on}”，一天只能改一次") from None
    return files


def _files(root: Path, *patterns: str) -> Iterator[tuple[str, str]]:
    """Every file of these patterns below the root, and its text."""
    for pattern in patterns:
        for path in sorted(root.glob(pattern)):
            if path.relative_to(root).as_posix() != news.CHANGES:  # what was told stays told
                yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")


def _names(root: Path, old: str, new: str) -> Iterator[tuple[str, str]]:
    """Every file that says the old title, whole or without the state's, with the new one; quotations stay."""
    pairs = {old: new, old.replace(STATE, ""): new.replace(STATE, "")}

    def said(text: str) -> str:
        for before, after in pairs.items():
            text = text.replace(before, after)
        return text

    def words(value: Data) -> Data:
        if isinstance(value, dict):
            return {key: each if key in AS_PRINTED else words(each) for key, each in value.items()}
        return [*map(words, value)] if isinstance(value, list) else said(value)

    for name, text in _files(root, "guides/*/*.yml", "calc/**/*.yml"):
        if any(before in text for before in pairs) and not name.endswith("/sources.yml"):
            made = rewrite(text, words(plain(text)))
            if made != text:
                yield name, made
    for name, text in _files(root, "calc/**/*.py", "docs/zh-Hans/**/*.md", "docs/words.yml"):
        if (made := said(text)) != text:
            yield name, made


def _keys(root: Path, old: str, new: str) -> Iterator[tuple[str, str]]:
    """Every file that names the old key, with the new one; a key that is only a part of another word stays."""
    whole = re.compile(rf"(?<![\w/#.-]){re.escape(old)}(?![\w/#.-])")
    for name, text in _files(
        root, "guides/*/*.yml", "calc/**/*.yml", "calc/**/*.py", "tests/**/*.py", "tests/**/*.yml"
    ):
        if (made := whole.sub(new, text)) != text:
            yield name, made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

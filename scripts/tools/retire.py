"""Ends a procedure 废止: ``python -m scripts.tools.retire REGION SLUG --on DAY --why 'LAW ARTICLE' --instead WORDS``.

It stays where it is, in red, with what to do now; what led to it leads to what takes its place, or no longer leads there; and
readers are told. All of it is tried first: with a mistake, nothing is written.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path

import calc
from calc.engine.calculators import beijing_today
from scripts.data.decode import quote, suggest
from scripts.data.library import Library
from scripts.data.loader import load
from scripts.data.model import Procedure
from scripts.data.rewrite import Data, plain, rewrite
from scripts.data.yaml_strict import DataError
from scripts.paths import ROOT
from scripts.sheets.layout import Step, put
from scripts.tools import news, trial
from scripts.tools.news import STATE

NO_PROCEDURES = ("calculator", "calculators")  # their keys look like those of procedures
LEAD = ("governed_by", "related", "questions")  # lists that do nothing but lead to a procedure
READ = ("原文", "部分")
NEIGHBOURS = ("calc", "docs", "guides")  # what names a procedure there, a person has to look at


class Refused(Exception):
    """Why the procedure cannot be ended so, in Chinese."""


def main(arguments: list[str], root: Path = ROOT) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.tools.retire", description="废止一个事项")
    parser.add_argument("region", help="地区编号")
    parser.add_argument("slug", help="事项编号")
    parser.add_argument("--on", type=dt.date.fromisoformat, required=True, help="从哪天起不能办，例如 2026-11-30")
    parser.add_argument("--why", required=True, help="哪部法规（编号或者《名称》）、哪一条废止的")
    parser.add_argument("--instead", required=True, help="现在怎么办：一句话，或者代替它的事项（地区/编号）")
    asked = parser.parse_args(arguments)
    if asked.on > beijing_today():
        print(f"{asked.on} 还没有到：现在改，网页马上就写着不能办了。请到那一天再运行", file=sys.stderr)
        return 1
    try:
        library = load(root / "guides", calc.calculators(), drafts=True)
        files = retired(root, library, f"{asked.region}/{asked.slug}", asked.on, asked.why, asked.instead)
    except (DataError, Refused) as error:
        print(error, file=sys.stderr)
        return 1
    if not trial.changed(root, files, calc.calculators()):
        return 1
    if left := [*mentions(root, f"{asked.region}/{asked.slug}")]:
        print("这些地方也写着它，请人看看要不要改：", *left, sep="\n  ")
    return 0


def retired(root: Path, library: Library, id: str, on: dt.date, why: str, instead: str) -> dict[str, str]:
    """The files that change, by their path below the root. Raises Refused."""
    known = {procedure.id: procedure for procedure in library.procedures}
    if id not in known:
        raise Refused(f"没有事项“{id}”。{suggest(id, sorted(known))}")
    if library.status_of(known[id]).kind == "abolished":
        raise Refused(f"“{id}”已经写了废止")
    new = instead if instead in known and instead != id else None
    words = f"改办“{known[new].name}”。" if new else instead
    files: dict[str, str] = {}
    for path in sorted((root / "guides").glob("*/*.yml")):
        name = path.relative_to(root).as_posix()
        text = path.read_text(encoding="utf-8")
        if name == f"guides/{id}.yml":
            files[name] = rewrite(text, _ended(plain(text), on, _ended_by(why, library), words, new, library))
        elif path.parent.name != "compare" and name != news.CHANGES and id in text:
            made = rewrite(text, moved(plain(text), id, new, name.removeprefix("guides/").removesuffix(".yml")))
            if made != text:
                files[name] = made
    procedure = known[id]
    said = f"{library.regions[procedure.region].name}：“{procedure.name}”从{news.day(on)}起不能再办。{words}"
    key = f"{id.replace('/', '-')}-retired-{on}"
    try:
        files[news.CHANGES] = news.told((root / news.CHANGES).read_text(encoding="utf-8"), key, on, said, [id])
    except ValueError:
        raise Refused(f"{news.CHANGES} 里已经有“{key}”") from None
    return files


def _ended(
    data: dict[str, Data], on: dt.date, ended_by: Data, words: str, new: str | None, library: Library
) -> dict[str, Data]:
    """The procedure as one that cannot be done any more."""
    year = {"year": data["status"]["year"]} if "year" in data.get("status", {}) else {}
    status = {"kind": "abolished", **year, "ended_by": ended_by, "since": on.isoformat(), "instead": words}
    data = put(data, (Step(Procedure, "status"),), status)
    if new and library.status_of(library.procedure(new)).kind == "current":
        governing = data.get("governed_by", [])
        data = put(data, (Step(Procedure, "governed_by"),), [*governing, *({new} - {*governing})])
    return dict(data)


def _ended_by(why: str, library: Library) -> dict[str, str]:
    """What ended it, as a citation: the law by its key or its name, then the article. Raises Refused."""
    for key, law in library.laws.items():
        for said in (str(key), str(law.name), str(law.name).replace(STATE, "")):
            if why == said or why.startswith((f"{said} ", f"{said}第")):
                article = {"article": rest} if (rest := why.removeprefix(said).strip()) else {}
                return {"law": str(key), **article, **({} if law.read in READ else {"checked": "待核"})}
    names = [word for key, law in library.laws.items() for word in (str(key), str(law.name))]
    raise Refused(
        f"why={quote(why)}：先写 guides/shared/laws.yml 里的法规（编号或者《名称》），空一格，再写第几条。"
        f"{suggest(why.split()[0], names)}"
    )


def moved(value: Data, old: str, new: str | None, own: str, field: str = "") -> Data:
    """The data with the procedure ``new`` for ``old``. Without a new one, or in the new one's own file, what only leads there goes."""
    target = None if new == own else new
    if isinstance(value, list):
        items: list[Data] = []
        for each in value:
            made = moved(each, old, new, own, field)
            if (
                field in LEAD
                and target is None
                and old in (each, each.get("procedure") if isinstance(each, dict) else "")
            ):
                continue
            if made not in items or made == each:
                items.append(made)
        return items
    if isinstance(value, dict):
        made = {key: each if key in NO_PROCEDURES else moved(each, old, new, own, key) for key, each in value.items()}
        return {key: each for key, each in made.items() if each or not value[key]}
    return target if value == old and target else value


def mentions(root: Path, id: str) -> Iterator[str]:
    """Where else the procedure is named, as file and line."""
    for room in NEIGHBOURS:
        for path in sorted((root / room).rglob("*")):
            if path.suffix in (".yml", ".py", ".md", ".html") and path != root / news.CHANGES:
                for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                    if id in line:
                        yield f"{path.relative_to(root).as_posix()}:{number}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

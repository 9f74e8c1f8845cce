"""The fixed words of the pages, from docs/words.yml, in either script."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from calc.engine.texts import Fillable
from scripts.data.decode import Text, nearest
from scripts.data.yaml_strict import DataError, Mapping, Node, Place, Problem, Scalar, read
from scripts.kept import files, kept
from scripts.pages.brand import Brand

Words = dict[str, dict[str, str]]
Show = Callable[[Text], str]


# Where programs put values into words: by keyword in templates and Python, by any name in the scripts of the pages.
FILLERS = {
    "docs/theme/**/*.html": r"\b(\w+)=",
    "scripts/**/*.py": r"\b(\w+)=",
    "docs/**/*.mjs": r"\w+",
    "kiosk/**/*.mjs": r"\w+",
}


def fillable(root: Path) -> set[str]:
    """The names of values that some program of the project can put into a word."""
    return {*kept("fillers", files(root, *FILLERS), lambda: sorted(_fillable(root)), cache=root / ".cache")}


def _fillable(root: Path) -> set[str]:
    return {
        name
        for pattern, spelled in FILLERS.items()
        for path in root.glob(pattern)
        for name in re.findall(spelled, path.read_text(encoding="utf-8"))
    }


def of_site(root: Path, brand: Brand, show: Show) -> Words:
    """The words of a site: ours, those an office has in their place, and the site's name.

    :raises DataError: as :func:`load` does, for either file; or a word of the office's that is none of ours.
    """
    known = fillable(root)
    words = load(root / "docs/words.yml", show, known)
    own = load(brand.words, show, known) if brand.words else {}
    strange = [f"{group}.{name}" for group in own for name in own[group] if name not in words.get(group, ())]
    if strange and brand.words:
        place = Place(brand.words.name, 1, 1)
        raise DataError([Problem(place, f"docs/words.yml 里没有“{word}”，不会用到") for word in strange])
    for group, changed in own.items():
        words[group] |= changed
    words["site"]["name"] = show(Text(brand.name))
    return words


def load(path: Path, show: Show, known: Collection[str] | None = None) -> Words:
    """Read the words, group by group. A word may carry its own Traditional form, as in the data.

    :param show: gives the words as they are shown; ``str`` for Simplified.
    :param known: what a ``{place}`` in a word may be called, see :func:`fillable`; not checked if None.

    :raises DataError: the file is not groups of words, or a ``{place}`` in a word is spelled wrongly.
    """
    problems: list[Problem] = []
    node = read(path, problems, f"{path.parent.name}/{path.name}")
    groups = _entries(node, problems) if node else ()
    words = {group: dict(_words(entries, show, known, problems)) for group, entries in groups}
    if problems:
        raise DataError(problems)
    return words


def _words(node: Node, show: Show, known: Collection[str] | None, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    for name, value in _entries(node, problems):
        if hasattr(dict, name):
            problems.append(Problem(value.place, f"“{name}”在模板里另有意思，换一个名称"))
        forms = value.entries if isinstance(value, Mapping) else {"zh-Hans": value}
        for written in forms.values():
            if isinstance(written, Scalar):
                problems.extend(_check_places(written, known))
        hans, hant = forms.get("zh-Hans"), forms.get("zh-Hant")
        if not isinstance(hans, Scalar) or not (hant is None or isinstance(hant, Scalar)):
            problems.append(Problem(value.place, f"“{name}”要写一句话"))
            continue
        yield name, Fillable(show(Text(hans.text, hant.text if hant else None)))


def _check_places(form: Scalar, known: Collection[str] | None) -> Iterator[Problem]:
    try:
        places = [place for _, place, _, _ in string.Formatter().parse(form.text) if place is not None]
    except ValueError:
        yield Problem(form.place, f"“{form.text}”里的大括号不成对")
        return
    for place in places:
        if known is not None and place not in known:
            near = nearest(place, sorted(known))
            hint = f"是不是想写“{{{near}}}”？" if near else ""
            yield Problem(form.place, f"“{form.text}”里的“{{{place}}}”没有程序会填。{hint}")


def _entries(node: Node, problems: list[Problem]) -> Iterator[tuple[str, Node]]:
    if isinstance(node, Mapping):
        yield from node.entries.items()
    else:
        problems.append(Problem(node.place, "这里要写“名称: 内容”"))

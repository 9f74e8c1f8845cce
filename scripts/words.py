"""The fixed words of the pages, from docs/words.yml, in either script."""

from __future__ import annotations

import string
from collections.abc import Iterator
from pathlib import Path

from scripts.localise import Convert
from scripts.yaml_strict import DataError, Mapping, Node, Problem, Scalar, read

Words = dict[str, dict[str, str]]


def load(path: Path, convert: Convert) -> Words:
    """Read the words, group by group. A word may carry its own Traditional form, as in the data.

    :param convert: ``str`` for Simplified.

    :raises DataError: the file is not groups of words, or a ``{place}`` in a word is spelled wrongly.
    """
    problems: list[Problem] = []
    node = read(path, problems, f"{path.parent.name}/{path.name}")
    groups = _entries(node, problems) if node else ()
    words = {group: dict(_words(entries, convert, problems)) for group, entries in groups}
    if problems:
        raise DataError(problems)
    return words


def _words(node: Node, convert: Convert, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    for name, value in _entries(node, problems):
        if hasattr(dict, name):
            problems.append(Problem(value.place, f"「{name}」在模板里另有意思，换一个名称"))
        forms = value.entries if isinstance(value, Mapping) else {"zh-Hans": value}
        traditional = convert is not str and "zh-Hant" in forms
        form = forms.get("zh-Hant" if traditional else "zh-Hans")
        if not isinstance(form, Scalar):
            problems.append(Problem(value.place, f"「{name}」要写一句话"))
            continue
        try:
            list(string.Formatter().parse(form.text))
        except ValueError:
            problems.append(Problem(value.place, f"「{form.text}」里的大括号不成对"))
        yield name, form.text if traditional else convert(form.text)


def _entries(node: Node, problems: list[Problem]) -> Iterator[tuple[str, Node]]:
    if isinstance(node, Mapping):
        yield from node.entries.items()
    else:
        problems.append(Problem(node.place, "这里要写「名称: 内容」"))

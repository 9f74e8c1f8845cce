"""Writes changed data into an editor's YAML 改动写回: only what differs is touched, every other byte stays as it was.

Data are plain here (dict, list, str), as the strict reader sees them: every scalar is the text that was typed.
"""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from typing import Any, cast

import yaml

Data = Any  # str, list of Data or dict of Data by name; mypy knows no recursive type that json and deepcopy keep

WIDTH = 120  # of a line: what is longer is written over several
NEVER = 10_000  # edits in one file: more means that an edit did not bring the text nearer


@dataclass(frozen=True)
class Edit:
    """A piece of the text, from ``start`` up to ``end``, and what stands there instead."""

    start: int
    end: int
    text: str


def plain(text: str) -> Data:
    """The data of a YAML text; None if it is empty. Raises yaml.YAMLError."""
    node = _compose(text)
    return None if node is None else _data(node)


def rewrite(text: str, new: Data) -> str:
    """The text with the data ``new``; comments, order, quotes and layout of all else stay.

    A name that is new goes behind the one that precedes it in ``new``. Raises yaml.YAMLError for a text that is no YAML.
    """
    for _ in range(NEVER):
        node = _compose(text)
        if node is None:
            return text + block(new)
        if isinstance(node, yaml.MappingNode) and not node.value and new:  # a file that was empty: {}
            return text[: _start(node)] + block(new).removesuffix("\n") + text[_mark(node.end_mark) :]
        edit = _Writer(text).edit(node, new)
        if edit is None:
            return text
        text = text[: edit.start] + edit.text + text[edit.end :]
    raise AssertionError("an edit did not bring the text nearer to the data")


def flow(value: Data) -> str:
    """A value on one line, as it stands inside brackets."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key, inside=True)}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value, inside=True)


def scalar(value: str, *, inside: bool = False, style: str | None = None) -> str:
    """A scalar in the quotes of ``style`` if it had any; else bare, if it reads the same so (``inside`` brackets)."""
    if style == "'" and "\n" not in value:
        return "'" + value.replace("'", "''") + "'"
    around = "{{k: {}}}" if inside else "k: {}"
    if style != '"' and "\n" not in value:
        try:
            if plain(around.format(value)) == {"k": value}:
                return value
        except yaml.YAMLError:
            pass
    return json.dumps(value, ensure_ascii=False)


def block(value: dict[str, Data], indent: int = 0) -> str:
    """The lines of a mapping, each with its line break."""
    margin = " " * indent
    return "".join(f"{margin}{_entry(key, each, indent)}\n" for key, each in value.items())


def _entry(key: str, value: Data, indent: int) -> str:
    """``key: value`` as it stands in a block at this column: a list of entries has a line for each."""
    name = scalar(key)
    if isinstance(value, str):
        return f"{name}: {scalar(value)}"
    line = f"{name}: {flow(value)}"
    rows = isinstance(value, list) and any(isinstance(each, dict) for each in value)
    if not rows and indent + len(line) <= WIDTH:
        return line
    if isinstance(value, dict):
        return f"{name}:\n{block(value, indent + 2)}".removesuffix("\n")
    margin = " " * (indent + 2)
    return "\n".join([f"{name}:", *(f"{margin}- {_item(each, indent + 2)}" for each in value)])


def _item(value: Data, indent: int) -> str:
    """What stands behind the dash of a list whose dashes are at this column."""
    if isinstance(value, str):
        return scalar(value)
    line = flow(value)
    if isinstance(value, dict) and indent + 2 + len(line) > WIDTH:
        return block(value, indent + 2).strip()
    return line


def _compose(text: str) -> yaml.Node | None:
    return yaml.compose(text, yaml.CSafeLoader)


def _data(node: yaml.Node) -> Data:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _data(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_data(item) for item in node.value]
    return node.value


@dataclass(frozen=True)
class _Writer:
    """Finds the first edit that brings a text nearer to its new data."""

    text: str

    def edit(self, node: yaml.Node, new: Data, *, inside: bool = False) -> Edit | None:
        if isinstance(node, yaml.MappingNode) and isinstance(new, dict) and node.value and new:
            return self._mapping(node, new, inside=inside or bool(node.flow_style))
        if isinstance(node, yaml.SequenceNode) and isinstance(new, list) and node.value and new:
            return self._sequence(node, new, inside=inside or bool(node.flow_style))
        if _data(node) == new:
            return None
        start, end = _start(node), self._end(node)
        if isinstance(new, str):
            style = node.style if isinstance(node, yaml.ScalarNode) else None
            return Edit(start, end, scalar(new, inside=inside, style=style))
        return Edit(start, end, flow(new))

    def _mapping(self, node: yaml.MappingNode, new: dict[str, Data], *, inside: bool) -> Edit | None:
        entries = {key.value: (number, key, value) for number, (key, value) in enumerate(node.value)}
        for name, (number, _key, _value) in entries.items():
            if name not in new:
                return self._drop(node, number, inside=inside)
        before = 0
        for name, value in new.items():
            if name not in entries:
                said = f"{scalar(name, inside=True)}: {flow(value)}"
                return self._insert(node, before, said if inside else _entry(name, value, _column(node)), inside=inside)
            number, _key, old = entries[name]
            if edit := self.edit(old, value, inside=inside):
                return edit
            before = number + 1
        return None

    def _sequence(self, node: yaml.SequenceNode, new: list[Data], *, inside: bool) -> Edit | None:
        old = [_data(item) for item in node.value]
        olds, news = ([json.dumps(each, ensure_ascii=False) for each in part] for part in (old, new))
        for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
            if kind == "equal":
                continue
            gone, come = i2 - i1, j2 - j1
            if gone == come:
                return self.edit(node.value[i1], new[j1], inside=inside)
            if gone > come:
                return self._drop(node, i1 + _odd(olds[i1:i2], news[j1:j2]), inside=inside)
            # Whatever is new goes in behind the entries of the old that it follows; the rest is met in the next round.
            odd = _odd(news[j1:j2], olds[i1:i2])
            value = new[j1 + odd]
            return self._insert(
                node,
                i1 + min(odd, gone),
                flow(value) if inside else "- " + _item(value, _column(node)),
                inside=inside,
            )
        return None

    def _insert(self, node: yaml.CollectionNode, number: int, said: str, *, inside: bool) -> Edit:
        """Put an entry before the one with this number."""
        if number:
            end = self._end(_value(node.value[number - 1]))
            if inside:
                return Edit(end, end, f", {said}")
            end = self._line_end(end)
            return Edit(end, end, f"\n{' ' * _column(node)}{said}")
        start = _start(node) + (1 if node.flow_style else 0)
        return Edit(start, start, f"{said}, " if inside else f"{said}\n{' ' * _column(node)}")

    def _drop(self, node: yaml.CollectionNode, number: int, *, inside: bool) -> Edit:
        """Take an entry away, with the comment at the end of its line; what stands above it stays."""
        start, end = _start(_key(node.value[number])), self._end(_value(node.value[number]))
        last = number == len(node.value) - 1
        if inside:
            if not last:
                return Edit(start, _start(_key(node.value[number + 1])), "")
            return Edit(self._end(_value(node.value[number - 1])), end, "") if number else Edit(start, end, "")
        line = self.text.rfind("\n", 0, start) + 1
        if isinstance(node, yaml.MappingNode) and self.text[line:start].strip():  # behind the dash of a list
            return Edit(start, _start(_key(node.value[number + 1])), "")
        return Edit(line, min(self._line_end(end) + 1, len(self.text)), "")

    def _end(self, node: yaml.Node) -> int:
        """Where a value ends; the parser's mark of a block lies behind the comments and blank lines that follow it."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            return self._end(_value(node.value[-1]))
        end = _mark(node.end_mark)
        return _start(node) + len(self.text[_start(node) : end].rstrip("\n"))

    def _line_end(self, position: int) -> int:
        found = self.text.find("\n", position)
        return len(self.text) if found < 0 else found


def _odd(many: list[str], few: list[str]) -> int:
    """Which of the many has the least counterpart among the few."""

    def near(one: str) -> float:
        return max((difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() for other in few), default=0.0)

    return min(range(len(many)), key=lambda number: near(many[number]))


def _key(entry: Any) -> yaml.Node:
    return cast(yaml.Node, entry[0] if isinstance(entry, tuple) else entry)


def _value(entry: Any) -> yaml.Node:
    return cast(yaml.Node, entry[1] if isinstance(entry, tuple) else entry)


def _mark(mark: Any) -> int:
    return int(mark.index)


def _start(node: yaml.Node) -> int:
    return _mark(node.start_mark)


def _column(node: yaml.Node) -> int:
    return int(cast(Any, node.start_mark).column)

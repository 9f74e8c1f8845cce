"""Reads YAML as text with positions: nothing is guessed, nothing is silently dropped.

YAML 1.1 turns `8:30` into 510, `0123456` into 42798, `NO` into False and keeps the last of two equal keys.
Here every scalar stays the text its editor typed; what it means is decided by the field it stands in
(:mod:`scripts.data.decode`). Anchors, aliases, tags, equal keys, several documents in a file, very large files and very deep
nesting are refused, each with its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, cast

import yaml

MAX_BYTES = 512 * 1024
MAX_DEPTH = 16

# What YAML allows in a file; the rest is invisible and got there by accident.
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTRY = re.compile(r"^(?=[^\s#\-\]})][^\n]*?:(?:\s|$))", re.M)  # where an entry of a whole file begins
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # as the parser counts lines

# The parser's commonest complaints, and what an editor should look at.
_REMEDIES = {
    "mapping values are not allowed in this context": "这里不能再有“: ”。冒号是文字的一部分时，给整句话加引号",
    "could not find expected ':'": "少了冒号，或冒号后面没有空格",
    "did not find expected key": "这一行与上面对不齐，或引号后面还有字",
    "did not find expected <document start>": "这一行与第一行对不齐",
    "did not find expected '-' indicator": "列表的各项没有对齐，或少了“- ”",
    "block sequence entries are not allowed in this context": "“- ”不能写在这里，另起一行",
    "did not find expected ',' or ']'": "方括号没有配对，或两项之间少了英文逗号",
    "did not find expected ',' or '}'": "大括号没有配对，或两项之间少了英文逗号",
    "found unexpected end of stream": "引号没有配对",
    "found character that cannot start any token": "不能用这个符号开头（例如制表符、@、%、`）。缩进用空格，文字加引号",
    "found undefined tag handle": "不允许用“!”类型标记，去掉它",
    "found unknown escape character": "双引号里的“\\”要写成“\\\\”，或改用单引号",
}
# Complaints made at the end of the file about something that begins earlier: the beginning is the place to look.
_UNFINISHED = frozenset(
    {
        "could not find expected ':'",
        "did not find expected ',' or ']'",
        "did not find expected ',' or '}'",
        "found unexpected end of stream",
    }
)


class Place(NamedTuple):
    """Where something stands in a file. Lines and columns count from 1, as editors show them."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in the data, in words an editor can act on."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}：{self.message}"


class DataError(Exception):
    """All mistakes found in one run, sorted by place."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__(
            f"数据有 {len(self.problems)} 处错误：\n" + "\n".join(f"  {problem}" for problem in self.problems)
        )


class Scalar(NamedTuple):
    place: Place
    text: str


class Sequence(NamedTuple):
    place: Place
    items: tuple[Node, ...]


class Mapping(NamedTuple):
    """:ivar unread: the names of entries that are there and could not be read; their mistakes have been told."""

    place: Place
    entries: dict[str, Node]
    key_places: dict[str, Place]
    unread: frozenset[str] = frozenset()


Node = Scalar | Sequence | Mapping


def read(path: Path, problems: list[Problem], shown_as: str | None = None, *, partly: bool = False) -> Node | None:
    """Read one file; None if there is nothing that could be read on.

    :param problems: receives every mistake; reading goes on after one wherever the rest still makes sense.
    :param shown_as: the path to show in messages; the path itself if None.
    :param partly: whether of a file that is no YAML those entries are read that are, for their mistakes.
    """
    name = shown_as or str(path)
    start = Place(name, 1, 1)
    data = path.read_bytes()
    if len(data) > MAX_BYTES:
        problems.append(Problem(start, f"文件有 {len(data)} 字节，超过上限 {MAX_BYTES}。请拆成几个文件"))
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        problems.append(Problem(_place(name, before, len(before)), "从这里起不是 UTF-8。请用 UTF-8 编码保存文件"))
        return None
    return read_text(text, problems, name, partly=partly)


def read_text(text: str, problems: list[Problem], name: str, *, partly: bool = False) -> Node | None:
    """Read YAML from memory; see :func:`read`."""
    node, found = _read_text(text, name)
    problems.extend(found)
    return _entries(text, problems, name) if node is None and partly else node


@lru_cache(maxsize=4096)  # several look at one file; and while serving, nearly all files are as they were
def _read_text(text: str, name: str) -> tuple[Node | None, tuple[Problem, ...]]:
    problems: list[Problem] = []
    return _parsed(text, problems, name), tuple(problems)


def _entries(text: str, problems: list[Problem], name: str) -> Node | None:
    """The entries of a file that is no YAML, each read by itself: one that is mistaken does not hide those of the others."""
    begins = [found.start() for found in _ENTRY.finditer(text)]
    found: dict[str, Node] = {}
    places: dict[str, Place] = {}
    unread: set[str] = set()
    for begin, end in pairwise([*begins, len(text)]):
        above = text.count("\n", 0, begin)  # kept, so that lines are counted as in the file
        own: list[Problem] = []
        node = _parsed("\n" * above + text[begin:end], own, name)
        if isinstance(node, Mapping):
            found |= node.entries
            places |= node.key_places
        else:
            key = text[begin:end].partition(":")[0].strip()
            unread.add(key)
            places.setdefault(key, Place(name, above + 1, 1))
        lines = range(above + 1, above + text[begin:end].count("\n") + 2)
        if not any(told.place.line in lines for told in problems):
            problems.extend(own)
    return Mapping(min(places.values()), found, places, frozenset(unread - found.keys())) if found else None


def _parsed(text: str, problems: list[Problem], name: str) -> Node | None:
    if control := _CONTROL.search(text):
        place = _place(name, text, control.start())
        problems.append(Problem(place, f"有看不见的控制字符 U+{ord(control[0]):04X}。删掉它"))
        return None
    parser = yaml.CSafeLoader(text)
    try:
        node = _Reader(name, problems, parser.get_event).document()
    except yaml.MarkedYAMLError as error:
        unfinished = error.problem in _UNFINISHED
        mark = (error.context_mark if unfinished else None) or error.problem_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name, 1, 1)
        reason = error.problem or ""
        remedy = _REMEDIES.get(reason, f"{reason}。检查缩进、冒号后的空格和引号")
        problems.append(Problem(place, f"不是合法的 YAML：{remedy}"))
        return None
    if node is None:
        problems.append(Problem(Place(name, 1, 1), "文件是空的"))
    return node


def plain(node: Node) -> Any:
    """The texts of a node without their places: text, lists and dictionaries."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {name: plain(value) for name, value in node.entries.items()}


def _place(name: str, text: str, position: int) -> Place:
    breaks = list(_LINE_BREAK.finditer(text, 0, position))
    return Place(name, len(breaks) + 1, position - (breaks[-1].end() if breaks else 0) + 1)


class _Reader:
    """Makes nodes of the parser's events."""

    def __init__(self, name: str, problems: list[Problem], event: Callable[[], Any]) -> None:
        """:param event: gives the next one; raises MarkedYAMLError."""
        self.name = name
        self.problems = problems
        self.event = event

    def document(self) -> Node | None:
        node = None
        while not isinstance(event := self.event(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                if node is not None:
                    self.refuse(event, "一个文件只能有一份文档，去掉“---”之后的部分，或另建文件")
                made = self.node(self.event(), 1)
                node = node or made
        return node

    def node(self, event: Any, depth: int) -> Node:
        place = self.place(event)
        kind = type(event)
        if kind is yaml.AliasEvent:
            self.refuse(event, f"不允许用“*{event.anchor}”引用别处的内容，请把内容写在这里")
            return Scalar(place, "")
        if event.anchor:
            self.refuse(event, f"不允许用“&{event.anchor}”给内容起名，请直接写内容")
        if event.tag:
            self.refuse(event, f"不允许用“{event.tag}”这样的类型标记，去掉它")
        if kind is yaml.ScalarEvent:
            return Scalar(place, event.value)
        if depth > MAX_DEPTH:
            raise yaml.MarkedYAMLError(problem=f"嵌套超过 {MAX_DEPTH} 层", problem_mark=cast(Any, event.start_mark))
        if kind is yaml.SequenceStartEvent:
            items = []
            while type(item := self.event()) is not yaml.SequenceEndEvent:
                items.append(self.node(item, depth + 1))
            return Sequence(place, tuple(items))
        return self.mapping(place, depth)

    def mapping(self, place: Place, depth: int) -> Mapping:
        entries: dict[str, Node] = {}
        key_places: dict[str, Place] = {}
        while type(event := self.event()) is not yaml.MappingEndEvent:
            key = self.node(event, depth + 1)
            value = self.node(self.event(), depth + 1)
            if not isinstance(key, Scalar):
                self.problems.append(Problem(key.place, "冒号左边只能是一个名字"))
            elif key.text in entries:
                first = key_places[key.text]
                self.problems.append(Problem(key.place, f"“{key.text}”写了两次，第一次在第 {first.line} 行。删掉一个"))
            else:
                entries[key.text] = value
                key_places[key.text] = key.place
        return Mapping(place, entries, key_places)

    def place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        assert mark is not None  # the parser marks every event
        return Place(self.name, mark.line + 1, mark.column + 1)

    def refuse(self, event: yaml.Event, message: str) -> None:
        self.problems.append(Problem(self.place(event), message))

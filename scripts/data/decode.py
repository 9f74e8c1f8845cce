"""Turns strictly read YAML into dataclasses, guided by the types of their fields alone.

The dataclasses (:mod:`scripts.data.model`, :mod:`scripts.data.library`) are the one place that knows the fields. This module knows only how each *type* is
written in YAML; :mod:`scripts.data.schema` knows how each type is written in JSON Schema.
"""

from __future__ import annotations

import abc
import dataclasses
import datetime as dt
import difflib
import functools
import re
import types
import typing
import unicodedata
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar, Literal, Self, cast, get_args, get_origin

from scripts.data.yaml_strict import Mapping, Node, Place, Problem, Scalar, Sequence


class Text(str):
    """Words for a reader, in Simplified Chinese, with an own Traditional form where conversion would not do."""

    __slots__ = ("hant",)
    hant: str | None

    def __new__(cls, hans: str, hant: str | None = None) -> Self:
        text = super().__new__(cls, hans)
        text.hant = hant
        return text

    @property
    def hans(self) -> str:
        """The Simplified words, whatever the script shown: what is decided by words is decided by these."""
        return str(self)


class Key(str):
    """An id, a slug, a register key, an address: the same in both scripts, never converted."""

    __slots__ = ()


# Controls, formatting marks (zero width, direction), private and unassigned characters, line and paragraph separators.
INVISIBLE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
SUSPECT = re.compile(r"[^\n -~\u3001-\u301f\u4e00-\u9fa5\uff01-\uff5e]")  # all but what nearly every text is made of
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)?")


class CustomScalar(abc.ABC):
    """Base of value types with a spelling of their own (a duration, a day of a month)."""

    ALLOWED: ClassVar[str]  # what may be written, in Chinese, for messages
    PATTERN: ClassVar[str]  # the same as a regular expression, for the JSON Schema
    NUMBERS: ClassVar[tuple[int, int] | None] = None  # the least and the greatest whole number that is such a value

    @classmethod
    @abc.abstractmethod
    def parse(cls, text: str) -> Any:
        """:raises ValueError: the text is not such a value."""


class Places:
    """Where decoded values stood in their files, so that later cross-checks can name file, line and column.

    Values are told apart by identity, and kept: none can be thrown away and give its identity to another.
    """

    def __init__(self, found: dict[int, tuple[object, Place]] | None = None) -> None:
        self._found = found or {}

    def copy(self) -> Places:
        """The same places, to which more can be added without adding them here."""
        return Places(dict(self._found))

    def note(self, value: object, place: Place) -> None:
        self._found[id(value)] = (value, place)

    def of(self, value: object) -> Place:
        """:raises KeyError: the value was not decoded."""
        return self._found[id(value)][1]


At = Callable[[object], Place]  # gives the place of a decoded value


class Undecodable(Exception):
    """A value that could not be decoded; its problem has been recorded."""


@dataclasses.dataclass
class Decoder:
    """Decodes nodes, collecting every problem on the way.

    ``vocabularies`` holds what fields with ``one_of`` may be; a register that could not be read allows everything, so that
    one mistake there does not make others. ``places`` remembers where each decoded dataclass and scalar stood.
    """

    problems: list[Problem] = dataclasses.field(default_factory=list)
    places: Places = dataclasses.field(default_factory=Places)
    vocabularies: dict[str, Iterable[str]] = dataclasses.field(default_factory=dict)

    def decode(self, node: Node, kind: Any, *, broken: set[str] | None = None, **given: Any) -> Any | None:
        """Decode a node as ``kind``; None if it could not be (its problems are recorded).

        :param broken: receives the names of fields and entries with mistakes, and what could be read is given without them,
            with nothing in the place of what is needed; for looking for more mistakes, and for nothing else.
        """
        try:
            if get_origin(kind) is dict:
                return self._dict(node, get_args(kind)[1], broken)
            return (
                self._dataclass(node, kind, given, broken)
                if dataclasses.is_dataclass(kind)
                else self._value(node, kind)
            )
        except Undecodable:
            return None

    def say(self, place: Place, message: str) -> None:
        self.problems.append(Problem(place, message))

    def fail(self, place: Place, message: str) -> Undecodable:
        self.say(place, message)
        return Undecodable()

    def _value(self, node: Node, kind: Any, one_of: str | None = None) -> Any:
        form, kind = _form(kind)
        if form == "dataclass":
            return self._dataclass(node, kind, {})
        if form == "tuple":
            return self._tuple(node, kind, one_of)
        if form == "dict":
            return self._dict(node, kind)
        if form == "own":
            return kind.decode_node(node, self)
        if kind is Text and one_of is None and isinstance(node, Mapping):
            value: Any = self._two_scripts(node)
        elif isinstance(node, Scalar):
            value = self._scalar(node, kind, one_of)
        else:
            raise self.fail(node.place, f"这里要写一个值，写的却是{_shape(node)}")
        if isinstance(value, Text | Key | CustomScalar):
            self.places.note(value, node.place)
        return value

    def _scalar(self, node: Scalar, kind: Any, one_of: str | None) -> Any:
        text, place = node.text, node.place
        if text.strip() in ("", "~", "null"):
            raise self.fail(place, "值是空的。资料没有写就删掉这一行，并在 gaps 里写明")
        if one_of in self.vocabularies:
            return kind(self.choose(place, text, self.vocabularies[one_of]))
        if kind is Text:
            return Text(self._words(node))
        if kind is str:
            return text
        if kind is Key:
            if not KEY.fullmatch(text):
                raise self.fail(
                    place, f"{quote(text)}不是合法的编号。只能用小写英文字母、数字和连字符，例如 unit-registration"
                )
            return Key(text)
        if kind is bool:
            return self.choose(place, text, ("true", "false")) == "true"
        if kind is int:
            if not re.fullmatch(r"0|[1-9][0-9]{0,8}", text):
                raise self.fail(place, f"{quote(text)}不是整数。只写数字，最多九位，前面不要加 0，例如 12")
            return int(text)
        if kind is Decimal:
            return self._decimal(node)
        if kind is dt.date:
            return self._date(node)
        if get_origin(kind) is Literal:
            return self.choose(place, text, get_args(kind))
        if isinstance(kind, type) and issubclass(kind, CustomScalar):
            try:
                return kind.parse(text)
            except ValueError:
                raise self.fail(place, f"{quote(text)}写法不对。可以写：{kind.ALLOWED}") from None
        raise TypeError(f"no way to read {kind!r} is known")

    def _words(self, node: Scalar) -> str:
        for character in SUSPECT.findall(node.text):
            if unicodedata.category(character) in INVISIBLE:
                raise self.fail(node.place, f"文字里有看不见的控制字符 U+{ord(character):04X}。删掉它")
            if 0x2E80 <= ord(character) <= 0x2FDF:
                raise self.fail(node.place, f"“{character}”是部首字符 U+{ord(character):04X}，不是汉字。重新输入这个字")
        if node.text != node.text.strip():
            raise self.fail(node.place, "文字前后有多余的空格或换行。删掉它们")
        return node.text

    def _decimal(self, node: Scalar) -> Decimal:
        if not re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", node.text):
            raise self.fail(node.place, f"{quote(node.text)}不是十进制数。例如 0.60 或 1508")
        try:
            return Decimal(node.text)
        except InvalidOperation:  # pragma: no cover - the pattern above is stricter
            raise self.fail(node.place, f"{quote(node.text)}不是十进制数") from None

    def _date(self, node: Scalar) -> dt.date:
        try:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", node.text):
                raise ValueError
            return dt.date.fromisoformat(node.text)
        except ValueError:
            raise self.fail(node.place, f"{quote(node.text)}不是日期。写成 2026-11-21 这样，并且这一天要存在") from None

    def _two_scripts(self, node: Mapping) -> Text:
        if set(node.entries) != {"zh-Hans", "zh-Hant"} or not all(isinstance(v, Scalar) for v in node.entries.values()):
            raise self.fail(node.place, "分开写两种字形时，要正好写 zh-Hans 和 zh-Hant 两项")
        hans, hant = (self._scalar(cast(Scalar, node.entries[script]), Text, None) for script in ("zh-Hans", "zh-Hant"))
        return Text(hans, hant)

    def _tuple(self, node: Node, kind: Any, one_of: str | None) -> tuple[Any, ...]:
        if not isinstance(node, Sequence):
            raise self.fail(node.place, f"这里要写一个列表（每项以“- ”开头），写的却是{_shape(node)}")
        values = []
        bad = False
        for item in node.items:
            try:
                values.append(self._value(item, kind, one_of))
            except Undecodable:
                bad = True
        if bad:
            raise Undecodable
        if not values:
            raise self.fail(node.place, "列表是空的。没有内容就删掉这一行")
        return tuple(values)

    def _dict(self, node: Node, kind: Any, broken: set[str] | None = None) -> dict[Key, Any]:
        if not isinstance(node, Mapping):
            raise self.fail(node.place, f"这里要写“编号: 内容”，写的却是{_shape(node)}")
        values: dict[Key, Any] = {}
        bad = {*node.unread}
        for name, value in node.entries.items():
            try:
                key = self._scalar(Scalar(node.key_places[name], name), Key, None)
                values[key] = self._value(value, kind)
            except Undecodable:
                bad.add(name)
        if bad and broken is None:
            raise Undecodable
        if broken is not None:
            broken |= bad
        return values

    def _dataclass(self, node: Node, kind: Any, given: dict[str, Any], broken: set[str] | None = None) -> Any:
        spelled = fields_of(kind)
        if not isinstance(node, Mapping):
            short = getattr(kind, "SHORT", None)
            if short is None or not isinstance(node, Scalar):
                raise self.fail(node.place, f"这里要写“名称: 值”，写的却是{_shape(node)}")
            node = Mapping(node.place, {short: node}, {short: node.place})
        values: dict[str, Any] = dict(given)
        bad = {*node.unread}
        meant: set[str | None] = set()
        for name, value in node.entries.items():
            field = spelled.get(name)
            if field is None or field.name in given:
                meant.add(nearest(name, spelled))
                self.say(
                    node.key_places[name],
                    f"不认识{quote(name)}。{suggest(name, [n for n in spelled if n not in given])}",
                )
                bad |= {name, nearest(name, spelled) or name}
                continue
            try:
                values[field.name] = self._value(value, field.kind, field.one_of)
            except Undecodable:
                bad.add(name)
        for name, field in spelled.items():
            if field.required and field.name not in values and name not in {*node.entries, *node.unread, *meant}:
                self.say(node.place, f"缺少“{name}”（{field.term}）")
                bad.add(name)
        if bad and broken is None:
            raise Undecodable
        if broken is not None:
            broken |= bad
            for field in spelled.values():
                if field.required and field.name not in values:
                    values[field.name] = self._nothing(field.kind, node.place)
        made = kind(**values)
        self.places.note(made, node.place)
        return made

    def _nothing(self, kind: Any, place: Place) -> Any:
        """What stands for a needed value that could not be read."""
        if get_origin(kind) in (tuple, dict):
            return get_origin(kind)()
        if kind is not Text:
            raise Undecodable
        text = Text("")
        self.places.note(text, place)
        return text

    def choose(self, place: Place, text: str, allowed: Iterable[str]) -> str:
        """The text itself if it is one of ``allowed``; otherwise a problem with the nearest spelling."""
        choices = list(allowed)
        if text not in choices:
            raise self.fail(place, f"{quote(text)}不在可选范围内。{suggest(text, choices)}")
        return text


@functools.cache
def _form(kind: Any) -> tuple[str, Any]:
    """How values of a type are written, and that type; of a list or a mapping, the type of what is in it.

    What may be missing is written like what may not.
    """
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (types.UnionType, typing.Union):
        (kind,) = (part for part in inner if part is not type(None))
        return _form(kind)
    if origin is tuple:
        return "tuple", inner[0]
    if origin is dict:
        return "dict", inner[1]
    if hasattr(kind, "decode_node"):
        return "own", kind
    if dataclasses.is_dataclass(kind) and not issubclass(cast(type, kind), CustomScalar):
        return "dataclass", kind
    return "scalar", kind


@dataclasses.dataclass(frozen=True)
class FieldSpec:
    """What a dataclass field is called in YAML, its type, its Chinese term and its vocabulary."""

    name: str
    kind: Any
    term: str
    required: bool
    one_of: str | None


@functools.cache
def fields_of(kind: Any) -> dict[str, FieldSpec]:
    """The fields of a dataclass by the name they have in YAML (a trailing underscore avoids Python's keywords)."""
    hints = typing.get_type_hints(kind)
    return {
        field.name.rstrip("_"): FieldSpec(
            name=field.name,
            kind=hints[field.name],
            term=field.metadata.get("term", field.name),
            required=field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING,
            one_of=field.metadata.get("one_of"),
        )
        for field in dataclasses.fields(kind)
        if field.init and not field.metadata.get("given")
    }


def quote(text: str) -> str:
    """A value as a message shows it: on one line, and not endless."""
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= 40 else f"“{line[:40]}……”"


def nearest(text: str, allowed: Iterable[str]) -> str | None:
    """The spelling that was probably meant."""
    return next(iter(difflib.get_close_matches(text, list(allowed), n=1, cutoff=0.5)), None)


def suggest(text: str, allowed: Iterable[str]) -> str:
    """Chinese words for "did you mean …" and "allowed are …"."""
    choices = list(allowed)
    near = nearest(text, choices)
    hint = f"是不是想写“{near}”？" if near else ""
    shown = "、".join(choices[:30]) + ("……" if len(choices) > 30 else "")
    return f"{hint}可以写：{shown}"


def _shape(node: Node) -> str:
    return {Scalar: "一个值", Sequence: "一个列表", Mapping: "“名称: 值”"}[type(node)]

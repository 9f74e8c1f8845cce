"""Which sheets and columns a region's workbook has: read off the dataclasses, so that every field has its place.

A region is three families of entries under keys: itself, its documents, its procedures. Each list of entries inside an entry is
a sheet of its own, whose rows name the entry they belong to; what is one entry inside another (a source, a status) is columns.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, get_args, get_origin

from scripts.data.decode import CustomScalar, FieldSpec, fields_of
from scripts.data.model import Citation, Procedure
from scripts.data.registers import Document, Region
from scripts.data.rewrite import Data

Shape = Literal["value", "lines", "notation", "notations"]


@dataclass(frozen=True)
class Step:
    """A field on the way from a row's entry to a value: its name, and the dataclass whose field it is."""

    owner: type
    name: str


Way = tuple[Step, ...]


@dataclass(frozen=True)
class Column:
    """A column: its title, the way to its value, what kind of value, and how it is written in a cell.

    ``value``: one scalar; ``lines``: scalars, one a line; ``notation``: as in YAML, within brackets; ``notations``: so, one a line.
    """

    title: str
    way: Way
    spec: FieldSpec
    kind: Any
    shape: Shape

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(step.name for step in self.way)


@dataclass(frozen=True)
class Table:
    """A sheet. ``way`` leads from the parent's entry to the list or, if ``keyed``, to the mapping whose entries are the rows."""

    title: str
    kind: type
    way: Way
    keyed: bool
    parent: Table | None
    columns: tuple[Column, ...]
    children: list[Table] = field(default_factory=list, compare=False, hash=False)

    @property
    def labels(self) -> tuple[str, ...]:
        """The titles of the columns that say which entry a row is: those it belongs to, then itself."""
        ancestors = () if self.parent is None else (*self.parent.labels[:-1], _of(self.parent))
        return (*ancestors, "编号（定了不改）" if self.keyed else "第几条")

    def all(self) -> Iterator[Table]:
        """The sheet and those of what belongs to its entries, in the order in which they stand in the workbook."""
        yield self
        for child in self.children:
            yield from child.all()


@cache
def families() -> tuple[Table, ...]:
    """The three roots: procedures first, for which one comes; then the documents, then the region itself."""
    return tuple(
        _table(title, kind, (), None, keyed=True)
        for title, kind in (("事项", Procedure), ("来源文件", Document), ("地区", Region))
    )


def tables() -> list[Table]:
    return [table for family in families() for table in family.all()]


def _of(parent: Table) -> str:
    return f"哪个{parent.title}" if parent.keyed else f"第几条{parent.title}"


def _table(title: str, kind: type, way: Way, parent: Table | None, *, keyed: bool) -> Table:
    columns, lists = _fields(kind, (), "")
    table = Table(title, kind, way, keyed, parent, tuple(columns))
    prefix = "" if kind is Procedure else f"{title}·"
    for own, leads, many in lists:
        keyed = get_origin(many) is dict
        entry = get_args(many)[1 if keyed else 0]
        table.children.append(_table(f"{prefix}{own}", entry, leads, table, keyed=keyed))
    return table


def _fields(kind: type, way: Way, prefix: str) -> tuple[list[Column], list[tuple[str, Way, Any]]]:
    """The columns of a dataclass, and the title, the way and the type of each list of entries, which is a sheet of its own."""
    columns: list[Column] = []
    lists: list[tuple[str, Way, Any]] = []
    for name, spec in fields_of(kind).items():
        bare, title, leads = _bare(spec.kind), f"{prefix}{spec.term}", (*way, Step(kind, name))
        if _entries(bare) and kind is not Citation:
            lists.append((title, leads, bare))
        elif is_entry(bare):
            inner_columns, inner_lists = _fields(bare, leads, f"{title}·")
            columns += inner_columns
            lists += inner_lists
        else:
            columns.append(Column(title, leads, spec, bare, _shape(bare)))
    return columns, lists


def _shape(kind: Any) -> Shape:
    if get_origin(kind) is tuple:
        item = get_args(kind)[0]
        return "notations" if is_entry(item) or get_origin(item) is tuple else "lines"
    return "notation" if get_origin(kind) is dict or hasattr(kind, "decode_node") else "value"


def _entries(kind: Any) -> bool:
    """Whether it is a list or a mapping of entries."""
    return (get_origin(kind) is tuple and is_entry(get_args(kind)[0])) or (
        get_origin(kind) is dict and is_entry(get_args(kind)[1])
    )


def is_entry(kind: Any) -> bool:
    """Whether it is written as ``name: value``."""
    return dataclasses.is_dataclass(kind) and not (
        isinstance(kind, type) and (issubclass(kind, CustomScalar) or hasattr(kind, "decode_node"))
    )


def _bare(kind: Any) -> Any:
    if get_origin(kind) in (types.UnionType, typing.Union):
        (kind,) = (part for part in get_args(kind) if part is not type(None))
    return kind


def short_of(kind: Any) -> str | None:
    """The field that stands for the whole entry if it is all there is."""
    return getattr(kind, "SHORT", None)


def follow(entry: Data, way: Way) -> Data:
    """The value at the end of a way; None if there is none. An entry may be written by its short field alone."""
    for step in way:
        if isinstance(entry, str):
            entry = entry if step.name == short_of(step.owner) else None
        else:
            entry = entry.get(step.name) if entry else None
        if entry is None:
            return None
    return entry


def put(entry: Data, way: Way, value: Data) -> Data:
    """The entry with another value at the end of a way, None for none; a name that is new stands where the model has it."""
    step, *rest = way
    short = short_of(step.owner)
    if isinstance(entry, str):
        entry = {short: entry}
    old = entry.get(step.name) if entry else None
    new = put(old, tuple(rest), value) if rest else value
    made = dict(entry or {})
    if new is None:
        made.pop(step.name, None)
    elif step.name in made:
        made[step.name] = new
    else:
        made = _placed(made, step, new)
    return made or None


def _placed(made: dict[str, Data], step: Step, value: Data) -> dict[str, Data]:
    """With a new name behind the last that precedes it in the model."""
    order = [*fields_of(step.owner)]
    before = {name for name in order[: order.index(step.name)] if name in made}
    last = max((number for number, name in enumerate(made) if name in before), default=-1)
    pairs = [*made.items()]
    return dict([*pairs[: last + 1], (step.name, value), *pairs[last + 1 :]])

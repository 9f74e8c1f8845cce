"""The trace (计算过程): every step with its formula, the reader's numbers put in, its rounding, limits and sources."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from .answers import CitedPlace, Plain, Step
from .data import load
from .money import EXACT, Rounding
from .texts import STAND_IN, _, speechless
from .units import Value, data, show

Bound = Literal["floor", "ceiling"]


@dataclass(frozen=True)
class Citation:
    """Where a rule or a number stands: a key of the registers of laws and source documents, and the place in it."""

    key: str
    place: str = ""

    def as_data(self) -> CitedPlace:
        """Title, place and address for a reader. Raises KeyError for an unknown key."""
        entry = load()["citations"][self.key]
        return {"title": _(entry["title"]), "place": _(self.place), "url": entry["url"]}


@dataclass(slots=True)
class Node:
    """One named value and how it came about. Never changed once it is made; not frozen, which takes four times as long.

    `kind`: input (the reader's own), parameter (a dated number), step (worked out), check (a condition) or group.
    `terms` are the values the formula uses; `children` are the steps of a group.
    """

    id: str
    label: str
    value: Value | None = None
    unit: str = ""
    kind: Literal["input", "parameter", "step", "check", "group"] = "step"
    formula: str = ""
    terms: tuple["Node", ...] = ()
    rounding: Rounding | None = None
    before: Decimal | None = None
    bound: Bound | None = None
    sources: tuple[Citation, ...] = ()
    note: str = ""
    met: bool | None = None
    shown: str = ""
    """The value in words where `value` is a name for data: an option's id."""
    children: list["Node"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The value as a reader sees it."""
        if self.shown:
            return self.shown
        if self.met is not None:
            return _("符合") if self.met else _("不符合")
        return "" if self.value is None else show(self.value, self.unit)

    @property
    def number(self) -> Decimal:
        """The value for arithmetic. Raises TypeError if it is not a number."""
        if type(self.value) is Decimal:
            return self.value
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise TypeError(f"{self.id} is not a number")
        return Decimal(self.value)

    def as_data(self) -> Step:
        """The node for JSON. Terms are named, not repeated: they are inputs, parameters or earlier steps."""
        entry: Step = {
            "id": self.id,
            "kind": self.kind,
            "label": self.label,
            "value": data(self.value),
            "unit": self.unit,
            "text": self.text,
            "formula": self.formula,
            "terms": [
                {"id": term.id, "kind": term.kind, "label": term.label, "text": term.text}
                for term in self.terms
                if term.id
            ],
            "rounding": None,
            "bound": self.bound,
            "sources": [source.as_data() for source in self.sources],
            "note": self.note,
            "met": self.met,
            "children": [child.as_data() for child in self.children],
        }
        if self.rounding is not None and self.before is not None:
            entry["rounding"] = {
                "to": self.rounding.name.lower(),
                "before": data(self.before),
                "after": data(self.value),
                "text": _("{before}，{how}后是{after}").format(
                    before=show(self.before, self.unit), how=_(self.rounding.words), after=self.text
                ),
            }
        return entry


Factor = Node | Decimal | int


class Trace:
    """Records the steps of one calculation. Ids are unique; what is recorded inside `group` becomes its children."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._open = [self.nodes]
        self._recorded: dict[str, Node] = {}  # as in `nodes`, those of groups too, in the same order
        self._words = not speechless()

    def record(self, node: Node) -> Node:
        """Add a finished node. Raises ValueError if its id is taken."""
        if node.id in self._recorded:
            raise ValueError(f"two steps with the id {node.id}")
        self._recorded[node.id] = node
        self._open[-1].append(node)
        return node

    def group(self, id: str, label: str) -> "_Group":
        """Put the steps recorded inside `with` under one heading."""
        return _Group(self._open, self.record(Node(id, label, kind="group")))

    def step(
        self,
        id: str,
        label: str,
        value: Value,
        unit: str = "",
        *,
        formula: str = "",
        terms: Sequence[Node] = (),
        rounding: Rounding | None = None,
        bound: Bound | None = None,
        sources: Sequence[Citation] = (),
        note: str = "",
        shown: str = "",
    ) -> Node:
        """Record a value worked out by other means, with its formula in words. Rounds if a rounding is given."""
        before = None
        if rounding is not None and isinstance(value, Decimal):
            before, value = value, rounding.apply(value)
            before = before if before != value else None
        return self.record(
            Node(
                id,
                label,
                value,
                unit,
                formula=formula,
                terms=tuple(terms),
                rounding=rounding,
                before=before,
                bound=bound,
                sources=tuple(sources),
                note=note,
                shown=shown,
            )
        )

    def product(
        self,
        id: str,
        label: str,
        *factors: Factor,
        unit: str = "yuan",
        rounding: Rounding | None = None,
        sources: Sequence[Citation] = (),
        note: str = "",
    ) -> Node:
        """Multiply: the formula reads 缴费基数 904.80元 × 缴费比例 8%."""
        value = Decimal(1)
        for factor in factors:
            value = EXACT.multiply(value, _number(factor))
        return self.step(
            id,
            label,
            value,
            unit,
            formula=" × ".join(map(_named, factors)) if self._words else STAND_IN,
            terms=_nodes(factors) if self._words else (),
            rounding=rounding,
            sources=sources,
            note=note,
        )

    def total(self, id: str, label: str, parts: Sequence[Factor], *, unit: str = "yuan", note: str = "") -> Node:
        """Add up: the formula reads 120.64元 + 15.08元."""
        value = sum((_number(part) for part in parts), Decimal(0))
        formula = STAND_IN
        if self._words:
            formula = " + ".join(part.text if isinstance(part, Node) else str(part) for part in parts) or _("没有一项")
        return self.step(id, label, value, unit, formula=formula, terms=_nodes(parts) if self._words else (), note=note)

    def clamp(
        self,
        id: str,
        label: str,
        value: Node,
        floor: Node,
        ceiling: Node,
        *,
        rounding: Rounding | None = None,
        sources: Sequence[Citation] = (),
    ) -> Node:
        """Raise to the floor 保底 or cut to the ceiling 封顶; equal to a limit counts as within."""
        bound: Bound | None = None
        if value.number < floor.number:
            bound = "floor"
            text = _("{label}{value}低于{floor_label}{floor}，按{floor}算")
        elif value.number > ceiling.number:
            bound = "ceiling"
            text = _("{label}{value}高于{ceiling_label}{ceiling}，按{ceiling}算")
        else:
            text = _("{label}{value}在{floor}和{ceiling}之间，照实算")
        result = {"floor": floor, "ceiling": ceiling, None: value}[bound]
        return self.step(
            id,
            label,
            result.number,
            value.unit,
            formula=text.format(
                label=value.label,
                value=value.text,
                floor_label=floor.label,
                floor=floor.text,
                ceiling_label=ceiling.label,
                ceiling=ceiling.text,
            )
            if self._words
            else STAND_IN,
            terms=(value, floor, ceiling),
            rounding=rounding,
            bound=bound,
            sources=sources,
        )

    def check(
        self,
        id: str,
        label: str,
        met: bool,
        *,
        formula: str,
        terms: Sequence[Node] = (),
        sources: Sequence[Citation] = (),
        note: str = "",
    ) -> Node:
        """Record a condition 条件: the formula names the reader's value and the limit, the note says when it will be met."""
        return self.record(
            Node(
                id,
                label,
                met,
                kind="check",
                formula=formula,
                terms=tuple(terms),
                sources=tuple(sources),
                note=note,
                met=met,
            )
        )

    def outputs(self) -> dict[str, Plain]:
        """Every step's and check's value by id, for data and tests."""
        return {id: data(node.value) for id, node in self._recorded.items() if node.kind in ("step", "check")}

    def unrounded(self) -> dict[str, Decimal]:
        """By id, what the values were before they were rounded, of those that rounding has changed."""
        return {id: node.before for id, node in self._recorded.items() if node.before is not None}


class _Group:
    def __init__(self, open_: list[list[Node]], node: Node) -> None:
        self._open, self._node = open_, node

    def __enter__(self) -> None:
        self._open.append(self._node.children)

    def __exit__(self, *_error: object) -> None:
        self._open.pop()


def _number(factor: Factor) -> Decimal:
    return factor.number if isinstance(factor, Node) else Decimal(factor)


def _named(factor: Factor) -> str:
    return f"{factor.label} {factor.text}" if isinstance(factor, Node) else show(Decimal(factor))


def _nodes(factors: Sequence[Factor]) -> tuple[Node, ...]:
    return tuple([factor for factor in factors if isinstance(factor, Node)])  # a generator takes twice as long

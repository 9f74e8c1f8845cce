"""What a calculation answers (结果) and the receipt (回执) that lets a printed result be opened again."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from .answers import Today
from .events import Event
from .texts import N_, _


class Confidence(StrEnum):
    """How far the number can be relied on."""

    LAW = "law"
    OLD_GUIDE = "old-guide"
    ESTIMATE = "estimate"

    @property
    def words(self) -> str:
        """The label in the reader's script: 法定, 按旧指南, 测算."""
        return _(_CONFIDENCE[self])


_CONFIDENCE = {
    Confidence.LAW: N_("法定：按现行法规计算"),
    Confidence.OLD_GUIDE: N_("按旧指南：只反映指南当时的规定"),
    Confidence.ESTIMATE: N_("测算：仅供参考，以经办机构核定为准"),
}


@dataclass(frozen=True)
class Table:
    """Figures side by side. Cells are text in the reader's script; the first cell of a row heads it."""

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Chart:
    """Amounts as bars 条形图: one bar per row, one part of it per series. A table beside it holds the same numbers.

    Amounts are in yuan, exact and not negative; the page draws them, and nothing is calculated from the drawing.
    """

    caption: str
    series: Sequence[str]
    bars: Sequence[tuple[str, Sequence[Decimal]]]
    texts: Sequence[str] = ()
    """What is written beside each bar, where that is not its amounts one after the other: a range."""


@dataclass(frozen=True)
class Milestone:
    """A point on a line of life 路线图: when, what, and what to know or do then. Words are in the reader's script."""

    when: str
    title: str
    text: str = ""


@dataclass(frozen=True)
class Result:
    """What a calculator returns. Words are in the reader's script already."""

    headline: str
    confidence: Confidence
    explanations: Sequence[str] = ()
    """What the headline means, in sentences."""
    cautions: Sequence[str] = ()
    """What to know before the number is used: that it is a projection 估算, and with what."""
    tables: Sequence[Table] = ()
    charts: Sequence[Chart] = ()
    milestones: Sequence[Milestone] = ()
    """In order of time."""
    assumptions: Sequence[str] = ()
    not_covered: Sequence[str] = ()
    next_steps: Sequence[str] = ()
    """Procedures to go on with, as slugs, after those the calculator always names."""
    events: Sequence[Event] = ()
    """Days to put into the reader's own calendar."""
    today: Today | None = None
    """What holds today in place of an old guide. Not for rules to set: :mod:`.age` does, for all of them alike."""


def canonical(value: Any) -> str:
    """JSON that is the same everywhere: sorted keys, no spaces, real characters."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(value: Any) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()

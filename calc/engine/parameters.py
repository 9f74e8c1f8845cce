"""Dated parameters (政策参数): numbers that hold from one day to another, each with its source and status.

A look-up outside every period is an error that names the parameter, the day and the nearest period. Nothing is carried
forward silently: an estimate 估算 with the last known numbers is made of parameters that allow it, and says so. Up to the
current month it is what the reader gets, because the old numbers are used until new ones appear; for later months, and
where all that is known is an old guide, only on request.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from .answers import ParameterUsed
from .data import load
from .months import YearMonth, add_months
from .stored import Parameter, Period, Span
from .texts import N_, _, quoted
from .trace import Citation, Node
from .units import show

STATUS = {
    "verified": N_("已与文件原文核对"),
    "secondary": N_("二手资料转引，没有与文件原文核对"),
    "old-guide": N_("来自旧指南，只说明当时的规定"),
}


Found = dict[tuple[str, date | None, bool | None], tuple[int, bool]]
"""Parameter, day and the reader's wish → the number of the period, and whether it only stands in for that day."""


class OutsidePeriod(LookupError):
    """No value of the parameter is known for the day.

    `input` names the input that gave the day, if it is one; `projectable` tells whether an estimate may be asked for.
    """

    def __init__(
        self, parameter: str, name: str, day: date, nearest: Period, input: str | None, projectable: bool
    ) -> None:
        self.parameter = parameter
        self.input = input
        self.projectable = projectable
        super().__init__(
            _(
                "“{name}”没有收录{day}的数，算不出来：已收录的最近一段是{period}。请先看日期有没有写错；没有写错的，请向当地经办机构问那时的标准。"
            ).format(name=name, day=show(day), period=show_period(nearest))
        )


class Law:
    """The parameters a calculator has declared, as of the days it asks for. Remembers what was used.

    `project`: whether the reader wants an estimate where the last period is over and the next one not known; None if they
    have not said. `today`: the day whose month is the last that is estimated unasked.

    `found`: where look-ups are remembered, for the laws of many cases of the same day.
    """

    def __init__(
        self,
        names: tuple[str, ...],
        project: bool | None = None,
        today: date = date.min,
        found: Found | None = None,
    ) -> None:
        self._names = names
        self._project = project
        self._today = today
        self._found = {} if found is None else found
        self._used: dict[tuple[str, int], Period] = {}
        self.projected: dict[str, tuple[date, ...]] = {}
        """What stood in for days that no number is known for: parameter → those days."""

    def figure(
        self, name: str, on: date | YearMonth | None, *keys: str, label: str = "", input: str | None = None
    ) -> Node:
        """One number of the parameter on that day, ready for a formula.

        `keys` walk into a table; a month counts as its first day; None is for a parameter whose source gives no period.
        `input` names the input the day came from. Raises OutsidePeriod, KeyError.
        """
        entry = self._entry(name)
        value: Any = self.table(name, on, input)
        for key in keys:
            value = value[key]
        label = label or _(entry["name"])
        if _day(on) in self.projected.get(name, ()):
            label = _("{label}（估算）").format(label=label)
        return Node(
            "#".join((name, ".".join(keys))) if keys else name,
            label,
            Decimal(value),
            entry["unit"],
            kind="parameter",
        )

    def table(self, name: str, on: date | YearMonth | None, input: str | None = None) -> Any:
        """The whole value on that day: a decimal string or a mapping of them. Raises OutsidePeriod."""
        day = _day(on)
        periods = self._entry(name)["values"]
        key = name, day, self._project
        if key not in self._found:
            self._found[key] = self._find(name, day, input)
        number, stands_in = self._found[key]
        self._used[name, number] = periods[number]
        if stands_in and day:
            self.projected[name] = (*self.projected.get(name, ()), day)
        return periods[number]["value"]

    def _find(self, name: str, day: date | None, input: str | None) -> tuple[int, bool]:
        """The number of the period, and whether it only stands in for the day. Raises OutsidePeriod."""
        entry = self._entry(name)
        periods = entry["values"]
        projectable = entry["projection"] and day is not None and day > _last_day(periods[-1])
        iso = day.isoformat() if day else ""
        for number, period in enumerate(periods):
            if _holds(period, iso) and not projectable:
                return number, False
        if day is None:
            raise ValueError(f"{name} is dated: a day is needed")
        if not (projectable and self._estimates(periods[-1], day)):
            raise OutsidePeriod(name, _(entry["name"]), day, _nearest(periods, day), input, projectable)
        return len(periods) - 1, True

    def _estimates(self, last: Period, day: date) -> bool:
        """Whether the last known number stands in for that day: as the reader wishes, else up to the current month."""
        if self._project is not None:
            return self._project
        return last["status"] != "old-guide" and YearMonth.of(day) <= YearMonth.of(self._today)

    def projections(self) -> list[str]:
        """Sentences about the parameters whose last known numbers stand in for later days, those alike in one."""
        alike: dict[tuple[date, date, str | None, str, str], list[Parameter]] = {}
        for name, days in self.projected.items():
            entry = self._entry(name)
            last = entry["values"][-1]
            key = (min(days), max(days), last["to"] or last["from"], last["status"], entry["meanwhile"])
            alike.setdefault(key, []).append(entry)
        return [_projection(entries, first, last) for (first, last, *_rest), entries in alike.items()]

    def start(self, name: str) -> YearMonth:
        """The month in which the first known period begins, for rules that set in at a day. Raises ValueError."""
        first = self._entry(name)["values"][0]["from"]
        if first is None:
            raise ValueError(f"{name} has no period")
        return YearMonth.of(date.fromisoformat(first))

    def until(self, name: str, day: date) -> date | None:
        """The last day of the period that the day lies in; None if it is still running. Raises StopIteration outside."""
        period = self._period(name, day)
        return date.fromisoformat(period["to"]) if period["to"] else None

    def sources(self, name: str, day: date) -> list[Citation]:
        """Where the value of that day stands, for the step that uses it. Raises StopIteration outside every period."""
        return [Citation(source["key"], source["place"]) for source in self._period(name, day)["sources"]]

    def end(self, name: str) -> YearMonth | None:
        """The month in which the last known period ends, for projections on request; None if it is still running."""
        last = self._entry(name)["values"][-1]["to"]
        return YearMonth.of(date.fromisoformat(last)) if last else None

    def label(self, name: str, key: str) -> str:
        """What a key of the parameter's table is called, in the reader's script."""
        return _(self._entry(name)["labels"][key])

    def used(self) -> list[ParameterUsed]:
        """What the calculation has looked up, with sources, period and status, for the reader and the receipt."""
        return [
            {
                "id": name,
                "name": _(load()["parameters"][name]["name"]),
                "from": period["from"],
                "to": period["to"],
                "period": show_period(period),
                "status": period["status"],
                "status_text": _(STATUS[period["status"]]),
                "verified_on": period["verified_on"],
                "sources": [Citation(source["key"], source["place"]).as_data() for source in period["sources"]],
                "note": _(period["note"]),
                "hash": period["hash"],
            }
            for (name, _number), period in sorted(self._used.items())
        ]

    def _period(self, name: str, day: date) -> Period:
        return next(period for period in self._entry(name)["values"] if _holds(period, day.isoformat()))

    def _entry(self, name: str) -> Parameter:
        if name not in self._names:
            raise KeyError(f"the calculator does not declare the parameter {name}")
        return load()["parameters"][name]


def show_period(period: Span) -> str:
    """The period in words: 2005年7月1日至2006年6月30日; 2025年1月1日起; 资料没有写明时间."""
    if period["from"] is None:
        return _("资料没有写明适用时间")
    start = show(date.fromisoformat(period["from"]))
    if period["to"] is None:
        return _("{start}起").format(start=start)
    return _("{start}至{end}").format(start=start, end=show(date.fromisoformat(period["to"])))


def _day(on: date | YearMonth | None) -> date | None:
    return on.first if isinstance(on, YearMonth) else on


def _last_day(last: Period) -> date:
    """Until when the last known number of a parameter that is published anew each year is that year's own.

    A document that names no end holds until the next one; after a year that may have come out already.
    """
    if last["to"]:
        return date.fromisoformat(last["to"])
    assert last["from"]  # an undated number has no next one
    return add_months(date.fromisoformat(last["from"]), 12) - timedelta(days=1)


def _projection(entries: Sequence[Parameter], first: date, last: date) -> str:
    """`entries`: parameters whose last periods end on the same day, with the same status and the same practice."""
    period = entries[0]["values"][-1]
    shown = _("、").join(dict.fromkeys(show_period(entry["values"][-1]) for entry in entries))
    names = _("、").join(quoted(_(entry["name"])) for entry in entries)
    days = show(first) if first == last else _("{start}至{end}").format(start=show(first), end=show(last))
    if period["to"] is None:
        text = _(
            "{names}没有{days}的新数值：最近一次公布的（{period}）没有写用到哪一天，先照它估算，"
            "和那时真正的标准可能有出入。"
        ).format(names=names, days=days, period=shown)
    else:
        months = YearMonth.of(last).since(YearMonth.of(date.fromisoformat(period["to"])))
        text = _(
            "{names}没有{days}的数值，用最近一段（{period}）的来估算，中间隔了{gap}，和那时真正的标准会有出入。"
        ).format(
            names=names,
            days=days,
            period=shown,
            gap=show(months // 12, "year") if months >= 24 else show(months, "month"),
        )
    if entries[0]["meanwhile"]:
        return text + _(entries[0]["meanwhile"])
    if period["status"] == "old-guide":
        return text + _("后来的标准这里没有收录，请向当地经办机构问。")
    return text + _("新标准公布以后，请再算一次。")


def _holds(period: Period, iso: str) -> bool:
    """`iso`: the day, empty for none."""
    start, end = period["from"], period["to"]
    return start is None or bool(iso and start <= iso and (end is None or iso <= end))


def _nearest(periods: list[Period], day: date) -> Period:
    def distance(period: Period) -> int:
        ends = [date.fromisoformat(end) for end in (period["from"], period["to"]) if end]
        return min(abs((day - end).days) for end in ends)

    return min(periods, key=distance)

"""One row on its way 逐行核对: its cells are read, its person is checked, and its amounts are worked out.

Everybody goes through the calculators that serve one person; what a row does not have to say costs no words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from ..engine.conditions import Need, evaluate
from ..engine.inputs import NARROW, Input
from ..engine.money import FEN
from ..engine.problems import CannotCalculate, Code, InputError
from ..engine.series import Series, Worked
from ..engine.texts import _
from .cells import UNCOMPUTED
from .roster import TWINS, Check, Column, Roster, Texts, find
from .table import Row, Table

EXCEL_DAY_ZERO = date(1899, 12, 30)  # as counted by Excel, which takes 1900 for a leap year
ZERO = Decimal(0)
_LOST = re.compile(r"\d([.,]\d+)?[Ee]\+?\d+")
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_FRACTION = re.compile(r"\d+\.\d{3,}")
_MASKED = re.compile(r"[*●•×xX.…_#]{2}")
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00)?$")


@dataclass(frozen=True)
class Judged:
    """What is known of a row: either problems, by column, or amounts as text, in the order of `Roster.amounts`.

    An amount that there is not is empty. `direct`: what all insurances come to where nothing is rounded.
    """

    number: int
    problems: Sequence[tuple[str, str]] = ()
    amounts: Sequence[str] = ()
    direct: str = "0"
    notes: Sequence[str] = ()


class Judge:
    """Checks and computes the rows of one roster. `common`: the answers for everybody.

    `amounts`: whether amounts can be worked out with them; where not, rows are only checked.
    """

    def __init__(self, roster: Roster, common: Texts, as_of: date | None, *, amounts: bool = True) -> None:
        self._roster, self._computes = roster, amounts
        calculator = find(roster.calculator)
        self._asked = {item.name for item in calculator.inputs} & {column.input.name for column in roster.columns}
        self._amounts = Series(calculator, common, as_of)
        self._checks = [
            (check, Series(find(check.calculator), {}, as_of))
            for check in roster.checks
            if evaluate(check.when, common) is Need.YES
        ]
        self._names, self._items = list(roster.amounts()), roster.items()
        self._order = {column.input.name: place for place, column in enumerate(roster.columns)}

    def row(self, table: Table, row: Row, twins: Sequence[int]) -> Judged:
        """What a row comes to. `twins`: other rows with the same person's number."""
        work = _Row()
        if twins:
            shown = _("、").join(map(str, [*twins[:TWINS], *(["…"] if len(twins) >= TWINS else [])]))
            words = _("和第{rows}行是同一个号码。请留下对的一行，删掉其他的。").format(rows=shown)
            work.say(self._roster.person, words)
        if table.overflows(row):
            work.say("", _("这一行比表头多出几格，看不出哪个数是哪一列。数里的逗号（8,000）请去掉，写成8000。"))
        elif name := table.torn_at(row):
            words = _(
                "右边一格是三位数，像是8,000里的逗号把一个数分成了两格。请去掉逗号，写成8000；真是这么少的，请把右边那一列移开。"
            )
            work.say(name, words)
        for column in self._roster.columns:
            work.read(column, table.cell(row, column.input.name))
        for check, series in self._checks:
            work.check(check, series)
        for column in self._roster.columns:
            work.compare(column)
        if not self._computes:
            return Judged(row.number, self._sorted(work.problems))
        try:
            worked = self._amounts.work({name: work.known[name] for name in self._asked})
        except CannotCalculate as error:
            said = {column for column, _message in work.problems}
            for problem in error.problems:
                if problem.input not in said:  # an empty text stands for one that was wrong already
                    work.say(problem.input or "", problem.message)
        if work.problems:
            return Judged(row.number, self._sorted(work.problems))
        amounts, direct = self._add_up(worked)
        return Judged(row.number, (), amounts, direct, [*work.notes, *worked.result.cautions])

    def _sorted(self, problems: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
        return sorted(problems, key=lambda pair: self._order.get(pair[0], len(self._order)))

    def _add_up(self, worked: Worked) -> tuple[list[str], str]:
        outputs, exact = worked.outputs, worked.exact
        direct = sum((exact.get(name) or Decimal(str(outputs[name])) for name in self._items if name in outputs), ZERO)
        return [str(outputs.get(name, "")) for name in self._names], f"{direct:f}"


class _Row:
    """What has been found out of one row so far."""

    def __init__(self) -> None:
        self.problems: list[tuple[str, str]] = []
        self.notes: list[str] = []
        self.known: dict[str, str] = {}

    def say(self, column: str, message: str) -> None:
        self.problems.append((column, message))

    def read(self, column: Column, written: str) -> None:
        """Know the text of a cell as calculators take it, empty if it is found wrong."""
        item = column.input
        self.known[item.name] = ""
        if not written and not item.required:
            return
        try:
            text = mend(item, written)
            value = item.parse(text)
        except InputError as error:
            self.say(item.name, str(error))
            return
        if item.kind == "money" and text != written:
            said = _("“{label}”写的是{written}，四舍五入到分，按{text}算。")
            self.notes.append(said.format(label=item.title, written=written, text=text))
        if value is None:
            return
        if item.kind == "boolean":
            text = "yes" if value else "no"
        elif item.kind == "text":
            text = str(value)  # a number without its blanks: birth and sex are read by their places in it
        self.known[item.name] = text

    def check(self, check: Check, series: Series) -> None:
        """Put the person through a check; its facts are known afterwards."""
        texts = {name: self.known.get(source, "") for name, source in check.inputs.items()}
        if not all(texts.values()):
            return
        if check.spares and (note := check.spares(self.known)):
            self.notes.append(note)
            return
        try:
            worked = series.work(texts)
        except CannotCalculate as error:
            for problem in error.problems:
                self.say(check.column, problem.message)
            return
        if all(worked.outputs.get(name) is True for name in check.must):
            if check.facts:
                self.known |= check.facts(texts[next(iter(check.inputs))])
                self.notes += worked.result.explanations
            return
        advice = [_(check.advice)] if check.advice else []
        if texts[next(iter(check.inputs))].endswith("000"):
            advice.append(_("最后三位是000，恐怕是 Excel 把号码当成了数，丢了后面几位。"))
        said = [_("{headline}。").format(headline=worked.result.headline), *worked.result.explanations, *advice]
        self.say(check.column, "".join(said))

    def compare(self, column: Column) -> None:
        """See whether a cell agrees with the fact that a check has found."""
        text, fact = self.known[column.input.name], self.known.get(column.agrees, "")
        if not (text and fact):
            return
        value, wanted = column.input.parse(text), column.input.parse(fact)
        if value != wanted:
            message = _("“{label}”写的是{value}，身份证号里的是{wanted}。请对照身份证，把错的改过来。")
            shown = {"value": column.input.show(value), "wanted": column.input.show(wanted)}
            self.say(column.input.name, message.format(label=column.input.title, **shown))


def mend(item: Input, text: str) -> str:
    """A cell as its owner meant it, where Excel's doing is plain to see. Raises InputError where it has lost something."""
    if text == UNCOMPUTED:
        raise InputError(
            Code.MALFORMED,
            _("这一格是公式，文件里没有存下算出来的数。请用 Excel 或 WPS 打开这个文件，保存一次，再选一次。"),
        )
    narrow = text if text.isascii() else text.translate(NARROW)
    if item.kind == "text" and _LOST.fullmatch(narrow):
        raise InputError(
            Code.MALFORMED,
            _(
                "Excel 把这个号码当成了数，写成“{text}”，后面几位已经丢了，补不回来。"
                "请先把这一列的格式设成“文本”，再照证件重新填一遍号码。"
            ).format(text=text),
        )
    if item.sensitive and _MASKED.search(narrow):
        raise InputError(
            Code.MALFORMED, _("号码里有几位用别的符号盖住了，是打了码的，没法核对。请照证件填完整的号码。")
        )
    if item.kind == "money" and _FRACTION.fullmatch(narrow):
        return f"{FEN.apply(Decimal(narrow)):f}"  # a twelfth of a year's wages, as Excel works it out
    if item.kind == "date":
        text = _MIDNIGHT.sub("", text)
        if _SERIAL.fullmatch(text):
            return (EXCEL_DAY_ZERO + timedelta(days=int(text[:5]))).isoformat()
    return text

"""What a calculator asks (填写项): typed, with bounds and their reason, and messages a reader can act on.

Declarations hold untranslated messages; they are translated where they are shown.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from .answers import InputDeclared, Plain
from .conditions import Condition
from .months import YearMonth
from .problems import Code, InputError
from .texts import N_, _
from .typed_numbers import decimal_of, integer_of, money_of
from .units import UNITS, Value, data, show
from .usual import Usual, unusual

Kind = Literal["money", "year_month", "date", "date_time", "enum", "integer", "decimal", "boolean", "text"]
Bound = str | None

# Full-width digits, letters and signs (８，０００．５０) and the ideographic space are what many keyboards give.
NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x3002: 0x2E, 0x2212: 0x2D}
UNSEEN = dict.fromkeys(
    (0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202C, 0x202D, 0x2060, 0xFEFF)
)  # comes with copied text
_BLANK_IN_NUMBER = re.compile(r"[\d.,]\s+[\d.]")
_BLANK_GROUPED = re.compile(r"\D*\d{1,3}([ \u00a0]\d{3})+(\.\d+)?\D*")
_BLANKS_IN_DATE = re.compile(r"\s*\d{4}(\s+\d{1,2}){1,2}\s*|\s*\d{4}\s+\d{4}\s*")
_MONTH = re.compile(r"^(\d{4})[-/.年](\d{1,2})(?:月份?|[-/.月](\d{1,2})[日号號]?)?$|^(\d{4})(\d{2})(\d{2})?$")
FIRST_YEAR, LAST_YEAR = 1880, 2199
_DATE = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号號]?$|^(\d{4})(\d{2})(\d{2})$")
_TIME = re.compile(r"^(?:[Tt]|日|号|號)?\s*(\d{1,2})[:时時点點](\d{1,2})?(?:分|:\d{2})?$")
_DAY_PART = re.compile(r"^(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}|\d{8})(.*)$")
_LONGEST = 40  # characters; no number or date needs more

LEAST_RATE = "0.002"
"""The smallest percentage that is read as it stands: no rate that is asked for is known to be smaller than 0.2 %. What is smaller is more likely a fraction, 0.08 for 8 %; with its sign, 0.08%, it is taken."""

COUNTING = N_("请检查有没有多写或少写数字。")  # why a number of people or papers has bounds
YES_NO = {"yes": N_("是"), "no": N_("否")}
_YES_NO_WORDS = {"true": "yes", "false": "no", "y": "yes", "n": "no", "on": "yes", "off": "no", "1": "yes", "0": "no"}

# How each kind is written, and the example where the input brings none of its own.
_HINTS = {
    "money": (N_("只写数字，例如 {example}"), "8000.50"),
    "year_month": (N_("写成年和月，例如 {example}"), "1965-07"),
    "date": (N_("写成年、月、日，例如 {example}"), "2025-03-28"),
    "date_time": (N_("写成年、月、日和钟点（24小时制），例如 {example}"), "2025-03-28 14:30"),
    "integer": (N_("只写整数，例如 {example}"), "15"),
    "decimal": (N_("只写数字，例如 {example}"), "2.5"),
    "text": (N_("写成{example}这样"), ""),
    "enum": (N_("从列出的选项里选一个"), ""),
    "boolean": (N_("从列出的选项里选一个"), ""),
}
_NUMBERS, _DAYS = frozenset({"money", "integer", "decimal"}), frozenset({"year_month", "date"})
_KEYBOARD = {"money": "decimal", "decimal": "decimal", "integer": "numeric"}


@dataclass(frozen=True)
class Input:
    """One thing a calculator asks for."""

    name: str
    kind: Kind
    label: str
    label_values: Mapping[str, Any] = field(default_factory=dict)
    """What is put into the label's places: one message for twelve months."""
    unit: str = ""
    help: str = ""
    where: str = ""
    """Where the reader finds it (在哪里能找到): 工资条, 缴费清单."""
    example: str = ""
    minimum: Bound = None
    maximum: Bound = None
    reason: str = ""
    """Why the bounds are what they are."""
    options: Mapping[str, str] = field(default_factory=dict)
    pattern: str = ""
    """For text: a regular expression that the whole of it matches, spaces left out."""
    least: Bound = None
    """Of a percentage: what lies between zero and this is asked back, as it may be a fraction (0.08 for 8 %)."""
    usual: Usual | None = None
    """Of an amount: between which it needs no second look."""
    happened: bool = False
    """The day of something that must have happened already: none later than today."""
    required: bool = True
    default: str = ""
    group: str = ""
    """Optional inputs that few readers need: those of one group stand together, folded under this heading."""
    ask_when: Condition = None
    """Asked only if this condition on earlier choices holds; otherwise its value is None."""
    ask_last: bool = False
    """Forms ask it after the others, though what is asked of them may depend on it: an exclusion, before which people say
    what happened."""
    stands_in_for: tuple[str, ...] = ()
    """Parameters whose number the reader may give here instead: for days that none is known for, as a projection 估算."""
    fact: str = ""
    """What it is about the reader, where several calculators ask the same in the same words and unit: said on one page, it is
    filled in on the others while the page's session lasts."""
    sensitive: bool = False
    """A number that names a person (身份证号): results show it masked, pages never put it into an address."""

    @property
    def title(self) -> str:
        """The label in the reader's script."""
        return _(self.label).format(**self.label_values) if self.label_values else _(self.label)

    def parse(self, text: str) -> Value | None:
        """Read what the reader typed; None for an empty optional input. Raises InputError."""
        narrow = text if text.isascii() else text.translate(NARROW | UNSEEN)
        cleaned = " ".join(narrow.split()) if self.kind == "date_time" else _joined(narrow)
        if not cleaned:
            if self.required:
                raise InputError(Code.REQUIRED, self._empty())
            return None
        if self.kind in _NUMBERS | _DAYS:
            cleaned = self._one(narrow, cleaned)
        if len(cleaned) > _LONGEST and len(cleaned) > max(
            (len(_(label)) for label in self.options.values()), default=0
        ):
            raise InputError(
                Code.MALFORMED, _("“{label}”写得太长了。{hint}。").format(label=self.title, hint=self.hint())
            )
        value: Value = _PARSERS[self.kind](self, cleaned)
        self._check_bounds(value, cleaned)
        return value

    def check_day(self, value: Value | None, today: date) -> str:
        """That a day is so far off that the rules may be others by then; empty if not. Raises InputError for one to come
        of what must have happened."""
        if not isinstance(value, date | YearMonth):
            return ""
        now = YearMonth.of(today) if isinstance(value, YearMonth) else today
        moment = value.date() if isinstance(value, datetime) else value
        if self.happened and moment > now:  # type: ignore[operator]
            message = _("“{label}”不能晚于今天（{today}），您填的是{value}。还没有发生的，算不出来。")
            raise InputError(Code.OUT_OF_RANGE, message.format(label=self.title, today=show(today), value=show(value)))
        if value.year <= today.year + 1:
            return ""
        text = _("“{label}”填的是{value}。这里用的是今天的规定，到那时可能已经变了。")
        return text.format(label=self.title, value=show(value))

    def doubt(self, value: Value | None, today: date) -> str:
        """What to look at again in a value that has been taken; empty if nothing."""
        return unusual(self.title, value, self.unit, self.usual) if self.usual else self.check_day(value, today)

    def describe(self) -> InputDeclared:
        """The declaration for forms and data, in the reader's script."""
        return {
            "name": self.name,
            "kind": self.kind,
            "label": self.title,
            "unit": self.unit,
            "unit_text": "%" if self.unit == "ratio" else _(UNITS[self.unit]).format(n=""),
            "help": _(self.help),
            "where": _(self.where),
            "example": self._example(),
            "hint": "" if self.options else self.hint(),
            "minimum": self.minimum,
            "maximum": self.maximum,
            "reason": _(self.reason),
            "options": [{"value": value, "label": _(label)} for value, label in self.options.items()],
            "required": self.required,
            "default": self.default,
            "group": _(self.group),
            "ask_when": self.ask_when,
            "fact": self.fact,
            "sensitive": self.sensitive,
            "keyboard": "" if self.options else _KEYBOARD.get(self.kind, "text"),
        }

    def show(self, value: Value | None) -> str:
        """A parsed value as the reader sees it in the result."""
        if value is None:
            return _("没有填")
        if self.kind == "enum":
            return _(self.options[str(value)])
        return str(self.public(value)) if self.sensitive else show(value, self.unit)

    def public(self, value: Value) -> Value:
        """The value as a result may repeat it: of a sensitive one, only the first three and the last two characters."""
        if not self.sensitive:
            return value
        text = str(value)
        return f"{text[:3]}{'*' * (len(text) - 5)}{text[-2:]}" if len(text) > 8 else "*" * len(text)

    def again(self, value: Value) -> Plain:
        """What to type, as data, to get the value again: 2.5 for 2.5%; 0.08%, which would be asked back without its sign."""
        if self.unit != "ratio" or not isinstance(value, Decimal):
            return data(value)
        return f"{value * 100:f}%" if self.is_fraction(value * 100) else f"{value * 100:f}"

    def is_fraction(self, number: Decimal) -> bool:
        """Whether a number typed for a percentage is so small that it may be a fraction."""
        return self.least is not None and 0 < number / 100 < Decimal(self.least)

    def _one(self, narrow: str, joined: str) -> str:
        """The text without blanks; refused where they part two numbers, 3000 4000, that would become one."""
        if narrow == joined:
            return joined
        if self.kind in _DAYS and _BLANKS_IN_DATE.fullmatch(narrow):
            return "-".join(narrow.split())
        if not _BLANK_IN_NUMBER.search(narrow) or (self.kind in _NUMBERS and _BLANK_GROUPED.fullmatch(narrow)):
            return joined
        message = _("“{text}”里有空格，看不出是一个数还是两个。这里只填一个，{hint}。")
        raise InputError(Code.MALFORMED, message.format(text=" ".join(narrow.split()), hint=self.hint()))

    def hint(self) -> str:
        """How it is to be written, with an example."""
        message, example = _HINTS[self.kind]
        return _(message).format(example=self._example() or example)

    def _example(self) -> str:
        """The example in the reader's script: figures are alike in both, words are not."""
        return self.example if self.example.isascii() else _(self.example)

    def _empty(self) -> str:
        if self.kind in ("enum", "boolean"):
            return _("请选择“{label}”。").format(label=self.title)
        return _("请填写“{label}”。{hint}。").format(label=self.title, hint=self.hint())

    def _check_bounds(self, value: Value, text: str) -> None:
        if self.minimum is None and self.maximum is None:
            return
        low, high = self._bounds
        too_low = low is not None and value < low  # type: ignore[operator]
        if not too_low and (high is None or value <= high):  # type: ignore[operator]
            return
        shown = {
            "label": self.title,
            "value": show(value, self.unit),
            "low": "" if low is None else show(low, self.unit),
            "high": "" if high is None else show(high, self.unit),
        }
        earlier = isinstance(value, date | YearMonth)
        if too_low and isinstance(value, Decimal | int) and value < 0:
            message = _("“{label}”不能是负数，您填的是{value}。")
        elif too_low:
            message = (
                _("“{label}”不能早于{low}，您填的是{value}。")
                if earlier
                else _("“{label}”不能小于{low}，您填的是{value}。")
            )
        else:
            message = (
                _("“{label}”不能晚于{high}，您填的是{value}。")
                if earlier
                else _("“{label}”不能大于{high}，您填的是{value}。")
            )
        raise InputError(Code.OUT_OF_RANGE, message.format(**shown) + _(self.reason))

    @cached_property
    def _bounds(self) -> tuple[Value | None, Value | None]:
        low, high = (None if bound is None else self._bound(bound) for bound in (self.minimum, self.maximum))
        return low, high

    def _bound(self, bound: str) -> Value:
        match self.kind:
            case "year_month":
                return YearMonth.from_iso(bound)
            case "date":
                return date.fromisoformat(bound)
            case "date_time":
                return datetime.fromisoformat(bound)
            case "integer":
                return int(bound)
            case _:
                return Decimal(bound)


def _year_month(item: Input, text: str) -> YearMonth:
    match = _MONTH.match(text)
    if not match:
        raise InputError(Code.NOT_A_DATE, _("看不懂“{text}”是哪年哪月。请{hint}。").format(text=text, hint=item.hint()))
    year, month, day = match.group(1, 2, 3) if match.group(1) else match.group(4, 5, 6)
    _check_year(year, text)
    try:
        found = YearMonth(int(year), int(month))
    except ValueError:
        raise InputError(
            Code.NOT_A_DATE,
            _("没有“{text}”这个月份，月份是 1 到 12。请{hint}。").format(text=text, hint=item.hint()),
        ) from None
    if day and not 1 <= int(day) <= found.last.day:
        raise _no_such_day(text)
    return found


def _date(item: Input, text: str) -> date:
    match = _DATE.match(text)
    if not match:
        raise InputError(Code.NOT_A_DATE, _("看不懂“{text}”是哪一天。请{hint}。").format(text=text, hint=item.hint()))
    year, month, day = match.group(1, 2, 3) if match.group(1) else match.group(4, 5, 6)
    _check_year(year, text)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise _no_such_day(text) from None


def _no_such_day(text: str) -> InputError:
    return InputError(Code.NOT_A_DATE, _("日历上没有“{text}”这一天。请对照日历再写一次。").format(text=text))


def _check_year(year: str, text: str) -> None:
    """No number names a person born before the first year (GB 11643 has one of 1880); no deadline lies beyond the last."""
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        message = _("“{text}”的年份不对，只能写{first}年到{last}年。请检查有没有写错。")
        raise InputError(Code.OUT_OF_RANGE, message.format(text=text, first=FIRST_YEAR, last=LAST_YEAR))


def _date_time(item: Input, text: str) -> datetime:
    parts = _DAY_PART.match(text)
    time = _TIME.match(parts.group(2).strip()) if parts else None
    if not parts or not time:
        raise InputError(Code.NOT_A_DATE, _("看不懂“{text}”是什么时候。请{hint}。").format(text=text, hint=item.hint()))
    day = _date(item, parts.group(1))
    try:
        return datetime(day.year, day.month, day.day, int(time.group(1)), int(time.group(2) or 0))  # noqa: DTZ001 - wall time
    except ValueError:
        raise InputError(
            Code.NOT_A_DATE, _("没有“{text}”这个钟点，小时是0到23，分钟是0到59。").format(text=text)
        ) from None


def _plain(item: Input, text: str) -> str:
    if item.pattern and not re.fullmatch(item.pattern, text):
        raise InputError(Code.MALFORMED, _("“{text}”写法不对。请{hint}。").format(text=text, hint=item.hint()))
    return text


def _enum(item: Input, text: str) -> str:
    if text in item.options:
        return text
    for value, label in item.options.items():
        if text in (_joined(shown.translate(NARROW)) for shown in (label, _(label))):
            return value
    options = _("、").join(_(label) for label in item.options.values())
    raise InputError(
        Code.NOT_AN_OPTION,
        _("“{label}”没有“{text}”这个选项。可以选：{options}。").format(label=item.title, text=text, options=options),
    )


def _boolean(item: Input, text: str) -> bool:
    return _enum(item, _YES_NO_WORDS.get(text.lower(), text)) == "yes"


def _joined(text: str) -> str:
    return "".join(text.split())


_PARSERS: dict[str, Any] = {
    "money": money_of,
    "decimal": decimal_of,
    "integer": integer_of,
    "year_month": _year_month,
    "date": _date,
    "date_time": _date_time,
    "text": _plain,
    "enum": _enum,
    "boolean": _boolean,
}


# Short names for declarations. Every keyword is a field of Input.


def money(name: str, label: str, *, minimum: Bound = "0", maximum: Bound = "99999999", **more: Any) -> Input:
    """An amount 金额 in yuan, not negative unless `minimum` says otherwise."""
    more.setdefault("reason", N_("请检查有没有多写或少写数字。") if minimum == "0" else "")
    return Input(name, "money", label, unit="yuan", minimum=minimum, maximum=maximum, **more)


def year_month(name: str, label: str, **more: Any) -> Input:
    """A month of a year 年月. A full date is accepted too; its day plays no part."""
    return Input(name, "year_month", label, **more)


def day(name: str, label: str, **more: Any) -> Input:
    """A date 日期."""
    return Input(name, "date", label, **more)


def moment(name: str, label: str, **more: Any) -> Input:
    """A date and a time of day 日期时间, to the minute, in local wall time."""
    return Input(name, "date_time", label, **more)


def text(name: str, label: str, *, example: str, **more: Any) -> Input:
    """A number or a code that is no quantity 号码; `pattern` says what it looks like."""
    return Input(name, "text", label, example=example, **more)


def choice(name: str, label: str, options: Mapping[str, str], **more: Any) -> Input:
    """One of several options 单选: option id → label."""
    return Input(name, "enum", label, options=options, **more)


def whole(name: str, label: str, **more: Any) -> Input:
    """A whole number 整数."""
    return Input(name, "integer", label, **more)


def percentage(name: str, label: str, *, least: str = LEAST_RATE, **more: Any) -> Input:
    """A percentage 百分比: the reader writes 2.5 or 2.5%, the value is 0.025."""
    return Input(name, "decimal", label, unit="ratio", least=least, **more)


def yes_no(name: str, label: str, **more: Any) -> Input:
    """A question answered with yes or no 是否."""
    return Input(name, "boolean", label, options=YES_NO, **more)


PROJECTION = yes_no(
    "projection",
    N_("标准还没公布的，要不要先估算"),
    required=False,
    help=N_(
        "选“是”，就用最近一次公布的标准算，结果里会写明是估算。不选的，到本月为止、新标准还没公布的先估算；选“否”就不估算。"
    ),
)
"""Asked by every calculator that looks up a number which is published anew each year: the reader's wish for an estimate 估算."""

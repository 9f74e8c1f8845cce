"""Why something cannot be calculated (算不出来的原因): a code for programs beside the words for readers.

The list of codes is closed, and here is its one place. A code is never renamed: that would be a new major version.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .answers import ProblemShown


class Code(StrEnum):
    """What kind of problem it is. The words beside it say what to do, in the reader's script."""

    REQUIRED = "required"
    """An answer is missing that this case needs."""
    NOT_A_NUMBER = "not-a-number"
    """The text is no number, or it cannot be told which: 八千, 1,00,0."""
    TOO_PRECISE = "too-precise"
    """A number finer than the question takes: a part of a fen, half a person."""
    NOT_A_DATE = "not-a-date"
    """The text is no day, month or time of day, or the calendar has none such: 2025-02-30."""
    NOT_AN_OPTION = "not-an-option"
    """The question has options, and this is none of them."""
    MALFORMED = "malformed"
    """The text has not the form asked for, or is longer than any answer: a number of a person that has lost digits."""
    OUT_OF_RANGE = "out-of-range"
    """Below the least or above the most, whether the declaration sets the limit or the rule works it out."""
    CONTRADICTION = "contradiction"
    """Two answers cannot both be right: an end before its beginning, a part larger than its whole."""
    NOT_APPLICABLE = "not-applicable"
    """An optional answer was given that has no place in this case."""
    OUTSIDE_PERIOD = "outside-period"
    """No number, or no calendar of working days, is known for that day."""
    UNKNOWN_INPUT = "unknown-input"
    """The calculator asks for nothing of that name."""
    UNKNOWN_CALCULATOR = "unknown-calculator"
    """No calculator, or no roster, has that slug."""
    UNREADABLE_FILE = "unreadable-file"
    """The file is no table, is damaged or is written in no known encoding."""
    EMPTY_FILE = "empty-file"
    """The file has no rows below its header, or nothing at all."""
    FILE_TOO_LARGE = "file-too-large"
    """The file has more rows or bytes than are computed at once."""
    MISSING_COLUMN = "missing-column"
    """The table has no header, or its header lacks a column."""
    UNCLEAR_COLUMN = "unclear-column"
    """More than one column may be the one asked for, or a column is not in yuan a month."""
    BAD_REQUEST = "bad-request"
    """What the calling program handed over has not the documented form."""
    INTERNAL = "internal"
    """The program failed. Only `calc.browser` answers so; elsewhere the exception itself is raised."""


@dataclass(frozen=True)
class Problem:
    """One thing that keeps the calculation from being done: the input it belongs to, if any, its kind, and what to do."""

    input: str | None
    code: Code
    message: str


class CannotCalculate(ValueError):
    """The inputs do not allow a result. `problems` lists everything that is wrong, in the order of the form."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(problem.message for problem in problems))

    def as_data(self) -> list[ProblemShown]:
        """The problems for JSON: `input`, `code` and `message` of each."""
        return [{"input": each.input, "code": each.code.value, "message": each.message} for each in self.problems]


class InputError(ValueError):
    """The text cannot be used as an answer. The message says what is wrong and how to mend it."""

    def __init__(self, code: Code, message: str) -> None:
        self.code = code
        super().__init__(message)

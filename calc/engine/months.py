"""Year-months (年月) and adding months to dates, with the month-end rule written down."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self


@dataclass(frozen=True, order=True)
class YearMonth:
    """A month of a year, 1965-07. Days play no part: most social-insurance rules count in months."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.year <= 9999 and 1 <= self.month <= 12):
            raise ValueError(f"no such month: {self.year}-{self.month}")

    @classmethod
    def of(cls, day: date) -> Self:
        """The month a date lies in."""
        return cls(day.year, day.month)

    @classmethod
    def from_iso(cls, text: str) -> Self:
        """Read "1965-07". Raises ValueError."""
        year, _dash, month = text.partition("-")
        return cls(int(year), int(month))

    def plus(self, months: int) -> "YearMonth":
        """The month so many months later, or earlier for a negative number."""
        years, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return YearMonth(years, month + 1)

    def since(self, earlier: "YearMonth") -> int:
        """Months from the earlier month to this one: 2025-02 since 1965-01 is 721."""
        return (self.year - earlier.year) * 12 + self.month - earlier.month

    @property
    def first(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day of the month: 28 or 29 February, 30 or 31 elsewhere."""
        return self.plus(1).first - timedelta(days=1)

    def day(self, number: int) -> date:
        """That day of the month, or its last day where the month is shorter."""
        there = number <= 28  # in every month
        return date(self.year, self.month, number if there else min(number, self.last.day))

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


def add_months(day: date, months: int) -> date:
    """The corresponding day so many months later, else month-end (民法典第202条): 31 Jan + 1 → 28 Feb."""
    return YearMonth.of(day).plus(months).day(day.day)

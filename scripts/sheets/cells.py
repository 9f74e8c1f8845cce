"""A value as an editor reads it in a cell, and a cell as data: both ways of writing in one place."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import yaml
from openpyxl.cell import Cell

from scripts.data.decode import quote, suggest
from scripts.data.rewrite import Data, flow, plain
from scripts.sheets.layout import Column

MOST_DIGITS = 15  # of a number that Excel keeps exactly


class Unreadable(ValueError):
    """What a cell holds cannot be taken; the message says why, in Chinese."""


@cache
def words() -> dict[str, str]:
    """What stands in a cell in place of a code of the YAML, by code."""
    found: dict[str, str] = yaml.safe_load(Path(__file__).with_name("words.yml").read_text(encoding="utf-8"))
    return found


def choices(column: Column) -> tuple[str, ...]:
    """The words that a cell of a closed column may hold; none if it is open or a register's."""
    codes = ("true", "false") if column.kind is bool else get_args(column.kind) if _closed(column) else ()
    return tuple(words().get(code, code) for code in codes)


def _closed(column: Column) -> bool:
    return get_origin(column.kind) is Literal


def shown(value: Data, column: Column) -> str:
    """What stands in the cell; nothing for no value."""
    if value is None:
        return ""
    if column.shape == "notations" and isinstance(value, list):
        return "\n".join(map(flow, value))
    if column.shape == "lines" and isinstance(value, list) and _are_lines(value):
        return "\n".join(value)
    if isinstance(value, str):
        return words().get(value, value) if choices(column) else value
    return flow(value)


def _are_lines(value: list[Data]) -> bool:
    return all(isinstance(each, str) and "\n" not in each for each in value) and not value[0].startswith("[")


def meant(text: str, column: Column) -> Data:
    """The data that the words of a cell stand for; None for an empty cell. Raises Unreadable."""
    if not text:
        return None
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if column.shape == "notations":
        return [_notation(line) for line in lines]
    if column.shape == "notation" or (column.shape == "lines" and text.startswith("[")):
        return _notation(text)
    if column.shape == "lines":
        return lines
    if text.startswith("{zh-Hans: "):  # words with an own Traditional
        return _notation(text)
    if allowed := choices(column):
        codes = {words().get(code, code): code for code in ("true", "false", *get_args(column.kind))}
        if text not in allowed and text not in codes.values():
            raise Unreadable(f"{quote(text)}不在可选范围内。{suggest(text, allowed)}")
        return codes.get(text, text)
    return text


def _notation(text: str) -> Data:
    try:
        return plain(text)
    except yaml.YAMLError:
        raise Unreadable(f"{quote(text)}的括号、逗号或引号没有配对。照别的行的样子写") from None


def typed(cell: Cell, column: Column | None) -> str:
    """The words that were typed into a cell, whatever the spreadsheet made of them. Raises Unreadable."""
    value: Any = cell.value
    match cell.data_type, value:
        case _, None:
            return ""
        case "f", _:
            raise Unreadable(f"这一格是公式{quote(str(value))}。换成文字：先复制，再“选择性粘贴”为数值")
        case "e", _:
            raise Unreadable(f"这一格是出错的公式{quote(str(value))}。删掉它，重新输入")
        case "b", bool():
            return str(value).lower()
        case _, dt.datetime() if column is not None and column.kind is dt.date:
            return value.date().isoformat()
        case _, dt.datetime() | dt.date() | dt.time() | dt.timedelta():
            raise Unreadable("这一格被表格软件改成了日期或者时间。把格式改成“文本”，再输入一次")
        case _, int() | float():
            if abs(value) >= 10**MOST_DIGITS:
                raise Unreadable("这个数字太长，表格软件已经改动了末尾几位。把格式改成“文本”，再输入一次")
            return repr(int(value) if value == int(value) else value)
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()

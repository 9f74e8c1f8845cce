"""Reads Excel workbooks 工作簿 (XLSX, ECMA-376 and ISO/IEC 29500, Strict ones too): what rosters need of them, which is text.

openpyxl takes three times as long over the same files, and holds this reader to its own answers in the tests; see
docs/dev/decisions/own-workbook-reader.md.
"""

from collections.abc import Sequence

from ..engine.problems import Code
from ..engine.texts import N_, _
from .archive import Archive
from .cells import Sheet
from .files import refuse
from .markup import attributes, document, element, inside, one_by_one, string
from .worksheet import SINCE_1900, SINCE_1904, TRUE, Book, Formats, format_kind, read_sheet

LARGEST = 100 * 2**20  # bytes of all parts unpacked; a roster of 20,000 rows has a tenth

DAMAGED = N_(
    "这个 Excel 文件打不开，可能损坏了，或者不是 xlsx。请在 Excel 或 WPS 里打开它，另存为 xlsx 或 CSV，再选一次。"
)

# The formats that have no code in the file, ECMA-376 part 1, 18.8.30: those of every language, and of Chinese ones.
_BUILT_IN = dict.fromkeys((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)), "date") | {46: "duration"}
_SHEETS, _SHEET, _ABOUT = map(element, ("sheets", "sheet", "workbookPr"))
_RELATIONS, _RELATION = element("Relationships"), element("Relationship")
_STRINGS, _STRING = element("sst"), element("si")
_FORMATS, _FORMAT, _STYLES, _STYLE = map(element, ("numFmts", "numFmt", "cellXfs", "xf"))


def read(content: bytes) -> list[Sheet]:
    """The visible sheets; formulas as the values last computed. Raises CannotCalculate."""
    try:
        parts = Archive(content)
        large = parts.size > LARGEST
        sheets = [] if large else _sheets(parts)
    except Exception:  # a damaged part raises whatever its readers meet
        raise refuse(Code.UNREADABLE_FILE, _(DAMAGED)) from None
    if large:
        raise refuse(Code.FILE_TOO_LARGE, _("这个 Excel 文件太大了。请把花名册那一张表单独存成一个文件，再选一次。"))
    return sheets


def _sheets(parts: Archive) -> list[Sheet]:
    """Raises KeyError, ValueError and others where the file is damaged."""
    (main,) = (part for kind, part in _related(parts, "").values() if kind == "officeDocument")
    text, related = document(parts.read(main), "workbook"), _related(parts, main)
    shared = {kind: parts.read(part) for kind, part in related.values() if kind in ("sharedStrings", "styles")}
    about = _ABOUT.search(text)
    since_1904 = about and attributes(about[1]).get("date1904") in TRUE
    strings, formats = _strings(shared.get("sharedStrings")), _formats(shared.get("styles"))
    book = Book(strings, formats, SINCE_1904 if since_1904 else SINCE_1900)
    sheets = []
    for written, _nothing in one_by_one(_SHEET, inside(_SHEETS, text)):
        sheet = attributes(written)
        kind, part = related[next(value for name, value in sheet.items() if name.endswith(":id"))]
        if kind == "worksheet" and sheet.get("state", "visible") == "visible":
            sheets.append(read_sheet(parts.read(part), sheet["name"], book))
    return sheets


def _related(parts: Archive, part: str) -> dict[str, tuple[str, str]]:
    """What a part, or the whole file for an empty name, refers to: identifier → kind and name of the other part."""
    folder, slash, name = part.rpartition("/")
    text = document(parts.read(f"{folder}{slash}_rels/{name}.rels"), "Relationships")
    found = (attributes(each) for each, _ in one_by_one(_RELATION, inside(_RELATIONS, text)))
    return {each["Id"]: (each["Type"].rpartition("/")[2], _named(each["Target"], folder + slash)) for each in found}


def _named(target: str, folder: str) -> str:
    """The name of a part that another in the folder refers to: from the top of the file, or from there."""
    return target[1:] if target.startswith("/") else folder + target.removeprefix("./")


def _strings(part: bytes | None) -> Sequence[str]:
    return (
        [string(item or "") for _, item in one_by_one(_STRING, inside(_STRINGS, document(part, "sst")))] if part else ()
    )


def _formats(part: bytes | None) -> Formats:
    """None where another program has written the styles so that they cannot be read.

    Days then come as the numbers that Excel keeps for them, which rosters understand.
    """
    if not part:
        return ()
    try:
        text = document(part, "styleSheet")
        own = (attributes(each) for each, _ in one_by_one(_FORMAT, inside(_FORMATS, text)))
        kinds = _BUILT_IN | {int(each["numFmtId"]): format_kind(each["formatCode"]) for each in own}
        styles = (attributes(each) for each, _ in one_by_one(_STYLE, inside(_STYLES, text)))
        return [kinds.get(int(each.get("numFmtId", 0)), "") for each in styles]
    except (KeyError, ValueError):
        return ()

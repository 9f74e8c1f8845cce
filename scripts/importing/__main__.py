"""``python -m scripts.importing FILE --out DIR``: from an office's document to draft procedures, for a person to review.

A workbook that `make sheet` wrote is no document: what was changed in it goes into the region's own files.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

import calc
from scripts.importing import compare, review, write
from scripts.importing.account import account, doubt_gaps
from scripts.importing.compare import Change
from scripts.importing.draft import Draft
from scripts.importing.fields import draft
from scripts.importing.keys import pinyin_key
from scripts.importing.layouts import items
from scripts.importing.merge import FATES, Taken, merge
from scripts.importing.outline import Outline, Span
from scripts.importing.reading import Unreadable, read
from scripts.paths import ROOT
from scripts.sheets.back import Refused, is_ours, take_back


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.importing", description="从文件导入草稿，等人核对")
    parser.add_argument("file", type=Path, help="Word、Excel、网页、文本或者有文字的 PDF")
    parser.add_argument("--out", type=Path, required=True, help="草稿写到哪个文件夹")
    parser.add_argument("--before", type=Path, help="同一份文件以前的样子：另写 changes.json")
    parser.add_argument(
        "--onto", type=Path, help="现在用的事项文件：没有冲突的改动写进草稿文件夹里的同名文件，冲突列出来"
    )
    parser.add_argument("--region", help="文件是哪个地区的")
    options = parser.parse_args(arguments)
    if is_ours(options.file):
        return _taken_back(options.file, options.region)
    try:
        outline, drafts = drafts_of(options.file)
        older = drafts_of(options.before)[1] if options.before else None
    except Unreadable as error:
        print(error, file=sys.stderr)
        return 1
    if not drafts:
        print(f"“{options.file.name}”里没有认出事项：没有找到“办理材料”“办理时限”这样的标签", file=sys.stderr)
        return 1
    register = yaml.load((ROOT / "guides/shared/laws.yml").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506
    laws = write.Laws(register)
    digest = hashlib.sha256(options.file.read_bytes()).hexdigest()
    document = pinyin_key(options.file.stem)
    rows = account(outline, drafts)
    doubt_gaps(drafts, rows)
    files = write.write(drafts, laws, document, options.file.stem, digest, options.out)
    changed = compare.changes(older, drafts) if older is not None else []
    if older is not None:
        text = json.dumps([change.as_json() for change in changed], ensure_ascii=False, indent=1)
        (options.out / "changes.json").write_text(text + "\n", encoding="utf-8")
    taken = _onto(options.onto, changed, options.out) if options.onto else []
    page = review.page(options.file.name, outline, drafts, rows, files, changed, taken)
    (options.out / "review.html").write_text(page, encoding="utf-8")
    unread = [row for row in rows if row.fate == "unread"]
    print(f"写好了 {len(files)} 件事项的草稿，在 {options.out}。请打开 {options.out / 'review.html'} 核对。")
    if unread:
        print(f"没有归类的内容有 {len(unread)} 行：")
        for row in unread:
            print(f"  {row.span.place}：{row.span.text}")
    for warning in outline.warnings:
        print(f"注意：{warning}")
    if not options.onto:
        print(f"核对完，一份草稿运行一次 make adopt，例如：make adopt draft={files[0]}")
    return 0


def _taken_back(workbook: Path, region: str | None) -> int:
    """Write what was changed in a region's workbook into the region's files, and say which; or every mistake."""
    try:
        written = take_back(workbook, ROOT, region, calc.calculators())
    except Refused as error:
        print(error, file=sys.stderr)
        return 1
    print(f"改了 {len(written)} 个文件：" if written else "表格和文件一样，没有要改的")
    for path in written:
        print(f"  {path.relative_to(ROOT)}")
    return 0


def _onto(today: Path, changed: Sequence[Change], out: Path) -> list[Taken]:
    """Write the procedure of today with what the source changed, beside the drafts; and say what is left to a person."""
    name = yaml.load(today.read_text(encoding="utf-8"), yaml.BaseLoader)["name"]  # noqa: S506
    own = [change for change in changed if change.procedure == name] or list(changed)
    text, taken = merge(today.read_text(encoding="utf-8"), own)
    (out / "merged").mkdir(exist_ok=True)
    (out / "merged" / today.name).write_text(text, encoding="utf-8")
    for each in taken:
        change, words = each.change, FATES[each.fate]
        print(
            f"{words}：{change.item or change.path}：{change.before or '没有'} → {change.after or '没有'}"
            + (f"，现在写的是 {each.today}" if each.fate == "clash" else "")
        )
    return taken


def drafts_of(path: Path) -> tuple[Outline, list[Draft]]:
    """The outline of a file and its draft procedures. Raises Unreadable."""
    outline = read(path)
    found = items(outline)
    for item in found:
        item.name = item.name if item.name.text else Span(path.stem, "文件名")
    return outline, [draft(item) for item in found]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

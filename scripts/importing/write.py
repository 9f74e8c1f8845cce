"""Writes drafts in the style of the house: one line a fact, and a comment wherever a person must decide."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from scripts.importing.draft import Draft
from scripts.importing.keys import pinyin_key
from scripts.importing.outline import squeezed

ORDER = (
    "name", "summary", "audience", "kinds", "authority", "sources", "conditions", "materials", "channels", "time_limits",
    "fees", "steps", "results", "consult", "complaint", "basis", "notes", "cautions", "gaps",
)  # fmt: skip
BY_HAND = {
    "summary": "用一句大白话写",
    "audience": "从词表里选",
    "kinds": "从词表里选",
}  # no document has them in these words
CLOSE = 0.85  # of a law's name: below, it is another law


@dataclass(frozen=True)
class Law:
    key: str
    name: str
    number: str = ""


class Laws:
    """The register of laws, and what a document cites beyond it."""

    def __init__(self, register: Mapping[str, Mapping[str, Any]]) -> None:
        self.known = {
            _bare(entry["name"]): Law(key, entry["name"], entry.get("number", "")) for key, entry in register.items()
        }
        self.cited: dict[str, Law] = {}  # by its key, as the document writes it
        self.near: dict[str, str] = {}

    def key(self, cited: str) -> str:
        """The key of a law as it is cited; a new one for a law that the register does not have."""
        found = re.fullmatch(r"(《.*》)\s*(?:[（(]([^（）()]*)[）)])?", cited)
        name, number = (found[1], found[2] or "") if found else (cited, "")
        law = self.known.get(_bare(name))
        if law is None:
            close = difflib.get_close_matches(_bare(name), self.known, 1, CLOSE)
            if close:
                self.near[cited] = self.known[close[0]].name
            law = next((each for each in self.cited.values() if each.name == name), None) or Law(
                pinyin_key(name, self.cited), name
            )
        self.cited.setdefault(law.key, Law(law.key, name, number))
        return law.key

    def text(self) -> str:
        """The file laws.yml beside the drafts: every law they name."""
        lines = ["# 草稿用到的法规。登记册里已经有的，编号相同；没有的，make adopt 补进 guides/shared/laws.yml。"]
        for law in sorted(self.cited.values(), key=lambda law: law.key):
            entry = {"name": law.name} | ({"number": law.number} if law.number else {})
            lines.append(f"{law.key}: {_flow(entry)}")
        return "\n".join(lines) + "\n"


def _bare(name: str) -> str:
    """A law's name without what varies: marks, blanks, 「中华人民共和国」."""
    return re.sub(r"[《》〈〉“”\"\s]|中华人民共和国|省人力资源", "", squeezed(name))


def text(draft: Draft, document: str, laws: Laws) -> str:
    """The YAML of a draft."""
    for number, basis in enumerate(draft.fields.get("basis", [])):
        if basis["law"] in laws.near:
            draft.decide[f"basis.{number}"] = f"登记册里有相近的{laws.near[basis['law']]}，是不是同一件？"
    fields = {
        "summary": "待填",
        "audience": [],
        "kinds": [],
        "sources": [{"document": document, "place": draft.name.place}],
    } | draft.fields
    lines = [
        "# 草稿：从文件导入，还没有人核对。核对完，改好“待定”的各行，删掉下一行，再运行 make check。",
        "draft: true",
    ]
    for name in ORDER:
        if name not in fields:
            if name in draft.decide:
                lines.append(f"# 待定（{name}）：{draft.decide[name]}")
            continue
        value = fields[name]
        if name == "basis":
            value = [entry | {"law": laws.key(entry["law"])} for entry in value]
        lines += _field(name, value, draft.decide)
    return "\n".join(lines) + "\n"


def _field(name: str, value: Any, decide: Mapping[str, str]) -> list[str]:
    note = decide.get(name) or BY_HAND.get(name)
    lines = [f"# 待定：{_one_line(note)}"] if note else []
    if not isinstance(value, list) or not value or not isinstance(value[0], dict):
        return [*lines, f"{name}: {_flow(value)}"]
    lines.append(f"{name}:")
    for number, each in enumerate(value):
        own = [
            words
            for path, words in decide.items()
            if path == f"{name}.{number}" or path.startswith(f"{name}.{number}.")
        ]
        lines += [f"  # 待定：{_one_line(words)}" for words in own]
        lines.append(f"  - {_flow(each)}")
    return lines


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _flow(value: Any) -> str:
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10**6, sort_keys=False)
    return text.removesuffix("\n").removesuffix("\n...")


def write(drafts: Iterable[Draft], laws: Laws, document: str, title: str, digest: str, out: Path) -> list[Path]:
    """Write every draft with its provenance, the laws and the source beside them. Returns the drafts' files."""
    out.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    for draft in drafts:
        path = out / f"{pinyin_key(draft.name.text, {file.stem for file in files})}.yml"
        path.write_text(text(draft, document, laws), encoding="utf-8")
        proof = {where: {"quote": quote, "place": place} for where, (quote, place) in draft.found.items()}
        path.with_suffix(".provenance.json").write_text(
            json.dumps(proof, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
        )
        files.append(path)
    (out / "laws.yml").write_text(laws.text(), encoding="utf-8")
    source = {document: {"title": title, "note": f"导入的文件，SHA-256 {digest}"}}
    (out / "sources.yml").write_text(yaml.safe_dump(source, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return files

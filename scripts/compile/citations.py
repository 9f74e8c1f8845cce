"""Citations 出处: all that can be cited, by key, and the rules 规则 that sources state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scripts.compile.reader import Reader
from scripts.data.decode import Key, Text
from scripts.data.values import WebAddress, needed, term
from scripts.data.yaml_strict import Mapping


@dataclass(frozen=True, kw_only=True)
class Cited:
    """What only calculators cite, or the address of something that the registers in guides/ name."""

    title: Text | None = term("名称")
    url: WebAddress | None = term("网址")


@dataclass(frozen=True, kw_only=True)
class Stated:
    """A rule 规则 that a source states: something can be worked out or decided by it."""

    rule: Text = needed("一句话说明")
    place: Text = needed("来源文件和原文位置")


def citations(reader: Reader) -> dict[str, Any]:
    """What can be cited, by key: laws, source documents, and what only calculators cite; each with its folder."""
    citations: dict[str, Any] = {}
    guides = reader.root / "guides"
    registers = [(guides / "shared/laws.yml", "name"), *((path, "title") for path in guides.glob("*/sources.yml"))]
    for path, title in sorted(registers):
        register = reader.read(path)
        for key, entry in register.entries.items() if isinstance(register, Mapping) else ():
            # The rest of the entry is the guides' loader's business.
            if isinstance(entry, Mapping) and title in entry.entries:
                named = reader.decoder.decode(entry.entries[title], Text)
                citations[key] = {"title": named, "url": "", "home": path.parent.name}
    for path in sorted((reader.root / "calc").glob("*/citations.yml")):
        for key, made in reader.register(path, Cited).items():
            if (made.title is None) != (key in citations):
                said = "已有名称，这里只写网址" if made.title else "没有，这里要写名称"
                reader.say(made, f"“{key}”在别的登记里{said}")
            known = citations.setdefault(key, {"title": made.title, "url": "", "home": path.parent.name})
            known["url"] = made.url.text if made.url else ""
    reader.decoder.vocabularies["citations"] = list(citations)
    return citations


def rules(reader: Reader) -> dict[Key, Stated]:
    """The rules that the regions' sources state, by id."""
    rules: dict[Key, Stated] = {}
    for region in reader.regions:
        rules |= reader.register(reader.root / "calc" / region / "rules.yml", Stated)
    return rules

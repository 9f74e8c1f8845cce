"""The term base (用词表) `guides/terms.yml`: how words convert, which words pages must not show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
TERMS = ROOT / "guides" / "terms.yml"


class TermsError(ValueError):
    """The term base is wrong. The message lists all mistakes in Chinese: file:line:column, value, remedy."""


@dataclass(frozen=True)
class Character:
    """One simplified character with several traditional ones (一简对多繁)."""

    default: str | None  # None: every word with this character must be listed
    ask: tuple[str, ...]  # words that convert in two ways: only a longer word decides


@dataclass(frozen=True)
class Banned:
    """A word that must not stand in a page (禁用词)."""

    word: str
    instead: str
    why: str
    allowed_in: tuple[str, ...]  # longer words in which it is right
    quoted: bool  # right inside quotation marks, where a page shows what a source says


@dataclass(frozen=True)
class Terms:
    """`guides/terms.yml`, checked."""

    words: dict[str, str]  # simplified → traditional: forced pairs, names and the exceptions of characters
    characters: dict[str, Character]
    equivalents: tuple[tuple[str, ...], ...]  # the first of each is this site's
    banned: dict[str, tuple[Banned, ...]]  # "simplified", "traditional"
    other_script: dict[str, tuple[str, ...]]  # words of the other script that may stand in a page


@cache
def load_terms(path: Path = TERMS) -> Terms:
    """Read and check the term base. Raises TermsError with all mistakes at once."""
    return _Reader(path).terms()


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[str] = []

    def terms(self) -> Terms:
        try:
            root = yaml.compose(self.path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        except yaml.YAMLError as error:
            raise TermsError(f"{self.path.name}：不是合格的 YAML。{error}") from error
        known = ("words", "names", "characters", "equivalents", "banned")
        sections: dict[str, yaml.Node] = {}
        for key, node, value in self._pairs(root) if root else ():
            if key not in known:
                self._problem(node, key, f"不是这个文件的一节，可用：{'、'.join(known)}")
            sections[key] = value
        for name in known:
            if name not in sections:
                self.problems.append(f"{self.path.name}：缺少「{name}」一节")
        if self.problems:
            raise TermsError("\n".join(self.problems))

        words: dict[str, str] = {}
        for section in ("words", "names"):
            for item in sections[section].value:
                entry = self._fields(item, required={"simplified", "traditional", "why"})
                if entry:
                    self._add(words, entry["simplified"], entry["traditional"], item)
        characters = {
            key: self._character(key, node, value, words) for key, node, value in self._pairs(sections["characters"])
        }
        equivalents = tuple(tuple(_plain(group)) for group in sections["equivalents"].value)
        pages = {key: value for key, _, value in self._pairs(sections["banned"])}
        banned = {
            script: tuple(found for item in pages[script].value if (found := self._banned(item)))
            for script in ("simplified", "traditional")
        }
        other = {key: tuple(value) for key, value in _plain(pages["other_script"]).items()}
        if self.problems:
            raise TermsError("\n".join(self.problems))
        return Terms(words, characters, equivalents, banned, other)

    def _character(self, key: str, node: yaml.Node, value: yaml.Node, words: dict[str, str]) -> Character:
        entry = self._fields(value, required={"why"}, optional={"to", "words", "ask"})
        target = entry.get("to")
        if len(key) != 1:
            self._problem(node, key, "characters 下每一行只写一个字")
        if target is not None and len(target) != 1:
            self._problem(node, target, "to 只写一个繁体字")
        if target is None and not entry.get("words"):
            self._problem(node, key, "没有 to 的字，要在 words 里列出全部的词")
        for simplified, traditional in entry.get("words", {}).items():
            if key not in simplified:
                self._problem(node, simplified, f"「{key}」的 words 里每个词都要有「{key}」字")
            self._add(words, simplified, traditional, node)
        return Character(target, tuple(entry.get("ask", ())))

    def _banned(self, node: yaml.Node) -> Banned | None:
        entry = self._fields(node, required={"word", "instead", "why"}, optional={"except", "quoted"})
        if not entry:
            return None
        allowed = tuple(entry.get("except", ()))
        for phrase in allowed:
            if entry["word"] not in phrase:
                self._problem(node, phrase, f"except 的词里要有「{entry['word']}」")
        return Banned(entry["word"], entry["instead"], entry["why"], allowed, entry.get("quoted") == "true")

    def _add(self, words: dict[str, str], simplified: str, traditional: str, node: yaml.Node) -> None:
        if len(simplified) != len(traditional):
            self._problem(node, f"{simplified}→{traditional}", "简体与繁体的字数必须相同")
        if words.setdefault(simplified, traditional) != traditional:
            self._problem(node, f"{simplified}→{traditional}", f"前面已定为「{words[simplified]}」，只能留一个")

    def _fields(self, node: yaml.Node, required: set[str], optional: frozenset[str] | set[str] = frozenset()) -> Any:
        """The entry as a dictionary, or an empty one when a field is missing or unknown."""
        entry = _plain(node)
        known = "、".join(sorted(required | optional))
        if not isinstance(entry, dict):
            self._problem(node, str(entry), f"这里应是一组「名称: 内容」，可用：{known}")
            return {}
        wrong = [f"缺少「{name}」" for name in sorted(required - entry.keys())]
        wrong += [f"不认识「{name}」" for name in sorted(entry.keys() - required - optional)]
        for problem in wrong:
            self._problem(node, str(next(iter(entry.values()), "")), f"{problem}，可用：{known}")
        list(self._pairs(node))  # reports repeated fields
        return {} if wrong else entry

    def _pairs(self, node: yaml.Node) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                self._problem(key, key.value, "重复了，只能留一个")
            seen.add(key.value)
            yield key.value, key, value

    def _problem(self, node: yaml.Node, value: str, remedy: str) -> None:
        mark = node.start_mark
        self.problems.append(f"guides/{self.path.name}:{mark.line + 1}:{mark.column + 1}：「{value}」{remedy}")


def _plain(node: yaml.Node) -> Any:
    """Mappings, lists and strings: no number, date or boolean is guessed from a word."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return node.value

"""The term base (用词表) `guides/shared/terms.yml`: how words convert, which words pages must not show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from scripts.data.decode import Decoder, Text
from scripts.data.values import needed, term
from scripts.data.yaml_strict import DataError, Mapping, Node, Scalar, read
from scripts.paths import ROOT

TERMS = ROOT / "guides/shared/terms.yml"
NAMED = ("姓{}", "{}先生", "{}女士")  # where a character is a surname and nothing else
PERHAPS_NAMED = "{}某"  # 于某 is a person, 属于某人 is not


class Pairs(dict[str, str]):
    """Simplified word → Traditional word, as long."""

    @classmethod
    def decode_node(cls, node: Node, decoder: Decoder) -> Pairs:
        if not isinstance(node, Mapping):
            raise decoder.fail(node.place, "这里要写“简体词: 繁体词”")
        pairs = cls()
        for simplified, value in node.entries.items():
            if not isinstance(value, Scalar) or len(simplified) != len(value.text):
                place = node.key_places[simplified]
                raise decoder.fail(place, f"“{simplified}”要写成“简体词: 繁体词”，字数必须相同")
            pairs[simplified] = value.text
        return pairs


@dataclass(frozen=True)
class Pair:
    """A word and the only way it converts."""

    simplified: Text = needed("简体")
    traditional: Text = needed("繁体")
    why: Text = needed("原因")


@dataclass(frozen=True)
class Character:
    """One simplified character with several traditional ones (一简对多繁)."""

    why: Text = needed("原因")
    to: Text | None = term("平常用的繁体")  # None: every word with this character must be listed
    always: bool = term("不听词典", False)  # `to` everywhere but in the listed words, whatever the dictionary says
    words: Pairs | None = term("用别的繁体的词")
    ask: tuple[Text, ...] = term("有两种转法的词", ())  # only a longer word decides


class Register(dict[str, Character]):
    """Simplified character → what is decided about it."""

    @classmethod
    def decode_node(cls, node: Node, decoder: Decoder) -> Register:
        if not isinstance(node, Mapping):
            raise decoder.fail(node.place, "这里要写“字: 说明”")
        register = cls()
        for key, value in node.entries.items():
            character = decoder.decode(value, Character)
            if character is not None:
                register[key] = character
                for mistake in _mistakes(key, character):
                    decoder.say(node.key_places[key], mistake)
        return register


def _mistakes(key: str, character: Character) -> Iterator[str]:
    if len(key) != 1 or len(character.to or key) != 1:
        yield f"“{key}”这一行左边和 to 都只写一个字"
    if character.to is None and not character.words:
        yield f"“{key}”没有 to，要在 words 里列出全部的词"
    if character.to is None and character.always:
        yield f"“{key}”写了 always，也要写 to"
    for word in (*(character.words or ()), *character.ask):
        if key not in word:
            yield f"“{word}”里没有“{key}”字，不能写在它下面"


@dataclass(frozen=True)
class Banned:
    """A word that must not stand in a page (禁用词)."""

    word: Text = needed("禁用词")
    instead: Text = needed("应作")
    why: Text = needed("原因")
    except_: tuple[Text, ...] = term("例外", ())  # longer words in which it is right
    quoted: bool = term("引号里的原文不算", False)


@dataclass(frozen=True)
class Rules:
    """What the pages of one script must not show."""

    words: tuple[Banned, ...] = needed("禁用词")
    other_script: tuple[Text, ...] = term("可以用另一种字形写的词", ())


@dataclass(frozen=True)
class BannedWords:
    traditional: Rules = needed("繁体页面")
    simplified: Rules = needed("简体页面")


@dataclass(frozen=True)
class Terms:
    """`guides/shared/terms.yml`, checked."""

    words: tuple[Pair, ...] = needed("必须这样转的词")
    names: tuple[Pair, ...] = needed("专名")
    surnames: Pairs = needed("姓氏")
    characters: Register = needed("一简对多繁的字")
    apart: tuple[Text, ...] = needed(
        "不是一个词的"
    )  # phrases of the dictionary that here are the end of one word and another
    equivalents: tuple[tuple[Text, ...], ...] = needed("通行写法")  # the first of each is this site's
    banned: BannedWords = needed("禁用词")

    def pairs(self) -> dict[str, str]:
        """Every simplified word whose conversion is decided, whichever section says so."""
        decided = {str(pair.simplified): str(pair.traditional) for pair in (*self.words, *self.names)}
        for simplified, traditional in self.surnames.items():
            decided |= {form.format(simplified): form.format(traditional) for form in NAMED}
        for character in self.characters.values():
            decided |= character.words or {}
        return decided

    def asked(self) -> set[str]:
        """Every simplified word that converts in two ways, so that only a longer word decides."""
        words = {str(word) for character in self.characters.values() for word in character.ask}
        for simplified, traditional in self.surnames.items():
            if (known := self.characters.get(simplified)) is None or known.to != traditional:
                words.add(PERHAPS_NAMED.format(simplified))
        return words


def load_terms(path: Path = TERMS) -> Terms:
    """Read and check a term base.

    :raises DataError: with all mistakes, each with file, line and column, in Chinese.
    """
    decoder = Decoder()
    node = read(path, decoder.problems, "/".join(path.parts[-3:]))
    terms: Terms | None = decoder.decode(node, Terms) if node else None
    if terms is not None:
        _check(terms, decoder)
    if terms is None or decoder.problems:
        raise DataError(decoder.problems)
    return terms


@cache
def default_terms() -> Terms:
    """The project's term base, read once in a process."""
    return load_terms()


def _check(terms: Terms, decoder: Decoder) -> None:
    decided: dict[str, str] = {}

    def decide(simplified: str, traditional: str, owner: Any) -> None:
        place = decoder.places.of(owner)
        if len(simplified) != len(traditional):
            decoder.say(place, f"“{simplified}”与“{traditional}”的字数必须相同")
        if decided.setdefault(simplified, traditional) != traditional:
            decoder.say(place, f"“{simplified}”别处已定为“{decided[simplified]}”，这里却写“{traditional}”。只留一个")

    for pair in (*terms.words, *terms.names):
        decide(pair.simplified, pair.traditional, pair)
    for character in terms.characters.values():
        for simplified, traditional in (character.words or {}).items():
            decide(simplified, traditional, character)
    for banned in (*terms.banned.traditional.words, *terms.banned.simplified.words):
        for phrase in banned.except_:
            if banned.word not in phrase:
                decoder.say(decoder.places.of(banned), f"except 的“{phrase}”里没有“{banned.word}”")

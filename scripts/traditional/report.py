"""The ambiguity report (一简多繁报告): every character that OpenCC decides and nobody has confirmed.

Two independent opinions are compared at each such character: what the converter wrote (OpenCC's phrases) and what the
register in `guides/terms.yml` says (the longest listed word around it, else the character's default). A character that
is not in the register, a word that only a human can decide, and any disagreement are findings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from scripts.traditional.check import Finding, candidates, finding
from scripts.traditional.convert import Converter, default_converter, normalise
from scripts.traditional.terms import ROOT, Terms
from scripts.yaml_strict import DataError, Node, Problem, Scalar, Sequence, read

CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff\u2e80-\u2fdf]")


def ambiguous(texts: Iterable[tuple[str, str]], converter: Converter | None = None) -> list[Finding]:
    """What a human has to decide in these (place, Simplified text) pairs: nothing when the term base covers all."""
    converter = converter or default_converter()
    terms = converter.terms
    words: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for simplified, traditional in terms.pairs().items():
        words[simplified[0]].append((simplified, traditional))
    for word in {word for character in terms.characters.values() for word in character.ask}:
        words[word[0]].append((word, None))
    one_to_many = {key for key, forms in candidates().items() if len(forms) > 1} | terms.characters.keys()
    return [
        found
        for place, raw in texts
        if CHINESE.search(raw)
        for found in _decide(place, normalise(raw), converter.convert(raw), words, one_to_many, terms)
    ]


def _decide(
    place: str,
    text: str,
    converted: str,
    words: dict[str, list[tuple[str, str | None]]],
    one_to_many: set[str],
    terms: Terms,
) -> Iterator[Finding]:
    if len(text) != len(converted):
        yield finding(place, text, 0, text[:1], "转换后字数变了，请在 guides/terms.yml 的 words 里写明")
        return
    covering = _covering(text, words)
    for offset, (simple, actual) in enumerate(zip(text, converted, strict=True)):
        start, word, traditional = covering.get(offset, (offset, "", None))
        if word and traditional is None:
            yield finding(
                place,
                text,
                offset,
                simple,
                f"「{word}」有两种转法（现作「{actual}」），请在 words 里写一个更长的词来定",
            )
        elif word and traditional is not None:
            if traditional[offset - start] != actual:
                yield finding(
                    place,
                    text,
                    offset,
                    simple,
                    f"「{word}→{traditional}」在这里没有生效（现作「{actual}」），请写一个更长的词",
                )
        elif simple in one_to_many:
            known = terms.characters.get(simple)
            if known is None:
                forms = "、".join(candidates().get(simple, ()))
                yield finding(
                    place, text, offset, simple, f"「{simple}」可作「{forms}」（现作「{actual}」），请登记到 characters"
                )
            elif known.to is None:
                yield finding(
                    place, text, offset, simple, f"「{simple}」（现作「{actual}」）每个词都要定，请加到它的 words"
                )
            elif known.to != actual:
                yield finding(
                    place, text, offset, simple,
                    f"登记为「{known.to}」，词典却作「{actual}」，请把这个词加到「{simple}」的 words",
                )  # fmt: skip


def _covering(text: str, words: dict[str, list[tuple[str, str | None]]]) -> dict[int, tuple[int, str, str | None]]:
    """Offset → (start, word, traditional) of the longest listed word around it.

    Where two words as long want different characters (审批准备: 批准 or 准备) only a longer word decides: traditional is
    then None.
    """
    best: dict[int, tuple[int, str, str | None]] = {}
    for start, character in enumerate(text):
        for word, traditional in words.get(character, ()):
            if not text.startswith(word, start):
                continue
            for offset in range(start, start + len(word)):
                earlier, other, wanted = best.get(offset, (0, "", None))
                if len(word) > len(other):
                    best[offset] = (start, word, traditional)
                elif len(word) == len(other) and (
                    wanted and traditional and wanted[offset - earlier] != traditional[offset - start]
                ):
                    best[offset] = (earlier, text[earlier : start + len(word)], None)
    return best


VERBATIM = frozenset({"original", "place"})  # fields that show what a source says, mistakes included


def corpus(root: Path = ROOT, verbatim: bool = True) -> Iterator[tuple[str, str]]:
    """(file:line:column, text) of the Chinese that readers see: values in guides and calc, docs/words.yml, pages.

    :param verbatim: whether to include what sources say in their own words.
    """
    for pattern in ("guides/**/*.yml", "calc/**/*.yml", "docs/words.yml"):
        for path in sorted(root.glob(pattern)):
            if path != root / "guides" / "terms.yml":
                yield from yaml_values(path, path.relative_to(root).as_posix(), frozenset() if verbatim else VERBATIM)
    for path in sorted(root.glob("docs/**/*.md")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if CHINESE.search(line):
                yield f"{path.relative_to(root).as_posix()}:{number}", line


def yaml_values(path: Path, name: str, skip: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """All Chinese values of a file. Those that carry their own Traditional form are never converted and left out.

    :raises DataError: the file cannot be read.
    """

    def walk(node: Node) -> Iterator[tuple[str, str]]:
        if isinstance(node, Scalar):
            if CHINESE.search(node.text):
                yield str(node.place), node.text
        elif isinstance(node, Sequence):
            for item in node.items:
                yield from walk(item)
        elif "zh-Hant" not in node.entries:
            for key, value in node.entries.items():
                if key not in skip:
                    yield from walk(value)

    problems: list[Problem] = []
    node = read(path, problems, name)
    if problems:
        raise DataError(problems)
    if node is not None:
        yield from walk(node)

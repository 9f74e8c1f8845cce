"""What converters that never read the term base write otherwise: a person has looked at every such word.

The pages, calc's messages and the words of kiosks come from these values, which are converted one by one.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

import opencc
import pytest
import yaml
import zhconv_rs
from babel.messages.mofile import read_mo

from scripts.compile.made import MESSAGES
from scripts.traditional import default_converter, normalise
from scripts.traditional.convert import MARKS
from tests.support import ROOT

REVIEWED = yaml.safe_load((ROOT / "tests/data/converters.yml").read_text(encoding="utf-8"))
WORDS: dict[str, str] = {simple: hant for group in REVIEWED["words"] for simple, hant in group["words"].items()}
OTHERS: dict[str, Callable[[str], str]] = {
    "opencc": opencc.OpenCC("s2tw").convert,
    "zhconv": lambda text: zhconv_rs.zhconv(text, "zh-hant"),  # zh-tw changes words, too: 打印 is 列印 there
}
ours = default_converter().convert


@pytest.fixture(scope="module")
def values(texts: list[tuple[str, str]]) -> list[str]:
    """Every different text in Simplified that readers see in Traditional."""
    with (ROOT / "calc" / MESSAGES).open("rb") as file:
        messages = [str(message.id) for message in read_mo(file)]
    return list(dict.fromkeys([normalise(text) for _, text in texts] + messages))


def differences(text: str, name: str) -> Iterator[int]:
    """Where another converter writes another character than ours, in no glyph of its own and in no reviewed word."""
    written, other = ours(text), OTHERS[name](text).translate(MARKS)
    assert len(written) == len(other), text
    glyphs = REVIEWED["glyphs"][name]
    found = [
        offset
        for offset, (simple, a, b) in enumerate(zip(text, written, other, strict=True))
        if a != b and b not in glyphs.get(f"{simple}{a}", "")
    ]
    if found:
        reviewed = {
            offset
            for word, hant in WORDS.items()
            for match in re.finditer(re.escape(word), text)
            for offset in range(*match.span())
            if written[offset] == hant[offset - match.start()]
        }
        yield from (offset for offset in found if offset not in reviewed)


@pytest.mark.parametrize("name", OTHERS)
def test_a_person_has_looked_at_what_others_write_otherwise(name: str, values: list[str]) -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for text in values:
        for offset in differences(text, name):
            triple = f"{text[offset]}: {ours(text)[offset]}, not {OTHERS[name](text)[offset]}"
            found[triple].append(f"{text[max(0, offset - 6) : offset]}[{text[offset]}]{text[offset + 1 : offset + 7]}")
    assert [f"{triple} ({len(where)}): {where[:3]}" for triple, where in found.items()] == []


@pytest.mark.parametrize(
    ("text", "name", "character"), [("开了一家面店", "opencc", "面"), ("死者余某", "zhconv", "余")]
)
def test_a_word_that_nobody_has_looked_at_is_found(text: str, name: str, character: str) -> None:
    assert [text[offset] for offset in differences(text, name)] == [character]


def test_reviewed_words_are_ours_and_others_write_them_otherwise() -> None:
    assert [word for word, hant in WORDS.items() if ours(word) != hant] == []
    assert [word for word, hant in WORDS.items() if all(other(word) == hant for other in OTHERS.values())] == []

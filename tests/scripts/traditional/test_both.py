"""A page is rendered once for both scripts: its Traditional says what its values say, converted one by one."""

import json
from collections.abc import Callable

import pytest

from scripts.data.decode import Text
from scripts.data.library import Library
from scripts.traditional import default_converter
from scripts.traditional.both import both, in_both, kept, parts, simplified, traditional
from scripts.traditional.localise import words_in
from tests.support import Reader

convert = default_converter().convert


def test_what_has_two_forms_keeps_them_and_the_rest_is_converted() -> None:
    text = f'<p lang="{in_both(str)}">头发 <a href="{both("/a/", "/zh-Hant/a/")}">复印件{both("复", "复")}</a></p>'
    assert simplified(text) == '<p lang="zh-Hans">头发 <a href="/a/">复印件复</a></p>'
    assert traditional(text, convert) == '<p lang="zh-Hant">頭髮 <a href="/zh-Hant/a/">複印件复</a></p>'
    assert simplified("没有标记") == "没有标记"


@pytest.mark.parametrize(("one", "other"), [("头", "发"), ("公", "里")])
def test_two_values_side_by_side_are_no_word(
    examples: Library, renderer: Callable[..., Reader], one: str, other: str
) -> None:
    """Nor are a value and what the template itself says, or what a macro gives and what stands after it."""
    environment = renderer(examples, "zh-Hans").made.environment
    apart = convert(one) + convert(other)
    assert apart != convert(one + other)
    macro = "{% macro m(x) %}{{ x }}{% endmacro %}"
    filled = f"{{{{ '{{x}}{other}' | fill(x=a) }}}}"
    beside = ("{{ a }}{{ b }}", f"{{{{ a }}}}{other}", f"{one}{{{{ b }}}}", f"{macro}{{{{ m(a) }}}}{{{{ m(b) }}}}")
    for template in (*beside, filled):
        page = environment.from_string(template).render(a=one, b=other)
        assert simplified(page) == one + other
        assert traditional(page, convert) == apart, template


def test_a_text_that_is_cut_is_converted_whole() -> None:
    made = [*parts("理发证", [1], convert)]
    assert [*map(simplified, made)] == ["理", "发证"]
    assert "".join(traditional(part, str) for part in made) == convert("理发证")


def test_what_programs_compare_stays_as_it_is() -> None:
    data = {"papers": [{"kind": "复印件", "name": "复印件", "copies": None}], "kind": "open"}
    told = json.dumps(kept(data, "kind"), ensure_ascii=False)
    assert json.loads(simplified(told)) == data
    papers = [{"kind": "复印件", "name": "複印件", "copies": None}]
    assert json.loads(traditional(told, convert)) == {"papers": papers, "kind": "open"}


def test_words_with_their_own_traditional_form_keep_it() -> None:
    own = Text("到龄以后", "到齡之後")
    assert words_in("zh-Hans", convert)(own) == "到龄以后"
    assert words_in("zh-Hant", convert)(own) == "到齡之後"
    assert words_in("zh-Hant", convert)(Text("到龄以后")) == "到齡以後"

"""The codes on paper are those that segno draws when it chooses the mask itself."""

import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.pages import qr
from scripts.pages.qr_mask import best
from tests.support import SITE_URL


@settings(max_examples=15)
@given(st.text(alphabet="abcdefgh-/0123456789社保", min_size=1, max_size=200))
def test_the_mask_is_the_one_that_segno_finds_best(path: str) -> None:
    for text in (path, f"https://guide.example/zh-Hant/guides/{path}/"):
        code = segno.make_qr(text, error="m", boost_error=False)
        assert best(text, "m") == [*map(bytes, code.matrix)]


def test_a_code_is_drawn_with_the_margin_that_scanners_need() -> None:
    code = segno.make_qr(SITE_URL, error="m", boost_error=False)
    assert qr.svg(SITE_URL) == code.svg_inline(border=4, omitsize=True, light="#fff")

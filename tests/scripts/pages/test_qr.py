"""The codes on paper are those that segno draws when it chooses the mask itself."""

import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.pages.qr_mask import best


@settings(max_examples=15)
@given(st.text(alphabet="abcdefgh-/0123456789社保", min_size=1, max_size=200))
def test_the_mask_is_the_one_that_segno_finds_best(path: str) -> None:
    for text in (path, f"https://guide.example/zh-Hant/guides/{path}/"):
        expected, code = segno.make_qr(text, error="m", boost_error=False), best(text, "m")
        assert (code.mask, code.version, code.error) == (expected.mask, expected.version, expected.error)
        assert [*code.matrix] == [*expected.matrix]

"""The fuzzer: each target holds for some examples, and a target that fails is told with what broke it, and the same each time."""

import pytest
from hypothesis import strategies as st

from scripts.tools.fuzz import TARGETS, fuzz


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.__name__)
def test_what_is_handed_in_broken_is_read_or_refused(target) -> None:
    assert fuzz(target, seconds=0, examples=15) == (15, "")


def test_a_failure_is_made_small_and_is_the_same_with_the_same_seed() -> None:
    def fails_on_a_long_text(data: st.DataObject) -> None:
        assert len(data.draw(st.text())) < 3

    def tells() -> str:
        _, said = fuzz(fails_on_a_long_text, seconds=0, first=7)
        return said[said.index("Draw 1") :]

    assert "Draw 1: '000'" in tells()
    assert tells() == tells()

"""What the command makes of Lighthouse's reports."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.tools.lighthouse import BAR, Scores, read


def report(size: int = 40_000, shift: float = 0.0, **scores: float | None) -> dict[str, Any]:
    """A report of Lighthouse as far as it is read: all points full but for those given."""
    audits = {
        "total-byte-weight": {"numericValue": size},
        "cumulative-layout-shift": {"numericValue": shift},
        "colour": {"title": "Colours are too alike", "score": 0, "scoreDisplayMode": "binary"},
    }
    categories = {
        name: {"score": scores.get(name.replace("-", "_"), 1), "auditRefs": [{"id": "colour", "weight": 7}]}
        for name in BAR
    }
    return {"categories": categories, "audits": audits}


def below(kind: str, **changes: Any) -> list[str]:
    return read(kind, "a/", report(**changes)).below()


def test_a_good_page_passes() -> None:
    scores = read("home", "a/", report(performance=0.97))
    assert scores.points == {"performance": 97, "accessibility": 100, "best-practices": 100, "seo": 100}
    assert scores.below() == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"performance": 0.96}, "performance 96 < 97"),
        ({"accessibility": 0.99}, "accessibility 99 < 100"),
        ({"best_practices": 0.96}, "best-practices 96 < 100"),
        ({"seo": 0.91}, "seo 91 < 100"),
        ({"size": 60_001}, "60001 bytes > 60000"),
        ({"shift": 0.02}, "layout shift 0.020 > 0.01"),
    ],
)
def test_each_bar_is_kept(changes: dict[str, Any], found: str) -> None:
    assert below("procedure", **changes) == [found]


def test_only_a_guide_page_has_a_limit_of_bytes() -> None:
    """A calculator's page brings Python with it."""
    assert below("calculator", size=5_000_000) == []


def test_what_cost_points_is_named() -> None:
    scores: Scores = read("home", "", report(accessibility=0.9))
    assert set(scores.lost) == {"Colours are too alike"}


def test_a_page_that_could_not_be_measured_is_no_pass() -> None:
    with pytest.raises(ValueError, match="could not measure"):
        read("home", "a/", report(performance=None))

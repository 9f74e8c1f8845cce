"""What browsers are asked to keep."""

from __future__ import annotations

import pytest

from scripts.outputs import offline


def test_a_file_that_is_too_large_to_keep_stops_the_build() -> None:
    offline.check({"index.html": offline.LARGEST, "api/v1/all.json": offline.LARGEST + 1})  # the second is not kept
    with pytest.raises(RuntimeError, match=r"offline use: zh-Hant/names\.js"):
        offline.check({"index.html": 1, "zh-Hant/names.js": offline.LARGEST + 1})

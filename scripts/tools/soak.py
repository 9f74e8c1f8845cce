"""Does Python start every time? `make bench-runtime-soak` loads a page some hundred times and expects as many answers.

Half of the loads come over loopback and half over a throttled line. Of each six, two have an empty browser profile and
the others return to it; some of those while the page before is closed in the middle of loading, as readers do. A start
that fell back to the whole runtime counts as a failure too.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import Counter
from pathlib import Path

from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from scripts.runtime.probes import first_questions
from scripts.serve.headers import headers_of
from scripts.tools.bench import ours
from scripts.tools.measure import Link, fresh_browser, serving, visit

PER_PROFILE = 3


def close_early(context: BrowserContext, address: str, after: float) -> None:
    """Open the page and leave it while it loads or stores its files."""
    page = context.new_page()
    page.goto(address, wait_until="commit")
    time.sleep(after)
    page.close()


def rounds(playwright: Playwright, site: Path, link: Link, loads: int, outcomes: Counter[str]) -> None:
    """Load over one line, and count the answers and what came instead."""
    fallback = 0

    def count(path: Path) -> None:
        nonlocal fallback
        fallback += path.name.startswith("whole.")

    with serving(site, link, headers_of, count) as base:
        for number in range(0, loads, PER_PROFILE):
            with fresh_browser(playwright) as context:
                if number // PER_PROFILE % 2:
                    close_early(context, base, 0.1 + number / PER_PROFILE % 10 * 0.15)
                for _ in range(min(PER_PROFILE, loads - number)):
                    try:
                        outcomes[visit(context, base, limit=60, stay=0.3).text] += 1
                    except Exception as error:  # counted, not raised: the rest shall run
                        outcomes[f"no answer: {error}"[:300]] += 1
            if number // PER_PROFILE % 10 == 9:
                print(f"  {number + PER_PROFILE} of {loads}", flush=True)
    if fallback:
        outcomes[f"{fallback} requests for the whole runtime"] += 1


def main() -> None:
    """Run, print what was counted, and fail unless every load gave the same answer."""
    parser = argparse.ArgumentParser(prog="python -m scripts.tools.soak", description=__doc__.splitlines()[0])
    parser.add_argument("--loads", type=int, default=300)
    options = parser.parse_args()
    outcomes: Counter[str] = Counter()
    half = options.loads // 2
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        site = Path(name)
        ours(site, first_questions()[0])
        for title, link, loads in (
            ("loopback", Link(), options.loads - half),
            ("20 Mbit/s, 30 ms", Link(20, 30), half),
        ):
            print(f"{title}: {loads} loads", flush=True)
            rounds(playwright, site, link, loads, outcomes)
    print(json.dumps(outcomes, indent=1, ensure_ascii=False))
    if len(outcomes) != 1 or outcomes.total() != options.loads or "no answer" in next(iter(outcomes)):
        raise SystemExit("not every load gave the answer")


if __name__ == "__main__":
    main()

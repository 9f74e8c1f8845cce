"""`python -m scripts.runtime OUT` packs Python for the page into a folder."""

import argparse
from pathlib import Path

from scripts.paths import ROOT
from scripts.runtime.pack import pack


def main() -> None:
    """Pack, and print the files with their sizes."""
    parser = argparse.ArgumentParser(prog="python -m scripts.runtime", description="Pack Python for the page")
    parser.add_argument("out", type=Path, help="folder to write; what is there is replaced")
    parser.add_argument("--cache", type=Path, default=ROOT / ".cache" / "runtime", help="default: %(default)s")
    parser.add_argument("--project", type=Path, default=ROOT, help="folder with pyproject.toml and calc/")
    parser.add_argument("--requests", type=Path, help="a file with one JSON request a line, answered while packing")
    options = parser.parse_args()
    requests = options.requests.read_text(encoding="utf-8").splitlines() if options.requests else []
    manifest = pack(options.out, options.cache, requests=requests, project=options.project)
    for path in sorted(options.out.iterdir()):
        print(f"{path.stat().st_size:>10,}  {path.name}")
    print(f"manifest.json {manifest.sha256}")


if __name__ == "__main__":
    main()

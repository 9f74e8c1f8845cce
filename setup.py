"""Compiles calc's data and catalogue before the package is built; everything else stands in pyproject.toml."""

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

sys.path.insert(0, str(Path(__file__).parent))


class Build(build_py):
    def run(self) -> None:
        from scripts.compile.catalogue import build

        build()
        super().run()


setup(cmdclass={"build_py": Build})

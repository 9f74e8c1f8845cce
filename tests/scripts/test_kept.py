"""What is kept is made once, and again when anything that it was made from has changed."""

from __future__ import annotations

import os
from pathlib import Path

import jinja2
import pytest

from scripts.compile import catalogue
from scripts.compile.made import DATA, make
from scripts.kept import ENOUGH, files, kept
from scripts.pages import compiled


def test_what_is_kept_is_made_once_for_each_input(tmp_path: Path) -> None:
    made: list[bytes] = []

    def make(content: bytes) -> list[str]:
        return kept("kind", [b"a", content], lambda: made.append(content) or [content.decode()], cache=tmp_path)

    assert [make(content) for content in (b"1", b"2", b"1", b"2")] == [["1"], ["2"], ["1"], ["2"]]
    assert made == [b"1", b"2"]
    (tmp_path / "kind").joinpath(next(os.walk(tmp_path / "kind"))[2][0]).write_text("[", encoding="utf-8")  # cut off
    assert [make(content) for content in (b"1", b"2")] == [["1"], ["2"]]
    assert len(made) == 3


def test_parts_of_an_input_are_told_apart(tmp_path: Path) -> None:
    assert kept("kind", [b"ab", b"c"], lambda: 1, cache=tmp_path) == 1
    assert kept("kind", [b"a", b"bc"], lambda: 2, cache=tmp_path) == 2


def test_only_the_last_are_kept(tmp_path: Path) -> None:
    for number in range(ENOUGH + 3):
        kept("kind", [str(number).encode()], lambda number=number: number, cache=tmp_path)
    assert len([*(tmp_path / "kind").iterdir()]) == ENOUGH


def test_a_file_counts_by_its_name_and_its_content(tmp_path: Path) -> None:
    states = []
    for name, text in (("a", "x"), ("a", "y"), ("b", "y")):
        for path in tmp_path.iterdir():
            path.unlink()
        (tmp_path / name).write_text(text, encoding="utf-8")
        states.append([*files(tmp_path, "**/*")])
    assert len({tuple(state) for state in states}) == 3


@pytest.mark.parametrize(
    ("changed", "text", "again"),
    [
        ("calc/demo/parameters/rates.yml", "2", 1),
        (f"calc/{DATA}", "2", 1),
        ("guides/demo/plain.yml", "name: 另一名\nsteps: [一]", 1),
        ("guides/demo/plain.yml", "name: 名\nsteps: [二]", 0),  # not read
        ("guides/demo/plain.yml", "name: 名\nname: 名", 1),  # a mistake, which has to be said
        ("guides/demo/other.yml", "name: 名", 1),  # it can be named now
    ],
)
def test_calc_is_compiled_again_when_what_it_is_made_from_or_what_was_made_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str, text: str, again: int
) -> None:
    before = {
        "calc/demo/parameters/rates.yml": "1",
        f"calc/{DATA}": "1",
        "guides/demo/plain.yml": "name: 名\nsteps: [一]",
    }
    for name, content in before.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    compiled: list[Path] = []
    read = {"demo/plain": {"name", "id"}}
    monkeypatch.setattr(catalogue, "_build", lambda root, _out, _regions: compiled.append(root) or read)
    make(tmp_path)
    make(tmp_path)
    assert len(compiled) == 1
    (tmp_path / changed).write_text(text, encoding="utf-8")
    if "\nname" in text:
        with pytest.raises(ValueError, match="demo/plain"):  # the real compiler says where
            make(tmp_path)
    else:
        make(tmp_path)
    assert len(compiled) == 1 + again


def test_a_compiled_template_never_serves_other_escaping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "CACHE", tmp_path)

    def shown(escape: bool) -> str:
        environment = jinja2.Environment(
            loader=jinja2.DictLoader({"page": "社{{ text }}"}),
            autoescape=escape,
            bytecode_cache=compiled.CompiledTemplates(),
        )
        return environment.get_template("page").render(text="<b>")

    for _once_and_again in range(2):
        assert shown(True) == "社&lt;b&gt;"
        assert shown(False) == "社<b>"

"""The open data: each file says what it is, and every citation and rule in it can be looked up."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import calc
from scripts.data import model
from scripts.data.decode import fields_of
from scripts.data.library import Library
from scripts.outputs import open_data
from tests.support import ROOT

META = {"version", "date", "schema_version", "licence", "script"}
BY_SHAPE = {"calculators.json", "parameters.json"}  # a list and a mapping by id, as programs know them


@pytest.fixture(scope="module")
def written(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("open") / "v1"
    open_data.write(library, out)
    return out


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def files(written: Path) -> dict[str, Any]:
    return {path.relative_to(written).as_posix(): read(path) for path in written.rglob("*.json")}


def test_every_file_says_its_version_date_licence_and_script(written: Path) -> None:
    found = files(written)
    assert len(found) > 100
    for name, data in found.items():
        if name in BY_SHAPE:
            continue
        prefix = "x-" if name.startswith("schema/") else ""
        said = {each: data[(prefix + each).replace("_", "-") if prefix else each] for each in META}
        assert re.fullmatch(rf"{re.escape(calc.__version__)}\+[0-9a-f]{{8}}", said["version"]), name
        assert said["licence"] == "CC-BY-4.0" and said["script"] == "zh-Hans", name
        assert re.fullmatch(r"\d+\.\d+", said["schema_version"]) and re.fullmatch(r"\d{4}-\d\d-\d\d", said["date"]), (
            name
        )


def test_what_programs_know_keeps_its_shape(written: Path) -> None:
    calculators, parameters = read(written / "calculators.json"), read(written / "parameters.json")
    assert [entry["slug"] for entry in calculators] == [*calc.calculators()]
    assert parameters and all("values" in parameter and "/" in id for id, parameter in parameters.items())


def test_rosters_are_there_and_keep_to_their_schema(written: Path) -> None:
    found = read(written / "rosters.json")["rosters"]
    assert [entry["slug"] for entry in found] == [entry["slug"] for entry in calc.describe_rosters()]
    schema = read(written / "schema/roster.json")
    for entry in found:
        jsonschema.validate(entry, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(found[0] | {"columns": [{"name": "wage"}]}, schema)


def test_the_index_holds_the_size_and_hash_of_every_other_file(written: Path) -> None:
    listed = {entry["path"]: entry for entry in read(written / "index.json")["files"]}
    assert listed.keys() == files(written).keys() - {"index.json"}
    for path, entry in listed.items():
        content = (written / path).read_bytes()
        assert (entry["bytes"], entry["sha256"]) == (len(content), hashlib.sha256(content).hexdigest()), path


def test_the_date_is_the_last_on_which_anything_was_checked(written: Path) -> None:
    text = "".join(
        path.read_text("utf-8") for path in [*ROOT.glob("guides/*/*.yml"), *ROOT.rglob("calc/*/parameters/*.yml")]
    )
    days = re.findall(r"(?:checked_on|verified_on): (\d{4}-\d\d-\d\d)", text)
    assert read(written / "procedures.json")["date"] == max(days)


def test_the_same_data_makes_the_same_bytes(library: Library, written: Path, tmp_path: Path) -> None:
    open_data.write(library, tmp_path)
    assert (tmp_path / "index.json").read_bytes() == (written / "index.json").read_bytes()


def test_a_file_and_its_version_change_only_where_its_content_does(
    library: Library, written: Path, tmp_path: Path
) -> None:
    first, *others = library.procedures
    changed = dataclasses.replace(first, summary=type(first.summary)("换了一句"))
    open_data.write(dataclasses.replace(library, procedures=(changed, *others)), tmp_path)
    before, after = files(written), files(tmp_path)
    differing = {name for name in before if (written / name).read_bytes() != (tmp_path / name).read_bytes()}
    assert differing == {"index.json", "procedures.json", f"procedures/{first.id}.json"}
    assert all(before[name]["version"] != after[name]["version"] for name in differing)


def test_no_field_of_a_procedure_is_called_as_what_its_file_says_of_itself() -> None:
    assert not META & fields_of(model.Procedure).keys()


def values(data: Any, *names: str) -> Iterator[tuple[str, str]]:
    """Every text in a field of one of these names, wherever it stands, with the field's name."""
    parts = data.items() if isinstance(data, dict) else [("", part) for part in data] if isinstance(data, list) else []
    for name, part in parts:
        if name in names and isinstance(part, str):
            yield name, part
        yield from values(part, *names)


def used(written: Path) -> dict[str, set[str]]:
    """The keys of everything cited, by the field that cites it, and the ids of the rules that calculators claim."""
    found = files(written)
    procedures = [data for name, data in found.items() if name.startswith("procedures")]
    cited = [*values(procedures, "law", "document"), *values(found["parameters.json"], "key")]
    keys = {name: {key for field, key in cited if field == name} for name in ("law", "document", "key")}
    places = [rule["place"] for rule in found["rules.json"]["rules"].values()]
    keys["place"] = {part.split()[0] for place in places for part in re.split("；(?=[a-z])", place)}
    return keys | {"rules": {rule for entry in found["calculators.json"] for rule in entry["rules"]}}


def unknown(written: Path) -> list[tuple[str, str]]:
    """What is cited or claimed and cannot be looked up."""
    known = read(written / "citations.json")["citations"].keys() | read(written / "rules.json")["rules"].keys()
    return [(field, key) for field, keys in used(written).items() for key in sorted(keys) if key not in known]


def test_every_citation_and_rule_can_be_looked_up(written: Path) -> None:
    assert all(len(keys) > 10 for keys in used(written).values())
    assert unknown(written) == []


OF_SOME_REGIONS = """
import sys
from pathlib import Path
from calc.engine import data
from scripts.compile.choice import stage
root, out, regions = Path.cwd(), Path(sys.argv[1]), sys.argv[2:]
data.read_from(str(stage(root, out / "calc", regions)))
import calc
from scripts.data.loader import load
from scripts.outputs import open_data
open_data.write(load(root / "guides", calc.calculators(), regions), out / "v1")
"""


@pytest.mark.build
@pytest.mark.parametrize("regions", [["national"], ["guannan"], ["national", "yangzhou"]], ids="+".join)
def test_the_same_holds_where_some_regions_are_chosen(tmp_path: Path, regions: list[str]) -> None:
    command = [sys.executable, "-c", OF_SOME_REGIONS, str(tmp_path), *regions]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert unknown(tmp_path / "v1") == []
    cases = read(tmp_path / "v1/cases.json")["cases"]
    assert {case["calculator"].partition("/")[0] for case in cases} == {*regions}


def test_a_citation_has_its_title_and_the_register_it_stands_in(written: Path) -> None:
    entries, overview = read(written / "citations.json")["citations"], read(written / "procedures.json")
    assert all(entry["title"] for entry in entries.values())
    for register, title in (("laws", "name"), ("sources", "title")):
        assert {key: entry["title"] for key, entry in entries.items() if entry["register"] == register} == {
            key: entry[title] for key, entry in overview[register].items()
        }
    only = {key for key, entry in entries.items() if entry["register"] == "calculators"}
    assert only and not only & (overview["laws"].keys() | overview["sources"].keys())
    known = entries["retirement-age-measures-2025"]
    assert known["url"] == "https://www.gov.cn/yaowen/liebiao/202409/content_6974294.htm"


def test_every_rule_of_a_calculator_can_be_looked_up_and_leads_back(written: Path) -> None:
    rules, calculators = read(written / "rules.json")["rules"], read(written / "calculators.json")
    claimed = {(rule, entry["slug"]) for entry in calculators for rule in entry["rules"]}
    assert claimed == {(id, slug) for id, rule in rules.items() for slug in rule["calculators"]}
    assert all(
        rule["rule"] and rule["calculators"] and rule["region"] == id.split("/")[0] for id, rule in rules.items()
    )


def test_every_procedure_says_how_old_it_is_and_what_governs_it_now(written: Path, library: Library) -> None:
    overview = {entry["id"]: entry for entry in read(written / "procedures.json")["procedures"]}
    for procedure in library.procedures:
        alone = read(written / f"procedures/{procedure.id}.json")
        for said in (overview[procedure.id], alone):  # its own, or its document's: nobody has to look it up
            assert said["status"]["kind"] == library.status_of(procedure).kind
            assert said.get("governed_by", []) == [*procedure.governed_by]


def test_the_list_says_of_what_applies_now_how_many_facts_were_checked_how_far(written: Path, library: Library) -> None:
    listed = {entry["id"]: entry.get("facts") for entry in read(written / "procedures.json")["procedures"]}
    current = {procedure.id for procedure in library.procedures if library.status_of(procedure).kind == "current"}
    assert {id for id, facts in listed.items() if facts} == current
    assert all([*facts] == ["原文", "转引", "待核"] and sum(facts.values()) for facts in listed.values() if facts)


def test_the_cases_are_published_whole(written: Path) -> None:
    assert read(written / "cases.json")["cases"] == read(ROOT / "calc/cases.json")["cases"]

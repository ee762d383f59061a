"""Own small files in the layouts that commissions publish, with invented places and numbers.

``layouts/expected.toml`` says what each is, set down from the numbers of which the file was made.
A file opens without an option, or asks; then every option that the question prints opens it.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tallyscope.errors import DataError
from tallyscope.sources import parse_columns, read

FOLDER = Path(__file__).parent / "layouts"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((FOLDER / "expected.toml").read_text("utf-8"))
COUNTS = ("registered", "issued", "ballots", "valid", "invalid")
OPENED = [name for name, expected in EXPECTED.items() if "asks" not in expected]
ASKED = [name for name, expected in EXPECTED.items() if "asks" in expected]
FEWEST_LAYOUTS, FEWEST_COUNTRIES = 40, 20


def question(name: str) -> str:
    with pytest.raises(DataError) as caught:
        read(FOLDER / name)
    return str(caught.value)


@pytest.mark.parametrize("name", OPENED)
def test_a_layout_opens_without_options(name: str) -> None:
    expected, tally = EXPECTED[name], read(FOLDER / name)
    assert list(tally.choices) == expected["choices"]
    assert tally.votes.sum(axis=0).tolist() == expected["votes"]
    assert list(tally.levels) == expected["levels"]
    assert (len(tally), tally.set_aside.height) == (expected["units"], expected["set_aside"])
    assert tally.units["unit"].n_unique() == expected["units"]
    for count in COUNTS:
        counts = getattr(tally, count)
        if count in tally.derived:
            continue
        assert (counts is None) == (count not in expected), count
        if counts is not None:
            assert int(counts.sum()) == expected[count], count


@pytest.mark.parametrize("name", ASKED)
def test_a_layout_asks(name: str) -> None:
    told = question(name)
    for said in EXPECTED[name]["asks"]:
        assert said in told


@pytest.mark.parametrize("name", [name for name in ASKED if "--columns" in question(name)])
def test_every_option_of_a_question_opens_the_file(name: str) -> None:
    options = re.findall(r'--columns "([^"]+)"', question(name))
    assert len(options) >= 2
    for option in options:
        assert len(read(FOLDER / name, columns=parse_columns(option))) >= 15


@pytest.mark.parametrize("name", [name for name in ASKED if "folder: " in question(name)])
def test_every_part_of_a_question_opens(name: str) -> None:
    for part in re.findall(rf"{re.escape(name)}/([^;.]+)", question(name)):
        assert len(read(FOLDER / name / part)) >= 5


def test_there_are_enough_layouts() -> None:
    files = {path for path in FOLDER.iterdir() if path.name != "expected.toml"}
    assert len(files) >= FEWEST_LAYOUTS
    assert len({expected["country"] for expected in EXPECTED.values()}) >= FEWEST_COUNTRIES
    told = {Path(name).parts[0] for name in EXPECTED}
    assert {path.name for path in files} == told

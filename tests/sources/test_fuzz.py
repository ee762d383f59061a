"""Whatever is done to a file of any format, reading it gives a tally or a DataError."""

from __future__ import annotations

import json
import random
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.mutate import mutated
from tests.fuzz.run import drawn, outcome
from tests.fuzz.seeds import seeds
from tests.sources.files import HEADER, Reader

FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
# what Python's text may have and files may not: halves of letters, NUL, marks that turn text around
TEXT = st.text(
    st.characters() | st.sampled_from('\x00\u202e\u200f\ufeff\u2028\r\n\t",;=+-@'), max_size=12
)
NUMBERS = (
    st.integers() | st.floats() | st.sampled_from([2**63, -(2**63) - 1, 10**400, float("nan")])
)
CELLS = TEXT | NUMBERS.map(str)


def assert_told(reader: Reader, data: bytes, name: str) -> None:
    told = outcome(reader.path(data, name))
    assert told in ("read", "refused"), told


@given(name=st.sampled_from(sorted(seeds())), seed=st.integers(0, 2**32))
@settings(FEW, max_examples=60)
def test_files_that_were_sound(reader: Reader, name: str, seed: int) -> None:
    assert_told(reader, mutated(seeds()[name], random.Random(seed)), name)


@given(rows=st.lists(st.lists(CELLS, min_size=8, max_size=8), min_size=2, max_size=6))
@FEW
def test_text_of_any_kind_in_a_table(reader: Reader, rows: list[list[str]]) -> None:
    lines = "\n".join(",".join(row) for row in [list(HEADER), *rows])
    assert_told(reader, lines.encode("utf-8", "surrogatepass"), "results.csv")


JSON = st.recursive(
    st.none() | st.booleans() | TEXT | st.integers() | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*HEADER, "\ud800", "", "x_a"]), inner, max_size=8)
    ),
    max_leaves=8,
)


@given(value=JSON | st.lists(st.fixed_dictionaries(dict.fromkeys(HEADER, JSON)), min_size=2))
@FEW
def test_json_of_any_form(reader: Reader, value: object) -> None:
    assert_told(reader, json.dumps(value).encode(), "results.json")


TAGS = st.sampled_from(["ElectionResult", "Contest", "Choice", "VoteType", "Precinct", "Election"])


@given(
    tags=st.lists(TAGS, min_size=1, max_size=8),
    values=st.lists(st.sampled_from(["1", "-1", "x", "9" * 30, "", "٣", "²"]), min_size=8),
)
@FEW
def test_xml_of_any_nesting(reader: Reader, tags: list[str], values: list[str]) -> None:
    opened = "".join(
        f'<{tag} text="{v}" name="{v}" votes="{v}" totalVoters="{v}">'
        for tag, v in zip(tags, values, strict=False)
    )
    closed = "".join(f"</{tag}>" for tag in reversed(tags))
    assert_told(reader, f"<ElectionResult>{opened}{closed}</ElectionResult>".encode(), "detail.xml")


def test_the_command_counts_what_happened(tmp_path: Path) -> None:
    found = drawn(30, 7, tmp_path)
    assert sum(found.values()) == 30
    assert set(found) <= {"read", "refused"}

"""Errors of protocols: the charts hold the numbers of the result."""

from __future__ import annotations

from functools import cache

import pytest

from tallyscope.methods.protocol_arithmetic import (
    ANY,
    ProtocolArithmeticResult,
    protocol_arithmetic,
)
from tallyscope.plots.protocol_arithmetic import figures
from tests.methods.elections import honest
from tests.methods.test_protocol_arithmetic import with_slips
from tests.plots.reading import frames, named


@cache
def result() -> ProtocolArithmeticResult:
    return protocol_arithmetic(with_slips(honest(), 0.3, 1))


def test_the_direction_of_what_is_tested() -> None:
    (frame,) = frames(named(figures(result()), "direction"))
    tested = result().identities.drop_nulls("votes")
    assert frame["what"][0] == ANY
    assert frame["what"].to_list()[1:] == ["options and valid: more", "options and valid: fewer"]
    assert frame["points"].to_list() == pytest.approx(tested["points"].to_list(), rel=1e-5)
    scale = tested["points"] / tested["votes"]
    for end in ("low", "high"):
        expected = (tested[end] * scale).to_list()
        assert frame[end].to_list() == pytest.approx(expected, rel=1e-4)


def test_the_number_of_each_error() -> None:
    (frame,) = frames(named(figures(result()), "number"))
    rows = result().identities.slice(1)
    assert frame["found"].to_list() == rows["found"].to_list()
    assert frame["per_hundred"].to_list() == pytest.approx(
        (100 * rows["found"] / rows["asked"]).to_list(), rel=1e-5
    )
    assert set(frame["means"]) == {"contradiction", "longer than the list of voters", "no error"}


def test_without_an_error_nobody_is_favoured() -> None:
    assert [figure.name for figure in figures(protocol_arithmetic(honest()))] == ["number"]

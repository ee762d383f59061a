"""The contested methods: small cases by hand, and what is said beside them."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from scipy.stats import binomtest, chisquare

from tallyscope.assess import audit
from tallyscope.assess.reference import clean_elections, false_alarms
from tallyscope.benchmark.plain import PLAIN
from tallyscope.errors import NotApplicable
from tallyscope.methods import CONTESTED, card
from tallyscope.methods.five_and_zero import five_and_zero
from tallyscope.methods.last_digit import last_digit
from tallyscope.methods.moments import moments
from tallyscope.methods.second_digit import BENFORD, second_digit
from tallyscope.result import Method
from tallyscope.simulate.honest import country
from tallyscope.tally import Tally
from tests.tallies import small_tally

every_contested = pytest.mark.parametrize("method", CONTESTED, ids=lambda method: method.name)


def with_votes(votes: list[int]) -> Tally:
    return small_tally(
        [[vote, 500] for vote in votes],
        registered=[2_000] * len(votes),
        ballots=[vote + 500 for vote in votes],
    )


def test_last_digits_by_hand() -> None:
    # 110..219: every digit eleven times; ballots end alike
    result = last_digit(with_votes(list(range(110, 220))), choice="A")
    assert result.digits.filter(count="votes")["observed"].to_list() == [11] * 10
    assert result.headline.value == 4.5
    assert result.p_value == pytest.approx(1.0)


def test_uneven_last_digits_by_hand() -> None:
    votes = [100 + digit for digit in range(10) for _ in range(5 + 10 * (digit == 7) + 1)]
    result = last_digit(with_votes(votes * 2), choice="A")
    observed = [12] * 7 + [32] + [12] * 2
    assert result.digits.filter(count="votes")["observed"].to_list() == observed
    assert result.p_value == pytest.approx(chisquare(observed).pvalue)
    assert result.tests["n"].to_list() == [140, 140]


def test_counts_of_one_digit_are_left_out() -> None:
    result = last_digit(with_votes([5] * 10 + [100] * 100), choice="A")
    assert result.excluded == {"fewer than 10 votes": 10}
    assert result.tests["n"].to_list() == [100, 110]  # their ballots are large enough


def test_second_digits_by_hand() -> None:
    result = second_digit(with_votes([130, 234, 1350, 938] * 30), choice="A")
    assert result.headline.value == 3.0
    assert result.tests["benford_mean"][0] == pytest.approx(4.187, abs=5e-4)
    assert result.digits.filter(count="votes")["expected"].sum() == pytest.approx(120)


def test_benfords_law() -> None:
    published = [0.1197, 0.1139, 0.1088, 0.1043, 0.1003, 0.0967, 0.0934, 0.0904, 0.0876, 0.0850]
    assert np.round(BENFORD, 4).tolist() == published


def test_fives_and_zeros_by_hand() -> None:
    # 30 of 120 votes end in 0 or 5; shares 100/600 and 101/601 are 17%, turnout 600/2000 is 30%
    result = five_and_zero(with_votes([100] * 30 + [101] * 90), choice="A")
    rows = {row["look"]: row for row in result.looks.iter_rows(named=True)}
    assert rows["votes"]["hits"] == 30
    assert rows["share"]["hits"] == 0
    assert rows["turnout"]["hits"] == 120
    assert result.headline.value == 25.0
    assert result.p_value == pytest.approx(binomtest(30, 120, 0.2).pvalue)


def test_percentages_are_rounded_halves_up() -> None:
    # 129/200 = 64.5% is 65%; 128/200 = 64%
    tally = small_tally([[129, 71]] * 60 + [[128, 72]] * 60, registered=[400] * 120)
    looks = five_and_zero(tally, choice="A").looks
    assert looks.filter(look="share")["hits"][0] == 60


def test_moments_of_turnout_and_share() -> None:
    result = moments(country(n_units=2_000, seed=1))
    assert result.shapes["quantity"].to_list() == ["turnout", "share"]
    assert result.headline.value == result.shapes["skewness"][0]
    for quantity in ("turnout", "share"):
        spread = result.spread.filter(quantity=quantity)
        assert spread["units"].sum() == result.n_units
        assert spread["bell"].sum() == pytest.approx(result.n_units, rel=0.02)


def test_units_that_are_all_alike_have_no_shape() -> None:
    with pytest.raises(NotApplicable, match="moments needs units that differ; all have the same"):
        moments(with_votes([100] * 120))


@every_contested
def test_plain_and_fast_agree(method: Method) -> None:
    tally = country(n_units=600, n_regions=3, n_districts=10, seed=4)
    assert method.run(tally).headline.value == pytest.approx(PLAIN[method.name](tally)[0])


def test_plain_and_fast_agree_in_the_rest() -> None:
    tally = country(n_units=600, n_regions=3, n_districts=10, seed=4)
    assert PLAIN["last_digit"](tally)[1] == pytest.approx(last_digit(tally).tests["chi_square"][0])
    assert PLAIN["moments"](tally)[1] == pytest.approx(moments(tally).shapes["kurtosis"][0])
    # 50 redrawn elections of 600 units each: standard error of a mean digit 2.9 / sqrt(30,000)
    expected = second_digit(tally).tests["expected_mean"][0]
    assert PLAIN["second_digit"](tally)[1] == pytest.approx(expected, abs=4 * 0.024)


def test_they_run_only_when_asked_for_and_are_never_graded() -> None:
    tally = country(n_units=600, n_regions=3, n_districts=10, seed=4)
    names = {method.name for method in CONTESTED}
    assert not names & set(audit(tally).outcomes)
    assessment = audit(tally, contested=True)
    assert names <= set(assessment.outcomes)
    assert not names & set(assessment.adjusted_p)
    grade = assessment.grades["digits"]
    assert grade.level == "descriptive"
    assert "at the 5% level it accused" in grade.line


@pytest.mark.parametrize("name", ["last_digit", "second_digit", "five_and_zero", "moments"])
def test_false_alarms_are_counted_in_the_table(name: str) -> None:
    method = card(name)
    alarms = false_alarms(method)
    assert alarms is not None
    p_values = clean_elections().filter(pl.col("published"), method=method.name)["p_value"]
    assert alarms.elections == len(p_values)
    assert alarms.accused == sum(p <= 0.05 for p in p_values)


def test_nearly_every_clean_election_fails_the_bell() -> None:
    alarms = false_alarms(card("moments"))
    assert alarms is not None
    assert alarms.accused >= alarms.elections - 1


def test_a_method_that_describes_has_no_false_alarms() -> None:
    assert false_alarms(card("fingerprint")) is None

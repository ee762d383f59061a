"""Turnout against share: every table by plain loops, far-out units by hand, and planted ones."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
import pytest

from tallyscope.benchmark import plain
from tallyscope.errors import NotApplicable
from tallyscope.methods.fingerprint import fingerprint
from tallyscope.simulate.honest import Spread, country
from tallyscope.simulate.stuffing import extreme_stuffing, incremental_stuffing
from tallyscope.simulate.tamper import Placement
from tallyscope.tally import Tally
from tests.methods.elections import few_districts, honest, without_ballots, without_levels
from tests.tallies import small_tally


@dataclass(frozen=True)
class Unit:
    unit: str
    region: str
    district: str
    registered: int
    came: int
    valid: int
    votes: int

    @property
    def turnout(self) -> float:
        return self.came / self.registered

    @property
    def share(self) -> float:
        return self.votes / self.valid

    def cell(self, width: int) -> tuple[int, int]:
        cells = (100 * self.came // self.registered, 100 * self.votes // self.valid)
        first, second = (min(cell, 99) // width * width for cell in cells)
        return first, second

    @property
    def size_class(self) -> int:
        low = 100
        while self.registered >= 2 * low:
            low *= 2
        return low


def used_units(tally: Tally) -> list[Unit]:
    columns = (
        tally.units["unit"],
        tally.units["region"],
        tally.units["district"],
        tally.counts("registered").tolist(),
        tally.counts("ballots").tolist(),
        tally.counts("valid").tolist(),
        tally.votes_for().tolist(),
    )
    return [unit for row in zip(*columns, strict=True) if (unit := Unit(*row)).registered >= 100]


@pytest.fixture(scope="module")
def tally() -> Tally:
    return country(n_units=400, n_regions=4, n_districts=12, seed=5)


@pytest.fixture(scope="module")
def units(tally: Tally) -> list[Unit]:
    return used_units(tally)


def test_histogram_by_loop(tally: Tally, units: list[Unit]) -> None:
    cells = Counter(unit.cell(1) for unit in units)
    voters: Counter[tuple[int, int]] = Counter()
    for unit in units:
        voters[unit.cell(1)] += unit.registered
    rows = fingerprint(tally).histogram.rows()
    assert rows == [(t, s, n, voters[t, s]) for (t, s), n in sorted(cells.items())]


def test_histograms_of_regions_by_loop(tally: Tally, units: list[Unit]) -> None:
    cells = Counter((unit.region, *unit.cell(2)) for unit in units)
    found = fingerprint(tally).regions
    assert found.drop("voters").rows() == [(*cell, n) for cell, n in sorted(cells.items())]
    assert found["voters"].sum() == sum(unit.registered for unit in units)


def test_regions_in_short_by_loop(tally: Tally, units: list[Unit]) -> None:
    for row in fingerprint(tally).region_summary.iter_rows(named=True):
        inside = [unit for unit in units if unit.region == row["region"]]
        assert row["n_units"] == len(inside)
        assert row["voters"] == sum(unit.registered for unit in inside)
        assert row["turnout"] == sum(unit.came for unit in inside) / row["voters"]
        assert row["share"] == sum(u.votes for u in inside) / sum(u.valid for u in inside)
        products = plain.fingerprint.centred_products(
            [u.turnout for u in inside], [u.share for u in inside], [0] * len(inside)
        )
        assert row["correlation"] == pytest.approx(plain.fingerprint.within_correlation(products))


def test_headline_is_the_correlation_within_districts(tally: Tally, units: list[Unit]) -> None:
    districts = sorted({unit.district for unit in units})
    products = plain.fingerprint.centred_products(
        [u.turnout for u in units],
        [u.share for u in units],
        [districts.index(u.district) for u in units],
    )
    result = fingerprint(tally)
    assert result.settings["district"] == "district"
    assert result.headline.value == pytest.approx(plain.fingerprint.within_correlation(products))


def z_values(units: list[Unit]) -> Iterator[tuple[Unit, float, float]]:
    districts = sorted({unit.district for unit in units})
    group = [districts.index(unit.district) for unit in units]
    z = [
        plain.fingerprint.robust_z([getattr(u, name) for u in units], group, min_size=10)
        for name in ("turnout", "share")
    ]
    return zip(units, *z, strict=True)


def test_standardised_cells_by_loop(tally: Tally, units: list[Unit]) -> None:
    def cell(z: float) -> float:
        return float(np.round(min(max(z, -8.0), 8.0) / 0.25) * 0.25)

    cells = Counter((cell(t), cell(s)) for _, t, s in z_values(units) if not math.isnan(t + s))
    found = fingerprint(tally).standardised.rows()
    assert {(t, s): n for t, s, n in found} == cells


def test_funnel_by_loop(tally: Tally, units: list[Unit]) -> None:
    cells = Counter((u.size_class, 2 * u.size_class, u.cell(1)[1]) for u in units)
    assert fingerprint(tally).funnel.rows() == [(*cell, n) for cell, n in sorted(cells.items())]


def test_funnel_limits_by_loop(tally: Tally, units: list[Unit]) -> None:
    overall = sum(u.votes for u in units) / sum(u.valid for u in units)
    rows = fingerprint(tally).funnel_limits.rows(named=True)
    assert [row["size_low"] for row in rows] == sorted({u.size_class for u in units})
    for row in rows:
        inside = [u for u in units if u.size_class == row["size_low"]]
        half = 1.959963984540054 * math.sqrt(overall * (1 - overall) / median(u.valid for u in inside))  # fmt: skip # noqa: E501
        assert row["size_high"] == 2 * row["size_low"]
        assert row["n_units"] == len(inside)
        assert row["median_share"] == pytest.approx(median(u.share for u in inside))
        assert row["low"] == pytest.approx(max(overall - half, 0))
        assert row["high"] == pytest.approx(min(overall + half, 1))


def test_the_last_cell_holds_what_is_full() -> None:
    # everybody came and voted for A in one place, 99.5% did in another; the rest differ
    votes = [[1000, 0], [995, 5], *[[500 + i, 100 + 2 * i] for i in range(28)]]
    tally = small_tally(votes, registered=[1000] * 30, ballots=[sum(pair) for pair in votes])
    cells = {row[:2]: row[2] for row in fingerprint(tally).histogram.rows()}
    assert cells[99, 99] == 2
    assert max(t for t, _ in cells) == 99


def test_units_are_left_out_for_one_reason_each() -> None:
    sound = [[300 + i, 200 - i] for i in range(30)]
    tally = small_tally(
        [[0, 0], [10, 10], [150, 150], [90, 0], *sound],
        registered=[300, 50, 250, 200, *[900] * 30],
        ballots=[0, 20, 300, 90, *[500 + i for i in range(30)]],
    )
    tally = replace(tally, valid=np.where(np.arange(34) == 3, 80, tally.counts("valid")))
    result = fingerprint(tally)
    assert result.excluded == {
        "no valid votes": 1,
        "fewer than 100 registered voters": 1,
        "turnout above 100%": 1,
        "votes above valid votes": 1,
    }
    assert result.n_units == 30


def test_where_nothing_varies_nothing_is_said() -> None:
    tally = small_tally([[60, 40]] * 40, registered=[200] * 40, ballots=[100] * 40)
    with pytest.raises(NotApplicable) as caught:
        fingerprint(tally)
    assert str(caught.value) == (
        "fingerprint needs units of one district that differ; in all 40 units turnout or share is"
        " that of their district"
    )


def test_without_places_all_units_are_neighbours() -> None:
    result = fingerprint(without_levels())
    assert result.settings["district"] is None
    assert set(result.regions["region"]) == {"all units"}
    assert result.region_summary["correlation"][0] == pytest.approx(result.headline.value)
    assert "The file names no districts" in result.cautions[-1]
    assert not any("names no districts" in text for text in fingerprint(honest()).cautions)


def test_without_ballots_valid_votes_are_who_came() -> None:
    result = fingerprint(without_ballots())
    assert result.settings["turnout_from"] == "valid"
    with_ballots = fingerprint(few_districts())
    assert with_ballots.settings["turnout_from"] == "ballots"
    assert (result.region_summary["turnout"] < with_ballots.region_summary["turnout"]).all()


def test_districts_that_are_too_small_give_way_to_regions() -> None:
    tally = country(n_units=300, n_regions=3, n_districts=150, seed=1)
    assert fingerprint(tally).settings["district"] == "region"


def test_what_a_far_out_unit_is_told() -> None:
    # 29 stations around 50% and 60%, one at 90% and 95%: (90 - 50)/(1.4826 MAD) and so on
    turnouts = [500 + 10 * (i % 3 - 1) for i in range(29)]
    shares = [0.60 + 0.02 * (i % 5 - 2) for i in range(29)]
    votes = [[round(t * s), t - round(t * s)] for t, s in zip(turnouts, shares, strict=True)]
    tally = small_tally([*votes, [855, 45]], registered=[1000] * 30, ballots=[*turnouts, 900])
    scores = fingerprint(tally).unit_scores
    assert scores is not None
    assert scores["unit"].to_list() == ["u29"]
    assert scores["reason"][0] == (
        "turnout 90.0% and share 95.0% are both far above the district's middle (50.0%, 60.0%)"
    )
    z = [
        plain.fingerprint.robust_z(
            [pair[0] / sum(pair) for pair in [*votes, [855, 45]]], [0] * 30, min_size=1
        ),
        plain.fingerprint.robust_z([t / 1000 for t in [*turnouts, 900]], [0] * 30, min_size=1),
    ]
    assert scores["score"][0] == pytest.approx(min(z[0][29], z[1][29]))


def test_far_out_units_by_loop(tally: Tally) -> None:
    stuffed = extreme_stuffing(tally, Placement(0.05), seed=1).tally
    expected = {
        unit.unit: min(t, s) for unit, t, s in z_values(used_units(stuffed)) if t >= 3 and s >= 3
    }
    scores = fingerprint(stuffed).unit_scores
    assert scores is not None
    assert dict(zip(scores["unit"], scores["score"], strict=True)) == pytest.approx(expected)


def test_stuffed_stations_stand_out_from_their_district() -> None:
    # neighbours are much alike here; where they are not, such stations hide among the others
    clean = country(n_units=3_000, n_regions=6, turnout=0.5, stations=Spread(0.15, 0.1), seed=5)
    stuffed = extreme_stuffing(clean, Placement(0.01), seed=5)
    before, after = fingerprint(clean).unit_scores, fingerprint(stuffed.tally).unit_scores
    assert before is not None
    assert after is not None
    planted = set(stuffed.truth["unit"])
    assert before.height <= 10
    # 11 to 18 of 30 with other seeds
    assert len(planted & set(after["unit"])) > 0.3 * len(planted)
    assert len(set(after["unit"]) - planted) <= 10


def test_added_ballots_make_turnout_and_share_go_together() -> None:
    clean = country(n_units=3_000, n_regions=6, n_districts=60, seed=5)
    stuffed = incremental_stuffing(clean, Placement(0.2), dose=0.5, seed=5).tally
    before, after = fingerprint(clean).headline, fingerprint(stuffed).headline
    assert abs(before.value) < 0.1
    assert after.low > before.high
    assert after.value > 0.2


def test_the_seed_moves_the_interval_only() -> None:
    one, other = (fingerprint(honest(), seed=seed) for seed in (1, 2))
    assert one.headline.value == other.headline.value
    assert one.headline.low != other.headline.low
    assert one.histogram.equals(other.histogram)

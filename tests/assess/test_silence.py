"""What would have been seen, for an election at hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tallyscope.assess import Assessment, audit, silence
from tallyscope.assess.benchmarked import least, sizes, table
from tallyscope.assess.silence import ANYWHERE
from tallyscope.simulate.honest import country
from tallyscope.simulate.totals import totals_of


@pytest.fixture(scope="module")
def audited() -> Assessment:
    return audit(country(n_units=3_000, n_regions=4, n_districts=60, seed=1))


def test_every_kind_is_told_whether_it_is_seen_or_not(audited: Assessment) -> None:
    anywhere = [one.mechanism for one in audited.silence.whole if one.where == ANYWHERE]
    assert anywhere == list(table()["mechanisms"])
    assert audited.silence.unlike == ""
    for one in audited.silence.whole:
        assert (one.votes is None) == (one.percent is None) == (not one.methods)
        assert one.tried > 0


def test_votes_are_percents_of_the_leaders(audited: Assessment) -> None:
    leader = int(audited.tally.votes_for(audited.choice).sum())
    seen = [one for one in audited.silence.whole if one.votes is not None]
    assert seen
    for one in seen:
        assert one.votes is not None
        assert one.percent is not None
        exact = one.percent / 100 * leader
        assert exact - 1 <= one.votes <= 1.1 * exact + 1
        assert len(str(one.votes).rstrip("0")) <= 2


def test_regions_are_read_at_their_own_size(audited: Assessment) -> None:
    regions = audited.silence.regions
    assert audited.silence.level == "region"
    assert sum(units for units, _ in regions.values()) == 3_000
    for units, seen in regions.values():
        assert bool(seen) == (units >= sizes()[0])
        for one in seen:
            found = least(one.mechanism, ANYWHERE, units, list(audited.outcomes))
            # the methods that ran are at most all of them
            assert one.percent is None or (found is not None and one.percent >= found.percent)


def test_edited_totals_are_seen_only_where_totals_are_given() -> None:
    tally = country(n_units=3_000, n_regions=4, n_districts=60, seed=1)
    without = {one.mechanism for one in audit(tally).silence.whole if one.votes is not None}
    given = audit(tally, totals=totals_of(tally, "district")).silence
    seen = {one.mechanism for one in given.whole if one.votes is not None}
    assert "edited-totals" not in without
    assert seen - without <= {"edited-totals"}


def test_methods_that_did_not_run_see_nothing(audited: Assessment) -> None:
    none = silence.silence(audited.tally, audited.choice, (), {}, {}, ())
    assert none.whole
    assert all(one.votes is None for one in none.whole)
    assert none.by_method == {}


def test_elections_unlike_the_benchmarks_are_told_so() -> None:
    tally = country(n_units=sizes()[0], n_regions=2, n_districts=8, seed=1)
    assert audit(replace(tally, registered=None)).silence.unlike == (
        "the benchmark's elections have registered voters, and this file has none"
    )
    assert audit(tally).silence.unlike == ""
    large = replace(
        tally,
        registered=40 * tally.counts("registered"),
    )
    assert "voters, those of the benchmark 1," in audit(large).silence.unlike
    assert audit(large).silence.whole == ()
    small = country(n_units=100, n_regions=2, n_districts=4, seed=1)
    assert audit(small).silence.unlike == (
        f"it has 100 units, the smallest of the benchmark {sizes()[0]:,}"
    )


def test_without_levels_there_are_no_regions() -> None:
    tally = country(n_units=3_000, n_regions=4, n_districts=60, seed=1)
    flat = replace(tally, contest=replace(tally.contest, levels=()))
    assert audit(flat).silence.regions == {}
    assert audit(flat).silence.level == ""

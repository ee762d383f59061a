"""The country of `tallyscope demo`: honest differences, and three kinds of tampering planted in it.

The doses are our choice. They are small for the country (about one vote in thirty of the leader's)
and large where they act, as in reports of observers; the honest differences between regions are
larger than what is added.
"""

from __future__ import annotations

from tallyscope.simulate.honest import country
from tallyscope.simulate.rounding import rounding
from tallyscope.simulate.stuffing import extreme_stuffing, incremental_stuffing
from tallyscope.simulate.tamper import Placement, Tampered

REGIONS = 20
UNITS_PER_DISTRICT = 67  # as in the honest country's defaults
STUFFED = Placement(0.40, regions=4)  # 8% of all stations
STUFFED_DOSE = 0.30
STUFFED_FULL = Placement(0.05, regions=4)  # 1% of all stations
REWRITTEN = Placement(0.10, regions=6)  # 3% of all stations


def demonstration(*, n_units: int = 20_000, seed: int = 0) -> Tampered:
    """Simulate a country and tamper with it.

    Parameters
    ----------
    n_units : int
        Stations, at least 400.
    seed : int
        Of the country, of the places and of the doses.

    Returns
    -------
    Tampered
        In 4 of 20 regions ballots for the leader are added in the names of 30% of those who stayed
        away, in 40% of the stations; in 4 regions of nearly all of them, in 5% of the stations; in
        6 regions 10% of the protocols are written anew with a whole percentage of turnout and of
        the leader's share. `honest` is the honest twin.

    Examples
    --------
    >>> demonstration(n_units=1_000).truth["mechanism"].unique().sort().to_list()
    ['extreme stuffing', 'incremental stuffing', 'rounding of both']
    """
    election: Tampered = incremental_stuffing(
        country(
            n_units=n_units,
            n_regions=REGIONS,
            n_districts=max(REGIONS, n_units // UNITS_PER_DISTRICT),
            seed=seed,
        ),
        STUFFED,
        dose=STUFFED_DOSE,
        seed=seed,
    )
    election = extreme_stuffing(election, STUFFED_FULL, seed=seed)
    return rounding(election, REWRITTEN, of="both", seed=seed)

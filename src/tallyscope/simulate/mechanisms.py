"""All mechanisms of tampering by name, called alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from tallyscope.errors import DataError, Fault, did_you_mean
from tallyscope.simulate.careful import careful
from tallyscope.simulate.copying import copying
from tallyscope.simulate.padding import register_padding, turnout_padding
from tallyscope.simulate.rounding import Rewritten, rounding
from tallyscope.simulate.stuffing import extreme_stuffing, incremental_stuffing
from tallyscope.simulate.suppression import opposition_removed, opposition_spoiled
from tallyscope.simulate.switching import switching
from tallyscope.simulate.tamper import Placement, Tampered
from tallyscope.simulate.target import TARGET, target_percentage
from tallyscope.simulate.totals import edited_totals
from tallyscope.tally import Tally


class _Run(Protocol):
    def __call__(
        self,
        election: Tally | Tampered,
        where: Placement,
        *,
        dose: float,
        choice: str | None,
        seed: int,
    ) -> Tampered: ...


@dataclass(frozen=True)
class Mechanism:
    """A way of tampering, and what its dose means.

    Attributes
    ----------
    what : str
        What it does, in a few words.
    dose_is : str
        What the dose is a share of.
    usual_dose : float
        Taken where none is given; our choice.
    run : callable
        Called with (election, where, dose, choice, seed).
    """

    what: str
    dose_is: str
    usual_dose: float
    run: _Run

    def __call__(
        self,
        election: Tally | Tampered,
        where: Placement,
        dose: float | None = None,
        seed: int = 0,
        *,
        choice: str | None = None,
    ) -> Tampered:
        """Tamper with an election.

        Raises
        ------
        DataError
            If a share is outside its range, or there is no such region or choice.
        NotApplicable
            If the tally lacks the counts.
        """
        size = self.usual_dose if dose is None else dose
        return self.run(election, where, dose=size, choice=choice, seed=seed)


def _rounding(of: Rewritten) -> Callable[..., Tampered]:
    def run(
        election: Tally | Tampered,
        where: Placement,
        *,
        dose: float,
        choice: str | None,
        seed: int,
    ) -> Tampered:
        return rounding(
            election, where, of=of, largest_step=round(100 * dose), choice=choice, seed=seed
        )

    return run


_AWAY = "of those who stayed away"
_OTHERS = "of the votes for others"
_STEP = "the largest step up, 0.05 being five whole percentages"

MECHANISMS: dict[str, Mechanism] = {
    "incremental-stuffing": Mechanism(
        "adds ballots for the favoured choice in the names of some who stayed away",
        _AWAY,
        0.3,
        incremental_stuffing,
    ),
    "extreme-stuffing": Mechanism(
        "adds ballots for the favoured choice in the names of nearly all who stayed away",
        f"{_AWAY}, at most",
        1.0,
        extreme_stuffing,
    ),
    "switching": Mechanism(
        "moves votes from the others to the favoured choice", _OTHERS, 0.3, switching
    ),
    "turnout-padding": Mechanism(
        "adds ballots for all choices in proportion", _AWAY, 0.3, turnout_padding
    ),
    "register-padding": Mechanism(
        "adds names to the list, and ballots for the favoured choice in all of them",
        "names added per voter on the list",
        0.1,
        register_padding,
    ),
    "opposition-removed": Mechanism(
        "takes ballots for the others out of the box", _OTHERS, 0.3, opposition_removed
    ),
    "opposition-spoiled": Mechanism(
        "declares ballots for the others invalid", _OTHERS, 0.3, opposition_spoiled
    ),
    "rounded-share": Mechanism(
        "moves votes until the share is a whole percentage", _STEP, 0.05, _rounding("share")
    ),
    "rounded-turnout": Mechanism(
        "adds ballots until turnout is a whole percentage", _STEP, 0.05, _rounding("turnout")
    ),
    "rounded-both": Mechanism(
        "writes a whole percentage of turnout and of the share", _STEP, 0.05, _rounding("both")
    ),
    "target-percentage": Mechanism(
        "moves votes until the share of ballots is the wanted one, the same everywhere",
        "the wanted share",
        TARGET,
        target_percentage,
    ),
    "copying": Mechanism(
        "writes down one protocol for other stations of its district as well",
        "rank of the protocol copied, 1 being the favoured choice's best",
        1.0,
        copying,
    ),
    "edited-totals": Mechanism(
        "moves votes in the totals of districts and leaves the stations alone",
        _OTHERS,
        0.1,
        edited_totals,
    ),
    "careful": Mechanism(
        "moves votes so that no number is round and turnout still goes with preference",
        _OTHERS,
        0.1,
        careful,
    ),
}


def mechanism(name: str) -> Mechanism:
    """Return the mechanism of that name.

    Raises
    ------
    DataError
        If there is none.
    """
    if name not in MECHANISMS:
        raise DataError(
            Fault(
                f"there is no mechanism {name!r}",
                expected="one of " + ", ".join(MECHANISMS),
                remedy=did_you_mean(name, MECHANISMS).strip(),
            ),
            source="tampering",
        )
    return MECHANISMS[name]

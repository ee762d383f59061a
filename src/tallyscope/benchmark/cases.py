"""Cases of the benchmark: which election, tampered with in which way, by how much.

A case says everything, its seed too, and never changes once it was published: a new question gets
a new case. Seeds are numbered from a beginning of their own for every question, so that no election
of one is an election of another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from tallyscope.simulate.awkward import AWKWARD
from tallyscope.simulate.mechanisms import MECHANISMS
from tallyscope.simulate.tamper import Placement

Question = Literal["size", "power", "clean"]
Where = Literal["anywhere", "one region", "small units", "strongholds"]

USUAL = "usual"  # the honest country without an awkward feature
SIZE_SEEDS, POWER_SEEDS = 100_000, 200_000


@dataclass(frozen=True, kw_only=True)
class Case:
    """One election to be made and looked at by every method.

    Attributes
    ----------
    name : str
        Unique; also the name of its file.
    question : {"size", "power", "clean"}
        An honest simulated election, a tampered one, or a real one regarded as clean.
    honest : str
        Awkward honest feature of the country (:data:`tallyscope.simulate.awkward.AWKWARD`), or
        "usual".
    n_units : int
        Stations of the simulated country.
    seed : int
    file, country : str
        The real election, and its country, whose elections it is not ranked among.
    mechanism : str
        How it is tampered with (:data:`tallyscope.simulate.mechanisms.MECHANISMS`); "" if not.
    share, dose : float
        Part of the stations that are tampered with, and how strongly, as the mechanism has it.
    where : {"anywhere", "one region", "small units", "strongholds"}
    """

    name: str
    question: Question
    honest: str = USUAL
    n_units: int = 0
    seed: int = 0
    file: str = ""
    country: str = ""
    mechanism: str = ""
    share: float = 0.0
    dose: float = 0.0
    where: Where = "anywhere"

    @property
    def placement(self) -> Placement:
        """Where the mechanism acts, as the simulation wants it said."""
        if self.where == "one region":
            return Placement(self.share, regions=1)
        if self.where == "anywhere":
            return Placement(self.share)
        return Placement(self.share, among=self.where)


@dataclass(frozen=True)
class Plan:
    """How many elections of which size answer each question.

    Attributes
    ----------
    n_units : int
        Stations of a simulated country.
    honest_seeds, tampered_seeds : int
        Elections for each honest feature, and for each way of tampering.
    shares : tuple of float
        Parts of the stations that are tampered with.
    where : tuple of str
        Placements; the first with every share, the others with the last share only.
    """

    n_units: int
    honest_seeds: int
    tampered_seeds: int
    shares: tuple[float, ...]
    where: tuple[Where, ...]


# Our choice: small takes two minutes on two processors, full about two hours.
SMALL = Plan(1_500, 12, 3, (0.1,), ("anywhere",))
FULL = Plan(
    20_000,
    200,
    20,
    (0.02, 0.05, 0.1, 0.2),
    ("anywhere", "one region", "small units", "strongholds"),
)
PLANS: Mapping[str, Plan] = {"small": SMALL, "full": FULL}

STUFFED_SHARE = 0.1  # of the stations, in the bar that this project sets itself
STUFFED_DOSE = 0.2  # of those who stayed away: about 3% of the leader's votes in all stations hit


def simulated(plan: Plan) -> Iterator[Case]:
    """Yield the honest and the tampered cases of a plan."""
    yield from _honest(plan)
    yield from _tampered(plan)


def _honest(plan: Plan) -> Iterator[Case]:
    for place, feature in enumerate((USUAL, *AWKWARD)):
        for number in range(plan.honest_seeds):
            yield Case(
                name=f"size-{feature}-{plan.n_units}-{number:03d}",
                question="size",
                honest=feature,
                n_units=plan.n_units,
                seed=SIZE_SEEDS + 1_000 * place + number,
            )


def _tampered(plan: Plan) -> Iterator[Case]:
    for place, (name, mechanism) in enumerate(MECHANISMS.items()):
        for where in plan.where:
            shares = plan.shares if where == plan.where[0] else plan.shares[-1:]
            for share in shares:
                for number in range(plan.tampered_seeds):
                    yield Case(
                        name=(
                            f"power-{name}-{where.replace(' ', '-')}-{round(1000 * share):03d}"
                            f"-{plan.n_units}-{number:03d}"
                        ),
                        question="power",
                        n_units=plan.n_units,
                        seed=POWER_SEEDS + 1_000 * place + number,
                        mechanism=name,
                        share=share,
                        dose=mechanism.usual_dose,
                        where=where,
                    )


def clean(countries: Mapping[str, str]) -> Iterator[Case]:
    """Yield a case for every real election, given by name of the file and country."""
    for name, country in countries.items():
        yield Case(name=f"clean-{name}", question="clean", file=name, country=country)

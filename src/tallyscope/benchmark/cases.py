"""Cases of the benchmark: which election, tampered with in which way, by how much.

A case says everything, its seed too, and never changes once it was published: a new question gets
a new case. Seeds are numbered from a beginning of their own for every question, so that no election
of one is an election of another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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
        Parts of the stations that are tampered with anywhere in the country.
    elsewhere : mapping of str to tuple of float
        Further placements with their parts of the stations.
    """

    n_units: int
    honest_seeds: int
    tampered_seeds: int
    shares: tuple[float, ...]
    elsewhere: Mapping[Where, tuple[float, ...]] = field(default_factory=dict)


# Our choice: small takes two minutes on two processors, full hours. Packaged is the run that the
# assessment quotes: regions of two sizes and a country, on a ladder of parts about twice as large
# each.
SMALL = Plan(1_500, 12, 3, (0.1,))
FULL = Plan(
    20_000,
    200,
    20,
    (0.02, 0.05, 0.1, 0.2),
    {"one region": (0.2,), "small units": (0.2,), "strongholds": (0.2,)},
)
LADDER = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4)
_EVERYWHERE: Mapping[Where, tuple[float, ...]] = {
    "one region": LADDER,
    "small units": LADDER,
    "strongholds": LADDER,
}
PACKAGED = (
    Plan(3_000, 40, 10, LADDER, _EVERYWHERE),
    Plan(300, 40, 10, LADDER, _EVERYWHERE),
    Plan(20_000, 6, 5, LADDER),
)
PLANS: Mapping[str, tuple[Plan, ...]] = {
    "small": (SMALL,),
    "packaged": PACKAGED,
    "full": (FULL,),
}


def simulated(plan: Plan) -> Iterator[Case]:
    """Yield the honest and the tampered cases of a plan.

    The first election of every question comes before the second of any, so that a run that is
    stopped has answered all of them about as well.
    """
    for number in range(max(plan.honest_seeds, plan.tampered_seeds)):
        if number < plan.honest_seeds:
            yield from _honest(plan, number)
        if number < plan.tampered_seeds:
            yield from _tampered(plan, number)


def _honest(plan: Plan, number: int) -> Iterator[Case]:
    for place, feature in enumerate((USUAL, *AWKWARD)):
        yield Case(
            name=f"size-{feature}-{plan.n_units}-{number:03d}",
            question="size",
            honest=feature,
            n_units=plan.n_units,
            seed=SIZE_SEEDS + 1_000 * place + number,
        )


def _tampered(plan: Plan, number: int) -> Iterator[Case]:
    anywhere: Where = "anywhere"
    for place, (name, mechanism) in enumerate(MECHANISMS.items()):
        for where, shares in ({anywhere: plan.shares} | dict(plan.elsewhere)).items():
            for share in shares:
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

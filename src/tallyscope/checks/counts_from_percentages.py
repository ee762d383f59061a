"""Were the announced counts made from rounded percentages?

People are counted first and percentages computed afterwards. Then a count lies anywhere between
two printed percentages of the total: of ten million votes, one count in ten thousand happens to be
the whole number nearest to a tenth of a percent. If every count is, the counts were computed from
percentages, by whoever announced them or by a clerk or newsroom that had only the percentages.

Venezuela, 28 July 2024: L. Zambrano in A. Gelman's blog; T. Tao, who weighs an honest slip of the
commission as a third possibility beside counting and invention. The decimals that are tried and the
significance are fixed here in advance; a search through other patterns (counts that are multiples
of three) would find something in any election.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tallyscope.evidence import Pack
from tallyscope.evidence.claims import Claim
from tallyscope.evidence.contests import AnnouncedContest, contests
from tallyscope.result import Check, Verdict, VerdictOutcome
from tallyscope.statement import Statement
from tallyscope.stats.printed_shares import chance_on_percentages, nearest_percentage

DECIMALS = (0, 1, 2)  # our choice: percentages in the news have no, one or two
CLEAR = 1e-6  # our choice: with a few thousand announced contests a year, no false alarm in a life
WORTH_A_LOOK = 1e-2  # our choice: above it a coincidence needs no words
ROUGH = 1000  # our choice: counts rounded to thousands lie on percentages by themselves

TOLERANCE = (
    "A count is on a percentage if it is the whole number next to it, half a vote either way. The"
    " chance of all counts at once is multiplied by the number of totals and decimals tried;"
    f" {CLEAR:g} or less is called inconsistent with counting."
)
INNOCENT = (
    "Somebody between the count and the story had only the percentages and computed votes back.",
    "An interim bulletin was given in percent and turned into votes for the news.",
)
BLIND_TO = (
    "invented counts that are not round",
    "contests so small that every count lies near a percentage",
    "whether the percentages themselves were counted",
)


def counts_from_percentages(
    statements: Sequence[Statement], evidence: Pack, *, published: date | None = None
) -> tuple[Verdict, ...]:
    """Say for each contest whether all its counts lie on rounded percentages of a total.

    Parameters
    ----------
    statements : sequence of Statement
        The story's, in any order.
    evidence : Pack
        Its announced numbers join those of the story.
    published : datetime.date, optional
        Day of the story.

    Returns
    -------
    tuple of Verdict
        One for each contest with counts for two options or more, and for each interim count.
        "inconsistent" means inconsistent with counts that were counted, not computed.

    Notes
    -----
    Count c of total N is on the grid of d decimals if abs(c - k N / (100 * 10**d)) <= 1/2 for a
    whole k. For counts that are all alike likely the chance is (100 * 10**d + 1) / (N + 1) each;
    where the counts exhaust N, one of them is not free. Counts of 0 and of N are left out.
    """
    verdicts = []
    for contest in contests(statements, evidence, published=published):
        if not contest.statements:
            continue
        at_once: dict[tuple[Decimal | None, str], list[Claim]] = {}
        for claim in contest.claims:
            at_once.setdefault((claim.counted, claim.scope), []).append(claim)
        verdicts += [
            verdict
            for claims in at_once.values()
            if (verdict := _verdict(contest, claims)) is not None
        ]
    return tuple(verdicts)


@dataclass(frozen=True)
class _Grid:
    """The counts against the percentages of one total with some decimals."""

    total: int
    of: str
    decimals: int
    nearest: tuple[tuple[Decimal, Fraction], ...]
    chance: float

    @property
    def hit(self) -> bool:
        return all(off <= Fraction(1, 2) for _, off in self.nearest)


def _verdict(contest: AnnouncedContest, claims: Sequence[Claim]) -> Verdict | None:
    votes = _counts(claims)
    if len(votes) < 2:
        return None
    grids = _grids(claims, votes)
    if not grids:
        return _say(
            contest,
            votes,
            "cannot tell",
            "The contest is too small, or its counts are too round, to tell counted from computed.",
        )
    hits = [grid for grid in grids if grid.hit]
    if not hits:
        return _say(
            contest,
            votes,
            "consistent",
            "The counts are not on percentages with up to two decimals.",
            _lines(votes, grids[-1]),
        )
    best = min(hits, key=lambda grid: grid.chance)
    chance = min(1.0, best.chance * len(grids))
    tried = f"Chance for this total and these decimals: {best.chance:.1e}; tried: {len(grids)}."
    return _say(
        contest, votes, _outcome(chance), _found(best, chance), [*_lines(votes, best), tried]
    )


def _outcome(chance: float) -> VerdictOutcome:
    if chance <= CLEAR:
        return "inconsistent"
    return "cannot tell" if chance <= WORTH_A_LOOK else "consistent"


def _found(grid: _Grid, chance: float) -> str:
    percentages = ", ".join(f"{percent}%" for percent, _ in grid.nearest)
    text = (
        f"All {len(grid.nearest)} counts are the whole numbers next to {percentages} of"
        f" {grid.total:,} {grid.of}; counted votes are that about once in {1 / chance:,.0f} times."
    )
    if chance <= CLEAR:
        text += " They were made from rounded percentages, or were reported through them."
    return text


def _counts(claims: Sequence[Claim]) -> list[Claim]:
    """One count for each option, the story's if there are several."""
    by_option: dict[str, Claim] = {}
    for claim in claims:
        if claim.measure == "votes" and claim.comparator == "=":
            by_option.setdefault(claim.option, claim)
    return list(by_option.values())


def _grids(claims: Sequence[Claim], votes: Sequence[Claim]) -> list[_Grid]:
    together = int(sum(claim.value for claim in votes))
    totals = {together: "votes for them together"}
    for measure, words in (("ballots", "ballots"), ("valid", "valid votes")):
        for claim in claims:
            if claim.measure == measure and claim.comparator == "=" and claim.value >= together:
                totals[int(claim.value)] = words
    if any(claim.unit >= ROUGH for claim in votes):
        return []
    return [
        grid
        for total, of in totals.items()
        for decimals in DECIMALS
        if (grid := _grid(total, of, decimals, votes)) is not None
    ]


def _grid(total: int, of: str, decimals: int, votes: Sequence[Claim]) -> _Grid | None:
    counts = [int(claim.value) for claim in votes]
    informative = [count for count in counts if 0 < count < total]
    free = len(informative) - (sum(counts) == total)
    if free < 1 or total <= 100 * 10**decimals:
        return None
    return _Grid(
        total=total,
        of=of,
        decimals=decimals,
        nearest=tuple(nearest_percentage(count, total, decimals) for count in counts),
        chance=chance_on_percentages(total, decimals, free),
    )


def _lines(votes: Sequence[Claim], grid: _Grid) -> list[str]:
    return [
        f"{percent}% of {grid.total:,} {grid.of} is"
        f" {float(Fraction(percent) * grid.total / 100):,.3f}; announced for {claim.option}:"
        f" {claim.printed}, {float(off):,.3f} votes off."
        for claim, (percent, off) in zip(votes, grid.nearest, strict=True)
    ]


def _say(
    contest: AnnouncedContest,
    votes: Sequence[Claim],
    outcome: VerdictOutcome,
    summary: str,
    lines: Sequence[str] = (),
) -> Verdict:
    return Verdict(
        check="counts_from_percentages",
        statements=contest.statements,
        outcome=outcome,
        summary=f"{contest.place}: {summary}" if contest.place else summary,
        lines=tuple(lines),
        tolerance=TOLERANCE,
        evidence=tuple(claim.row.id for claim in votes if claim.row is not None),
        would_make_it_true=INNOCENT if outcome in ("inconsistent", "cannot tell") else (),
        blind_to=BLIND_TO,
    )


CHECK = Check(
    name="counts_from_percentages",
    title="Counts made from percentages",
    question="Were the announced counts computed from rounded percentages?",
    run=counts_from_percentages,
    needs=("counts for two options or more of one contest",),
    cites=(
        "A. Gelman (31 July 2024), Suspicious data pattern in recent Venezuelan election,"
        " statmodeling.stat.columbia.edu",
        "T. Tao (August 2024), What are the odds, II: the Venezuelan presidential election,"
        " terrytao.wordpress.com",
    ),
    detects=("counts that are all the nearest whole number to a rounded percentage of the total",),
    assumes=("Counted votes fall on no percentage more often than beside it.",),
    innocent=INNOCENT,
    blind_to=BLIND_TO,
)

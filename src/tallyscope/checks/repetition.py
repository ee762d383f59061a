"""Does the final result fit the results that were announced while the count went on?

What is left to count must be able to turn the partial share into the final one: a share of 97%
with 60% counted cannot end at 50%. And a final share that prints exactly like a partial one is rare
where places differ, though not impossible: it is told, with the chance for ballots in random order,
which is the most that chance allows.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from tallyscope.evidence import Pack
from tallyscope.evidence.claims import Claim, most_exact
from tallyscope.evidence.contests import AnnouncedContest, contests
from tallyscope.result import Check, Verdict, VerdictOutcome
from tallyscope.statement import Statement
from tallyscope.stats.printed_shares import chance_of_same_print

TOLERANCE = (
    "Printed shares stand for all that round to them. The part that was counted is taken as a part"
    " of the ballots, to the unit of its print."
)
INNOCENT = (
    "“Counted” meant protocols or stations, which differ in size, not ballots.",
    "The partial number was of another part of the vote, such as stations abroad.",
    "The final number was published too early, before all was counted.",
)
BLIND_TO = (
    "the order in which places were counted",
    "an invented partial result that leaves room for the invented final one",
)


def repetition(
    statements: Sequence[Statement], evidence: Pack, *, published: date | None = None
) -> tuple[Verdict, ...]:
    """Compare final shares and votes with those announced at a partial count.

    Parameters
    ----------
    statements : sequence of Statement
        The story's, in any order.
    evidence : Pack
        Its announced numbers, partial and final.
    published : datetime.date, optional
        Day of the story.

    Returns
    -------
    tuple of Verdict
        One for each contest with a partial and a final number of the same option. "inconsistent"
        if the ballots still to count could not turn one into the other, "cannot tell" if both
        numbers are the story's, or if the two print alike; else "consistent".

    Notes
    -----
    With share p among the counted part c and final share f, the rest voted (f - c p) / (1 - c),
    which lies in [0, 1] or the two are inconsistent.
    """
    return tuple(
        verdict
        for contest in contests(statements, evidence, published=published)
        if contest.statements and (verdict := _verdict(contest)) is not None
    )


def _verdict(contest: AnnouncedContest) -> Verdict | None:
    claims = most_exact(contest.claims)
    pairs = [
        (partial, final)
        for partial in claims
        if partial.counted is not None
        for final in claims
        if final.counted is None and _same_thing(partial, final)
    ]
    outcomes: list[VerdictOutcome] = []
    lines: list[str] = []
    for partial, final in pairs:
        outcome, line = _compared(partial, final, contest)
        outcomes.append(outcome)
        lines.append(line)
    if not pairs:
        return None
    worst: VerdictOutcome = next(
        (one for one in ("inconsistent", "cannot tell") if one in outcomes), "consistent"
    )
    rows = [claim.row.id for pair in pairs for claim in pair if claim.row is not None]
    return Verdict(
        check="repetition",
        statements=contest.statements,
        outcome=worst,
        summary=f"{contest.place}: {lines[outcomes.index(worst)]}",
        lines=(*lines, *_other_scopes(contest)),
        tolerance=TOLERANCE,
        evidence=tuple(dict.fromkeys(rows)),
        would_make_it_true=() if worst == "consistent" else INNOCENT,
        blind_to=BLIND_TO,
    )


def _same_thing(partial: Claim, final: Claim) -> bool:
    """Say whether two claims are of the same option and the same part of the vote."""
    return (
        partial.measure in ("share", "votes")
        and (partial.measure, partial.option, partial.scope)
        == (final.measure, final.option, final.scope)
        and (not partial.of or not final.of or partial.of == final.of)
        and partial.range() is not None
        and final.range() is not None
    )


def _compared(
    partial: Claim, final: Claim, contest: AnnouncedContest
) -> tuple[VerdictOutcome, str]:
    """Return the outcome for one pair, and what is said about it."""
    told = f"{partial.printed} for {partial.option} with {partial.counted}% counted"
    # two numbers of a story may be of two places or questions; rows of a pack are of one vote
    impossible: VerdictOutcome = "inconsistent" if partial.row or final.row else "cannot tell"
    if partial.measure == "votes":
        if partial.value > final.value:
            return impossible, f"{told}, {final.printed} in the end: votes cannot become fewer."
        return "consistent", f"{told}, {final.printed} in the end."
    if partial.value == final.value and partial.decimals == final.decimals:
        return "cannot tell", f"{told}, and the same in the end. {_chance(partial, final, contest)}"
    low, high = _rest(partial, final)
    needed = " to ".join(dict.fromkeys((_percent(low), _percent(high))))
    if low > 1 or high < 0:
        return (
            impossible,
            f"{told}, {final.printed} in the end: the rest would have had to vote {needed}.",
        )
    return "consistent", f"{told}, {final.printed} in the end: the rest voted {needed}."


def _rest(partial: Claim, final: Claim) -> tuple[Fraction, Fraction]:
    """Return the lowest and the highest share among the rest that the prints allow."""
    assert partial.counted is not None
    (p_low, p_high), (f_low, f_high) = (_ends(claim) for claim in (partial, final))
    exponent = partial.counted.as_tuple().exponent
    half = Fraction(10) ** (exponent if isinstance(exponent, int) else 0) / 2
    parts = [
        min(max((Fraction(partial.counted) + step) / 100, Fraction(0)), Fraction(9999, 10000))
        for step in (-half, half)
    ]
    lows = [(f_low - part * p_high) / (1 - part) for part in parts]
    highs = [(f_high - part * p_low) / (1 - part) for part in parts]
    return min(lows), max(highs)


def _ends(claim: Claim) -> tuple[Fraction, Fraction]:
    bounds = claim.range()
    assert bounds is not None  # vague claims make no pair
    return bounds[0], Fraction(1) if bounds[1] is None else bounds[1]


def _chance(partial: Claim, final: Claim, contest: AnnouncedContest) -> str:
    """Say how often that happens, if the number of ballots is known."""
    ballots = [
        int(claim.value)
        for claim in contest.claims
        if claim.measure == "ballots" and claim.scope == partial.scope
    ]
    share, part = float(final.value) / 100, float(partial.counted or 0) / 100
    if not ballots or not 0 < share < 1 or not 0 < part < 1:
        return "How often that happens depends on the number of ballots, which is not known."
    chance = chance_of_same_print(share, part, ballots[0], 0.01 * 10.0**-final.decimals)
    return (
        f"With ballots counted in random order that happens once in {1 / chance:,.0f} times, and"
        " more rarely where places differ and are counted one after the other."
    )


def _percent(share: Fraction) -> str:
    return f"{float(100 * share):.1f}%"


def _other_scopes(contest: AnnouncedContest) -> list[str]:
    """Name partial shares of another part of the vote, which cannot be compared."""
    finals = {claim.scope for claim in contest.claims if claim.counted is None}
    return [
        f"{claim.printed} for {claim.option} with {claim.counted}% counted was said of"
        f" {claim.scope}, not of the whole vote: not comparable with its result"
        f"{'' if claim.row is None else f' [{claim.row.id}]'}."
        for claim in contest.claims
        if claim.counted is not None and claim.scope != "all" and "all" in finals
    ]


CHECK = Check(
    name="repetition",
    title="Partial and final results",
    question="Does the final result fit the results announced while the count went on?",
    run=repetition,
    needs=("a partial and a final number of the same option",),
    cites=(
        "Variance of a share drawn without replacement: Cochran (1977), Sampling Techniques, 3.3",
    ),
    detects=(
        "a final share that the ballots still to count could not produce",
        "a final share that repeats a partial one to the last digit",
    ),
    assumes=("The part counted is a part of the ballots.",),
    innocent=INNOCENT,
    blind_to=BLIND_TO,
)

"""Do the statements of a story agree with each other?

Three questions. Does "all voted to join" agree with the shares that the story gives for each place?
Does the story give two numbers for the same thing? Are planned events that the story mentions twice
dated alike ("on Friday" and "tomorrow")? Different numbers may belong to two questions or two
moments of a count, different days to two events, so that these are told and never called
inconsistent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from tallyscope.evidence import Pack
from tallyscope.evidence.claims import Claim
from tallyscope.evidence.contests import AnnouncedContest, contests
from tallyscope.evidence.options import option_name
from tallyscope.result import Check, Verdict, VerdictOutcome
from tallyscope.statement import Days, Statement

HALF = Fraction(1, 2)
NEAR = Decimal("0.03")  # our choice: 3 points, or 3% of a count; further apart is another thing

# Our choice: words by which two sentences are about the same planned event.
EVENTS: tuple[tuple[str, str], ...] = (
    ("a ceremony", r"\bceremon(?:y|ies)\b"),
    ("signing", r"\bsign(?:s|ed|ing)?\b"),
    (
        "joining",
        r"\b(?:become part of|incorporat\w+|annex\w*|accession|accede\w*|join(?:s|ed|ing)?)\b",
    ),
    ("a speech", r"\b(?:speech|address the)\b"),
    ("the vote", r"\b(?:referend(?:um|ums|a)|election|vote|voting|polling|run-?off)\b"),
    ("the result", r"\b(?:results?|outcome)\b"),
    ("the inauguration", r"\b(?:inaugurat\w+|sworn in)\b"),
)

TOLERANCE = (
    "Shares are compared to the last printed digit; dates to the day. A majority is more than half."
)
INNOCENT = (
    "Two events, or two days of one event.",
    "An interim number beside a final one.",
    "Numbers of two speakers, two questions or two votes.",
)
BLIND_TO = (
    "statements that agree and are all wrong",
    "the same event in words that the check does not know",
)


def agreement(
    statements: Sequence[Statement], evidence: Pack, *, published: date | None = None
) -> tuple[Verdict, ...]:
    """Compare the statements of a story with each other.

    Parameters
    ----------
    statements : sequence of Statement
        The story's, in any order.
    evidence : Pack
        For the names of places only.
    published : datetime.date, optional
        Not needed; dates in statements are resolved already.

    Returns
    -------
    tuple of Verdict
        For each outcome that the story claims and gives shares for, for each thing that it gives
        two numbers for, and for each planned event that it dates twice.
    """
    in_order = sorted(statements, key=lambda one: (one.span, one.id))
    found = contests(in_order, evidence, published=published)
    return (
        *_outcomes(in_order, found, evidence),
        *(verdict for contest in found for verdict in _said_twice(contest)),
        *_dates(in_order),
    )


def _outcomes(
    story: Sequence[Statement], found: Sequence[AnnouncedContest], pack: Pack
) -> list[Verdict]:
    """Compare "all voted to join" with the share in each of the places."""
    verdicts = []
    for statement in story:
        if statement.kind != "outcome" or statement.negated:
            continue
        names = [
            name if (place := pack.place(name)) is None else place.name
            for name in statement.places.value or ()
        ]
        shares = [
            (contest.place, claim)
            for contest in found
            if contest.place in names
            for claim in contest.final
            if claim.measure == "share" and claim.statement is not None
        ]
        named = option_name(statement.option.value or "").casefold()
        same = [(name, claim) for name, claim in shares if claim.option.casefold() == named]
        agreed = [(name, claim) for name, claim in shares if claim.option == "yes"]
        if same:
            verdicts.append(_outcome(statement, names, same, certain=True))
        elif agreed and named != "no":
            verdicts.append(_outcome(statement, names, agreed, certain=not named))
    return verdicts


def _outcome(
    statement: Statement,
    names: Sequence[str],
    shares: Sequence[tuple[str, Claim]],
    *,
    certain: bool,
) -> Verdict:
    """Compare one outcome; `certain` if its option and that of the shares are surely the same."""
    against = [name for name, claim in shares if _majority(claim) is False]
    won = {name for name, claim in shares if _majority(claim)}
    left = [name for name in names if name not in won]
    told = ", ".join(f"{claim.printed} in {name}" for name, claim in shares)
    outcome: VerdictOutcome = "consistent"
    ending = "more than half in each place"
    if against and certain:
        outcome, ending = "inconsistent", f"not a majority in {', '.join(against)}"
    elif left:
        outcome, ending = "cannot tell", f"no clear majority is given for {', '.join(left)}"
    return _say(
        (statement, *(claim.statement for _, claim in shares if claim.statement is not None)),
        outcome,
        f"“{statement.text}”: the story gives {told}; {ending}.",
        tuple(
            f"{name}: {claim.printed} for {claim.option}; a majority is more than 50%."
            for name, claim in shares
        ),
    )


def _majority(claim: Claim) -> bool | None:
    """Say whether a share is more than half; None if its print leaves that open."""
    bounds = claim.range()
    if bounds is None:
        return None
    low, high = bounds
    if low > HALF:
        return True
    return False if high is not None and high <= HALF else None


def _said_twice(contest: AnnouncedContest) -> list[Verdict]:
    """Compare numbers that the story gives for the same thing."""
    told = [claim for claim in contest.claims if claim.statement is not None]
    return [
        _twice(contest.place, one, other, alike=alike)
        for one, other in combinations(told, 2)
        if _thing(one) == _thing(other)
        and (one.value, one.decimals) != (other.value, other.decimals)
        and one.origin == other.origin
        and abs(one.value - other.value) <= NEAR * (100 if one.percent else other.value)
        and (alike := _overlap(one, other)) is not None
    ]


def _thing(claim: Claim) -> tuple[object, ...]:
    """Return what a number is a number of."""
    return claim.measure, claim.option, claim.of, claim.counted


def _twice(place: str, one: Claim, other: Claim, *, alike: bool) -> Verdict:
    what = f"{one.measure} of {one.option}" if one.option else one.measure
    return _say(
        tuple(claim.statement for claim in (one, other) if claim.statement is not None),
        "consistent" if alike else "cannot tell",
        f"{place}: the story gives {one.printed} and {other.printed} for the same thing ({what});"
        f" {'the two agree' if alike else 'they cannot both be right'}.",
    )


def _overlap(one: Claim, other: Claim) -> bool | None:
    bounds, other_bounds = one.range(), other.range()
    if bounds is None or other_bounds is None:
        return None
    (low, high), (other_low, other_high) = bounds, other_bounds
    return (high is None or other_low <= high) and (other_high is None or low <= other_high)


def _dates(story: Sequence[Statement]) -> list[Verdict]:
    """Compare the days of planned events that are mentioned more than once."""
    verdicts = []
    for name, pattern in EVENTS:
        dated = [
            (statement, day)
            for statement in story
            if statement.kind == "plan"
            and re.search(pattern, statement.text, re.IGNORECASE)
            and (day := statement.as_of.value or statement.vote_day.value) is not None
        ]
        if len(dated) < 2:
            continue
        first = max(day.first for _, day in dated)
        last = min(day.last for _, day in dated)
        agree = first <= last
        verdicts.append(
            _say(
                tuple(statement for statement, _ in dated),
                "consistent" if agree else "cannot tell",
                f"The story dates {name} {len(dated)} times,"
                f" {f'each time {_day(Days(first, last))}' if agree else 'on different days'}.",
                tuple(f"{_day(day)}: “{statement.text}”." for statement, day in dated),
            )
        )
    return verdicts


def _day(days: Days) -> str:
    first, last = (f"{day.day} {day:%B %Y}" for day in (days.first, days.last))
    return first if first == last else f"{first} to {last}"


def _say(
    statements: tuple[Statement, ...],
    outcome: VerdictOutcome,
    summary: str,
    lines: tuple[str, ...] = (),
) -> Verdict:
    return Verdict(
        check="agreement",
        statements=statements,
        outcome=outcome,
        summary=summary,
        lines=lines,
        tolerance=TOLERANCE,
        would_make_it_true=() if outcome == "consistent" else INNOCENT,
        blind_to=BLIND_TO,
    )


CHECK = Check(
    name="agreement",
    title="Agreement within the story",
    question="Do the statements of the story agree with each other?",
    run=agreement,
    needs=("two statements about the same thing",),
    detects=(
        "an outcome that the story's own shares contradict",
        "two numbers for one thing",
        "one planned event on two days",
    ),
    assumes=("Statements that name the same place and the same measure mean the same thing.",),
    innocent=INNOCENT,
    blind_to=BLIND_TO,
)

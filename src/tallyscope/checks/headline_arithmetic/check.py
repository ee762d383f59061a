"""Can all announced numbers of a contest be true at once?

Behind the printed numbers stand whole people: so many votes for each option, so many invalid
ballots, so many on the register who did not come. A printed 93.11% stands for everything from
93.105% to 93.115%. Either whole numbers exist that fit all of it, and then the check names some;
or they do not, and then it names the smallest set of numbers that cannot all be true, and the one
number or the one label that would have to be different. There is no tolerance beyond the print.

What a word means is often open, so every reading is tried before anything is called impossible:
shares of the valid votes or of all ballots, turnout in ballots or in valid votes, percentages
rounded or cut off, and each variant that the sources print. The exact search is in
`tallyscope.stats.announced`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tallyscope.checks.headline_arithmetic.bodies import Body, Ground, bodies
from tallyscope.checks.headline_arithmetic.readings import MEANINGS, readings, variants
from tallyscope.checks.headline_arithmetic.words import (
    NAMES,
    arithmetic,
    many_invalid,
    named,
    repaired,
    together,
)
from tallyscope.evidence import Pack
from tallyscope.evidence.claims import Claim, most_exact
from tallyscope.evidence.contests import AnnouncedContest, contests
from tallyscope.result import Check, Verdict, VerdictOutcome
from tallyscope.statement import Statement
from tallyscope.stats.announced import Answer, answer, smallest_contradictions
from tallyscope.stats.announced_repairs import repairs

SHOWN_SETS = 3  # our choice: further smallest sets say the same again
SMALL_FIRST = Fraction(1, 10)  # our choice: whoever wins one vote of each voter has more of them
MANY_INVALID = Fraction(1, 20)  # our choice: national votes seldom have so many invalid ballots
BEYOND = Fraction(3, 100)  # our choice: a slip of a result; two questions sum to anything

TOLERANCE = (
    "None beyond the print: a number stands for all that are printed like it, half a unit of its"
    " last digit either way (up to a whole unit more if digits were cut off); a count that ends in"
    " zeros may be rounded to them."
)
INNOCENT = (
    "Numbers of different scope: stations abroad counted in one and not in the other.",
    "An interim number beside a final one.",
    "A misprint in one source.",
    "A label that slipped: people on the list called participants, valid votes called ballots.",
    "Voters added on the day, who vote but stand on no list.",
)
BLIND_TO = (
    "numbers that are invented but fit each other",
    "whether the people who are counted voted, or were there",
    "numbers that neither the story nor the pack gives",
)


def headline_arithmetic(
    statements: Sequence[Statement], evidence: Pack, *, published: date | None = None
) -> tuple[Verdict, ...]:
    """Say for each contest whether whole numbers can stand behind all announced ones.

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
        One for each contest with a number. "consistent" if whole numbers exist under some reading;
        "impossible" if none do for an announcement in the pack, or for one speaker's numbers in one
        passage of the story; "inconsistent" if the story contradicts the announcement; "cannot
        tell" for a lone number, a search that was given up, and contradictions that two questions,
        two moments of a count or two speakers can explain.

    Notes
    -----
    With x_j the votes for option j, o other votes, i invalid ballots and a absent voters, all
    whole and not negative: valid V = sum x_j + o, ballots B = V + i, registered R = B + a. Each
    announced number bounds one of these counts or the ratio of two.
    """
    return tuple(
        _verdict(contest)
        for contest in contests(statements, evidence, published=published)
        if contest.statements
    )


def _verdict(contest: AnnouncedContest) -> Verdict:
    """Judge body after body; the first contradiction on safe ground, else what was found last."""
    doubtful: Verdict | None = None
    fitting: Verdict | None = None
    for body in bodies(contest):
        verdict = _judge(contest, body)
        if verdict is None:
            continue
        if verdict.outcome in ("impossible", "inconsistent"):
            return verdict
        if verdict.outcome == "consistent":
            fitting = max(fitting or verdict, verdict, key=lambda one: len(one.lines))
        else:
            doubtful = doubtful or verdict
    nothing = _say(
        contest,
        (),
        "cannot tell",
        "Arithmetic needs at least two final numbers of one contest.",
    )
    return doubtful or fitting or nothing


def _judge(contest: AnnouncedContest, body: Body) -> Verdict | None:
    """Judge one body; None if it has one number only, which nothing can contradict."""
    choices, all_tried = variants(body.claims)
    if max(len(claims) for claims in choices) < 2:
        return None
    answers = [_answer(claims) for claims in choices]
    for claims, found in zip(choices, answers, strict=True):
        if found.decision == "yes":
            return _consistent(contest, claims, found, body.claims)
    if not all_tried or any(found.decision == "undecided" for found in answers):
        return _say(
            contest,
            body.claims,
            "cannot tell",
            "The search for whole numbers that fit was given up without an answer.",
        )
    return _contradictory(contest, choices, body)


def _answer(claims: Sequence[Claim]) -> Answer:
    """Look for counts without votes for options that nobody names, then for any."""
    ways = readings(claims)
    if len({claim.option for claim in claims if claim.option}) > 1:
        closed = answer(ways, complete=True)
        if closed.decision == "yes":
            return closed
    return answer(ways)


def _consistent(
    contest: AnnouncedContest, claims: tuple[Claim, ...], found: Answer, usable: tuple[Claim, ...]
) -> Verdict:
    lines = [*arithmetic(claims), _example(found.example or {})]
    lines += _conditions(claims, found)
    lines += _set_aside(claims, usable)
    summary = f"All {len(claims)} announced numbers can be true together"
    price = many_invalid(claims, MANY_INVALID)
    if price is not None:
        return _say(
            contest,
            claims,
            "cannot tell",
            f"{summary}, but only if {price}.",
            lines=lines,
            would_make_it_true=(f"That many: {price}.", *INNOCENT),
        )
    return _say(contest, claims, "consistent", f"{summary}.", lines=lines)


def _set_aside(claims: Sequence[Claim], usable: Sequence[Claim]) -> list[str]:
    """Name numbers that were not used, as others say the same or something else."""
    lines = []
    for claim in usable:
        if claim not in claims and claim.range() is not None:
            repeats = claim not in most_exact((claim, *claims))
            how = "The same number, no more exact" if repeats else "Also printed"
            lines.append(f"{how}: {named(claim)}{_whence(claim)}.")
    return lines


def _conditions(claims: Sequence[Claim], found: Answer) -> list[str]:
    """Say what shares and percentages must mean, where only one meaning works."""
    lines = []
    open_shares = any(claim.measure == "share" and not claim.of for claim in claims)
    works = [
        meaning
        for meaning, numbers in zip(MEANINGS, readings(claims), strict=True)
        if answer([numbers]).decision == "yes"
    ]
    wholes = {meaning.share_of for meaning in works}
    if open_shares and len(wholes) == 1:
        of = "all ballots" if wholes == {"ballots"} else "the valid votes"
        lines.append(f"That holds if shares are shares of {of}.")
    if MEANINGS[found.reading].cut:
        lines.append("That holds only if percentages were cut off, not rounded.")
    return lines


def _contradictory(
    contest: AnnouncedContest, choices: Sequence[tuple[Claim, ...]], body: Body
) -> Verdict:
    claims = choices[0]
    ways = readings(claims)
    sets = sorted(smallest_contradictions(ways), key=lambda chosen: _things(claims, chosen))
    found = repairs(ways, [_unit(claim) for claim in claims])
    mixed = any(any(claims[at].row is not None for at in chosen) for chosen in sets)
    outcome = _outcome(contest, body, mixed=mixed)
    summary = _OPENING[body.ground if outcome != "cannot tell" else "story"].format(
        together([named(claims[at]) for at in sets[0]])
    )
    if found and found[0].telling:
        summary += " " + repaired(found[0], claims[found[0].number])
    lines = [*arithmetic(claims)]
    lines += [
        f"Nor can these: {together([named(claims[at]) for at in chosen])}."
        for chosen in sets[1:SHOWN_SETS]
    ]
    if len(choices) > 1:
        lines.append(f"None of the {len(choices)} choices among numbers printed differently works.")
    changes = tuple(repaired(repair, claims[repair.number]) for repair in found)
    return _say(
        contest,
        claims,
        outcome,
        summary,
        lines=[*lines, *_set_aside(claims, contest.final)],
        would_make_it_true=(*changes, *INNOCENT),
    )


_OPENING: dict[Ground, str] = {
    "announcement": "The story repeats an announcement whose numbers cannot all be true: {}.",
    "passage": "These numbers cannot all be true: {}.",
    "story and announcement": "The story and what was announced cannot both be right: {}.",
    "story": "If they are of one vote and one moment, these numbers cannot all be true: {}.",
}


def _outcome(contest: AnnouncedContest, body: Body, *, mixed: bool) -> VerdictOutcome:
    """Grade a contradiction by the ground it stands on; `mixed` if it is with the announcement."""
    if body.ground == "announcement":
        return "impossible"
    final = contest.final
    if contest.under_way or any(why(final) for why in (_two_questions, _two_counts, _many_votes)):
        return "cannot tell"
    if body.ground == "passage":
        return "impossible"
    return "inconsistent" if mixed else "cannot tell"


def _two_questions(claims: Sequence[Claim]) -> bool:
    """Say whether the story's shares go so far beyond the whole that they are of two questions."""
    lows: dict[str, Fraction] = {}
    for claim in claims:
        bounds = claim.range()
        if claim.measure == "share" and claim.row is None and bounds is not None:
            lows[claim.option] = min(bounds[0], lows.get(claim.option, bounds[0]))
    return sum(lows.values()) > 1 + BEYOND


def _two_counts(claims: Sequence[Claim]) -> bool:
    """Say whether one leads by votes and another by shares: of those that have both.

    First preferences and what is left after transfers, or two rounds of one day, look like that.
    """
    numbers: dict[str, dict[str, Decimal]] = {"votes": {}, "share": {}}
    for claim in claims:
        if claim.measure in numbers and claim.row is None:
            numbers[claim.measure].setdefault(claim.option, claim.value)
    votes, shares = numbers["votes"], numbers["share"]
    both = sorted(votes.keys() & shares.keys())
    return len(both) > 1 and max(both, key=votes.__getitem__) != max(both, key=shares.__getitem__)


def _many_votes(claims: Sequence[Claim]) -> bool:
    """Say whether no share is as large as a lone vote of each voter would have given the first.

    Where many are chosen at once, each voter has many votes, and no count of voters bounds them.
    """
    highs = [
        bounds[1] for claim in claims if claim.measure == "share" and (bounds := claim.range())
    ]
    return bool(highs) and all(high is not None and high < SMALL_FIRST for high in highs)


def _things(claims: Sequence[Claim], chosen: Sequence[int]) -> int:
    """Count what the numbers are about: two numbers for one thing contradict most plainly."""
    return len({(claims[position].measure, claims[position].option) for position in chosen})


def _unit(claim: Claim) -> Fraction:
    return Fraction(claim.unit) / (100 if claim.percent else 1)


def _example(example: Mapping[str, int]) -> str:
    counts = [
        f"{count:,} {NAMES.get(name, name)}"
        for name, count in example.items()
        if name != "other votes" or count
    ]
    return "Whole numbers that fit, for example: " + ", ".join(counts) + "."


def _say(
    contest: AnnouncedContest,
    claims: Sequence[Claim],
    outcome: VerdictOutcome,
    summary: str,
    *,
    lines: Sequence[str] = (),
    would_make_it_true: tuple[str, ...] = (),
) -> Verdict:
    announced = [f"Announced: {named(claim)}{_whence(claim)}." for claim in claims]
    return Verdict(
        check="headline_arithmetic",
        statements=contest.statements,
        outcome=outcome,
        summary=f"{contest.place}: {summary}" if contest.place else summary,
        lines=(*announced, *lines, *(f"Not used: {text}." for text in contest.left_out)),
        tolerance=TOLERANCE,
        evidence=tuple(claim.row.id for claim in claims if claim.row is not None),
        would_make_it_true=would_make_it_true,
        blind_to=BLIND_TO,
    )


def _whence(claim: Claim) -> str:
    return " (the story)" if claim.row is None else f" ({claim.row.id})"


CHECK = Check(
    name="headline_arithmetic",
    title="Headline arithmetic",
    question="Can all announced numbers of a contest be true at once?",
    run=headline_arithmetic,
    needs=("two final numbers of one contest, from the story or the pack",),
    cites=(
        "Dutertre, de Moura (2006), A fast linear-arithmetic solver for DPLL(T), CAV 2006,"
        " LNCS 4144:81-94 (the exact search)",
    ),
    detects=(
        "announced counts, shares and turnouts that no whole numbers of people can produce",
        "a number that fits only under another label",
    ),
    assumes=(
        "Every ballot is valid or invalid, and every voter is on the list.",
        "A printed number was rounded or cut off at its last digit.",
    ),
    innocent=INNOCENT,
    blind_to=BLIND_TO,
)

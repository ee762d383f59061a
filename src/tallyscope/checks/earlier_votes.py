"""How did the same places vote before?

Context, never proof: people change their minds, and other people live there. The check finds the
earlier votes of the pack and prints them beside the story's result; its outcome is always "cannot
tell".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tallyscope.evidence import EarlierVote, Pack
from tallyscope.evidence.contests import contests
from tallyscope.result import Check, Verdict
from tallyscope.statement import Statement

BLIND_TO = (
    "who moved in, fled or died since",
    "how a war, an occupation or a new government changes minds",
    "whether the earlier vote was free, unless its note says so",
)
TOLERANCE = "None: earlier votes are shown, not compared. They prove nothing about this one."
_NAMES = {
    "turnout": "turnout {}",
    "share": "{} for {option}{of}",
    "invalid_share": "{} invalid",
    "registered": "{} registered",
    "ballots": "{} ballots",
    "valid": "{} valid votes",
    "invalid": "{} invalid ballots",
    "votes": "{} votes for {option}",
}
_OF = {"ballots": " of all ballots", "valid": " of the valid votes", "registered": " of the list"}
CONTEXT = ("turnout", "share", "invalid_share")  # percentages can be set beside each other


def earlier_votes(
    statements: Sequence[Statement], evidence: Pack, *, published: date | None = None
) -> tuple[Verdict, ...]:
    """Set the story's results beside earlier votes in the same places.

    Parameters
    ----------
    statements : sequence of Statement
        The story's, in any order.
    evidence : Pack
        Its earlier votes.
    published : datetime.date, optional
        Day of the story; rows of later votes are left out.

    Returns
    -------
    tuple of Verdict
        One for each contest in a place with earlier votes; always "cannot tell".
    """
    verdicts = []
    for contest in contests(statements, evidence, published=published):
        days = [told.vote_day.value for told in contest.statements if told.vote_day.value]
        before = min((day.first for day in days), default=published)
        rows = [
            row
            for row in evidence.earlier_votes
            if row.place == contest.place and (before is None or row.date.last < before)
        ]
        if contest.statements and rows:
            verdicts.append(_verdict(contest.place, contest.statements, rows))
    return tuple(verdicts)


def _verdict(place: str, statements: tuple[Statement, ...], rows: Sequence[EarlierVote]) -> Verdict:
    by_vote: dict[str, list[EarlierVote]] = {}
    for row in sorted(rows, key=lambda row: row.date.first):
        by_vote.setdefault(row.vote, []).append(row)
    shown = [row for group in by_vote.values() for row in _chosen(group)]
    return Verdict(
        check="earlier_votes",
        statements=statements,
        outcome="cannot tell",
        summary=(
            f"{place}: {len(by_vote)} earlier vote{'s' if len(by_vote) > 1 else ''} as context"
            f" ({', '.join(by_vote)}). How people voted then says nothing certain about now."
        ),
        lines=tuple(_line(vote, _chosen(group)) for vote, group in by_vote.items()),
        tolerance=TOLERANCE,
        evidence=tuple(row.id for row in shown),
        blind_to=BLIND_TO,
    )


def _chosen(group: Sequence[EarlierVote]) -> Sequence[EarlierVote]:
    """Percentages if there are any, else the counts."""
    return [row for row in group if row.measure in CONTEXT] or group


def _line(vote: str, group: Sequence[EarlierVote]) -> str:
    parts = [
        _NAMES[row.measure].format(
            f"{row.value}%" if row.unit == "%" else f"{row.value:,}",
            option=row.option,
            of=_OF.get(row.of, ""),
        )
        + f" [{row.id}]"
        for row in group
    ]
    notes = dict.fromkeys(part for row in group for part in row.note.split("; ") if part)
    caveat = f" Note: {'; '.join(notes)}." if notes else ""
    return f"{vote} ({group[0].date.first}): {', '.join(parts)}.{caveat}"


CHECK = Check(
    name="earlier_votes",
    title="Earlier votes",
    question="How did the same places vote before?",
    run=earlier_votes,
    needs=("earlier votes of the place in the pack",),
    cites=("Earlier votes: the rows of the pack, each with its source",),
    detects=("nothing; it gives the context in which a result is read",),
    assumes=("A place of the same name is the same place.",),
    innocent=(
        "Minds change.",
        "The people who vote are not the people who voted then.",
        "The question was another one.",
    ),
    blind_to=BLIND_TO,
)

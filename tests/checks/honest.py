"""Invented honest results of every size, as stories print them."""

from __future__ import annotations

from hypothesis import strategies as st

from tallyscope.statement import Statement
from tests.checks.stories import beside, told

NAMES = ("Anna Adler", "Bert Bock", "Carla Cron", "Dora Dahl", "Emil Ebert", "Fanny Fink")
counts = st.integers(0, 7).flatmap(lambda digits: st.integers(0, 10**digits))


def percent(part: int, total: int, decimals: int) -> str:
    """A percentage as printed, rounded half up."""
    steps = (2 * part * 100 * 10**decimals + total) // (2 * total)
    text = f"{steps:0{decimals + 1}d}"
    return (f"{text[:-decimals]}.{text[-decimals:]}" if decimals else text) + "%"


@st.composite
def honest_stories(draw: st.DrawFn) -> list[Statement]:
    """Any part of an honest result of any size, as a story would print it."""
    votes = draw(st.lists(counts, min_size=1, max_size=6))
    valid = sum(votes) + draw(counts)
    ballots = valid + draw(counts)
    registered = ballots + draw(counts)
    totals = {"valid": valid, "ballots": ballots, "registered": registered}
    everything = [
        told("participants", f"{ballots:,}"),
        told("participants", f"{valid:,}", unit="valid votes"),
        told("registered", f"{registered:,}"),
        told("invalid", f"{ballots - valid:,}"),
        *(told("votes", f"{count:,}", option=NAMES[n]) for n, count in enumerate(votes)),
    ]
    if valid:
        of, decimals = draw(st.sampled_from(sorted(totals))), draw(st.integers(0, 4))
        said_of = of if of == "registered" or draw(st.booleans()) else ""
        came = draw(st.sampled_from([ballots, valid]))
        everything.append(told("turnout", percent(came, registered, decimals)))
        everything += [
            told(
                "share",
                percent(count, totals[of], decimals),
                option=NAMES[n],
                of=said_of,
            )
            for n, count in enumerate(votes)
        ]
    return beside(*draw(st.permutations(everything))[: draw(st.integers(1, 12))], gap=10)

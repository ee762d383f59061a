"""Charts of last digits."""

from __future__ import annotations

from tallyscope.methods.last_digit import LastDigitResult
from tallyscope.plots.digits import COUNTS, digit_chart
from tallyscope.plots.figure import Figure


def figures(result: LastDigitResult) -> tuple[Figure, ...]:
    """Return one chart for the votes of the choice and one for ballots."""
    return tuple(
        Figure(
            name=f"last-digit-{count}",
            title="Last digits: " + words.format(choice=result.choice),
            reading=(
                "Bars are the units found, marks what equal frequencies would give. Honest counts"
                " that are small, alike or handed out in packs are uneven, too."
            ),
            chart=digit_chart(result.digits, count, "Last digit"),
        )
        for count, words in COUNTS.items()
    )

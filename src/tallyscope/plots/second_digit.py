"""Charts of second digits."""

from __future__ import annotations

from tallyscope.methods.second_digit import SecondDigitResult
from tallyscope.plots.digits import COUNTS, digit_chart
from tallyscope.plots.figure import Figure


def figures(result: SecondDigitResult) -> tuple[Figure, ...]:
    """Return one chart for the votes of the choice and one for ballots."""
    return tuple(
        Figure(
            name=f"second-digit-{count}",
            title="Second digits: " + words.format(choice=result.choice),
            reading=(
                "Bars are the units found, black marks what a smooth spread of such counts would"
                " give, orange ones Benford's law, from which honest elections deviate as a rule."
            ),
            chart=digit_chart(result.digits, count, "Second digit"),
        )
        for count, words in COUNTS.items()
    )

"""Bars of ten digits beside what is expected: shared by the methods that look at digits."""

from __future__ import annotations

import altair as alt
import polars as pl

from tallyscope.plots.figure import AnyChart, data

COUNTS = {"votes": "votes of {choice}", "ballots": "ballots"}


def digit_chart(digits: pl.DataFrame, count: str, digit_title: str) -> AnyChart:
    """Return observed frequencies as points over the line of expected ones.

    Parameters
    ----------
    digits : polars.DataFrame
        ``count``, ``digit``, ``observed``, ``expected``; ``benford`` where it is compared.
    count : str
        The rows to draw.
    digit_title : str
        "Last digit", "Second digit".
    """
    frame = digits.filter(count=count)
    base = alt.Chart().encode(
        x=alt.X("digit:O", title=digit_title, axis=alt.Axis(labelAngle=0)),
        tooltip=[
            alt.Tooltip("digit:O", title=digit_title),
            alt.Tooltip("observed:Q", title="Units found", format=",d"),
            alt.Tooltip("expected:Q", title="Units expected", format=",.0f"),
        ],
    )
    layers: list[alt.Chart] = [
        base.mark_bar(opacity=0.35).encode(y=alt.Y("observed:Q", title="Units")),
        base.mark_tick(style="zero", thickness=3, size=18).encode(y="expected:Q"),
    ]
    if "benford" in frame.columns:
        layers.append(base.mark_tick(style="fives", thickness=2, size=18).encode(y="benford:Q"))
    return alt.layer(*layers, data=data(frame)).properties(height=220)

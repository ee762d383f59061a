"""Charts of marked and unmarked units: by measure and region, and what unfair marking allows."""

from __future__ import annotations

import altair as alt
import polars as pl

from tallyscope.methods.natural_experiment import NaturalExperimentResult
from tallyscope.plots.figure import Figure, data
from tallyscope.plots.regions import PLOTTED_REGIONS, TICKS, ranked, region_axis, region_height


def figures(result: NaturalExperimentResult) -> tuple[Figure, ...]:
    """Return the charts of the result."""
    return _regions(result), _sensitivity(result)


def _regions(result: NaturalExperimentResult) -> Figure:
    mean = result.measures.row(0, named=True)
    everywhere = pl.DataFrame(
        {
            "region": "all together",
            "n_marked": int(result.regions["n_marked"].sum()),
            "n_other": int(result.regions["n_other"].sum()),
            "difference": mean["difference"],
            "low": mean["low"],
            "high": mean["high"],
        }
    )
    largest = result.regions.sort(
        pl.col("n_marked") + pl.col("n_other"), "region", descending=[True, False]
    ).head(PLOTTED_REGIONS)
    single = result.regions.height == 1
    rows = [everywhere] if single else [everywhere, largest.sort("difference", "region")]
    frame = ranked(pl.concat(rows, how="vertical_relaxed"))
    base = alt.Chart().encode(
        y=region_axis(),
        tooltip=[
            alt.Tooltip("region:N", title="Region"),
            alt.Tooltip("n_marked:Q", title=f"Marked {result.marked_value}", format=",d"),
            alt.Tooltip("n_other:Q", title=f"Marked {result.other_value}", format=",d"),
            alt.Tooltip("difference:Q", title="Difference, points", format="+.2f"),
            alt.Tooltip("low:Q", title="Low end, 95%", format="+.2f"),
            alt.Tooltip("high:Q", title="High end, 95%", format="+.2f"),
        ],
    )
    layers = (
        base.mark_rule(style="interval").encode(
            x=alt.X(
                "low:Q",
                title=f"Share of {result.choice} in marked units less that in others, points",
                axis=alt.Axis(tickCount=TICKS),
            ),
            x2="high:Q",
        ),
        alt.Chart().mark_rule(style="zero").encode(x=alt.datum(0)),
        base.mark_point(style="dot").encode(x="difference:Q"),
    )
    return Figure(
        name="regions",
        title="Marked units less others of the same places",
        reading=(
            "Left of zero the choice has less where units are marked. Lines hold 95 of 100"
            " differences that a lottery of the marks would not refute; a few of many regions lie"
            " off zero by chance."
        ),
        chart=alt.layer(*layers, data=data(frame)).properties(height=region_height(frame)),
    )


def _sensitivity(result: NaturalExperimentResult) -> Figure:
    frame = result.sensitivity
    x = alt.X(
        "gamma:Q",
        title="A unit may be so many times likelier to be marked than its pair",
        scale=alt.Scale(domain=[1, 3], nice=False),
    )
    tooltip = [
        alt.Tooltip("gamma:Q", title="Times likelier", format=".2f"),
        alt.Tooltip("low:Q", title="Lowest estimate, points", format="+.2f"),
        alt.Tooltip("high:Q", title="Highest estimate, points", format="+.2f"),
        alt.Tooltip("interval_low:Q", title="Low end, 95%", format="+.2f"),
        alt.Tooltip("interval_high:Q", title="High end, 95%", format="+.2f"),
        alt.Tooltip("p_value:Q", title="Largest p", format=".2g"),
    ]
    base = alt.Chart().encode(x=x, tooltip=tooltip)
    layers = (
        base.mark_area(style="plausible").encode(
            y=alt.Y("interval_low:Q", title="Difference in share, points"), y2="interval_high:Q"
        ),
        base.mark_area(style="band").encode(y="low:Q", y2="high:Q"),
        alt.Chart().mark_rule(style="zero").encode(y=alt.datum(0)),
    )
    told = (
        f"up to a factor of {result.gamma:.2f} the difference stays beyond chance."
        if result.gamma > 1
        else "even a fair lottery makes such a difference often enough."
    )
    return Figure(
        name="sensitivity",
        title="What unfair marking could explain",
        reading=(
            "At the left, marks are dealt out by lot; to the right, units may have been chosen for"
            " reasons that go with how they vote. The inner band holds the estimates that this"
            f" allows, the outer one their 95% intervals; {told}"
        ),
        chart=alt.layer(*layers, data=data(frame)).properties(height=260),
    )

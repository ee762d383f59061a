"""Charts of whole percentages: the saw of 0.1-point steps, the excess, the regions."""

from __future__ import annotations

import altair as alt
import polars as pl

from tallyscope.methods.integer_percentages import (
    LISTED_REGIONS_P,
    IntegerPercentagesResult,
)
from tallyscope.plots.figure import Figure, data, percent_axis, percent_scale
from tallyscope.plots.regions import PLOTTED_REGIONS, TICKS, ranked, region_axis, region_height
from tallyscope.stats.normal import NORMAL_95

SAW_TITLES = {
    "turnout": "Units by turnout, in steps of 0.1 point",
    "share": "Units by share of the votes, in steps of 0.1 point",
}
SAW_READING = (
    "Thin blue lines stand at whole percentages, thick orange ones at multiples of five; grey is"
    " everything between. Honest counting leaves a smooth outline with small, known teeth at simple"
    " fractions such as one half. Lines that rise far above the grey beside them are results that"
    " sit on round numbers; in a file of few units single lines say little."
)
AGAIN = "The same picture, to be read in the same way."
QUANTITIES = {"turnout": "Turnout", "share": "Share of {choice}"}
LOOK_HEIGHT = 26  # pixels; our choice
CRITERIA = {
    "either": "turnout or share",
    "both": "turnout and share",
    "turnout": "turnout",
    "share": "share",
}
PERIODS = {1: "whole", 5: "fives"}


def figures(result: IntegerPercentagesResult) -> tuple[Figure, ...]:
    """Return the charts of the result; those of turnout only where turnout is known."""
    known = result.saw["quantity"].unique(maintain_order=True).to_list()
    saws = [
        _saw(result, quantity, SAW_READING if quantity == known[0] else AGAIN) for quantity in known
    ]
    regions = [_regions(result)] if result.regions.height > 1 else []
    return (*saws, _excess(result), *regions)


def _saw(result: IntegerPercentagesResult, quantity: str, reading: str) -> Figure:
    frame = result.saw.filter(quantity=quantity).select(
        "percent",
        "units",
        step=pl.when((10 * pl.col("percent")).round() % 50 == 0)
        .then(pl.lit("fives"))
        .when((10 * pl.col("percent")).round() % 10 == 0)
        .then(pl.lit("whole"))
        .otherwise(pl.lit("between")),
    )
    x = alt.X(
        "percent:Q",
        title=QUANTITIES[quantity].format(choice=result.choice) + ", percent",
        scale=percent_scale(),
        axis=percent_axis(5),
    )
    y = alt.Y("units:Q", title="Units within 0.1 point")
    base = alt.Chart().encode(x=x, y=y)
    tooltip = [
        alt.Tooltip("percent:Q", title="Percent", format=".1f"),
        alt.Tooltip("units:Q", title="Units", format=",d"),
    ]
    layers = (
        base.mark_area(style="saw", interpolate="step"),
        *(
            base.mark_rule(style=step).transform_filter(f"datum.step === '{step}'")
            for step in ("whole", "fives")
        ),
        base.mark_rule(strokeWidth=6, opacity=0).encode(tooltip=tooltip),
    )
    return Figure(
        name=f"saw-{quantity}",
        title=SAW_TITLES[quantity],
        reading=reading,
        chart=alt.layer(*layers, data=data(frame)).properties(height=240),
    )


def _excess(result: IntegerPercentagesResult) -> Figure:
    frame = result.counts.filter(weight="stations").select(
        pl.format(
            "{}: {}",
            pl.col("period").replace_strict(PERIODS, return_dtype=pl.String),
            pl.col("criterion").replace_strict(CRITERIA, return_dtype=pl.String),
        ).alias("look"),
        "observed",
        "expected",
        "excess",
        "z",
        chance_low=-NORMAL_95 * pl.col("sd"),
        chance_high=NORMAL_95 * pl.col("sd"),
    )
    y = alt.Y("look:N", title=None, sort=None)
    base = alt.Chart().encode(y=y)
    tooltip = [
        alt.Tooltip("look:N", title="Looked at"),
        alt.Tooltip("observed:Q", title="Units found", format=",d"),
        alt.Tooltip("expected:Q", title="Expected by chance", format=",.0f"),
        alt.Tooltip("excess:Q", title="Difference", format="+,.0f"),
        alt.Tooltip("z:Q", title="In standard deviations", format="+.1f"),
    ]
    layers = (
        base.mark_rule(style="chance").encode(
            x=alt.X(
                "chance_low:Q",
                title="Units beyond chance",
                axis=alt.Axis(tickCount=TICKS),
            ),
            x2="chance_high:Q",
            tooltip=tooltip,
        ),
        alt.Chart().mark_rule(style="zero").encode(x=alt.datum(0)),
        base.mark_point(style="dot").encode(x="excess:Q", tooltip=tooltip),
    )
    return Figure(
        name="excess",
        title="More units at whole percentages than chance puts there?",
        reading=(
            "“Whole” looks at every whole percent, “fives” at multiples of five only. The dot is"
            " the number of units found minus the number expected; the grey bar is where 95 of 100"
            " honest counts would put it. A dot far to the right of its bar is an excess that"
            " chance does not explain."
        ),
        chart=alt.layer(*layers, data=data(frame)).properties(height=LOOK_HEIGHT * frame.height),
    )


def _regions(result: IntegerPercentagesResult) -> Figure:
    frame = ranked(result.regions.sort("z", descending=True).head(PLOTTED_REGIONS)).with_columns(
        chance_low=-NORMAL_95 * pl.col("sd"),
        chance_high=NORMAL_95 * pl.col("sd"),
        verdict=pl.when(pl.col("p_adjusted") <= LISTED_REGIONS_P)
        .then(pl.lit("stands out"))
        .otherwise(pl.lit("within chance")),
    )
    tooltip = [
        alt.Tooltip("region:N", title="Region"),
        alt.Tooltip("n_units:Q", title="Units used", format=",d"),
        alt.Tooltip("observed:Q", title="Found", format=",d"),
        alt.Tooltip("expected:Q", title="Expected by chance", format=",.1f"),
        alt.Tooltip("excess:Q", title="Difference", format="+,.1f"),
        alt.Tooltip("z:Q", title="In standard deviations", format="+.1f"),
        alt.Tooltip("p_adjusted:Q", title="p, adjusted for all regions", format=".2g"),
    ]
    base = alt.Chart().encode(y=region_axis())
    layers = (
        base.mark_rule(style="chance").encode(
            x=alt.X(
                "chance_low:Q",
                title="Units beyond chance",
                axis=alt.Axis(tickCount=TICKS),
            ),
            x2="chance_high:Q",
        ),
        alt.Chart().mark_rule(style="zero").encode(x=alt.datum(0)),
        base.mark_point(style="dot").encode(
            x="excess:Q",
            color=alt.Color(
                "verdict:N",
                scale=alt.Scale(domain=["within chance", "stands out"], range="category"),
                legend=alt.Legend(title=None),
            ),
            tooltip=tooltip,
        ),
    )
    return Figure(
        name="regions",
        title="Where the whole percentages are",
        reading=(
            "Units found minus units expected, region by region, in the order of how far that is"
            " above chance; grey bars hold 95 of 100 honest counts. Orange regions stand out even"
            f" after allowing for the number of regions (adjusted p up to {LISTED_REGIONS_P})."
        ),
        chart=alt.layer(*layers, data=data(frame)).properties(height=region_height(frame)),
    )

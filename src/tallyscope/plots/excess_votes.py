"""Charts of votes beyond proportionality: the curve, the two lines it comes from, the regions."""

from __future__ import annotations

import altair as alt
import polars as pl

from tallyscope.methods.excess_votes import ExcessVotesResult
from tallyscope.plots.figure import Figure, data, percent_axis, percent_scale
from tallyscope.plots.regions import PLOTTED_REGIONS, TICKS, ranked, region_axis, region_height
from tallyscope.stats.excess_curve import PLAUSIBLE_QUANTILES

CURVES = {"pooled": "one ratio for the country", "stratified": "a ratio for each region"}
VOTES = "~s"  # 28.7M
CURVE_ROOM = 0.3  # our choice: of the plausible range's height, above and below it
HALF_CELL = 0.5  # points of turnout: values are drawn in the middle of their cell


def figures(result: ExcessVotesResult) -> tuple[Figure, ...]:
    """Return the charts of the result."""
    applies = result.regions.filter("applies")
    regions = [_regions(result)] if applies.height > 1 else []
    return (_curve(result), _two_lines(result), *regions)


def _curve(result: ExcessVotesResult) -> Figure:
    frame = pl.concat(
        result.curve.select(
            "x0",
            curve=pl.lit(words),
            votes=name,
            low=f"{name}_low",
            high=f"{name}_high",
        )
        for name, words in CURVES.items()
    ).drop_nulls()
    first, last = result.plausible
    x_scale = percent_scale()
    x = alt.X("x0:Q", title="Assumed clean turnout, percent", scale=x_scale, axis=percent_axis())
    y_title = f"Votes for {result.choice} beyond proportionality"
    colour = alt.Color(
        "curve:N",
        scale=alt.Scale(domain=list(CURVES.values()), range="category"),
        legend=alt.Legend(title=None, symbolOpacity=1, labelLimit=240),
    )
    base = alt.Chart().encode(x=x, color=colour)
    span = alt.Chart(data(pl.DataFrame({"first": [first], "last": [last]})))
    tooltip = [
        alt.Tooltip("curve:N", title="With"),
        alt.Tooltip("x0:Q", title="Assumed clean turnout, %", format=".0f"),
        alt.Tooltip("votes:Q", title="Votes beyond proportionality", format=",.0f"),
        alt.Tooltip("low:Q", title="Low (95%)", format=",.0f"),
        alt.Tooltip("high:Q", title="High (95%)", format=",.0f"),
    ]
    layers = (
        span.mark_rect(style="plausible").encode(x=alt.X("first:Q", scale=x_scale), x2="last:Q"),
        span.mark_text(style="note", align="left", baseline="top", dx=4, dy=4).encode(
            x=alt.X("first:Q", scale=x_scale), y=alt.value(0), text=alt.value("plausible range")
        ),
        base.mark_area(style="band", clip=True).encode(
            y=alt.Y(
                "low:Q", title=y_title, scale=_curve_scale(result), axis=alt.Axis(format=VOTES)
            ),
            y2="high:Q",
        ),
        base.mark_line(strokeWidth=2.5, clip=True).encode(y="votes:Q"),
        alt.Chart().mark_rule(style="zero").encode(y=alt.datum(0)),
        base.mark_point(style="dot", size=70)
        .transform_filter(f"datum.x0 === {result.central}")
        .encode(y="votes:Q"),
        base.mark_rule(strokeWidth=8, opacity=0, clip=True).encode(
            y="low:Q", y2="high:Q", tooltip=tooltip
        ),
    )
    return Figure(
        name="curve",
        title="How many votes are in excess depends on which turnout is clean",
        reading=(
            "Pick a turnout at which you believe no ballots were added, and read off how many votes"
            f" {result.choice} has beyond what the other options' votes would predict. Bands are"
            f" 95% intervals. The grey range runs from where {PLAUSIBLE_QUANTILES[0]:.0%} of the"
            f" other options' votes come from lower turnout to where {PLAUSIBLE_QUANTILES[1]:.0%}"
            " do; the dots are at its busiest place,"
            f" {result.central:g}%. Where the two lines part, differences between regions make the"
            " gap. The further a curve stays above zero all along the grey range, the more it takes"
            " to explain it."
        ),
        chart=alt.layer(*layers, data=data(frame)).properties(height=340),
    )


def _curve_scale(result: ExcessVotesResult) -> alt.Scale:
    """Return a scale that holds the plausible range with room around it; the rest is cut off."""
    plausible = result.curve.filter("plausible")
    ends = plausible.select(
        low=pl.min_horizontal("pooled_low", "stratified_low", 0).min(),
        high=pl.max_horizontal("pooled_high", "stratified_high", 0).max(),
    ).row(0)
    room = (ends[1] - ends[0]) * CURVE_ROOM
    return alt.Scale(domain=[ends[0] - room, ends[1] + room])


def _two_lines(result: ExcessVotesResult) -> Figure:
    names = {
        "leader": f"{result.choice}",
        "scaled_others": "the others, scaled to it",
        "others": "the others",
    }
    frame = result.two_lines.with_columns(middle=pl.col("turnout") + HALF_CELL)
    lines = frame.unpivot(
        list(names), index=["turnout", "middle"], variable_name="who", value_name="votes"
    ).with_columns(who=pl.col("who").replace_strict(names, return_dtype=pl.String))
    x = alt.X("middle:Q", title="Turnout, percent", scale=percent_scale(), axis=percent_axis())
    tooltip = [
        alt.Tooltip("turnout:Q", title="Turnout from, %"),
        alt.Tooltip("leader:Q", title=names["leader"], format=",.0f"),
        alt.Tooltip("others:Q", title=names["others"], format=",.0f"),
        alt.Tooltip("scaled_others:Q", title=names["scaled_others"], format=",.0f"),
    ]
    wide = alt.Chart(data(frame)).encode(x=x)
    surplus = (
        wide.mark_area(style="surplus")
        .transform_filter(f"datum.turnout >= {result.central}")
        .transform_calculate(top="max(datum.leader, datum.scaled_others)")
        .encode(y="scaled_others:Q", y2="top:Q")
    )
    line = (
        alt.Chart(data(lines))
        .mark_line(strokeWidth=2)
        .encode(
            x=x,
            y=alt.Y("votes:Q", title="Votes per point of turnout", axis=alt.Axis(format=VOTES)),
            color=alt.Color(
                "who:N",
                scale=alt.Scale(domain=list(names.values()), range="category"),
                legend=alt.Legend(title=None, labelLimit=240),
            ),
        )
    )
    mark = alt.Chart(data(pl.DataFrame({"x0": [result.central + HALF_CELL]}))).encode(
        x=alt.X("x0:Q", scale=percent_scale())
    )
    layers = (
        surplus,
        line,
        mark.mark_rule(style="guide"),
        mark.mark_text(style="note", align="left", baseline="top", dx=5, dy=4).encode(
            y=alt.value(0), text=alt.value(f"assumed clean: {result.central:g}%")
        ),
        wide.mark_rule(strokeWidth=8, opacity=0).encode(tooltip=tooltip),
    )
    return Figure(
        name="two-lines",
        title="Where the votes come from: by turnout of the unit",
        reading=(
            "Votes by the turnout of the unit they were cast in. The orange line is the others'"
            f" votes multiplied so that it meets {result.choice} at {result.central:g}%. If"
            " preference had nothing to do with turnout, the lines would stay together; the shaded"
            " gap to the right is what does not fit."
        ),
        chart=alt.layer(*layers).properties(height=300),
    )


def _regions(result: ExcessVotesResult) -> Figure:
    applies = result.regions.filter("applies").sort("excess", descending=True)
    shown = ranked(applies.head(PLOTTED_REGIONS))
    silent = result.regions.height - applies.height
    tooltip = [
        alt.Tooltip("region:N", title="Region"),
        alt.Tooltip("n_units:Q", title="Units used", format=",d"),
        alt.Tooltip("x0:Q", title="Assumed clean turnout, %", format=".0f"),
        alt.Tooltip("excess:Q", title="Votes beyond proportionality", format=",.0f"),
        alt.Tooltip("low:Q", title="Low (95%)", format=",.0f"),
        alt.Tooltip("high:Q", title="High (95%)", format=",.0f"),
        alt.Tooltip("k:Q", title="Ratio to the others", format=".2f"),
    ]
    base = alt.Chart().encode(y=region_axis())
    layers = (
        alt.Chart().mark_rule(style="zero").encode(x=alt.datum(0)),
        base.mark_rule(style="interval").encode(
            x=alt.X(
                "low:Q",
                title="Votes beyond proportionality",
                axis=alt.Axis(format=VOTES, tickCount=TICKS),
            ),
            x2="high:Q",
            tooltip=tooltip,
        ),
        base.mark_point(style="dot").encode(x="excess:Q", tooltip=tooltip),
    )
    return Figure(
        name="regions",
        title="Votes beyond proportionality, region by region",
        reading=(
            "Each region against its own stations of moderate turnout, with the 95% interval."
            + (
                f" {silent} regions have too few such stations to say anything; the table of"
                " regions names them."
                if silent
                else ""
            )
        ),
        chart=alt.layer(*layers, data=data(shown)).properties(height=region_height(shown)),
    )

"""Charts of the fitted model: its histogram, how flat the fit is, how far published ones differ."""

from __future__ import annotations

import altair as alt
import polars as pl

from tallyscope.methods.klimek_model import KlimekModelResult
from tallyscope.plots.figure import Figure, data, percent_axis, percent_scale

LINES = {"fitted": "the model that fits best", "alone": "the model without additions"}
WORST = 30.0  # our choice: times the least distance; beyond it a fit is no fit
ROW_HEIGHT = 28  # pixels; our choice
HERE = "this election"


def figures(result: KlimekModelResult) -> tuple[Figure, ...]:
    """Return the charts of the result."""
    return (_published(result), _histogram(result), _profile(result))


def _published(result: KlimekModelResult) -> Figure:
    published = result.published.unpivot(
        ["klimek", "mebane_kalinin"], index="election", variable_name="by", value_name="part"
    ).with_columns(
        by=pl.col("by").replace({"klimek": "Klimek et al.", "mebane_kalinin": "Mebane, Kalinin"})
    )
    ours = result.fits.select(
        election=pl.lit(HERE), by="reading", part=pl.col("incremental").cast(pl.Float64)
    )
    frame = pl.concat([ours, published]).with_columns(percent=100 * pl.col("part"))
    order = frame.select(pl.col("election").unique(maintain_order=True)).with_row_index("rank")
    frame = frame.join(order, on="election", maintain_order="left")
    y = alt.Y("election:N", title=None, sort=alt.EncodingSortField("rank", op="min"))
    scale = percent_scale()
    tooltip = [
        alt.Tooltip("election:N", title="Election"),
        alt.Tooltip("by:N", title="Fit"),
        alt.Tooltip("percent:Q", title="Stations with additions, %", format=".1f"),
    ]
    layers = (
        alt.Chart()
        .mark_rule(style="interval")
        .encode(y=y, x=alt.X("min(percent):Q", scale=scale), x2="max(percent):Q"),
        alt.Chart()
        .mark_point(style="dot")
        .encode(
            y=y,
            x=alt.X(
                "percent:Q",
                title="Stations with incremental additions in the fitted model",
                scale=scale,
                axis=percent_axis(),
            ),
            shape=alt.Shape("by:N", legend=alt.Legend(title=None, labelLimit=240)),
            tooltip=tooltip,
        ),
    )
    return Figure(
        name="published",
        title="How far fits of the same model to the same election differ",
        reading=(
            "The first line is this election, in two published readings of one formula. Below are"
            " fits that two groups published for the same four elections. The length of a line is"
            " what the choice of a reading or of a way of fitting makes; no such number is"
            " evidence by itself."
        ),
        chart=alt.layer(*layers, data=data(frame)).properties(
            height=ROW_HEIGHT * order.height,
        ),
    )


def _histogram(result: KlimekModelResult) -> Figure:
    lines = result.histogram.unpivot(
        list(LINES), index=["percent", "observed"], variable_name="which", value_name="units"
    ).with_columns(which=pl.col("which").replace_strict(LINES, return_dtype=pl.String))
    x = alt.X(
        "percent:Q",
        title=f"Share of {result.choice}, percent",
        scale=percent_scale(),
        axis=percent_axis(),
    )
    layers = (
        alt.Chart()
        .mark_area(style="saw", interpolate="step")
        .encode(x=x, y=alt.Y("observed:Q", stack=False, title="Units per percent"))
        .transform_filter(f"datum.which === '{LINES['fitted']}'"),
        alt.Chart()
        .mark_line(strokeWidth=2)
        .encode(
            x=x,
            y="units:Q",
            color=alt.Color(
                "which:N",
                scale=alt.Scale(domain=list(LINES.values()), range="category"),
                legend=alt.Legend(title=None, labelLimit=240),
            ),
            tooltip=[
                alt.Tooltip("which:N", title="Line"),
                alt.Tooltip("percent:Q", title="Share, %"),
                alt.Tooltip("units:Q", title="Units in the model", format=",.0f"),
                alt.Tooltip("observed:Q", title="Units", format=",.0f"),
            ],
        ),
    )
    return Figure(
        name="histogram",
        title="Shares in the country and in the model",
        reading=(
            "Grey is the country, blue the model that looks most like it, orange the same model"
            " without additions: what it takes for an honest country. Whatever lies beyond the"
            " orange hump the model has to explain by additions, whether it is stuffed or just"
            " another kind of place."
        ),
        chart=alt.layer(*layers, data=data(lines)).properties(height=280),
    )


def _profile(result: KlimekModelResult) -> Figure:
    least = pl.col("distance").min().over("reading")
    frame = result.profile.with_columns(
        percent=100 * pl.col("incremental"), times=pl.col("distance") / least
    ).filter(pl.col("times") <= WORST)
    readings = result.fits["reading"].to_list()
    chart = (
        alt.Chart(data(frame))
        .mark_line(strokeWidth=2.5)
        .encode(
            x=alt.X(
                "percent:Q",
                title="Stations with incremental additions, assumed",
                scale=percent_scale(),
                axis=percent_axis(),
            ),
            y=alt.Y(
                "times:Q",
                title="Distance to the country, times the least",
                scale=alt.Scale(type="log", domain=[1, WORST], nice=False),
                axis=alt.Axis(values=[1, 2, 3, 5, 10, 20, 30], format="~g"),
            ),
            color=alt.Color(
                "reading:N",
                scale=alt.Scale(domain=readings, range="category"),
                legend=alt.Legend(title=None, labelLimit=240),
            ),
            tooltip=[
                alt.Tooltip("reading:N", title="Formula"),
                alt.Tooltip("percent:Q", title="Stations with additions, %", format=".0f"),
                alt.Tooltip("times:Q", title="Times the least distance", format=".2f"),
            ],
        )
    )
    return Figure(
        name="profile",
        title="How sharply the fit chooses",
        reading=(
            "For every part of stuffed stations the distance of the best model with that part, as a"
            " multiple of the least. A deep valley means that the model chooses sharply, a flat"
            " floor that it hardly does; two valleys far apart mean that the reading of one formula"
            " decides. Parts that fit more than thirty times worse are left out."
        ),
        chart=chart.properties(height=260),
    )

"""Charts of slopes on turnout: what additional turnout brings, option by option, the regions."""

from __future__ import annotations

import altair as alt
import polars as pl

from tallyscope.methods.turnout_slope import REACH, TurnoutSlopeResult
from tallyscope.plots.figure import Figure, data
from tallyscope.plots.regions import PLOTTED_REGIONS, TICKS, ranked, region_axis, region_height

PLOTTED_OPTIONS = 12  # our choice: the others are in the table
OPTION_HEIGHT = 26  # pixels; our choice
FEW_UNITS = 5  # our choice: means of fewer units are left out of the picture


def figures(result: TurnoutSlopeResult) -> tuple[Figure, ...]:
    """Return the charts of the result."""
    known = result.regions.drop_nulls("lean")
    regions = [_regions(result, known)] if known.height > 1 else []
    return (_profile(result), _options(result), *regions)


def _profile(result: TurnoutSlopeResult) -> Figure:
    names = {"choice": result.choice, "others": "all others", "total": "both together"}
    frame = result.profile.filter(pl.col("units") >= FEW_UNITS).with_columns(total="turnout")
    lines = frame.unpivot(
        list(names), index=["turnout", "units"], variable_name="who", value_name="votes"
    ).with_columns(who=pl.col("who").replace_strict(names, return_dtype=pl.String))
    x = alt.X(
        "turnout:Q",
        title="Turnout less the district's, points",
        scale=alt.Scale(domain=[-REACH, REACH], nice=False),
    )
    layers = (
        alt.Chart().mark_rule(style="zero").encode(y=alt.datum(0)),
        alt.Chart()
        .mark_line(strokeWidth=2.5, point=alt.OverlayMarkDef(size=22), clip=True)
        .encode(
            x=x,
            y=alt.Y("votes:Q", title="Votes per 100 voters, less the district's"),
            color=alt.Color(
                "who:N",
                scale=alt.Scale(domain=list(names.values()), range="category"),
                legend=alt.Legend(title=None, labelLimit=240),
            ),
            tooltip=[
                alt.Tooltip("who:N", title="Votes of"),
                alt.Tooltip("turnout:Q", title="Turnout less the district's", format="+.1f"),
                alt.Tooltip("votes:Q", title="Votes per 100 voters", format="+.1f"),
                alt.Tooltip("units:Q", title="Units", format=",d"),
            ],
        ),
    )
    return Figure(
        name="profile",
        title="Who has the votes where more people came than next door",
        reading=(
            "To the right are units with a higher turnout than their own district, to the left"
            " those with a lower one; upwards, how many more votes they have per 100 voters. If"
            f" additional people vote like the rest, {result.choice} and all others share the grey"
            " line between them, each in proportion. Where the blue line runs along the grey one"
            " and the orange one stays flat, all that is additional is for one side; where the"
            " orange line falls, the others have fewer votes although more people came."
        ),
        chart=alt.layer(*layers, data=data(lines)).properties(height=320),
    )


def _options(result: TurnoutSlopeResult) -> Figure:
    frame = result.options.head(PLOTTED_OPTIONS).with_row_index("rank")
    y = alt.Y("option:N", title=None, sort=alt.EncodingSortField("rank", op="min"))
    base = alt.Chart().encode(y=y)
    tooltip = [
        alt.Tooltip("option:N", title="Option"),
        alt.Tooltip("slope:Q", title="Votes per additional ballot", format=".3f"),
        alt.Tooltip("low:Q", title="Low (95%)", format=".3f"),
        alt.Tooltip("high:Q", title="High (95%)", format=".3f"),
        alt.Tooltip("fair:Q", title="In proportion", format=".3f"),
        alt.Tooltip("share:Q", title="Share of ballots", format=".1%"),
    ]
    layers = (
        *(alt.Chart().mark_rule(style="zero").encode(x=alt.datum(end)) for end in (0, 1)),
        base.mark_tick(style="median", thickness=3, size=18).encode(x="fair:Q", tooltip=tooltip),
        base.mark_rule(style="interval").encode(
            x=alt.X("low:Q", title="Votes per additional ballot", axis=alt.Axis(tickCount=TICKS)),
            x2="high:Q",
            tooltip=tooltip,
        ),
        base.mark_point(style="dot").encode(x="slope:Q", tooltip=tooltip),
    )
    left_out = result.options.height - frame.height
    return Figure(
        name="options",
        title="What one additional ballot brings each option",
        reading=(
            "The dot is the slope among neighbours with its 95% interval; the black tick is what it"
            " would be if additional voters voted like the rest of their district. Beyond the lines"
            " at 0 and 1 no mobilisation of voters who are alike can lead."
            + (f" The {left_out} smallest options are in the table only." if left_out else "")
        ),
        chart=alt.layer(*layers, data=data(frame)).properties(height=OPTION_HEIGHT * frame.height),
    )


def _regions(result: TurnoutSlopeResult, known: pl.DataFrame) -> Figure:
    percent = pl.col("lean", "lean_without") * 100
    largest = known.sort("n_units", descending=True, maintain_order=True).head(PLOTTED_REGIONS)
    shown = ranked(largest.sort("lean", descending=True).with_columns(percent))
    tooltip = [
        alt.Tooltip("region:N", title="Region"),
        alt.Tooltip("n_units:Q", title="Units used", format=",d"),
        alt.Tooltip("slope:Q", title="Votes per additional ballot", format=".2f"),
        alt.Tooltip("fair:Q", title="In proportion", format=".2f"),
        alt.Tooltip("lean:Q", title="The others miss, %", format=".0f"),
        alt.Tooltip("lean_without:Q", title="All other regions, %", format=".1f"),
    ]
    base = alt.Chart().encode(y=region_axis())
    layers = (
        *(alt.Chart().mark_rule(style="zero").encode(x=alt.datum(end)) for end in (0, 100)),
        base.mark_tick(style="median", thickness=2, size=11).encode(
            x="lean_without:Q", tooltip=tooltip
        ),
        base.mark_point(style="dot").encode(
            x=alt.X(
                "lean:Q",
                title="What the others miss of their part in additional turnout, percent",
                axis=alt.Axis(tickCount=TICKS),
            ),
            tooltip=tooltip,
        ),
    )
    left_out = result.regions.height - shown.height
    return Figure(
        name="regions",
        title="The same, region by region",
        reading=(
            "0% is in proportion, 100% means that all additional ballots are the choice's. The dot"
            " is the region alone; the black tick is the country without it. Ticks in one line mean"
            " that no single region makes the result."
            + (
                f" {left_out} regions are not shown: they are small or their turnout hardly varies."
                if left_out
                else ""
            )
        ),
        chart=alt.layer(*layers, data=data(shown)).properties(height=region_height(shown)),
    )

"""What every figure of every method promises."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tallyscope.errors import DataError
from tallyscope.methods import METHODS
from tallyscope.plots import figures, plot
from tallyscope.plots.figure import Figure
from tallyscope.plots.registry import PLOTS
from tallyscope.plots.theme import DARK, LIGHT
from tallyscope.result import Result
from tests.plots.reading import encodings, specification
from tests.report import examples


def results() -> list[Result]:
    return [
        outcome
        for make in (examples.tampered, examples.hostile, examples.without_register)
        for outcome in make().outcomes.values()
        if isinstance(outcome, Result)
    ]


def all_figures() -> list[Figure]:
    return [figure for result in results() for figure in figures(result)]


def test_every_method_has_its_plots() -> None:
    assert list(PLOTS) == [method.name for method in METHODS]


def test_figures_are_valid_and_say_what_they_are() -> None:
    for figure in all_figures():
        assert specification(figure)["$schema"].startswith("https://vega.github.io/schema/")
        assert figure.title
        assert figure.title == figure.title.strip(".")
        assert figure.reading.endswith(".")


def test_names_are_unique_within_a_method() -> None:
    for result in results():
        names = [figure.name for figure in figures(result)]
        assert len(set(names)) == len(names)


def test_every_figure_answers_to_the_pointer() -> None:
    for figure in all_figures():
        assert encodings(figure, "tooltip"), figure.name


def test_figures_carry_no_colour_and_no_address() -> None:
    for figure in all_figures():
        spec = specification(figure)
        spec.pop("$schema")
        spec.pop("config", None)
        text = json.dumps(_without_data(spec))
        assert "#" not in text
        assert "http" not in text


def test_no_name_of_a_file_becomes_part_of_an_expression() -> None:
    for outcome in examples.hostile().outcomes.values():
        for figure in figures(outcome) if isinstance(outcome, Result) else ():
            text = json.dumps(_without_data(specification(figure)))
            assert json.dumps(examples.SEPARATOR)[1:-1] not in text


def _without_data(spec: Any) -> Any:
    if isinstance(spec, dict):
        return {name: _without_data(value) for name, value in spec.items() if name != "data"}
    return [_without_data(one) for one in spec] if isinstance(spec, list) else spec


def test_axes_have_a_title_with_a_unit_or_are_named() -> None:
    for figure in all_figures():
        if figure.shape == "panels":
            continue
        for channel in ("x", "y"):
            titles = [axis.get("title", "") for axis in encodings(figure, channel)]
            assert any(title or title is None for title in titles), (figure.name, channel)


def test_a_chart_can_be_had_from_the_result() -> None:
    for result in results():
        spec = result.plot().to_dict()
        first = figures(result)[0]
        assert spec["title"] == first.title
        assert spec["config"]["background"] == LIGHT.paper
        by_name = plot(result, figures(result)[-1].name, dark=True).to_dict()
        assert by_name["title"] == figures(result)[-1].title
        assert by_name["config"]["background"] == DARK.paper


def test_a_figure_that_does_not_exist_is_told() -> None:
    with pytest.raises(DataError) as refused:
        plot(results()[0], "saw-turnuot")
    assert str(refused.value) == (
        "there is no figure 'saw-turnuot'; expected one of saw-turnout, saw-share, excess, regions."
        " Did you mean 'saw-turnout'?"
    )

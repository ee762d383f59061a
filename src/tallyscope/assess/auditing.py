"""Run every method that applies, adjust for the number of tests, grade, and say it in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version

from tallyscope.assess.assessment import WORST_FIRST, Assessment, Grade, MadeBy
from tallyscope.assess.grade import grade, grade_completeness
from tallyscope.assess.reference import Kind, Rank, rank
from tallyscope.assess.silence import silence
from tallyscope.assess.summary import cautions, summary
from tallyscope.errors import NotApplicable
from tallyscope.methods import CONTESTED, UNCONTESTED
from tallyscope.result import Method, Outcome, Result, Skipped
from tallyscope.stats.multiplicity import holm
from tallyscope.tally import Tally


def audit(
    tally: Tally,
    *,
    choice: str | None = None,
    seed: int = 0,
    methods: tuple[Method, ...] = UNCONTESTED,
    contested: bool = False,
    previous: Tally | None = None,
    totals: Tally | None = None,
    marked: str | None = None,
    options: Mapping[str, str] | None = None,
    progress: Callable[[str], None] | None = None,
) -> Assessment:
    """Audit the results of one contest.

    Parameters
    ----------
    tally : Tally
    choice : str, optional
        Whose gain is tested; default the contest's focus, else the winner.
    seed : int
        Of everything random; each method has its own stream.
    methods : tuple of Method
        The pre-declared methods; p-values of the primary ones are adjusted together.
    contested : bool
        Run the contested methods too: described with their measured false alarms, never graded.
    previous : Tally, optional
        Results of an earlier or concurrent vote in the same units.
    totals : Tally, optional
        Published totals, one unit per place of a level of `tally`.
    marked : str, optional
        Column of ``tally.units`` that tells some units apart (observers, scanners, e-voting).
    options : mapping of str to str, optional
        Options that the file was read with, as the command line spells them ("levels",
        "columns"); kept for whoever makes the report again.
    progress : callable, optional
        Called with the title of each method before it runs.

    Returns
    -------
    Assessment

    Raises
    ------
    DataError
        If there is no such choice.
    """
    chosen = tally.choice(choice)
    methods = (*methods, *CONTESTED) if contested else methods
    inputs = {"previous": previous, "totals": totals, "marked": marked}
    outcomes: dict[str, Outcome] = {}
    for method in methods:
        if progress is not None:
            progress(method.title)
        taken = {name: inputs[name] for name in method.takes if inputs[name] is not None}
        outcomes[method.name] = _run(method, tally, chosen, seed, taken)
    adjusted = _adjusted(methods, outcomes)
    ranks = _ranks(tally, methods, outcomes)
    asked = [method for method in methods if not _lacks_input(method, inputs)]
    grades = _grades(tally, asked, outcomes, adjusted, ranks)
    return Assessment(
        tally=tally,
        choice=chosen,
        outcomes=outcomes,
        adjusted_p=adjusted,
        ranks=ranks,
        grades=grades,
        summary=summary(tally, chosen, methods, outcomes, adjusted, grades, ranks),
        cautions=cautions(tally, chosen, choice),
        silence=silence(tally, chosen, methods, outcomes, ranks, tuple(_told(inputs))),
        made_by=MadeBy(
            version=version("tallyscope"),
            seed=seed,
            settings={
                "choice": chosen,
                "methods": [method.name for method in methods],
                **_told(inputs),
                "options": dict(options or {}),
            },
            input_name=tally.source.what,
            input_sha256=tally.source.sha256,
        ),
    )


def _told(inputs: Mapping[str, Tally | str | None]) -> dict[str, str]:
    """Name the further inputs that were given, with the hash of files."""
    return {
        name: given if isinstance(given, str) else f"{given.source.what} {given.source.sha256}"
        for name, given in inputs.items()
        if given is not None
    }


def _run(
    method: Method, tally: Tally, choice: str, seed: int, taken: Mapping[str, object]
) -> Outcome:
    try:
        return method.run(tally, choice=choice, seed=seed, **taken)
    except NotApplicable as silent:
        return Skipped(method.name, str(silent))


def _adjusted(methods: tuple[Method, ...], outcomes: Mapping[str, Outcome]) -> dict[str, float]:
    p_values = {}
    for method in methods:
        outcome = outcomes[method.name]
        if method.primary and isinstance(outcome, Result) and outcome.p_value is not None:
            p_values[method.name] = outcome.p_value
    return dict(zip(p_values, map(float, holm(list(p_values.values()))), strict=True))


def _ranks(
    tally: Tally, methods: tuple[Method, ...], outcomes: Mapping[str, Outcome]
) -> dict[str, Rank]:
    kind = Kind.of(tally)
    ranks = {}
    for method in methods:
        outcome = outcomes[method.name]
        place = rank(method, outcome, kind) if isinstance(outcome, Result) else None
        if place is not None:
            ranks[method.name] = place
    return ranks


def _lacks_input(method: Method, inputs: Mapping[str, Tally | str | None]) -> bool:
    """Tell whether a method is silent only because nobody gave it what it is about."""
    return any(inputs[name] is None for name in method.takes if name in method.needs)


def _grades(
    tally: Tally,
    methods: Sequence[Method],
    outcomes: Mapping[str, Outcome],
    adjusted: Mapping[str, float],
    ranks: Mapping[str, Rank],
) -> dict[str, Grade]:
    """Grade each family by its worst method, worst family first."""
    given = [grade_completeness(tally)]
    for method in methods:
        name = method.name
        given.append(grade(method, outcomes[name], adjusted.get(name), ranks.get(name)))
    given.sort(key=lambda grade: WORST_FIRST.index(grade.level))
    worst: dict[str, Grade] = {}
    for one in given:
        worst.setdefault(one.family, one)
    return worst

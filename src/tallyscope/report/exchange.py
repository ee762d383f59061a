"""The assessment as JSON, after a published schema (docs/schema/assessment.schema.json).

Keys and their order are stable: a key may be added in a new version, none changes its meaning.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from tallyscope.assess.assessment import Assessment
from tallyscope.assess.benchmarked import alarms, table
from tallyscope.assess.reference import Rank
from tallyscope.assess.silence import Seen, Silence
from tallyscope.report.words import set_aside
from tallyscope.result import Estimate, Outcome, Skipped
from tallyscope.tally import Tally

SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"

Number = Annotated[
    float | None,
    PlainSerializer(lambda value: value if value is not None and math.isfinite(value) else None),
    Field(description="null where the number is not finite or not known"),
]


class Strict(BaseModel):
    """What is not described is not there."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SetAside(Strict):
    """Units that could not be read, by reason."""

    reason: str
    units: int


class ContestModel(Strict):
    """What was voted on, and what of it was read."""

    name: str
    country: str
    date: str
    round: str
    choice: str = Field(description="the choice whose gain was tested")
    choices: list[str]
    levels: list[str] = Field(description="what contains the units, largest first")
    units: int
    set_aside: list[SetAside]
    registered: int | None
    ballots: int | None
    valid: int
    votes: int = Field(description="votes of the choice")


class HeadlineModel(Strict):
    """A number that is never alone."""

    value: Number
    low: Number
    high: Number
    level: float = Field(description="level of the interval; 1 for bounds that always hold")
    unit: str
    how: str


class RankModel(Strict):
    """Where the result stands among real elections widely regarded as clean."""

    statistic: str
    unit: str
    value: Number
    elections: int
    reached: int = Field(description="elections with at least this value")
    lowest: Number
    highest: Number
    conformal_p: Number = Field(
        description="chance of such a rank or a higher one among elections alike; null if outside"
    )
    outside: str = Field(description="why the election is like none of them; empty if it is")


class CountModel(Strict):
    """Honest elections of one kind, and at how many of them the method alarmed."""

    kind: str
    elections: int
    alarms: int


class FalseAlarmsModel(Strict):
    """How often the method alarmed at honest elections of the benchmark."""

    alarm: str = Field(description="what counts as one")
    simulated: list[CountModel]
    real: CountModel


class ResultModel(Strict):
    """The answer of a method that ran."""

    choice: str
    headline: HeadlineModel
    p_value: Number
    p_adjusted: Number = Field(description="null for a method whose p-value is not counted")
    null: str = Field(description="what p_value is a probability under")
    n_units: int
    excluded: dict[str, int]
    flagged_units: int
    cautions: list[str]
    seed: int | None
    settings: dict[str, Any]
    rank: RankModel | None
    false_alarms: FalseAlarmsModel | None


class SkippedModel(Strict):
    """A method that did not run, and why."""

    skipped: str


class GradeModel(Strict):
    """How far one family of findings can be explained by honest counting."""

    level: Literal["impossible", "incompatible", "unusual", "descriptive", "cannot tell"]
    meaning: str
    line: str
    methods: list[str]
    warning: str = Field(description="why the grade is a warning only; empty if it is not")


class SeenModel(Strict):
    """The least tampering of one kind that is noticed with the power."""

    mechanism: str
    what: str
    where: str = Field(description="which units it acts in")
    votes: int | None = Field(description="null where no amount tried is noticed")
    percent: Number = Field(description="of the leader's votes there")
    percent_low: Number
    percent_high: Number = Field(description="ends of the 90% interval; null where it is open")
    until_percent: Number = Field(description="more is not noticed; null if it is")
    tried_percent: Number = Field(description="largest amount tried")
    methods: list[str]


class RegionModel(Strict):
    """What is noticed in a region, as if it were audited by itself."""

    region: str
    units: int
    noticed: list[SeenModel]


class SilenceModel(Strict):
    """What would have been noticed, after the benchmark."""

    unlike: str = Field(description="why nothing is known; empty if something is")
    power: float
    benchmark: dict[str, Any] = Field(description="the run that measured it")
    whole: list[SeenModel]
    regions: list[RegionModel]


class MadeByModel(Strict):
    """What is needed to make the same bytes again."""

    program: str
    version: str
    seed: int
    settings: dict[str, Any]
    input_name: str
    input_sha256: str


class AssessmentModel(Strict):
    """The outcome of an audit."""

    model_config = ConfigDict(
        title="tallyscope assessment", json_schema_extra={"$schema": SCHEMA_ID}
    )

    contest: ContestModel
    outcomes: dict[str, ResultModel | SkippedModel]
    grades: dict[str, GradeModel]
    silence: SilenceModel
    made_by: MadeByModel


def to_json(assessment: Assessment) -> str:
    """Return the assessment as JSON, with a line feed at its end."""
    model = AssessmentModel(
        contest=_contest(assessment.tally, assessment.choice),
        outcomes={
            name: _outcome(outcome, assessment.adjusted_p.get(name), assessment.ranks.get(name))
            for name, outcome in assessment.outcomes.items()
        },
        grades={
            family: GradeModel(
                level=grade.level,
                meaning=grade.meaning,
                line=grade.line,
                methods=[*grade.methods],
                warning=grade.warning,
            )
            for family, grade in assessment.grades.items()
        },
        silence=_silence(assessment.silence),
        made_by=_made_by(assessment),
    )
    told = model.model_dump(mode="json")
    return json.dumps(told, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def schema() -> dict[str, Any]:
    """Return the JSON Schema of what `to_json` writes."""
    return AssessmentModel.model_json_schema(mode="serialization")


def _contest(tally: Tally, choice: str) -> ContestModel:
    contest = tally.contest
    return ContestModel(
        name=contest.name,
        country=contest.country,
        date=contest.date,
        round=contest.round,
        choice=choice,
        choices=list(tally.choices),
        levels=list(tally.levels),
        units=len(tally),
        set_aside=[SetAside(reason=reason, units=units) for reason, units in set_aside(tally)],
        registered=None if tally.registered is None else int(tally.registered.sum()),
        ballots=None if tally.ballots is None else int(tally.ballots.sum()),
        valid=int(tally.counts("valid").sum()),
        votes=int(tally.votes_for(choice).sum()),
    )


def _outcome(
    outcome: Outcome, adjusted: float | None, place: Rank | None
) -> ResultModel | SkippedModel:
    if isinstance(outcome, Skipped):
        return SkippedModel(skipped=outcome.reason)
    return ResultModel(
        choice=outcome.choice,
        headline=_headline(outcome.headline),
        p_value=outcome.p_value,
        p_adjusted=adjusted,
        null=outcome.null,
        n_units=outcome.n_units,
        excluded=dict(outcome.excluded),
        flagged_units=0 if outcome.unit_scores is None else outcome.unit_scores.height,
        cautions=list(outcome.cautions),
        seed=outcome.seed,
        settings=_finite(outcome.settings),
        rank=None if place is None else _rank(place),
        false_alarms=_false_alarms(outcome.method),
    )


def _rank(place: Rank) -> RankModel:
    return RankModel(
        statistic=place.statistic.name,
        unit=place.statistic.unit,
        value=place.value,
        elections=place.elections,
        reached=place.reached,
        lowest=place.lowest,
        highest=place.highest,
        conformal_p=place.conformal_p,
        outside=place.outside,
    )


def _false_alarms(method: str) -> FalseAlarmsModel | None:
    measured = alarms(method)
    if measured is None:
        return None
    return FalseAlarmsModel(
        alarm=measured.alarm,
        simulated=[CountModel(**asdict(count)) for count in measured.simulated],
        real=CountModel(**asdict(measured.real)),
    )


def _silence(silence: Silence) -> SilenceModel:
    return SilenceModel(
        unlike=silence.unlike,
        power=silence.power,
        benchmark=dict(table()["run"]),
        whole=[_seen(one) for one in silence.whole],
        regions=[
            RegionModel(
                region=region,
                units=units,
                noticed=[_seen(one) for one in seen if one.votes is not None],
            )
            for region, (units, seen) in silence.regions.items()
        ],
    )


def _seen(one: Seen) -> SeenModel:
    return SeenModel(
        mechanism=one.mechanism,
        what=one.what,
        where=one.where,
        votes=one.votes,
        percent=one.percent,
        percent_low=one.low,
        percent_high=one.high,
        until_percent=one.until,
        tried_percent=one.tried,
        methods=list(one.methods),
    )


def _headline(estimate: Estimate) -> HeadlineModel:
    return HeadlineModel(
        value=estimate.value,
        low=estimate.low,
        high=estimate.high,
        level=estimate.level,
        unit=estimate.unit,
        how=estimate.how,
    )


def _made_by(assessment: Assessment) -> MadeByModel:
    made_by = assessment.made_by
    return MadeByModel(
        program=made_by.program,
        version=made_by.version,
        seed=made_by.seed,
        settings=_finite(made_by.settings),
        input_name=made_by.input_name,
        input_sha256=made_by.input_sha256,
    )


def _finite(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings with null for what JSON has no number for."""
    return {
        name: None if isinstance(value, float) and not math.isfinite(value) else value
        for name, value in settings.items()
    }

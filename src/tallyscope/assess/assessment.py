"""What an audit says as a whole: outcomes, adjusted p-values, grades, words, and who made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from tallyscope.assess.reference import Rank
from tallyscope.assess.silence import Silence
from tallyscope.result import Outcome
from tallyscope.tally import Tally

GradeLevel = Literal["impossible", "incompatible", "unusual", "descriptive", "cannot tell"]

WORST_FIRST: tuple[GradeLevel, ...] = (
    "impossible",
    "incompatible",
    "unusual",
    "descriptive",
    "cannot tell",
)
GRADE_MEANING: Mapping[GradeLevel, str] = {
    "impossible": "arithmetic rules it out",
    "incompatible": "incompatible with the stated honest model",
    "unusual": "unusual against reference elections",
    "descriptive": "described, not judged",
    "cannot tell": "cannot tell from these data",
}


@dataclass(frozen=True)
class Grade:
    """How far one family of findings can be explained by honest counting.

    Attributes
    ----------
    family : str
        The family of the methods' cards.
    level : {"impossible", "incompatible", "unusual", "descriptive", "cannot tell"}
    line : str
        The sentence, with its numbers, that made the grade.
    methods : tuple of str
        Methods that spoke.
    warning : str
        Why the grade is a warning only: honest elections in which the method alarms, too. Empty
        for a grade that is no warning.
    """

    family: str
    level: GradeLevel
    line: str
    methods: tuple[str, ...]
    warning: str = ""

    @property
    def meaning(self) -> str:
        """The grade in words."""
        return GRADE_MEANING[self.level]


@dataclass(frozen=True)
class MadeBy:
    """What is needed to make the same bytes again."""

    version: str
    seed: int
    settings: Mapping[str, Any]
    input_name: str
    input_sha256: str
    program: str = "tallyscope"


@dataclass(frozen=True, kw_only=True, eq=False)
class Assessment:
    """The outcome of an audit.

    Attributes
    ----------
    tally : Tally
        What was audited.
    choice : str
        The choice whose gain was tested.
    outcomes : mapping of str to Result or Skipped
        One per method, in the order of ``methods.METHODS``.
    adjusted_p : mapping of str to float
        Holm-adjusted p-values of the primary tests that ran.
    ranks : mapping of str to Rank
        Where the results stand among clean elections, for methods with a statistic tabulated.
    grades : mapping of str to Grade
        One per family, worst first.
    summary : tuple of str
        The findings in plain words, most important first.
    cautions : tuple of str
        What the whole audit cannot tell.
    silence : Silence
        How much tampering would have been seen.
    made_by : MadeBy
    """

    tally: Tally
    choice: str
    outcomes: Mapping[str, Outcome]
    adjusted_p: Mapping[str, float]
    ranks: Mapping[str, Rank]
    grades: Mapping[str, Grade]
    summary: tuple[str, ...]
    cautions: tuple[str, ...]
    silence: Silence
    made_by: MadeBy

    def to_html(self, path: str | Path) -> None:
        """Write the report, one HTML file that needs no network.

        An assessment knows no pages; they lie in ``tallyscope.report``, loaded when asked for.
        """
        import_module("tallyscope.report.html").write(self, Path(path))

    def to_json(self) -> str:
        """Return the assessment as JSON after the published schema (docs/schema)."""
        text: str = import_module("tallyscope.report.exchange").to_json(self)
        return text

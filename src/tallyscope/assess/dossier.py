"""A story, what was read in it, and what checking made of it.

Every statement ends up in one of two places: in a verdict, or among the untested with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from tallyscope.evidence import Fact, Pack
from tallyscope.reading.story import Reading
from tallyscope.result import Check, Verdict, VerdictOutcome
from tallyscope.statement import Kind, Statement

if TYPE_CHECKING:
    from tallyscope.reading.model import ModelReading

# Worst first: the order in which a reader should look at them. "cannot tell" comes last.
OUTCOME_ORDER: tuple[VerdictOutcome, ...] = (
    "impossible",
    "inconsistent",
    "consistent",
    "cannot tell",
)
AGAINST: tuple[VerdictOutcome, ...] = ("impossible", "inconsistent")

_NO_FACT = "No check of this program compares such a number with the facts of the pack."
_NO_NUMBER = "It holds no number, share or count that arithmetic or geography could test."

WHY_UNTESTED: Mapping[Kind, str] = {
    "share": "An announced share alone contradicts nothing: it takes counts, a turnout, a second"
    " announcement of the same share, or facts about the place.",
    "votes": "A count of votes alone contradicts nothing: it takes the share, the turnout or the"
    " electorate of the same vote.",
    "turnout": "A turnout alone contradicts nothing: it takes counts of ballots and of registered"
    " voters.",
    "participants": "A number of participants can be tested only against the electorate or the"
    " population of the same place, and none was found for it.",
    "registered": "A number of registered voters can be tested only against another count of the"
    " same electorate, and none was found for it.",
    "invalid": "A number of invalid ballots alone contradicts nothing.",
    "counted": "It says how far a count had come, which leaves no trace to compare with.",
    "threshold": "A threshold is a rule. Whether the rule says so is a question for its text.",
    "poll": "A poll or forecast is no announced result.",
    "margin": "A margin alone contradicts nothing: it takes the two results it lies between.",
    "abstention": "An abstention alone contradicts nothing.",
    "change": "A change needs both of its ends, and the story gives one.",
    "conditional": "It says what would be, not what is.",
    "territory_share": _NO_FACT,
    "control_share": _NO_FACT,
    "outcome": "It says which way a vote went, without a number to test.",
    "event": _NO_NUMBER + " Whether it happened takes a witness or a second report.",
    "plan": "It lies in the future of the story. Whether it came to pass takes a later report.",
    "threat": "An intention or a warning cannot be true or false by arithmetic.",
    "denial": "It is an accusation or a denial in words. The story gives no number with it.",
    "characterisation": "It is a judgement in words, and a matter of argument.",
    "background": _NO_NUMBER,
}


@dataclass(frozen=True)
class Untested:
    """A statement that no check took up, and why."""

    statement: Statement
    why: str


@dataclass(frozen=True)
class DossierMadeBy:
    """What is needed to make the same bytes again.

    Attributes
    ----------
    version, input_name, input_sha256 : str
        The hash is that of the story's text, encoded as UTF-8.
    pack, pack_title : str
        Name and title of the evidence pack.
    program : str
    """

    version: str
    input_name: str
    input_sha256: str
    pack: str
    pack_title: str
    program: str = "tallyscope"


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """A checked story.

    Attributes
    ----------
    reading : Reading
    pack : Pack
        The facts that the statements were compared with.
    checks : mapping of str to Check
        The cards of all checks, by name.
    verdicts : tuple of Verdict
        Worst first; verdicts of one outcome in the order of the story.
    untested : tuple of Untested
        In the order of the story.
    made_by : DossierMadeBy
    second_reading : ModelReading or None
        What a language model read, if one was asked; no check uses it.
    """

    reading: Reading
    pack: Pack
    checks: Mapping[str, Check]
    verdicts: tuple[Verdict, ...]
    untested: tuple[Untested, ...]
    made_by: DossierMadeBy
    second_reading: ModelReading | None = None

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Number of every statement, from 1, by its id."""
        return {one.id: number for number, one in enumerate(self.reading.statements, 1)}

    @cached_property
    def by_statement(self) -> Mapping[str, tuple[Verdict, ...]]:
        """Verdicts about every statement that has one, by its id."""
        found: dict[str, tuple[Verdict, ...]] = {}
        for verdict in self.verdicts:
            for statement in verdict.statements:
                found[statement.id] = (*found.get(statement.id, ()), verdict)
        return found

    @cached_property
    def sources(self) -> tuple[Fact, ...]:
        """Rows of evidence that a verdict used, and the rows these were derived from.

        In the order of the pack.
        """
        wanted = [name for verdict in self.verdicts for name in verdict.evidence]
        found: dict[str, Fact] = {}
        while wanted:
            fact = self.pack.facts.get(wanted.pop())
            if fact is not None and fact.id not in found:
                found[fact.id] = fact
                wanted += derived_from(fact)
        return tuple(fact for name, fact in self.pack.facts.items() if name in found)

    @cached_property
    def findings(self) -> tuple[Verdict, ...]:
        """The verdicts that a summary should name.

        All that speak against a statement; and of those that do not, the first about the same
        statements, unless a different check spoke against one of them.
        """
        chosen: list[Verdict] = []
        told: set[tuple[str, ...]] = set()
        for verdict in self.verdicts:
            about = tuple(one.id for one in verdict.statements)
            if verdict.outcome in AGAINST:
                chosen.append(verdict)
            elif verdict.outcome == "consistent" and about not in told:
                against = {
                    other.check
                    for name in about
                    for other in self.by_statement[name]
                    if other.outcome in AGAINST
                }
                if against <= {verdict.check}:
                    chosen.append(verdict)
                    told.add(about)
        return tuple(chosen)

    def outcome(self, statement: Statement) -> VerdictOutcome | None:
        """Return the worst outcome about a statement; None if it was not tested.

        "cannot tell" counts only where no other check could tell more.
        """
        found = {verdict.outcome for verdict in self.by_statement.get(statement.id, ())}
        return next((outcome for outcome in OUTCOME_ORDER if outcome in found), None)

    def to_html(self, path: str | Path) -> None:
        """Write the dossier, one HTML file that needs no network.

        A dossier knows no pages; they lie in ``tallyscope.report``, loaded when asked for.
        """
        import_module("tallyscope.report.dossier").write(self, Path(path))

    def to_json(self) -> str:
        """Return the dossier as JSON after the published schema (docs/schema)."""
        text: str = import_module("tallyscope.report.dossier_exchange").to_json(self)
        return text


def derived_from(fact: Fact) -> tuple[str, ...]:
    """Return the ids of the rows that a row of evidence was computed from."""
    from tallyscope.evidence.tables import DERIVED

    if not fact.source.lower().startswith(DERIVED):
        return ()
    names = fact.source[len(DERIVED) :].replace(",", " ").replace(" and ", " ")
    return tuple(names.split())


def check_story(
    reading: Reading, pack: Pack, *, name: str = "", second_reading: ModelReading | None = None
) -> Dossier:
    """Test the statements of a story against arithmetic and against a pack of facts.

    Parameters
    ----------
    reading : Reading
    pack : Pack
    name : str
        File name of the story, for the record.
    second_reading : ModelReading, optional
        Shown beside the reading; no check uses it.

    Returns
    -------
    Dossier

    Examples
    --------
    >>> from datetime import date
    >>> from tallyscope import evidence, reading
    >>> text = "The four regions make up about 15% of Ukraine, officials said on Wednesday."
    >>> story = reading.read_text(text, published=date(2022, 9, 29))
    >>> check_story(story, evidence.load()).made_by.pack
    'ukraine-2022'
    """
    from tallyscope.checks import CHECKS, run_all

    statements = reading.statements
    verdicts = run_all(statements, pack, published=reading.published.value)
    place = {one.id: number for number, one in enumerate(statements)}
    ordered = sorted(
        verdicts,
        key=lambda one: (OUTCOME_ORDER.index(one.outcome), place[one.statements[0].id]),
    )
    tested = {one.id for verdict in verdicts for one in verdict.statements}
    return Dossier(
        reading=reading,
        pack=pack,
        checks={check.name: check for check in CHECKS},
        verdicts=tuple(ordered),
        untested=tuple(
            Untested(one, WHY_UNTESTED[one.kind]) for one in statements if one.id not in tested
        ),
        made_by=DossierMadeBy(
            version=version("tallyscope"),
            input_name=name,
            input_sha256=sha256(reading.text.encode()).hexdigest(),
            pack=pack.name,
            pack_title=pack.title,
        ),
        second_reading=second_reading,
    )

"""The findings in plain words: what was asked, what was found, how sure, what else could be."""

from __future__ import annotations

from collections.abc import Mapping

from tallyscope.assess.assessment import Grade
from tallyscope.assess.grade import COMPLETENESS
from tallyscope.assess.words import chance_in_words, listed
from tallyscope.methods import METHODS
from tallyscope.methods.excess_votes import ExcessVotesResult
from tallyscope.methods.fingerprint import FingerprintResult
from tallyscope.methods.integer_percentages import IntegerPercentagesResult
from tallyscope.result import Outcome, Skipped, rounded
from tallyscope.tally import Tally

TITLES = {method.name: method.title for method in METHODS}
STANDING_OUT_P = 0.01  # our choice: regions named in the summary, adjusted for their number


def summary(
    tally: Tally,
    choice: str,
    outcomes: Mapping[str, Outcome],
    adjusted: Mapping[str, float],
    grades: Mapping[str, Grade],
) -> tuple[str, ...]:
    """Return the findings as sentences, most important first."""
    votes, valid = int(tally.votes_for(choice).sum()), int(tally.counts("valid").sum())
    sentences = [
        f"We looked at {len(tally):,} units. {choice} has {votes:,} of {valid:,} valid votes"
        f" ({100 * votes / max(valid, 1):.2f}%)" + _of_how_many(tally),
        _overall(grades),
    ]
    for name, outcome in outcomes.items():
        if isinstance(outcome, IntegerPercentagesResult):
            sentences.append(_whole_percentages(outcome, adjusted[name], grades))
        elif isinstance(outcome, FingerprintResult):
            sentences.append(_turnout_and_share(outcome, grades))
        elif isinstance(outcome, ExcessVotesResult):
            sentences.append(_excess(outcome, grades))
        elif isinstance(outcome, Skipped):
            title = TITLES.get(name, name)
            sentences.append(f"{title}: not looked at, because {outcome.reason}.")
    if grades[COMPLETENESS].level != "descriptive":
        sentences.append(grades[COMPLETENESS].line)
    return tuple(sentences)


def _of_how_many(tally: Tally) -> str:
    unknown = tally.unknown_units.height
    if not unknown:
        return "."
    return f"; {unknown:,} units were set aside, so these are not the sums of the whole contest."


def cautions(tally: Tally, choice: str, asked: str | None) -> tuple[str, ...]:
    """Return what the whole audit cannot tell."""
    told = [
        "A conspicuous number is never proof by itself: it says where to look, in protocols, ballot"
        " papers and witnesses. An inconspicuous one does not show that the count was honest.",
        "Nothing here sees pressure on voters, unequal campaigns, wrong registers, or votes that"
        " were changed in a way that looks like voting.",
        "It is about the published figures only: whether they are the counted ones it cannot know.",
    ]
    if asked is None and tally.contest.focus is None:
        told.append(f"Nobody said whose gain to test; it is the winner's, {choice}.")
    if not tally.levels:
        told.append("The file names no regions or districts, so nothing is compared locally.")
    if not tally.has("registered"):
        told.append("The file has no registered voters, so nothing about turnout can be said.")
    if tally.source.repairs:
        count = sum(repair.count for repair in tally.source.repairs)
        told.append(f"{count:,} repairs were made on reading; they are listed with their reasons.")
    return tuple(told)


def _overall(grades: Mapping[str, Grade]) -> str:
    by_level: dict[str, list[str]] = {}
    for grade in grades.values():
        by_level.setdefault(grade.level, []).append(grade.family)
    if "impossible" in by_level:
        return f"Arithmetic rules these figures out: {listed(by_level['impossible'])}."
    if "incompatible" in by_level:
        return (
            "Something in these figures is not what counting leaves behind, as far as the stated"
            f" honest model goes: {listed(by_level['incompatible'])}."
        )
    if "unusual" in by_level:
        return (
            "Something here is unusual compared with elections widely regarded as clean:"
            f" {listed(by_level['unusual'])}. Honest causes are possible and are named below."
        )
    if all(
        grade.level == "cannot tell" for grade in grades.values() if grade.family != COMPLETENESS
    ):
        return "No method applies to these results, so nothing can be said about the count."
    return (
        "Nothing here stands out from what honest counting can leave behind. That does not show"
        " that the count was honest: what these tests cannot see is named below."
    )


def _whole_percentages(
    result: IntegerPercentagesResult, adjusted_p: float, grades: Mapping[str, Grade]
) -> str:
    row = next(
        row
        for row in result.counts.iter_rows(named=True)
        if (row["criterion"], row["period"], row["weight"]) == (result.criterion, 1, "stations")
    )
    told = (
        f"Whole percentages: {row['observed']:,.0f} units stand at one, {row['expected']:,.0f}"
        f" ± {2 * row['sd']:,.0f} would by chance; as many or more are seen in"
        f" {chance_in_words(adjusted_p)}."
    )
    regions = result.regions.filter(result.regions["p_adjusted"] <= STANDING_OUT_P)
    if grades["round numbers"].level in ("incompatible", "unusual") and len(regions):
        names = regions.sort("z", descending=True)["region"].to_list()
        told += f" It is strongest in {listed(names, 5)}."
    return told


def _turnout_and_share(result: FingerprintResult, grades: Mapping[str, Grade]) -> str:
    listed_units = 0 if result.unit_scores is None else result.unit_scores.height
    direction = (
        "higher" if result.headline.low > 0 else "lower" if result.headline.high < 0 else "neither"
    )
    told = (
        "Turnout and share: within districts, where more people voted the share is"
        f" {direction if direction != 'neither' else 'neither higher nor lower'}"
        f" (correlation {result.headline.value:.2f}); {listed_units:,} of {result.n_units:,} units"
        " lie far above their district in both at once"
    )
    if grades["turnout and share"].level == "unusual":
        return told + ", more than in any election of the clean reference."
    return told + ", as clean elections have too."


def _excess(result: ExcessVotesResult, grades: Mapping[str, Grade]) -> str:
    low, high = result.headline.low, result.headline.high
    spread = high - low
    told = (
        "Votes beyond proportionality: between"
        f" {rounded(low, spread)} and {rounded(high, spread)}, depending on the turnout that is"
        f" taken for clean ({result.plausible[0]:.0f}% to {result.plausible[1]:.0f}%) and on"
        " whether regions are compared with themselves; it is not a number of stolen votes"
    )
    if grades["votes beyond proportionality"].level == "unusual":
        return told + ". Even the low end is above that of every election of the clean reference."
    return told + "."

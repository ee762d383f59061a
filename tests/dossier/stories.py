"""A small dossier made by hand: tests of the page need neither the reader nor the checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tallyscope import evidence
from tallyscope.assess.dossier import (
    OUTCOME_ORDER,
    WHY_UNTESTED,
    Dossier,
    DossierMadeBy,
    Untested,
)
from tallyscope.reading.model import ModelReading
from tallyscope.reading.model_claims import Difference, Refused
from tallyscope.reading.story import NotUnderstood, Reading, SetAside
from tallyscope.result import Check, Verdict
from tallyscope.statement import (
    Attribution,
    Comparator,
    Days,
    Kind,
    Quantity,
    Read,
    Span,
    Statement,
)

PUBLISHED = date(2022, 9, 29)
TEXT = (
    "World\n"
    "\n"
    "Officials said on Wednesday that 93% in Zaporizhzhia and 87% in Kherson <b>voted</b>"
    " yes & no.\n"
    "\n"
    "The four regions make up about 15% of Ukraine, after 12 days.\n"
    "\n"
    "About 40% of Donetsk is not in Russian hands.  A ceremony is planned tomorrow.\n"
    "\n"
    "More on this: <script>alert(1)</script>\n"
)


def span(words: str, text: str = TEXT) -> Span:
    """Return where words stand in the story; they must stand there once."""
    assert text.count(words) == 1, words
    start = text.index(words)
    return Span(start, start + len(words))


def day(month: int, number: int) -> Days:
    return Days(date(2022, month, number), date(2022, month, number))


def percent(value: int, comparator: Comparator = "=") -> Read[Quantity]:
    return Read(Quantity(Decimal(value), comparator, "percent", f"{value}%"), "stated", "number")


def statement(
    number: int, kind: Kind, words: str, *, places: tuple[str, ...] = (), text: str = TEXT
) -> Statement:
    """Return a statement about which nothing but kind, words and places is known."""
    unknown: Read[object] = Read(None, "unknown")
    return Statement(
        id=f"s{number}",
        kind=kind,
        span=span(words, text),
        text=words,
        frame="by.hand",
        places=Read(places, "stated", "place.in") if places else Read(None, "unknown"),
        option=unknown,  # type: ignore[arg-type]
        quantity=unknown,  # type: ignore[arg-type]
        denominator=unknown,  # type: ignore[arg-type]
        attribution=unknown,  # type: ignore[arg-type]
        said=unknown,  # type: ignore[arg-type]
        vote_day=unknown,  # type: ignore[arg-type]
        as_of=unknown,  # type: ignore[arg-type]
    )


def statements() -> tuple[Statement, ...]:
    who = Read(Attribution("Officials", "said"), "stated", "prefix", span("Officials"))
    said = Read(day(9, 28), "stated", "weekday")
    vote = Read(Days(date(2022, 9, 23), date(2022, 9, 27)), "default", "vote")
    whole = statement(
        1,
        "outcome",
        "93% in Zaporizhzhia and 87% in Kherson <b>voted</b> yes",
        places=("Zaporizhzhia", "Kherson"),
    )
    first = statement(2, "share", "93% in Zaporizhzhia", places=("Zaporizhzhia",))
    second = statement(3, "share", "87% in Kherson <b>voted</b> yes & no", places=("Kherson",))
    regions = statement(
        4,
        "territory_share",
        "The four regions make up about 15% of Ukraine",
        places=("Luhansk", "Donetsk", "Zaporizhzhia", "Kherson"),
    )
    held = statement(
        5, "control_share", "About 40% of Donetsk is not in Russian hands", places=("Donetsk",)
    )
    planned = statement(6, "plan", "A ceremony is planned tomorrow")
    carried = replace(who, status="carried", rule="pronoun")
    return (
        replace(whole, attribution=who, said=said),
        replace(
            first, attribution=who, said=said, vote_day=vote, quantity=percent(93),
            option=Read("yes", "carried", "list"),
        ),
        replace(second, attribution=carried, said=said, quantity=percent(87)),
        replace(regions, quantity=percent(15, "about"), whole=Read("Ukraine", "stated", "of")),
        replace(
            held, quantity=percent(40, "about"), controller=Read("Russia", "stated", "hands"),
            negated=True,
        ),
        replace(planned, as_of=Read(day(9, 30), "stated", "tomorrow")),
    )  # fmt: skip


def reading(text: str = TEXT, found: Sequence[Statement] | None = None) -> Reading:
    if text != TEXT or found == ():
        return Reading(
            text=text, title="", published=Read(None, "unknown"), furniture=(), headings=(),
            sentences=(), statements=tuple(found or ()), not_understood=(), numbers=0,
            numbers_read=0,
        )  # fmt: skip
    return Reading(
        text=TEXT,
        title="",
        published=Read(PUBLISHED, "stated", "argument"),
        furniture=(
            SetAside(span("World"), "World", "the label of a section"),
            SetAside(
                span("More on this: <script>alert(1)</script>"),
                "More on this: <script>alert(1)</script>",
                "a link to another story",
            ),
        ),
        headings=(),
        sentences=(),
        statements=statements() if found is None else tuple(found),
        not_understood=(NotUnderstood(span("12"), "12", "no frame fits"),),
        numbers=5,
        numbers_read=4,
        notices=("Two dates could not be resolved.",),
    )


def no_run(*_: object, **__: object) -> tuple[Verdict, ...]:
    return ()


CHECKS = {
    name: Check(
        name=name,
        title=title,
        question=f"{title}?",
        run=no_run,
        blind_to=("what nobody wrote down",),
    )
    for name, title in (("arithmetic", "Arithmetic"), ("territory", "Territory"))
}


def verdicts() -> tuple[Verdict, ...]:
    _, first, second, regions, held, _ = statements()
    return (
        Verdict(
            check="arithmetic",
            statements=(first, second),
            outcome="impossible",
            summary="Zaporizhzhia: the announced numbers cannot all be true.",
            lines=("430,268 / 541,093 = 79.52%", "79.52% is not 93.11%"),
            tolerance="None beyond the print.",
            evidence=("N15", "N16"),
            would_make_it_true=("If 541,093 people are on the list.",),
        ),
        Verdict(
            check="territory",
            statements=(regions,),
            outcome="inconsistent",
            summary="The four regions are 18.0% of Ukraine, not about 15%.",
            lines=("108,845 / 603,628 = 18.0%",),
            evidence=("A06",),
            blind_to=("which regions are meant",),
        ),
        Verdict(
            check="territory",
            statements=(held,),
            outcome="consistent",
            summary="43% of Donetsk was not held by Russia; about 40% fits.",
            evidence=("C02",),
        ),
        Verdict(
            check="arithmetic",
            statements=(held,),
            outcome="cannot tell",
            summary="One number alone cannot be checked by arithmetic.",
        ),
    )


def dossier(story: Reading | None = None, found: Sequence[Verdict] | None = None) -> Dossier:
    """Return the dossier; with a story of its own it has no verdicts but those given."""
    made = reading() if story is None else story
    judged = (verdicts() if story is None else ()) if found is None else tuple(found)
    tested = {one.id for verdict in judged for one in verdict.statements}
    pack = evidence.load()
    return Dossier(
        reading=made,
        pack=pack,
        checks=CHECKS,
        verdicts=tuple(sorted(judged, key=lambda one: OUTCOME_ORDER.index(one.outcome))),
        untested=tuple(
            Untested(one, WHY_UNTESTED[one.kind]) for one in made.statements if one.id not in tested
        ),
        made_by=DossierMadeBy("0.1.0", "story.txt", "0" * 64, pack.name, pack.title),
    )


def with_second_reading(failed: str = "") -> Dossier:
    """Return the dossier with what a model read: one statement, one difference, one refusal."""
    first = statements()[1]
    if failed:
        return replace(dossier(), second_reading=ModelReading(failed=failed))
    second = ModelReading(
        statements=(replace(first, origin="model"),),
        refused=(Refused("share 12%", "it is not in the story"),),
        differences=(Difference("kind", first.span, first.text, "share", "turnout"),),
    )
    return replace(dossier(), second_reading=second)

"""The story cut into pieces, so that statements can be marked where they stand.

Statements overlap and nest, and no mark of a page may: the text is cut wherever anything begins or
ends, and every piece knows all that covers it. The pieces joined are the story, to the character.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from tallyscope.assess.dossier import OUTCOME_ORDER, Dossier
from tallyscope.reading.story import NotUnderstood, Reading
from tallyscope.result import VerdictOutcome
from tallyscope.statement import Span, Statement


@dataclass(frozen=True)
class Piece:
    """A run of characters that the same things cover from end to end.

    Attributes
    ----------
    text : str
    statements, opens, closes : tuple of int
        Numbers of the statements that cover it, that begin with it, that end with it.
    outcome : str
        Worst outcome of its statements; "untested" if none was tested; empty without statements.
    set_aside : str
        Why the line is no statement; empty for the body of the story.
    heading : bool
        Whether that line is a heading of the story and not furniture of the page.
    ends_set_aside : bool
        Whether the line that is set aside ends with this piece.
    unread : str
        Why the number in it was not understood; empty otherwise.
    """

    text: str
    statements: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()
    outcome: str = ""
    set_aside: str = ""
    heading: bool = False
    ends_set_aside: bool = False
    unread: str = ""


def pieces(dossier: Dossier) -> tuple[Piece, ...]:
    """Return the story of a dossier in pieces, in the order of the text."""
    reading = dossier.reading
    cuts = _cuts(reading)
    return tuple(_piece(dossier, Span(start, stop)) for start, stop in pairwise(cuts))


def _cuts(reading: Reading) -> list[int]:
    spans = [Span(0, len(reading.text))]
    spans += [one.span for one in reading.statements]
    spans += [one.span for one in (*reading.furniture, *reading.headings)]
    spans += [one.span for one in reading.not_understood]
    length = len(reading.text)
    return sorted({min(max(edge, 0), length) for one in spans for edge in (one.start, one.stop)})


def _piece(dossier: Dossier, span: Span) -> Piece:
    reading = dossier.reading
    over = [one for one in reading.statements if _covers(one.span, span)]
    number = dossier.numbers
    aside = next((one for one in reading.furniture if _covers(one.span, span)), None)
    heading = next((one for one in reading.headings if _covers(one.span, span)), None)
    line = aside or heading
    return Piece(
        reading.text[span.start : span.stop],
        tuple(number[one.id] for one in over),
        tuple(number[one.id] for one in over if one.span.start == span.start),
        tuple(number[one.id] for one in over if one.span.stop == span.stop),
        worst(dossier, over) if over else "",
        line.why if line else "",
        aside is None and heading is not None,
        line is not None and line.span.stop == span.stop,
        _unread(reading.not_understood, span),
    )


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.stop <= outer.stop


def _unread(numbers: tuple[NotUnderstood, ...], span: Span) -> str:
    return next((one.why for one in numbers if _covers(one.span, span)), "")


def worst(dossier: Dossier, statements: list[Statement]) -> str:
    """Return the outcome that a piece with several statements is coloured by."""
    found: set[VerdictOutcome | None] = {dossier.outcome(one) for one in statements}
    return next((outcome for outcome in OUTCOME_ORDER if outcome in found), "untested")

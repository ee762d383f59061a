"""The clauses of a sentence, each with the act of saying that covers it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tallyscope.reading.document import Sentence
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.speakers import Spoken, speaker_of
from tallyscope.statement import Span


@dataclass(frozen=True)
class Clause:
    """A part of a sentence: range of its marked text, its place, the act of saying over it."""

    start: int
    stop: int
    span: Span
    spoken: Spoken | None


# Where a sentence may be parted: a new subject with its verb, a relative clause about the future,
# a second verb under the same "will", a participle with its own subject.
_VERB = r"(?:will|would|is|are|was|were|has|have|had|did|does|do)"


SECOND_VERB = (
    r"(?:meet|hold|visit|sign|attend|address|give|make|take|begin|start|announce|present|discuss"
    r"|vote|decide|return|leave|travel|lead|open|close|publish|speak|declare|receive|host"
    r"|deliver)"
)


_PARTS = Pattern(
    r"; |,? and (?=(?:the |a |an |any |some |all |his |her |its |their )?(?:[\w'<>-]+ "
    rf"){{1,7}}?{_VERB}\b)| at which (?=[^,]{{3,60}}\b{_VERB}\b)| and (?={SECOND_VERB}\b (?:the|a"
    r"|an|his|her|its|with|in|on|<|[A-Z]))|, with (?=[\w'-]+ (?:proclaiming|saying|reading"
    r"|declaring)\b)|, (?=often with |mostly with )"
)


_HAS_VERB = Pattern(rf"(?<![\w-])(?:{_VERB}|\w{{3,}}ed|won|said|began|took|held|made|came|went)\b")


_WHILE = Pattern(r"^(?:While|Although|Though|Whereas) [^,]{5,200}(?P<comma>, )")


def clauses(sentence: Sentence, said: Sequence[Spoken]) -> Iterator[Clause]:
    """Part a sentence into what is said by whom, and that into clauses."""
    text = sentence.marked.text
    cuts = _edges_of_sayings(sentence, said) if said else {}
    front = _WHILE.match(text)
    if front:
        cuts[front.start("comma")] = front.end("comma")
    for match in _PARTS.finditer(text):
        begun = max((start for start in cuts.values() if start <= match.start()), default=0)
        if _HAS_VERB.search(text, begun, match.start()):
            cuts[match.start()] = match.end()
    starts = sorted({0, *cuts.values()})
    for start, after in zip(starts, [*starts[1:], len(text)], strict=True):
        stop = min((cut for cut in cuts if start < cut <= after), default=after)
        span = sentence.marked.story_span(start, stop)
        owner = (speaker_of(said, span) or _acting(said, span)) if said else None
        if owner is not None or not (said and _is_speaker_part(said, span)):
            yield Clause(start, stop, span, owner)


def _edges_of_sayings(sentence: Sentence, said: Sequence[Spoken]) -> dict[int, int]:
    """Where what is said begins and ends, and where its speaker stands."""
    edges: set[int] = set()
    for one in said:
        for part in one.saying.said:
            edges |= {_marked_offset(sentence, part.start), _marked_offset(sentence, part.stop)}
        if not one.saying.is_act and one.saying.rule != "attribution:unnamed":
            edges.add(_marked_offset(sentence, one.saying.who_span.start))
    return {edge: edge for edge in edges}


def _marked_offset(sentence: Sentence, offset: int) -> int:
    """The offset in the marked text of an offset of the story."""
    pieces = sentence.marked.pieces
    last = bisect_right(pieces, offset, key=lambda piece: piece.span.start) - 1
    if last < 0:
        return 0
    piece = pieces[last]
    if offset == piece.span.start:
        return piece.begin
    if offset < piece.span.stop and not piece.text.startswith("<"):
        return piece.begin + offset - piece.span.start
    return pieces[last + 1].begin if last + 1 < len(pieces) else len(sentence.marked.text)


def _acting(said: Sequence[Spoken], span: Span) -> Spoken | None:
    """The saying that is itself the claim, if the clause lies within it."""
    acts = (one for one in said if one.saying.is_act or one.saying.rule == "attribution:relative")
    return next(
        (
            one
            for one in acts
            if any(part.start < span.stop and span.start < part.stop for part in one.saying.said)
        ),
        None,
    )


def _is_speaker_part(said: Sequence[Spoken], span: Span) -> bool:
    """Whether a clause is nothing but "X said on Monday"."""
    return any(
        span.start <= one.saying.who_span.start < span.stop and not one.saying.is_act
        for one in said
        if one.saying.rule != "attribution:unnamed"
    )

"""Numbers inside a phrase: "86 per cent of the 484,718 registered voters"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallyscope.reading.frames.electorate import CAN_VOTE
from tallyscope.reading.frames.frame import Draft
from tallyscope.reading.grammar import grammar
from tallyscope.reading.marking import MARK, Marked, Phrase
from tallyscope.reading.mention import Mention
from tallyscope.reading.pattern import Pattern
from tallyscope.statement import Kind

_VOTED = Pattern(r"who|cast|polled|voting|taking part|participa|votes?\b|ballots?\b")
_SMALL = 20  # our choice: fewer votes than this are those of an assembly or a committee


def _is_small(mention: Mention) -> bool:
    return (mention.quantity.value or 0) < _SMALL


_SURELY = Pattern(r"vot|ballot|elector|regist|roll|poll|enrolled|eligible|entitled")
# "Of 10.2 million voters, nearly 68 per cent turned out"
_SHARE_OF_THEM_VOTED = grammar(r"[^.;:<]{0,30}?,?(?: only| just| some)? {P}{AUX}{ADVERB} {DID}")
# "68.4 per cent of its 234,000 voters turned out"
_VOTED_BEHIND = grammar(r"{AUX}{ADVERB} {DID}")
_SHARE_IN_FRONT = Pattern(r"<P\d+> (?:of|out of) $")


def _is_of_them(marked: Marked, match: re.Match[str]) -> bool:
    """Whether a share of so many is said to have voted."""
    if _SHARE_OF_THEM_VOTED.match(marked.low, match.end()):
        return True
    in_front = _SHARE_IN_FRONT.search(marked.low[: match.start()])
    return bool(in_front and _VOTED_BEHIND.match(marked.low, match.end()))


_PHRASE = Pattern(r"<([VW]\d+)>")


def numbers_within(marked: Marked) -> Iterator[Draft]:
    """Yield a draft for numbers inside a phrase: "of the 484,718 registered voters".

    What they count is told by the words of the phrase: those who could vote, or those who did.
    """
    for match in _PHRASE.finditer(marked.text):
        phrase = marked.found[match[1]]
        assert isinstance(phrase, Phrase)
        kind: Kind | None = "registered" if CAN_VOTE.search(phrase.inner.lower()) else None
        if kind is None and _is_of_them(marked, match):
            kind = "registered"
        if kind is None and _VOTED.search(phrase.inner.lower()):
            kind = "participants"
        for name in MARK.findall(phrase.inner):
            mention = marked.mention(name) if name[0] == "N" and kind else None
            if mention and kind and not _is_small(mention):
                yield Draft(
                    frame="electorate.within",
                    kind=kind,
                    start=match.start(),
                    stop=match.end(),
                    mention=mention,
                    quantity=mention.quantity,
                    number=f"<{name}>",
                    sure=bool(_SURELY.search(phrase.inner.lower())),
                )

"""What a share is a share of: votes, those who came, the register."""

from __future__ import annotations

from collections.abc import Mapping

from tallyscope.reading.document import Sentence
from tallyscope.reading.frames.frame import Draft
from tallyscope.reading.kinds import with_unit
from tallyscope.reading.memory import CONTROL_KINDS, UNKNOWN, Memory
from tallyscope.reading.pattern import Pattern
from tallyscope.statement import Kind, Read

_OF_THESE = ("them", "us", "those")  # shares of somebody named before


def denominator_of(draft: Draft, sentence: Sentence, memory: Memory) -> Read[str]:
    """Return what a share is said to be a share of, in the words of `DENOMINATORS`."""
    if draft.of_land and (draft.kind in CONTROL_KINDS or draft.controller):
        return _denominator_of_land(draft)
    if draft.mention is None or draft.mention.sort == "count":
        of_stations = draft.kind == "counted" and with_unit(draft, "").unit == "stations"
        return Read("stations", "stated", "denominator:counted") if of_stations else UNKNOWN
    if draft.denominator is None:
        return _denominator_around(draft, sentence, memory)
    core, words = sentence.core, draft.denominator.text.lower()
    where = draft.denominator
    if draft.leans and draft.kind in _OF_ALL and core.words(where.start, where.stop) != where.text:
        return UNKNOWN  # the sentence before said of what its number is a share
    if words.removeprefix("of ") in _OF_THESE:
        came = _WHO_CAME.match(core.text, where.stop)
        voters = Read("voters", "stated", "denominator:of-the-frame")
        return voters if came and draft.kind == "share" else _denominator_of_these(memory)
    if draft.frame == "link.threshold" and where.start <= core.text.find(draft.number):
        return UNKNOWN  # "half of the votes and 25 per cent in each county": of what is not said
    name = _named(words, draft.kind) or words
    may_be_unsaid = draft.kind in ("share", "poll") and name not in _STRONG
    is_people = bool(may_be_unsaid and _PEOPLE_OF_IT.search(words))
    if is_people or (name == words and "<E" in core.expanded(where.start, where.stop)):
        return UNKNOWN  # "two in three Catalans", "62% of residents": it is not said of what
    own = not draft.leans or draft.denominator.start > core.text.find(draft.number)
    return Read(name, "stated" if own else "carried", "denominator:of-the-frame")


_PEOPLE_OF_IT = Pattern(
    r"\b(?:people|persons|residents|citizens|inhabitants|locals|[a-z]*(?:islanders|villagers"
    r"|townspeople|countrymen))$"
)
# of those who returned their papers: who did so came to vote
_WHO_CAME = Pattern(
    r" who (?:had |did |actually )?(?:answered|returned|took part|marked|went|voted|came|cast"
    r"|replied"
    r"|turned out|turned up|participated)\b"
)


def _named(words: str, kind: Kind) -> str:
    """The denominator that words name; empty if they name none that is known."""
    name = next((name for pattern, name in DENOMINATORS if pattern.search(words)), "")
    if kind == "invalid" and name == "votes":
        return "ballots"  # what does not count is a share of all that was handed in
    # whoever stayed away did not vote: "more than half of the voters" are those with the right to
    return "registered" if kind in _OF_ALL and name == "voters" else name


_OF_ALL: tuple[Kind, ...] = ("turnout", "abstention")
"""Shares of all who could have voted: "94 per cent of its five million voters turned out"."""


_THESE: Mapping[Kind, str] = {"registered": "registered", "participants": "voters"}


def _denominator_of_these(memory: Memory) -> Read[str]:
    """Of whom "of them" is: of those that the number before counted."""
    name = _THESE.get(memory.last_kind) if memory.last_kind else None
    return Read(name, "carried", "denominator:of-them") if name else UNKNOWN


# What stands around a number and says what it is a share of.
_BEHIND = Pattern(r",? (?:of|out of|from) (?P<words>[^,.;]{3,40})|(?P<votes> votes)\b")
_VOTED = Pattern(
    r"(?:^(?:But |And )?(?:[Oo]ut )?[Oo]f |\bthat of )(?:the )?(?:(?:roughly|some|about|around"
    r"|nearly|almost) )?(?:[\d.,]+ (?:million )?)?(?:people |those |voters |electors |citizens "
    r"|islanders )?who (?:did |had "
    r"|actually )?(?:voted?|took part|taken part|turned out|cast)\b"
)
_ON_THE_ROLL = Pattern(
    r"\b[Oo]f (?:the |its |their )?(?:(?:some|about|roughly|nearly|almost|over|more than|just"
    r" over) )?[\d.,]+ (?:million )?[^.;:]"
    r"{0,30}?\b(?:on the (?:[a-z']+ )?(?:roll|list|register)s?|registered|eligible|electors"
    r"|entitled|enrolled)\b|\b(?:from|out of|of) an? (?:roll|electorate|register) of\b"
)
_STRONG = ("registered", "valid", "ballots", "stations", "voters")


# "X took 11 per cent and Y 7 per cent of the votes": both are shares of the votes
_OF_THE_NEXT = Pattern(
    r"(?: <I\d+>| <D\d+>)?(?:,| and|, and)(?: the [a-z]+)?(?: the)? ?<[CAB]\d+>(?: (?:had|took"
    r"|got|won"
    r"|received|on|with|at))? <P\d+> (?:of|out of) (?P<of><V\d+>)"
)


# "the BJP's vote share fell to", "its share of Sunday's vote was", and a number or two
_VOTE_SHARE = Pattern(
    r"\b(?:votes? shares?|share of (?:the (?:[a-z]+ )?|<D\d+>'s )votes?)\b[^;:<]{0,50}"
    r"(?:<[LAD]\d+>[^;:<]{0,30})?(?:<[PX]\d+>[^;:<]{0,25}(?:<D\d+>[^;:<]{0,20})?)?$"
)


def _end_of(draft: Draft, sentence: Sentence) -> int:
    """Where the mark of a draft's number ends."""
    return sentence.core.text.find(draft.number) + len(draft.number)


def _told_around(draft: Draft, sentence: Sentence) -> str:
    """The denominator that words behind a share name, or in front of it; empty if none."""
    assert draft.mention is not None
    plain = sentence.marked.plain
    behind = _BEHIND.match(plain, draft.mention.span.stop - sentence.span.start)
    if behind and behind["votes"]:
        return "votes"
    found = _named(behind["words"].lower(), draft.kind) if behind else ""
    if found in _STRONG:
        return found
    if draft.kind in ("share", "poll", "change"):
        front = sentence.marked.low[: max(0, sentence.marked.text.find(draft.number))]
        return "votes" if _VOTE_SHARE.search(front) else ""
    is_of_all = draft.kind in ("turnout", "abstention") and _ON_THE_ROLL.search(plain)
    return "registered" if is_of_all else ""


def _denominator_around(draft: Draft, sentence: Sentence, memory: Memory) -> Read[str]:
    """What a share is a share of by the words around it, or as the share before it."""
    name = _told_around(draft, sentence)
    if not name and draft.kind == "share":
        shared = _OF_THE_NEXT.match(sentence.core.text, _end_of(draft, sentence))
        words = sentence.core.words(*shared.span("of")).lower() if shared else ""
        if words and _named(words, draft.kind):
            return Read(_named(words, draft.kind), "carried", "denominator:of-the-next")
    in_ten = " voters " in draft.quantity.printed  # "nine voters in ten"
    if not name and draft.kind == "share" and (in_ten or _VOTED.search(sentence.marked.plain)):
        name = "voters"
    if name:
        return Read(name, "stated", "denominator:around")
    kind, last = memory.denominator_here
    if (
        kind == draft.kind
        and kind in _SHARED_KINDS
        and last.value
        and not _is_apart(draft, sentence)
    ):
        return Read(last.value, "carried", "denominator:as-before", last.span)
    return UNKNOWN


def _is_apart(draft: Draft, sentence: Sentence) -> bool:
    """Whether another place or clause stands between a number and the one before it."""
    text = sentence.core.text
    stop = text.find(draft.number)
    last = max(text.rfind(mark, 0, stop) for mark in ("<P", "<N"))
    return bool(_ANOTHER.search(text, max(0, last), stop))


_ANOTHER = Pattern(r"<[IL]\d|;")
_SHARED_KINDS: tuple[Kind, ...] = ("share", "poll", "invalid")


_UNITS_OF_LAND = Pattern(
    r"\b(?:townships|districts|villages|towns|settlements|municipalities|counties|communes)\b"
)


def _denominator_of_land(draft: Draft) -> Read[str]:
    if draft.mention is not None and draft.mention.sort == "area":
        return UNKNOWN  # an area is no share
    words = draft.place.text.lower() if draft.place else ""
    name = "districts" if _UNITS_OF_LAND.search(words) else "territory"
    return Read(name, "stated", "denominator:land")


DENOMINATORS: tuple[tuple[Pattern, str], ...] = tuple(
    (Pattern(words), name)
    for words, name in (
        (
            r"station|precinct|(?:electoral|voting|polling) district|polling (?:place|board|unit)"
            r"|box|protocol|sheet|centre|section"
            r"|booth",
            "stations",
        ),
        (r"\bvalid\b", "valid"),
        (
            r"registered|enrolled|eligible|electorate|electors|entitled|\b(?:list|roll"
            r"|register)s?\b|right to vote|those called",
            "registered",
        ),
        (r"respondent|(?<!votes )(?<!ballots )polled|surveyed|asked", "respondents"),
        (r"ballot|paper|repl(?:y|ies)|returns|forms|envelope|\bthose cast\b", "ballots"),
        (
            r"voters|who (?:had )?(?:returned|voted|took part|taken part|turned out|participated"
            r"|cast|came"
            r"|went)|voting|taking part|participa|casting",
            "voters",
        ),
        (r"\bvotes?\b|\bpoll\b|\bthe total\b|preferences", "votes"),
        (
            r"district|township|ward|council|area|municipalit|count(?:y|ies)|constituenc|commune"
            r"|province|region",
            "districts",
        ),
        (r"territory|land\b", "territory"),
        (r"population|people|residents|citizens|inhabitants|adults|public", "population"),
    )
)
"""What a share can be a share of, by the words for it; the first that fits."""

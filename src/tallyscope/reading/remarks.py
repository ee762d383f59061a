"""What a story says without a number of its own: outcomes, events, plans, threats, denials.

These are context for the numbers: who announced what, who rejects it, what comes next. A sentence
is parted into clauses, each clause gets one kind by its verbs, and its speaker and day. Nothing
here is ever a result.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from tallyscope.reading.clauses import SECOND_VERB, Clause, clauses
from tallyscope.reading.dates import TimeWords
from tallyscope.reading.days import resolve
from tallyscope.reading.document import Document, Sentence
from tallyscope.reading.marking import MARK, places_in
from tallyscope.reading.mention import Mention
from tallyscope.reading.pattern import Pattern, Text
from tallyscope.reading.setting import Setting
from tallyscope.reading.speakers import BY_THE_REPORTER, Spoken, said_on
from tallyscope.reading.tense import direction_of
from tallyscope.reading.vote_words import VOTE_NOUN
from tallyscope.statement import UNKNOWN, Attribution, Days, Kind, Quantity, Read, Span, Statement

SHORTEST_CLAUSE = 12  # characters; our choice: "he said" is no statement


_FUTURE = Pattern(
    r"\b(?:will|shall|is to|are to|is due|are due|(?:is|are) expected|due to"
    r"|set (?:to|for)|scheduled|planned|plans? to"
    r"|(?:may|could|can) (?:yet )?be held"
    r"|planning to|going to|intends? to|wants? to|ready to|has \w+ (?:days|weeks|months|years) "
    r"to)\b|\b(?:he|she|they|it)'d\b|(?<!that )(?<!which )(?<!who )\bwould (?!have\b)"
    r"|\b(?:votes?|decides?|goes? to the polls) (?:on )?<D\d+>|<D\d+>,? <[LG]\d+> votes\b"
)


_THREAT = Pattern(
    r"\b(?:nuclear|retaliat\w+|consequences|met with force|use force|crush\w*|punish\w*|strike "
    r"back|go to war|threaten(?:s|ed)? to|considered an attack|are an attack|radically change"
    r"|respond with|cut off)\b"
)


_DENIAL = Pattern(
    r"\b(?:not|never|neither|nor|no country) (?:be )?(?:recogni[sz]e[ds]?|accept(?:ed)?|concede"
    r"|believed?|considered?|called)\b|\b(?:accept|recogni[sz]e|lost|lose|trade|cede)"
    r" (?:no|not an?)\b"
    r"|\b(?:refus\w+|declin\w+) to (?:concede|accept|recogni[sz]e|confirm|believe)"
    r"|\b(?:recogni[sz]ed|accepted) neither\b|\b(?:den(?:y|ied|ies)|reject(?:s|ed)?)\b|\bno "
    r"(?:legal|referendum|vote|validity|basis|such)\b"
    r"|\b(?:illegitimate|null and void|invalid|annulled|fabricat\w+|rigg(?:ed|ing)|falsif\w+"
    r"|stolen|fraud(?:ulent)?|tortured|tampered)\b"
    r"|\bin charge of no\b|\bnot true\b|\bnever (?:held|took)\b",
    re.IGNORECASE,
)

# verbs that are a denial by themselves: "dismissed it as a stunt", "disputed the figures"
_DENYING = Pattern(_DENIAL.pattern + r"|\b(?:dismiss|disput|challeng)\w*", re.IGNORECASE)


_NOT_DENIAL = Pattern(r"\bnot fraud\b|\bno fraud\b")


_OUTCOME = Pattern(
    r"(?<![\w<])(?P<who>(?:<[LEVW]\d+>(?:'s (?:people|voters|citizens|residents))?|[Vv]oters"
    r"|[Pp]eople|regions|[Ii]slanders|[Rr]esidents|states|[Cc]itizens)(?: (?:in|of) (?:the )?"
    r"<L\d+>)?) (?:(?:regions?|areas?|republics?|districts?|provinces?) )?(?:(?:on )?<D\d+> )?"
    r"(?:(?:has|have|had) )?(?P<all>all"
    r" )?(?:overwhelmingly |narrowly |now |also )?"
    r"(?P<chose>(?:voted|chosen|chooses?|opted|decided|backed|rejected|approved|elected|voted "
    r"down|turned down|thrown out|threw out|will stay|will remain)\b(?: by [^,<]{2,40}?)? "
    r"(?P<option>(?:(?! (?:on <D|in a |after |by <))[^,;:.]){3,120}))"
)


_PAST = Pattern(
    r"\b(?:was|were|had|did|\w{3,}ed|began|won|took|held|made|came|went|set|met|told|gave|lost"
    r"|won back)\b"
)


_EVENT_SAID = Pattern(
    r"\bhad (?:signed|accepted|met|left|agreed|begun|ended|won|lost|not been)\b|\baccept(?:s|ed) "
    r"(?:the|defeat)\b|\bfailed\b"
)


def remarks(
    document: Document,
    text: str,
    spoken: Sequence[tuple[Spoken, ...]],
    claimed: Sequence[Span],
    setting: Setting,
) -> Iterator[Statement]:
    """Yield the statements of a story that carry no result, in order.

    Parameters
    ----------
    document : Document
    text : str
        The story as it was written.
    spoken : sequence
        Acts of saying of each sentence, resolved.
    claimed : sequence of Span
        In order: where numbers were read; clauses with one are not read again.
    setting : Setting
    """
    starts = [one.start for one in claimed]
    for sentence, said in zip(document.sentences, spoken, strict=True):
        here = claimed[
            bisect_left(starts, sentence.span.start) : bisect_left(starts, sentence.span.stop)
        ]
        last_days: Read[Days] = UNKNOWN
        for clause in clauses(sentence, said):
            span = _trimmed(document.text, clause.span)
            taken = any(span.start < one.stop and one.start < span.stop for one in here)
            too_short = span.stop - span.start < SHORTEST_CLAUSE
            if taken or too_short or _NO_CLAUSE.match(document.text, span.start, span.stop):
                continue
            statement = _remark(text, sentence, clause, span, last_days, setting)
            last_days = statement.as_of if statement.as_of.value else last_days
            yield statement


# What is left of a sentence beside its speaker: "on Facebook.", "according to".
_NO_CLAUSE = Pattern(
    r"(?:[^,]{0,40} (?:by|to|of|in|for|with|and|the|a)|(?:according to|citing|based on)\b.{0,60}"
    r"|(?:in|on|at|via|during|through|by|from|to|for|with|after|before)"
    r"(?: (?!(?:was|were|is|are|had|has|have|will|would)\b)[\w'-]+){1,5}\.?)$",
    re.IGNORECASE,
)
_JOINTS = Pattern(r"[\s,;:-]*(?:(?:and|but|that|which) )?(?:that )?", re.IGNORECASE)


def _trimmed(text: str, span: Span) -> Span:
    match = _JOINTS.match(text, span.start, span.stop)
    start, stop = match.end() if match else span.start, span.stop
    while stop > start and text[stop - 1] in " ,;\n":
        stop -= 1
    return Span(start, stop)


def _remark(
    text: str,
    sentence: Sentence,
    clause: Clause,
    span: Span,
    before: Read[Days],
    setting: Setting,
) -> Statement:
    words = sentence.marked.part(clause.start, clause.stop)
    kind = _kind(words, clause.spoken)
    who = clause.spoken.who if clause.spoken else BY_THE_REPORTER
    days = _days(sentence, words, kind, setting)
    is_vote = kind in ("plan", "event") and bool(_VOTE_ON.search(words))
    as_of = days if days.value else _carried(before, kind)
    if as_of.value is None and who.status == "default" and _PRESENT.search(words):
        as_of = _publication(setting, "as-of:publication")
    return Statement(
        id="",
        kind=kind,
        span=span,
        text=text[span.start : span.stop],
        frame=f"remark.{kind}",
        places=_places(sentence, words, kind),
        option=_option(sentence, clause, kind),
        quantity=_quantity(sentence, clause, words),
        denominator=UNKNOWN,
        attribution=who,
        said=said_on(clause.spoken, setting.published),
        vote_day=_vote_day(as_of, is_vote, kind, setting),
        as_of=as_of if not is_vote else UNKNOWN,
    )


_VOTE_ON = Pattern(
    rf"\b(?:{VOTE_NOUN}|votes?)\b[^,;]{{0,40}}<D\d+>|^<D\d+>.{{0,20}}\bvotes\b",
    re.IGNORECASE,
)


def _kind(words: str, spoken: Spoken | None) -> Kind:
    cue = spoken.saying.cue.lower() if spoken else ""
    if spoken and spoken.saying.rule == "attribution:participle":
        return "background"
    if _OUTCOME.search(words) and not _FUTURE.search(
        words.replace("will stay", "").replace("will remain", "")
    ):
        return "outcome"
    if _THREAT.search(words) or _THREAT.search(cue):
        return "threat"
    if spoken and spoken.saying.is_act:
        return "denial" if _DENYING.search(cue) else "characterisation"
    if _DENIAL.search(words) and not _NOT_DENIAL.search(words):
        return "denial"
    if "threaten" in cue or ("warn" in cue and _FUTURE.search(words)):
        return "threat"
    return _kind_by_tense(words, spoken)


def _kind_by_tense(words: str, spoken: Spoken | None) -> Kind:
    if spoken is None and _JUDGEMENT.search(words):
        return "characterisation"
    if _FUTURE.search(words) or _SECOND.match(words):
        return "plan"
    if spoken is not None and spoken.saying.rule == "attribution:unnamed":
        return "background"
    if spoken is not None:
        return "event" if _EVENT_SAID.search(words) else "characterisation"
    if _EXPECTED.search(words):
        return "threat"
    return (
        "event"
        if (_PAST.search(words) and "<D" in words) or _GOING_ON.search(words)
        else "background"
    )


_SECOND = Pattern(rf"^{SECOND_VERB}\b")


_JUDGEMENT = Pattern(
    r"\b(?:virtually |almost |all but )?(?:certain|inevitable|foregone|doubtful|unlikely)\b"
)


_EXPECTED = Pattern(r"\bexpected to (?:claim|respond|retaliate|argue)\b")


_GOING_ON = Pattern(r"^often with |^mostly with ")


def _places(sentence: Sentence, words: str, kind: Kind) -> Read[tuple[str, ...]]:
    outcome = _OUTCOME.search(words) if kind == "outcome" else None
    words = words[: outcome.start("chose")] if outcome else words
    named = [place for place in places_in(sentence.marked, words) if place.form != "adjective"]
    if not named:
        return UNKNOWN
    names = tuple(dict.fromkeys(place.name for place in named))
    return Read(names, "stated", "place:in-the-clause", named[0].span)


def _option(sentence: Sentence, clause: Clause, kind: Kind) -> Read[str]:
    if kind != "outcome":
        return UNKNOWN
    match = _OUTCOME.search(sentence.marked.text, clause.start, clause.stop)
    if match is None:
        return UNKNOWN
    span = sentence.marked.story_span(*match.span("option"))
    words = sentence.marked.words(*match.span("option"))
    return Read(re.sub(r"^(?:to|for|that) ", "", words.strip()), "stated", "remark.outcome", span)


def _quantity(sentence: Sentence, clause: Clause, words: str) -> Read[Quantity]:
    """How many things the clause is about: "Four areas ...", "A, B, C and D all voted"."""
    first = _BEGINS_WITH_COUNT.match(words)
    if first:
        mention = sentence.marked.found[first["count"]]
        assert isinstance(mention, Mention)
        quantity = mention.quantity
        counted = Quantity(quantity.value, quantity.comparator, mention.noun, quantity.printed)
        return Read(counted, "stated", "remark.count", mention.core)
    together = _ALL_OF_THEM.search(words)
    places = places_in(sentence.marked, words[: together.start()]) if together else []
    if together and len(places) > 1:
        span = sentence.marked.story_span(
            clause.start + together.start(), clause.start + together.end()
        )
        counted = Quantity(Decimal(len(places)), "=", "regions", "all")
        return Read(counted, "carried", "remark.all-of-a-list", span)
    vague = _SOME.search(words)
    if vague:
        span = sentence.marked.story_span(clause.start + vague.start(), clause.start + vague.end())
        return Read(Quantity(None, "some", "share", vague.group()), "stated", "remark.some", span)
    return UNKNOWN


_BEGINS_WITH_COUNT = Pattern(r"^\W{0,2}<(?P<count>N\d+)> [a-z]")


_ALL_OF_THEM = Pattern(r"\b(?:had|have) all\b")


_SOME = Pattern(r"\b(?:swathes|large parts|parts|much|most)\b(?= of\b)")


_PRESENT = Pattern(r"\b(?:is|are|has|have|continues?|remains?|does|do)\b")


def _publication(setting: Setting, rule: str) -> Read[Days]:
    if setting.published is None:
        return UNKNOWN
    return Read(Days(setting.published, setting.published), "default", rule)


def _days(sentence: Sentence, words: Text, kind: Kind, setting: Setting) -> Read[Days]:
    """The day of what is told, if the words of its clause name one."""
    if "<D" not in words:
        return UNKNOWN
    spoken = {name for saying in sentence.sayings for name in saying.dates}
    direction = "future" if kind in ("plan", "threat") else direction_of(words)
    for name in MARK.findall(words):
        found = sentence.marked.found[name]
        if name in spoken or not isinstance(found, TimeWords):
            continue
        days = resolve(found, setting.published, direction)
        if days is not None:
            return Read(days, "stated", "as-of:in-the-clause", found.span)
    return UNKNOWN


def _carried(before: Read[Days], kind: Kind) -> Read[Days]:
    """The day of the clause before, for one that goes on about the same thing."""
    if before.value is None or kind not in ("plan", "event", "background"):
        return UNKNOWN
    return Read(before.value, "carried", "as-of:clause-before", before.span)


def _vote_day(as_of: Read[Days], is_vote: bool, kind: Kind, setting: Setting) -> Read[Days]:
    if is_vote:
        return as_of
    return setting.vote_day if kind == "outcome" else UNKNOWN


def joined(text: str, statements: Sequence[Statement]) -> list[Statement]:
    """Join a quotation that goes on in the next sentence or paragraph into one statement."""
    found: list[Statement] = []
    for one in statements:
        before = found[-1] if found else None
        goes_on = one.attribution.rule == "attribution:continued"
        if before and goes_on and _speaker(before) == _speaker(one):
            span = Span(before.span.start, one.span.stop)
            kind = "denial" if one.kind == "denial" else before.kind
            found[-1] = replace(before, span=span, text=text[span.start : span.stop], kind=kind)
        else:
            found.append(one)
    return found


def _speaker(statement: Statement) -> str:
    value: Attribution | None = statement.attribution.value
    return value.who if value else ""

"""The kind and unit of a result, by what its clause says about it: a poll, a condition."""

from __future__ import annotations

import re
from dataclasses import replace

from tallyscope.reading.document import Sentence
from tallyscope.reading.frames.frame import Draft
from tallyscope.reading.pattern import Pattern, Text
from tallyscope.reading.speakers import Spoken
from tallyscope.statement import Kind, Quantity

_POLL = Pattern(
    r"(?:<[AC]\d+> polls?\b|<L\d+> polls?(?= (?:in )?(?:<D\d+> )?(?:found|finds|put|showed|shows"
    r"|gave|suggested)\b)|\b(?:exit[- ]polls?|opinion polls?|surveys?|pollsters?|respondents"
    r"|polling(?= (?:by|from|has|shows|puts|suggests|averages?)\b)"
    r"|average of (?:the )?polls|(?:questioned|interviewed|surveyed)(?= <N)"
    r"|polled(?= <N\d+> (?:adults"
    r"|people|voters|residents|<[WE]))"
    r"|(?:parallel|quick) (?:vote )?(?:counts?|tabulations?)"
    r"|forecasts?|projected|projections?|predicted|polling average|(?:a|an|the latest|latest|new"
    r"|recent|another|one|tracking|final|several|polls?(?: by| from)) polls?|polls?(?= (?:by"
    r"|from|conducted|published|put|puts|suggest\w*|show\w*|gave|gives|had|has|predict\w*"
    r"|indicat\w*|taken|carried|commissioned)\b)"
    r"|(?:stands?|standing|running|polling) (?:[\w<>.%-]+ ){1,5}in the polls"
    r"|(?<!the )(?<!to )(?<!at )(?<!of )(?<!advance )polls(?! "
    r"(?:close[sd]?|open(?:s|ed)?|had|have|has been|were)\b))\b)(?! (?:station|place|day"
    r"|committee|worker))",
    re.IGNORECASE,
)


_POLL_WORDS = Pattern(
    r"poll|survey|forecast|project|predict|respond|parallel|quick|question|interview"
)
_POLLSTERS = Pattern(
    r"\b(?:Gallup|Ipsos|YouGov|Ifop|Elabe|OpinionWay|Harris|Kantar|Infratest|Forsa|INSA|Allensbach"
    r"|Survation|Opinium|ComRes|Savanta|ICM|Redfield|Datafolha|Quaest|AtlasIntel|Ibope|Levada"
    r"|VTsIOM"
    r"|KIIS|Rating Group|CBOS|IBRiS|SWG|GAD3|Metroscopia|Sigma Dos|Epinion|Voxmeter|Verian|Sifo"
    r"|Demoskop|Norstat|Alco|Metron|Konda|Metropoll|SONAR|CURS|Avangarde|INSCOP|Morning Consult"
    r"|Rasmussen|Quinnipiac|Emerson|Datum|Cadem|Afrobarometer|Latinobar[oó]metro)\b"
)
"""Firms that ask voters and count none; those that international reports name most, our choice."""

_ASKING = Pattern(r"\b(?:[A-Z][a-z]+poll|Research|Insights?|Polling|Surveys?|Barometer)\b")
"""Words in the names of such firms."""

# "in the final survey by the agency", behind the number
_IN_A_POLL = Pattern(
    r"[^.;:]{0,40}?\bin (?:an?|the|its|their|another|one) (?:[a-z-]+ ){0,3}?(?:surveys?\b"
    r"|(?:opinion|exit|latest|last|final|recent|new|national|<A\d+>) polls?\b"
    r"|polls? (?:by|for|of|from|published|conducted)\b)"
)
_OFFICIAL = Pattern(
    r"commission|council|ministry|authorit|board|office|court|tribunal|part(?:y|ies)\b|campaign"
    r"|camp\b|opposition|government|officials|results?|figures|tally|count\b|data|bulletin",
    re.IGNORECASE,
)
_HAS_AT = ("had", "has", "have", "sees", "saw")


def speaks_of_a_poll(text: str) -> bool:
    """Tell whether a text speaks of a poll or a forecast, and not of the polls."""
    return bool(_POLL_WORDS.search(text) and _POLL.search(text))


# who came is counted, and not projected, where somebody counts beside the authorities
_A_COUNT = Pattern(r"(?:parallel|quick) (?:vote )?(?:counts?|tabulations?)", re.IGNORECASE)
_FORECAST = Pattern(
    r"\b(?:expects?|would|will|expected to|set to|likely to|(?-i:may)) (?!have\b|need|require)",
    re.IGNORECASE,
)


_CHOOSE = "share.choose"  # "54 per cent support it": an opinion, unless it is told of votes
_OF_VOTES = Pattern(r"\b(?:votes?|ballots?)\b")

_CONDITIONAL = Pattern(
    r"(?<!that )(?<!which )(?<!who )(?:\bwould(?:n't| not)?|\w'd) have\b"
    r"|\bif (?:only |even |just )?<[PN]|\bcould have\b|^\"?(?:If|Had) "
    r"|\bif (?:the )?(?:turnout|participation) (?:rose|fell|were|was|dropped|climbed)\b"
    r"|[,;] (?:if|had (?:the|he|she|they|it(?! (?:at|on|ahead)\b)|all|<[ALCN])) ",
    re.IGNORECASE,
)

# who would hold so much of a place holds something else
_WOULD = Pattern(r"\b(?:would|could|might)\b")


_CLAUSES = Pattern(r"; | - |: |, (?:and|but|while) |(?<!Mr)(?<!Ms)(?<!Mrs)(?<!Dr)\. ")


_MAY_BE_SUPPOSED: tuple[Kind, ...] = ("invalid", "abstention")
_MAY_BE_POLL: tuple[Kind, ...] = ("share", "turnout", "votes", "participants", "margin")


def _is_polled(draft: Draft, speaker: Spoken | None, sentence: Sentence) -> bool:
    """Whether a share is one of people asked, or told by a pollster."""
    who = speaker.saying.who if speaker else ""
    asked = draft.denominator.text if draft.denominator else ""
    # whoever "has X at 40 per cent" and counts no votes has asked voters
    cue = speaker.saying.cue if speaker and speaker.saying.rule == "attribution:figures" else ""
    sees = cue in _HAS_AT and not _OFFICIAL.search(who)
    start = speaker.saying.who_span.start - sentence.span.start if speaker else 0
    by_whom = _POLL_BY.search(sentence.marked.plain, 0, max(0, start))
    return bool(sees or by_whom or _POLL.search(who) or _ASKED.search(asked) or _ASKING.search(who))


_POLL_BY = Pattern(r"\b(?:polls?|surveys?|forecast|projection) (?:by|from|of) (?:the )?$")


_OBSERVERS = Pattern(r"\b(?:observers?|monitors?|watchdog)\b", re.IGNORECASE)


def _is_estimated(speaker: Spoken | None) -> bool:
    """Whether observers estimate a turnout that they did not count."""
    if speaker is None or "estimate" not in speaker.saying.cue:
        return False
    return bool(_OBSERVERS.search(speaker.saying.who))


# among poll numbers, the result of an earlier vote: "in 2018 he won with 53.2%"
_AN_ELECTION_BEFORE = Pattern(
    r"<D\d+>.*\b(?:won|received|elected)\b|\b(?:won|elected)\b.*<D\d+>"
    r"|\b(?:referendum|plebiscite|election|ballot),? (?:held )?<D\d+>,? (?:had )?(?:ended|resulted"
    r"|was|gave|brought|produced|returned|saw)\b"
)
_WHEN_VOTED = r"(?:\bin (?:19|20)\d\d\b|\byears ago\b|\bfirst round\b)"
_CAME = r"\b(?:got|took|polled|finished|came|beat)\b"
_YEARS_BEFORE = Pattern(rf"{_CAME}.*{_WHEN_VOTED}|{_WHEN_VOTED}.*{_CAME}", re.IGNORECASE)
_ASKED = Pattern(r"asked|(?<!votes )(?<!ballots )polled|surveyed|respondents")


def _end_of(draft: Draft, sentence: Sentence) -> int:
    """Where the number of a draft ends, without the words behind it."""
    return sentence.core.text.find(draft.number) + len(draft.number)


def kind_of(draft: Draft, sentence: Sentence, speaker: Spoken | None, *, polled: bool) -> Kind:
    """Return the kind of a draft by what its clause says about it: a poll, a condition.

    `polled` tells that the paragraph speaks of a poll.
    """
    if draft.of_land and draft.kind != "territory_share":
        told = sentence.core.text[draft.start : draft.stop]
        return "conditional" if draft.controller and _WOULD.search(told) else draft.kind
    if draft.kind not in (*_MAY_BE_POLL, *_MAY_BE_SUPPOSED):
        return draft.kind
    text = Text(sentence.core.text[: _end_of(draft, sentence) if draft.earlier else draft.stop])
    ends = [match.end() for match in _CLAUSES.finditer(text, 0, draft.start)]
    begin = ends[-1] if ends else 0
    clause = Text(text[begin:]) if begin else text
    if _CONDITIONAL.search(clause):
        return "conditional"
    is_counted = draft.kind == "turnout" and _A_COUNT.search(text)
    if draft.kind in _MAY_BE_SUPPOSED or is_counted:
        return draft.kind
    if draft.kind == "turnout" and _is_estimated(speaker):
        return "poll"
    if _POLL.search(text) or _FORECAST.search(text[draft.start :]):
        return "poll"
    words = Text(sentence.core.words(begin, draft.stop))
    after = _CLAUSES.search(sentence.core.text, draft.stop)
    whole = sentence.core.words(begin, after.start() if after else len(sentence.core.text))
    polled = polled and not (_AN_ELECTION_BEFORE.search(clause) or _YEARS_BEFORE.search(whole))
    polled = polled or bool(_POLLSTERS.search(words) or _ASKING.search(words))
    polled = polled or bool(_IN_A_POLL.match(sentence.core.text, draft.stop))
    of_votes = _OF_VOTES.search(sentence.core.words(0, draft.stop))
    polled = polled or (draft.frame == _CHOOSE and not of_votes)
    is_poll = draft.kind == "share" and (polled or _is_polled(draft, speaker, sentence))
    return "poll" if is_poll else draft.kind


_UNITS: dict[Kind, str] = {
    "votes": "votes",
    "invalid": "votes",
    "participants": "persons",
    "registered": "persons",
    "abstention": "persons",
    "margin": "votes",
    "threshold": "votes",
    "conditional": "votes",
}


_STATIONS = Pattern(
    r"station|precinct|polling (?:place|board|unit)|box|protocol|tally sheet|section|booth"
    r"|^polls|cent(?:er|re)s?$"
)


_MANY = 100_000  # our choice: more than any country has polling stations, save India
_BALLOTS = Pattern(r"^\W*(?:total )?(?:ballots|votes)\b", re.IGNORECASE)
_VOTES = Pattern(r"\b(?:votes?|ballots?)(?: cast)?$")
_PEOPLE = Pattern(r"voters?|people|persons?|electors?|citizens?|residents?")
_OF_BALLOTS = ("votes", "vote", "ballots", "ballot", "papers", "cast")
_THEIRS = Pattern(r"\bcast (?:their|an?|the) ")  # "33,819 cast their ballots": people
_OWN_NOUNS = Pattern(r"\b(?:households|forms|families)\b")


def with_unit(draft: Draft, words: str) -> Quantity:
    """Return a draft's number with the unit that its kind gives it; `words` are its frame's."""
    quantity = draft.quantity
    if draft.mention is None or draft.mention.sort != "count":
        return quantity
    noun = draft.mention.noun or ""
    are_ballots = not _THEIRS.search(words) and noun in _OF_BALLOTS
    are_ballots = are_ballots or bool(_BALLOTS.search(words) and not _PEOPLE.search(words))
    if draft.kind == "threshold" and _PEOPLE.search(noun):
        return replace(quantity, unit="persons")
    if draft.kind == "participants" and are_ballots:
        return replace(quantity, unit="votes")
    if draft.kind == "counted":
        words = draft.denominator.text if draft.denominator else noun
        if _VOTES.search(words) or (not words and (quantity.value or 0) >= _MANY):
            return replace(quantity, unit="votes")
        return replace(quantity, unit="stations" if _STATIONS.search(words) else "areas")
    own = _OWN_NOUNS.search(noun) or (None if _PEOPLE.search(noun) else _OWN_NOUNS.search(words))
    if own and draft.kind in ("registered", "participants"):
        return replace(quantity, unit=own.group())
    unit = "persons" if draft.kind == "poll" and _PEOPLE.search(noun) else "votes"
    return replace(quantity, unit=_UNITS.get(draft.kind, unit))

"""Where the vote was held that a story is about, or whose land it tells of.

No single sentence settles this: stories begin with a polling station, a government or a winner.
So every mention of a place is weighed, by what the words around it say and by where in the story
it stands, and the place with the most weight is taken. What only owns, speaks, or is the object
of the vote ("independence from Serbia", "Moscow said") has no weight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tallyscope.reading.constituencies import is_numbered
from tallyscope.reading.document import Document, Sentence
from tallyscope.reading.gazetteer import PlaceWords, country_of, find_places, gazetteer
from tallyscope.reading.marking import MARK, Marked, places_in
from tallyscope.reading.names import NameWords
from tallyscope.reading.pattern import Pattern, Sieve
from tallyscope.reading.places import KIND_OF_PLACE
from tallyscope.reading.vote_words import VOTE_NOUN
from tallyscope.statement import Read, Span

_KINDS = rf"(?:{KIND_OF_PLACE}s?|counties|municipalities|constituencies|cities|territories)"
_IN_ANOTHER = r"(?:<L\d+>'s (?:[a-z-]+ ){0,4}|<G\d+> (?:[a-z-]+ ){0,4})"
_PLACE_LIST = (
    rf"(?:the )?(?:[a-z-]+ (?:of (?:the )?)?){{0,3}}?{_IN_ANOTHER}?<L\d+>"
    r"(?: (?!and\b|or\b)[a-z]+(?=,| and\b))?"
    r"(?:(?:, |,? and )(?:the )?(?:[a-z-]+ (?:of )?){0,2}?<L\d+>){0,5}"
)
_PLAIN_WORD = (
    r"(?!(?:in|on|over|after|before|for|as|to|at|from|with|and|by|that|said|says)\b)[\w'-]+"
)
_PEOPLE = (
    r"(?:[Vv]oters|[Ee]lectors|[Rr]esidents|[Cc]itizens|People|[Vv]illagers|[Ii]slanders"
    r"|[Pp]arents|[Hh]ouseholders|[Tt]ownspeople|[Ii]nhabitants)"
)
_ELECTED = r"(?:mayor|governor|president(?:-elect)?|leader|premier|head|senator|chancellor)"
_BECOMES = (
    r"(?:elected|re-?elected|declared|proclaimed|become|becomes|became|chosen|wins?|won|term"
    r"|forced out|regains?|regained|will be)"
)
_VOTED = (
    r"(?:voted?s?|chosen|chooses?|reject(?:ed|s)?|back(?:ed|s)?|elect(?:ed|s)?|approve[ds]?"
    r"|thrown|threw|re-elected|turned down|endorsed?|overturned|decide[ds]?|given"
    r"|(?:said|says?) (?:an? )?(?:[a-z]+ )?(?:[Yy]es|[Nn]o)|went to the polls"
    r"|goes to the polls|go to the polls)"
)
# Words that tie a place to a vote.
_TIED = tuple(
    Pattern(words)
    for words in (
        rf"\b(?:{VOTE_NOUN}|recount|race)(?: on [a-z]+)?"
        r"(?: (?:(?:that |which )?(?:(?:was|were) )?(?:held|staged"
        r"|organi[sz]ed)(?: (?:on |in |from )?<D\d+>)?|on <D\d+>))? (?:in|across|throughout) "
        rf"(?P<places>{_PLACE_LIST})",
        rf"\b{_PEOPLE}(?: (?:in|of|across|on) )(?P<places>{_PLACE_LIST})",
        rf"^(?:Across|Throughout) (?P<places>{_PLACE_LIST})",
        rf"(?P<places><[LGE]\d+>)(?:'s <N\d+>|'s)? (?:{_PLAIN_WORD} ){{0,3}}?"
        rf"(?:{VOTE_NOUN}|race|voters|electoral(?! (?:commission|authority|office|council|board))"
        r"|residents|electorate|parents|islanders|villagers|citizens)\b"
        r"(?! (?:commission|authority|office|council|board|officials?))",
        r"(?P<places><[LG]\d+>)(?:'s)? (?:[a-z-]+ ){0,3}(?:election|electoral) (?:commission"
        r"|authority|authorities|office|board|council|committee|officials|body|tribunal)\b",
        rf"(?P<places>{_PLACE_LIST}|<E\d+>) (?:on <D\d+> )?(?:has|have|had)?(?: [a-z]+ly)? ?"
        rf"{_VOTED}\b",
        rf"(?P<places><[LG]\d+>)'s [a-z-]+(?:, [^,;]{{3,120}},)? (?:has |have |had )?"
        rf"(?:{_VOTED}|answered)\b",
        r"^[Tt]he (?P<places><G\d+>)(?:, [^,]{3,60},)? (?:have|has|want|voted|back)\b",
        rf"\b(?:[Mm]ayor|[Pp]resident|[Pp]arliament|[Gg]overnor|[Cc]ouncil|{_PEOPLE}) of "
        r"(?P<places><L\d+>) (?:has|have) (?:been )?(?:re-?elected|elected|voted|decided|chosen)\b",
        rf"\b{_BECOMES}\b(?:[^.;:<]|<[DA]\d+>){{0,60}}\b"
        rf"{_ELECTED} (?:of|in) (?P<places>{_PLACE_LIST}|<L\d+>)",
        rf"\b{_BECOMES}\b(?:[^.;:<]|<[DA]\d+>){{0,60}}\b(?:as|new|next|for) "
        rf"(?P<places><L\d+>) {_ELECTED}\b",
        rf"(?P<places><L\d+>) has a new (?:{_ELECTED}|council|parliament)\b",
        rf"(?P<places><L\d+>) (?:has |will )?(?:held|holds?|staged?|organi[sz]ed) (?:an?|its|the) "
        rf"(?:[a-z]+ ){{0,2}}{VOTE_NOUN}\b",
        rf"\b[Tt]he {_KINDS} of (?P<places><L\d+>) (?:has|have|will|is|are)\b",
        rf"(?P<places><L\d+>)(?:, (?:where|which|whose|home|the|an?) [^,;]{{3,80}},)? (?:has )?"
        rf"(?:become|became|is|was) the (?:[a-z]+ ){{0,2}}{_KINDS} [^.;:<]{{0,40}}\bto "
        r"(?:vote|elect|reject|approve|back|hold|say|choose)\b",
        r"\b(?:regions|provinces|districts|states|parts|areas) of (?P<places><L\d+>)",
        r"\b(?:carv(?:ed?|es|ing)|split(?:s|ting)?|divid(?:ed?|es|ing)) (?P<places><L\d+>) into\b",
        r"\b(?:[Ss]o|[Nn]either|[Nn]or)\b[^.;:<]{0,30} (?:did|has|have|had) (?P<places><[LE]\d+>)",
        r"\b(?:[Mm]ember|MP|MLA|[Cc]ouncillor) for (?:the )?(?P<places><L\d+>)",
    )
)
_TYING = Sieve((words, words) for words in _TIED)
# Of land, in the first paragraphs; of a place that was won, in the title and the lead only: behind
# them these are parts of the whole.
_HELD = Pattern(r"(?:(?<!the <G\d> )<P\d+>|\b[Mm]uch|\b[Mm]ost|\b[Aa]ll) of (?P<places><L\d+>)")
_WON = Pattern(
    r"\b(?:govern(?:ing)?|rule|keep|held|hold|gained|won|retained|take|took|snatch(?:ed|es)?|flips?"
    r"|flipped|wrest(?:s|ed)|loses?|lost) (?P<places><L\d+>)"
    r"(?=$|[.,]| (?:with|without|from|by|in|after|again)\b)"
)


# What a mention weighs by its role. These weights, and those below, are our choices: only their
# order matters much, and tests hold it.
_TIED_WEIGHT = 3.0
_NAMED_WEIGHT = 1.0
_ADJECTIVE_WEIGHT = 0.6
_OWNER_WEIGHT = 0.2
_SPEAKER_WEIGHT = 0.05  # of who speaks, or where: enough only if no other place is named
# By the part of the story that it stands in.
_TITLE, _LEAD, _EARLY, _BODY = 1.2, 1.0, 0.6, 0.2
_ITEM = Pattern(r"(?:[\w'-]+|<[ABCGL]\d+>)[,:]? <[NP]\d+>[.;,]?")  # of a list: "No, 1,822."
_EARLY_SENTENCES = 4  # a story names its vote in the first paragraphs, or late if ever
_TITLE_ALONE = 0.5  # of the weight in the title, if the text does not name the place again
# How much a place can gain behind the first paragraphs, where parts of the whole are named.
_MOST_OF_BODY, _BODY_ALONE = 0.5, 0.3
_DATELINE_COUNTRY, _DATELINE_CITY = 0.6, 0.3
_BESIDE = 0.6  # of the best weight: enough for a place that the same words tie to the vote
_LEAST = 0.03  # less than this, and the story does not tell


@dataclass
class _Weight:
    """How much speaks for a place."""

    first: PlaceWords
    head: float = 0.0
    body: float = 0.0
    tied: bool = False
    beside: set[str] = field(default_factory=set)

    def add(self, factor: float, role: float, group: Sequence[PlaceWords]) -> None:
        """Add a mention in a part of the story; `group` are the places tied to the vote with it."""
        points = factor * (_TIED_WEIGHT if group else role)
        if factor > _BODY:
            self.head += points
        else:
            self.body += points
        self.tied |= bool(group)
        self.beside |= {one.name for one in group}

    @property
    def all(self) -> float:
        return self.head + min(self.body, _MOST_OF_BODY if self.head else _BODY_ALONE)


def polling_area(document: Document) -> Read[tuple[str, ...]]:
    """Return the places whose vote, or land, most of a story's numbers are about."""
    weights = _weights(document)
    if not weights:
        return Read(None, "unknown")
    best = _ward(weights) or max(weights, key=lambda name: weights[name].all)
    best = _whole_of(best, weights)
    country = country_of(best)
    if country in weights and gazetteer()[country].capital == best and not weights[best].tied:
        # what is told from the capital is of the country, if that is named about as much
        best = country if weights[country].head > _BESIDE * weights[best].head / 2 else best
    top = weights[best]
    if not top.head and (country := country_of_all(document)):
        return Read((country,), "carried", "place:only-country", top.first.span)
    if top.all < _LEAST or not (top.head or top.tied or top.first.kind == "country"):
        return Read(None, "unknown")
    names = tuple(
        name
        for name in weights
        if name == best or (name in top.beside and weights[name].all > _BESIDE * top.all)
    )
    rule = "place:of-the-vote" if top.tied else "place:most-named"
    return Read(names, "carried", rule, top.first.span)


# What a name may lack where it is told again: "Tamba" is Tamba Open, if that was voted in.
_OF_SEAT = Pattern(
    r" (?:Open|Regional|Rural|Urban|Central|(?:North|South|East|West)(?:[- ](?:East|West))?)"
)


def _whole_of(best: str, weights: Mapping[str, _Weight]) -> str:
    """The seat that the heaviest name is short for, if a place that nobody else knows is one."""
    if best in gazetteer():
        return best
    for name, one in weights.items():
        if name.startswith(best) and _OF_SEAT.fullmatch(name, len(best)) and one.tied and one.head:
            return name
    return best


def _ward(weights: Mapping[str, _Weight]) -> str:
    """The only ward with a number that a story ties to its vote early; else empty."""
    wards = [name for name, one in weights.items() if one.tied and one.head and is_numbered(name)]
    return wards[0] if len(wards) == 1 else ""


def country_of_all(document: Document) -> str:
    """Return the country of all places of a story, if it names several and no other; else ""."""
    named = {
        place.name
        for sentence in document.sentences
        for place in _place_marks(sentence.marked, sentence.marked.text)
    }
    found = [country for name in sorted(named) if (country := country_of(name))]
    return found[0] if len(set(found)) == 1 and len(found) > 1 else ""


def _weights(document: Document) -> dict[str, _Weight]:
    weights: dict[str, _Weight] = {}
    in_body: set[str] = set()
    for factor, sentence in _parts(document):
        roles = list(_roles(sentence.marked))
        _weigh(weights, sentence.marked, roles, factor)
        if factor < _TITLE:
            in_body |= {place.name for place, _ in roles}
    for name, weight in weights.items():
        weight.head *= 1.0 if name in in_body else _TITLE_ALONE
    for place in document.datelines:
        country = country_of(place.name)
        weights.setdefault(place.name, _Weight(place)).head += _DATELINE_CITY
        if country and country != place.name:
            weights.setdefault(country, _Weight(place)).head += _DATELINE_COUNTRY
    return weights


def _weigh(
    weights: dict[str, _Weight],
    marked: Marked,
    roles: Sequence[tuple[PlaceWords, float]],
    factor: float,
) -> None:
    """Add what the mentions of a sentence weigh; `roles` are its places with their roles."""
    tied = _tied(marked, factor) if roles else []
    for place, role in roles:
        group = next((group for group in tied if place in group), ())
        weights.setdefault(place.name, _Weight(place)).add(factor, role, group)
    for place in _of_commissions(marked):
        weights.setdefault(place.name, _Weight(place)).add(factor, _NAMED_WEIGHT, (place,))


def _parts(document: Document) -> Iterator[tuple[float, Sentence]]:
    for sentence in document.title:
        yield _TITLE, sentence
    number = 0
    for sentence in document.sentences:
        yield _LEAD if number == 0 else _EARLY if number < _EARLY_SENTENCES else _BODY, sentence
        number += number < _EARLY_SENTENCES and not _ITEM.fullmatch(sentence.marked.text)


def _of_commissions(marked: Marked) -> Iterator[PlaceWords]:
    """Places in the names of bodies that hold votes: "the Election Commission of India"."""
    for found in marked.found.values():
        if isinstance(found, NameWords) and _COMMISSION.search(_with_front(marked, found)):
            for place in find_places(found.name):
                start = found.span.start
                span = Span(start + place.span.start, start + place.span.stop)
                yield replace(place, span=span)


def _with_front(marked: Marked, name: NameWords) -> str:
    """A name with the word in front of it, which may be common: "Election Commission"."""
    start, stop = name.span.start - marked.span.start, name.span.stop - marked.span.start
    return marked.plain[max(0, start - _A_WORD) : stop]


_A_WORD = 16  # characters of "elections to the ", or more than "Referendum "
_COMMISSION = Pattern(
    r"\b(?:Elect|Referend|Plebiscite|Voting)"
    r"|\b(?:elect(?:ed|ions?)|seats?|polls?) (?:to|in|for) the \S+ (?:Parliament|Assembly|Council)"
)


def _tied(marked: Marked, factor: float) -> list[list[PlaceWords]]:
    """The places that words tie to a vote, or to land, in a part of the story."""
    groups = []
    early = (*((_HELD,) if factor >= _EARLY else ()), *((_WON,) if factor >= _LEAD else ()))
    for pattern in (*_TYING.passing(marked.text), *early):
        for match in pattern.finditer(marked.text):
            begin = match.start("places")
            inner = _WITHIN.match(marked.text, begin)
            words = inner["inner"] if inner else match["places"]
            named = list(_place_marks(marked, words))
            if named:
                groups.append(named)
    return groups


# "Nigeria's Kogi State", "the Indian state of Assam": the smaller place is meant.
_WITHIN = Pattern(
    rf"(?:the )?<[LG]\d+>(?:'s (?:[a-z-]+ ){{0,4}}?"
    rf"| (?:(?!into\b)[a-z-]+ ){{0,2}}{_KINDS} of (?:the )?)"
    r"(?P<inner><L\d+>)(?!'s)"
)


def _place_marks(marked: Marked, text: str) -> Iterator[PlaceWords]:
    for place in places_in(marked, text):
        if place.kind not in _NO_ELECTORATE:
            yield place


_NO_ELECTORATE = ("area", "union", "landmark")


# What a vote is about is not where it is held: "independence from Serbia", "to join Russia".
_OBJECT = Pattern(
    r"\b(?:from|join|joining|leave|leaving|quit|quitting|with|to|told|tell|part of|against"
    r"|stay(?:ing)? in|remain(?:ing)? in|within|by) (?:the )?(?:<G\d+> )?$"
    r"|\binto (?:the )?(?:[a-z]+ (?:of )?)?$"
)
_PEOPLED = Pattern(r"-(?:majority|speaking|populated|dominated|inhabited)\b")
# Who speaks is not where a vote is held: "Moscow said", "In Madrid the foreign ministry said".
_SPEAKS = Pattern(
    r"(?:'s (?:(?!elect)[a-z]+ ){1,3}?(?:, <A\d+>,)?)?(?: has| have)? ?(?:said|says|told|insisted"
    r"|claimed(?! victory)|condemned|denied|accused|warned)\b"
    r"(?! (?:an? )?(?:[a-z]+ )?(?:yes|no|Yes|No)\b)"
)
_TOLD_IN = Pattern(
    r"\b(?:tells?|told|said|says|spoke|speaking|addressed|addressing)\b[^.;:,]{0,40}"
    r" (?:in|at) (?:the )?$|\b(?:commission|ministry|council|authority|radio"
    r"|broadcaster|agency|newspaper|embassy) in $"
)
_SUBJECT = Pattern(r"(?:^|[,;\"] |\b(?:and|but|while|as|in) )(?:the )?$", re.IGNORECASE)
_NEAR = 40  # characters in front of a place; the longest words that are looked for there
_WHERE = Pattern(r"\b(?:in|of|across|throughout|around) (?:the )?(?:[a-z]+ ){0,2}$", re.IGNORECASE)


def _roles(marked: Marked) -> Iterator[tuple[PlaceWords, float]]:
    """The places of a sentence, with what each weighs by its role in it."""
    for match in MARK.finditer(marked.text):
        place = marked.found[match[1]]
        if not isinstance(place, PlaceWords) or place.kind in _NO_ELECTORATE:
            continue
        before = marked.text[max(0, match.start() - _NEAR) : match.start()]
        speaks = _SUBJECT.search(before) and _SPEAKS.match(marked.text, match.end())
        if speaks or _TOLD_IN.search(marked.text[: match.start()]):
            yield place, _SPEAKER_WEIGHT
        elif not (_OBJECT.search(before) or _PEOPLED.match(marked.text, match.end())):
            yield place, _role(marked, match, place)


def _role(marked: Marked, match: re.Match[str], place: PlaceWords) -> float:
    inner = _WITHIN.match(marked.text, match.start())
    if inner and not _holds(place, list(_place_marks(marked, inner["inner"]))):
        return _OWNER_WEIGHT
    before = marked.text[max(0, match.start() - _NEAR) : match.start()]
    if _is_capital(place) and not _WHERE.search(before):
        return _OWNER_WEIGHT
    if place.form != "adjective":
        return _NAMED_WEIGHT
    return _ADJECTIVE_WEIGHT if place.kind == "country" else _OWNER_WEIGHT


def _holds(country: PlaceWords, places: Sequence[PlaceWords]) -> bool:
    """Whether places lie in a country: "Sri Lanka's army took the Mullaitivu district"."""
    return any(country_of(place.name) == country.name for place in places)


def _is_capital(place: PlaceWords) -> bool:
    """Whether a place may stand for a government: "whom Moscow has put in charge"."""
    country = country_of(place.name)
    return bool(country) and gazetteer()[country].capital == place.name

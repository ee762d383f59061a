"""Names of people, parties and bodies: runs of capitalised words that are no place and no date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tallyscope.statement import Span

_WORD = r"[^\W\d_a-z][\w]*(?:['.-](?!s\b)[^\W\d_]\w*)*"
# "St. Corvin", "Toronto-St. Paul's", "Mt. Begbie"; an "'s" in front of a noun only owns.
_NO_NOUN = (
    r"(?:since|after|before|by|in|with|was|were|on|to|for|and|or|from|at|but|as|is|has|had|when"
    r"|where|which|who|while|voted|again)"
)
_SAINT = rf"(?:[A-Z]\w+-)*(?:St|Ste|Mt|Ft)\. {_WORD}(?:'s(?:(?! [a-z])|(?= {_NO_NOUN}\b)))?"
_CAPITAL = rf"(?:{_SAINT}|{_WORD})"
_INITIAL = r"[A-Z]\.(?: ?[A-Z]\.)*"
_PARTICLE = (
    r"(?:de la|de los|van der|van den|von der|bin|ibn|al|el|del?|da|di|dos|des|du|la|van|von|ap"
    r"|ter)"
)
_JOINT = r"(?:of the|for the|of|for|&)"
_RUN = re.compile(
    rf"(?<![\w'-])(?:{_CAPITAL})(?:,? Jr\.?| (?!(?:Mr|Mrs|Ms|Dr|Yes|No|Leave|Remain)\b)"
    rf"(?:{_INITIAL}|{_CAPITAL})"
    rf"| {_PARTICLE} {_CAPITAL}"
    rf"| {_JOINT} {_CAPITAL}"
    r"|(?:'s|') (?:Party|Union|Front|League|Alliance|Movement|Congress|Coalition|Council)\b){0,9}"
)
_BODY = re.compile(
    r"\b(?:Party|Movement|Alliance|Union|Front|Coalition|League|Bloc|Ministry|Commission|Committee|"
    r"House|Bank|University|Republic|Council|Office|Assembly|Parliament|Court|Congress|Servant|"
    r"Voice|People|Democrats|Alternative|Forum|Rally|Pact|List|Path|Force|Forces|Board|Bureau|"
    r"Institute|Centre|Center|Agency|Association|Organi[sz]ation|Department|Chamber|Senate|Army|"
    r"Secretary|Minister|President|Head|Chief|Director|Chairman|Governor|Mayor|Leader|Speaker)\b"
)

# Words that begin a sentence, or stand with a capital, without being a name.
_NO_NAME_WORDS = (
    "a an the this that these those it its he she they we i you his her their our my there "
    "here in on at by for from of to with without within after before during since until "
    "under over about above below between among against across as and but or nor so yet if "
    "when while where whereas although though because however meanwhile moreover nevertheless "
    "instead still also then thus some many most more few fewer several all both each every "
    "no not nearly almost around roughly only just even least up down out off turnout support "
    "voters voter votes vote voting ballots ballot polls poll polling results result "
    "preliminary official officials final partial early provisional unofficial initial exit "
    "figures data according yes participation counting opponents supporters critics observers "
    "opposition authorities residents people citizens registered eligible election elections "
    "referendum referendums referenda sunday monday tuesday wednesday thursday friday "
    "saturday january february march april may june july august september october november "
    "december one two three four five six seven eight nine ten half twenty thirty another "
    "other others such what which who whose why how whether either neither once now today "
    "yesterday tomorrow last next earlier later overall nationally nationwide locally "
    "elsewhere government president prime minister parliament abstentions abstention invalid "
    "spoiled spoilt blank void null valid total territory fighting russian's pro anti unlike like "
    "despite given based giant large much small big new old first second third local regional "
    "national central state independence leave remain read watch listen live breaking update "
    "updated analysis published tens hundreds thousands millions dozens nobody everyone "
    "anyone pollsters exit-poll rival rivals candidates candidate campaign campaigners "
    "analysts experts reporters journalists police women men young older rural urban northern "
    "southern eastern western north south east west mr mrs ms dr inflation unemployment "
    "growth exports imports oil gold shares sales prices production output debt sterling "
    "announcing speaking addressing presenting asked citing trade gdp tourism opinion survey "
    "surveys rejected discarded annulled disallowed informal electorate electors blanks taking "
    "turning casting "
    "enrolled took cast voted participated turned number total entitled approval disapproval "
    "apart compared together whoever opposite tonight furious angry elsewhere meanwhile finally "
    "perhaps maybe never ever again soon sometimes usually certainly clearly indeed thanks "
    "former outgoing incumbent hardly barely mostly good "
    "making barring winning statewide state-wide countrywide citywide city-wide borough-wide"
)
_NO_NAME = frozenset(_NO_NAME_WORDS.split())
_BEGINS_WORDS = "new old north south east west northern southern eastern western central"
_KEPT_WORDS = f"two three four five six seven eight nine ten first second third {_BEGINS_WORDS}"
_BEGINS = frozenset(_BEGINS_WORDS.split())  # a name at the head of a sentence too: "Old Town"
# Common words that begin a name within a sentence: "Five Star Movement", "Western Cape".
_KEPT = frozenset(_KEPT_WORDS.split())
_COMPASS_REGION = re.compile(
    r"(?:(?:North|South|East|West)(?:ern)?|Central|Upper|Lower|Outer|Inner) (?:[A-Z]\w+ )?"
    r"(?:Province|Region|District|Islands?|Territory|Cape|County|Highlands|Coast|Valley)\b"
)
_TITLE = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Lady|President|Vice President|Prime Minister|Minister|"
    r"Foreign Minister|Chancellor|Senator|Governor|Mayor|General|Gen|Professor|Prof|King|Queen|"
    r"Deputy)\.? (?=[^\W\d_a-z])"
)


@dataclass(frozen=True)
class NameWords:
    """A name as it stands in the story.

    Attributes
    ----------
    span : Span
    name : str
        Its words, in plain characters.
    body : bool
        A party, an office or an institution by the words of its name.
    """

    span: Span
    name: str
    body: bool


def find_names(text: str, starts: Iterable[int], lower: frozenset[str]) -> list[NameWords]:
    """Return runs of capitalised words of a plain text that are names.

    Parameters
    ----------
    text : str
    starts : iterable of int
        Offsets at which sentences begin, where a capital says little.
    lower : frozenset of str
        Words that the story also writes without a capital.

    Examples
    --------
    >>> found = find_names("The candidate of Law, Anna K. Nowak, won.", [0], frozenset())
    >>> [name.name for name in found]
    ['Law', 'Anna K. Nowak']
    """
    begin = set(starts)
    found: list[Span] = []
    for match in _RUN.finditer(text):
        for run in _apart(text, Span(*match.span())):
            span = _without_common_words(text, run, begin, lower)
            if span is not None and found and _is_one_party(text, found[-1], span):
                found[-1] = Span(found[-1].start, span.stop)
            elif span is not None:
                found.append(span)
    return [_named(text, span) for span in found]


def _named(text: str, span: Span) -> NameWords:
    words = text[span.start : span.stop]
    return NameWords(span, words, is_body(words))


_JOINED = re.compile(rf" {_JOINT} ")
_KEEPS_OF = re.compile(
    rf"{_BODY.pattern}|Isle|Island|Islands|Kingdom|Duchy|Canton|Province|County|Commonwealth"
    r"|Principality|Port"
)
_PARTY_BEHIND = re.compile(r" (?:party|coalition|alliance|bloc|movement)\b| \([A-Z]|")


def _apart(text: str, run: Span) -> list[Span]:
    """Part "Ann Lee of the Green Party", but not "Party of Regions"."""
    parts = []
    start = run.start
    for joint in _JOINED.finditer(text, run.start, run.stop):
        last_word = text[start : joint.start()].split(" ")[-1]
        if joint.group() != " & " and not _KEEPS_OF.fullmatch(last_word):
            parts.append(Span(start, joint.start()))
            start = joint.end()
    return [*parts, Span(start, run.stop)]


def _is_one_party(text: str, before: Span, span: Span) -> bool:
    """Whether "Law" and "Justice party" are one name."""
    if text[before.stop : span.start] != " and ":
        return False
    words = text[before.start : before.stop]
    behind = _PARTY_BEHIND.match(text, span.stop)
    is_party = bool(behind and behind.group()) or text[span.start : span.stop].endswith(" Party")
    return is_party and " " not in words and not _TITLE.match(words)


_FIRST = re.compile(r"[\w'.-]+ ?")


def _without_common_words(
    text: str, run: Span, begin: set[int], lower: frozenset[str]
) -> Span | None:
    start, stop = run.start, run.stop
    while start < stop:
        first = _FIRST.match(text, start, stop)
        if first is None:
            return None
        word = first.group().strip(" .").lower()
        opens = start in begin or text[max(0, start - 1) : start] in ('"', "'")
        alone = first.end() >= stop
        title = _TITLE.match(text, start, stop) or _COMPASS_REGION.match(text, start, stop)
        kept = word in _KEPT and not alone and (word in _BEGINS or not opens)
        common = (word in _NO_NAME and not kept) or (opens and alone and word in lower)
        if title or not common:
            return Span(start, stop)
        start = first.end()
    return None


def is_body(name: str) -> bool:
    """Tell whether a name has a word for an office or an institution in it."""
    return bool(_BODY.search(name))


def surname(name: str) -> str:
    """Return the last word of a name, which later mentions repeat.

    Examples
    --------
    >>> surname("James Cleverly"), surname("Mr Cleverly")
    ('Cleverly', 'Cleverly')
    """
    return name.removesuffix("'s").split(" ")[-1]

"""What the words in front of a place and behind it tell of it, in wide classes of words.

A wording that nobody foresaw still shows some of these: a word for a vote, an office, a people or
an act of voters near the name, on the side where grammar puts it.
"""

from __future__ import annotations

import re

from tallyscope.reading.places import KIND_OF_PLACE
from tallyscope.reading.vote_words import VOTE_NOUN

_OFFICE = (
    r"(?:[Mm]ayor(?:alty)?|[Pp]resident(?:-elect)?|[Pp]residency|[Gg]overnor(?:ship)?|[Pp]remier"
    r"|[Pp]rime [Mm]inister|[Cc]hancellor|[Kk]ing|[Qq]ueen|[Ll]eader|[Hh]ead|[Ss]enator|[Mm]ember"
    r"|[Cc]hair(?:man|person|woman)?|[Pp]arliament|[Aa]ssembly|[Cc]ouncil(?:lor)?|[Gg]overnment"
    r"|[Cc]ommission|[Cc]onstitution|MP)"
)
_PEOPLE = (
    r"(?:voters?|electors|residents|citizens|people|villagers|islanders|parents|householders"
    r"|townspeople|inhabitants|electorate|population|whites|women|men)"
)
_ACT = (
    r"(?:vot(?:ed?|es|ing)|cho(?:ose|oses|osing|se|sen)|reject(?:ed|s|ing)?|back(?:ed|s|ing)?"
    r"|elect(?:ed|s|ing)?|approv(?:e|es|ed|ing)|threw|thrown|turn(?:ed|s|ing)? down|endorsed?"
    r"|overturn(?:ed|s)?|decide[ds]?|sa(?:id|ys) (?:yes|no|Yes|No)|tells?|told|cast|pick(?:s|ed)"
    r"|(?:go(?:es|ing)?|went|heads?|headed|returned) to the polls|keeps?|kept|opt(?:s|ed)|stays?"
    r"|adopt(?:s|ed)|legali[sz]e[sd]?|ban(?:s|ned)|swings?|swung|turn(?:s|ed)|retain(?:s|ed))"
)
_WON = (
    r"(?:govern(?:ing)?|rule|keeps?|kept|h[eo]ld|gain(?:s|ed)?|w[io]ns?|retain(?:s|ed)|takes?|took"
    r"|snatch(?:ed|es)?|wrest(?:s|ed)|los(?:es?|t)|flip(?:s|ped)|sweeps?|swept|storms?|sinks?)"
)
_W = r"(?:[\w'-]+|<[ADNPTX]\d+>)"
_NO_OTHER = r"(?!(?:from|to|with|by|against|into|between|and|or|than|as|at|that|which|after)\b)"
_SOME = rf"(?: the)?(?: {_NO_OTHER}[a-z-]+(?: of(?: the)?)?){{0,2}} $"
_BEFORE = tuple(
    (cue, re.compile(words, flags))
    for cue, words, flags in (
        ("in", rf"\b(?:in|across|throughout|within|around|on){_SOME}", re.IGNORECASE),
        ("people of", rf"\b(?i:{_PEOPLE}) (?:of|in|on|across|from){_SOME}", 0),
        ("office of", rf"(?<!former )(?<!one-time )\b{_OFFICE} (?:of|for){_SOME}", 0),
        (
            "vote in",
            rf"\b(?i:{VOTE_NOUN})(?: {_W}){{0,5}} (?:in|across|of|throughout|on){_SOME}",
            0,
        ),
        ("won", rf"\b{_WON} $", 0),
        (
            "object",
            r"\b(?:from|join|joining|leave|leaving|quit|quitting|with|to|told|tell|against|by"
            r"|into|within|stay(?:ing)? in|part of) (?:the )?(?:<G\d+> )?$",
            0,
        ),
        (
            "share of",
            r"(?:<P\d+>|\b[Mm]uch|\b[Mm]ost|\b[Aa]ll|[Hh]alf|thirds?|quarters?|parts?) of "
            r"(?:the )?$",
            0,
        ),
        (
            "said in",
            r"\b(?:tells?|told|sa(?:id|ys)|spoke|speaking|read|reporters|address(?:ed|ing)|announced"
            r"|commission|ministry|authority|embassy|radio|agency)\b[^.;:,]{0,30}"
            r" (?:in|at) (?:the )?$",
            0,
        ),
        # "one of the safest seats in England", "the most active voters of the region"
        (
            "comparison",
            r"(?:\b(?!west|north-?west|south-?west|rest|latest|(?:pro|con)?test|interest|request)[a-z]+est\b"
            r"|\bmost [a-z]+|\bone of)\b[^.,;:<]{0,40} (?:in|of)(?: the)?(?: [a-z-]+){0,2} $"
            rf"|\b(?:only|first|second|third|[a-z]+th) (?:[a-z]+ )?{KIND_OF_PLACE} (?:in|of) $",
            0,
        ),
    )
)
_PART_OF_TOWN = r"(?:ward|precinct|quarter|neighbou?rhood|suburb|borough)"
_NO_PATH = r"(?:(?!into\b|in\b|to\b|on\b)[a-z-]+ )"
_BEHIND = tuple(
    (cue, re.compile(words))
    for cue, words in (
        (
            "its vote",
            rf"(?:'s? <N\d+>|'s?)?(?: {_W}){{0,3}}? (?:{VOTE_NOUN}|race|electorate|electoral"
            r"|turnout)\b",
        ),
        ("its people", rf"(?:'s? <N\d+>|'s?)?(?: [a-z-]+){{0,2}} {_PEOPLE}\b"),
        (
            "its office",
            rf"(?:'s)?(?: [a-z-]+){{0,2}} (?:{_OFFICE}|[Mm]ayoral|[Gg]ubernatorial"
            r"|[Pp]residential|[Pp]arliamentary)\b",
        ),
        (
            "votes",
            r"(?:, [^,;]{3,60},)?(?: (?:has|have|had|will|is|are|to|<D\d+>|on <D\d+>|[a-z]+ly|just"
            rf"|yet|again|who)){{0,3}} {_ACT}\b",
        ),
        ("a part of a town", rf"'?s?,?(?: (?:an?|the|its))?(?: [a-z-]+)? {_PART_OF_TOWN}s?\b"),
        (
            "its kind",
            rf"(?:'s)?,?(?: (?:an?|the|its))?(?: [a-z-]+)? (?!{_PART_OF_TOWN}){KIND_OF_PLACE}s?\b"
            r"(?! (?:council|party))",
        ),
        (
            "speaks",
            r"(?:'s (?:[a-z]+ ){1,3}?)?(?:,? <A\d+>,?)?(?: has| have)? ?(?:said|says|insisted"
            r"|claimed|condemned|denied|accused|warned|told)\b"
            r"(?! (?:an? )?(?:[a-z]+ )?(?:yes|no|Yes|No)\b)",
        ),
        ("owns", rf"(?:'s {_NO_PATH}{{0,4}}| {_NO_PATH}{{0,2}}{KIND_OF_PLACE}s? of (?:the )?)<L"),
    )
)
APPOSITION = re.compile(rf"\b{KIND_OF_PLACE},? (?:of )?$")
"""Words in front of a name that tell it to be a place."""


def cues_of(before: str, behind: str, form: str) -> frozenset[str]:
    """Return what the words next to a place tell of it.

    Parameters
    ----------
    before, behind : str
        The marked text in front of the place and behind it, a clause each.
    form : {"name", "adjective", "people"}

    Examples
    --------
    >>> sorted(cues_of("voters in ", " rejected the plan", "name"))
    ['in', 'people of', 'votes']
    """
    cues = [cue for cue, pattern in _BEFORE if pattern.search(before)]
    cues += [cue for cue, pattern in _BEHIND if pattern.match(behind)]
    return frozenset([*cues, *(["adjective"] if form == "adjective" else [])])

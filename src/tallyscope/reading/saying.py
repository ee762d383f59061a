"""An act of saying, and the vocabulary that all forms of attribution share."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tallyscope.reading.marking import Marked
from tallyscope.reading.pattern import Pattern
from tallyscope.statement import Span


@dataclass(frozen=True)
class Saying:
    """One act of saying in a sentence.

    Attributes
    ----------
    who, cue : str
        As printed, in plain characters.
    who_span : Span
    said : tuple of Span
        The parts of the sentence that are said.
    dates : tuple of str
        Marks of the dates that stand with the word of saying.
    relayed_by : str
    rule : str
    is_act : bool
        The verb itself is the claim ("dismissed it as a sham", "denied", "accused").
    """

    who: str
    who_span: Span
    cue: str
    said: tuple[Span, ...]
    rule: str
    dates: tuple[str, ...] = ()
    relayed_by: str = ""
    is_act: bool = False


SAID = (
    r"said|says|say|announced|announces|declared|declares|claimed|claims|claim|reported|reports"
    r"|report|stated|states|added|adds|insisted|insists|insist|warned|warns|warn|confirmed"
    r"|confirms|estimated|estimates|estimate|acknowledged|acknowledges|argued|argues|argue"
    r"|alleged|alleges|allege|maintained|maintains|maintain|noted|notes|predicted|predicts"
    r"|complains|complain|lamented|grumbled|sighed|shouted"
    r"|promised|promises|vowed|vows|threatened|threatens|wrote|writes|tweeted|posted|explained"
    r"|explains|stressed|stresses|suggested|suggests|conceded|concedes|admitted|admits|believes"
    r"|believe|told|tells|complained|asserted|asserts|pledged|pledges|ruled|concluded|concludes"
    r"|forecasts"
    r"|pointed out|points out|recalled|boasted|countered|replied|observed|remarked|cautioned"
    r"|found|revealed|quipped|joked|beamed|mused|commented|thundered|read (?:it|them|out"
    r"|the result)(?: out)?|crowed|thinks"
    r"|reckons|reckoned|calculates|calculated|expects|(?<=had )expected|showed|shows"
    r"|informed|informs|indicated|indicates|read out"
    r"|affirmed|affirms|(?:spoke|spoken|speaks|talks|talked) of(?= [^.;:<]{0,40}<[PN])"
    r"|show(?=[.]?$)"
    r"|proclaimed(?= (?:(?:late |early )?(?:on )?<D\d+> )?that)"
    r"|counted(?= (?:(?:on )?<D\d+> )?that)"
    r"|(?!decided|agreed|ordered|resolved|ensured|required|demanded|provided|supposed)[a-z]{2,}ed"
    r"(?= that (?:<|the\b|an?\b|its?\b|he\b|she\b|they\b|his\b|her\b|their\b|no\b|in\b|of\b|all\b"
    r"|only\b|most\b|more\b|less\b|not\b|turnout\b))|forecast(?= that\b)"
    r"|(?:was|is|were|are) (?:adamant|confident|certain|convinced|sure|clear)(?= that\b)"
)
"""Verbs that tell what is said, and any verb in the past tense in front of "that"."""
SAID_BEHIND = (
    r"specified|specifies|clarified|emphasi[sz]ed|emphasi[sz]es|underlined|underscored|highlighted"
    r"|mentioned|disclosed|recounted|contended|contends|testified|certified|verified|protested"
    r"|retorted|gloated|enthused|exclaimed|exulted|cried|fumed|signalled|hinted|speculated"
    r"|reiterated|repeated|responded|answered|elaborated|opined|summed up|ventured|related|detailed"
    r"|proclaimed|continued|concurred|conjectured|divulged|volunteered|surmised"
)
"""Verbs that do so only behind what is said ("..., he specified") or in front of "that"."""


ACTS = (
    r"does not accept|do not accept|did not accept|refused to (?:concede|accept)|refuses to "
    r"(?:concede|accept)|threatened to|dismissed|dismisses|dismiss|denounced|denounces|denounce"
    r"|condemned|condemns|condemn|(?:called|calls|call)(?! (?:for|on|off)\b)"
    r"|described|describes|describe|branded|brands"
    r"|labelled|labeled|rejected|rejects|reject|denied|denies|deny|accused|accuses|accuse"
    r"|disputed|disputes|dispute|criticised|criticized|questioned|challenged|decried|hailed"
    r"|hails|praised|refused to recogni[sz]e|refuses to recogni[sz]e|will not recogni[sz]e|do "
    r"not recogni[sz]e|does not recogni[sz]e|has not recogni[sz]ed|have not recogni[sz]ed|did "
    r"not recogni[sz]e|declined to recogni[sz]e"
)


AUX = (
    r"(?:(?:has|have|had|also|just|later|earlier|then|previously|repeatedly|immediately|swiftly"
    r"|quickly|once|again|[a-z]+ly) ){0,3}"
)
NOT_TO = "".join(
    rf"(?<!\b{word} )"
    for word in (
        "a",
        "an",
        "the",
        "its",
        "his",
        "their",
        "to",
        "be",
        "was",
        "were",
        "been",
        "is",
        "are",
        "would",
        "will",
        "not",
    )
)
WHEN = (
    r"(?: in the early hours(?: of)?| (?:just|shortly|soon) (?:before|after) [a-z]+)?"
    r"(?:,? (?:late|early|earlier|later|on|in|at|back|also|again"
    r"|only)){0,2} <D\d+>(?!'s)"
    r"(?: <T\d+>)?(?: (?:morning|evening|night))?"
)
_WHERE_SAID = (
    r"(?: (?:in|during|at|on|via|through|to) (?:a|an|the|its|his|her|their|state|local|live)?\s?"
    r"(?:[\w'-]+ ){0,3}?(?:statement|interview|conference|briefing|speech|address|television|TV"
    r"|post|message|video|channel|website|rally|reporters|journalists|broadcast|report(?: "
    r"(?:published|released|issued)(?= (?:on )?<D))?|letter"
    r"|debate|session|meeting|supporters|parliament|lawmakers|radio|Telegram|Twitter|Facebook"
    r"|X)\b| on (?:his |her |its |their )?<A\d+>(?=\.| |,)"
    r"| (?:by (?:phone|telephone|email)|afterwards|meanwhile|later|earlier|at the time|in turn"
    r"|(?:that|the same|that same) (?:evening|night|morning|day"
    r"|afternoon)|without elaborating|bluntly)"
    r"(?=[,.;:]| (?:on )?<D| that\b| in\b| at\b))"
)


_FROM_WHERE = (
    r"(?: (?:in|from|at|outside) (?:the )?(?:[a-z]+ ){0,2}(?:<[LA]\d+>(?: [A-Z]\w+| of <[LA]\d+>)?"
    r"|(?:capital|palace|headquarters|count|town hall|parliament)\b)(?:, <L\d+>)?"
    r"(?=,? (?:late |early )?(?:on )?<D| that\b|,|:|\.|$))"
)


_BESIDE = Pattern(rf"(?:{WHEN}|{_WHERE_SAID}|{_FROM_WHERE}){{0,3}}")


MEDIA = Pattern(
    r"agency|television|\bTV\b|[Rr]adio|newspaper|\bnews\b|\bNews\b|Times|Post\b|Reuters|AFP|\bAP\b"
    r"|BBC|CNN|T[Aa][Ss][Ss]|RIA|Interfax|Sky|Guardian|Telegraph|Bloomberg|broadcaster|media"
    r"|daily|Echo|Gazette|Herald|Chronicle|Tribune|Journal|Courier|Argus|Weekly|Sputnik|Anadolu"
    r"|Xinhua|ITAR|magazine|press|channel|Press"
)


OCCASION = Pattern(r"\b(?:conference|briefing|rally|crowd|reporters|journalists|correspondent)\b")


LEAD = Pattern(
    r"(?:(?:There|Here|But|And|Yet|So|Still|Meanwhile|However|Earlier|Later|Separately|Instead"
    r"|Also"
    r"|Moreover|Nevertheless|In response|In turn|For (?:its|his|her|their) part|In a statement"
    r"|By contrast|Finally|Then|Again|In all),? |(?:On|Late on|Early on|Late|In|By|At|After|Before"
    r"|Since|Around)(?: the)?(?: \w+ of)? <[DTL]\d+>(?:'s)?(?: (?:morning|evening|night))?, "
    r"|(?:Before|After) the (?:vote|election|referendum|ballot|run-?off) (?=the |an? |<[AGL])"
    r"|<D\d+>, |(?:(?:On|In|Late on|Early on|Late|Early|By) )?<D\d+> (?=(?:he|she|it|they|the|its"
    r"|his"
    r"|her|an?|officials)\b|<[AGL])"
    r"|(?:with|when|after|as|once) (?=[^,]{3,160}, (?:he|she|it|they|the|its|<[AGL]))[^,]{3,160}, "
    r"|(?:At|Around|By|Shortly after) <T\d+>,? (?:on )?<D\d+>,? |(?:While|When|As|After"
    r"|With|Although|Though|Despite|Since|Following|Speaking"
    r"|Asked|Before|Announcing|Citing|Earlier|In|At|On|Under|Of|For|To|If|Once|Until"
    r"|Given)\b[^,]{0,160}, |(?:[A-Z][a-z]{2,}ing|<A0>(?= the )) [^,\"]{2,120}, (?=the |<|[A-Z]))"
)


_CLAUSE = Pattern(
    r"(?:, |; |- )(?:(?:and|but|while|as|though|although|whereas|where|because|so|yet) )(?!the "
    r"same)|; |(?<=,) (?:while|whereas) | (?:while|whereas|though|although|but) (?=the |<"
    r"|officials|opposition)|(?<=[a-z>]): "
)


NOT_A_SPEAKER = Pattern(
    r"<[PX]\d|^(?:What|That|This|There) |^(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir) ?$"
    r"|^(?:Since|Because|Although|Though|When|While|If|After|Before|Once|Until|Unless) "
    r"|^(?:[Nn]ot|[Nn]either|[Nn]or|after|before|when|because|since|although|though|once|until|whom"
    r"|whose) "
    r"|(?:an? |one |another )(?:exit |opinion )?poll for\b"
    r"|\b(?:after|before|since|until|because|when|while) (?:it|he|she|they)$"
    r"|, (?:quoting|citing)\b|\b(?:and|but|or|rejected|dismissed|denied|disputed)$"
    r"|\b(?:that|which|with all|is|was|were|are|be|will|would|had|has|have|did|does|voted|won"
    r"|received|turned|got|took|cast)\b"
)


_PLAIN_SUBJECT = Pattern(
    r"^(?:[A-Z\"']|<[AGLN]|the |a |an |(?:he|she|it|they)\b|his |her |its |their |one |two |some "
    r"|many |several |most |both |(?:[a-z][\w'-]+ ){1,4}<A|(?:(?:final|preliminary|official"
    r"|provisional|partial|complete"
    r"|unofficial|early|first) ){1,2}(?:results|figures|returns|data|tally)|[a-z][\w-]+ "
    r"(?:officials|authorities|media)|officials"
    r"|authorities|observers|residents|witnesses|activists|diplomats|aides|locals|sources|campaign"
    r"|(?:[a-z]+ )?(?:results|figures|data|returns) "
    r"(?:from|released|published|compiled|announced|issued)\b"
    r"|(?:[a-z]+ ){1,2}(?:results|figures|data|tally|tallies|counts?|returns|analysis"
    r"|research|estimates?|projections?)$"
    r"|election|opposition|exit|pro-|critics"
    r"|state|local|opponents"
    r"|supporters|organi[sz]ers|analysts|experts|pollsters|monitors|campaigners|[a-z-]+ "
    r"(?:officials|media|authorities|observers|monitors))"
)


CUE = Pattern(
    rf"(?<=[ \"]){AUX}{NOT_TO}(?<!\bAll )(?<!\ball )\b(?P<verb>{SAID}|{SAID_BEHIND})\b(?!-"
    rf"| [\"']?(?:[Yy]es|[Nn]o)\b| favou?r)"
)
PASSIVE = r"(?: (?:late |early )?(?:on )?<D\d+>)? by (?:the |an? |its |<[ALG])"
"""Behind a verb that tells who said it: "figures announced on Tuesday by the secretary"."""
LONGEST_SPEAKER = 180
"""Characters of the marked text; our choice: a name with two appositions."""


# "X called it a sham and warned that ...": who warned is who called.
FIRST_VERB = Pattern(
    rf"(?P<who>(?:[^\",;:]|, [^\",;:]{{2,80}},(?= )){{2,120}}?),?(?: on <D\d+>| <D\d+>)? {AUX}"
    rf"(?:{ACTS}|{SAID}|met|stood|went|came|took|appeared|[a-z]{{3,12}}ed)\b"
)


def inside_quotation(text: str, offset: int) -> bool:
    """Tell whether an offset of a sentence lies between quotation marks."""
    return text.count('"', 0, offset) % 2 == 1 and '"' in text[offset:]


def beside(marked: Marked, start: int) -> tuple[int, tuple[str, ...]]:
    """Where the words that stand beside a verb of saying end, and the dates among them."""
    match = _BESIDE.match(marked.text, start)
    stop = match.end() if match else start
    return stop, tuple(re.findall(r"<(D\d+)>", marked.text[start:stop]))


def without_relative(words: str) -> str:
    """Words for somebody without what a relative clause tells of them."""
    return _RELATIVE.sub("", words)


def reads_as_speaker(words: str) -> bool:
    """Tell whether words in front of a verb of saying can be who says it."""
    words = words.strip()
    return bool(
        words
        and not words.endswith("'s")
        and words.count('"') % 2 == 0
        and ',"' not in words
        and not _WITHIN.search(words)
        and len(words) <= LONGEST_SPEAKER
        and _PLAIN_SUBJECT.match(words)
        and not NOT_A_SPEAKER.search(without_relative(words))
    )


# the verb behind it is that of a relative clause: "X, which had ruled for 15 years, ..."
_WITHIN = Pattern(r",? (?:which|whose(?: [\w-]+)?|that)$")
_RELATIVE = Pattern(r"\b(?:who|whose|which|where)\b.*|, (?:an? |the )?[a-z][^,]*? that\b.*")


def start_of_clause(text: str, stop: int) -> int:
    """Return where the clause that an offset lies in begins."""
    last = 0
    for match in _CLAUSE.finditer(text, 0, stop):
        last = match.end()
    return last


def leads(text: str, begin: int, stop: int) -> int:
    """Skip "But", "On Wednesday," and clauses such as "After polls closed," in front."""
    while match := LEAD.match(text, begin, stop):
        begin = match.end()
    return begin

"""Phrases of a marked sentence: asides taken out, and groups of words marked as one.

First the sentence is made shorter: ages, appositions, relative clauses and insertions such as
", the commission said," stand between a subject and its number and say nothing about it. Then
phrases are marked: I "in the <L0> region", D "on <D0>", V "the valid votes cast", C an option:
"the No side", "the opposition candidate <A0>", "support for independence".
"""

from __future__ import annotations

from dataclasses import dataclass

from tallyscope.reading.marking import MARK, Marked
from tallyscope.reading.pattern import Pattern, Sieve

_NUMBERLESS = r"(?:(?!<[PNX]\d+>)[^,;\"()])"

# What is taken out; only the groups named "out..." go, so that a comma may stay.
_ASIDES: tuple[Pattern, ...] = (
    # a bracket without a number
    Pattern(r"(?P<out> \((?:(?!<[PNX]\d+>)[^()]){1,80}\))"),
    # "According to the Peace Desk, a research group, " in front
    Pattern(
        rf"^(?P<out>According to {_NUMBERLESS}{{2,80}}(?:, (?:the|a|an|which|who) "
        rf"(?!<){_NUMBERLESS}{{2,60}})?, )(?=\S)"
    ),
    # ", 65," behind a name
    Pattern(r"(?:(?<=<A\d>)|(?<=<A\d\d>))(?P<out>, (?:aged )?<N\d+>)(?=,| (?:of|from|who)\b)"),
    Pattern(r"(?<=[a-z])(?P<out>, (?:aged )?<N\d+>,)(?= (?:won|polled|took|received|got) )"),
    # ", who is 65,"
    Pattern(r"(?<=>)(?P<out>, who (?:is|was|turns|turned|will be) (?:aged |now )?<N\d+>,)(?= )"),
    # "that by his own count he is ahead"
    Pattern(
        r"(?<![\w-])(?P<out>[Bb]y (?:his|her|its|their|(?:the |an? )?[a-z]+'s?)(?: own)? (?:count"
        r"|tally|reckoning|estimates?|calculations?|figures|numbers|records),? )"
        r"(?=(?:he|she|they|<A\d+>|the [a-z]+) )"
    ),
    # "in <L0>, at the other end of the country, it was"
    Pattern(
        r"(?<=>)(?P<out>, (?:at the|near|not far|far|deep|north of|south of|east of|west of|in the"
        r"|on the|home|once|long)(?: (?:[a-z-]+|<G\d+>)){1,7},)(?= (?:it|he|she|they|the|<[PN]))"
    ),
    # ", according to the commission,"
    Pattern(
        rf"(?P<out>,? (?:according to|citing|quoting) {_NUMBERLESS}{{2,100}}(?:,(?= (?!(?:the"
        rf"|an?)\b)\w)|"
        r"(?=[.;]|$)))"
    ),
    # ", the commission said,"
    Pattern(
        rf"(?P<out>, (?:{_NUMBERLESS}){{1,80}}? (?:said|says|added|reported|announced"
        r"|told (?:reporters|journalists|(?:the |a )?(?:[a-z]+ ){0,2}?<A\d+>))"
        rf"(?: (?:late |early )?(?:on )?<D\d+>)?(?: in a statement)?,)(?= )"
    ),
    # "In Perugia, the capital of Umbria, X won"; "in Ninove, west of Brussels, the list took"
    Pattern(
        r"(?:(?<=<L\d>)|(?<=<L\d\d>))(?P<out>, (?:(?:just |far |well )?(?:north|south|east|west)"
        r"[a-z-]* of|(?:on |off )?the|an?|its|his|her|their|home (?:to|of)|once|long|near"
        rf"|not far from|close to) {_NUMBERLESS}{{2,70}},)"
        r"(?= (?!(?:and|or|who|which|where|said|says)\b|<L))"
    ),
    # ", the acting president" in front of ", who left the party,"
    Pattern(rf"(?<=>)(?P<out>, (?:the|a|an)\b{_NUMBERLESS}{{2,90}})(?=, (?:who|which|whose) )"),
    # ", the party of another minister, X," behind a name
    Pattern(
        rf"(?<=>)(?P<out>, (?:the|a|an|led by|headed by) {_NUMBERLESS}{{2,80}}, <A\d+>,)"
        r"(?= (?:was|were|is|has|had|won|got|took|received|came|finished|said|polled|with|on|led"
        r"|trailed)\b)"
    ),
    # ", which had been expected to lose," and ", who heads the commission in Donetsk,"
    # but not what ends in a name with a number: ", which is why X, with N votes, will"
    Pattern(
        rf"(?P<out>, (?:which|who|whose|where) {_NUMBERLESS}{{3,120}}"
        r"(?:(?<!<A\d>),|,(?! with <[NP])))(?= )"
    ),
    # behind a name: ", the leader of the opposition,"
    Pattern(
        r"(?<=>)(?P<out>, (?:the|a|an|his|her|its|home|long|head|leader|chair\w*|candidate|mayor"
        r"|formerly|until|still|previously|already|once|led|headed|founded|backed|supported|known"
        r"|based|heirs?|successors?|part of|put forward|drawn up"
        r"|[a-z]+ed (?:by|in|from)|now|one of)\b"
        rf"{_NUMBERLESS}{{2,90}},)(?= (?!and\b|or\b|<A))"
    ),
    # behind any subject: ", a return to the old charter, was"
    Pattern(
        rf"(?P<out>, (?:a|an|the) {_NUMBERLESS}{{2,80}}(?<!>),)(?= (?:was|were|is|are|has|had|won"
        r"|got|took|received|came)\b)"
    ),
    # in front of a name: "His main challenger, X, took"
    Pattern(
        r"\b(?:leader|candidate|rival|challenger|opponent|incumbent|president|minister|mayor|head|"
        r"chief|governor|party|winner|loser|ward|town|village|district|province|city|county|"
        r"capital|island|enclave|region|suburb|port|commission|spokesman|spokeswoman)"
        r"(?P<out>,(?: the(?: (?:[a-z-]+|<G\d+>)){0,3})?) <[AL]\d+>(?:(?P<out2>,)(?= )|(?=[;.]))"
    ),
    Pattern(
        r"(?P<out>,) (?:however|in turn|meanwhile|though|by contrast|in contrast|in total|instead"
        r"|too)"
        r"(?P<out2>,)(?= )"
    ),
    # "Jan Berg of the Greens"
    Pattern(
        r"(?:(?<=<A\d>)|(?<=<A\d\d>)|(?<=<A\d> party)|(?<=<A\d> alliance))(?P<out>(?:,(?: also"
        r"| formerly)?)? of"
        r" (?:(?:the |his |her )?(?:[\w-]+ ){0,3}?,? ?<A\d+>(?: (?:party|alliance|coalition|bloc"
        r"|movement"
        r"|list))?|the (?:opposition|ruling (?:party|alliance|coalition)|left|right|centre"
        r"|far right)),?)(?= (?:at|on|with"
        r"|had|has|won|got|took"
        r"|received|came|finished|was|is|stood|beat|[a-z]+ed\b|<[PN]))"
    ),
    # ", for its part," and ", it seems,"
    Pattern(
        r"(?P<out>, (?:for (?:its|his|her|their) part|of course|it seems|in turn|as expected|as"
        r" before|then|now|again|all told|in all|by then|in the end|at least|so far|the data show"
        r"|for now|all in all|not surprisingly),)(?= )"
    ),
    # ", including its capital,"
    Pattern(
        rf"(?P<out>, (?:including|among them|excluding|except) {_NUMBERLESS}{{2,50}},)"
        r"(?= (?!which\b|whose\b))"
    ),
)


_MAY_BE_ASIDE = Sieve((aside, aside) for aside in _ASIDES)  # taking one out adds no words
_OLDEST = 120  # years; our choice: what stands like an age and is more is a count


def _is_no_count(marked: Marked, out: str) -> bool:
    """Whether an aside holds no number, or one that can be an age."""
    names = MARK.findall(out) if "<N" in out else ()
    ages = (marked.mention(name).quantity.value for name in names if name.startswith("N"))
    return all((age or 0) <= _OLDEST for age in ages)


def simplify(marked: Marked) -> Marked:
    """Return a marked sentence without asides that hold no number."""
    for aside in _MAY_BE_ASIDE.passing(marked.text):
        ranges = [
            match.span(name)
            for match in aside.finditer(marked.text)
            for name in ("out", "out2")
            if match.groupdict().get(name) and _is_no_count(marked, match[name])
        ]
        if ranges:
            marked = marked.without(ranges)
    return marked


_REGION = (
    r"(?:region|oblast|province|district|count(?:y|ie)|canton|state|governorate|municipalit(?:y"
    r"|ie)|republic|territor(?:y|ie)|peninsula|prefecture|department|capital|cit(?:y|ie)|island"
    r"|enclave|ward|town|village|commune|constituenc(?:y|ie)|area)s?"
)
_PLACE = (
    r"(?:the )?(?:<N\d+> (?=[a-z-]+ of ))?"
    r"(?:(?!(?:outside|near|from|with|for|by|at|around|beyond|but|while)\b)[a-z-]+ "
    r"(?:of )?){0,3}?(?:<L\d+>'s (?:[a-z]+ ){0,2})?<L\d+>(?:'s)?"
    rf"(?: (?:and [a-z]+ )?{_REGION}\b)?"
)
# "in Ninove, west of Brussels" and "in Kirn, the capital of Ostrel" are one place
_NO_OTHER = (
    r"(?!(?:just |far |well )?(?:north|south|east|west)[a-z-]* of |(?:on|off|home|close|part|one)\b"
    r"|(?:an?|the) (?:[a-z-]+ ){1,3}(?:of|in|from|on|for) )"
)
_PLACES = rf"{_PLACE}(?:(?:, {_NO_OTHER}| and |, and |,? as well as ){_PLACE}){{0,6}}"
_OF_VOTES = (
    r"(?:total|valid|primary|popular|overall|national|nationwide|counted|first-preference|second"
    r"|first preference|first-round|second-round|run-?off|party|party-list|list|regional|local"
    r"|final|official|provisional|remaining|postal|overseas|registered|eligible|presidential"
    r"|parliamentary|combined|common|public|direct|single|constituency|personal|preference"
    r"|preferential|early|white|black|young|younger|older|elderly|rural|urban|female|male|overseas"
    r"|expatriate|ordinary|<[GDL]\d+>(?:'s)?)"
)
_ACTOR = (
    r"(?:(?:president|mayor|governor)-elect|opposition|incumbent|challengers?|candidates?|part(?:y"
    r"|ies)|coalition|alliance|bloc"
    r"|camp|side|rivals?|opponents?|president|prime minister|leader|left|right(?! to)|far-right"
    r"|far-left|centre-right|centre-left|greens|socialists|conservatives|liberals|social "
    r"democrats|democrats|nationalists|populists|ticket|runner-up|proposal|measure|amendments?"
    r"|option|initiative|independents?|others|slate|supporters|unionists|separatists|campaign"
    r"|hopefuls?|nominees?|contenders?|winners?|losers?|front-?runners?|mayor|governor|senator"
    r"|minister|chancellor|businessman"
    r"|businesswoman|lawyer|banker|actor"
    r"|comedian|teacher|deputy|newcomer|veteran|motion|councillor|farmer|doctor|nurse)"
)
_NO_WORD = (
    r"(?!(?:of|in|on|at|by|for|to|and|or|but|that|which|who|with|from|as|was|were|is|are|has|had"
    r"|have|said|says|won|took|got|received|voted|gives|give|shows|showed|puts|the|its|his|her"
    r"|their|than|while|where|when|after|before|put|gave|if|voters|votes|people|preferred|backed"
    r"|chose|picked"
    r"|wanted|supported|rejected|opposed|favou?red|approved|elected|endorsed|beat|defeated|led"
    r"|leads"
    r"|trailed|trails|edged|told|called|against|behind|ahead|finished|came|polled|secured)\b)"
)

# "the", and a number if it is a share of so many ("of the 484,718 registered voters")
_ALL_OF = (
    r"(?:\b(?:all|the|all the|all of the|its|his|her|our|their|those|every) |(?<![\w-]))"
    r"(?:(?<=> of the )<N\d+> |(?<=> of )<N\d+> |(?<=> of its )<N\d+> |(?<=^of )<N\d+> |(?<=^of "
    r"the )<N\d+> |<N\d+> (?=(?:registered|eligible|enrolled) ))?"
)

_ON_ROLL = (
    r"(?:(?:included|entered|inscribed|listed|recorded|registered) )?(?:on|in) the (?:electoral "
    r"|voters?'? |voting |polling |poll )?(?:list|roll|register|registry)s?"
)

_VOTE = (
    r"(?:vote|voting|elections?|referend(?:um|a|ums)|ballot|poll|plebiscite|contest|run-?off"
    r"|consultation)"
)

_PEOPLE = (
    r"voters|electors|people|persons|residents|citizens|those|participants|respondents"
    r"|inhabitants|adults"
    r"|women|men|(?:north|south|east|west)erners|islanders|villagers|townspeople|parents|students"
    r"|workers|farmers|families"
    r"|shareholders|tenants|locals|everyone|everybody|constituents|householders|countrymen"
)


@dataclass(frozen=True)
class PhraseRule:
    """A kind of phrase: its letter, and the form of words that it has.

    Attributes
    ----------
    letter : str
    pattern : Pattern
    lower : bool
        Whether the pattern is meant for the sentence in lower case.
    among : Pattern or None
        What the sentence must speak of besides.
    """

    letter: str
    pattern: Pattern
    lower: bool = True
    among: Pattern | None = None


# behind a quoted option: "Rechazo" had 7.9 million votes
_GOT = r"(?= (?:had|has|won|got|received|took|obtained|polled|with|<[PN]))"

# Order matters: later rules see the marks of earlier ones.
_RULES: tuple[PhraseRule, ...] = (
    PhraseRule(
        "D",
        Pattern(
            r"(?:\b(?:late|early|earlier|held|as|back|only) )?"
            r"(?:\b(?:on|in|since|by|of|from|during|at|over) )?"
            r"(?:\b(?:the|an?) )?<D\d+>(?:(?!'s|-)(?: (?:morning|evening|night))?"
            rf"|(?:'s)? (?:(?!to\b|in\b|on\b|and\b)[a-z-]+ ){{0,3}}{_VOTE}\b)"
        ),
    ),
    PhraseRule(
        "I",
        Pattern(
            r"\b(?:in(?! (?:favou?r|support|line|order|talks|exchange|protest|return)\b)|across"
            r"|throughout|within|around|inside"
            # of an island, or of a ward that begins a clause
            r"|(?:(?<=^)|(?<=[;:,] )|(?<=\band )|(?<=\bbut )|(?<=\bturnout )|(?<=est ))(?:on|at)"
            r"|(?:(?<=results )|(?<=returns )|(?<=figures ))from)"
            rf"(?: (?:all|both|each|parts|most)(?: of)?)? {_PLACES}"
        ),
    ),
    # a name with what stands in front of it and behind: "the opposition candidate <A0>"
    PhraseRule(
        "C",
        Pattern(
            rf"\"<A\d+>\"{_GOT}|"
            r"(?:\b[Tt]he (?:liberals|nationalists|socialists|conservatives|greens|populists"
            r"|democrats|party|list|alliance|movement) (?:of|around|led by) |\b(?:[Tt]he|[Hh]is"
            rf"|[Hh]er|[Ii]ts|[Tt]heir|[Aa]n?) (?:{_NO_WORD}(?:[a-z][a-z'-]*|<G\d+>) ){{0,4}}?|\b"
            r"(?:(?:former|acting|outgoing|sitting|incumbent|rival|veteran|opposition) )?"
            rf"(?:{_ACTOR} )?)?<A\d+>(?:\(<A\d+>\))?(?: \d{{1,3}}(?![\w.,%]))?(?:'s(?:"
            rf" {_NO_WORD}[a-z-]+){{0,3}} "
            rf"(?:<A\d+>|{_ACTOR}\b)|"
            rf"(?: {_NO_WORD}[a-z-]+){{0,2}} {_ACTOR}\b(?: <A\d+>)?)?(?: and (?:its |his "
            rf"|her )?(?:allies"
            r"|partners|supporters))?(?: of the <A\d+>(?: (?:party|coalition|alliance))?)?"
            r"(?:(?<=bloc|list|camp) (?:of|led by|around) <A\d+>)?"
            r"(?: of <L\d+>(?= (?:won|has|had|was|is|got|took|received|secured)\b))?"
        ),
        lower=False,
    ),
    # a side of the vote
    PhraseRule(
        "B",
        Pattern(
            r"\b(?:[Tt]he |[Aa] )?(?:(?:\"[^\"<]{2,30}\"|'[^'<]{2,30}'|Yes|No|Leave|Remain|yes"
            r"|no|pro-[a-z-]+|anti-[a-z-]+) (?:votes?|side|camp|campaign|option|bloc|cause"
            r"|supporters|campaigners|box)|(?!(?:the|an?|other|this|that|one|both|either"
            r"|each)\b)(?<!-)[a-z-]+ (?:side|camp|campaign|bloc|cause))\b|(?<!^)\b(?:Yes"
            r"|No(?!\. ?\d)"
            r"|Leave"
            r"|Remain)\b|[\"'](?:[Yy]es|[Nn]o|[Ll]eave|[Rr]emain)(?:[\"']|(?=[,.][\"']))"
            rf"|\"[A-Z][\w' -]{{1,30}}\"{_GOT}"
            r"|\b(?:YES|NO)(?=:? <[PN])"
            r"|\b(?:yes|no)(?= (?:won|got|took|received|polled|prevailed)\b)"
            r"|\b(?:[Tt]he (?:two )?)?(?:[Nn]oes|[Yy]eses|[Aa]yes|[Nn]ays)\b"
            r"|^(?:Yes|Leave|Remain)\b|^No(?= (?:won|got|took|had|has|received|polled"
            r"|was|is|leads|led|stood|on|at|<[PN]))"
        ),
        lower=False,
    ),
    PhraseRule(
        "V",
        Pattern(
            rf"(?!(?:its|his|her|their) votes? (?:share|tally|total))"
            rf"{_ALL_OF}(?:{_OF_VOTES} ){{0,3}}(?:(?<!\bto )(?<!\bmay )(?<!\bcan )(?<!\bcould )"
            r"(?<!\bwill )(?<!\bwould )(?<!\bnot )(?<!\bdid )votes?|ballots?(?: papers?)?|replies"
            r"|returns|(?<=of the )preferences|"
            r"(?<=of )the total(?! of| number)|(?<=valid )(?:total|poll)|(?<=of the )papers"
            r"|first[- ]preferences?)"
            r"(?: (?:share|tally|total|cast|polled))?\b(?! box|')"
        ),
    ),
    PhraseRule(
        "W",
        Pattern(
            rf"{_ALL_OF}(?:{_OF_VOTES} ){{0,3}}(?:<E\d+>(?: abroad)?(?=[ ,.;])(?! (?:votes?"
            rf"|ballots)\b)"
            rf"(?: who voted| with the right to vote| {_ON_ROLL}|"
            r" (?:registered|entitled|eligible)(?: to vote)?)?|"
            rf"(?:{_PEOPLE})(?: (?:who "
            r"(?:had |did |actually )?(?:voted?|took part|taken part|turned out|participated"
            r"|came out|showed up|went to the polls|cast (?:a |their )?(?:ballots?|votes?))"
            r"|(?:enrolled|registered"
            r"|eligible|entitled|qualified)(?: to vote)?|voting|taking part|participating"
            r"|casting (?:a |their )?(?:ballots?|votes?)|with the right to vote"
            rf"|{_ON_ROLL}|polled|surveyed|asked))?|"
            r"(?:its|their|party|union) members|(?<=> of )(?:them|us)(?: who (?:had )?voted)?|"
            r"(?<=of the )electorate|(?<=> the )electorate|(?<=of the )(?:electoral |voter "
            r"|voters' )?"
            r"(?:roll|register)|(?<=of )electorate|"
            r"(?<=among the )electorate|population|public)(?:\b(?!')|(?<=>))"
        ),
        # "three of them" may be of anything
        among=Pattern(rf"<E|{_PEOPLE}|members|electorate|population|public|roll|register"),
    ),
    # whoever else can be voted for: "the incumbent", "independence"
    PhraseRule(
        "C",
        Pattern(
            r"(?:\b(?:the|his|her|its|their|a|an|one|another|all|both|no) |<[DL]\d+>'s )"
            rf"(?:(?<=the )(?:(?:other|remaining) )?<N\d+> (?:other |remaining )?)?"
            rf"(?:{_NO_WORD}(?:[\w'-]+|<[GL]\d+>(?:'s)?) ){{0,4}}?{_ACTOR}\b"
            r"(?!'s (?:[a-z-]+ )?(?:party|coalition|alliance|bloc|camp|candidate|list|movement)\b"
            r"| (?:party|coalition|alliance|bloc|camp|side|of the))(?: of (?:[a-z]+ ){0,2}<A\d+>)?"
            r"(?: \"[^\"<]{2,50}\")?"
            r"|\b(?:independence|secession|unification|annexation|statehood|autonomy|self-rule"
            r"|devolution|union)(?= (?:won|got|was|took|received|had|is|by|with|stood|on|at)\b)"
            rf"|\b(?:pro|anti)-[a-z-]+(?: (?:{_ACTOR}|list|ticket|movement|forces))?\b"
            r"|\bothers\b(?=(?: -|:)? (?:<[PN]|with|on|had|got|took|won|at))"
            rf"|(?<![\w-])(?:(?:{_NO_WORD}[a-z-]+|<G\d+>) ){{1,2}}"
            r"(?:parties|candidates|independents)\b"
        ),
    ),
    PhraseRule(
        "C",
        Pattern(
            r"\b(?:support|backing|approval|(?<!would )(?<!to )(?<!will )(?<!could )votes?|the "
            rf"votes?) (?:for|in favou?r of|against) (?:the |an? )?(?:<C\d+>|(?:{_NO_WORD}[\w'-]+ "
            rf"){{0,3}}?{_NO_WORD}[a-z][\w'-]+)"
        ),
    ),
)


def phrases(marked: Marked) -> Marked:
    """Return a sentence with its phrases marked as well."""
    for rule in _RULES:
        if rule.among is None or rule.among.search(marked.low):
            marked = marked.grouped(rule.letter, rule.pattern, lower=rule.lower)
    return marked

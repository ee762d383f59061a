"""Places of a story: the gazetteer's, and names that the story itself uses as places.

No list holds every commune. A name is a place if the story says "in Kirn", "Kirn's residents",
"the town of Kirn" or "the Kirn district", or begins with "KIRN -"; it then is one wherever it
stands. The surname of a person is none, whatever stands in front of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tallyscope.reading.gazetteer import Form, PlaceWords, gazetteer
from tallyscope.reading.names import NameWords
from tallyscope.reading.pattern import Pattern, Text
from tallyscope.reading.place_lists import goes_on
from tallyscope.statement import Span

KIND_OF_PLACE = (
    r"(?:region|oblast|province|district|county|ward|township|canton|city|town|village|island|islet"
    r"|isle|atoll|state|commune|municipality|constituency|valley|borough|prefecture|peninsula"
    r"|republic|port|capital|parish|enclave|exclave|territory|department|suburb|stronghold|seat"
    r"|governorate|archipelago|dependency|colony|emirate|sultanate|kingdom|hamlet|settlement"
    r"|riding|neighbou?rhood|voivodeship|principality|duchy|subdistrict|barangay|precinct"
    r"|arrondissement|(?:electoral|council|local government|voting) area|local government)"
)
_KINDS = (
    rf"(?:{KIND_OF_PLACE}s?|counties|municipalities|constituencies|cities|parishes|territories"
    r"|dependencies|colonies)"
)
_PEOPLE = (
    r"(?:residents|voters|people|citizens|inhabitants|electors|parents|islanders|villagers"
    r"|townspeople|farmers|fishermen|householders|Serbs|Albanians|Hungarians)"
)
_OFFICES = (
    r"(?:[Mm]ayor|[Gg]overnor|[Pp]resident|[Pp]arliament|[Gg]overnment|[Cc]ouncil|[Ll]eader"
    r"|[Pp]remier|[Kk]ing|[Qq]ueen|[Aa]ssembly|[Cc]apital|[Pp]opulation|[Ee]lectorate)"
)
# Words that may stand between "in" and a place ("in the northern part of"), and words that may not
# ("in which", "in favour of").
_NO_WHERE = (
    r"(?!(?:which|whom|whose|that|favou?r|support|front|honou?r|spite|terms|case|charge|light"
    r"|memory|and|or|but|by|for|to|with|when|as|than|line|talks|contact|coalition|alliance"
    r"|confidence|trust|defeat|victory|power|office|court|turn|return|view|response|reply|addition"
    r"|contrast|order|place|praise|defiance|hands|step|touch|debt|him|her|it|them|at|of|on|if"
    r"|while|after|before|from|his|their|my|our|your|prison|jail|round|run-?off|race|contest"
    r"|count|polls?|election|vote)\b)"
)
_ADJECTIVES = rf"(?: (?!an? (?!(?:[a-z-]+ ){{1,2}}of\b)){_NO_WHERE}[a-z-]+(?: of(?: the)?)?){{0,3}}"
_BEFORE = Pattern(
    rf"(?:\b(?:(?i:{_PEOPLE})|{_OFFICES}|mayoralty|governorship|presidency|control) of"
    rf"(?: the)?|\b(?i:{_PEOPLE}) (?:on|across)(?: the)?"
    r"|\b(?:President|Prime Minister|King|Queen|Mayor|Governor|Premier|Chancellor)"
    r"(?: [A-Z][\w.-]+){1,3} of|\b(?:living|live|lives|lived) (?:in|on)"
    r"|\b(?:[Ii]n|[Aa]cross|[Tt]hroughout|[Tt]hrough|[Nn]ear|[Oo]utside|[Aa]round)(?: the)?"
    rf"{_ADJECTIVES}"
    rf"|\b(?:best|worst|strongest|weakest|highest|lowest|safest|biggest) (?:[a-z]+ )?{_KINDS}"
    r" (?:was|is|being)"
    rf"|\b(?:the )?{_KINDS},? of(?: the)?"
    r"|\b(?:home (?:turf|base|town|ground|patch|area)|bastion|heartland) of|(?<!, )\b(?:[Oo]ne"
    r"|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Bb]oth|[Tt]he|[Aa]|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|largest"
    rf"|biggest|smallest|neighbou?ring|[a-z]+'s)(?: [a-z-]+)?(?: [a-z-]+)? {_KINDS},?"
    r"|\b(?:[Mm]ember|MP|MLA|MHA|[Ss]enator|[Cc]ouncillor) for(?: the)?"
    r"|\b(?:independence|separation|secession|secede|break away|broke away) from"
    r"|\b(?:union|merger|merge|unification|reunification|border) with(?: the)?"
    r"|\b[Tt]urnout in|\b(?:neighbouring|neighboring|nearby|[Rr]ural|[Uu]rban|mainland)"
    r"|\b(?:sq km|sq miles|square (?:kilomet(?:er|re)s|miles)) of"
    r"|\b(?:captured|recaptured|retook|seized|liberated|besieged|encircled)) $"
)
_OWNED = (
    r"(?:residents|voters|people|parents|electorate|mayor|citizens|population|inhabitants"
    r"|council|villagers|islanders|referendum|election|elections|electoral|plebiscite|bypass"
    r"|fishermen|farmers|workers|women|men|parliament|parliamentary|government|president"
    r"|presidential|prime minister|economy|capital|harbour|harbor|port|town hall|schools?|airport"
    r"|bridge|streets|market|station|islands?|university|ruling|central|national|largest|biggest"
    r"|foreign|interior|army|border|coast|constitution|highest|supreme|first|vote|ballot|poll|polls"
    r"|run-?off|by-?election|mayoral|town|city|regional|provincial|municipal|governor"
    r"|assembly|independence|turnout|electors|registered|separatists|separatist|rebel|rebels"
    r"|authorities|officials|general|legislative|local|premier|king|queen|breakaway|status|future)"
)
_BEHIND = Pattern(
    rf"'s? {_OWNED}\b| (?:recorded|returned|posted) (?:the|a) |: (?:Yes|No|Leave|Remain|For"
    r"|Against) \d|: [\d.,]+ ?(?:%|per ?cent) (?:for )?[A-Z]|: [a-z]+ \d[\d.]*,"
    rf"|(?: has| have)? (?:votes (?:on|to|for|against)|goes to the polls|has voted|have voted"
    r"|has chosen|has elected|has decided|chooses|will stay|will remain|elects|went to the polls"
    r"|votes (?:yes|no|Yes|No)|said (?:yes|no))\b"
    rf"| {_KINDS}\b(?! (?:party|council|election))|'s {_KINDS}\b"
    rf"|,? (?:which|that)? ?(?:is|was|remains) (?:an?|the) (?:[a-z-]+ ){{0,3}}{_KINDS}\b"
    r"|, (?:further |far |high )?(?:in|on|up|down|to) the (?:far |deep )?(?:north|south|east|west"
    r"|centre|hills|mountains|interior|coast)\w*\b"
    rf"|, (?:an?|the|its|his|her|their|once|long|formerly|home) (?:[\w'-]+ ){{0,4}}?(?:{_KINDS}"
    r"|home area|bastion|heartland|fiefdom|powerbase|backyard)\b"
    rf"| (?:has |will )?(?:voted|votes|held|holds?)"
    r" (?:on|an?|its|to|for|against|by|overwhelmingly)\b"
    r"| (?:alone )?(?:approved|rejected|endorsed|opted|swung|went|turned|backed|decided|chose"
    r"|gave|stood by|stayed|remained|plumped|bucked|leant|leaned|came out|was (?:the )?(?:keenest"
    r"|closest|coolest|warmest|clearest|tightest))\b[^.;:]{0,40}?"
    r" (?:with|by|at) (?:about |just |only |some |over )?\d"
    r"| (?:alone )?gave (?:him|her|it|them|[Yy]es|[Nn]o|the [a-z]+)\b[^.;:,]{0,30}\d"
    r"| to (?:elect|vote on|choose|decide) "
    r"| has a new (?:mayor|governor|president|council|parliament|leader)\b"
    r"| has (?:[\d,. ]+|some |about |only |just )+(?:million )?(?:registered |eligible )?"
    r"(?:voters|inhabitants|residents|people|electors)\b"
    r"| (?:by-?election|referendum|plebiscite|constituency|residents|villagers|islanders|parents"
    r"|townspeople|householders|mayoral)\b"
    r"|, whose (?:people|voters|residents|inhabitants|villagers|islanders)\b"
    r"|, where (?:s?he|its?|his|her|they|the|turnout|support|only|just|about|\d|[A-Z])"
    r"|, which (?:broke away|declared itself|seceded|split off|voted|votes)\b"
    r"| (?:votes|decides|chooses)(?: again)?(?=\n|$|:| - )"
    r"|(?: [a-z-]+){0,2} (?:vote|referendum|plebiscite|poll|by-?election)(?=:|\n)"
    r"|: \"?(?:Yes|No)\b"
    # a line of a table: "Omusati: Berg 84.6%, Lind 11.2%"
    r"|: (?:[A-Z][\w'-]+ ){1,3}\d[\d.,]*(?: ?(?:%|per ?cent))?[,;] (?:[A-Z][\w'-]+ ){1,3}\d"
    r"|: [\d.,]+ ?(?:%|per ?cent) (?:against|in favou?r)\b"
    r"|'s [\w.,]+ (?:million |thousand )?(?:voters|people|residents|electors|inhabitants)\b"
    r"| (?:voted|said) (?:Yes|No|Leave|Remain),? (?:by|with) \d"
    r"| has (?:given|had|told|made) its\b"
    r"| voted the other way\b| by (?:just |only )?[\d,]+ votes\b"
)
# As in "won Kent with 68.5%".
_WON = Pattern(
    r"\b(?:won|wins|carried|carries|took|takes|lost|loses|held|holds|kept|keeps|wrested|retained"
    r"|retains|captured|snatched|swept|sweeps|clinched|retook|gained|flipped|secured|defended) $"
)
_TAKEN = Pattern(r"\b(?:taken|took|takes|gained|gains|seized|snatched|captured|won|wins) $")
_FROM = Pattern(r"(?: and [A-Z]\w+)? from (?:the )?[A-Z]")  # "has taken Runcorn from Labour"
_BY_SO_MUCH = Pattern(
    r",? (?:(?:easily|handily|comfortably|narrowly),? )?(?:with|by)(?: (?:about|some|just|only|over"
    r"|nearly|almost|an?|mere|margin|majority|whisker|landslide|of|more|less|than|fewer)){0,4} \d"
)
_VOTERS = Pattern(
    r" (?:voters|electors|ratepayers|taxpayers)\b(?! (?:of|in|from)\b)| says? (?:yes|no|aye)\b"
)
# Voters of a faith or a party: "Muslim voters", "Reformist voters".
_NO_ELECTORATE = Pattern(
    r"(?:[a-z](?:ese|ish|ists?|ites?|ians?|ics?|ous|ful|less|ive|[ai]ble|ing|ed)"
    r"|^(?:Labour|Conservative|Tory|Green|Liberal"
    r"|Democrat|Republican|Progressive|Muslim|Hindu|Sikh|Jewish|Christian|Protestant|Black|White"
    r"|Latino|Hispanic|Indigenous|Aboriginal|First|Young|Younger|Older|Elderly|Angry|Weary|Rural"
    r"|Urban|Local|Many|Most|Some|Few|Swing|Leave|Remain|Yes|No))$"
)
_HANDS = Pattern(r" (?:hands|control|ranks|territory|circles)\b")
_PART_HELD = Pattern(
    r"\b(?:[Aa]ll|[Mm]ost|[Mm]uch|[Hh]alf|[Pp]arts?|third|thirds|quarters?|%|per ?cent) of "
    r"(?:the )?$"
)
_IS_HELD = Pattern(
    r"(?: (?:is|are|was|were|remains?|has been|had been))(?: [\w-]+){0,3} (?:under|held|controlled"
    r"|hands|occupied|contested)\b| (?:is|was|are|were) not\b"
)
_NAMED_REGION = Pattern(
    r"^(?:Republic|Isle|Island|Kingdom|Duchy|Canton|Province|County|City|Commonwealth|Principality"
    r"|Port|Islands|Gulf|Bay|State) of (?:the )?[A-Z]|"
    r"(?<!^Islami)\w (?:Province|Region|District|Islands?|Isles?|Territory|Territories|Cape"
    r"|County|Oblast|Governorate|Prefecture|Canton|Township|Valley|Peninsula|State|City|Parish|Borough|Ward"
    r"|Atoll|Archipelago|Emirate|Department|Municipality|Krai|Okrug|Sound|Bay|Creek|Harbou?r"
    r"|Falls|Springs|Heights|Beach|Lakes|Fjord|Firth|Reef|Coast|Delta|Cove|Inlet|Lagoon|Strip|Plateau"
    r"|Highlands|Uplands|Hills|Enclave|Corridor|Basin)$"
    r"|^(?:[A-Z]\w+-)*(?:St|Ste|Mt|Ft)\.? [A-Z]"
    # a constituency
    r"|^(?:St |Mt )?[A-Z]\w{3,}(?: [A-Z]\w+)?"
    r" (?:(?:North|South|East|West)(?:ern)?|Central|Cent(?:re|er))$"
)
TITLED = Pattern(
    r"^(?:Mr|Mrs|Ms|Dr|PM|MP|MCA|Sir|President|Prime|King|Queen|Lord|General|Justice|Mayor|Governor"
    r"|Gov|Premier|Senator|Sen|Minister|Chancellor|(?:[A-Z][\w'-]+ )?Leader)\b\.?"
)
_LONGEST_PLACE = 4  # words; our choice: "Western Bahr el Ghazal"
_NO_PLACE = Pattern(
    r"^(?:[A-Z]{2,}|Islamic State|Twitter|Facebook|Telegram|Parliament|Congress|Senate|English"
    r"|[A-Z][a-z]+ism|Islam|God|Christmas|Easter|Ramadan|Brexit|Street)$"
    r"|\b(?:United|Rovers|Wanderers|FC|Market|Union|Community|Independent|Times|Herald)$"
    # sides of a vote: "in Labor hands", "voted in the Republican contest"
    r"|^(?:Labou?r|Tory|Tories|Republicans?|Democrats?|Democratic|Conservatives?|Liberals?"
    r"|Nationals?|Greens?|Progressives?|[A-Z][a-z]+(?:ists?|crats?))$"
)
ONLY_KIND = Pattern(_KINDS, re.IGNORECASE)
_BUILDING = Pattern(
    r" (?:Street|Road|Avenue|Square|Lane|Hall|School|Park|House|Tower|Centre|Center|Stadium"
    r"|Airport|Hotel|Church|Cathedral|Palace|Bridge|Station|Market|Hospital|Theatre|Museum"
    r"|Library|Prison|Building|Arena|Club|Gardens|Quay)$"
)
_A_PEOPLE = Pattern(r"[a-z](?:ians|landers|ites)$")
_HELD_BY = Pattern(
    r"-[a-z]{3,}$(?<!-gun)(?<!-shi)(?<!-ken)(?<!-dong)(?<!-county)"
)  # "Russian-held"
LANDMARK = "landmark"  # a place of the gazetteer's kind in which nobody votes


def own_places(
    text: str, names: Sequence[NameWords], datelines: frozenset[str] = frozenset()
) -> frozenset[str]:
    """Return the names that a story uses as places.

    Parameters
    ----------
    text : str
    names : sequence of NameWords
    datelines : frozenset of str
        Places in front of the story, in capitals ("PORT AVERY").

    Examples
    --------
    >>> from tallyscope.reading.names import find_names
    >>> text = "Voters in Vellmar and Ostrand wanted it. Mr Berg did not."
    >>> sorted(own_places(text, find_names(text, [0, 41], frozenset())))
    ['Ostrand', 'Vellmar']
    """
    people = surnames(names)
    single = frozenset(name.name for name in names if " " not in name.name)
    common = {name.name for name in names if _is_common(text, name) or _is_team(text, name)}
    possible = {
        name.name: name.name not in common and may_be_place(name, people, single) for name in names
    }
    found = {
        name.name
        for name in names
        if possible[name.name] and (name.name.upper() in datelines or _stands_as_place(text, name))
    }
    for _ in range(_PASSES):
        last_stop, last_is_place = 0, False
        for name in names:
            is_place = name.name in found
            if last_is_place and not is_place and possible[name.name]:
                between = text[last_stop : name.span.start]
                is_place = goes_on(text, between, name)
            if is_place:
                found.add(name.name)
            last_stop, last_is_place = name.span.stop, is_place
    return frozenset(found)


_PASSES = 2  # "Aber and Bryn voted. In Aber ...": what makes Bryn a place is known only then
FIRST_WORDS_OF_PLACES = Pattern(
    r"^(?:New|Old|North|South|East|West|Northern|Southern|Eastern|Western|Central|Upper|Lower|Great"
    r"|Greater|Little|Saint|Ste?|San|Santa|Port|Fort|Ft|Mount|Mt|Lake|Cape|Bad|Le|La|Los|Las|El|Al"
    r"|Isle|Republic|Province|City|County|Kingdom)\b"
)


_NO_FIRST_NAME = Pattern(r"^(?:Radio|TV|Voice|Free|Team|Inter|Real|Sporting|Bank)\b")


def surnames(names: Sequence[NameWords]) -> frozenset[str]:
    """Return the last words of what looks like a person's full name or title with name."""
    return frozenset(
        name.name.rsplit(" ", 1)[-1]
        for name in names
        if " " in name.name
        and (not name.body or TITLED.match(name.name))
        and not FIRST_WORDS_OF_PLACES.match(name.name)
        and not _NO_FIRST_NAME.match(name.name)
        and not _NAMED_REGION.search(name.name)
    )


def _stands_as_place(text: str, name: NameWords) -> bool:
    if _NAMED_REGION.search(name.name):
        return True
    before = Text(text[max(0, name.span.start - 45) : name.span.start])
    behind = text[name.span.stop : name.span.stop + 60]
    if _HANDS.match(behind) or (before.endswith("the ") and behind.startswith("'s")):
        return False  # "in Taliban hands", "the Taliban's leader"
    on_it = _ON.search(before)
    if on_it and (_AND_A_NUMBER.match(behind) if not on_it["the"] else _ITS_KIND.match(behind)):
        return True
    if _VOTERS.match(behind) and not _NO_ELECTORATE.search(name.name):
        return True
    held = _PART_HELD.search(before) and _IS_HELD.match(behind)
    held = held or (_WON.search(before) and _BY_SO_MUCH.match(behind))
    held = held or (_TAKEN.search(before) and _FROM.match(behind))
    held = held or (_AT_THE_HEAD.search(before) and _SUBJECT.match(behind))
    return bool(held or _BEHIND.match(behind) or _BEFORE.search(before))


# "At Bel Ombre Mr Lind got 61 per cent", "On Praslin he led by 412 votes"
_AT_THE_HEAD = Pattern(r"(?:^|[.;:>!?\"]\s+|\n|, (?:and |but |while )?)(?:[Aa]t|[Oo]n) (?:the )?$")
_SUBJECT = Pattern(
    r",? (?:[Hh]e|[Ss]he|[Tt]hey|it|[Yy]es|[Nn]o|turnout|support|(?:Mr|Ms|Mrs|Dr)\.? [A-Z]\w+"
    r"|[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2}|the [a-z]+(?: [a-z]+)?) (?:won|was|were|had|got|took"
    r"|collected|polled|received|led|secured|managed|reached|scored|stood|came|fell|lost|carried"
    r"|garnered|captured)\b[^.;:]{0,40}\d"
)
# "On Saint Martin, 76% of voters chose": of an island; "On the Hartcliffe estate"
_ON = Pattern(r"\b[Oo]n (?P<the>the )?$")
_AND_A_NUMBER = Pattern(r",? (?:some |about |nearly |only |just )?\d|, (?:turnout|s?he|it|they)\b")
_ITS_KIND = Pattern(r" (?:estate|side|islands?|coast|peninsula|plateau)\b")
_INDEFINITE = Pattern(r"\b[Aa]n? $")
_LOWER_BEHIND = Pattern(r" [a-z]{3,}")


def _is_common(text: str, name: NameWords) -> bool:
    """Whether a name describes something of which there are more: "a Horizon survey"."""
    before = text[max(0, name.span.start - 4) : name.span.start]
    return bool(_INDEFINITE.search(before) and _LOWER_BEHIND.match(text, name.span.stop))


_PLURAL = Pattern(r" (?:are|have|were)\b")


def _is_team(text: str, name: NameWords) -> bool:
    """Whether a name of one word is a team: "The Spurs are"; the gazetteer's are not asked."""
    before = text[max(0, name.span.start - 4) : name.span.start]
    is_one = name.name.endswith("s") and " " not in name.name
    return is_one and before == "The " and bool(_PLURAL.match(text, name.span.stop))


def may_be_place(name: NameWords, people: frozenset[str], single: frozenset[str]) -> bool:
    """Tell whether a name is not that of a person or a body.

    Parameters
    ----------
    name : NameWords
    people : frozenset of str
        Surnames of the story.
    single : frozenset of str
        Names of one word that stand in it.
    """
    words = name.name
    if _NAMED_REGION.search(words):
        return True
    last = words.rsplit(" ", 1)[-1]
    is_person = last != words and last in single and not FIRST_WORDS_OF_PLACES.match(words)
    return not (
        name.body
        or is_person
        or words in people
        or _HELD_BY.search(words)
        or _A_PEOPLE.search(words)
        or TITLED.match(words)
        or _NO_PLACE.search(words)
        or ONLY_KIND.fullmatch(words)
        or words.count(" ") >= _LONGEST_PLACE
    )


def without_adjectives(names: Sequence[NameWords], places: Sequence[PlaceWords]) -> list[NameWords]:
    """Return names without an adjective in front: "Belarusian President X" is "President X"."""
    adjectives = {place.span.start: place for place in places if place.form == "adjective"}
    found = []
    for name in names:
        first = adjectives.get(name.span.start)
        start = first.span.stop + 1 if first else name.span.start
        if first and _HELD_BY.fullmatch(name.name, first.span.stop - name.span.start):
            continue
        cut = start - name.span.start
        if first and start < name.span.stop and (not name.body or TITLED.match(name.name[cut:])):
            name = replace(name, span=Span(start, name.span.stop), name=name.name[cut:])
        found.append(name)
    return found


def as_places(
    names: Sequence[NameWords], own: frozenset[str]
) -> tuple[list[NameWords], list[PlaceWords]]:
    """Part the names of a story into names and places."""
    people = {name.name: place for name in names if (place := _home_of(name.name, own))}
    kept = [name for name in names if name.name not in own and name.name not in people]
    places = []
    for name in names:
        if name.name in people:
            form: Form = "people" if name.name.endswith("s") else "adjective"
            places.append(PlaceWords(name.span, people[name.name], form))
        elif name.name in own:
            kind = LANDMARK if _BUILDING.search(name.name) else ""
            places.append(PlaceWords(name.span, _city(name.name), kind=kind))
    return kept, places


_CITY = re.compile(
    r" (?:(?:Sub-)?Metropolitan (?:City|Municipality)|(?:City|Municipal) Corporation)$"
)


def _city(name: str) -> str:
    """The city whose full name it is: "Kathmandu Metropolitan City" is Kathmandu."""
    city = _CITY.sub("", name)
    return city if city in gazetteer() else name


_DEMONYM = Pattern(r"(?:n|an|ian|er|ite|ese)s?")


def _home_of(name: str, own: frozenset[str]) -> str:
    """The story's own place that an adjective or a people is named after: "Kestrans"."""
    homes = [
        place
        for place in own
        for stem in (place, place.removesuffix("s"))
        if name.startswith(stem) and _DEMONYM.fullmatch(name, len(stem))
    ]
    return max(homes, key=len, default="")

"""Who voted and who could: turnout, participants, registered voters."""

from __future__ import annotations

from tallyscope.reading.frames.frame import Frame
from tallyscope.reading.grammar import grammar

_TURNOUT = r"(?:voter |electoral |overall |national |final |official |provisional |the )*(?:turnout|participation(?: rate)?)"

FRAMES: tuple[Frame, ...] = (
    Frame(
        id="participation.n-of-n",
        form="N of the N eligible voters took part; of N registered, N voted",
        pattern=grammar(
            r"(?P<n>{N}) (?:of|out of|from)(?: (?:the|its|their|all|a total of|some))* (?P<n2>{N})(?: {HEAD}| eligible| registered| (?:people|those) (?:eligible|registered|entitled)| on the (?:list|roll|register)s?){1,2}"
            r"(?: who)?{AUX}{ADVERB} (?:{DID}|voted)"
            r"|[Oo]f (?:the |its |their |some |a total of )?(?P<n3>{N})(?: (?:{HEAD}|eligible|registered|on the (?:list|roll|register)s?|(?:that|who) [^,]{2,40}|entitled to vote)){0,3}, (?:a total of |only |just |some )?(?P<n4>{N})(?: {HEAD})?{AUX}{ADVERB} {DID}"
        ),
        kinds={"n": "participants", "n2": "registered", "n3": "registered", "n4": "participants"},
        options={},
        examples={
            "Some 13 million of the 34.9 million eligible voters took part.": (
                "participants about 13 million",
                "registered 34.9 million",
            ),
            "Of 840 households that got a form, 602 sent it back.": (
                "registered 840",
                "participants 602",
            ),
        },
        counter_examples=("Two of the 14 members went home.",),
    ),
    Frame(
        id="participation.turnout-was",
        form="turnout was P, turnout of P",
        pattern=grammar(
            _TURNOUT + r"(?:(?! (?:rose|fell|increased|dropped|was up|was down) by)[^.;:,()<\"]|{ASIDE}|{I}|{D}|<T\d+>|, [a-z' ]{2,40},| at <T\d+>){0,12}? ?[,:(-]? ?(?P<n>{P})"
            r"(?:,? of (?P<of>{V}|(?:the |its )?(?P<n2>{N})(?: {V}| registered(?: voters)?| eligible(?: voters)?){0,2}))?(?! (?:higher|lower|more|less|up|down|was|is|were)\b)"
        ),
        kinds={"n": "turnout", "n2": "registered"},
        options={},
        examples={
            "Turnout was 74.87%.": ("turnout 74.87%",),
            "Turnout by 6pm had reached 41 percent.": ("turnout 41%",),
            "Turnout was 86.5 per cent of the 484,718 registered voters.": (
                "turnout 86.5%",
                "registered 484,718",
            ),
        },
        counter_examples=("Turnout rose by 3 percent.",),
    ),
    Frame(
        id="participation.p-turnout",
        form="a P turnout, P of voters took part",
        pattern=grammar(
            r"(?P<n>{P})(?: (?:voter |electoral )?(?:turnout|participation)\b(?! (?:threshold|requirement|quorum|hurdle))"
            r"|(?:,? (?:of|out of) (?P<of>{V}))?{ASIDE}{AUX}{ADVERB} {DID})"
        ),
        kinds={"n": "turnout"},
        options={},
        examples={
            "They said 81% of the electorate had taken part.": ("turnout 81%",),
            "A 56 per cent turnout was announced.": ("turnout 56%",),
        },
        counter_examples=("About 40% of drivers took part in the strike of 3 May.",),
    ),
    Frame(
        id="participation.people-voted",
        form="N people took part, N ballots were cast",
        pattern=grammar(
            r"(?P<n>{N})(?: (?:of )?{HEAD})?{ASIDE}(?: who)?{AUX}{ADVERB} (?:{DID}|been cast|cast|handed in|returned|received)"
            r"(?! (?:for|in favou?r|against|to|by (?:the|<A))\b)"
        ),
        kinds={"n": "participants"},
        options={},
        examples={
            "A total of 541,093 people took part in the vote.": ("participants 541,093",),
            "More than 2.3 million ballots were cast.": ("participants over 2.3 million",),
        },
        counter_examples=("About 120 people were hurt.", "Some 300 people voted for the plan."),
    ),
    Frame(
        id="participation.registered",
        form="N registered voters, N people were entitled to vote",
        pattern=grammar(
            r"(?P<n>{N}) (?:of the )?(?:[a-z]+ )?(?:(?:registered|eligible|enrolled|qualified) (?:voters|electors|people|citizens|members|{G}))"
            r"|(?P<n2>{N})(?: (?:of )?{HEAD})?(?: abroad| {I})?,?(?: (?:who|that))?(?: (?:are|were|had been|have been|is|was))? (?:registered|eligible|entitled|enrolled|qualified|called|able|on the (?:electoral |voters' |voter )?(?:list|roll|register)s?)\b(?! parties)"
            r"|(?:electorate|(?:electoral|voter|voters') (?:list|roll|register)s?|(?:registered|eligible) (?:voters|electors))(?: {I})?(?: (?:of|is|was|has|had|numbers|numbered|totals|totalled|stood at|contained|with|put at|comprises)){1,2}(?: a total of)? (?P<n3>{N})"
        ),
        kinds={"n": "registered", "n2": "registered", "n3": "registered"},
        options={},
        examples={
            "Around 21 million Venezuelans were registered.": ("registered about 21 million",),
            "The island has an electorate of 24,300.": ("registered 24,300",),
        },
        counter_examples=("The firm has 300 registered patents.",),
    ),
)

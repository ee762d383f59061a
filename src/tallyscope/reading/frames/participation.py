"""Who voted and who could: turnout, participants, registered voters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallyscope.reading.frames.frame import Draft, Frame
from tallyscope.reading.grammar import grammar
from tallyscope.reading.marking import MARK, Marked, Phrase
from tallyscope.statement import Kind

_TURNOUT = r"(?:voter |electoral |overall |national |final |official |provisional |the )*(?:turnout|participation(?: rate)?)"

FRAMES: tuple[Frame, ...] = (
    Frame(
        id="participation.n-of-n",
        form="N of the N eligible voters took part; of N registered, N voted",
        pattern=grammar(
            r"(?P<n8>{N})(?: {HEAD})?, or (?P<n9>{P}) of (?P<of>(?:the )?(?:<W\d+>|electorate))(?=[.,;]|$)"
            r"|(?P<n6>{N}) (?:of|out of)(?: (?:the|its|some|about))? (?P<n7>{N})(?: {HEAD})? (?:registered|eligible|enrolled|on the)\b"
            r"|(?P<n>{N}) (?:of|out of) {V}{AUX}{ADVERB} (?:{DID}|voted)|(?P<n5>{N}) (?:of|out of|from)(?: (?:the|its|their|all|a total of|some|[a-z]+'s|<L\d+>'s))* (?P<n2>{N})(?: {HEAD}| eligible| registered| (?:people|those) (?:eligible|registered|entitled)| on the (?:list|roll|register)s?){1,2}"
            r"(?: who)?{AUX}{ADVERB} (?:{DID}|voted)"
            r"|[Oo]f (?:the |its |their |some |a total of )?(?:(?:[a-z]+|<[LG]\d+>)'s )?(?:some |about )?(?P<n3>{N})(?: (?:{HEAD}|eligible|registered|on the (?:list|roll|register)s?|(?:that|who) [^,]{2,40}|entitled to vote)){0,3}, (?:a total of |only |just |some )?(?P<n4>{N})(?: {HEAD})?{AUX}{ADVERB} {DID}"
        ),
        needs=re.compile(r"<N"),
        kinds={
            "n": "participants",
            "n5": "participants",
            "n2": "registered",
            "n3": "registered",
            "n4": "participants",
            "n6": "participants",
            "n7": "registered",
            "n8": "participants",
            "n9": "turnout",
        },
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
            r"\b[Aa]t (?P<n2>{P}),? (?:the )?turnout\b|" + _TURNOUT + r"(?:(?! (?:rose|fell|increased|dropped|was up|was down) by)(?:[^.;:,()<\"]|<[IDTLGCAB]\d+>|, (?:[a-z' ]{2,40}|<[DI]\d+>),|,(?= (?:at|just|only|a) ))){0,70}? ?[,:(-]? ?(?P<n>{P})"
            r"(?:,? of (?P<of>{V}))?(?! (?:higher|lower|more|less|up|down|was|is|were)\b)"
        ),
        needs=re.compile(r"turnout|participation"),
        kinds={"n": "turnout", "n2": "turnout"},
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
            r"|(?:(?:,? (?:of|out of))? (?P<of>{V})(?:(?!<[PNX]| said | told )[^.;:,()\"]){0,60}?)?{ASIDE}{AUX}{ADVERB} {DID})"
        ),
        needs=re.compile(r"<P"),
        kinds={"n": "turnout"},
        options={},
        examples={
            "They said 81% of the electorate had taken part.": ("turnout 81%",),
            "A 56 per cent turnout was announced.": ("turnout 56%",),
        },
        counter_examples=("About 40% of drivers took part in the strike of 3 May.",),
    ),
    Frame(
        id="participation.cast",
        form="of N ballots cast, ...",
        pattern=grammar(r"\bamong (?:the |some |about )?(?P<n2>{N}) {VOTES}|\bof (?:the |a total of )?(?P<n>{N}) {VOTES}(?: (?:handed in|returned|counted|received))?(?:{ASIDE}|[^,.;<]{0,40}),"),
        needs=re.compile(r"(?:of|among) (?:the |a total of |some |about )?<N"),
        kinds={"n": "participants", "n2": "participants"},
        options={},
        examples={
            "Of 181,067 ballots cast in the referendum, 176,928 were for independence.": (
                "participants 181,067",
                "votes independence 176,928",
            ),
        },
        counter_examples=("Of 12 votes he lost in the house, two mattered.",),
    ),
    Frame(
        id="participation.registered",
        form="N registered voters, N people were entitled to vote",
        pattern=grammar(
            r"(?P<n>{N}) (?:of the )?(?:[a-z]+ )?(?:(?:registered|eligible|enrolled|qualified) (?:voters|electors|people|citizens|members|{G}))"
            r"|(?P<n4>{N})(?: [a-z]+){1,3} (?:were|are|was) (?:able|entitled|eligible) to vote|(?P<n2>{N})(?: (?:of )?{HEAD})(?: abroad| {I})?,?(?: (?:who|that))?(?: (?:are|were|had been|have been|is|was|have|had))? (?:the right to vote|a vote\b|registered|eligible|entitled|enrolled|qualified|called|able to vote|(?:may|can|could|may have|could have|might have) (?:vote|voted)|on the (?:electoral |voters' |voter )?(?:list|roll|register)s?)\b(?! parties)"
            r"|(?:electorate|(?:electoral|voter|voters') (?:list|roll|register)s?|\broll|(?:registered|eligible) (?:voters|electors))(?: {I})?(?: (?:of|is|was|has|had|numbers|numbered|contains|includes|lists|holds|totals|totalled|stood at|contained|with|put at|comprises)){1,2}(?: a total of)? (?P<n3>{N})"
        ),
        needs=re.compile(r"<N"),
        kinds={"n": "registered", "n2": "registered", "n3": "registered", "n4": "registered"},
        options={},
        examples={
            "Around 21 million Venezuelans were registered.": ("registered about 21 million",),
            "The island has an electorate of 24,300.": ("registered 24,300",),
        },
        counter_examples=("The firm has 300 registered patents.",),
    ),
    Frame(
        id="participation.people-voted",
        form="N people took part, N ballots were cast",
        pattern=grammar(
            r"(?P<n>{N})(?: (?:of )?{HEAD})?{ASIDE}(?: who)?{AUX}{ADVERB} (?:{DID}|did so|been cast|cast|handed in|returned|received)"
            r"(?! (?:for|in favou?r|against|to|by (?:the|<A))\b)"
        ),
        needs=re.compile(r"<N"),
        kinds={"n": "participants"},
        options={},
        examples={
            "A total of 541,093 people took part in the vote.": ("participants 541,093",),
            "More than 2.3 million ballots were cast.": ("participants over 2.3 million",),
        },
        counter_examples=("About 120 people were hurt.", "Some 300 people voted for the plan."),
    ),
)

_PHRASE = re.compile(r"<([VW]\d+)>")
_REGISTERED = re.compile(r"registered|eligible|electorate|electors|enrolled|entitled|\b(?:list|roll|register)s?\b|right to")
_VOTED = re.compile(r"who|cast|polled|voting|taking part|participa|votes?\b|ballots?\b")


def numbers_within(marked: Marked) -> Iterator[Draft]:
    """Yield a draft for numbers inside a phrase: "of the 484,718 registered voters".

    What they count is told by the words of the phrase: those who could vote, or those who did.
    """
    for match in _PHRASE.finditer(marked.text):
        phrase = marked.found[match[1]]
        assert isinstance(phrase, Phrase)
        for name in MARK.findall(phrase.inner):
            kind: Kind | None = "registered" if _REGISTERED.search(phrase.inner) else None
            if kind is None and _VOTED.search(phrase.inner):
                kind = "participants"
            if name[0] == "N" and kind:
                mention = marked.mention(name)
                yield Draft(
                    frame="participation.within",
                    kind=kind,
                    start=match.start(),
                    stop=match.end(),
                    mention=mention,
                    quantity=mention.quantity,
                    number=f"<{name}>",
                )

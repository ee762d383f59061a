"""Turnout: the share of those who could vote that did."""

from __future__ import annotations

from tallyscope.reading.frames.electorate import can_vote
from tallyscope.reading.frames.frame import Frame, at_least, never
from tallyscope.statement import Kind

_TURNOUT: dict[str, Kind] = {"n": "turnout"}


_HANDFUL = 100  # people; our choice: fewer, tied to voters only by "of them", are others


FRAMES: tuple[Frame, ...] = (
    Frame(
        id="turnout.at",
        form="at P, turnout was the lowest ever",
        words=r"\b(?:at|with) (?P<n>{P}),? (?:the |voter )?{TURNOUT}\b",
        kinds=_TURNOUT,
        examples={"At 48.8 per cent, turnout was the lowest ever.": ("turnout 48.8%",)},
        counter_examples=("At 48.8 per cent, growth was low.",),
    ),
    Frame(
        id="turnout.from-to",
        form="turnout fell from P to P",
        words=(
            r"{TURNOUT}(?:(?!<[PNX])[^.;:()\"]){0,40} from (?P<was>{P})"
            r"(?:,? [^<.;:]{1,25}?| {D})? to (?:just |only |a record )?(?P<n>{P})"
        ),
        kinds={"n": "turnout", "was": "turnout"},
        examples={"Turnout fell from 65.2% in 2019 to 61.4%.": ("turnout 65.2%", "turnout 61.4%")},
        counter_examples=("Turnout was up; prices went from 5% to 6%.",),
    ),
    Frame(
        id="turnout.by-to",
        form="turnout rose by P points to P; a turnout of P was",
        words=(
            r"(?:{TURNOUT}(?: {I}| {D})? (?:rose|fell|climbed|dropped|slipped|went up|went down"
            r"|sank"
            r"|jumped|increased|decreased|was up|was down)(?: by)? {X},? to|{TURNOUT} of)"
            r"(?: only| just| a record)? (?P<n>{P})(?! (?:is|was) (?:needed|required|necessary))"
        ),
        kinds=_TURNOUT,
        examples={
            "Turnout in Kirn rose by 11.6 points to 34.4%.": (
                "change 11.6 points",
                "turnout 34.4%",
            ),
            "A turnout of 41.2 per cent was the lowest ever.": ("turnout 41.2%",),
        },
        counter_examples=(
            "Turnover rose by 11.6 points to 34.4%.",
            "A turnout of 40 per cent is needed.",
        ),
    ),
    Frame(
        id="turnout.was",
        form="turnout was P, a turnout of P",
        words=(
            r"{TURNOUT}(?:(?! (?:rose|fell|increased|dropped|was up"
            r"|was down) by)(?:[^.;:,()<\"]|<[IDTLGCABVW]\d+>|, (?:[a-z' ]|<[DIT]\d+>){1,50}(?:,"
            r"|(?=:))|,"
            r"(?= (?:at|just|only|a|with) )|\"[a-z ]{2,30}\""
            r"|the <N\d+>)){0,70}? ?[,:(-]? ?(?<! by )(?P<n>{P})(?:,? of "
            r"(?:(?:the )?(?:[a-z]+|<[LG]\d+>)'s )?(?P<of>{V}))?(?! "
            r"(?:higher|lower|more|less|up(?! from)|down(?! from)|was|is|were)\b)"
        ),
        kinds=_TURNOUT,
        examples={
            "Turnout was 74.87%.": ("turnout 74.87%",),
            "The return rate was 43.9 per cent.": ("turnout 43.9%",),
            "Polling was recorded at 65.79 per cent.": ("turnout 65.79%",),
            'Turnout in the five districts was a "very high" 87.8 percent.': ("turnout 87.8%",),
            "Turnout stood at 41.3% of the county's 50,412 registered voters.": (
                "turnout 41.3% of registered",
                "registered 50,412",
            ),
            "Turnout by 6pm had reached 41 percent.": ("turnout 41%",),
            "Turnout at the last one, in May 2020, was 71%.": ("turnout 71%",),
            "Turnout, as it was told in the course of the day: 23.37%.": ("turnout 23.37%",),
            "Turnout was 86.5 per cent of the 484,718 registered voters.": (
                "turnout 86.5% of registered",
                "registered 484,718",
            ),
        },
        counter_examples=("Turnout rose by 3 percent.",),
    ),
    Frame(
        id="turnout.which",
        form="turnout, which X had put at P, was brought down to P",
        words=(
            r"{TURNOUT},? (?:which|that) (?:[a-z' -]|<[ACLG]\d+>){2,60}? (?:put|pegged|estimated"
            r"|given)(?: at| as)? (?P<n>{P})(?:, (?:was|has been|had been) (?:brought|cut|lowered"
            r"|raised|corrected|revised)(?: down| up)?(?: by (?:[a-z' ]|<[ACLG]\d+>){2,40})?"
            r" to (?P<to>{P}))?"
        ),
        kinds={"n": "turnout", "to": "turnout"},
        needs="which|that",
        examples={
            "Turnout, which the ministry had put at 87.21%, was cut by the court to 70.11%.": (
                "turnout 87.21%",
                "turnout 70.11%",
            ),
        },
        counter_examples=("Turnout, which the rain cut, was fine; 5% came by bus.",),
    ),
    Frame(
        id="turnout.named",
        form="a P turnout",
        words=(
            r"(?P<n>{P}) (?:voter |electoral )?(?:{TURNOUT}\b|polling(?=[.,;]|$))"
            r"(?! (?:threshold|requirement|quorum|hurdle))"
        ),
        kinds=_TURNOUT,
        examples={"A 56 per cent turnout was announced.": ("turnout 56%",)},
        counter_examples=("There is a 56 per cent turnout threshold.",),
    ),
    Frame(
        id="turnout.list",
        form="P in A and P in B took part",
        words=(
            r"(?P<n>{P})(?: of (?P<of>{V}))? (?P<place>{I})(?:(?:,? and|,)(?: only| just)? {P}"
            r"(?: of {V})? {I}){1,5}{AUX}{ADVERB} {DID}"
        ),
        kinds=_TURNOUT,
        examples={
            "He said 32 percent of voters in Donetsk and 24 percent in Luhansk had cast ballots.": (
                "turnout 32% of registered in Donetsk",
                "turnout 24% in Luhansk",
            ),
        },
        counter_examples=("About 32 percent in Donetsk and 24 percent in Luhansk stayed calm.",),
    ),
    Frame(
        id="turnout.did",
        form="P of those entitled to vote did so, with P of the electorate voting",
        words=r"(?P<n>{P}) (?:of|out of) (?P<of>{V}){AUX}{ADVERB} (?:did so|did|voting"
        r"(?=[.,;]|$))\b",
        kinds=_TURNOUT,
        accepts=can_vote,
        examples={
            "It was adopted, with 43.5% of the electorate voting.": (
                "turnout 43.5% of registered",
            ),
            "Only 55.1 per cent of those entitled to vote did so.": (
                "turnout 55.1% of registered",
            ),
        },
        counter_examples=("Some 55.1 per cent of the yes voters did so.",),
    ),
    Frame(
        id="turnout.of-them-did",
        form="they could vote by post, and N of them did",
        words=r"(?P<n>{N}) of (?:them|those|these|<W\d+>) did(?: so)?(?=[,.;]|$| and\b)",
        kinds={"n": "participants"},
        needs=" did",
        accepts=at_least(_HANDFUL),
        is_sure=never,
        examples={
            "Those abroad could vote by post, and 194,800 of them did.": ("participants 194,800",),
        },
        counter_examples=("They could leave, and 12 of them did.",),
    ),
    Frame(
        id="turnout.took-part",
        form="P of the voters took part",
        words=(
            r"(?P<n>{P})(?: of us)?(?:(?:,? (?:of|out of)(?: (?:the |its )?"
            r"(?:[a-z]+|<[LG]\d+>)'s)?)? "
            r"(?:(?!who|that|no\b|yes\b)[a-z-]+ )?(?P<of>{V})(?:(?!<[PNX]| said | told "
            r"| rejected | opposed | backed | supported"
            r"| approved | wanted | chose "
            r"| favou?red )[^.;:,()\"]){0,60}?)?(?:,(?: or)? {N}(?: {HEAD})?,"
            r"| \({N}(?: {HEAD})?\)| -|,)?{ASIDE}{AUX}{ADVERB} {DID}"
        ),
        kinds=_TURNOUT,
        examples={
            "Of these 78.4 per cent sent in their ballot papers.": ("turnout 78.4%",),
            "In fact 11.22 percent, or 1,025,418 people, had voted.": (
                "turnout 11.22%",
                "participants 1,025,418",
            ),
            "Nearly half the electorate - 48 per cent - took part.": ("turnout 48%",),
            "In Kirn, 39.5% of voters came out.": ("turnout 39.5% of registered",),
            "Barely half of the voters in Kirn took the trouble.": (
                "turnout about half of registered",
            ),
            "They said 81% of the electorate had taken part.": ("turnout 81% of registered",),
            "A record 84% of voters cast ballots.": ("turnout 84% of registered",),
            "Four in five white voters took part.": ("turnout Four in five of registered",),
        },
        counter_examples=("About 40% of drivers took part in the strike.",),
    ),
    Frame(
        id="turnout.taking-part",
        form="taking part were P of the voters",
        words=(
            r"(?:taking part|turning out|casting (?:a |their )?(?:ballots?|votes?|{VOTES}))"
            r"{ASIDE} (?:were|was|are)(?: only| just)? (?P<n>{P})(?: of (?P<of>{V}))?"
        ),
        kinds=_TURNOUT,
        needs="taking part|turning out|casting",
        examples={
            "Taking part were 98.5 per cent of the 1,173,706 persons registered.": (
                "turnout 98.5% of registered",
                "registered 1,173,706",
            ),
        },
        counter_examples=("Taking part were 12 teams.",),
    ),
    Frame(
        id="turnout.which-is",
        form="N took part, which X pegged at P",
        words=(
            r"{DID},? (?:which|a figure that|a share that) (?:(?!<[PNX])[^.;:,()\"]){0,60}?"
            r"(?:is|was|at|to|makes|made) (?P<n>{P})(?! (?:more|less|fewer|up|down|higher|lower))"
        ),
        kinds=_TURNOUT,
        needs="which|that",
        examples={
            "Some 304,600 people took part, which she pegged at 39.7 per cent.": (
                "participants about 304,600",
                "turnout 39.7%",
            ),
        },
        counter_examples=("Some 304,600 people took part, which is 39.7 per cent more.",),
    ),
)

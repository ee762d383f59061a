"""Numbers that lean on the one before: those of an earlier vote, of land, and ranges.

"up from P in YEAR", "in YEAR it was P", "X holds P of A but only P of B".
"""

from __future__ import annotations

from tallyscope.reading.frames.link import Link
from tallyscope.reading.marking import Marked
from tallyscope.reading.pattern import Pattern
from tallyscope.statement import Kind

_LAND: tuple[Kind, ...] = ("control_share", "territory_share")

_HOURS = Pattern(r"\b(?:at|by) (?:<T\d+>|noon|midday|midnight)")


def _tells_hours(marked: Marked) -> bool:
    """Whether a sentence tells numbers hour by hour."""
    return len(_HOURS.findall(marked.text)) > 1


LINKS: tuple[Link, ...] = (
    Link(
        id="link.earlier",
        form="..., up from P in YEAR",
        gap=(
            r"{ASIDE}(?:,| -)?(?: (?:a|the|well|slightly|sharply|far|little|shade|touch|bit"
            r"|fraction|marginally|considerably|markedly|much|just|still|down|up|lower|higher|more|less"
            r"|compared|against|as|and|than|from|with|to|on|rise|fall|drop|increase|jump|above"
            r"|below|percentage|points?|by|of|nearly|{X}|{D},?|{P})){0,9}? "
            r"(?:from|with|to|than|against|above|below|after|beating|topping|surpassing|exceeding"
            r"|(?:down|up) on|short of|shy of|twice|double|half)"
            r" (?:the )?"
        ),
        tail=r"[^.;]{0,60}",
        kinds=(
            "turnout",
            "share",
            "votes",
            "participants",
            "registered",
            "invalid",
            "abstention",
            "margin",
            *_LAND,
        ),
        earlier=True,
        examples={
            "Turnout was 41pc, up from 33pc at the last poll in 2009.": (
                "turnout 41pc",
                "turnout 33pc",
            ),
            "Turnout was 63.9%, a shade lower than the 65.5% of ten years ago.": (
                "turnout 63.9%",
                "turnout 65.5%",
            ),
            "Turnout was 44.2%, well down on the 60.7% of 2014.": (
                "turnout 44.2%",
                "turnout 60.7%",
            ),
            "Turnout was 21%, twice the 10.3% recorded in the 2021 election.": (
                "turnout 21%",
                "turnout 10.3%",
            ),
        },
        counter_examples=("Turnout was 41pc, and fares rose to 33pc of wages.",),
    ),
    Link(
        id="link.than-before",
        form="That was lower than the P recorded in YEAR",
        gap=(
            r"[.)]?{FILLER}(?:;|,? and|,? but)? ?(?:that|this|it) (?:is|was|made it)[^<.;:]{0,30}"
            r" (?:than|below|above|on|from|short of) (?:the )?"
        ),
        tail=r" (?:of|recorded|seen|reached|registered|reported|counted|in|at)\b[^.;]{0,60}",
        kinds=("turnout", "participants", "invalid", "abstention"),
        earlier=True,
        from_before=True,
        examples={
            "Turnout was 64.6%. That was lower than the 71.3% recorded in the 2021 election.": (
                "turnout 64.6%",
                "turnout 71.3%",
            ),
        },
        counter_examples=("Turnout was 64.6%. That was lower than the 71.3% rise of prices.",),
    ),
    Link(
        id="link.land",
        form="X holds P of A but only P of B; A makes up P, B another P",
        gap=(
            r"{FILLER}{LINK}(?: {D})?(?: (?P<place>{L}))?(?:(?: (?:it|they|he|the [a-z]+))?"
            r"(?: (?:now|still))? (?:holds?|controls?|held|controlled|has|had)(?: only| just)?"
            r"| (?:a further|another|for|with|only|just|some))? ?"
        ),
        tail=(
            r"(?: of (?:the )?(?P<place>(?:<L\d+>|townships|districts|villages|towns|land|territory"
            r"|country|province|region|area|settlements))|(?=[.,;]|$))"
        ),
        kinds=_LAND,
        examples={
            "The army holds 52% of townships but well under half of the land.": (
                "control_share 52% of districts by army",
                "control_share under half by army",
            ),
        },
        counter_examples=("The army holds 52% of townships but 40% of soldiers left.",),
    ),
    Link(
        id="link.same-land",
        form="so many square kilometres, or P of the island",
        gap=r"[^<.;:]{0,20},? (?:or|that is)(?: about| some| almost)? ?|[^<.;:]{0,40}, (?:about "
        r"|some )?",
        tail=(
            r"(?: (?:sq km|sq miles|square [a-z]+)(?: of [^.,;<]{0,20})?| of (?:(?:the |its |all )?"
            r"(?:[a-z-]+ ){0,2}(?:<L\d+>|[a-z]+)(?:'s territory)?|it))(?=[.,;]| and|$)"
        ),
        kinds=_LAND,
        other_sort=True,
        examples={
            "The rebels controlled some 15,000 sq km of Ukraine, or almost a quarter of the "
            "country.": (
                "control_share about 15,000 km2 in Ukraine by rebels",
                "control_share about 25% in Ukraine by rebels",
            ),
        },
        counter_examples=("The rebels held 15,000 sq km of Ukraine, or 5% of the vote.",),
    ),
    Link(
        id="link.then",
        form="In YEAR it was P",
        gap=(
            r"[.)]?(?:,? and|,? but|;)? ?{D},? (?:it|they|the figure|that|this|the (?:share|rate"
            r"|turnout|number|party|bloc)) (?:was|had been|stood at|had stood at|reached|had|got"
            r"|won"
            r"|took|polled|received) (?:only |just )?"
        ),
        tail=r"(?! of (?!{V}))",
        kinds=("turnout", "share", "participants", "registered", "abstention", "invalid", *_LAND),
        earlier=True,
        from_before=True,
        examples={
            "Turnout was 65.4%; in 2017 it was 79.5 per cent.": ("turnout 65.4%", "turnout 79.5%"),
        },
        counter_examples=("Turnout was 65.4%; in 2017 prices rose by 79.5 per cent.",),
    ),
    Link(
        id="link.vote-beside",
        form="turnout was P in the election and P in the referendum",
        gap=(
            r"(?: (?:in|at|for) the (?:[a-z-]+ ){0,2}?(?:referendum|election|vote|ballot|race|round"
            r"|poll|plebiscite|run-?off))?(?:,? and|,? but|,)(?: only| just)? ?"
        ),
        tail=(
            r" (?:in|at|for) the (?:[a-z-]+ ){0,2}?(?:referendum|election|vote|ballot|race|round"
            r"|poll|plebiscite|run-?off)\b"
        ),
        kinds=("turnout", "participants", "invalid"),
        examples={
            "Turnout was 84.9% in the election and 27% in the referendum.": (
                "turnout 84.9%",
                "turnout 27%",
            ),
        },
        counter_examples=("Turnout was 84.9% in the election and 27% in the shops.",),
    ),
    Link(
        id="link.wider-figure",
        form="turnout was P, well above the statewide figure of P",
        gap=(
            r"(?:{I}|{D})?,? (?:well |far |just |slightly |much )?(?:[a-z]+ )?(?:above|below|over"
            r"|under|than|short of|to|from) (?:the|a) (?:statewide|nationwide"
            r"|national|provincial|citywide|countywide|regional|federal|state)(?: [a-z]+){0,2}"
            r"(?: of| -|,)? ?"
        ),
        tail=r"(?=[.,;]|$| and\b)",
        kinds=("turnout", "share"),
        wider=True,
        examples={
            "Turnout in Donetsk was 43.7%, well above the national figure of 35%.": (
                "turnout 43.7% in Donetsk",
                "turnout 35%",
            ),
        },
        counter_examples=("Turnout was 43.7%, and tax is above the national rate of 35%.",),
    ),
    Link(
        id="link.hour",
        form="P at 10 a.m., P at noon",
        gap=(
            r"(?: (?:at|by) (?:<T\d+>|noon|midday|midnight))?(?:,|;|,? and)(?: then)?"
            r"(?: (?:at|by) (?:<T\d+>|noon|midday|midnight),?)? ?"
        ),
        tail=r"(?: (?:at|by) (?:<T\d+>|noon|midday|midnight))?(?=[.,;]|$| and\b)",
        kinds=("turnout", "counted", "participants"),
        accepts=_tells_hours,
        examples={
            "Turnout was 23.4% at 10 a.m., 53.3% at noon.": ("turnout 23.4%", "turnout 53.3%"),
        },
        counter_examples=("Turnout was 23.4% at 10 a.m., and 53 shops shut.",),
    ),
    Link(
        id="link.range",
        form="between P and P",
        gap=r"(?: and|-| to) ?",
        tail=r"(?=[,.;]|$| in | of )",
        kinds=("share", "poll", "conditional"),
        examples={
            "Polls had given the Yes side between 55 and 66 per cent.": (
                "poll Yes 55",
                "poll Yes 66%",
            ),
        },
        counter_examples=("Polls had given the Yes side 55 per cent and 66 shops closed.",),
    ),
)

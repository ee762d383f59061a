"""What may stand between an option and its number, and what says that it is no result."""

from __future__ import annotations

import re

from tallyscope.reading.marking import Marked
from tallyscope.reading.pattern import Pattern

NO_RESULT = Pattern(
    r"\b(?:turnout|participation|abstention|inflation|unemployment|econom\w+|growth|wages?|tax\w*"
    r"|prices?|debts?|deficit|gdp|polling stations?|seats?|mandates?|margin|(?<!to )lead|gap|ahead"
    r"|behind by|swing|points?|threshold|quorum|barrier|hurdle|aged?|years?|since"
    r"|members|deputies|mps"
    r"|parliament of|budget|exports?|imports?|loans?|interest|shares in|shares? prices?|territor\w+"
    r"|land"
    r"|control\w*|population|troops|soldiers|casualties|killed|wounded|injured|arrested|observers"
    r"|power|electricity|water|homes|jobs|workers|strike|storm|temperature|rain|age|capacity|stake"
    r"|owns?|owned|promised?|pledged?|cut|cuts|raise[ds]?|counted|processed|needs?|needed|required?"
    r"|must|sees|shown|said|says|told|asked|if|unless|unlike|lost(?! its| their| his| her)|times)\b"
    r"|\b(?:made"
    r"|makes|has|had|puts?) it(?: at)?$|\bby$|\bfrom$|\bof$"
)
_OF_A_RESULT = Pattern(r"\b(?:share|tally|total|score|result|support|majority|average|vote) of$")


# "a poll by X": who asked is no option
_WHOSE_POLL = Pattern(
    r"\b(?:polls?|surveys?|study|projections?|forecasts?) (?:by|from|for) (?:the )?(?:[a-z]+ )?$"
)


def is_beside(marked: Marked, match: re.Match[str]) -> bool:
    """Tell whether nothing between option and number says that it is no result."""
    number = "n" if match.groupdict().get("n") else "m"
    ends = (match.end("option"), match.start(number))
    first, last = ends if ends[0] <= ends[1] else (match.end(number), match.start("option"))
    if _WHOSE_POLL.search(marked.low[: match.start("option")]):
        return False
    between = _OF_A_RESULT.sub("", marked.low[first:last].strip())
    return not NO_RESULT.search(between) and not NO_RESULT.search(
        marked.words(*match.span("option")).lower()
    )


# Words of one clause without a number or another option; the second may pass commas.
NEAR = r"(?:(?!<[PNXRCAB]\d)[^.;:()\",]){0,45}?"
FAR = (
    r"(?:(?!<[PNRCAB]\d| and |(?<!was)(?<!were)(?<!been) puts? | sees? | saw (?!its|their|his|her))"
    r"[^.;:()\"]){0,70}?"
)

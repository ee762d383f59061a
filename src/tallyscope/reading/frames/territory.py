"""Shares of territory, and who is said to hold how much of a place."""

from __future__ import annotations

import re

from tallyscope.reading.frames.frame import Examples, Frame
from tallyscope.reading.marking import Marked
from tallyscope.reading.pattern import Pattern
from tallyscope.statement import Kind

_CONTROL: dict[str, Kind] = {"n": "control_share"}
_TAKEN: dict[str, Kind] = {"n": "change"}
_STANDS = (
    r"(?: (?:is|are|was|were|remains?|remained|stays?|lies?|has been|have been))"
    r"(?: (?:also|still|now|already|currently|again|back|once more|firmly|effectively|fully"
    r"|entirely)){0,2}"
    r"(?P<not> not| no longer| outside| beyond)?(?: (?:also|still|now|already|yet))?"
)
# ", and half of PLACE", ", at most,"
_MORE_OF_IT = r"(?:(?:,| and|, and) (?:{P}|{VAGUE}) of {LAND}){0,2}(?:,? at (?:most|least))?,?"
_TOOK = (
    r"(?:{CLAUSE}|^)(?P<controller>{HOLDER})(?: (?:now|also|has|have|had|say|says|said|claims?"
    r"|that|they|it|he|recently|since|already|reportedly)){0,4} [\"']?(?:(?:re)?(?:taken|took"
    r"|captured"
    r"|recaptured|retaken|retook|liberated|seized|lost|regained|won back|reclaimed|freed|overrun"
    r"|overran|conquered|annexed)|(?:would|could|might|will) (?:re)?(?:take|capture|liberate|seize"
    r"|lose|gain|win back|reclaim|free|overrun|conquer|annex|cede|give up))(?: back)?"
    r" (?:control of )?(?:only |just |a total of |another |a further )?"
)
_TAKING = (
    "tak|took|captur|liberat|seiz|los[te]|gain|w[oi]n back|reclaim|free|overr|conquer|annex|cede"
    "|give up"
)

_ONE_MORE = r"(?:{P}|{VAGUE}) of {LAND}(?:, and|,| and)(?: only| just| roughly| about)? "
_HOLDS_ONE: Examples = {
    "Russia holds about 18% of Ukraine.": ("control_share about 18% in Ukraine by Russia",),
    "He said forces allied to him held about 60% of the territory.": (
        "control_share about 60% by forces allied to him",
    ),
}
_HOLDS_TWO: Examples = {
    "Russia controls nearly all of Luhansk and 60% of Donetsk.": (
        "control_share nearly all in Luhansk by Russia",
        "control_share 60% in Donetsk by Russia",
    ),
}
_HOLDS_THREE: Examples = {
    "Russia controls nearly all of Luhansk, 60% of Donetsk and most of Kherson.": (
        "control_share nearly all in Luhansk by Russia",
        "control_share 60% in Donetsk by Russia",
        "control_share most in Kherson by Russia",
    ),
}

_AREAS = Pattern(
    r"<L\d+>|\b(?:regions?|areas?|provinces?|districts?|municipalities|zones?|islands?|territor"
    r"(?:y|ies)|highlands|valley|strip)\b"
)


def _is_part_of_it(marked: Marked, match: re.Match[str]) -> bool:
    """Whether what makes up so much "of it" is land, too."""
    if match["whole"] != "it":
        return True
    is_land = _AREAS.search(marked.low, max(0, match.start() - 60), match.start())
    return bool(is_land) and not match.group().startswith((" is", " are", " was", " were"))


def _holds(name: str, skipped: str, examples: Examples, counter_example: str) -> Frame:
    """The frame for the first, second or third of the places that somebody holds."""
    return Frame(
        id=name,
        form="X holds P of PLACE" + (", P of PLACE" * (len(skipped) // len(_ONE_MORE))),
        words=(
            r"(?:{CLAUSE}|^)(?:(?:[\w'-]+ ){1,3}(?:said|says|claims?|claimed) (?:that )?)?"
            r"(?P<controller>(?!(?:[\w'<>-]+ ){1,4}leav){HOLDER})"
            r"(?: (?:now|still|already|also|currently|only"
            r"|has|have|had|effectively|once|fully|firmly|directly)){0,3} (?:holds?|held"
            r"|holding|controls?|controlled|controlling|occup(?:y|ies|ied)|(?:in |has |have |had )?"
            r"(?:(?!los|took|taken|seiz|gain|regain|won|wrest)[a-z]+ ){0,2}control (?:of|over)"
            r"|runs?|governs?|administers?|commands?)(?: or "
            r"[a-z]+)? "
            r"(?:only |just |some |roughly )?"
            + skipped
            + r"{SHARE_OF_LAND}(?! (?:seats|votes|population))"
        ),
        kinds=_CONTROL,
        needs=r"hold|held|control|occup|\bruns?\b|govern|administ|command",
        examples=examples,
        counter_examples=(counter_example,),
    )


FRAMES: tuple[Frame, ...] = (
    Frame(
        id="territory.under",
        form="P of PLACE is (not) under X's control",
        words=(
            r"{SHARE_OF_LAND}" + _MORE_OF_IT + _STANDS + r" (?:under|in|outside|beyond)(?: the)?"
            r"(?: full| firm| effective)? (?P<controller>{HOLDER})(?:'s?)?(?: (?:full|firm|direct"
            r"|effective|sole|tight))? (?:control|hands|occupation|rule|administration)"
        ),
        kinds=_CONTROL,
        examples={
            "While much of Luhansk is under Russian control, the rest is not.": (
                "control_share much in Luhansk by Russia",
            ),
            "Less than half of the country is under the junta's full control.": (
                "control_share under half by junta",
            ),
            "About 40% of Donetsk is not under Russian control.": (
                "control_share not about 40% in Donetsk by Russia",
            ),
            "Much of Luhansk is under Russian control, but only 40% of the country is.": (
                "control_share much in Luhansk by Russia",
                "control_share 40% by Russia",
            ),
        },
        counter_examples=("About 40% of Donetsk is under water.",),
    ),
    Frame(
        id="territory.under-of",
        form="P of PLACE is under the control of X",
        words=(
            r"{SHARE_OF_LAND}" + _MORE_OF_IT + _STANDS + r" (?:under|outside|in) (?:the )?"
            r"(?:control|rule|occupation|hands) of (?P<controller>{HOLDER})"
        ),
        kinds=_CONTROL,
        examples={
            "Some 80% of the country is in the hands of the rebels.": (
                "control_share about 80% by rebels",
            ),
        },
        counter_examples=("Some 80% of the firm is in the hands of banks.",),
    ),
    Frame(
        id="territory.held-by",
        form="P of PLACE is held by X",
        words=(
            r"{SHARE_OF_LAND}"
            + _MORE_OF_IT
            + _STANDS
            + r" (?:controlled|held|occupied|run|governed|administered|ruled|dominated|patrolled)"
            r" by (?P<controller>{HOLDER})"
        ),
        kinds=_CONTROL,
        needs="control|held|occupied|run by|governed|administered|ruled|dominated|patrolled",
        examples={
            "The strip, a fifth of the territory at most, is held by the rebels.": (
                "control_share at most a fifth by rebels",
            ),
            "Two thirds of the island are ruled by the rebels.": (
                "control_share Two thirds by rebels",
            ),
            "More than half of Zaporizhzhia is occupied by Russian troops.": (
                "control_share over half in Zaporizhzhia by Russia",
            ),
        },
        counter_examples=("More than half of the firm is held by a bank.",),
    ),
    Frame(
        id="territory.is-not",
        form="..., P of PLACE is not",
        words=(
            r"{SHARE_OF_LAND} (?:(?:is|are|was|were)(?P<not> not|n't)|(?:is|are) too|(?:is"
            r"|are)(?=[.;]|$))"
            r"(?=[,.;]|$| and| but)"
        ),
        kinds=_CONTROL,
        needs=" not|n't|too| is| are",
        examples={
            "While much of Luhansk is under Russian control, about 40% of Donetsk is not.": (
                "control_share much in Luhansk by Russia",
                "control_share not about 40% in Donetsk by Russia",
            ),
        },
        counter_examples=("About 40% of the workforce is not.",),
    ),
    Frame(
        id="territory.so-is",
        form="..., and so is P of PLACE",
        words=r"\b(?:so|as) (?:is|are|was|were|has been|have been)(?: the)? {SHARE_OF_LAND}",
        kinds=_CONTROL,
        needs="(?:so|as) (?:is|are|was|were|has|have)",
        examples={
            "Most of Luhansk is under Russian control, and so is half of Donetsk.": (
                "control_share most in Luhansk by Russia",
                "control_share half in Donetsk by Russia",
            ),
            "About 40% of Donetsk is held by Ukraine, as is around 27% of Zaporizhzhia.": (
                "control_share about 40% in Donetsk by Ukraine",
                "control_share about 27% in Zaporizhzhia by Ukraine",
            ),
        },
        counter_examples=("He left, and so is half of the team.",),
    ),
    _holds("territory.holds", "", _HOLDS_ONE, "The junta has lost control of 86% of the country."),
    _holds("territory.holds-second", _ONE_MORE, _HOLDS_TWO, "The bank holds most of A and B."),
    _holds("territory.holds-third", _ONE_MORE * 2, _HOLDS_THREE, "The bank holds most of it."),
    Frame(
        id="territory.amounts-to",
        form="the regions amount to P of the territory",
        words=(
            r" (?:amounts? to|amounted to|makes? up|made up|takes? up|took up|occupies"
            r"|accounts? for|accounted for|represents?|represented|comprises?|comprised"
            r"|constitutes?|constituted|covers?|covered|equals?|equal to|is|are|was|were)(?: "
            r"<R\d+>(?: (?:sq km|sq miles|square [a-z]+))?(?:,| or|, or)| only| just)? (?P<n>{P}) "
            r"of (?P<whole>it\b|(?:the )?(?:(?:neighbouring"
            r"|neighboring|mainland|present-day|modern|whole) )?(?:(?:province|region|territory"
            r"|area|land(?: area)?|surface|landmass|island) of (?:the )?)?(?:<G\d+>|<L\d+>(?:'s)?"
            r"|country(?:'s)?"
            r"|(?:island|peninsula|mainland|strip|enclave|archipelago|province|region|plateau)(?:'s)?|its|national"
            r"|state(?:'s)?)(?: (?:claimed|total|entire|own|whole))?(?: (?:territory"
            r"|land|land area|area|landmass|surface"
            r"|soil|land mass|total area))?)(?=\s*[,.;:)]|$| and | but | while | in | as |, | "
            r"than )"
        ),
        kinds={"n": "territory_share"},
        needs=r"<P\d+> of",
        subject=True,
        accepts=_is_part_of_it,
        examples={
            "Crimea amounts to some 4.5% of Ukraine's territory.": (
                "territory_share about 4.5% in Crimea of Ukraine",
            ),
        },
        counter_examples=(
            "The regions make up 15% of Ukraine's exports.",
            "Foreigners were 15% of it.",
        ),
    ),
    Frame(
        id="territory.took-share",
        form="X has taken (back), or lost, P of PLACE",
        words=_TOOK + r"{SHARE_OF_LAND}",
        kinds=_TAKEN,
        needs=_TAKING,
        examples={
            "Ukraine has lost some 7% of its territory.": ("change about 7% by Ukraine",),
            "Israel would annex up to 30 percent of the area.": (
                "conditional at most 30% by Israel",
            ),
        },
        counter_examples=("The party lost 12% of its voters.",),
    ),
    Frame(
        id="territory.took-area",
        form="X has taken so many square kilometres",
        words=_TOOK
        + r"(?P<n><R\d+>)(?: of (?P<place>(?:the )?(?:<L\d+>|<G\d+> [a-z]+|territory|land)))?",
        kinds=_TAKEN,
        needs=_TAKING,
        examples={
            "Ukrainian officials say they have retaken about 40,000 sq km in all.": (
                "change about 40,000 km2 by Ukraine",
            ),
        },
        counter_examples=("The farm lost 12 sq km.",),
    ),
)

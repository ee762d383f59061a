"""Shares of territory, and who is said to hold how much of a place."""

from __future__ import annotations

import re

from tallyscope.reading.frames.frame import Frame
from tallyscope.reading.grammar import grammar

_VAGUE = (
    r"(?:(?:[Ll]arge|[Bb]ig|[Ss]mall|[Ww]ide|[Vv]ast|[Ss]ignificant|[Ss]ome|[Mm]ost|[Mm]any|[Gg]reat|[Cc]onsiderable) (?:parts?|swathes?|areas|chunks?|portions?|stretches|tracts)"
    r"|[Pp]arts|[Ss]wathes|[Mm]uch|[Mm]ost|(?:[Aa]lmost |[Nn]early )?(?:all|the whole|the entire)|[Tt]he (?:majority|bulk|rest|remainder|greater part)|[Aa] (?:large |small |good )?(?:part|swathe|chunk|portion|sliver))"
)
_HOLDER = (
    r"(?:(?:the )?(?:(?:[\w'-]+|<[GLA]\d+>)(?:'s)? ){0,4}?(?:<[LGAC]\d+>(?:'s)?(?:-(?:backed|led|installed|aligned))?|army|government|forces|rebels|junta|militias?|troops|separatists|insurgents|militants|group|groups|him|he|they|it|authorities|regime|side|fighters|military)(?: (?:forces|troops|army|military|authorities|side|fighters|rebels|militants))?(?: (?:allied|loyal) to (?:<[LGAC]\d+>|\w+))?)"
)
_OF_PLACE = r" of (?P<place>it\b|(?:the )?(?:[a-z-]+ (?:of )?){0,3}?<L\d+>(?:'s)?(?:(?:,| and|, and) (?:the )?<L\d+>){0,5}(?: (?:region|oblast|province|territory|land|area)s?)?|(?:the |its |all )?(?:country|territory|land|region|regions|province|area|island|peninsula|townships|districts|villages|towns|settlements|capital|city|north|south|east|west)(?:'s (?:territory|land|area))?|<G\d+> (?:territory|land|soil|area))"
_HOLDS = r"(?:holds?|held|holding|controls?|controlled|controlling|occup(?:y|ies|ied)|in (?:full )?control of|has (?:full )?control of|runs?|governs?|administers?|commands?)"

FRAMES: tuple[Frame, ...] = (
    Frame(
        id="territory.under-control",
        form="P of PLACE is (not) under X's control",
        pattern=grammar(
            r"(?P<n>{P}|" + _VAGUE + r")" + _OF_PLACE + r"(?: (?:is|are|was|were|remains?|remained|stays?|lies?|has been|have been))(?: (?:also|still|now|already|currently|again|firmly|effectively)){0,2}(?P<not> not| no longer| outside| beyond)?(?: (?:also|still|now|already|yet))?"
            r" (?:(?:under|in|outside|beyond)(?: the)?(?: full| firm| effective)? (?P<controller>" + _HOLDER + r")(?:'s?)? (?:control|hands|occupation|rule|administration)|(?:under|outside|in) (?:the )?(?:control|rule|occupation|hands) of (?P<controller2>" + _HOLDER + r")|(?:controlled|held|occupied|run|governed|administered) by (?P<controller3>" + _HOLDER + r")|<?(?P<controller4><G\d+>)-(?:held|controlled|occupied|run))"
        ),
        needs=re.compile(r"control|held|hands|occup|run by|govern|administ|rule"),
        kinds={"n": "control_share"},
        options={},
        examples={
            "While much of Luhansk is under Russian control, the rest is not.": (
                "control_share much in Luhansk by Russia",
            ),
            "About 40% of Donetsk is not under Russian control.": (
                "control_share not about 40% in Donetsk by Russia",
            ),
        },
        counter_examples=("About 40% of the firm is controlled by a bank.",),
    ),
    Frame(
        id="territory.so-is",
        form="..., P of PLACE is not; and so is P of PLACE",
        pattern=grammar(
            r"(?P<n>{P}|" + _VAGUE + r")" + _OF_PLACE + r" (?:(?:is|are|was|were)(?P<not> not|n't)|(?:is|are) too)(?=[,.;]|$| and| but)"
            r"|so (?:is|are|was|were)(?: the)? (?P<n2>{P}|" + _VAGUE + r")" + _OF_PLACE.replace("<place>", "<place2>")
        ),
        needs=re.compile(r"is not|are not|was not|n't|so is|so are|so was|too"),
        kinds={"n": "control_share", "n2": "control_share"},
        options={},
        inherits=True,
        examples={},
        counter_examples=("About 40% of the workforce is not.",),
    ),
    Frame(
        id="territory.holds",
        form="X holds P of PLACE",
        pattern=grammar(
            r"(?:{CLAUSE}|^)(?P<controller>" + _HOLDER + r")(?: (?:now|still|already|also|currently|only|has|have|had|effectively)){0,3} " + _HOLDS + r" (?:only |just |almost |some |roughly )?(?P<n>{P}|" + _VAGUE + r")" + _OF_PLACE + r"(?! (?:seats|votes|population))"
        ),
        needs=re.compile(r"hold|held|control|occup|\bruns?\b|govern|administ|command"),
        kinds={"n": "control_share"},
        options={},
        examples={
            "Russia holds about 18% of Ukraine.": ("control_share about 18% in Ukraine by Russia",),
            "He said forces allied to him held about 60% of the territory.": (
                "control_share about 60% by forces allied to him",
            ),
        },
        counter_examples=("The bank holds 18% of the company.",),
    ),
    Frame(
        id="territory.amounts-to",
        form="the regions amount to P of the territory",
        pattern=grammar(
            r" (?:amounts? to|amounted to|makes? up|made up|takes? up|took up|occupies|accounts? for|accounted for|represents?|represented|comprises?"
            r"|comprised|constitutes?|constituted|covers?|covered|equals?|equal to|is|are|was|were)(?: <R\d+>(?:,| or|, or))? (?P<n>{P}) of (?P<whole>(?:the )?(?:(?:province|region|territory|area|land|island) of (?:the )?)?(?:<G\d+>|<L\d+>(?:'s)?|country(?:'s)?|its|national|state(?:'s)?)"
            r"(?: (?:territory|land|land area|area|landmass|surface|soil|land mass|total area))?)(?=\s*[,.;:)]|$| and | but | while | in | as |, | than )"
        ),
        needs=re.compile(r"<P\d+> of"),
        kinds={"n": "territory_share"},
        options={},
        subject=True,
        examples={
            "The regions amount to about 15% of Ukrainian territory.": (
                "territory_share The regions about 15% of Ukraine",
            ),
        },
        counter_examples=("The regions make up 15% of Ukraine's exports.",),
    ),
    Frame(
        id="territory.took",
        form="X has taken (back) P of PLACE, or so many square kilometres",
        pattern=grammar(
            r"(?:{CLAUSE}|^)(?P<controller>" + _HOLDER + r")(?: (?:now|also|has|have|had|say|says|said|claims?|that|they|it|he|recently|since|already|reportedly)){0,4} (?:re)?(?:taken|took|captured|recaptured|retaken|retook|liberated|seized|lost|regained|won back|reclaimed|freed|overrun|overran|conquered|annexed)(?: back)? (?:control of )?(?:only |just |a total of )?(?:(?P<n>{P})" + _OF_PLACE + r"|(?P<n2><R\d+>)(?: of (?P<place2>(?:the )?(?:<L\d+>|<G\d+> [a-z]+|territory|land)))?)"
        ),
        needs=re.compile(r"tak|took|captur|liberat|seiz|lost|regain|won back|reclaim|freed|overr|conquer|annex"),
        kinds={"n": "change", "n2": "change"},
        options={},
        examples={
            "Ukrainian officials say they have retaken about 40,000 sq km in all.": (
                "change about 40,000 km2 by Ukraine",
            ),
        },
        counter_examples=("The party lost 12% of its voters.",),
    ),
)

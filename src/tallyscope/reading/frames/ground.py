"""Land that is held, by wider forms of words: "clings to P of PLACE", "P is in their hands".

What names no land ("X has P") is tried last, and counts only once the story has said who holds
some.
"""

from __future__ import annotations

from tallyscope.reading.frames.frame import Frame, never
from tallyscope.statement import Kind

_CONTROL: dict[str, Kind] = {"n": "control_share"}
WHO = (
    r"(?:{CLAUSE}|^)(?P<controller>(?!(?:since|then|last|in|on|after|before|by|when|at|with|for"
    r"|during|while|<[DIT])\b)(?:(?!said|says|that|because|while|claims?\b|claimed|to\b|leav)(?:[\w'-]+"
    r"|<[LGACI]\d+>(?:'s?)?(?:-[a-z]+)?) ){1,8}?)"
)
ADVERBS = (
    r"(?:(?:claims? to|claimed to|says? (?:it|they)|said (?:it|they)|would|now|still|already|also"
    r"|currently|only|just|has|have|had|effectively|reportedly|in fact"
    r"|once|in turn|roughly|about|some|barely|a mere|the(?! (?:whole|entire))|another|a further"
    r"|northern"
    r"|southern|eastern|western|central|upper|lower) ){0,4}"
)
HOLDS = (
    r"(?:holds?|held|holding|controls?|controlled|occup(?:y|ies|ied)|runs?|governs?|administers?"
    r"|commands?|(?:holds?|held) sway over|rules?|dominates?|patrols?|(?:clings?|clung|hangs?|hung"
    r"|holds?|held) (?:on )?to"
    r"|retains?|keeps?|kept|(?:was |were |is |are )?(?:left with|down to|reduced to|confined to)"
    r"|(?:been |was |were )?(?:pushed|driven|forced|thrown) back to|(?:rules?|ruled|presides?) over"
    r"|(?:(?:is|are|was|were|remains?|remained|stays?) )?(?:in (?:charge|control|possession)"
    r"|(?:the )?(?:masters?|lords?)) of|(?:has|have) (?:seized|overrun))"
)


FRAMES: tuple[Frame, ...] = (
    Frame(
        id="ground.holds",
        form="X clings to P of PLACE",
        words=WHO + ADVERBS + HOLDS + " " + ADVERBS + r"{SHARE_OF_LAND}"
        r"(?! (?:seats|votes|population|market|trade))",
        kinds=_CONTROL,
        examples={
            "The army clings to barely 40 per cent of the city.": (
                "control_share about 40% by army",
            ),
            "The state controls 65% of the territory.": ("control_share 65% by state",),
            "Rebels led by a cleric now hold almost the whole of Aleppo.": (
                "control_share almost the whole in Aleppo by Rebels led by a cleric",
            ),
            "Rebel forces remain in charge of more than a quarter of Syria.": (
                "control_share over a quarter in Syria by Rebel forces",
            ),
            "The rebels are masters of two thirds of the island.": (
                "control_share two thirds by rebels",
            ),
            "The junta rules over less than half of Myanmar.": (
                "control_share under half in Myanmar by junta",
            ),
            "The army has been pushed back to a tenth of the province.": (
                "control_share a tenth by army",
            ),
        },
        counter_examples=("The bank keeps 40 per cent of the profit.",),
    ),
    Frame(
        id="ground.is-so-much-under",
        form="PLACE is P under X's control",
        words=(
            r"(?P<place>{LAND}) (?:is|are|was|were)(?: now| already| still)? (?P<n>{P}) (?:under "
            r"(?:the )?"
            r"(?:control of (?P<controller>{HOLDER})|(?P<controller_>{HOLDER})(?:'s?)? (?:control"
            r"|rule))"
            r"|(?:controlled|held|occupied)\b)"
        ),
        kinds=_CONTROL,
        needs=r"<P\d+> (?:under|controlled|held|occupied)",
        examples={
            "Russia holds 18% of Ukraine. Kherson is 72 per cent occupied.": (
                "control_share 18% in Ukraine by Russia",
                "control_share 72% in Kherson by Russia",
            ),
            "The territory of Luhansk is 100% under Russian control.": (
                "control_share 100% in Luhansk by Russia",
            ),
        },
        counter_examples=("The dam is 100% under water.",),
    ),
    Frame(
        id="ground.took",
        form="soldiers captured P of PLACE",
        words=WHO
        + ADVERBS
        + r"(?:captured|recaptured|took|seized|retook|gained|lost|conquered|overran|liberated"
        r"|surrendered|ceded|gave up|won back|regained) " + ADVERBS + r"{SHARE_OF_LAND}"
        r"(?! (?:seats|votes|population|market|trade|voters))",
        kinds={"n": "change"},
        needs="captur|took|seized|gained|lost|conquer|overran|liberat|surrender|ceded|gave up|won "
        "back",
        examples={
            "The rebels surrendered 4 sq km of the strip.": ("change 4 km2 by rebels",),
        },
        counter_examples=("The bank lost 40 per cent of the value.",),
    ),
    Frame(
        id="ground.holds-area",
        form="X holds so many square kilometres in PLACE",
        words=WHO
        + ADVERBS
        + r"(?:holds?|held|controls?|controlled|occup(?:y|ies|ied)) "
        + ADVERBS
        + r"(?P<n><R\d+>)(?: (?:sq km|sq miles|square [a-z]+))?"
        r"(?: (?:of|in) (?P<place>{LAND}|[^.,;<]{0,30}<L\d+>)|(?P<place_> {I}))?",
        kinds=_CONTROL,
        examples={
            "The group now holds about 12,000 sq km in the east of Ukraine.": (
                "control_share about 12,000 km2 in Ukraine by group",
            ),
        },
        counter_examples=("The farm has 12,000 sq km in the east.",),
    ),
    Frame(
        id="ground.name-under",
        form="P of ANYWHERE is under X's control",
        words=(
            r"(?P<n>{P}|{VAGUE}) of (?P<place>(?:the )?<[AC]\d+>(?: (?:region|province|district"
            r"|town|city))?)"
            r"(?:(?:,| and) (?:{P}|{VAGUE}) of (?:{LAND}|<[AC]\d+>))?"
            r" (?:is|are|was|were|remains?)(?: (?:now|still|also|already))?(?P<not> not| no "
            r"longer)?"
            r" (?:under|in)(?: the)? (?:(?:control|hands) of )?(?P<controller>{HOLDER}"
            r"|<C\d+>)(?:'s?)?"
            r"(?: (?:control|hands|rule|occupation))?(?=[.,;:]|$| and| but| while| too)"
        ),
        kinds=_CONTROL,
        needs="control|hands|rule|occupation",
        examples={
            "Nearly all of Masisi is under rebel control.": ("control_share nearly all by rebels",),
        },
        counter_examples=("Nearly all of Masisi is under water.",),
    ),
    Frame(
        id="ground.in-their-hands",
        form="P of PLACE is in their hands",
        words=(
            r"{SHARE_OF_LAND}(?: (?:is|are|was|were|remains?|remained|has been|have been))?"
            r"(?: (?:also|still|now|already|again|firmly)){0,2}(?P<not> not| no longer)?"
            r" (?:in|under|out of|outside) (?:their|his|its)(?: (?:own|full))? (?:hands|control"
            r"|rule"
            r"|occupation)"
        ),
        kinds=_CONTROL,
        needs="(?:their|his|its) (?:own |full )?(?:hands|control|rule|occupation)",
        examples={
            "Russia holds most of Luhansk, and around half of Donetsk is in its hands.": (
                "control_share most in Luhansk by Russia",
                "control_share about 50% in Donetsk by Russia",
            ),
        },
        counter_examples=("Around half of the firm is in their hands.",),
    ),
    Frame(
        id="ground.leaves",
        form="that leaves P of PLACE to X",
        words=(
            r"\b(?:(?:would|could|might) )?(?:leaves?|left|leaving|gives?|gave|giving) (?:"
            + ADVERBS
            + r"{SHARE_OF_LAND}"
            r" (?:to|in the hands of|under the control of|with) (?P<controller>{HOLDER}|<C\d+>)"
            r"|(?P<controller_>{HOLDER}|<C\d+>) (?:in (?:control|charge|possession) of|with) "
            + ADVERBS
            + r"(?P<n_>{P}|{VAGUE}) of (?P<place_>{LAND}))"
        ),
        kinds={**_CONTROL, "n_": "control_share"},
        examples={
            "A withdrawal would leave Israel in control of 40% of the country.": (
                "conditional 40% by Israel",
            ),
            "That leaves around an eighth of Syria to the rebels.": (
                "control_share about 12.5% in Syria by rebels",
            ),
        },
        counter_examples=("That leaves an eighth of the cake to the rebels.",),
    ),
    Frame(
        id="ground.answers-to",
        form="P of PLACE answers to X, remains with X",
        words=(
            r"{SHARE_OF_LAND} (?:answers?|belongs?|remains? loyal|is loyal|fell|has fallen|has gone"
            r"|went) to (?P<controller>{HOLDER}|<C\d+>)"
        ),
        kinds=_CONTROL,
        needs=" to ",
        is_sure=never,
        examples={
            "Russia holds 37% of Ukraine. Most of Luhansk has fallen to the separatists.": (
                "control_share 37% in Ukraine by Russia",
                "control_share most in Luhansk by separatists",
            ),
        },
        counter_examples=("Most of the city belongs to the past.",),
    ),
    Frame(
        id="ground.changed-hands",
        form="so many square kilometres have changed hands",
        words=r"(?P<n><R\d+>)(?: (?:sq km|sq miles|square [a-z]+|km2))?(?: of "
        r"(?P<place>{LAND}))?{AUX} (?:changed hands|been (?:lost|taken|won))",
        kinds={"n": "change"},
        needs="changed hands|been (?:lost|taken|won)",
        examples={
            "Russia holds 37% of Ukraine. At least 800 sq km have changed hands.": (
                "control_share 37% in Ukraine by Russia",
                "change at least 800 km2 by Russia",
            ),
        },
        counter_examples=("At least 800 cars have changed hands.",),
    ),
)

LATE: tuple[Frame, ...] = (
    Frame(
        id="ground.holds-so-much",
        form="X has P (after land was told)",
        words=WHO
        + ADVERBS
        + r"(?:"
        + HOLDS
        + r"|has|have|had) "
        + ADVERBS
        + r"(?P<n>{P})(?=[.,;]|$| and\b| in the\b)",
        kinds=_CONTROL,
        is_sure=never,
        examples={
            "Russia holds 37% of Ukraine. The rebels control about 15 per cent.": (
                "control_share 37% in Ukraine by Russia",
                "control_share about 15% by rebels",
            ),
        },
        counter_examples=("Prices rose. The shop has 15 per cent.",),
    ),
)

"""Land by words that lean on others: a part of it, what it includes, a strip of it."""

from __future__ import annotations

from tallyscope.reading.frames.frame import Frame
from tallyscope.reading.frames.ground import ADVERBS, HOLDS, WHO
from tallyscope.statement import Kind

_CONTROL: dict[str, Kind] = {"n": "control_share"}
_PART = (
    r"(?:^|[,;:] |\b(?:and|but|while|of it|of them) |<[ID]\d+> )(?:the (?:rest,?|remainder,?"
    r"|remaining part,?|remaining|other) )?"
    r"(?P<n>{P}|<R\d+>)(?: (?:sq km|sq miles|square [a-z]+|km2))?(?: of (?:it|them|this|that))?"
    r"(?:,? (?:where|home to|mostly|mainly) [^.;:\"]{2,80}?)?,?"
    r"(?: (?:is|are|was|were|remains?|remained|stays?|has been|have been))?"
    r"(?: (?:also|still|now|already|again|firmly)){0,2}(?P<not> not| no longer)?"
)
_AREA_HELD = (
    r"\b(?:area|territory|land|share|part|proportion)s?(?: of (?P<place>{LAND}))?"
    r"(?: (?:that|which) (?:is|are|was|were))? (?:under(?: the)?(?: full| direct| effective)?"
    r" (?:(?:control|rule|occupation) of (?P<controller>{HOLDER})|(?P<controller_>{HOLDER})(?:'s?)?"
    r" (?:control|rule|occupation))|(?:controlled|held|occupied|governed|run|ruled) by"
    r" (?P<controller__>{HOLDER})|in (?P<controller___>{HOLDER})(?:'s?)? hands)"
)

FRAMES: tuple[Frame, ...] = (
    Frame(
        id="held.part",
        form="in PLACE, P is in X's hands; the rest, P, is held by X",
        words=(
            _PART + r" (?:(?:under|in|outside|beyond)(?: the)?(?: full| firm)? (?:(?:control|hands"
            r"|rule|occupation) of (?P<controller>{HOLDER}|<[CE]\d+>)|(?P<controller_>{HOLDER})"
            r"(?:'s?)? (?:control|hands|rule|occupation|administration))|(?:held|controlled"
            r"|occupied"
            r"|run|ruled|governed) by (?P<controller__>{HOLDER})|(?:belongs?|answers?|goes|fell"
            r"|falls)"
            r" to (?P<controller___>{HOLDER}))"
        ),
        kinds=_CONTROL,
        examples={
            "In Donetsk, just under 30% is still in Ukrainian hands.": (
                "control_share under 30% in Donetsk by Ukraine",
            ),
            "In Kherson some 9 percent is in the hands of other armed groups.": (
                "control_share about 9% in Kherson by other armed groups",
            ),
            "The rebels hold 80% of Syria; the rest, about 20%, belongs to the army.": (
                "control_share 80% in Syria by rebels",
                "control_share about 20% in Syria by army",
            ),
            "The remaining 47% of it, where most people live, is under rebel control.": (
                "control_share 47% by rebels",
            ),
        },
        counter_examples=(
            "In Donetsk, just under 30% is in bad shape.",
            "About 20 per cent belongs to the shop.",
        ),
    ),
    Frame(
        id="held.area",
        form="the area under X's control was put at P, fell to P",
        words=_AREA_HELD + r"(?:(?!<[PNXR])[^.;:\"]){0,40}?(?: from (?P<was>{P}|<R\d+>)"
        r"(?: (?:sq km|sq miles|square [a-z]+|km2))?)? (?:at|is|was|reached|came to|amounts? to"
        r"|amounted to|equals?|now|to|covers?|covered) (?P<n>{P}|<R\d+>)(?! (?:of (?!{LAND})|more"
        r"|less|bigger|smaller|larger))",
        kinds={**_CONTROL, "was": "control_share"},
        needs="control|held|occup|rul|govern|run by",
        examples={
            "The observers put the area under Israeli control or fire at 82%.": (
                "control_share 82% by Israel",
            ),
            "The territory held by the rebels fell from 40% to 14%.": (
                "control_share 40% by rebels",
                "control_share 14% by rebels",
            ),
        },
        counter_examples=(
            "The area under water was put at 82%.",
            "The area controlled by the army shrank by 12%.",
        ),
    ),
    Frame(
        id="held.area-changed",
        form="the area under X's control shrank by P",
        words=_AREA_HELD
        + r"{ASIDE}{AUX}{ADVERB} (?:shrank|shrunk|grew|grown|fell|fallen|rose|risen"
        r"|expanded|dropped|declined|decreased|increased|contracted) by (?P<n>{P}|<R\d+>)",
        kinds={"n": "change"},
        needs=" by ",
        examples={
            "The area controlled by the army in Ukraine shrank by 12%.": (
                "change 12% in Ukraine by army",
            ),
        },
        counter_examples=("The area controlled by the army was 12%.",),
    ),
    Frame(
        id="held.remain",
        form="so much remains under their control",
        words=(
            r"(?P<n>{P}|<R\d+>)(?: (?:sq km|sq miles|square [a-z]+|km2))? (?:is|are|was|were"
            r"|remains?"
            r"|remained|stays?)(?: (?:still|now|also))? (?:under|in|out of|outside) (?:their|his"
            r"|its)"
            r"(?: own| full)? (?:control|hands|rule|occupation)"
        ),
        kinds=_CONTROL,
        needs="(?:their|his|its) (?:own |full )?(?:control|hands|rule|occupation)",
        examples={
            "The army lost half of Kherson. About 450 sq km remain under its control.": (
                "change half in Kherson by army",
                "control_share about 450 km2 in Kherson by army",
            ),
        },
        counter_examples=("About 450 workers remain under their control.",),
    ),
    Frame(
        id="held.including",
        form="X holds so much, including most of PLACE; X holds A and much of B",
        words=WHO
        + ADVERBS
        + HOLDS
        + r" (?:<L\d+>(?:, <L\d+>){0,3} and |[^.;:\"]{3,90}?,? (?:including|among them|as well as"
        r"|along with) ){SHARE_OF_LAND}",
        kinds=_CONTROL,
        examples={
            "The council holds Crimea and much of Kherson.": (
                "control_share much in Kherson by council",
            ),
            "The rebels hold a quarter of Syria, including most of Kherson.": (
                "control_share a quarter in Syria by rebels",
                "control_share most in Kherson by rebels",
            ),
        },
        counter_examples=("The rebels hold a meeting, including most of the wives.",),
    ),
    Frame(
        id="held.that-includes",
        form="that includes all of PLACE (after land was told)",
        words=(
            r"\b(?:that|this|it|which|they) (?:includes?|included|comprises?|takes? in)"
            r" (?:[^.;\"]{2,40}?(?:,| and) )??{SHARE_OF_LAND}"
        ),
        kinds=_CONTROL,
        needs="includ|comprise|takes? in",
        examples={
            "Russia holds 18% of Ukraine. That includes Crimea and nearly all of Luhansk.": (
                "control_share 18% in Ukraine by Russia",
                "control_share nearly all in Luhansk by Russia",
            ),
        },
        counter_examples=("That includes nearly all of Luhansk.",),
    ),
    Frame(
        id="held.that-includes-too",
        form="that includes all of PLACE and most of PLACE (after land was told)",
        words=(
            r"\b(?:that|this|it|which|they) (?:includes?|included|comprises?|takes? in)"
            r" (?:[^.;\"]{2,40}(?:,| and) )?(?:{P}|{VAGUE}) of (?:{LAND}|<C\d+>)(?:,? and|,) "
            r"(?P<n>{P}|{VAGUE}) of (?P<place>{LAND}|<C\d+>)"
        ),
        kinds=_CONTROL,
        needs="includ|comprise|takes? in",
        examples={
            "Russia holds 18% of Ukraine. That includes Crimea, most of Luhansk and half of "
            "Kherson.": (
                "control_share 18% in Ukraine by Russia",
                "control_share most in Luhansk by Russia",
                "control_share half in Kherson by Russia",
            ),
        },
        counter_examples=("That includes most of Luhansk and half of Kherson.",),
    ),
    Frame(
        id="held.theirs",
        form="much of PLACE is theirs (after land was told)",
        words=(
            r"{SHARE_OF_LAND} (?:is|are|was|were)(?: now| also| still)?(?P<not> not)?"
            r" (?:theirs|his|its own)\b"
        ),
        kinds=_CONTROL,
        needs="theirs|his|its own",
        examples={
            "Russia holds 18% of Ukraine. Large parts of Kherson are theirs as well.": (
                "control_share 18% in Ukraine by Russia",
                "control_share large parts in Kherson by Russia",
            ),
        },
        counter_examples=("Large parts of Kherson are theirs.",),
    ),
    Frame(
        id="held.strip",
        form="X holds a strip that makes up P of PLACE; X keeps the right bank, P of PLACE",
        words=WHO + ADVERBS + HOLDS + r" (?:an?|the|its|their|<C\d+>) [^.;:,\"<]{3,60}?"
        r"(?: (?:which|that) (?:makes? up|covers?|amounts? to"
        r"|accounts? for|is|are)|,(?: (?:or|which is|that is))?) {SHARE_OF_LAND}",
        kinds=_CONTROL,
        examples={
            "The militia holds a strip which makes up roughly 5% of the territory.": (
                "control_share about 5% by militia",
            ),
            "Ukraine kept the right bank, some 28 per cent of Kherson.": (
                "control_share about 28% in Kherson by Ukraine",
            ),
        },
        counter_examples=("The bank holds a stake, some 28 per cent of the firm.",),
    ),
    Frame(
        id="held.whose-writ",
        form="X, whose writ runs over so much of PLACE",
        words=(
            r"(?:{CLAUSE}|^)(?P<controller>{HOLDER})(?: {I})?, whose (?:writ|rule|authority|power"
            r"|control) (?:runs|extends|reaches|ran|extended|stretches) (?:over|across|to|in)"
            r" {SHARE_OF_LAND}"
        ),
        kinds=_CONTROL,
        needs=", whose",
        examples={
            "The government in Kirn, whose writ runs over about half of that city, protested.": (
                "control_share about half by government",
            ),
        },
        counter_examples=("The government, whose power comes from half of the country, fell.",),
    ),
    Frame(
        id="held.of-place",
        form="of PLACE, X holds P; of PLACE P is occupied",
        words=(
            r"\bof (?P<place>{LAND}),? (?:(?P<controller>{HOLDER})(?: now| still"
            r"| already)? (?:holds?"
            r"|held|controls?|controlled|occup(?:y|ies|ied)|has|have|had) (?P<n>{P})(?=[.,;]|$)"
            r"|(?P<n_>{P}) (?:is|are|was|were)(?: now| still)? (?:occupied|held|controlled)\b)"
        ),
        kinds={**_CONTROL, "n_": "control_share"},
        needs=r"\bof ",
        examples={
            "Of Kherson, Russia holds about 72 per cent.": (
                "control_share about 72% in Kherson by Russia",
            ),
            "Russia holds 18% of Ukraine. Of Kherson about 72 per cent is occupied.": (
                "control_share 18% in Ukraine by Russia",
                "control_share about 72% in Kherson by Russia",
            ),
        },
        counter_examples=("Of the country's gold, Russia holds about 72 per cent.",),
    ),
)

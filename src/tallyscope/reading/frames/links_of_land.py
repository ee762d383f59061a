"""Numbers that lean on a share of land: the next holder, the next place, another month."""

from __future__ import annotations

from tallyscope.reading.frames.link import Link

LINKS: tuple[Link, ...] = (
    Link(
        id="link.of-the-whole",
        form="A makes up P of PLACE. B accounts for P, C for P of it",
        gap=(
            r"(?P<option>(?:(?!<[PNXR]\d)[^.;:\"]){2,60}?)(?: would)? (?:makes? up|amounts? to"
            r"|accounts? for|covers?|takes? up|represents?|comprises?|equals?)(?: only| just)? "
        ),
        tail=r"(?: of (?:it|them|that|the (?:whole|total|same)))?(?=[.,;]|$| and\b)",
        kinds=("territory_share",),
        from_before=True,
        examples={
            "Crimea makes up 4.5% of Ukraine. Donetsk accounts for 4.4 percent.": (
                "territory_share 4.5% in Crimea of Ukraine",
                "territory_share 4.4% in Donetsk of Ukraine",
            ),
        },
        counter_examples=("Crimea makes up 4.5% of Ukraine. Coal accounts for 4.4% of trade.",),
    ),
    Link(
        id="link.holder",
        form="X holds P of PLACE and Y P",
        gap=(
            r"{FILLER}{LINK} ?(?P<controller>{HOLDER}|<C\d+>)(?: (?:holds?|held|controls?"
            r"|controlled"
            r"|has|have|had|with|just|only|about|some|another|the (?:other|remaining))){0,3} ?"
        ),
        tail=r"(?: of (?:it|them))?(?=[.,;]|$| and\b)",
        kinds=("control_share",),
        examples={
            "The army holds 47 percent of Syria and the militia 38 percent.": (
                "control_share 47% in Syria by army",
                "control_share 38% in Syria by militia",
            ),
        },
        counter_examples=("The army holds 47 percent of Syria and the shops 38 percent of it.",),
    ),
    Link(
        id="link.land-there",
        form="...; in PLACE it is P; in MONTH the figure was so much",
        gap=(
            r"[.)]?{FILLER}(?:;|,|,? and|,? but|,? while)? ?(?:(?P<place>{I}|{L})|{D}),?"
            r" (?:it|{THE_FIGURE}){ADVERB} {WAS} ?"
        ),
        tail=(
            r"(?: (?:sq km|sq miles|square [a-z]+|km2))?(?=[.,;]|$| in (?:each|both|all)\b"
            r"| and\b)"
        ),
        kinds=("control_share", "change"),
        from_before=True,
        examples={
            "In Donetsk, 30% is in Ukrainian hands; in Kherson it is a little over a quarter.": (
                "control_share 30% in Donetsk by Ukraine",
                "control_share over a quarter in Kherson by Ukraine",
            ),
            "Russia took 400 sq km of Ukraine in May. In April the figure was 610 sq km.": (
                "change 400 km2 in Ukraine by Russia",
                "change 610 km2 in Ukraine by Russia",
            ),
        },
        counter_examples=("In Donetsk, 30% is in Ukrainian hands; in Kherson it snowed 25%.",),
    ),
)

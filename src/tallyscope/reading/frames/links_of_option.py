"""Numbers that lean on the one before: those of another option, and of who came to vote.

"X took P, Y P", "followed by Y with P", "N could vote, and N did", "P to P".
"""

from __future__ import annotations

from tallyscope.reading.frames.link import Link
from tallyscope.statement import Kind

_OPTIONS: tuple[Kind, ...] = ("share", "votes", "poll", "conditional")

LINKS: tuple[Link, ...] = (
    Link(
        id="link.option",
        form="..., P Y; and N against",
        gap=r"{FILLER}{LINK} ?",
        tail=(
            r"(?: (?:of |votes|{V}){1,2})?(?:(?:,? or {Q},?| \({Q}\)),?)?"
            r"(?: (?:went to|to(?= <C)|were|said|voted|chose|backed|supported|cast|for"
            r"|(?:obtained|won|polled|secured|received|taken|bagged|scored) by))? ?"
            r"(?P<option>[\"']?(?:yes|no)[\"']?(?=[,.;]| and|$)|{C}"
            r"|(?:against|in favou?r|for)\b(?: {REST}{2,40}?)??|to [a-z]+(?: {REST}{2,40}?)??"
            r"|undecided|abstained|opposed|in support){ENDS}"
        ),
        kinds=_OPTIONS,
        new_option=True,
        examples={
            "There 388 voters said Yes and 290 No.": ("votes Yes 388", "votes No 290"),
            "Ms Lind won 110,075 votes against 93,433 obtained by Jan Berg.": (
                "votes Ms Lind 110,075",
                "votes Jan Berg 93,433",
            ),
            "Some 105,264 went to Ms Lind and 167,867 to Mr Berg.": (
                "votes Ms Lind about 105,264",
                "votes Mr Berg 167,867",
            ),
            "He said 89% were in favour and just over 10% against.": (
                "share in favour 89%",
                "share against over 10%",
            ),
        },
        counter_examples=("He said 89% were in favour and 10% of shops closed.",),
    ),
    Link(
        id="link.option-first",
        form="..., Y P; followed by Y with P; against Y's P",
        gap=(
            r"{LINK}(?: by| for)? ?(?:(?!{NO_CALLING})[a-z-]+ ){0,3}?(?:<C\d+>,"
            r" (?=<C\d+>,))?(?P<option>{C}(?: of {C})?"
            r"|{ANYONE}|against|in favou?r|no|yes|for"
            r"|him|her|he(?= ?$)|she(?= ?$)|opposed|(?:was |were )?(?:opposed|rejected|backed"
            r"|supported|approved"
            r"|favou?red)(?= by))"
            r"(?:'s)?,?(?: (?:party|alliance|trailing|second|third|came second|came third|on|at"
            r"|by|with|had|got|won|took|received|was on|was at|was|polled|only|just|behind|trailed"
            r"|followed|managed|scored|secured|garnered)){0,3} ?"
        ),
        tail=r"(?! (?:turnout|of (?!{V})))(?: (?:of |votes|{V}){1,2})?",
        kinds=_OPTIONS,
        new_option=True,
        examples={
            "Ms Lind took 51 per cent, followed by Mr Berg with 32 per cent.": (
                "share Ms Lind 51%",
                "share Mr Berg 32%",
            ),
            "Ms Lind had 39.91% and television host Jan Berg 39.89%.": (
                "share Ms Lind 39.91%",
                "share Jan Berg 39.89%",
            ),
            "It was backed by 61 per cent, and opposed by 39.": (
                "share backed 61%",
                "share opposed 39",
            ),
            "The right had 49.7% of the vote and the centre-left bloc of Anna Berg 48.8%.": (
                "share right 49.7% of votes",
                "share centre-left bloc 48.8%",
            ),
        },
        counter_examples=("Ms Lind took 51 per cent, while unemployment was 32 per cent.",),
    ),
    Link(
        id="link.so-did",
        form="so did P in PLACE",
        gap=(
            r"[.)]?{FILLER}(?:;|,|,? and|,? but)?(?: ?(?:but|and))? ?so (?:did|had|were)"
            r" (?:only |just )?"
        ),
        tail=r"(?: of (?P<of>{V}))?(?: (?P<place>{I}))?",
        kinds=("share", "votes"),
        from_before=True,
        examples={
            "Some 90 percent voted Yes. So did 84 percent in Kirn.": (
                "share Yes about 90%",
                "share Yes 84% in Kirn",
            ),
        },
        counter_examples=("Some 90 percent voted Yes. So prices rose 84 percent in Kirn.",),
    ),
    Link(
        id="link.invalid",
        form="blank votes made up P and invalid ones P",
        gap=r"{LINK} ?{INVALID}(?: (?:ones|papers|{V}))?(?: (?:made up|came to|were|at))? ?",
        tail=r"(?=[,.;]|$| of )",
        kinds=("invalid",),
        examples={
            "Blank votes made up 1.4% and invalid ones 2.4%.": ("invalid 1.4%", "invalid 2.4%"),
        },
        counter_examples=("Blank votes made up 1.4% and prices rose 2.4%.",),
    ),
)

VOTERS: tuple[Link, ...] = (
    Link(
        id="link.did",
        form="N could vote, and N did",
        gap=r"{FILLER},? (?:and|but|of whom|of which|yet)(?: only| just| some)? ",
        tail=r" (?:of them )?(?:did|voted|did so|took part|turned out|cast {VOTES})(?=[.,;]|$)",
        kinds=("registered",),
        becomes="participants",
        examples={
            "Some 1.4 million islanders were entitled to vote, and 310,000 did.": (
                "registered about 1.4 million",
                "participants 310,000",
            ),
        },
        counter_examples=("Some 1.4 million islanders were entitled to vote, and 310 ran.",),
    ),
    Link(
        id="link.to",
        form="P to P, N votes to N",
        gap=r"(?: {V})? ?(?:to|-|against|versus) ?",
        tail=r"(?! (?:of (?!{V})|\d))",
        kinds=_OPTIONS,
        new_option=True,
        examples={
            "The result for Yes was: Yes 54% to 46%.": ("share Yes 54%", "share ? 46%"),
        },
        counter_examples=("Support rose from 54% to 46 seats.",),
    ),
)

"""Shares and votes by the option beside them, whatever verb ties the two together.

Tried last, for numbers that no other frame or link claimed, and only in a story about a vote:
the words between option and number may be almost any, so they are looked at for those that say
that the number is something else.
"""

from __future__ import annotations

import re

from tallyscope.reading.frames.between import FAR, NEAR, is_beside
from tallyscope.reading.frames.frame import RESULT_KINDS, Frame, never
from tallyscope.reading.grammar import grammar
from tallyscope.reading.marking import Marked
from tallyscope.statement import Kind

_SHARE: dict[str, Kind] = {"n": "share"}

_WORD_ITEM = grammar(r"(?:[:,;] ?|^)[a-z][a-z-]+(?: [a-z-]+){0,2} (?:{P}|{N})(?=[.,;]|$)")


def _is_one_of_several(marked: Marked, match: re.Match[str]) -> bool:
    """Whether "independence 54.8%" is one of a list of such items, and no result is denied."""
    return len(_WORD_ITEM.findall(marked.low)) > 1 and is_beside(marked, match)


def _is_so_many(marked: Marked, match: re.Match[str]) -> bool:
    """Whether a bare count behind an option is as large as votes are."""
    value = marked.mention(match["m"]).quantity.value or 0
    return value >= _MANY and is_beside(marked, match)


_MANY = 1000  # votes; our choice: bare counts below are seats, years and places as often


FRAMES: tuple[Frame, ...] = (
    Frame(
        id="beside.with-front",
        form="with P of the vote, X ...",
        words=(
            r"(?:^|[,;:] |\b(?:and|but|while) )(?:with|on|at|taking|winning|securing|polling"
            r"|garnering|having (?:won|taken|secured)){FILL} {RESULT}"
            r"{ASIDE},? (?P<option>{C}|(?:it|he|she|they)\b)(?! (?:of|said|says|told|announced"
            r"|added|reported)\b)"
        ),
        kinds=RESULT_KINDS,
        accepts=is_beside,
        is_sure=never,
        examples={
            "With 54.3% of the vote, Maria Costa will be the next president.": (
                "share Maria Costa 54.3% of votes",
            ),
        },
        counter_examples=("With 54.3% inflation, Maria Costa has much to do.",),
    ),
    Frame(
        id="beside.inverted",
        form="second, with P, was X",
        words=(
            r"\b(?:first|second|third|fourth|fifth|last|next|ahead|top|behind (?:him|her|them"
            r"|it))(?: place)?,? (?:with|on|at){FILL} {RESULT},? (?:was|were|is|are|came|comes"
            r"|stood|stands|finished) (?P<option>{C}|{B}|(?:the |an? )?(?:[a-z-]+ ){0,2}\"[^\"]"
            r"{2,40}\"|{ANYONE})(?=[.,;]|$)"
        ),
        kinds=RESULT_KINDS,
        is_sure=never,
        examples={
            "Second, with 5.8%, was Maria Costa.": ("share Maria Costa 5.8%",),
        },
        counter_examples=("Second, with 5.8% growth, was Malta.",),
    ),
    Frame(
        id="beside.owned",
        form="X's P; X's share fell to P",
        words=(
            r"(?P<option>{C}(?:'s|')|\b(?:his|her|its|their)\b)(?: (?:own|final|vote|total|share"
            r"|best|worst|weakest"
            r"|strongest|poorest|highest|lowest"
            r"|tally|score|result|support"
            r"|backing|haul|count|showing|of|the"
            r"|{V})){0,5}{ASIDE}(?:(?:{AUX}{ADVERB} {STOOD})?{ASIDE}{FILL}"
            r"| (?:was|came) (?:that of|in|at|from) (?:the )?(?:<[LCI]\d+>"
            r"|[a-z]+)(?:, [^<.;:]{2,30}"
            r"(?:<[LG]\d+>[^<.;:]{0,15})?)?(?:,|:| -)) {RESULT}"
        ),
        kinds=RESULT_KINDS,
        accepts=is_beside,
        is_sure=never,
        examples={
            "Costa's 54.3% was the best result since 1990.": ("share Costa 54.3%",),
            "Costa's share fell to 45.7 percent.": ("share Costa 45.7%",),
            "Costa's weakest result was that of Kirn, on the coast: 45.7 percent.": (
                "share Costa 45.7%",
            ),
            "Ms Costa was glad. Her share in the capital was 41.3 per cent.": (
                "share Ms Costa 41.3%",
            ),
        },
        counter_examples=("Costa's lead fell to 5.7 percent.",),
    ),
    Frame(
        id="beside.verb",
        form="X VERB with, on, at P; X, which doubled its share to P",
        words=(
            r"(?P<option>{C}(?! (?:saw|sees|put|puts|had|has|made|makes|gave|gives|pegged) (?:it"
            r"|this"
            r"|that)\b)|{B}|support|backing|approval|opposition|\b(?:he|she|they|it)\b(?= "
            r"(?:had"
            r"|won|took|got|polled|received|secured|came|finished|(?:was|is|are|were) (?:trailing"
            r"|on"
            r"|third|second|at|up|down)"
            r"|dropped|fell|rose|slumped|climbed|trailed|led|stood|lost|gained|did (?:best|worst"
            r"|well"
            r"|badly|better|worse)|exceeded"
            r"|topped|passed|surpassed|fared|performed|scored|swept|ended)))(?:'s|')?(?:,? "
            r"(?:which"
            r"|who|whose))?{NEAR},?"
            r" (?:with|on|at|to|won|took|had|has|got|was|were|is|are|just|only|about|reached|a"
            r"|exceeded|topped|passed|surpassed"
            r"|below|above|{WON}){FILL} {RESULT}"
        ).replace("{NEAR}", FAR),
        kinds=RESULT_KINDS,
        accepts=is_beside,
        is_sure=never,
        examples={
            "The Greens limped in with 4.1 per cent.": ("share Greens 4.1%",),
            "Costa limped home with 22.1%.": ("share Costa 22.1%",),
        },
        counter_examples=(
            "The Greens said prices were up to 4.1 per cent.",
            "A poll by Sonda last week had 50 per cent of decided voters opposed.",
            "Sonda saw it at 52 per cent.",
        ),
    ),
    Frame(
        id="beside.and-another",
        form="..., and X P",
        words=(
            r"(?:,? (?:and|while|but|with)|[,;])(?: the)? (?P<option>{C}|{B})(?: of "
            r"{C})?{NEAR},?(?: third| second"
            r"| fourth)?,? (?P<n>{P})(?=[.,;]|$| and\b)"
        ).replace("{NEAR}", FAR),
        kinds=_SHARE,
        accepts=is_beside,
        is_sure=never,
        examples={
            "Labour had 25.5%, and the Liberals of the prime minister 15.2%.": (
                "share Labour 25.5%",
                "share Liberals 15.2%",
            ),
        },
        counter_examples=("He came, and the Liberals said prices rose 15.2%.",),
    ),
    Frame(
        id="beside.for",
        form="P for X, P behind X, P X",
        words=(
            r"{RESULT}(?: (?:were|was|went|go|going|cast|votes?|vote|gone|swung|fell))?"
            r"(?: (?:to|for|behind|against|in favou?r of|in support of|voting for|backing))?"
            r" (?P<option>{C})(?= (?:and|to|in|against|while|but|on|with|at)\b|[.,;:)]|$)"
        ),
        kinds=RESULT_KINDS,
        accepts=is_beside,
        is_sure=never,
        examples={"It was 54.3% Costa, 45.7% Mulder.": ("share Costa 54.3%", "share Mulder 45.7%")},
        counter_examples=("It was 54.3% more than Costa.",),
    ),
    Frame(
        id="beside.item",
        form="X P, Y P",
        words=r"(?:^|[:;,.•*-] ?)(?:\d\. )?(?P<option>{C}|{B}){ASIDE}(?: -|:|,)? {RESULT}",
        kinds=RESULT_KINDS,
        accepts=is_beside,
        is_sure=never,
        examples={
            "Results: Costa 54.3%, Mulder 45.7%.": ("share Costa 54.3%", "share Mulder 45.7%"),
        },
        counter_examples=("In all, Costa owns 54.3% of it.",),
    ),
    Frame(
        id="beside.word-items",
        form="Kirn: independence P, association P",
        words=r"(?:[:,;] ?|^)(?P<option>(?!in |at |on )[a-z][a-z-]+(?: [a-z-]+){0,2}) "
        r"{RESULT}(?=[.,;]|$)",
        kinds=RESULT_KINDS,
        accepts=_is_one_of_several,
        is_sure=never,
        examples={
            "Kirn: association 39.5%, independence 54.8%.": (
                "share association 39.5%",
                "share independence 54.8%",
            ),
        },
        counter_examples=("Kirn: wheat 39.5 tonnes, barley 54.8 tonnes.",),
    ),
    Frame(
        id="beside.anybody",
        form="anything that won P",
        words=(
            r"{CLAUSE}(?P<option>{NO_PARTY}(?:(?!in|at|on|by|for|from|after|with|as|when|while|if"
            r"|there"
            r"|he|she|it|they|that|this|we|and|but|some|most|many)\b|of |with the )"
            r"(?:[\w'-]+|<[LGIN]\d+>)(?: (?!said|says|told)(?:[\w'-]+|<[LGIDCAN]\d+>)){0,8}?)"
            r"{AUX}{ADVERB} (?:won|got|received|polled|secured|garnered|attracted|drew|captured"
            r"|obtained|was (?:picked|chosen|backed|supported|preferred|favou?red|endorsed|wanted) "
            r"by"
            r"|were (?:picked|chosen|backed|supported|preferred|favou?red|wanted) by"
            r"|(?:came|finished) (?:first|second|third|fourth|last) with|had|is on|was on|stood at"
            r"|carried the day with){ASIDE}{FILL} {RESULT}"
        ),
        kinds=RESULT_KINDS,
        accepts=is_beside,
        is_sure=never,
        examples={
            "A return to the old charter won 48.7% of the votes.": (
                "share return to the old charter 48.7% of votes",
            ),
            "The third choice was picked by a mere 7.2 per cent.": ("share third choice 7.2%",),
            "The three separatist lists won 51.8 per cent between them.": (
                "share three separatist lists 51.8%",
            ),
        },
        counter_examples=("The minimum wage had 48.7% more buying power.",),
    ),
    Frame(
        id="beside.row",
        form="Against both: N (P), a line of a table",
        words=(
            r"^(?:- |\d\. )?(?!<[LGI]\d+>(?::| -)|[^:]* (?:was|were|is|are|has|have|had) )"
            r"(?P<option>(?:[\w'\"-]+|<[LGIACB]\d+>)(?: "
            r"(?:[\w'\"-]+|<[LGIACB]\d+>)){0,5})"
            r"(?::| -) ?(?:(?P<n>{P})|(?P<m>{N}))(?: {V})?(?=\.?$|,? \(?{Q}|,? (?:up|down)\b)"
        ),
        kinds=RESULT_KINDS,
        accepts=is_beside,
        is_sure=never,
        examples={
            "Against both: 2,620 (2.6%)": ("votes Against both 2,620", "share Against both 2.6%")
        },
        counter_examples=("Seats: 12",),
    ),
    Frame(
        id="beside.from-to",
        form="X's vote collapsed, from P to P",
        words=(
            r"(?P<option>{C}|{B}){NEAR},? from (?P<was>{P})(?:,? [^<.;:]{1,25}?| {D})? to (?:just "
            r"|only )?"
            r"(?P<n>{P})"
        ).replace("{NEAR}", FAR),
        kinds={"n": "share", "was": "share"},
        needs="from <",
        accepts=is_beside,
        is_sure=never,
        examples={
            "The Reformists' share collapsed, from 14% to just 3%.": (
                "share Reformists 14%",
                "share Reformists 3%",
            )
        },
        counter_examples=("The Greens' budget went from 14% to 3%.",),
    ),
    Frame(
        id="beside.outcome",
        form="X carried the day, though barely: P",
        words=(
            r"(?P<option>{C}|{B}){NEAR}\b(?:won|wins|lost|prevail\w*|carried|ahead|victor\w*|winner"
            r"|lead\w*|score|doubled|tripled|halved|record|worst|best"
            r"|beat\w*|defeat\w*|landslide|narrow\w*|barely|easily|result){NEAR} ?(?::| -) "
            r"?{RESULT}"
        ).replace("{NEAR}", FAR),
        kinds=RESULT_KINDS,
        accepts=is_beside,
        is_sure=never,
        examples={
            "The yes camp carried the day, though barely: 50.4 per cent.": ("share yes 50.4%",),
            "The Progress Party has more than doubled its score: 24.1%.": (
                "share Progress Party 24.1%",
            ),
        },
        counter_examples=("The yes camp won a prize: 50.4 per cent off.",),
    ),
    Frame(
        id="beside.most-votes",
        form="X got the most votes, N",
        words=(r"(?P<option>{C}|{B}){NEAR}{VOTES},? (?:with |at )?(?P<m>{N})(?=[,.;)]|$)").replace(
            "{NEAR}", NEAR
        ),
        kinds=RESULT_KINDS,
        accepts=_is_so_many,
        is_sure=never,
        examples={"Mr Sava got the most votes, 1,301,220.": ("votes Mr Sava 1,301,220",)},
        counter_examples=("Mr Sava got the most votes, 12.",),
    ),
    Frame(
        id="beside.in-brackets",
        form="X (N)",
        words=r"(?P<option>{C}|{B}) \((?P<m>{N})(?: {VOTES})?\)",
        kinds=RESULT_KINDS,
        accepts=_is_so_many,
        is_sure=never,
        examples={
            "Sava (1,301,220) and Ilic (998,104) led the field.": (
                "votes Sava 1,301,220",
                "votes Ilic 998,104",
            ),
        },
        counter_examples=("Sava (58) and Ilic (61) led the field.",),
    ),
    Frame(
        id="beside.so-many",
        form="X was third with N",
        words=(
            r"(?P<option>{C}|{B}|\b(?:opponents|supporters|backers|critics|champions)"
            r"(?: of (?:the )?[a-z]+)?){NEAR},? (?:with|on|at|got|received|won|took|polled|only"
            r"|just|scored|mustered|had"
            r"|managed|secured|garnered|collected)(?: (?:a|an|the|his|her|its) [a-z-]+)? (?P<m>{N})"
            r"(?=[.,;)]|$| and\b| to\b| - | \()"
        ).replace("{NEAR}", FAR),
        kinds=RESULT_KINDS,
        accepts=_is_so_many,
        is_sure=never,
        examples={
            "The boxer Jan Berg was third with 3.6 million.": ("votes Jan Berg 3.6 million",),
            "The opponents of the station mustered 1.5 million.": (
                "votes opponents of the station 1.5 million",
            ),
            "Mr Sava trailed in on a dismal 1,845 - only 4.8 per cent.": (
                "votes Mr Sava 1,845",
                "share Mr Sava 4.8%",
            ),
        },
        counter_examples=("The boxer Jan Berg was third with 36 fights.",),
    ),
    Frame(
        id="beside.so-many-for",
        form="the figures were N for X and N for Y",
        words=r"(?P<m>{N}) for (?P<option>{C})(?= and\b|[.,;]|$| (?:while|against|with)\b)",
        kinds=RESULT_KINDS,
        needs=r"<N\d+> for <",
        accepts=_is_so_many,
        is_sure=never,
        examples={
            "The final figures were 1,204,332 for Ms Lind and 1,198,001 for Mr Berg.": (
                "votes Ms Lind 1,204,332",
                "votes Mr Berg 1,198,001",
            ),
        },
        counter_examples=("The fare was 12 for Ms Lind and 14 for Mr Berg.",),
    ),
    Frame(
        id="beside.of-the-vote",
        form="X did anything with P of the vote",
        words=(
            r"(?P<option>{C}|{B}|\b(?:he|she|they|it)\b) (?:(?!said|says|told|of)[\w'-]+ "
            r"){1,4}?(?P<n>{P}) of"
            r" (?P<of>{VOTES})"
        ),
        kinds=_SHARE,
        needs=r"<P\d+> of",
        accepts=is_beside,
        is_sure=never,
        examples={"Mr Sava hoovered up 48% of the vote.": ("share Mr Sava 48% of votes",)},
        counter_examples=("Mr Sava said 48% of the vote was stolen.",),
    ),
    Frame(
        id="beside.won-bracket",
        form="X won the capital by a landslide (P)",
        words=(
            r"(?P<option>{C}|{B})(?: (?:share|vote))? (?:[\w'-]+ ){0,2}?(?:won|took|carried|ahead"
            r"|led|leads|came"
            r"|prevailed|highest|lowest|strongest|weakest){NEAR} \((?P<n>{P})\)"
        ).replace("{NEAR}", FAR),
        kinds=_SHARE,
        needs=r"\(<P",
        accepts=is_beside,
        is_sure=never,
        examples={"Mr Sava won the capital by a landslide (52.6%).": ("share Mr Sava 52.6%",)},
        counter_examples=("Mr Sava won the lottery (52.6% tax).",),
    ),
    Frame(
        id="beside.rest",
        form="the rest, P, went to X",
        words=(
            r"(?:rest|remainder|remaining|other)[^.;:()\"<]{0,25},? (?P<n>{P})(?: of "
            r"(?P<of>{V}))?,?"
            r"{AUX} (?:go(?:es|ne|ing)?|went|shared|split|divided|taken|won|fell|scattered)"
            r" (?:to|by|among|between|for) (?P<option>{C}|(?:(?:[\w-]+|<N\d+>) ){0,3}(?:candidates"
            r"|parties|independents|contenders|lists|others|rivals|names|groups|hopefuls))"
        ),
        kinds=_SHARE,
        is_sure=never,
        examples={
            "The rest, 3.2%, went to minor candidates.": ("share minor candidates 3.2%",),
            "The remaining 3 per cent were shared by five others.": ("share five others 3%",),
        },
        counter_examples=("The rest, 3.2%, went to school.",),
    ),
)

"""Numbers that look like results and are none: counted so far, thresholds, margins, and others."""

from __future__ import annotations

import re

from tallyscope.reading.frames.frame import Frame
from tallyscope.reading.grammar import grammar

_DONE = r"(?:counted|processed|tallied|scrutinised|scrutinized|tabulated|verified|checked)"
_COUNTED = r"(?:counted|processed|tallied|reporting|reported|declared|in|completed|scrutinised|scrutinized|tabulated|verified|checked|transmitted|opened)"
_WHAT_IS_COUNTED = (
    r"(?:(?:of |out of )?(?P<of>(?:the |all |all the )?(?:<N\d+> )?(?:[\w-]+ ){0,2}?(?:{V}|ballot boxes|boxes|polling stations|stations|polling places|precincts|districts"
    r"|protocols|tally sheets|returns|results|wards|constituencies|municipalities|areas|counties|communes"
    r"|papers|districts|provinces|centres|centers|envelopes)) ?)"
)

FRAMES: tuple[Frame, ...] = (
    Frame(
        id="no-result.counted",
        form="with P (of the votes) counted; results from N stations",
        pattern=grammar(
            r"(?:with|after|once|when|by the time|as)(?: results from| returns from)?(?: all| about| the)? (?P<n>{Q})(?:{ASIDE} (?:(?:had|have|has|were|was|are|been|now|already) ){0,3}" + _DONE + r"| " + _WHAT_IS_COUNTED + r"(?:{D} )?(?:(?:had|have|has|were|was|are|been|now|already) ){0,3}" + _COUNTED.replace("<of>", "<of4>") + r")\b"
            r"|(?:(?:results|returns|figures|count|data|tall(?:y|ies)|votes|protocols|verified forms|count of forms)(?: [^.;:<]{1,30})? from|covered|covering|based on|represents?|representing) (?:all |the |about |just |only ){0,2}(?P<n2>{Q}) " + _WHAT_IS_COUNTED.replace("<of>", "<of2>") + r"(?!who|had taken)"
            r"|(?:count|counting)(?: (?:is|was))?(?: [a-z]+)? (?:in|at) (?:only |just )?(?P<n4>{N})(?: (?:of|out of) (?:the )?<N\d+>)? (?:[a-z]+ )?(?P<of5>districts|stations|precincts|wards|constituencies|counties|provinces|areas|centres)"
            r"|(?P<n3>{Q}) " + _WHAT_IS_COUNTED.replace("<of>", "<of3>") + r"?(?:(?:had|have|has|were|was|are|is|been|now|already) ){1,3}(?:counted|processed|tallied|tabulated|scrutinised|scrutinized)\b"
        ),
        needs=re.compile(r"count|process|tall|report|declared|complet|scrutini|tabulat|verified|checked|transmitted|opened|cover|based on|represent|results|returns|figures|\bin\b"),
        kinds={"n": "counted", "n2": "counted", "n3": "counted", "n4": "counted"},
        options={},
        examples={
            "With 98% of ballots counted, the race was open.": ("counted 98%",),
            "With all 32 council areas declared, it was over.": ("counted 32",),
            "The figures covered 80% of the ballot boxes.": ("counted 80%",),
        },
        counter_examples=("With 300 people in the hall, it was full.",),
    ),
    Frame(
        id="no-result.threshold",
        form="needs P; the P that is required; a threshold of P",
        pattern=grammar(
            r"(?:(?P<option>{B})(?: (?:would have|would|must|also|still)){0,2} )?(?:needs?|needed|requires?|required|requiring|(?:must|have to|had to|has to) (?:get|win|take|secure|reach|vote|be|receive|back|approve|turn out|exceed|obtain|clear|pass)|needing|to pass|to be valid|(?:short|shy) of)\b"
            r"(?: (?!voted|said)[^.;:()\"<]{0,50}?)?[,:]? (?P<n>{P}|{N}(?= (?:of )?(?:{V}|more|votes)))(?: (?:of|out of) (?P<of>{V}))?(?! of (?!{V}))(?: (?P<option_>in favou?r|against))?"
            r"|(?P<n6>{P})(?:,? (?:of|out of) (?P<of2>{V}))? (?:must|have to|has to|need to|needs to|would have had to|would have to|would need to|had to)\b"
            r"|(?:if|unless|provided|as long as)(?: the| voter)? (?:turnout|participation) (?:exceeds|is|reaches|passes|tops|falls below|hits|was|reached)(?: at)? (?P<n7>{P})"
            r"|(?P<n2>{P})(?: (?:of (?:the )?)?(?:{V}|votes|support|turnout|approval|majority|yes|in favou?r)){0,2}(?:,? (?:that |which )?(?:(?:(?!<[PNX]| - )[^.;:()\"]){0,50}? )?(?:is|was|were|are|had|has))?"
            r" (?:required|needed|necessary|demanded|stipulated|set as)\b"
            r"|(?:threshold|quorum|hurdle|barrier|bar|minimum|requirement|mark)s?(?: for [^.;:()\"<]{2,30})?(?: (?:of|is|was|at|stood at|set at|being|had been set at)){1,2} (?P<n3>{Q})"
            r"|(?P<n4>{Q})[ -](?:(?:turnout|participation|voter|vote|electoral|minimum) )?(?:threshold|quorum|hurdle|barrier|bar|requirement|mark|rule)\b"
            r"|(?P<n5>{Q}) (?:turnout|participation|of {V})?,? ?(?:for|to) (?:the (?:result|vote|referendum|ballot) to be|be) (?:valid|binding)"
        ),
        needs=re.compile(r"need|requir|must|ha(?:s|ve|d) (?:had )?to|valid|short of|shy of|threshold|quorum|hurdle|barrier|\bbar\b|minimum|mark|necessary|binding|demanded|stipulated|turnout|participation"),
        kinds={"n": "threshold", "n2": "threshold", "n3": "threshold", "n4": "threshold", "n5": "threshold", "n6": "threshold", "n7": "threshold"},
        options={"n": "option|option_"},
        examples={
            "It was just above the 55 per cent that the European Union had required.": ("threshold 55%",),
            "A candidate needs more than 50% of the votes to win outright.": ("threshold over 50%",),
            "The referendum fell short of the 50 percent turnout threshold.": ("threshold 50%",),
        },
        counter_examples=("It had to close, with 30 people in the hall.",),
    ),
    Frame(
        id="no-result.change",
        form="up P points, a rise of P",
        pattern=grammar(
            r"(?:up|down|rose|rises?|fell|falls?|increased|decreased|dropped|drops?|climbed|climbs?|slipped|grew|gained|gains?|lost|loses?|swing|rise|fall|increase|drop|decrease|gain|loss|slump|improvement)"
            r"(?: (?:by|of|some|about|only|just|to|nearly)){0,2} (?P<n>{X})"
            r"|(?P<n2>{X})(?: (?:higher|lower|more|less|up|down|above|below|better|worse|fewer|swing|rise|fall|drop|increase)\b|-(?:swing|rise|fall|drop|increase))"
        ),
        needs=re.compile(r"<X"),
        kinds={"n": "change", "n2": "change"},
        options={},
        examples={"Turnout was down 12 points on 2018.": ("change 12 points",)},
        counter_examples=("The pound rose 12 cents.",),
    ),
    Frame(
        id="no-result.margin",
        form="by a margin of N, a lead of P points, N votes ahead",
        pattern=grammar(
            r"(?:(?P<option>{C}) (?:(?!<[PNX])[^.;:,()\"]){0,40}?)?(?:margin|lead|majority|difference|gap|advantage|edge|victory)s? (?:of|was|is|stood at|at|to|(?:has |had )?(?:narrowed|grown|grew|shrunk|shrank|widened|fallen|risen|been cut) to) (?:only |just |some |about )?(?P<n>{N}|{X})(?: {V})?(?! to)"
            r"|(?:(?P<option2>{C}) (?:is|was|has|had|leads|led|leading|with)(?: a| by)? )?(?P<n2>{N}|{X})[ -]?(?: ?{V}|-?(?:vote|point))?[ -](?:lead|margin|majority|gap|advantage|ahead|clear|behind|in front|apart)\b"
            r"|(?:(?P<option3>{C}) (?:is|was|led|leads|won|ahead|trailed)(?: [^.;,<]{1,30}?)? )?by (?:only |just |a mere |a majority of )?(?P<n3>{X}|{N}(?= {VOTES}(?! (?:to|against) )))(?: {V})?(?! (?:higher|lower))"
            r"|(?P<n4>{N}) (?:more|fewer) {V}|(?:beat|beating|defeating|defeated|ahead of) {C} by (?:just |only |a mere )?(?P<n5>{N})(?=[.,;]|$)"
        ),
        needs=re.compile(r"margin|lead|led\b|majority|difference|gap|advantage|edge|victory|ahead|clear|behind|front|apart|\bby\b|more|fewer|beat|defeat"),
        kinds={"n": "margin", "n2": "margin", "n3": "margin", "n4": "margin", "n5": "margin"},
        options={"n": "option", "n2": "option2", "n3": "option3"},
        examples={
            "He won by a margin of 25,000 votes.": ("margin 25,000",),
            "She has a lead of 1.2 percentage points.": ("margin 1.2 points",),
        },
        counter_examples=("The plan was rejected by 1,913 votes to 1,604.",),
    ),
    Frame(
        id="no-result.abstained",
        form="P abstained, P did not vote",
        pattern=grammar(
            r"(?P<n>{Q})(?: (?:of )?(?P<of>{V}|{HEAD}))?{AUX}{ADVERB} (?:abstained|abstaining|ignored|shunned|skipped|stayed (?:at )?home|stayed away|not vote[d]?|not take[n]? part|boycotted)"
            r"|abstentions?(?: rate)?(?::|(?: {BE}| stood at| reached| of| at| numbered){1,2}) (?P<n2>{Q})|(?P<n3>{Q}) abstentions?"
        ),
        needs=re.compile(r"abst|stayed|\bnot\b|boycott|ignored|shunned|skipped"),
        kinds={"n": "abstention", "n2": "abstention", "n3": "abstention"},
        options={},
        examples={
            "Some 40% of voters stayed at home.": ("abstention about 40%",),
            "Abstention reached 51.3 percent.": ("abstention 51.3%",),
            "There were 12 abstentions.": ("abstention 12",),
        },
        counter_examples=("About 40% of workers stayed in the union.",),
    ),
    Frame(
        id="no-result.invalid",
        form="N ballots were invalid, P spoiled papers",
        pattern=grammar(
            r"(?P<n>{Q})(?: (?:of )?(?P<of>{V}|(?:[\w-]+ )?(?:papers|forms|slips|envelopes|sheets)|{HEAD}))?{AUX}(?: (?:been|be|declared|ruled|found|left|judged|to be|cast|not|either|blank or)){0,3}"
            r" (?:invalid(?:ated)?|spoil(?:ed|t)|blank|void(?:ed)?|null|informal|not valid|annulled|discarded|rejected as|disqualified|not be used|could not be (?:used|counted)|unusable|unreadable)\b"
            r"|(?P<n2>{Q}) (?:[a-z]+ (?:or|and) )?(?:(?:invalid|spoil(?:ed|t)|blank|void|null|informal|unreadable)\b|(?:rejected|disallowed) (?:{VOTES}|papers))"
            r"|(?:invalid|spoil(?:ed|t)|blank|void|null)(?: (?:or|and) [a-z]+)? (?:{V}|votes|ballots|papers)(?:(?: (?:accounted for|made up|amounted to|numbered|totall?ed|were|was|stood at|came to|reached))|[:,]| -) (?P<n3>{Q})(?: of (?P<of2>{V}|those cast))?"
            r"|(?P<n4>{Q})(?: of)? (?P<of3>{V}) as (?:invalid|spoil(?:ed|t)|blank|void|null)\b"
        ),
        needs=re.compile(r"invalid|spoil|blank|void|null|annul|discard|reject|disallow|disqualif|not be used|unusable|unreadable|informal|not valid"),
        kinds={"n": "invalid", "n2": "invalid", "n3": "invalid", "n4": "invalid"},
        options={},
        examples={
            "There were 22 spoiled papers.": ("invalid 22",),
            "In Kirn 4 papers were blank.": ("invalid 4",),
            "Eleven forms could not be used.": ("invalid 11",),
        },
        counter_examples=("The court found 22 clauses void of sense.",),
    ),
)

"""Votes that count for nobody: invalid ballots, and those who stayed away."""

from __future__ import annotations

from tallyscope.reading.frames.frame import Frame
from tallyscope.statement import Kind

_ABSTENTION: dict[str, Kind] = {"n": "abstention"}
_INVALID: dict[str, Kind] = {"n": "invalid"}
_PAPER = r"(?:[\w-]+ )?(?:papers|forms|slips|envelopes|sheets)"

FRAMES: tuple[Frame, ...] = (
    Frame(
        id="abstention.stayed-away",
        form="P of the voters abstained, stayed at home, did not vote",
        words=(
            r"(?P<n>{Q})(?: (?:of )?(?P<of>{V}|{HEAD}))?{AUX}{ADVERB} (?:abstained|abstaining"
            r"|ignored|shunned|skipped|stayed (?:at )?home|stayed away|not vote[d]?|not "
            r"take[n]? part|boycotted)"
        ),
        kinds=_ABSTENTION,
        needs=r"abst|stayed|\bnot\b|boycott|ignored|shunned|skipped",
        examples={"Some 40% of voters stayed at home.": ("abstention about 40% of registered",)},
        counter_examples=("About 40% of drivers stayed in the union.",),
    ),
    Frame(
        id="abstention.was",
        form="abstention was P",
        words=(
            r"(?:abstentions?(?: rate)?|non-voters|stay-at-homes){ASIDE}(?::|(?: {BE}| stood at"
            r"| reached"
            r"| of"
            r"| at| numbered| made up| accounted for| came to| amounted to){1,2})"
            r" (?P<n>{Q})"
        ),
        kinds=_ABSTENTION,
        needs="abstention|non-voters|stay-at-homes",
        examples={
            "Abstention reached 51.3 percent.": ("abstention 51.3%",),
            "In Kirn, non-voters made up 58.8 per cent.": ("abstention 58.8%",),
            "Abstention in Sunday's referendum was 34.8%.": ("abstention 34.8%",),
        },
        counter_examples=("Abstention from meat saves 12 percent.",),
    ),
    Frame(
        id="abstention.count",
        form="N abstentions",
        words=r"(?P<n>{Q}) abstentions?",
        kinds=_ABSTENTION,
        examples={"There were 12 abstentions.": ("abstention 12",)},
        counter_examples=(),
    ),
    Frame(
        id="invalid.were",
        form="N papers were blank, P of ballots were ruled invalid",
        words=(
            rf"(?P<n>{{Q}})(?: (?:of )?(?P<of>{{V}}|{_PAPER}|{{HEAD}}))?"
            rf"(?:,(?: or)? {{P}}(?: of {{V}})?,| \\({{P}}[^()]{{0,30}}\\))?{{AUX}}(?: (?:been|be"
            r"|declared|ruled|found|left|judged|to be|cast|not|either|blank or|handed in|returned"
            r"|deemed|came back|come back|turned out|proved"
            r"|considered|put in|sent back|recogni[sz]ed as|counted as|classed as|regarded as"
            r"|treated as|registered as)){0,3} "
            r"(?:{INVALID}|invalidated|voided|not valid|annulled|discarded|rejected as"
            r"|disqualified|(?<=were )ruled out|not be used|could not be (?:used|counted)"
            r"|unusable|thrown out as|set aside as|(?<=were )rejected|(?<=been )rejected"
            r"|ruled out as)\b"
        ),
        kinds=_INVALID,
        needs="invalid|spoil|blank|void|null|defective|faulty|thrown|set aside|annul|discard|reject"
        "|ruled out|disqualif|be used|unusable"
        "|unreadable|informal|not valid|be counted",
        examples={
            "In Kirn 4 papers were blank.": ("invalid 4",),
            "Another 2.2% of the ballots were recognised as invalid.": ("invalid 2.2% of ballots",),
            "Eleven forms could not be used.": ("invalid Eleven",),
            "Just 0.9% of ballots were ruled invalid.": ("invalid 0.9% of ballots",),
            "About 23,000 ballots, 1.8 per cent of the total, were spoiled.": (
                "invalid about 23,000",
                "invalid 1.8% of ballots",
            ),
        },
        counter_examples=("About 40% of voters were undecided.",),
    ),
    Frame(
        id="invalid.left-blank",
        form="P of the voters left it blank, spoiled their papers",
        words=(
            r"(?P<n>{Q})(?: (?:of )?(?P<of>{V}(?: who [a-z ]{2,30}{VOTES})?|{HEAD}))?{AUX}{ADVERB}"
            r" (?:(?:left|leaving|returned|handed in|put in|cast) (?:it|them|(?:that|the|their|a) "
            r"(?:[a-z]+|{VOTES})(?: [a-z]+)?) blank|(?:spoil(?:ed|t)|defaced) (?:it\b"
            r"|(?:their|the) (?:papers?|{VOTES})))"
        ),
        kinds=_INVALID,
        needs="blank|spoil|defaced",
        examples={
            "More than a third of voters left that part blank.": (
                "invalid over a third of voters",
            ),
            "Some 1,200 people spoiled their papers.": ("invalid about 1,200",),
        },
        counter_examples=("Some 1,200 people left the hall empty.",),
    ),
    Frame(
        id="invalid.papers",
        form="N spoiled papers",
        words=(
            r"(?P<n>{Q}) (?:[a-z]+ (?:or|and) )?"
            r"(?:{INVALID}\b|(?:rejected|disallowed) (?:{VOTES}|papers))"
        ),
        kinds=_INVALID,
        needs="invalid|spoil|blank|void|null|reject|disallow|informal|unreadable",
        examples={"There were 22 spoiled papers.": ("invalid 22",)},
        counter_examples=("In all, 50.7 per cent rejected the treaty.",),
    ),
    Frame(
        id="invalid.set-aside",
        form="the officer set aside N papers",
        words=(
            r"(?:set aside|rejected|disallowed|discarded|threw out|annulled|invalidated) (?P<n>{Q})"
            rf"(?: of)?(?: the)? (?:{_PAPER}|papers|{{VOTES}})(?! as)"
        ),
        kinds=_INVALID,
        needs="set aside|rejected|disallowed|discarded|threw out|annulled|invalidated",
        examples={"The returning officer set aside 96 papers.": ("invalid 96",)},
        counter_examples=("The reader set aside 96 books.",),
    ),
    Frame(
        id="invalid.came-to",
        form="invalid ballots came to P",
        words=(
            r"{INVALID}(?: (?:or|and) [a-z]+)? (?:{V}|votes|ballots"
            r"|papers){ASIDE}(?:(?: (?:accounted "
            r"for|made up|amounted to|numbered|totall?ed|were|was|stood at|came to|reached))"
            r"|[:,]| -) (?P<n>{Q})(?: of (?P<of>(?:<W\d+>|those) cast|{V}))?"
        ),
        kinds=_INVALID,
        needs="invalid|spoil|blank|void|null|informal",
        examples={
            "Blank and void papers came to 6.5 percent of those cast.": (
                "invalid 6.5% of ballots",
            ),
        },
        counter_examples=("Blank pages were 22 of all.",),
    ),
    Frame(
        id="invalid.as",
        form="set aside P of the ballots as null",
        words=r"(?P<n>{Q})(?: of)? (?P<of>{V}) as {INVALID}\b",
        kinds=_INVALID,
        needs=" as ",
        examples={
            "The tribunal set aside 1.9 percent of the ballots as null.": (
                "invalid 1.9% of ballots",
            ),
        },
        counter_examples=("They counted 1.9 percent of the ballots as a test.",),
    ),
)

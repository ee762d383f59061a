"""How much was counted when a result was told: no result itself."""

from __future__ import annotations

from tallyscope.reading.frames.frame import Frame
from tallyscope.statement import Kind

_COUNTED: dict[str, Kind] = {"n": "counted"}

FRAMES: tuple[Frame, ...] = (
    Frame(
        id="counted.with",
        form="with P counted",
        words=(
            r"(?:with|after|once|when|by the time|as)(?: results from| returns from)?"
            r"(?: all| about| the)? (?P<n>{Q}){ASIDE} {BEEN}{DONE}\b"
        ),
        kinds=_COUNTED,
        examples={"The race was open with 98% counted.": ("counted 98%",)},
        counter_examples=("With 300 people in the hall, it was full.",),
    ),
    Frame(
        id="counted.with-what",
        form="with P of the ballots counted, with N areas declared",
        words=(
            r"(?:with|after|once|when|by the time|as)(?: results from| returns from)?"
            r"(?: all| about| the)? (?P<n>{Q})(?: of| out of)? (?P<of>{COUNTABLE}) (?:{D} )?{BEEN}"
            r"(?:{DONE}|reporting|reported|declared|in(?=[,.;]| and|$)|completed|transmitted"
            r"|opened)\b"
        ),
        kinds=_COUNTED,
        examples={
            "With 98% of ballots counted, the race was open.": ("counted 98% of ballots",),
            "With all 32 council areas declared, it was over.": ("counted 32 areas",),
        },
        counter_examples=("With 300 people in the hall, it was full.",),
    ),
    Frame(
        id="counted.with-in",
        form="with P in",
        words=(
            r"(?:\bwith (?:about |only |just )?(?P<n>{Q})(?: (?:of )?(?P<of>{COUNTABLE}))? (?:in"
            r"|declared|reported|reporting|through)(?=[.,;]|$| and\b)"
            r"|(?P<n_>{P})(?: of (?P<of_>{COUNTABLE}))? (?:was|were|are|is|had come) in"
            r"(?=[.,;]|$| and\b))"
        ),
        kinds={**_COUNTED, "n_": "counted"},
        is_sure=lambda _, match: bool(match["of"] or match["of_"]),
        examples={
            "He led the vote with 20% in.": ("counted 20%",),
            "By Monday 70% were in and he led the vote.": ("counted 70%",),
            "By night, with 21 towns in, the gap was larger.": ("counted 21 areas",),
        },
        counter_examples=("With 20% in cash he left.",),
    ),
    Frame(
        id="counted.had-counted",
        form="the commission had counted N votes",
        words=(
            r"\b(?:had|has|have) (?:so far |already |now )?(?:counted|processed|tallied"
            r"|scrutini[sz]ed) (?:(?P<n>{Q})(?: of| out of)? (?P<of>{COUNTABLE})"
            r"|(?P<n_>{P})(?=[.,;]|$))"
        ),
        kinds={**_COUNTED, "n_": "counted"},
        examples={
            "The commission has so far counted 95 per cent.": ("counted 95%",),
            "The commission had counted 4.3 million votes.": ("counted 4.3 million votes",),
        },
        counter_examples=("The shop had counted 43 sacks of tea.",),
    ),
    Frame(
        id="counted.from",
        form="results from N stations, the report covers P of the boxes",
        words=(
            r"(?:(?:results|returns|{V}|figures|count|data|tall(?:y|ies)|votes|protocols|verified "
            r"forms"
            r"|count of forms)(?: [^.;:<]{1,30})? from|covers?|covered|covering|based on"
            r"|represents?"
            r"|representing) (?:all |the |about |just |only ){0,2}(?P<n>{Q})(?: of| out of)?"
            r" (?P<of>{COUNTABLE})\b(?! had taken)"
        ),
        kinds=_COUNTED,
        examples={
            "The figures covered 80% of the ballot boxes.": ("counted 80% of stations",),
            "Results from 3,210 of 4,500 polling stations were in.": (
                "counted 3,210 stations of stations",
            ),
            "The first report covers 49% of the polling boards.": ("counted 49% of stations",),
        },
        counter_examples=("He has complaints from 37 polling stations.",),
    ),
    Frame(
        id="counted.counting-of",
        form="after the processing of P of the stations",
        words=(
            r"\b(?:processing|counting|tallying|count|scrutiny) of (?:about |only "
            r"|just )?(?P<n>{P})"
            r" of (?P<of>{COUNTABLE})"
        ),
        kinds=_COUNTED,
        examples={
            "After the processing of 70.97% of polling stations he spoke.": (
                "counted 70.97% of stations",
            ),
        },
        counter_examples=("After the counting of 70% of the cars he spoke.",),
    ),
    Frame(
        id="counted.results-of",
        form="had published the results of N of N districts; after N of N stations",
        words=(
            r"(?:\b(?:results|returns|figures|count)(?: (?:of|for|in)| is complete in)"
            r"|^(?:after|with)|[,;] (?:after|with)) (?P<n>{N}) (?:of|out of)"
            r" (?P<of>{COUNTABLE})(?=[.,;]|$| (?:and|from|on|in|at|by|when|the|he|she|they|it)\b"
            r"|{I}| {D}| {C})"
        ),
        kinds=_COUNTED,
        accepts=lambda _, match: "<N" in match["of"],
        examples={
            "By midnight it had published the results of nine of the 276 constituencies.": (
                "counted nine areas",
            ),
            "After 1,200 of 3,000 stations, the Greens lead the vote.": (
                "counted 1,200 stations of stations",
            ),
        },
        counter_examples=("After nine of the stations on the line, he got off.",),
    ),
    Frame(
        id="counted.first",
        form="after the first N stations",
        words=(
            r"\b(?:after|with|from|in) the first (?P<n>{N}) (?P<of>(?:polling )?stations|precincts"
            r"|protocols|tally sheets|ballot boxes|boxes|polling places)\b"
        ),
        kinds=_COUNTED,
        needs="the first",
        examples={
            "After the first 300 polling stations Yes leads.": ("counted 300 stations of stations",)
        },
        counter_examples=("After the first 300 metres Yes leads.",),
    ),
    Frame(
        id="counted.complete-in",
        form="the count is complete in N of N districts",
        words=(
            r"\b(?:count|counting)(?: (?:is|was))?(?: [a-z]+)? (?:in|at) (?:only |just )?(?P<n>{N})"
            r"(?: (?:of|out of) (?:the )?<N\d+>)? (?:[a-z]+ )?(?P<of>districts|stations|precincts"
            r"|wards|constituencies|counties|provinces|areas|centres)"
        ),
        kinds=_COUNTED,
        examples={"The count is complete in 40 of 47 districts.": ("counted 40 areas",)},
        counter_examples=("The account was opened in 40 districts.",),
    ),
    Frame(
        id="counted.were",
        form="P of the votes had been counted",
        words=(
            r"(?:(?P<n>{Q})(?: (?:of |out of )?(?P<of>{COUNTABLE}))?"
            r" (?:(?:had|have|has|were|was|are|is|been|now|already) ){1,3}"
            r"(?:counted|processed|tallied|tabulated|scrutini[sz]ed|reported|declared|entered"
            r"|verified|collated|canvassed)\b"
            r"(?! (?:invalid|void|null|spoil|blank|informal|elected|winners?|as |themselves))"
            r"|(?:^|[:;(] ?|- )(?P<n_>{Q}) (?:of |out of )?(?P<of_>{COUNTABLE})"
            r" (?:{BEEN}(?:{DONE}|reporting|reported|declared)|(?:are |were |is |was )?in)"
            r"(?=[.,;:)]|$))"
        ),
        kinds={**_COUNTED, "n_": "counted"},
        needs="count|process|tall|tabul|scrutin|report|declare|entered|verified|collat|canvass| in",
        examples={
            "About 62% of votes had been counted.": ("counted about 62% of votes",),
            "So far 2,310 of 2,890 stations have reported.": (
                "counted 2,310 stations of stations",
            ),
            "The second update: 48% of stations counted.": ("counted 48% of stations",),
            "612 of 620 polling stations are in.": ("counted 612 stations of stations",),
        },
        counter_examples=("About 62% of goods had been processed food.",),
    ),
)

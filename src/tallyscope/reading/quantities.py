"""Numbers with their unit and comparator: what kind of number is it, before anyone asks of what.

Every number of the text becomes one mention. Numbers that cannot be results (money, seats, ages,
distances) keep the reason for it, so that none is dropped silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from tallyscope.reading.mention import MONEY, SEATS, Mention, Sort
from tallyscope.reading.numerals import Numeral, find_numerals
from tallyscope.reading.unsaid_units import with_unsaid_units
from tallyscope.statement import Comparator, Quantity, Span

# The words in front of a number, and what they say of it.
_COMPARATORS: tuple[tuple[str, Comparator], ...] = (
    (
        r"no (?:less|fewer|lower) than|not (?:less|fewer) than|at least|a minimum of|minimum",
        "at least",
    ),
    (
        r"no (?:more|higher|better) than|not more than|at most"
        r"|(?<!add )(?<!adds )(?<!added )(?<!went )(?<!goes )(?<!gone )(?<!shot )(?<!crept )up to"
        r"|a maximum of|maximum|as much as",
        "at most",
    ),
    (
        r"(?:(?:slightly|a little|just|well|far|much|significantly|considerably) )?"
        r"(?:more than|(?<!control )over|above|upwards of|in excess of|greater than|north of)",
        "over",
    ),
    (
        r"(?:(?:slightly|a little|just|well|far|much) )?(?:less than|fewer than|under|below"
        r"|short of)|not quite|scarcely",
        "under",
    ),
    (
        r"nearly|almost|barely|hardly|about|around|roughly|approximately|some|an? estimated"
        r"|estimated|close to|circa|in the region of|in the order of|~|≈|approx\.?|only about"
        r"|just about",
        "about",
    ),
)
_ANY_COMPARATOR = "|".join(rf"(?P<c{i}>\b(?:{words}))" for i, (words, _) in enumerate(_COMPARATORS))
_BEFORE = re.compile(rf"(?:{_ANY_COMPARATOR})(?: (?:an?|only|just))?\s?$", re.IGNORECASE)
_LAST_WORDS = frozenset(
    [
        "than",
        "least",
        "minimum",
        "most",
        "to",
        "maximum",
        "as",
        "over",
        "above",
        "of",
        "under",
        "below",
        "quite",
        "scarcely",
        "nearly",
        "almost",
        "barely",
        "hardly",
        "about",
        "around",
        "roughly",
        "approximately",
        "some",
        "estimated",
        "circa",
        "approx",
        "approx.",
        "~",
        "≈",
        "a",
        "an",
        "only",
        "just",
    ]
)
"""Words that a comparator ends in; a number behind any other word needs no closer look."""
_LONGEST_COMPARATOR = 40  # characters; the longest of the phrases above with its filler

_LONGEST_LAST_WORD = 16  # characters: "approximately" with a bracket and a space

_UPWARDS = ("more", "over", "higher", "above", "better", "least")
# "500 or more", "2.1 million people had voted at most"
_OR_MORE = re.compile(
    r" or (?P<or>more|over|higher|above|better|less|fewer|under|below|lower)\b"
    r"|,? (?:[a-z]+ ){0,4}at (?P<at>most|least)(?=[.,;:)]|$)"
)
_EXCEEDED = re.compile(
    r"\b(?P<not>not )?(?:exceed(?:ed|s|ing)?|topped|topping|surpassed|surpassing|passed|passing"
    r"|crossed) $"
)
_PERCENT = re.compile(r"[ -]?(?:%|per[ -]?cents?\b|percent\b|pct\b|pc\b|p\.c\.)", re.IGNORECASE)
_POINTS = re.compile(
    r"[ -]?(?:(?:%|per[ -]?cent|percent|pc)?(?:age)?[ -]points?\b|p\.?p\.?s?\b|points?\b"
    r"|of an? (?:percentage |per cent )?point\b)",
    re.IGNORECASE,
)
_AREA = re.compile(r" ?(?:square|sq\.?)[ -](?:km|kilomet(?:er|re)s?|miles?|mi)\b| ?km2\b")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_MONEY_BEFORE = re.compile(r"(?:[$£€¥₽₴₹₺]|\b(?:USD|EUR|GBP|US\$)) ?$")
_NAME_BEFORE = re.compile(
    r"\b(?:Article|Resolution|No\.?|Number|Section|Law|Chapter|Page|Room|Route|Highway|Ward|Act|"
    r"Protocol|Proposition|Prop|Amendment|Question|Measures?|Measure \d+-|Issue|Initiative|Flight"
    r"|Unit|Group|Area|Form|Decree|Station|Part|"
    r"aged?|age (?:of|to|from)|under-|over-)\s?$",
    re.IGNORECASE,
)

# What a noun behind the number says that it is, if it is no result.
_OTHER_NOUNS: tuple[tuple[str, str], ...] = (
    (
        r"(?:US |American |Canadian |Australian )?(?:dollars?|euros?|pounds?|roubles?|rubles?|lira"
        r"|hryvnias?|yen|pesos?|francs?|zlotys?|kronor|kroner|forints?|rupees?|naira|shillings?"
        r"|leva|lei|dinars?|yuan|won|rand|bolivars?|cents?|pence|p)\b(?! vot)",
        MONEY,
    ),
    (
        r"(?:(?!had |have |were |voted )[\w-]+ ){0,3}?(?:seats?|mandates?|MPs|deput(?:y|ies)"
        r"|lawmakers"
        r"|legislators|senators|members|councillors|delegates|electoral (?:college )?votes)\b"
        r"|-(?:seat|member|strong)\b",
        SEATS,
    ),
    (
        r"(?:[- ](?:square|sq\.?|cubic))?(?:[- ](?:km2?|kilomet(?:er|re)s?|miles?|met(?:er|re)s?"
        r"|hectares?|acres?|feet|tonnes?|tons?|kg|degrees|barrels|litres?))\b|(?:km2?|kg|mph)\b",
        "a length, an area or a weight",
    ),
    (
        r"[ -](?:(?:consecutive |full |long |more |straight |further )?(?:hours?|days?|weeks?"
        r"|months?|years?|decades?|minutes?|seconds?|terms?|rounds?|times|nights?|centur(?:y"
        r"|ies)))\b",
        "a length of time or how often",
    ),
)
_OTHER = tuple((re.compile(rf"(?: ?|-)(?:{words})"), why) for words, why in _OTHER_NOUNS)
_NOUN = re.compile(r"[ -](?:of (?:the |its |all |those )?)?((?:[A-Za-z'-]+ ){0,3}?[A-Za-z'-]+)")
_COUNT_NOUNS = re.compile(
    r"(?:[\w'-]+ ){0,3}?(votes?|ballots?|people|persons?|voters?|electors?|citizens?|residents?"
    r"|participants?|names|men|women|inhabitants|names)\b"
)
_DECIMALS_OF_A_GROUP = 3
DECIMALS_OF_A_FRACTION = -1
"""Of "a quarter" or "two thirds" in percent: good to five points either way. Our choice."""


def find_quantities(text: str, dates: Iterable[Span] = ()) -> list[Mention]:
    """Return the numbers of a plain text that are not part of a date or a name, in order.

    Parameters
    ----------
    text : str
    dates : iterable of Span
        Ranges whose digits belong to dates and clock times.

    Examples
    --------
    >>> (share,) = find_quantities("more than 98,4 per cent of the votes")
    >>> share.quantity.value, share.quantity.comparator, share.quantity.unit
    (Decimal('98.4'), 'over', 'percent')
    """
    hidden = _without(text, dates)
    commas = bool(_DECIMAL_COMMA.search(hidden)) and not _DECIMAL_POINT.search(hidden)
    mentions = [
        _mention(hidden, _in_thousands(numeral) if commas else numeral)
        for numeral in find_numerals(hidden)
        if not _is_name_or_ordinal(hidden, numeral)
    ]
    return with_unsaid_units(hidden, mentions)


# In a text with "74,99%", "161.687" are thousands.
_BEGINS_NUMBER = r"\d(?<![\d.,]\d)"  # so written the engine passes over what is no digit
_DECIMAL_COMMA = re.compile(rf"{_BEGINS_NUMBER}\d?,\d{{1,2}} ?(?:%|per ?cent)")
_DECIMAL_POINT = re.compile(rf"{_BEGINS_NUMBER}\d?\.\d{{1,3}} ?(?:%|per ?cent)")


def _in_thousands(numeral: Numeral) -> Numeral:
    if numeral.decimals != _DECIMALS_OF_A_GROUP or numeral.in_words:
        return numeral
    return replace(numeral, value=numeral.value * 1000, decimals=0)


def _without(text: str, spans: Iterable[Span]) -> str:
    """The text with line breaks in place of some ranges, as long as before."""
    pieces = []
    last = 0
    for span in sorted(spans):
        pieces += [text[last : span.start], "\n" * (span.stop - span.start)]
        last = span.stop
    return "".join([*pieces, text[last:]])


# "No 54 to 58 percent" is a share of No, and not number 54.
_NO_LABEL = re.compile(
    r"(?: (?:to|and) \d{1,3}(?:\.\d{1,4})?)? ?(?:%|per ?cent\b|pct?\b)", re.IGNORECASE
)

_NO_BEFORE = re.compile(r"\b[Nn]o $")  # "No 47.9" is a share of No


def _is_among_shares(text: str, span: Span) -> bool:
    """Whether a share stands shortly before: "Yes 54 per cent, No 46"."""
    return bool(_PERCENT.search(text, max(0, span.start - _NEAR_SHARE), span.start))


_A_PAPER = re.compile(
    r" (?:ballot|vote|paper)(?: papers?)? (?:was|had|proved)\b"
)  # one was spoiled
_NO_NOUN = re.compile(r"[.,;:)]|$| (?:is|are|was|were|has|had|have|will|would|and|in|on)\b")
_FEW = 10  # "the two", "the three" are people named before; our choice
_LARGEST_LABEL = 10_000  # "registered voters number 3.9 million"; our choice
_NEAR_SHARE = 60  # characters; our choice: the other side of the same sentence


def _is_name_or_ordinal(text: str, numeral: Numeral) -> bool:
    before = text[max(0, numeral.span.start - 14) : numeral.span.start]
    if numeral.in_words and not numeral.fraction and numeral.value <= 1:
        stop = numeral.span.stop
        is_share = _PERCENT.match(text, stop) or _POINTS.match(text, stop)
        return not (is_share or _A_PAPER.match(text, stop))
    if numeral.in_words and numeral.value <= _FEW and before.endswith(" the "):
        is_alone = _NO_NOUN.match(text, numeral.span.stop)
        return bool(is_alone or _ORDINAL.match(text, numeral.span.stop))  # "between the two"
    if _NO_LABEL.match(text, numeral.span.stop) or numeral.value >= _LARGEST_LABEL:
        return False
    if _NO_BEFORE.search(before) and (numeral.decimals or _is_among_shares(text, numeral.span)):
        return False
    name = _NAME_BEFORE.search(before)
    # "on the question 318 ballots were rejected": names in small letters have small numbers
    is_name = name is not None and (numeral.value < _SMALLEST_COUNT or name.group()[:1].isupper())
    return bool(_ORDINAL.match(text, numeral.span.stop)) or is_name


_SMALLEST_COUNT = 200  # our choice: more than ages, and than wards and laws in small letters


def _mention(text: str, numeral: Numeral) -> Mention:
    start, stop = numeral.span.start, numeral.span.stop
    comparator, begin = _comparator(text, start)
    exceeded = _EXCEEDED.search(text[max(0, start - 18) : start]) if comparator == "=" else None
    if exceeded:
        comparator = "at most" if exceeded["not"] else "over"
    points = _POINTS.match(text, stop)
    percent_sign = None if points or numeral.fraction else _PERCENT.match(text, stop)
    if points:
        found = _made(text, numeral, begin, points.end(), comparator, "points", "points")
        core = numeral.span  # "points" is the unit, and no part of the number as printed
        printed = text[core.start : core.stop]
        return replace(found, core=core, quantity=replace(found.quantity, printed=printed))
    if percent_sign:
        return _made(text, numeral, begin, percent_sign.end(), comparator, "percent", "percent")
    if numeral.fraction:
        percent = (numeral.value * 100).quantize(Decimal("0.01")).normalize()
        rough = replace(numeral, value=percent + 0, decimals=DECIMALS_OF_A_FRACTION)
        return _made(text, rough, begin, stop, comparator, "percent", "percent")
    area = _AREA.match(text, stop)
    if area:
        unit = "sq mi" if "mi" in area.group() else "km2"
        return _made(text, numeral, begin, stop, comparator, "area", unit)
    why = _what_else(text, start, stop, numeral.value)
    if why:
        return replace(_made(text, numeral, begin, stop, comparator, "other", ""), why=why)
    return _count(text, numeral, begin, comparator)


def _comparator(text: str, start: int) -> tuple[Comparator, int]:
    """What stands in front of the number at `start`, and where that begins."""
    last_word = text[max(0, start - _LONGEST_LAST_WORD) : start].split()[-1:]
    if not last_word or last_word[0].strip("(\"'").lower() not in _LAST_WORDS:
        return "=", start
    floor = max(0, start - _LONGEST_COMPARATOR)
    match = _BEFORE.search(text[floor:start])
    if not match:
        return "=", start
    index = next(i for i in range(len(_COMPARATORS)) if match[f"c{i}"])
    return _COMPARATORS[index][1], floor + match.start()


_OF_AN_AGE = re.compile(
    r"(?:those|people|voters|women|men|adults|citizens|residents|anyone|everyone)(?: aged)?"
    r" (?:under|over|above|below) $"
)
_LARGEST_HOUSE = 1000  # seats; our choice: only China's is larger


def _what_else(text: str, start: int, stop: int, value: Decimal) -> str:
    if _MONEY_BEFORE.search(text[max(0, start - 5) : start]):
        return MONEY
    if _OF_AN_AGE.search(text[max(0, start - 30) : start]):
        return "an age"
    why = next((why for pattern, why in _OTHER if pattern.match(text, stop)), "")
    return "" if why == SEATS and value > _LARGEST_HOUSE else why


def _made(
    text: str,
    numeral: Numeral,
    begin: int,
    stop: int,
    comparator: Comparator,
    sort: Sort,
    unit: str,
    noun: str = "",
) -> Mention:
    behind = _OR_MORE.match(text, stop)
    if behind and comparator == "=":
        comparator = "at least" if (behind["or"] or behind["at"]) in _UPWARDS else "at most"
    if comparator == "=" and text.startswith((" or so", *_ODD), stop):
        comparator = "about"
    if text.startswith("-odd", stop):  # "43,000-odd votes"
        comparator = "about" if comparator == "=" else comparator
        core, stop = Span(numeral.span.start, stop), stop + len("-odd")
    else:
        core = Span(numeral.span.start, stop)
    printed = text[core.start : core.stop].strip("\n")
    quantity = Quantity(_plainly(numeral.value), comparator, unit, printed, numeral.decimals)
    stop += max((len(odd) for odd in _ODD if text.startswith(odd, stop)), default=0)
    return Mention(Span(begin, stop), quantity, sort, core, noun)


_ODD = ("-odd", "-some")  # "43,000-odd votes"


def _plainly(value: Decimal) -> Decimal:
    """Return 13000000 for 1.3E+7 and 13 for 13.0, and other numbers as they are."""
    whole = value.to_integral_value()
    if value != whole:
        return value
    # turning digits into an integer takes the square of their number: not for thousands of them
    return Decimal(int(whole)) if whole.adjusted() < _MOST_DIGITS else whole


_MOST_DIGITS = 30  # of a number that is written out; our choice: far more than there are people


_WORDS_BEHIND = re.compile(r"[ -]((?:[a-z'-]+ ){0,3}?[a-z-]+s)\b(?!')")


def _plural(text: str, stop: int) -> str:
    """The first word behind a number that looks like a plural ("four occupied areas")."""
    match = _WORDS_BEHIND.match(text, stop)
    return match[1].split(" ")[-1] if match else ""


def _count(text: str, numeral: Numeral, begin: int, comparator: Comparator) -> Mention:
    """A count of something; "57.747 votes" are thousands, since votes have no decimals."""
    stop = numeral.span.stop
    match = _NOUN.match(text, stop)
    noun = _COUNT_NOUNS.match(match[1]) if match else None
    if noun and numeral.decimals == _DECIMALS_OF_A_GROUP:
        numeral = replace(numeral, value=numeral.value * 1000, decimals=0)
    word = noun[1] if noun else (_plural(text, stop) or (match[1] if match else ""))
    return _made(text, numeral, begin, stop, comparator, "count", "", word.lower())

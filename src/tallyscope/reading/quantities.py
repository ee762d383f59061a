"""Numbers with their unit and comparator: what kind of number is it, before anyone asks of what.

Every number of the text becomes one mention. Numbers that cannot be results (money, seats, ages,
distances) keep the reason for it, so that none is dropped silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from tallyscope.reading.numerals import Numeral, find_numerals
from tallyscope.statement import Comparator, Quantity, Span

Sort = Literal["percent", "points", "count", "area", "other"]


@dataclass(frozen=True)
class Mention:
    """A number of the story.

    Attributes
    ----------
    span : Span
        With comparator and percent sign.
    quantity : Quantity
    sort : {"percent", "points", "count", "area", "other"}
    noun : str
        The word behind a count, in lower case; empty if none follows.
    why : str
        For "other": what it is instead of a result.
    core : Span
        The number with its percent sign, without the comparator.
    """

    span: Span
    quantity: Quantity
    sort: Sort
    core: Span
    noun: str = ""
    why: str = ""


MONEY = "an amount of money"
SEATS = "seats or members, not votes"

# The words in front of a number, and what they say of it.
_COMPARATORS: tuple[tuple[str, Comparator], ...] = (
    (r"no (?:less|fewer) than|not (?:less|fewer) than|at least|a minimum of|minimum", "at least"),
    (
        r"no more than|not more than|at most|up to|a maximum of|maximum|as (?:many|much) as",
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
    "than least minimum most to maximum as over above of under below quite scarcely nearly almost"
    " barely hardly about around roughly approximately some estimated circa approx approx. ~ ≈"
    " a an only just".split()
)
"""Words that a comparator ends in; a number behind any other word needs no closer look."""
_LONGEST_COMPARATOR = 40  # characters; the longest of the phrases above with its filler

_LONGEST_LAST_WORD = 16  # characters: "approximately" with a bracket and a space

_UPWARDS = ("more", "over", "higher", "above", "better")
_OR_MORE = re.compile(r" or (more|over|higher|above|better|less|fewer|under|below|lower)\b")
_EXCEEDED = re.compile(r"\b(?:exceed(?:ed|s|ing)?|topped|topping|surpassed|surpassing) $")
_PERCENT = re.compile(r"[ -]?(?:%|per[ -]?cents?\b|percent\b|pct\b|pc\b|p\.c\.)", re.IGNORECASE)
_POINTS = re.compile(
    r"[ -]?(?:(?:%|per[ -]?cent|percent|pc)?(?:age)?[ -]points?\b|p\.?p\.?s?\b|points?\b)",
    re.IGNORECASE,
)
_AREA = re.compile(r" ?(?:square|sq\.?)[ -](?:km|kilomet(?:er|re)s?|miles?|mi)\b| ?km2\b")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_MONEY_BEFORE = re.compile(r"(?:[$£€¥₽₴₹₺]|\b(?:USD|EUR|GBP|US\$)) ?$")
_NAME_BEFORE = re.compile(
    r"\b(?:Article|Resolution|No\.?|Number|Section|Law|Chapter|Page|Room|Route|Highway|Ward|Act|"
    r"Protocol|Proposition|Prop|Amendment|Question|Flight|Unit|Group|Area|Form|Decree|Station|Part|"
    r"aged?|under-|over-)\s?$",
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
    mentions = [
        _mention(hidden, numeral)
        for numeral in find_numerals(hidden)
        if not _is_name_or_ordinal(hidden, numeral)
    ]
    return _with_shared_units(
        hidden, _with_bare_shares(hidden, _with_shared_units(hidden, mentions))
    )


_NEAR = 300  # characters; our choice: a paragraph
_NO_NOUN = re.compile(
    r"[,.;:)]|-| ?(?:to|against|and|for|in|with|on|when|while|as|after|but|at|from|out)\b|$|\s*\n"
)


# "67 percent, against 30 for Maduro"
_OTHER_SIDE = re.compile(r",? (?:against|to|versus|and) ")
_AT = re.compile(
    r" (?:(?:rose|fell|slumped|climbed|dropped|slipped|down|up) (?:to|from)|had|got|took|won|polled"
    r"|with|on|at|from|turnout of|reached|reach|secured|to|was|stood at|only|just|gave"
    r"|[A-Z][\w'-]+) $"
)
_SIDE_BEHIND = re.compile(r" (?:Yes|No|Leave|Remain|For|Against)\b")


def _with_bare_shares(text: str, mentions: list[Mention]) -> list[Mention]:
    """Read "Yes 52.1 per cent, No 47.9": a number with decimals and no noun is a share too."""
    found: list[Mention] = []
    last_percent = -_NEAR - 1
    for mention in mentions:
        is_next = bool(found) and found[-1].sort == "percent"
        if _is_bare_share(text, mention, last_percent, is_next=is_next):
            mention = _as_percent(mention)
        if _is_bare_change(text, mention, found):
            quantity = replace(mention.quantity, unit="points")
            mention = replace(mention, sort="points", quantity=quantity)
        if mention.sort in ("percent", "points"):
            last_percent = mention.span.stop
        found.append(mention)
    return found


# as in "45.1%, up 18.3" and "gained 3.5 to 12.1"
_ROSE_OR_FELL = re.compile(r",? \(?(?:up|down|plus|minus|\+|-) ?$")
_GAINED = re.compile(
    r" (?:gain(?:s|ed|ing)?|lost|loses?|dropped|added|adds|shed|rose|fell|up"
    r"|down)(?: by)? $"
)


def _is_bare_change(text: str, mention: Mention, before: list[Mention]) -> bool:
    """Whether a number without a unit is points that were gained or lost."""
    start, stop = mention.core.start, mention.core.stop
    if mention.sort not in ("count", "percent") or not text[stop - 1].isdigit():
        return False
    if not mention.quantity.decimals > 0 or mention.quantity.value is None:
        return False
    last = before[-1] if before else None
    follows = last is not None and last.sort == "percent"
    if follows and last and _ROSE_OR_FELL.fullmatch(text[last.span.stop : mention.span.start]):
        return True
    return text.startswith(" to ", stop) and bool(_GAINED.search(text[max(0, start - 20) : start]))


def _is_bare_share(text: str, mention: Mention, last_percent: int, *, is_next: bool) -> bool:
    """Whether a count without a noun is a share, as the one before it was."""
    here = mention.span.start
    far = here - last_percent > _NEAR
    if mention.sort != "count" or (mention.quantity.value or 0) > _HIGHEST_PERCENT or far:
        return False
    if not (_NO_NOUN.match(text, mention.span.stop) or _SIDE_BEHIND.match(text, mention.span.stop)):
        return False
    if mention.quantity.decimals > 0 or _OTHER_SIDE.fullmatch(text[last_percent:here]):
        return True
    is_near = is_next and "\n" not in text[last_percent:here]
    return is_near and bool(_AT.search(text[max(0, here - 24) : here]))


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


_LARGEST_LABEL = 10_000  # "registered voters number 3.9 million"; our choice
_NEAR_SHARE = 60  # characters; our choice: the other side of the same sentence


def _is_name_or_ordinal(text: str, numeral: Numeral) -> bool:
    before = text[max(0, numeral.span.start - 14) : numeral.span.start]
    if numeral.in_words and not numeral.fraction and numeral.value <= 1:
        stop = numeral.span.stop
        return not (_PERCENT.match(text, stop) or _POINTS.match(text, stop))
    if _NO_LABEL.match(text, numeral.span.stop) or numeral.value >= _LARGEST_LABEL:
        return False
    if _NO_BEFORE.search(before) and (numeral.decimals or _is_among_shares(text, numeral.span)):
        return False
    return bool(_ORDINAL.match(text, numeral.span.stop) or _NAME_BEFORE.search(before))


def _mention(text: str, numeral: Numeral) -> Mention:
    start, stop = numeral.span.start, numeral.span.stop
    comparator, begin = _comparator(text, start)
    if comparator == "=" and _EXCEEDED.search(text[max(0, start - 14) : start]):
        comparator = "over"
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
) -> Mention:
    behind = _OR_MORE.match(text, stop)
    if behind and comparator == "=":
        comparator = "at least" if behind[1] in _UPWARDS else "at most"
    if comparator == "=" and text.startswith(" or so", stop):
        comparator = "about"
    core = Span(numeral.span.start, stop)
    printed = text[core.start : core.stop].strip("\n")
    quantity = Quantity(_plainly(numeral.value), comparator, unit, printed, numeral.decimals)
    return Mention(Span(begin, stop), quantity, sort, core)


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
    mention = _made(text, numeral, begin, stop, comparator, "count", "")
    word = noun[1] if noun else (_plural(text, stop) or (match[1] if match else ""))
    return replace(mention, noun=word.lower())


def _are_halves(here: Mention, after: Mention, between: str) -> bool:
    """Whether two counts are the shares of two sides: 52-48, 44.1 to 43.7."""
    if here.sort != "count" or after.sort != "count" or not _FACED.fullmatch(between):
        return False
    first, second = here.quantity.value or Decimal(0), after.quantity.value or Decimal(0)
    if min(first, second) <= 0 or max(here.quantity.decimals, after.quantity.decimals) < 0:
        return False
    if between in ("-", " to ") and int(first + second) in _HALVES:
        return True
    has_decimals = here.quantity.decimals > 0 or after.quantity.decimals > 0
    least = _LEAST_TOGETHER if between == " and " else 0
    return has_decimals and least <= first + second <= _HALVES.stop


_LEAST_TOGETHER = 80  # of "53.4 and 46.6", without a unit: two sides take most votes; our choice
_FACED = re.compile(r"-| (?:to|against|versus|and|-) ")
_SHARED = re.compile(r",? ?(?:-|to|and|or|versus|vs\.?|against|,) ?$")
_LONGEST_SHARED = 10  # characters between two numbers that share a unit: ", and", " versus "
# "Okoye 52, Bello 45 per cent"
_NEXT_NAME = re.compile(r",? (?:and )?(?:the )?[A-Z][\w'-]+(?: [A-Z][\w'-]+)? ")
_NAME_IN_FRONT = re.compile(r"\b[A-Z][\w'-]+ $")
_HIGHEST_PERCENT = Decimal(100)


_HALVES = range(98, 102)
"""Two numbers such as 52-48 that add up to about a hundred are percent; our choice."""


def _with_shared_units(text: str, mentions: list[Mention]) -> list[Mention]:
    """Give "14 and 13 per cent" and "52 to 48 percent" the unit of their last number."""
    shared = _halves(text, mentions)
    for i in range(len(shared) - 2, -1, -1):
        here, after = shared[i], shared[i + 1]
        if here.sort == "count" and (here.quantity.value or 0) <= _HIGHEST_PERCENT:
            between = text[here.span.stop : after.span.start]
            shared[i] = _sharing(here, after, between)
            in_front = text[max(0, here.span.start - 30) : here.span.start]
            if after.sort == "percent" and _NEXT_NAME.fullmatch(between):
                shared[i] = _as_percent(here) if _NAME_IN_FRONT.search(in_front) else shared[i]
    return shared


def _sharing(here: Mention, after: Mention, between: str) -> Mention:
    """A number with the unit of the next one, if the words between let them share it."""
    if len(between) > _LONGEST_SHARED or not _SHARED.fullmatch(between):
        return here
    if after.why and after.why != MONEY:
        return replace(here, sort="other", why=after.why)
    if after.sort in ("percent", "points"):
        quantity = replace(here.quantity, unit=after.quantity.unit)
        return replace(here, sort=after.sort, quantity=quantity, noun="")
    return here


def _as_percent(mention: Mention) -> Mention:
    quantity = replace(mention.quantity, unit="percent")
    return replace(mention, sort="percent", quantity=quantity)


def _halves(text: str, mentions: list[Mention]) -> list[Mention]:
    """Read "52-48" as percent."""
    halves = list(mentions)
    for i, (here, after) in enumerate(pairwise(mentions)):
        if _are_halves(here, after, text[here.span.stop : after.span.start]):
            halves[i], halves[i + 1] = _as_percent(here), _as_percent(after)
    return halves

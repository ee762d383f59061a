"""Numbers as people print them: digits with separators, scales, words, fractions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from tallyscope.reading.typography import lowered
from tallyscope.statement import Span

_SCALES = {
    "hundred": 2,
    "thousand": 3,
    "k": 3,
    "lakh": 5,
    "crore": 7,
    "million": 6,
    "mln": 6,
    "m": 6,
    "billion": 9,
    "bln": 9,
    "bn": 9,
    "trillion": 12,
}
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: number for number, word in enumerate(_ONES)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
_PARTS = {
    "half": 2,
    "halve": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}


@dataclass(frozen=True)
class Numeral:
    """A number without its unit.

    Attributes
    ----------
    span : Span
    value : decimal.Decimal
    decimals : int
        Place of the last printed digit: 2 for 4.25, -4 for 2.26 million.
    fraction : bool
        Printed as a fraction ("two thirds"); `value` is then in [0, 1].
    odd : bool
        Printed with separators that contradict each other, and read nevertheless.
    in_words : bool
    """

    span: Span
    value: Decimal
    decimals: int = 0
    fraction: bool = False
    odd: bool = False
    in_words: bool = False


_DIGITS = (
    r"(?P<mixed>\d{1,3}\.\d{3}, ?\d{3})(?!\d)"
    r"|(?P<grouped>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:'\d{3})+|\d{1,3}(?: \d{3})+"
    r"|\d{1,2}(?:,\d{2})+,\d{3})(?!\d)"  # lakhs and crores: 1,43,023
    r"|(?P<dotted>\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?)(?!\d)"
    r"|(?P<plain>\d+(?:[.,]\d+)?)"
)
_SCALE = (
    r"(?:[ -]?(?P<scale>hundred|thousand|lakh|crore|million|mln|billion|bln|bn|trillion)\b"
    r"|(?P<short>[mk])\b)"
)
_IN_DIGITS = re.compile(rf"(?<![\w.])(?<![a-z]-)(?:{_DIGITS}){_SCALE}?")
_RUN_OF_DIGITS = re.compile(r"\d+")
_NEXT_PART = re.compile(
    r" (?:and )?(\d{1,3})(?: (hundred|thousand|million)\b)?(?![\w%.,]\d|%| per)"
)
_NUMBER_WORD = rf"(?:{'|'.join([*_TENS, *reversed(_ONES)])})"
_IN_WORDS = re.compile(
    r"\b(?:(?P<half>half a)(?= (?:hundred|thousand|million|billion|percentage|point))|(?P<one>a)"
    r"(?= (?:hundred|thousand|million|billion)\b)"
    rf"|(?P<words>{_NUMBER_WORD}(?:[- ]{_NUMBER_WORD})?(?: hundred(?: and {_NUMBER_WORD}"
    rf"(?:[- ]{_NUMBER_WORD})?)?)?))(?:[ -](?P<scale>hundred|thousand|million|billion))?\b",
)
# "eighty-nine point zero seven"
_DIGIT_WORD = rf"(?:{'|'.join([*_ONES[:10], 'oh'])})"
_SPOKEN = re.compile(
    rf"\b(?P<whole>{_NUMBER_WORD}(?:[- ]{_NUMBER_WORD})?) point "
    rf"(?P<digits>{_DIGIT_WORD}(?: {_DIGIT_WORD}){{0,4}}|{_NUMBER_WORD}(?:-{_NUMBER_WORD})?)\b"
)
_FRACTION = re.compile(
    r"\b(?:(?P<top>one|two|three|four|five|six|seven|eight|nine|an?)[ -])?"
    r"(?P<part>half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)s?\b"
    r"(?= of\b|[ -]majority\b| the (?:votes?|voters|electorate|ballots|population)\b"
    r"| (?:all|its|their)\b|[,.;)]| (?:voted|backed|were|had|took|turned|did|said|wanted|is|are"
    r"|was|stayed|in (?:each|both|all))\b)",
)
_OUT_OF = re.compile(
    rf"\b(?P<top>{_NUMBER_WORD}(?:-{_NUMBER_WORD})?|\d{{1,2}})(?: [a-z]+)? (?:out of|in)(?: every)?"
    r" (?P<bottom>ten|10|100|five|four|three|(?:a )?hundred|(?:six|seven|eight|nine|twelve"
    r"|fifteen|twenty|20)(?=[,.;]| (?:voters|people|electors|ballots|papers|votes|of|was|were|is"
    r"|are|has|had|have|did|said|voted|stayed|wanted|backed|turned|took|went|came|cast|bothered|showed"
    r"|queued)\b))\b",
)


# Every number but those of digits alone begins with one of these words.
_PARTS_AS_PRINTED = [part + end for part in _PARTS for end in ("", "s")]


def _one_of(words: Iterable[str]) -> str:
    """A pattern of some words that asks for each letter once: a tree takes half the time."""
    behind: dict[str, list[str]] = {}
    for word in sorted(words):
        behind.setdefault(word[:1], []).append(word[1:])
    ways = [first + _one_of(rest) if first else "" for first, rest in reversed(behind.items())]
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


_FIRST_WORD = re.compile(
    rf"\b(?:\d\d?|{_one_of({'a', 'an', *_ONES, *_TENS, *_PARTS_AS_PRINTED})})\b"
)
"""What a number in words, a fraction or "9 in ten" may begin with."""


def find_numerals(text: str) -> list[Numeral]:
    """Return the numbers of a plain text, in order, without overlaps.

    Examples
    --------
    >>> [str(n.value) for n in find_numerals("2 million 458 thousand 985 of 57.747, 288")]
    ['2458985', '57747288']
    """
    text = lowered(text)
    taken = bytearray(len(text))
    found: list[Numeral] = []
    starts = [word.start() for word in _FIRST_WORD.finditer(text)]
    candidates = [*_out_of(text, starts), *_spoken(text), *_fractions(text, starts)]
    candidates += [*_digits(text), *_words(text, starts)]
    for numeral in candidates:
        span = numeral.span
        if not any(taken[span.start : span.stop]):
            found.append(numeral)
            taken[span.start : span.stop] = b"\x01" * (span.stop - span.start)
    return sorted(found, key=lambda numeral: numeral.span.start)


def _digits(text: str) -> list[Numeral]:
    found = []
    last = 0
    for digits in _RUN_OF_DIGITS.finditer(text):
        match = _IN_DIGITS.match(text, digits.start()) if digits.start() >= last else None
        if match is None:
            continue
        numeral = _with_parts(text, _one_numeral(match), match)
        last = numeral.span.stop
        found.append(numeral)
    return found


def _one_numeral(match: re.Match[str]) -> Numeral:
    whole, decimals = _digits_and_decimals(match)
    scale = _SCALES[(match["scale"] or match["short"]).lower()] if _scaled(match) else 0
    return Numeral(
        Span(*match.span()),
        Decimal(whole).scaleb(scale - decimals),
        decimals - scale,
        odd=match["mixed"] is not None,
    )


def _scaled(match: re.Match[str]) -> bool:
    return bool(match["scale"] or match["short"])


def _digits_and_decimals(match: re.Match[str]) -> tuple[str, int]:
    """Digits without separators, and how many of them stand behind the decimal point."""
    if match["mixed"]:
        return re.sub(r"\D", "", match["mixed"]), 0
    if match["dotted"]:
        whole, _, behind = match["dotted"].partition(",")
        return whole.replace(".", "") + behind, len(behind)
    if match["grouped"]:
        whole, _, behind = match["grouped"].partition(".")
        return re.sub(r"[, ']", "", whole) + behind, len(behind)
    whole, _, behind = match["plain"].replace(",", ".").partition(".")
    return whole + behind, len(behind)


def _with_parts(text: str, first: Numeral, match: re.Match[str]) -> Numeral:
    """Add the smaller parts of "2 million 458 thousand 985"."""
    if not _scaled(match) or first.decimals > -3:
        return first
    value, place, stop = first.value, -first.decimals, match.end()
    while part := _NEXT_PART.match(text, stop):
        scale = _SCALES[part[2]] if part[2] else 0
        if scale >= place or (not part[2] and place != 3):
            break
        value, place, stop = value + Decimal(part[1]).scaleb(scale), scale, part.end()
    if stop == match.end():
        return first
    return Numeral(Span(first.span.start, stop), value, -place)


def _matches(pattern: re.Pattern[str], text: str, starts: list[int]) -> Iterator[re.Match[str]]:
    """What `finditer` of a pattern finds that begins at some of these places only."""
    last = 0
    for start in starts:
        match = pattern.match(text, start) if start >= last else None
        if match:
            last = match.end()
            yield match


def _words(text: str, starts: list[int]) -> list[Numeral]:
    found = []
    for match in _matches(_IN_WORDS, text, starts):
        scale = _SCALES[match["scale"].lower()] if match["scale"] else 0
        if match["half"]:
            value, decimals = Decimal(5).scaleb(scale - 1), 1 - scale
        else:
            number = 1 if match["one"] else _value_of_words(match["words"])
            value, decimals = Decimal(number).scaleb(scale), -scale
        found.append(Numeral(Span(*match.span()), value, decimals, in_words=True))
    return found


def _spoken(text: str) -> list[Numeral]:
    """Decimals in words."""
    found = []
    for match in _SPOKEN.finditer(text) if " point " in text else ():
        words = match["digits"].replace("oh", "zero").split(" ")
        behind = "".join(str(_value_of_words(word)) for word in words)
        value = Decimal(f"{_value_of_words(match['whole'])}.{behind}")
        found.append(Numeral(Span(*match.span()), value, len(behind), in_words=True))
    return found


def _value_of_words(words: str) -> int:
    total = 0
    for word in re.split(r"[- ]", words.lower()):
        if word == "hundred":
            total *= 100
        elif word != "and":
            total += _WORDS[word]
    return total


def _fractions(text: str, starts: list[int]) -> list[Numeral]:
    found = []
    for match in _matches(_FRACTION, text, starts):
        part = match["part"].lower()
        top = (match["top"] or "").lower()
        if not top and part != "half":
            continue
        above = _WORDS.get(top, 1)
        if above < _PARTS[part]:
            value = (Decimal(above) / _PARTS[part]).quantize(Decimal("0.0001"))
            found.append(Numeral(Span(*match.span()), value, 2, fraction=True, in_words=True))
    return found


def _out_of(text: str, starts: list[int]) -> list[Numeral]:
    found = []
    for match in _matches(_OUT_OF, text, starts):
        above, below = (_small(match[name]) for name in ("top", "bottom"))
        if 0 < above < below:
            value = (Decimal(above) / below).quantize(Decimal("0.0001"))
            found.append(Numeral(Span(*match.span()), value, 2, fraction=True, in_words=True))
    return found


def _small(word: str) -> int:
    if word.endswith("hundred"):
        return 100
    return int(word) if word.isdigit() else _value_of_words(word)

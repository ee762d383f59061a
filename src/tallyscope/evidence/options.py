"""What people vote for, by many names: yes and no, candidates, and words that leave it open."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

Sort = Literal["answer", "name", "others", "open"]

# Words that say yes or no to a question, whatever it is.
_YES = re.compile(
    r"(?:voted )?(?:(?:yes|in favou?r|for)(?: \(.*\))?|(?:yes to|in favou?r of) .*|for it)"
    r"|(?:approved|accepted|endorsed|ratified)\b.*|(?:carried|passed)(?: it)?"
    r"|(?:backed|supported|favou?red) it",
    re.I,
)
_NO = re.compile(
    r"(?:voted |said )?no(?: \(.*\)| to .*)?"
    r"|(?:voted )?against\b.*|(?:rejected|opposed|turned down|voted down|defeated)\b.*",
    re.I,
)
_EVERYBODY = re.compile(r"(?:voted )?against all\b.*", re.I)  # an option of its own in some places
_OTHERS = re.compile(r"(?:all |the )?others?\b.*|(?:the )?rest\b.*", re.I)
_TITLE = re.compile(
    r"(?:mr|mrs|ms|miss|dr|sir|dame|lord|lady|president|(?:prime )?minister|senator|governor|mayor"
    r"|general|professor|chancellor)\.?$",
    re.I,
)
_DIRECTIONS = frozenset(
    [
        *("north", "south", "east", "west", "northern", "southern", "eastern", "western"),
        *("new", "upper", "lower", "anti", "against", "not", "no", "never"),
    ]
)
"""Words in front of a name that make another name of it: South Sudan is not Sudan."""
_JOINT = re.compile(r"(?:d[aeiou]|del|der|la|le|van|von|of|the|and)$", re.I)


def option_name(option: str) -> str:
    """Return "yes" and "no" for words that mean them, and any other option as it is written.

    Examples
    --------
    >>> option_name("In favour of joining"), option_name("against"), option_name("Nowak")
    ('yes', 'no', 'Nowak')
    """
    plain = " ".join(option.split())
    if _YES.fullmatch(plain):
        return "yes"
    return "no" if _NO.fullmatch(plain) and not _EVERYBODY.fullmatch(plain) else plain


def sort_of(option: str) -> Sort:
    """Say what an option is: an answer, a name, all others, or words that may be any of these.

    Examples
    --------
    >>> [
    ...     sort_of(option)
    ...     for option in ("yes", "Raila Odinga", "other candidates", "greater autonomy")
    ... ]
    ['answer', 'name', 'others', 'open']
    """
    if option in ("yes", "no"):
        return "answer"
    if _OTHERS.fullmatch(option):
        return "others"
    words = option.split()
    names = [word for word in words if not _JOINT.match(word)]
    return "name" if names and all(word[0].isupper() for word in names) else "open"


def one_name_each(options: Sequence[str]) -> Mapping[str, str]:
    """Return for each option the longest name under which it is mentioned.

    One option is another if its words, without titles, begin or end the other's: "Mr Odinga" and
    "Raila Odinga", "independence" and "independence from Papua New Guinea"; "Sudan" is not "South
    Sudan".

    Examples
    --------
    >>> one_name_each(["Mr Odinga", "Raila Odinga", "yes"])
    {'Mr Odinga': 'Raila Odinga', 'Raila Odinga': 'Raila Odinga', 'yes': 'yes'}
    >>> one_name_each(["Sudan", "South Sudan"])
    {'Sudan': 'Sudan', 'South Sudan': 'South Sudan'}
    """
    by_length = sorted(dict.fromkeys(options), key=lambda option: -len(_words(option)))
    return {
        option: next(longer for longer in by_length if _is_part(option, longer))
        for option in dict.fromkeys(options)
    }


def _words(option: str) -> list[str]:
    words = [word.casefold().strip(".,\"'“”‘’") for word in option.split()]
    return [word for word in words if not _TITLE.match(word)] or words


def _is_part(option: str, longer: str) -> bool:
    short, full = _words(option), _words(longer)
    if not short or "yes" in (option, longer) or "no" in (option, longer):
        return short == full
    if full[: len(short)] == short:
        return True
    front = full[: -len(short)]
    return full[-len(short) :] == short and (not front or front[-1] not in _DIRECTIONS)

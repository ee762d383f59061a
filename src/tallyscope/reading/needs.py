r"""Words without which a pattern cannot match; for speed only.

Most of the reader's patterns cannot match in most sentences, and looking whether a few words stand
in a sentence costs a tenth of trying a pattern. So the words that a pattern needs are taken out of
it: every match of ``(?:won|took) only <P\d+>`` holds "won" or "took", and "only", and "<P". Nobody
who writes a pattern has to think of that: what cannot be told is not asked for.

A word to look for carries a space where its pattern shows that a word begins or ends: " won "
stands for the word itself, " vot" for all that begin like it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, reduce
from operator import or_
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Words = frozenset[str]
"""Words of which one must stand in the text."""

_SIGNS = '";:('
"""Signs that are looked for like words: many sentences have none of them."""
_WORD = re.compile(rf"[<{_SIGNS}\w]\w*")
_BEFORE_A_WORD = f"<{_SIGNS}"
_LONGEST_WORD = 40  # our choice: of a longer one is not asked what it holds
_WORDS_KEPT = 50_000  # our choice: more than the different words of a megabyte
_SPELLINGS = 12  # our choice: a word of the pattern may be spelt in so many ways
# Letters that are the same as others where a pattern ignores case, but not in lower case.
_ALIKE = re.compile("[\u0130\u0131\u017f\u212a]")
_REPEATS = frozenset({sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT})
_WITHOUT_WIDTH = frozenset({sre.AT, sre.ASSERT, sre.ASSERT_NOT})
_BEGINS = frozenset({sre.AT_BOUNDARY, sre.AT_BEGINNING, sre.AT_BEGINNING_STRING})
_ENDS = frozenset({sre.AT_BOUNDARY, sre.AT_END, sre.AT_END_STRING})


class _Known(dict[str, int]):
    """What was found of words so far."""

    def __init__(self, find: Callable[[str], int]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> int:
        if len(self) >= _WORDS_KEPT:
            self.clear()
        bits = self._find(word)
        if len(word) <= _LONGEST_WORD:
            self[word] = bits
        return bits


class Vocabulary:
    """All words that patterns need: a bit for each list, so that what a text lacks is a number."""

    def __init__(self) -> None:
        self._bits: dict[Words, int] = {}
        self._of_part: dict[str, int] = {}
        self._of_word = _Known(self._bits_of)
        self._every = 0
        self._longest = 0

    def bits(self, lists: Iterable[Words]) -> int:
        """Return the bits of some lists of words, which are new to it or known."""
        found = 0
        for words in lists:
            if words not in self._bits:
                self._add(words)
            found |= self._bits[words]
        return found

    def _add(self, words: Words) -> None:
        bit = 1 << len(self._bits)
        self._bits[words] = bit
        self._every |= bit
        for word in words:
            self._of_part[word] = self._of_part.get(word, 0) | bit
            self._longest = max(self._longest, len(word))
        self._of_word.clear()

    def absent(self, text: str) -> int:
        """Return the bits of the lists none of whose words stands in a text."""
        present = reduce(or_, map(self._of_word.__getitem__, _WORD.findall(text)), 0)
        return self._every & ~present

    def _bits_of(self, word: str) -> int:
        """The lists one of whose words stands in a word of the text."""
        if len(word) > _LONGEST_WORD or (not word.isascii() and _ALIKE.search(word)):
            return self._every
        sign, letters = ("", word) if word[0] not in _BEFORE_A_WORD else (word[0], word[1:])
        bits = self._of_part.get(word[:2] if sign == "<" else sign, 0)
        whole = f" {letters.lower()} "
        for start in range(len(whole)):
            for stop in range(start + 1, min(len(whole), start + self._longest) + 1):
                bits |= self._of_part.get(whole[start:stop], 0)
        return bits


def needs(pattern: str, flags: int = 0) -> list[Words]:
    r"""Return lists of words; of each list one must stand wherever the pattern matches.

    Examples
    --------
    >>> [sorted(words) for words in needs(r"(?:won|took) only <P\d+>")]
    [['took ', 'won '], [' only '], ['<P']]
    >>> needs(r"(?:won)?")
    []
    """
    parts = parser.parse(pattern, flags)
    if parts.state.flags & re.ASCII:
        return []  # words end elsewhere
    return list(dict.fromkeys(_required(parts, apart=False, end=False)))


_FIRST_STAND_IN = 0xE000  # the first code that Unicode leaves to private use
_END = "\uf8ff"  # the last one
_pieces: list[list[Any]] = []


def stand_in(pattern: str) -> str:
    """Return a short stand-in for a piece that many patterns share, which is looked at once.

    A piece of alternatives without brackets is returned as it is, since it is no part of its own.
    """
    parts = list(parser.parse(pattern + _END))
    if parts.pop() != (sre.LITERAL, ord(_END)):
        return pattern
    _pieces.append(parts)
    return f"(?>{chr(_FIRST_STAND_IN + len(_pieces) - 1)})"


@cache
def _required_of_piece(number: int, *, apart: bool, end: bool) -> list[Words]:
    return _required(_pieces[number], apart=apart, end=end)


def _piece(what: Any, detail: Any) -> int | None:
    """The number of the piece that a character stands for."""
    is_piece = what is sre.LITERAL and 0 <= detail - _FIRST_STAND_IN < len(_pieces)
    return detail - _FIRST_STAND_IN if is_piece else None


def _group(what: Any, detail: Any) -> Sequence[Any] | None:
    """What stands in a group, or in a piece."""
    if what is sre.SUBPATTERN:
        return detail[3]  # type: ignore[no-any-return]
    if what is sre.ATOMIC_GROUP:
        return detail  # type: ignore[no-any-return]
    number = _piece(what, detail)
    return None if number is None else _pieces[number]


def _required(parts: Sequence[Any], *, apart: bool, end: bool) -> list[Words]:
    """The lists of a sequence of parts of a pattern.

    `apart` tells that no letter stands in front of it, `end` that none stands behind it.
    """
    found: list[Words] = []
    run = _Run(found)
    items = _spread(parts)
    place = 0
    while place < len(items):
        what, detail = items[place]
        place += 1
        letters = _letters(what, detail)
        if letters == {"<"}:
            run.end(apart=True)
            marks = _first_letters(items[place : place + 1])
            if marks and all(mark.isupper() for mark in marks):
                found.append(frozenset(f"<{mark}" for mark in marks))
                place += _letters(*items[place]) is not None
            apart = False
        elif letters and letters <= {*_SIGNS}:
            run.end(apart=True)
            found.append(frozenset(letters))
            apart = True
        elif letters and all(map(_is_letter, letters)):
            run.add(letters, apart=apart)
            apart = False
        elif what is sre.MAX_REPEAT and run and (letters := _one_may_stand(detail)):
            run.add({"", *letters}, apart=apart)
        else:
            run.end(apart=_begins_apart(items, place - 1, end=end))
            behind = _begins_apart(items, place, end=end)
            found += _inside(what, detail, apart=apart, end=behind)
            apart = _ends_apart(what, detail, apart=apart)
    run.end(apart=end)
    return found


def _spread(parts: Sequence[Any]) -> list[Any]:
    """Parts with "vot(?:er|ing)" as "(?:voter|voting)", which tells more."""
    items: list[Any] = []
    for what, detail in parts:
        if what is not sre.BRANCH:
            items.append((what, detail))
            continue
        begin: list[Any] = []
        while items and items[-1][0] is sre.LITERAL and _begins_word(items[-1][1], begin):
            begin.insert(0, items.pop())
        items.append((what, (None, [[*begin, *branch] for branch in detail[1]])))
    return items


def _begins_word(code: int, begin: Sequence[Any]) -> bool:
    """Whether a character, of which the last is "<" or a letter, belongs to the word behind it."""
    return _is_letter(chr(code)) or (code == ord("<") and not begin)


class _Run:
    """Letters that stand side by side in a pattern, in all their spellings."""

    def __init__(self, found: list[Words]) -> None:
        self._found = found
        self._words: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._words)

    def add(self, letters: set[str], *, apart: bool) -> None:
        """Go on with one of the letters; `apart` if a word begins with it."""
        words = self._words or {" " if apart else ""}
        if len(words) * len(letters) > _SPELLINGS:
            self.end(apart=False)
            words = {""}
        self._words = {word + letter for word in words for letter in letters}

    def end(self, *, apart: bool) -> None:
        """Keep what was spelt; `apart` if the word ends with it."""
        if self._words and all(len(word) > 1 for word in self._words):
            edge = " " if apart else ""
            self._found.append(frozenset(word.lower() + edge for word in self._words))
        self._words = set()


def _inside(what: Any, detail: Any, *, apart: bool, end: bool) -> list[Words]:
    """The lists of a group, of what is repeated, of what is looked at."""
    number = _piece(what, detail)
    if number is not None:
        return _required_of_piece(number, apart=apart, end=end)
    group = _group(what, detail)
    if group is not None:
        return _required(group, apart=apart, end=end)
    if what is sre.BRANCH:
        return _of_all([_required(branch, apart=apart, end=end) for branch in detail[1]])
    if what in _REPEATS and detail[0] > 0:
        once = detail[1] == 1
        return _required(detail[2], apart=apart and once, end=end and once)
    if what is sre.ASSERT:
        return _required(detail[1], apart=apart and detail[0] > 0, end=end and detail[0] < 0)
    return []


def _of_all(branches: Sequence[list[Words]]) -> list[Words]:
    """One list for alternatives, made of the rarest words of each; none if one needs no word."""
    if not all(branches):
        return []
    return [frozenset().union(*(max(lists, key=rarity) for lists in branches))]


def rarity(words: Words) -> tuple[int, int]:
    """Return how rarely one of the words stands in a text: long ones rarely, few more so."""
    return min(map(_rarity_of_word, words)), -len(words)


def _rarity_of_word(word: str) -> int:
    """A small word or a part of one stands in half of the sentences, a sign in a few."""
    if word in _SIGNS:
        return _AS_RARE
    return 0 if word.strip() in _SMALL else len(word)


_AS_RARE = 5  # our choice: a sign is as rare as a word of so many letters
_SMALL_WORDS = (
    "a an and are as at be been but by for from had has have he her his in is it its not of on or"
    " said she that the their they this to was were which who will with"
)
_SMALL = frozenset(_SMALL_WORDS.split())


def _first_letters(items: Sequence[Any]) -> set[str] | None:
    """The few characters that some parts may begin with; None if these cannot be told."""
    if not items:
        return None
    group = _group(*items[0])
    return _letters(*items[0]) if group is None else _first_letters(group)


def _is_letter(character: str) -> bool:
    return (character.isalnum() or character == "_") and len(character.lower()) == 1


def _letters(what: Any, detail: Any) -> set[str] | None:
    """The few characters that a part stands for; None if it is no single character."""
    if what is sre.LITERAL:
        return {chr(detail)}
    if what is sre.IN and all(one is sre.LITERAL for one, _ in detail):
        return {chr(code) for _, code in detail}
    return None


def _one_may_stand(detail: Any) -> set[str] | None:
    """The letters of a part that may be left out ("votes?")."""
    least, most, part = detail
    letters = _letters(*part[0]) if (least, most, len(part)) == (0, 1, 1) else None
    return letters if letters and all(map(_is_letter, letters)) else None


# --- where words begin and end --------------------------------------------------------------------


def _begins_apart(items: Sequence[Any], place: int, *, end: bool) -> bool:
    """Whether what stands from `place` begins with no letter; `end`: what stands behind it all."""
    if place >= len(items):
        return end
    what, detail = items[place]
    ways = _ways(what, detail)
    if ways is None and what not in _WITHOUT_WIDTH:
        return _is_no_letter(what, detail)
    behind = _begins_apart(items, place + 1, end=end)
    if ways is None:
        return behind or _shows_edge(what, detail, ahead=True)
    must_stand = behind or not _may_be_left_out(what, detail)
    return must_stand and all(_begins_apart(way, 0, end=behind) for way in ways)


def _ends_apart(what: Any, detail: Any, *, apart: bool) -> bool:
    """Whether a part ends with no letter; `apart`: whether what stands in front of it does."""
    ways = _ways(what, detail)
    if ways is not None:
        must_stand = apart or not _may_be_left_out(what, detail)
        return must_stand and all(_all_end_apart(way, apart=apart) for way in ways)
    if what in _WITHOUT_WIDTH:
        return apart or _shows_edge(what, detail, ahead=False)
    return _is_no_letter(what, detail)


def _all_end_apart(items: Sequence[Any], *, apart: bool) -> bool:
    for what, detail in items:
        apart = _ends_apart(what, detail, apart=apart)
    return apart


def _ways(what: Any, detail: Any) -> Sequence[Sequence[Any]] | None:
    """What stands in brackets, way by way; None if it is a single character or none."""
    if what is sre.BRANCH:
        return detail[1]  # type: ignore[no-any-return]
    if what in _REPEATS:
        return [detail[2]]
    group = _group(what, detail)
    return None if group is None else [group]


def _may_be_left_out(what: Any, detail: Any) -> bool:
    return what in _REPEATS and detail[0] == 0


def _shows_edge(what: Any, detail: Any, *, ahead: bool) -> bool:
    """Whether a part without width shows that no letter stands behind it (`ahead`), or before."""
    if what is sre.AT:
        return detail in (_ENDS if ahead else _BEGINS)
    if (detail[0] > 0) != ahead:
        return False
    if what is sre.ASSERT_NOT:
        return _is_any_letter(detail[1])
    if ahead:
        return _begins_apart(detail[1], 0, end=False)
    return _all_end_apart(detail[1], apart=False)


def _is_any_letter(items: Sequence[Any]) -> bool:
    r"""Whether it is a class with ``\w`` in it, which must not stand here."""
    if len(items) != 1 or items[0][0] is not sre.IN:
        return False
    return (sre.CATEGORY, sre.CATEGORY_WORD) in items[0][1]


def _is_no_letter(what: Any, detail: Any) -> bool:
    """Whether a part is one character that is no letter."""
    if what is sre.LITERAL:
        return not (chr(detail).isalnum() or chr(detail) == "_")
    if what is not sre.IN:
        return False
    return all(
        _is_no_letter(one, code)
        if one is sre.LITERAL
        else (one, code)
        in ((sre.CATEGORY, sre.CATEGORY_SPACE), (sre.CATEGORY, sre.CATEGORY_NOT_WORD))
        for one, code in detail
    )

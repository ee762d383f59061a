r"""Regular expressions that are only tried on texts that hold the words they need.

``Pattern(r"...")`` is used like ``re.compile(r"...")``. Whoever writes one need not know more: the
words are taken out of the expression (`needs`), and a `Text` knows which of them it holds. On any
other string, such as a part of a text, the expression is always tried.

Since that takes long, the words of all expressions of the package are kept in ``needed_words.json``
(`tallyscope.reading.needed_words`). An expression that is not in there, such as one that is just
being written, learns what it needs when it has been tried some times.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from importlib.resources import files
from operator import itemgetter
from typing import Any, Final, Generic, TypeVar

from tallyscope.reading.needs import Vocabulary, Words, needs, rarity

VOCABULARY: Final = Vocabulary()
TABLE: Final = files("tallyscope.reading").joinpath("needed_words.json")
"""The words that expressions need: the `lists` of words, rarest last, and by the `key` of each
expression the numbers of its lists, in order."""
Owner = TypeVar("Owner")


def key(words: str, flags: int) -> str:
    """Return the short name of an expression in the table of needed words."""
    return blake2b(f"{int(flags)} {words}".encode(), digest_size=_KEY_BYTES).hexdigest()


_KEY_BYTES = 8  # our choice: two of a thousand expressions share a name once in 10^13 tables


def _kept() -> Mapping[str, tuple[int, int]]:
    """The bits of all that an expression needs, and of the rarest of it, by its key."""
    table = json.loads(TABLE.read_text(encoding="utf-8")) if TABLE.is_file() else {}
    bits = [VOCABULARY.bits([frozenset(words)]) for words in table.get("lists", ())]
    return {
        name: (sum(bits[number] for number in numbers), bits[numbers[-1]] if numbers else 0)
        for name, numbers in table.get("needs", {}).items()
    }


_KEPT: Final = _kept()


class Text(str):
    """A text that knows what it lacks: `absent` has the bits of the words that are not in it.

    Words that become known to the vocabulary later are not among them, so that their patterns are
    tried.
    """

    __slots__ = ("absent",)
    absent: int

    def __getattr__(self, name: str) -> int:
        """Look for the words when they are first asked for."""
        if name != "absent":
            raise AttributeError(name)
        self.absent = VOCABULARY.absent(self)
        return self.absent


class Pattern:
    """A regular expression, and the words that a text must hold before it is tried.

    Attributes
    ----------
    pattern : str
        As it was written.
    flags : int
    needs : int
        Bits of `VOCABULARY`: if one of them is absent from a text, nothing matches there. None of
        them at first if the table lacks the pattern: to find them takes as long as trying it some
        hundred times.
    knows : bool
        Whether these are known.
    rarest : int
        The one of these bits whose words are the rarest.
    """

    __slots__ = (
        "_abridged",
        "_compiled",
        "_ready",
        "_tries",
        "flags",
        "knows",
        "needs",
        "pattern",
        "rarest",
    )

    def __init__(self, words: str, flags: int = 0, abridged: str = "") -> None:
        self.pattern = words
        self.flags = flags
        kept = _KEPT.get(key(words, flags))
        self.knows = kept is not None
        self.needs, self.rarest = kept or (0, 0)
        self._abridged = abridged or words
        self._tries = 0
        self._compiled: re.Pattern[str] | None = None
        self._ready: re.Pattern[str] | None = None

    def lists(self) -> list[Words]:
        """Work out which words the pattern needs: of each list one."""
        return needs(self._abridged, self.flags)

    def learn(self) -> None:
        """Find out what the pattern needs."""
        lists = self.lists()
        self.needs = VOCABULARY.bits(lists)
        self.rarest = VOCABULARY.bits(sorted(lists, key=rarity)[-1:])
        self.knows = True

    @property
    def compiled(self) -> re.Pattern[str]:
        """The expression, compiled when it is first tried."""
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self.flags)
        self._tries += 1
        if self._tries == _PATIENCE and not self.knows:
            _to_learn.append(self)
            if len(_to_learn) >= _AT_ONCE:
                _learn_all()
        if self.knows or self._tries >= _PATIENCE:
            self._ready = self._compiled
        return self._compiled

    def may_match(self, text: str) -> bool:
        """Whether all that it needs stands in the text, as far as that is known."""
        return type(text) is not Text or not text.absent & self.needs

    def search(self, text: str, *within: int) -> re.Match[str] | None:
        """Return the first match, as `re.Pattern.search` does."""
        if type(text) is Text and text.absent & self.needs and len(within) < _BOTH_ENDS:
            return None
        return (self._ready or self.compiled).search(text, *within)

    def match(self, text: str, *within: int) -> re.Match[str] | None:
        """Return a match that begins where the text does, as `re.Pattern.match` does."""
        if type(text) is Text and text.absent & self.needs and len(within) < _BOTH_ENDS:
            return None
        return (self._ready or self.compiled).match(text, *within)

    def fullmatch(self, text: str, *within: int) -> re.Match[str] | None:
        """Return a match of all the text, as `re.Pattern.fullmatch` does."""
        if type(text) is Text and text.absent & self.needs and len(within) < _BOTH_ENDS:
            return None
        return (self._ready or self.compiled).fullmatch(text, *within)

    def finditer(self, text: str, *within: int) -> Iterator[re.Match[str]]:
        """Return all matches, as `re.Pattern.finditer` does."""
        if type(text) is Text and text.absent & self.needs and len(within) < _BOTH_ENDS:
            return iter(())
        return (self._ready or self.compiled).finditer(text, *within)

    def findall(self, text: str, *within: int) -> list[Any]:
        """Return the words of all matches, as `re.Pattern.findall` does."""
        if type(text) is Text and text.absent & self.needs and len(within) < _BOTH_ENDS:
            return []
        return (self._ready or self.compiled).findall(text, *within)

    def split(self, text: str) -> list[Any]:
        """Return the text between the matches, as `re.Pattern.split` does."""
        return (self._ready or self.compiled).split(text)

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Return the text with all matches replaced, as `re.Pattern.sub` does."""
        if type(text) is Text and text.absent & self.needs:
            return text
        return (self._ready or self.compiled).sub(new, text)


class Sieve(Generic[Owner]):
    """Owners of patterns, of which those are asked for that may match somewhere in a text."""

    def __init__(self, owners: Iterable[tuple[Pattern, Owner]]) -> None:
        self._by_rarest: dict[int, list[tuple[int, int, Owner]]] = {}
        self._rarest = 0
        for number, (pattern, owner) in enumerate(owners):
            if not pattern.knows:
                pattern.learn()
            kept = self._by_rarest.setdefault(pattern.rarest, [])
            kept.append((number, pattern.needs, owner))
            self._rarest |= pattern.rarest

    def passing(self, text: Text) -> list[Owner]:
        """Return the owners whose pattern may match in a text, in order."""
        absent = text.absent
        found = list(self._by_rarest.get(0, ()))
        present = self._rarest & ~absent
        while present:  # bit by bit: most are absent
            bit = present & -present
            present ^= bit
            found += [kept for kept in self._by_rarest[bit] if not absent & kept[1]]
        found.sort(key=itemgetter(0))
        return [owner for _, _, owner in found]


_BOTH_ENDS = 2
"""Numbers behind a text that tell where to begin and where to end: there words may be cut."""


_PATIENCE = 30
"""How often an expression is tried before it learns what it needs; our choice: a short story's
sentences."""
_AT_ONCE = 20
"""How many learn together; our choice: for new words all others must be looked at again."""
_to_learn: list[Pattern] = []


def _learn_all() -> None:
    for pattern in _to_learn:
        pattern.learn()
    _to_learn.clear()

"""What a frame is: one form of words, the kinds of its numbers, and examples that are its tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tallyscope.reading.grammar import grammar
from tallyscope.reading.marking import Marked
from tallyscope.reading.mention import Mention
from tallyscope.reading.pattern import Pattern
from tallyscope.statement import Kind, Quantity


@dataclass(frozen=True)
class Words:
    """A range of the marked sentence and the plain words that it stands for."""

    start: int
    stop: int
    text: str


@dataclass(frozen=True)
class Draft:
    """A statement as its frame found it, before the story is asked for what is missing.

    Attributes
    ----------
    frame : str
    kind : str
    start, stop : int
        Range of the simplified marked sentence.
    mention : Mention or None
        The number; None for words such as "most of".
    quantity : Quantity
    number : str
        The mark of the number; empty without one.
    option, denominator, place, controller, whole : Words or None
        What the frame found of them, still as words.
    negated : bool
    leans : bool
        The number has no verb of its own; what it lacks came from the number before it.
    own_option, own_place : bool
        Whether option and place stand with the number itself.
    earlier : bool
        The number is of an earlier vote than the one the story is about.
    second : bool
        The other side's number of a pair such as "by 54% to 46%", whose option may be unnamed.
    carries_side : bool
        A number of a pair whose sides were named before, the leading one first.
    option_before : str
        What the option was of the number that it leans on, if that stands in another sentence.
    sure : bool
        Whether its sentence shows by itself that it is about a vote.
    """

    frame: str
    kind: Kind
    start: int
    stop: int
    mention: Mention | None
    quantity: Quantity
    number: str
    option: Words | None = None
    denominator: Words | None = None
    place: Words | None = None
    controller: Words | None = None
    whole: Words | None = None
    negated: bool = False
    leans: bool = False
    own_option: bool = True
    own_place: bool = True
    earlier: bool = False
    second: bool = False
    carries_side: bool = False
    option_before: str = ""
    sure: bool = True

    @property
    def of_land(self) -> bool:
        """Whether it tells of land: what is held of it, or was or would be gained or lost."""
        if self.kind in ("change", "conditional"):
            is_area = self.mention is not None and self.mention.sort == "area"
            return is_area or self.controller is not None
        return self.kind in ("control_share", "territory_share")


EARLIER = "was"
"""The group of a number of an earlier vote, as in "from P to P"."""

Examples = Mapping[str, tuple[str, ...]]
Look = Callable[[Marked, "re.Match[str]"], bool]

RESULT_KINDS: Mapping[str, Kind] = {"n": "share", "m": "votes"}
CHOOSER_KINDS: Mapping[str, Kind] = {**RESULT_KINDS, "m_": "votes"}
PAIR_KINDS: Mapping[str, Kind] = {"n": "share", "m": "votes", "n2": "share", "m2": "votes"}


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One form of words that states a result.

    Attributes
    ----------
    id : str
    form : str
        The form in a reader's words.
    words : str
        Pattern over the marked sentence in lower case, written with the pieces of `grammar`.
        Groups ``n`` and ``n2`` are shares or whatever `kinds` says, ``m`` and ``m2`` counts,
        ``was`` the number of an earlier vote,
        ``option`` and ``option2`` what they are numbers of; ``of``, ``place``, ``controller``,
        ``whole`` and ``not`` say what their names say.
    kinds : mapping of str to Kind
        Kind of each group of numbers.
    needs : str
        Pattern of what the sentence must hold besides.
    leans : bool
        The frame may lack a verb; a number before it goes first.
    subject : bool
        The option is whatever stands in front, from where its clause begins.
    accepts : callable or None
        A last look at a match, for what a pattern cannot say.
    carries_sides : bool
        The two numbers are those of the sides named before.
    is_sure : callable or None
        Whether the sentence itself shows that it is about a vote; a draft without that counts
        only in a story, or a paragraph, of results.
    examples : mapping of str to tuple of str
        Sentences with what must be read in them, as `told` in the tests prints it.
    counter_examples : tuple of str
        Sentences in which this frame must find nothing.
    """

    id: str
    form: str
    words: str
    kinds: Mapping[str, Kind]
    needs: str = ""
    leans: bool = False
    subject: bool = False
    carries_sides: bool = False
    accepts: Look | None = None
    is_sure: Look | None = None
    examples: Examples
    counter_examples: tuple[str, ...] = field(default=())

    @cached_property
    def pattern(self) -> Pattern:
        """The pattern, compiled when it is first tried."""
        return grammar(self.words)

    @cached_property
    def _besides(self) -> Pattern:
        return Pattern(self.needs)

    def find(self, marked: Marked) -> list[Draft]:
        """Return a draft for every number that this frame finds in a simplified sentence."""
        drafts: list[Draft] = []
        if self.needs and not self._besides.search(marked.low):
            return drafts
        for match in self.pattern.finditer(marked.low):
            if self.accepts and not self.accepts(marked, match):
                continue
            found = match.groupdict()
            drafts += [
                self._draft(marked, match, group) for group in self.kinds if found.get(group)
            ]
        return drafts

    def _draft(self, marked: Marked, match: re.Match[str], group: str) -> Draft:
        found = match.groupdict()
        is_mark = found[group].startswith("<")
        mention = marked.mention(found[group]) if is_mark else None
        vague = Quantity(None, "some", "share", marked.words(*match.span(group)).strip())
        subject = _subject(marked, match) if self.subject else None
        second = group.endswith("2")
        return Draft(
            frame=self.id,
            kind=self.kinds[group],
            start=subject.start if subject else match.start(),
            stop=match.end(),
            mention=mention,
            quantity=mention.quantity if mention else vague,
            number=found[group] if is_mark else "",
            option=subject or _option(marked, match, second=second),
            denominator=_first_of(marked, match, "of"),
            place=words_of(marked, match, "place"),
            controller=_first_of(marked, match, "controller"),
            whole=words_of(marked, match, "whole"),
            negated=bool(found.get("not")),
            leans=self.leans,
            second=second,
            earlier=group == EARLIER,
            carries_side=self.carries_sides,
            sure=self.is_sure is None or self.is_sure(marked, match),
        )


def never(_: Marked, __: re.Match[str]) -> bool:
    """Say that a match alone is not sure: it counts only in a story, or among results."""
    return False


def at_least(least: int) -> Look:
    """Return a last look that takes a count only from so many on: fewer are of something else."""

    def is_so_many(marked: Marked, match: re.Match[str]) -> bool:
        return (marked.mention(match["n"]).quantity.value or 0) >= least

    return is_so_many


_CLAUSE_BEGINS = Pattern(r"[.;:\"] ?|(?:^|, )(?:and|but|while|that) | said (?:that )?")


def _subject(marked: Marked, match: re.Match[str]) -> Words:
    """The words in front of a match, from the beginning of its clause."""
    begins = [edge.end() for edge in _CLAUSE_BEGINS.finditer(marked.low, 0, match.start())]
    start = begins[-1] if begins else 0
    return Words(start, match.start(), marked.words(start, match.start()))


def _option(marked: Marked, match: re.Match[str], *, second: bool) -> Words | None:
    """The option of a number: of the second one ``option2``, else ``option`` or ``option_``."""
    if second:
        return words_of(marked, match, "option2")
    return words_of(marked, match, "option") or words_of(marked, match, "option_")


def _first_of(marked: Marked, match: re.Match[str], group: str) -> Words | None:
    """The words of the first group that took part of those called `group` with any ``_``."""
    names = (name for name in match.re.groupindex if name.rstrip("_") == group)
    return next(filter(None, (words_of(marked, match, name) for name in names)), None)


def words_of(marked: Marked, match: re.Match[str], group: str) -> Words | None:
    """Return the words of a group of a match, if it took part in it."""
    if group not in match.re.groupindex:
        return None
    start, stop = match.span(group)
    return Words(start, stop, marked.words(start, stop)) if start < stop else None

"""What a frame is: one form of words, the kinds of its numbers, and examples that are its tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tallyscope.reading.marking import Marked
from tallyscope.reading.quantities import Mention
from tallyscope.statement import Kind, Quantity, Span


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
    inherits : bool
        The number has no verb of its own; what it lacks came from the draft before it.
    own_option, own_place : bool
        Whether option and place stand with the number itself.
    earlier : bool
        The number is of an earlier vote than the one the story is about.
    second : bool
        The other side's number of a pair such as "by 54% to 46%", whose option may be unnamed.
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
    inherits: bool = False
    own_option: bool = True
    own_place: bool = True
    earlier: bool = False
    second: bool = False
    sure: bool = True


_A_NUMBER = re.compile(r"<[PNX]\d")


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One form of words that states a result.

    Attributes
    ----------
    id : str
    form : str
        The form in a reader's words.
    pattern : re.Pattern
        Over the marked sentence. Groups ``n`` (and ``n2``, ``n3``) are the numbers, ``option``
        (``option2``) what they are numbers of; ``of``, ``place``, ``controller``, ``whole`` and
        ``not`` say what their names say.
    kinds : mapping of str to Kind
        Kind of each group of numbers.
    options : mapping of str to str
        For each group of numbers, the group that holds its option.
    inherits : bool
        Whether kind and option come from the number before it in the story.
    subject : bool
        The option is whatever stands in front, from where its clause begins.
    accepts : callable or None
        A last look at a match, for what a pattern cannot say.
    is_sure : callable or None
        Whether the sentence itself shows that it is about a vote; a draft without that counts
        only in a story, or a paragraph, of results.
    examples : mapping of str to tuple of str
        Sentences with what must be read in them, as `brief` prints it.
    counter_examples : tuple of str
        Sentences in which this frame must find nothing.
    needs : re.Pattern
        What a sentence must hold before the pattern is tried; for speed only.
    """

    id: str
    form: str
    pattern: re.Pattern[str]
    kinds: Mapping[str, Kind]
    options: Mapping[str, str] = field(default_factory=lambda: {"n": "option", "n2": "option2"})
    inherits: bool = False
    subject: bool = False
    accepts: Callable[[Marked, re.Match[str]], bool] | None = None
    is_sure: Callable[[Marked, re.Match[str]], bool] | None = None
    examples: Mapping[str, tuple[str, ...]]
    counter_examples: tuple[str, ...]
    needs: re.Pattern[str] = _A_NUMBER

    def find(self, marked: Marked) -> list[Draft]:
        """Return a draft for every number that this frame finds in a simplified sentence."""
        drafts = []
        for match in self.pattern.finditer(marked.low):
            if self.accepts and not self.accepts(marked, match):
                continue
            drafts += [
                self._draft(marked, match, group)
                for group in self.kinds
                if match.groupdict().get(group)
            ]
        return drafts

    def _draft(self, marked: Marked, match: re.Match[str], group: str) -> Draft:
        found = match.groupdict()
        is_mark = found[group].startswith("<")
        mention = marked.mention(found[group]) if is_mark else None
        vague = Quantity(None, "some", "share", marked.words(*match.span(group)).strip())
        subject = _subject(marked, match) if self.subject else None
        return Draft(
            frame=self.id,
            kind=self.kinds[group],
            start=subject.start if subject else match.start(),
            stop=match.end(),
            mention=mention,
            quantity=mention.quantity if mention else vague,
            number=found[group] if is_mark else "",
            option=subject or _words(marked, match, self.options.get(group, "")),
            denominator=_words(marked, match, "of|of2|of3|of4|of5"),
            place=_words(marked, match, "place|place2|place3"),
            controller=_words(marked, match, "controller|controller2|controller3|controller4"),
            whole=_words(marked, match, "whole"),
            negated=bool(found.get("not")),
            inherits=self.inherits,
            second=group.endswith("2"),
            sure=self.is_sure is None or self.is_sure(marked, match),
        )


_CLAUSE_BEGINS = re.compile(r"[.;:\"] ?|(?:^|, )(?:and|but|while|that) | said (?:that )?")


def _subject(marked: Marked, match: re.Match[str]) -> Words:
    """The words in front of a match, from the beginning of its clause."""
    begins = [edge.end() for edge in _CLAUSE_BEGINS.finditer(marked.low, 0, match.start())]
    start = begins[-1] if begins else 0
    return Words(start, match.start(), marked.words(start, match.start()))


def _words(marked: Marked, match: re.Match[str], groups: str) -> Words | None:
    """The words of the first of some groups (joined by "|") that took part in the match."""
    found = match.groupdict()
    group = next((name for name in groups.split("|") if found.get(name)), "")
    if not group:
        return None
    start, stop = match.span(group)
    return Words(start, stop, marked.words(start, stop))

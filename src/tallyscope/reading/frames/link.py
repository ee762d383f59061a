"""What a link is: how a number without a verb of its own leans on the number before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tallyscope.reading.frames.frame import Draft, Examples, words_of
from tallyscope.reading.grammar import grammar
from tallyscope.reading.marking import Marked
from tallyscope.reading.pattern import Pattern
from tallyscope.statement import Kind

_BY_SORT: Mapping[tuple[Kind, str], Kind] = {
    ("share", "count"): "votes",
    ("votes", "percent"): "share",
    ("turnout", "count"): "participants",
    ("participants", "percent"): "turnout",
    ("poll", "percent"): "poll",
    ("control_share", "percent"): "control_share",
    ("control_share", "area"): "control_share",
    ("territory_share", "percent"): "territory_share",
    ("change", "percent"): "change",
    ("invalid", "count"): "invalid",
    ("invalid", "percent"): "invalid",
    ("abstention", "count"): "abstention",
    ("abstention", "percent"): "abstention",
    ("margin", "count"): "margin",
    ("margin", "points"): "margin",
    ("counted", "percent"): "counted",
    ("threshold", "count"): "threshold",
    ("threshold", "percent"): "threshold",
}
"""What the same result is called when it is printed as a share or as a count."""

FARTHEST_LEADER = 3
"""Numbers back: in "X took N (P) and Y N (P)" the second N leans on the first, past a P."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """One way in which a number leans on the one before it.

    Attributes
    ----------
    id, form : str
    gap, tail : str
        Words before and behind the number, written with the pieces of `grammar`. The groups
        ``option``, ``place`` and ``of`` may stand in both, ``controller`` before it.
    kinds : tuple of Kind
        Kinds of the number before that this link goes with; empty: all.
    other_sort : bool
        The two numbers are the same result, once as a share and once as a count.
    new_option, earlier : bool
        The number has another option (unknown if none is named); it is of an earlier vote.
    wider : bool
        The number is one of a wider area than that of the number before.
    to_first : bool
        It is the first number of the sentence before, not the last, that is meant.
    from_before, from_far : bool
        The number before may stand in the sentence before, or in the paragraph before.
    becomes : Kind or None
        The kind of the number, if it is not that of the number before.
    accepts : callable or None
        A last look at the sentence, for what a pattern cannot say.
    examples, counter_examples
        As for a `Frame`.
    """

    id: str
    form: str
    gap: str
    tail: str
    kinds: tuple[Kind, ...] = ()
    other_sort: bool = False
    new_option: bool = False
    earlier: bool = False
    wider: bool = False
    to_first: bool = False
    from_before: bool = False
    from_far: bool = False
    becomes: Kind | None = None
    accepts: Callable[[Marked], bool] | None = None
    examples: Examples
    counter_examples: tuple[str, ...] = ()

    @cached_property
    def _gap(self) -> Pattern:
        return grammar(self.gap)

    @cached_property
    def _tail(self) -> Pattern:
        return grammar(self.tail)

    def leaders(
        self, found: Sequence[Draft], before: Sequence[Draft], far: Sequence[Draft]
    ) -> Sequence[Draft]:
        """Return the drafts that a number may lean on, nearest first."""
        if not found:
            if not self.from_before:
                return ()
            nearest = before or (far if self.from_far else ())
            nearest = nearest if self.to_first else nearest[::-1]
            # rather the vote that the story is about than an earlier one told beside it
            nearest = sorted(nearest, key=lambda draft: draft.earlier)
            # the words for who holds land, and of what it is a part, stand in another sentence: the
            # memory knows who and what is meant
            return [
                replace(draft, controller=None, whole=None) if draft.of_land else draft
                for draft in nearest
            ]
        if self.other_sort:
            return found[-1:]
        nearest = found[: -1 - FARTHEST_LEADER : -1]
        return sorted(nearest, key=lambda draft: draft.second and draft.option is None)

    def follow(
        self, marked: Marked, before: Draft, begin: int, number: re.Match[str]
    ) -> Draft | None:
        """Return the draft of a number that leans on the draft before, or None."""
        mention = marked.mention(number.group())
        kind = self._kind(before, mention.sort)
        if kind is None or (self.accepts and not self.accepts(marked)):
            return None
        gap = self._gap.fullmatch(marked.low, begin, number.start())
        tail = self._tail.match(marked.low, number.end()) if gap else None
        if gap is None or tail is None:
            return None
        option = words_of(marked, gap, "option") or words_of(marked, tail, "option")
        place = words_of(marked, tail, "place") or words_of(marked, gap, "place")
        place = place or words_of(marked, gap, "place_")
        stands_apart = place or option or self.earlier or self.wider
        return replace(
            before,
            frame=self.id,
            kind=kind,
            start=gap.start() if stands_apart else number.start(),
            stop=max(number.end(), tail.end()),
            mention=mention,
            quantity=mention.quantity,
            number=number.group(),
            option=option or (None if self.new_option else before.option),
            place=place or (None if self.earlier or self.wider else before.place),
            controller=words_of(marked, gap, "controller") or before.controller,
            denominator=words_of(marked, tail, "of") or before.denominator,
            own_option=option is not None,
            own_place=place is not None,
            earlier=self.earlier or (before.earlier and not self.new_option),
            leans=True,
            second=self.new_option and option is None,
        )

    def _kind(self, before: Draft, sort: str) -> Kind | None:
        if self.kinds and before.kind not in self.kinds:
            return None
        before_sort = before.mention.sort if before.mention else "percent"
        if self.other_sort:
            return None if sort == before_sort else _BY_SORT.get((before.kind, sort))
        return (self.becomes or before.kind) if sort == before_sort else None

"""Units that a number leaves unsaid, because another number has said them.

"14 and 13 per cent", "Yes 52.1 per cent, No 47.9", "52-48", "45.1%, up 18.3",
"Yes: 66.2. No: 33.8".
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from tallyscope.reading.mention import MONEY, SEATS, Mention
from tallyscope.reading.pattern import Pattern


def with_unsaid_units(text: str, mentions: list[Mention]) -> list[Mention]:
    """Return the numbers of a text with the units that those around them say.

    Parameters
    ----------
    text : str
    mentions : list of Mention
        In order.
    """
    shared = _with_shared_units(text, _with_unsaid_seats(text, mentions))
    return _with_shared_units(text, _with_bare_shares(text, shared))


_LARGEST_HOUSE = 1000  # seats; our choice: only China's is larger


def _with_unsaid_seats(text: str, mentions: list[Mention]) -> list[Mention]:
    """Read "47 of the 93 seats, the Greens have 44": what has no noun are seats as well."""
    found: list[Mention] = []
    for mention in mentions:
        before = found[-1] if found else None
        small = mention.quantity.decimals >= 0 and (mention.quantity.value or 0) < _LARGEST_HOUSE
        if before and before.why == SEATS and mention.sort == "count" and small:
            between = text[before.span.stop : mention.span.start]
            bare = _NO_NOUN.match(text, mention.span.stop)
            if bare and not _ENDED.search(between) and mention.quantity.decimals == 0:
                mention = replace(mention, sort="other", why=SEATS)
        found.append(mention)
    return found


_ENDED = Pattern(r"[.;\n]|vote|ballot|per ?cent|%")
_NEAR = 300  # characters; our choice: a paragraph
_NO_NOUN = Pattern(
    r"[,.;:)]|-| ?(?:to|against|and|for|in|with|on|when|while|as|after|but|at|from|out)\b|$|\s*\n"
)


# "67 percent, against 30 for Maduro"
_OTHER_SIDE = Pattern(r",? (?:against|to|versus|and) ")
_AT = Pattern(
    r" (?:(?:rose|fell|slumped|climbed|dropped|slipped|down|up) (?:to|from)|needed|had|got|took|won"
    r"|polled|with|on|at|by|from|turnout of|reached|reach|secured|to|was|stood at|only|just|gave"
    r"|rose|fell|slumped|climbed|dropped|slipped|(?:,|and|but|while) (?:the|his|her|its|a"
    r"|another)(?: [a-z-]+){1,2}|[A-Z][\w'-]+) \(?$"
)
# "38 per cent in Kirn, 21 in Vardal"
_IN_PLACE = Pattern(r" (?:in|on|at|among|for) (?:the |its |those )?[\w-]+")
_ITEM = Pattern(r"(?:,|;| and| but)(?: (?:and|but|only|just|a mere))* $")
_SIDE_BEHIND = Pattern(r" (?:Yes|No|Leave|Remain|For|Against)\b")


def _with_bare_shares(text: str, mentions: list[Mention]) -> list[Mention]:
    """Read "Yes 52.1 per cent, No 47.9": a number with decimals and no noun is a share too."""
    found: list[Mention] = []
    last_percent = -_NEAR - 1
    for mention in mentions:
        is_next = bool(found) and found[-1].sort == "percent" and not _restates(text, found)
        if _is_bare_share(text, mention, last_percent, is_next=is_next):
            mention = _as_percent(mention)
        if _is_bare_change(text, mention, found):
            quantity = replace(mention.quantity, unit="points")
            mention = replace(mention, sort="points", quantity=quantity)
        if mention.sort in ("percent", "points"):
            last_percent = mention.span.stop
        found.append(mention)
    return found


_RESTATES = Pattern(
    r"(?: votes?)?(?:,? (?:or|representing|that is|which is)(?: about| some)? | \(|, )"
)


def _restates(text: str, found: list[Mention]) -> bool:
    """Whether the last share only says of what part a count was: "15,235 votes, or 45.2%"."""
    if len(found) < _TWO or found[-2].sort != "count":
        return False
    return bool(_RESTATES.fullmatch(text[found[-2].span.stop : found[-1].span.start]))


_TWO = 2
# as in "45.1%, up 18.3" and "gained 3.5 to 12.1"
_ROSE_OR_FELL = Pattern(r",? \(?(?:up|down|plus|minus|\+|-) ?$")
_GAINED = Pattern(
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
    if not is_near or not text[mention.core.start].isdigit():
        return False
    in_place = _IN_PLACE.match(text, mention.span.stop)
    if in_place and _ITEM.search(text[last_percent:here]):
        return True
    return bool(_AT.search(text[max(0, here - 24) : here]))


def _are_halves(here: Mention, after: Mention, between: str) -> bool:
    """Whether two counts are the shares of two sides: 52-48, 44.1 to 43.7."""
    if here.sort != "count" or after.sort != "count":
        return False
    first, second = here.quantity.value or Decimal(0), after.quantity.value or Decimal(0)
    if min(here.quantity.decimals, after.quantity.decimals) > 0 and _NEXT_SIDE.fullmatch(between):
        return int(first + second) in _HALVES
    if not _FACED.fullmatch(between):
        return False
    if min(first, second) <= 0 or max(here.quantity.decimals, after.quantity.decimals) < 0:
        return False
    if between in ("-", " to ") and int(first + second) in _HALVES:
        return True
    has_decimals = here.quantity.decimals > 0 or after.quantity.decimals > 0
    least = _LEAST_TOGETHER if between == " and " else 0
    return has_decimals and least <= first + second <= _HALVES.stop


_LEAST_TOGETHER = 80  # of "53.4 and 46.6", without a unit: two sides take most votes; our choice
# "Yes: 66.2. No: 33.8": the words between
_NEXT_SIDE = Pattern(r"[.,;]? ?\s?(?:[Tt]he )?(?:Yes|No|Leave|Remain|For|Against)(?: side)?:? ")
_FACED = Pattern(r"-| (?:to|against|versus|and|-) ")
_SHARED = Pattern(r",? ?(?:-|to|and|or|versus|vs\.?|against|,) ?$")
_LONGEST_SHARED = 10  # characters between two numbers that share a unit: ", and", " versus "
# "Okoye 52, Bello 45 per cent"
_NEXT_NAME = Pattern(r",? (?:and )?(?:the )?[A-Z][\w'-]+(?: [A-Z][\w'-]+)? ")
_NAME_IN_FRONT = Pattern(r"\b[A-Z][\w'-]+ $")
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

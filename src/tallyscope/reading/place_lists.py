"""Lists of places in which a name stands behind a known one: it is a place, too."""

from __future__ import annotations

from tallyscope.reading.names import NameWords
from tallyscope.reading.pattern import Pattern

_JOINED = Pattern(r"(?: \([^()]{1,12}\))?,? and (?:the |in )?")
_COMMA = Pattern(r"(?: \([^()]{1,12}\))?, ")
_LIST_GOES_ON = Pattern(
    r"(?: \([^()]{1,12}\))?(?:, [A-Z][\w ]{1,30}(?: \([^()]{1,12}\))?){0,6},? and [A-Z]"
)


def goes_on(text: str, between: str, name: NameWords) -> bool:
    """Tell whether a name goes on a list of places: "Aber, Bryn and Castle"."""
    if " " in name.name and _HAS_A_NUMBER.match(text, name.span.stop):
        return False  # "in Aber and Ann Lee took 75.8% in Bryn"
    listed = _COMMA.fullmatch(between) and _LIST_GOES_ON.match(text, name.span.stop)
    return bool(_JOINED.fullmatch(between) or listed) or _is_next(text, between, name)


def _is_next(text: str, between: str, name: NameWords) -> bool:
    """Whether a name told once goes on a list of places with numbers: "Aber (54%), Bryn (51%)"."""
    listed = _NUMBER_OF_ONE.fullmatch(between) and _NUMBER_OF_NEXT.match(text, name.span.stop)
    return bool(listed) and text.count(name.name) == 1


_SO_MUCH = (
    r"(?:with |by |at |on |recorded |saw )?(?:about |just |only )?\d[\d.,]*(?: ?(?:%|per ?cent))?"
)
_NUMBER_OF_ONE = Pattern(rf"(?: \({_SO_MUCH}\)| {_SO_MUCH})(?:,|;|,? and) (?:in )?(?:the )?")
_NUMBER_OF_NEXT = Pattern(rf" \({_SO_MUCH}\)| {_SO_MUCH}(?=[,.;]| and\b)")
_HAS_A_NUMBER = Pattern(
    r" (?:(?:won|took|got|had|has|received|polled|secured|gained|scored|with|on|at) )?"
    r"(?:just |only |about )?\d"
)

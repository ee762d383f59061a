"""What the numbers of a table are that its lead-in names: "Turnout by region:", "His share:"."""

from __future__ import annotations

from dataclasses import replace

from tallyscope.reading.document import Sentence
from tallyscope.reading.fields import option_of
from tallyscope.reading.frames.frame import Draft, words_of
from tallyscope.reading.grammar import grammar
from tallyscope.reading.marking import Marked
from tallyscope.reading.memory import Memory
from tallyscope.reading.mention import Mention
from tallyscope.statement import Kind

# By what the lead-in speaks of: the kind of a share, and that of a count.
_KINDS: tuple[tuple[str, Kind, Kind], ...] = (
    (
        r"{TURNOUT}|\b(?:who|how many|(?:people|share|number) (?:that|who)) (?:had )?"
        r"(?:voted|turned out|took part)(?=[,:]| by| in)",
        "turnout",
        "participants",
    ),
    (r"\b{INVALID} (?:votes?|ballots?|papers?)", "invalid", "invalid"),
    (r"\babst[a-z]+", "abstention", "abstention"),
    (r"\b(?:registered|eligible|electorate|on the rolls?)\b", "registered", "registered"),
)
_KIND_WORDS = tuple((grammar(words), kinds) for words, *kinds in _KINDS)
_SHARE_OF = grammar(
    r"(?P<option>{C}(?:'s)?|{B}|\b(?:his|her|its|their)\b)(?: (?:own|final|[a-z]+))??"
    r" (?:share|result|results|score|tally|support|percentage|{V}|votes?)\b"
    r"|\b(?:share|support|{V}|votes?|results?|percentage|backing) (?:of (?:{V} )?)?"
    r"(?:for|won by|of|in favou?r of) (?P<option_>{C}|{B})"
    r"|(?P<option__>{B})(?=[,:]| by| in| per)"
    r"|\bhow (?P<option___>{C}) (?:did|fared|performed|scored)\b"
)
_OPTIONS = grammar(r"{C}|{B}")


def leaders_of_row(lead: Sentence, row: Sentence, memory: Memory) -> list[Draft]:
    """Return what the first number of a row leans on, if its lead-in says what that is."""
    numbers = [
        found
        for found in row.core.found.values()
        if isinstance(found, Mention) and found.sort in ("percent", "count")
    ]
    if not numbers:
        return []
    first = min(numbers, key=lambda number: number.span.start)
    draft = _of_kind(lead.core, first) or _of_option(lead, first, memory)
    return [draft] if draft else []


def _of_kind(core: Marked, number: Mention) -> Draft | None:
    named = [kinds for words, kinds in _KIND_WORDS if words.search(core.plain.lower())]
    if len(named) != 1 or _OPTIONS.search(core.low):
        return None
    return _draft(named[0][number.sort == "count"], number)


def _of_option(lead: Sentence, number: Mention, memory: Memory) -> Draft | None:
    """The share or votes of the only side that the lead-in names."""
    core = lead.core
    match = _SHARE_OF.search(core.low)
    if match is None or len(_OPTIONS.findall(core.low)) > 1:
        return None
    groups = (name for name in match.groupdict() if match[name])
    words = next(filter(None, (words_of(core, match, name) for name in groups)))
    draft = replace(_draft("votes" if number.sort == "count" else "share", number), option=words)
    option = option_of(replace(draft, own_option=True), lead, memory).value
    return replace(draft, option_before=option) if option else None


def _draft(kind: Kind, number: Mention) -> Draft:
    return Draft("table.lead", kind, 0, 0, number, number.quantity, "", own_option=False)

"""Which lines of a pasted page belong to the story, and which to the page.

Paragraphs end like sentences; labels, links, captions and notices do not. A line without an end
mark is therefore looked at: it is the title, a crosshead between two paragraphs, an item of a
list of results, or furniture of the page. Nothing is thrown away: each line keeps its reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tallyscope.statement import Span

Role = Literal["body", "title", "crosshead", "furniture"]


@dataclass(frozen=True)
class Line:
    """A paragraph of the story with the part it plays, and why it is thought to play it."""

    span: Span
    role: Role
    why: str = ""


LONGEST_HEADING = 14
"""Words; our choice: a longer line without a full stop is a paragraph whose full stop is "
"missing."""
LONGEST_CROSSHEAD = 9  # words; our choice, crossheads in the papers that use them have 2 to 6
LONGEST_LABEL = 3  # words; our choice: "World", "More on Russia"

_ENDS = re.compile(r"[.!?…:;][\"')\]]*$|[.!?…,]\s*\S{0,2}$")
_LIST_ITEM = re.compile(
    r"^(?:[-*•▪–]\s|\d{1,2}[.)]\s)|^[^.\n]{2,60}?(?::| -|,) ?\D{0,20}\d[\d.,]* ?(?:%|per ?cent"
    r"|votes)"
    # a line of a table: "Ballots cast: 4 519 253", "Others 4.8%", "Spoilt: 18"
    r"|^(?i:spoil(?:t|ed)|invalid|blank|void|rejected|null|turnout|against|for|yes|no|abstain\w*"
    r"|others?"
    r"|informal|majority|electorate|registered|votes?|ballots?)\b[^.:\n]{0,30}(?::| -) ?\d"
    r"|^[^.:\d\n]{2,60}(?::| -) ?(?:[A-Z][\w'-]+ ){0,2}\d{1,3}(?:[ ,.']\d{3})+(?!\d)"
    r"|^[^.:\d\n]{2,40} \d{1,3}(?:[.,]\d+)?"
    r" ?(?:%|per ?cent)(?: \(.{0,20}\))?$"
)
_ONLY_TIME = re.compile(
    r"^(?:\d{1,2}:)?\d{1,2}:\d{2}$|^\d+ ?(?:min|mins|sec|hours?|days?)(?: (?:read|ago))?$"
)

ONLY_A_TIME = "a duration or a clock time alone"
"""Why such a line is no part of the story: pages that are written live have many."""

# What the page says about itself. Matched against the whole line, punctuated or not.
_NOTICES: tuple[tuple[str, str], ...] = (
    (
        r"^skip to (?:main |the )?content|^(?:please )?(?:use|enable|turn on|update|upgrade"
        r"|download)\b.{0,60}\b(?:browser|javascript|cookies|player|app)\b|video player|this "
        r"(?:video|content|article) (?:can ?not|is not|cannot|is available|was first published"
        r"|has been|originally)|unable to play|your browser",
        "a notice about the player, the browser or the page",
    ),
    (
        r"^(?:sign up|subscribe|register|log ?in|sign in|become a member|support us|donate)\b"
        r"|newsletter|push notifications|cookie polic|privacy policy|terms of (?:use|service)",
        "an invitation to subscribe or sign in",
    ),
    (
        r"^(?:share(?! of)|tweet|email|print|save|comments?|copy link|facebook|twitter|whatsapp"
        r"|telegram|follow us|follow .{2,40} on)\b[^.]{0,25}$",
        "a button",
    ),
    (
        r"^(?:whatsapp|call|text|phone|ring|contact)\b[^.%]{0,60}\+?\d{2,}[\d ()-]{4,}$",
        "how to reach the newsroom",
    ),
    (r"^(?:advertisement|advert|sponsored|promoted|ad)\b", "an advertisement"),
    (
        r"^(?:image|photo|picture|pic|file pic|caption|credit|video|graphic|map|chart|source)s?\b"
        r"(?: (?:caption|source|credit|by))?\s?[:|]|^(?:image|photo) (?:caption|source|credit)"
        r"|\b(?:getty images|afp via|ap photo|epa-efe)\b.{0,20}$",
        "the caption or credit of a picture",
    ),
    (
        r"^©|^copyright\b|all rights reserved|^\(?(?:additional )?(?:reporting|writing|editing) "
        r"by\b|^this story (?:was|has been)",
        "a note of the publisher",
    ),
    (
        r"^by (?:our |(?-i:[A-Z][\w'-]+ [A-Z]))[^.%]{2,60}$|^(?:[\w.'-]+ ){1,4}(?:\||,) ?(?:bbc"
        r"|reuters|sky|cnn|correspondent|editor|reporter|staff)\b[^.]*$",
        "the line of the author",
    ),
)
_NOTICE = tuple((re.compile(words, re.IGNORECASE), why) for words, why in _NOTICES)
_PUBLISHED = re.compile(
    r"^(?:(?:first |last )?(?:published|updated|posted|modified)|last changed?)\b"
    r"(?:[^.%]|[ap]\.m\.){0,60}$|^\W*(?:(?:Mon|Tues"
    r"|Wednes|Thurs|Fri|Satur|Sun)day,? )?\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?,? "
    r"\d{4}\b.{0,30}$|^\W*[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}\b.{0,30}$"
    r"|^\d{4}-\d\d-\d\d\b.{0,30}$",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"^(?:more (?:on|from|about|stories|news)|read (?:more|next|also)|related|see also|recommended|"
    r"most (?:read|popular)|top stories|trending|watch|listen|live|explainer|explained|in pictures|"
    r"opinion|analysis|editor'?s picks?|you may (?:also )?like|up next|play|click here|key "
    r"(?:points|developments)|what (?:we|you) (?:know|need))\b",
    re.IGNORECASE,
)
_LATEST = re.compile(
    r"\b(?:latest (?:news|updates?)|live (?:updates?|blog)|breaking)\b[^.]{0,30}[:|-]",
    re.IGNORECASE,
)


def lines_of(text: str, paragraphs: Sequence[Span]) -> list[Line]:
    r"""Return every paragraph of a plain text with its role.

    Examples
    --------
    >>> from tallyscope.reading.sentences import paragraphs
    >>> text = "World\n\nPolls have closed.\n\n4:07\n\nTurnout was 61%."
    >>> [line.role for line in lines_of(text, paragraphs(text))]
    ['furniture', 'body', 'furniture', 'body']
    """
    firm = [_firm(text[span.start : span.stop]) for span in paragraphs]
    first_body = next((i for i, role in enumerate(firm) if role and role[0] == "body"), len(firm))
    lines: list[Line] = []
    titled = False
    for i, span in enumerate(paragraphs):
        role = firm[i]
        words = text[span.start : span.stop]
        may_be_title = role is None or (
            role[0] == "furniture" and bool(_LABELLED_TITLE.match(words))
        )
        if may_be_title and i < first_body and not titled and not _is_label(words):
            titled, role = True, ("title", "the title")
        if role is None:
            role = _loose(words, lines, _next_is_body(firm, i), i < first_body)
        lines.append(Line(span, *role))
    return lines


_LABELLED_TITLE = re.compile(
    r"(?:live|breaking|explainer|explained|analysis|opinion|watch|update|exclusive)\s?[:|-] ?"
    r"(?:\S+ ){3}|live(?: ?(?:ticker|blog|updates?|coverage))? ?[|:] (?=\S+ \S+)",
    re.IGNORECASE,
)
_LABEL_WORD = re.compile(r"(?:[^\W\d_a-z]|on|in|of|and|the|&|\||-)")


def _is_label(words: str) -> bool:
    """Whether a line is the name of a section ("World", "More on Russia") and no title."""
    parts = words.split()
    return len(parts) <= LONGEST_LABEL and all(_LABEL_WORD.match(part) for part in parts)


def _next_is_body(firm: Sequence[tuple[Role, str] | None], i: int) -> bool:
    after = firm[i + 1] if i + 1 < len(firm) else ("furniture", "")
    return after is not None and after[0] == "body"


def _firm(words: str) -> tuple[Role, str] | None:
    """The role that a line has whatever stands around it; None if that matters."""
    if _ONLY_TIME.match(words):
        return "furniture", ONLY_A_TIME
    ends = _ENDS.search(words[-4:])
    if ends and len(words) > _LONGEST_SHORT:
        return "body", ""
    why = _page_says(words) if len(words) <= _LONGEST_NOTICE else ""
    if why:
        return "furniture", why
    if ends:
        return "body", ""
    if _LATEST.search(words[:_LONGEST_NOTICE]) or _LINK.match(words):
        return "furniture", "a link to another story"
    is_long = len(words.split()) > LONGEST_HEADING and not _is_credit(words)
    return ("body", "") if is_long or _LIST_ITEM.match(words[:_LONGEST_SHORT]) else None


def _page_says(words: str) -> str:
    """What the page says about itself in a line; empty if nothing."""
    why = next((why for pattern, why in _NOTICE if pattern.search(words)), "")
    return why or ("the day of publication" if _PUBLISHED.match(words) else "")


_LONGEST_NOTICE = 200  # characters; our choice: a paragraph is not taken for a notice
_LONGEST_SHORT = 100  # characters; our choice: a notice that ends in a full stop is short
_CREDIT = re.compile(r" (?:-|\|) (?:[A-Z][\w.'-]+ ?){1,4}$")


def _is_credit(words: str) -> bool:
    """Whether a line ends like a title with its author ("... - Professor Michael Clarke")."""
    return bool(_CREDIT.search(words[-60:]))


def _loose(
    words: str, before: Sequence[Line], body_follows: bool, in_front: bool
) -> tuple[Role, str]:
    """The role of a short line without an end mark."""
    count = len(words.split())
    if in_front:
        if count <= LONGEST_LABEL:
            return "furniture", "the label of a section"
        return "crosshead", "a second title or a caption"
    after_body = bool(before) and before[-1].role == "body"
    if after_body and body_follows and count <= LONGEST_CROSSHEAD and not _is_credit(words):
        return "crosshead", "a crosshead"
    if count <= LONGEST_LABEL:
        return "furniture", "a label"
    return "furniture", "the title of another story, a video or a picture"


# letters in capitals, accents included
_UPPER = r"[A-Z\u00c0-\u00de]"
_DAY = r"(?:[A-Z][a-z.]{2,9} \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})"
_DATELINE = re.compile(
    rf"(?P<where>{_UPPER}(?:{_UPPER}|[.'-])+(?:[ ,/]+{_UPPER}(?:{_UPPER}|[.'-])+){{0,3}})"
    r"(?:, [A-Z][\w.]+(?: [A-Z][\w.]+){0,3})?"
    rf"(?:(?:,? {_DAY}\.?)?(?:,? ?\("
    rf"(?:[A-Z][\w.]+ ?){{1,3}}\))? ?(?:--?|\|) (?=\S)|,? {_DAY}[.:] (?=[A-Z\"]))|"
    r"\([A-Z][\w.]+\) ?-? ?(?=[A-Z])|[A-Z][\w'-]+"
    r"(?: [A-Z][\w'-]+)?(?:, [A-Z][a-z.]{2,9} \d{1,2})? ?\((?:Reuters|AP|AFP|dpa|ANSA|TASS"
    r"|Xinhua|Interfax|UPI|EFE)\) ?-* ?"
    r"|\d{1,2}[.:]\d{2}(?: ?[ap]m)?(?: (?:GMT|BST|CET|EST))?:? (?:- )?(?=[A-Z\"'])"
)


def without_dateline(text: str, span: Span) -> Span:
    """Return a paragraph without "KYIV, Sept 28 (Reuters) - " or "06.02 " in front.

    Examples
    --------
    >>> text = "KYIV, Sept 28 (Reuters) - Polls have closed."
    >>> without_dateline(text, Span(0, len(text))).start
    26
    """
    match = _DATELINE.match(text, span.start, span.stop)
    return Span(match.end(), span.stop) if match else span


def datelines(text: str, lines: Sequence[Line]) -> frozenset[str]:
    """Return the places in capitals in front of paragraphs.

    Examples
    --------
    >>> text = "KYIV, Sept 28 (Reuters) - Polls have closed."
    >>> datelines(text, [Line(Span(0, len(text)), "body")])
    frozenset({'KYIV'})
    """
    found = (_DATELINE.match(text, line.span.start, line.span.stop) for line in lines)
    return frozenset(match["where"].strip(" ,.") for match in found if match and match["where"])

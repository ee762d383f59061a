"""What a number is a number of: the name, the side or the words that the story uses for it.

"Yes", "in favour" and "for" are one side of any question, "no" and "against" the other; beyond
that nothing is interpreted. What "leave" or "unity" means depends on the question, so the words
of the story are kept.
"""

from __future__ import annotations

import re

from tallyscope.reading.frames.frame import Words
from tallyscope.reading.marking import MARK, Marked
from tallyscope.reading.names import NameWords
from tallyscope.reading.pattern import Pattern
from tallyscope.statement import Span

_ARTICLE = r"(?:the |a |an |his |her |its |their |all |both |some |one |another )"
_BARE_VERB = Pattern(
    r"^(?:(?:has|have|had|would have|did|were|was|is|are|been) )?(?:(?:also|only|just"
    r"|overwhelmingly|narrowly|all) )?(?:voted|vote|voting|opted|opting|chose|chosen|choosing"
    r"|said|answered|say|answer|plumped|came out(?: [a-z]+ly)?|went(?! along)|gone|ticked"
    r"|marked|picked"
    r"|cast (?:their |a )?"
    r"(?:ballots?|votes?)|were|was|are|is|been|(?:declared|expressed|pronounced)"
    r" themselves)\b ?"
)
_FOR = Pattern(r"^(?:(?:[Ff]or|to|as|that they) )")
_YES = Pattern(
    r"^(?:the )?[\"']?(?:yes|in favou?r|for|in support|aye|ayes|si|oui|da)[\"']?(?: (?:of|to)\b.*| "
    r"(?:vote|votes|side|camp|campaign|option|supporters|campaigners|box))?$",
    re.IGNORECASE,
)
_NO = Pattern(
    r"^(?:the )?[\"']?(?:no|against|noes|opposed|non)[\"']?(?: (?:vote|votes|side|camp|campaign"
    r"|option|supporters|campaigners|box|it|this|that)"
    r"| (?:the|such|any|a)\b.*| to\b.*)?$",
    re.IGNORECASE,
)
_SIDE_NOUN = Pattern(
    r"(?<!first)(?<!second)(?<!third)(?<!other)(?<!same) (?:vote|votes|side|camp|campaign|option"
    r"|supporters|campaigners|box|cause)$"
)
_CAUSE = Pattern(
    r"^(?:the )?(?:support|backing|approval|votes?) (?:for|in favou?r of) ", re.IGNORECASE
)
_PRONOUN = Pattern(
    r"^(?:he|she|they|it|him|her|them|his|its|their|(?:did )?so|(?:did )?the same"
    r"|did(?: likewise)?|went along|followed suit|both|each)$",
    re.IGNORECASE,
)


def canonical(option: str) -> str:
    """Return "yes" or "no" for words that always mean one side, other words in lower case.

    Examples
    --------
    >>> canonical("in favour"), canonical("Against"), canonical("Leave")
    ('yes', 'no', 'leave')
    """
    words = option.strip(" \"'.,").lower()
    if _YES.match(words):
        return "yes"
    return "no" if _NO.match(words) else words


def is_pronoun(option: str) -> bool:
    """Tell whether an option is a word that stands for one named before."""
    return bool(_PRONOUN.match(option.strip()))


# of "the JD(U)'s <A1>" and of "<A0> candidate <A1>" the last name is meant
_LAST_NAME = Pattern(
    r"<A\d+>\)?'s [\w -]*<A\d+>|<A\d+> (?:[a-z-]+ ){0,2}(?:candidate|hopeful|incumbent|leader"
    r"|nominee"
    r"|member|chief|mayor|challenger|contender|rival|independent) <A\d+>$"
    r"|^<A\d+> (?:(?!of\b|for\b|from|in\b|and\b|to\b|by\b|at\b|on\b|with|led\b|under|has|had"
    r"|was|is\b)[a-z-]+ ){1,3}<A\d+>$"
)
# "join the union of <A0>", "rejected the bid of their city for <A0>": more than the name is meant
_OF_A_NAME = Pattern(
    r"\b(?:to|of) (?:[\w-]+ ){0,2}<A"
    r"|^[a-z]+ed (?:the |a |an )?[a-z-]+ (?:[\w-]+ ){0,4}for (?:the )?<A"
)
_DAY = Pattern(r"<D\d+> ?")
_OF_SOMEBODY = Pattern(r"(?P<what>.*\b(?:bloc|list|camp)) (?:of|led by|around) ")


def _without_days(marked: Marked, words: Words) -> str:
    """The words of an option without a day within: "voted on Saturday to leave"."""
    inner = marked.text[words.start : words.stop]
    kept, last = [], 0
    for day in _DAY.finditer(inner):
        kept.append(marked.words(words.start + last, words.start + day.start()))
        last = day.end()
    kept.append(marked.words(words.start + last, words.stop))
    return " ".join(part.strip() for part in kept if part.strip())


_IN_A_ROW = Pattern(r"<C\d+>(?:, <C\d+>)*,? and <C\d+>")


def options_in_a_row(marked: Marked, count: int) -> list[tuple[str, Span]]:
    """Return the options of a list "X, Y and Z", if there is one of that length."""
    for match in _IN_A_ROW.finditer(marked.text):
        ranges = [found.span() for found in MARK.finditer(marked.text, *match.span())]
        if len(ranges) == count:
            return [read_option(marked, Words(*span, marked.words(*span))) for span in ranges]
    return []


def read_option(marked: Marked, words: Words) -> tuple[str, Span]:
    """Return the option that a frame found, in the story's words, and where it stands.

    Names lose what stands beside them, sides their noun: "his main challenger Ann Lee" is
    "Ann Lee", "the No camp" is "No". A verb of voting goes; others stay, since "rejected the plan"
    is not the plan.
    """
    inner = marked.expanded(words.start, words.stop)
    names = [
        found for name in MARK.findall(inner) if isinstance(found := marked.found[name], NameWords)
    ]
    owned = re.search(r"<A\d+>'s [^<]*$", inner) and not inner.startswith("<A")
    numbered = re.search(r"<A\d+> \d{1,3}\b", inner)
    if numbered and names:
        return f"{names[0].name} {numbered.group().split(' ')[-1]}", names[0].span
    if names and not owned and not _OF_A_NAME.search(inner):
        named = names[-1] if _LAST_NAME.search(inner) else names[0]
        return named.name, named.span
    text = _BARE_VERB.sub("", _without_days(marked, words)).replace('"', "")
    text = re.sub(r"^(?:were|was|are|is) (?=for |against )", "", text)
    somebody = _OF_SOMEBODY.match(text)
    text = somebody["what"] if somebody else text
    text = text.strip(" \"'.,")
    if _YES.match(text) or _NO.match(text):
        text = _SIDE_NOUN.sub("", text)
    else:
        text = _CAUSE.sub("", _FOR.sub("", text))
        text = _SIDE_NOUN.sub("", text)
    text = re.sub(rf"^{_ARTICLE}", "", text, flags=re.IGNORECASE).strip(" \"'.,")
    if text.lower() in ("the", "a", "an"):
        text = marked.words(words.start, words.stop)  # "the supporters"
    return text, marked.story_span(words.start, words.stop)

"""Where the dates of a clause point: backwards or forwards, by its tense."""

from __future__ import annotations

import re

from tallyscope.reading.dates import TimeWords
from tallyscope.reading.days import Direction
from tallyscope.reading.document import Sentence
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.vote_words import VOTE_NOUN

# A verb of what is to come takes its infinitive with it: "will be held" is no "held".
_INFINITIVE = r"(?: (?:not|also|then|now|never|soon|be|have|[a-z]+ly))*(?: [a-z-]+)?"
_TO_COME = (
    rf"(?:will|won't|shall|must|may(?= [a-z])|might|would|(?<=')ll)\b{_INFINITIVE}"
    r"|(?:is|are|was|were|be)(?: (?:also|now|then|not))? (?:to|due|expected|set(?! up)"
    r"|scheduled|planned|likely|supposed|about|poised|bound)\b(?: (?:for|to|in|on|at))?"
    rf"{_INFINITIVE}"
    rf"|(?:due|scheduled|planned|slated|pencilled in|called) (?:for|to|in|on)\b{_INFINITIVE}"
    r"|(?:plans|planning|intends?|promise[ds]|vow(?:ed|s)|pledge[ds]|hop(?:es|ed)|going|expects"
    rf"|expected|prepar(?:es|ing)|wants) to\b{_INFINITIVE}"
    r"|(?:faces?|squares? off|go(?:es)? head to head|takes? (?:office|over|effect|place)|begins"
    r"|starts|opens|closes|follows|sets|decides?|chooses?|go(?:es)? (?:to|into)|continues|meets?"
    r"|heads? (?:to|into|for)|resumes|convenes|ends|expires|elects|hosts|has until"
    r"|(?:is|are) (?:being )?(?:called|asked))\b"
    r"|(?:[Tt]he )?(?:(?!The |This |That |A |An |Its )[A-Z][a-z]+|country|nation|city|town|island"
    r"|state|region|village|district)"
    r" votes?(?= (?:on|whether|this|next)\b)"
    r"|(?:run-up to|eve of|upcoming|forthcoming|[Tt]omorrow"
    rf"|(?:before|ahead of) (?:the|a|an|its|their) (?:[a-z-]+ )?{VOTE_NOUN})\b"
)
_OVER = (
    r"(?:[A-Za-z-]{2,}(?<!ne)(?<!inde)(?<!hundr)(?<!spe)(?<!proce)(?<!exce)(?<!unit)(?<!Unit)ed"
    r"|said|says|say|told|tells|won|wins|lost|beats?|held|took|taken|went|gone|chose|chosen|threw"
    r"|thrown|swept|came|saw|seen|gave|given|got|had|has|have|was|were|did|became|fell|rose|kept"
    r"|led|made|met|began|begun|sent|stood|ran|drew|drawn|spoke|spoken|wrote|written|hung|clung"
    r"|struck|known|shown|done|left|brought|bought|found|fought|thought|taught|caught|sought"
    r"|built|spent|slept|felt|dealt|meant|heard|quit|upset|broke|overtook|withdrew|drove|grew"
    r"|knew|flew|shook|forgot|overthrew|after|following|since|winning|beating|losing|defeating"
    r"|securing|topping|approving|rejecting)\b"
)
_VERB = Pattern(
    r"(?<![\w-])(?<!\b[Tt]he )(?<!\d )(?<!\bof )(?<!\bto )"
    rf"(?:(?P<ahead>{_TO_COME})|(?P<over>{_OVER}))"
)
# "set to win after Sunday's vote" looks back, too
_IN_ITS = Pattern(r"\b(?:after|following|since|in|at|from|of|for|won) (?:the )?$")
_BEFORE = Pattern(
    r"\b(?:ahead of|before|eve of|next|coming|(?:is|are)(?: (?:on|in|next))?) (?:the )?$"
)
_NEAR = 25  # characters in front of a date in which such words stand


def direction_to(sentence: Sentence, words: TimeWords) -> Direction:
    """Return where a date points: by the last verb in front of it, else by the first behind it."""
    plain = sentence.marked.plain
    start, stop = words.span.start - sentence.span.start, words.span.stop - sentence.span.start
    before = plain[max(0, start - _NEAR) : start]
    if plain.startswith("'", stop) and _IN_ITS.search(before):
        return "past"
    if _BEFORE.search(before):
        return "future"
    return _by_verb(plain, start, stop)


def _by_verb(plain: str, start: int, stop: int) -> Direction:
    governing: re.Match[str] | None = None
    for verb in _VERB.finditer(plain):
        if verb.start() >= start:
            governing = governing or (verb if verb.start() >= stop else None)
            break
        governing = verb
    return "future" if governing is not None and governing["ahead"] else "past"


def direction_of(words: str) -> Direction:
    """Return where the bare dates of a clause point: ahead if it tells of anything to come."""
    return "future" if any(verb["ahead"] for verb in _VERB.finditer(words)) else "past"

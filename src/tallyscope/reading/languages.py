"""Is it English? Told by the small words that no text does without."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tallyscope.reading.typography import lowered

FEWEST_WORDS = 20  # our choice: a list of a few results has no small words, and is read
MOST_WORDS = 2000  # our choice: the first pages tell the language
ENGLISH_FROM = 0.12
"""Share of English small words; our choice. English prose has 0.30 to 0.45 of them, lists of
results about 0.15, other languages less than 0.08."""

_SMALL_WORDS: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "English": "the of and to in that is was for it with as on be at by had not are but from or"
        " have an they which were their been has its who will would said of after more than he",
        "German": "der die und den von zu das mit sich des auf für ist im dem nicht ein eine als "
        "auch"
        " es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über",
        "French": "le les des et en un une du que est pour qui dans par sur au pas plus ne se avec"
        " ce il son sont ont aux été cette mais elle ses leur",
        "Spanish": "el los las del que en por con una para su al lo como más pero sus le ya este ha"
        " sí porque esta entre cuando muy sin sobre también fue",
        "Italian": "il che di è per una non sono con del della nel alla dei le gli più ha anche "
        "come"
        " dal sul stato hanno delle",
        "Portuguese": "os das dos que em um uma para com não por mais como mas foi ao ele seu sua"
        " ou"
        " quando muito nos já está também pelo pela",
        "Dutch": "het een van en dat niet met voor zijn op aan er om ook als maar door naar hij nog"
        " bij uit werd wordt worden deze",
        "Polish": "w na nie się że z do to jest o jak za od po przez ale już tylko oraz dla został"
        " była były",
        "Turkish": "ve bir bu için ile da de olarak çok daha en gibi olan kadar sonra ise ancak",
        "Swedish": "och att det som på är av för med den till inte har de ett om var men vi från",
        "Russian": "и в не на что с по как к за от из он его для это был до о но также были при",
        "Ukrainian": "і в не на що з та до як за від для це був про але також були при які й",
    }.items()
}
_WORD = re.compile(r"[^\W\d_]+")


def other_language(text: str) -> str:
    """Return the name of the language of a text that is not English; empty for English.

    Examples
    --------
    >>> other_language(
    ...     "Die Wahlbeteiligung lag bei 61 Prozent, wie die Behörde am Montag mit"
    ...     " Blick auf die Ergebnisse aus den Bezirken im Süden und im Osten des Landes sagte."
    ... )
    'German'
    >>> other_language("Yes: 52%, No: 48%")
    ''
    """
    words = _WORD.findall(lowered(text))[:MOST_WORDS]
    if len(words) < FEWEST_WORDS:
        return ""

    def share(language: str) -> float:
        return sum(map(_SMALL_WORDS[language].__contains__, words)) / len(words)

    english = share("English")
    if english >= ENGLISH_FROM:
        return ""
    best = max(_SMALL_WORDS, key=share)
    if best != "English" and share(best) > english and share(best) >= ENGLISH_FROM / 2:
        return best
    return "another language" if not _LATIN.search(text) else ""


_LATIN = re.compile(r"[A-Za-z]{3}")

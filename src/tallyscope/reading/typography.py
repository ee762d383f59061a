"""One character for each meaning, so that the rules need not know every quotation mark.

Every change is one character for one character: an offset in the plain text is the same offset
in the story.
"""

from __future__ import annotations

import re

_SPACES = "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_SINGLE = "\u2018\u2019\u201a\u201b\u02bc\u00b4\u0060"
_DOUBLE = "\u201c\u201d\u201e\u201f\u00ab\u00bb"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"

_PLAIN = {
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_SINGLE, "'"),
    **dict.fromkeys(_DOUBLE, '"'),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_INVISIBLE, " "),
    "\u066a": "%",
    "\uff05": "%",
    "\r": "\n",
}
_NOT_PLAIN = re.compile(f"[{''.join(_PLAIN)}]")


def lowered(text: str) -> str:
    """Return `text` in lower case, character for character.

    Examples
    --------
    >>> lowered("Yes in İzmir")
    'yes in İzmir'
    """
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def plain(text: str) -> str:
    """Return `text` with plain spaces, quotation marks and hyphens, character for character.

    Examples
    --------
    >>> plain("\u201c52\u00a0%\u201d \u2013 final")
    '"52 %" - final'
    """
    return _NOT_PLAIN.sub(lambda found: _PLAIN[found[0]], text)

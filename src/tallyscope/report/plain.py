"""Names from other people's files, made harmless to read.

Control characters move a terminal's cursor, and those of writing direction make a name look like
another; neither belongs into a name that somebody reads. The data itself stays as it is.
"""

from __future__ import annotations

# Unicode 15, general category Cc without tab and line feed, and the Bidi_Control property.
_CONTROLS = [*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0)]
DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNREADABLE: dict[int, str | None] = {
    **dict.fromkeys([*_CONTROLS, *DIRECTIONS]),
    **dict.fromkeys([0x2028, 0x2029], " "),  # ends of lines that nobody sees
}


def plain(text: str) -> str:
    r"""Return a text without control characters and without marks of writing direction.

    Examples
    --------
    >>> plain("a\u202egnp.exe\x1b[2J")
    'agnp.exe[2J'
    """
    return text.translate(_UNREADABLE)

"""Bytes of a text file into UTF-8, and the signs that they were read in the wrong encoding.

UTF-8 and UTF-16 are known by their form. Anything else is one of the eight-bit encodings of
`EIGHT_BIT`, told apart by charset-normalizer from the letters that are not ASCII.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter

from tallyscope.errors import DataError, Fault
from tallyscope.sources.headers import matches
from tallyscope.tally import Repair

# Encodings in which election results of the languages of `words` are published.
EIGHT_BIT = (
    *("cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic"),
    *("cp1252", "cp1250", "cp1254", "iso8859_2", "iso8859_9", "iso8859_15", "mac_roman"),
    *("cp1253", "iso8859_7", "cp852", "cp1256", "iso8859_16"),
)
HEADER_LINES = 12  # lines in which words of headers speak for a language; our choice
# Letters beyond ASCII of these languages, in small.
LETTERS = {
    "Russian": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "Ukrainian": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "Spanish": "áéíóúüñ",
    "Portuguese": "áâãàçéêíóôõú",
    "French": "àâæçéèêëîïôœùûüÿ",
    "German": "äöüß",
    "Polish": "ąćęłńóśźż",
    "Turkish": "çğıi̇öşüâî",
    "Bulgarian": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "Italian": "àèéìòù",
    "Romanian": "ăâîșşțţ",
    "Hungarian": "áéíóöőúüű",
    "Czech": "áäčďéěíĺľňóôŕřšťúůýž",
    "Serbian": "абвгдђежзијклљмнњопрстћуфхцчџшčćđšž",
    "Greek": "αάβγδεέζηήθιίϊΐκλμνξοόπρσςτυύϋΰφχψωώ",
    "Nordic": "åäöæø",
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة",
    "Albanian": "ëç",
}
SAMPLE = 200_000  # bytes that are enough to tell an encoding; our choice
SHOWN_PLACES = 20  # broken places that are told one by one; our choice
# UTF-8 with a few broken places is broken UTF-8, not another encoding: in other encodings nearly
# every letter that is not ASCII is broken. Our choice.
FEW_BROKEN = 0.1


def to_utf8(data: bytes) -> tuple[bytes, tuple[Repair, ...]]:
    """Return the text as UTF-8 without a byte-order mark, and what was done for it.

    Raises
    ------
    DataError
        If no encoding fits, or the text is UTF-8 with broken places (told with their rows).
    """
    mark, name = mark_of(data)
    if name and name != "utf-8":
        return _decoded(data, name)
    rest = data[len(mark) :] if mark else data
    try:
        rest.decode("utf-8")
    except UnicodeDecodeError as error:
        if mark:
            raise broken_utf8(rest, error) from None
        text, repairs, _ = eight_bit(data, error)
        return text, repairs
    return rest, ()


def mark_of(data: bytes) -> tuple[bytes, str]:
    """Return the byte-order mark of a text, and its encoding where mark or zeros tell it.

    Every second byte of plain letters and digits is zero in UTF-16 without a mark.

    Raises
    ------
    DataError
        If there are zeros that no text has.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return mark, name
    sample = data[:SAMPLE]
    if b"\x00" not in sample:
        return b"", ""
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    if max(low, high) < len(sample) // 8:
        raise DataError(
            Fault(
                "the file is not text: it has zero bytes",
                expected="a table as text (CSV) or as Parquet",
            )
        )
    return b"", "utf-16-le" if high > low else "utf-16-be"


def refuse_garbled(header: str, where: str) -> None:
    """Refuse a header whose letters were once read in the wrong encoding.

    Raises
    ------
    DataError
        With the way out, if the header is text that was decoded wrongly and saved again.
    """
    letters = [letter for letter in header if letter.isalpha() and ord(letter) > 127]
    garbled = "\ufffd" in header or _saved_twice(header)
    latin = sum("À" <= letter <= "ÿ" for letter in letters)
    ascii_letters = sum(letter.isascii() and letter.isalpha() for letter in header)
    if garbled or (latin > 8 and latin > 2 * ascii_letters):
        raise DataError(
            Fault(
                f"the letters are garbled: {header[:60]!r}",
                where=where,
                expected="column names that can be read",
                remedy="The file was opened in the wrong encoding and saved again; take the"
                " publisher's original, or export it once more as UTF-8",
            )
        )


def _decoded(data: bytes, name: str) -> tuple[bytes, tuple[Repair, ...]]:
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise unfit(name, error.start) from None
    why = "other encodings than UTF-8 are decoded before reading"
    return text.encode("utf-8", "replace"), (Repair(f"decoded from {name.upper()}", 1, why),)


def unfit(name: str, place: int) -> DataError:
    """Return what is wrong with a text that is not in its encoding to the end."""
    return DataError(
        Fault(
            f"the file begins as {name.upper()} but byte {place + 1:,} does not fit",
            expected=f"{name.upper()} to the end",
            remedy="The file is probably cut off; fetch it again",
        )
    )


def eight_bit(
    data: bytes, error: UnicodeDecodeError, *, lines: int = 0
) -> tuple[bytes, tuple[Repair, ...], str]:
    """Return a text that is not UTF-8 as UTF-8, what was done for it, and its encoding.

    Parameters
    ----------
    data : bytes
    error : UnicodeDecodeError
        Where it is not UTF-8.
    lines : int, optional
        Lines of the file that stand before it.

    Raises
    ------
    DataError
        As `to_utf8`.
    """
    guessed = data.decode("utf-8", "replace")
    broken = guessed.count("\ufffd")
    foreign = sum(1 for letter in guessed[:SAMPLE] if ord(letter) > 127) or 1
    if broken < FEW_BROKEN * foreign:
        raise broken_utf8(data, error, lines=lines)
    name = _likely_encoding(data)
    if name is None:
        raise DataError(
            Fault(
                f"the text is in no encoding that we know; byte {error.start + 1:,} is not UTF-8",
                where=_row_of(data, error.start, lines),
                expected="UTF-8",
                remedy="Open the file in a spreadsheet and save it as “CSV UTF-8”",
            )
        )
    return *_decoded(data, name), name


def _likely_encoding(data: bytes) -> str | None:
    # Slow to import, and only files that are not UTF-8 need it.
    from charset_normalizer import from_bytes

    telling = [line for line in data[: 50 * SAMPLE].splitlines() if not line.isascii()]
    sample = b"\n".join(dict.fromkeys(telling))[:SAMPLE]
    guesses = from_bytes(sample, cp_isolation=list(EIGHT_BIT), threshold=0.5)
    head = b"\n".join(data[:SAMPLE].splitlines()[:HEADER_LINES])
    for guess in sorted(guesses, key=lambda guess: _doubt(str(guess), head, guess.encoding)):
        try:
            data.decode(guess.encoding)
        except UnicodeDecodeError:
            continue
        return guess.encoding
    return None


def _doubt(text: str, head: bytes, encoding: str) -> tuple[int, float]:
    """Return a sort key: how little speaks for an encoding.

    charset-normalizer does not tell the Latin encodings apart in a table of names: "Sète" and
    "Sčte" are equally likely words to it. The words of the header name the language, and the
    language has its letters.
    """
    cells = re.split(r"[;,|\t\n]", head.decode(encoding, "replace"))
    said = Counter(match.language for cell in cells for match in matches(cell.strip('" ')))
    known = {language: times for language, times in said.items() if language in LETTERS}
    most = max(known.values(), default=0)
    languages = [name for name, times in known.items() if times == most] or list(LETTERS)
    return -most, -max(_at_home(text, LETTERS[language]) for language in languages)


def _at_home(text: str, alphabet: str) -> float:
    """Return the share of letters beyond ASCII that one language has."""
    letters = [letter for letter in text.casefold() if letter.isalpha() and not letter.isascii()]
    return sum(letter in alphabet for letter in letters) / max(len(letters), 1)


def broken_utf8(data: bytes, error: UnicodeDecodeError, *, lines: int = 0) -> DataError:
    """Return the places in which a text is not UTF-8; `lines` of the file stand before it."""
    faults: list[Fault] = []
    start = error.start
    while start >= 0 and len(faults) < SHOWN_PLACES:
        faults.append(
            Fault(
                f"byte 0x{data[start]:02x} is not UTF-8",
                where=_row_of(data, start, lines),
                expected="UTF-8, as the rest of the file",
                remedy="The file is cut off or was edited in another encoding; fetch it again",
            )
        )
        start = _next_broken(data, start + 1)
    return DataError(faults)


def _next_broken(data: bytes, start: int) -> int:
    try:
        data[start:].decode("utf-8")
    except UnicodeDecodeError as error:
        return start + error.start
    return -1


def _row_of(data: bytes, place: int, lines: int) -> str:
    return f"line {lines + data.count(bytes([10]), 0, place) + 1:,}"


def _saved_twice(header: str) -> bool:
    if not re.search("[ÐÑÃÅÄÂ]", header):
        return False
    for wrong in ("cp1252", "latin-1"):
        try:
            return header.encode(wrong).decode("utf-8") != header
        except UnicodeError:
            continue
    return False

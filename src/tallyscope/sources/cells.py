"""The cells of one column as whole numbers, with everything that is not one.

A count is a whole number from 0 to `LARGEST_COUNT`. Blanks and the markers of `BLANK_MARKERS` mean
that nothing was published. Thousands separators and a decimal part of zeros ("12.0", as
spreadsheets write it) are read through and told as repairs; whatever else stands in a column of
counts is a fault with its row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.tally import Counts, Repair

Kind = Literal["empty", "counts", "fractions", "percent", "text", "other"]

# No country has more people; a larger number is a code. Our choice.
LARGEST_COUNT = 10_000_000_000
# A column is one of numbers if more than this part of its filled cells are. Our choice: below it,
# the numbers are the odd ones out.
MOSTLY = 0.5
# What publishers write where they have nothing to publish.
BLANK_MARKERS = (
    *("", "-", "–", "—", "−", "--", ".", "..", "...", "…", "*", "?"),
    *("n/a", "na", "n.a.", "#n/a", "nan", "null", "none", "nil", "nd", "n/d", "s/d", "b/d"),
    *("k.a.", "н/д", "нет данных", "немає даних", "sin datos", "sem dados", "brak danych"),
)
AT_ONCE = 1_000_000  # cells whose forms are told at once; our choice
BAD_SCHEMA = {"index": pl.Int64, "cell": pl.String, "problem": pl.String}

_SPACES = " \u00a0\u202f\u2009"
_GROUPED = (
    rf"^\d{{1,3}}(?:[{_SPACES}'’]\d{{3}})+$|^\d{{1,3}}(?:,\d{{3}})+$|^\d{{1,3}}(?:\.\d{{3}})+$"
)
_LONG_GROUPED = r"^\d{1,3}(?:([,.])\d{3}){2,}$"
_WHOLE_WITH_ZEROS = r"^\d+[.,]0+$"
_FRACTION = r"^[-−+]?\d*[.,]\d+(?:[eE][-+]?\d+)?$|^[-−+]?\d+[eE][-+]?\d+$"
_PERCENT = r"^[-−+]?\d+(?:[.,]\d+)?\s*%$"
# "1 204 (45.3%)": a count with its percentage beside or below it in one cell
_BESIDE_PERCENT = (
    rf"^(?:\d+|\d{{1,3}}(?:[{_SPACES}]\d{{3}})+)\s*[\s(\[/]\s*\d{{1,3}}(?:[.,]\d+)?\s*%\s*[)\]]?$"
)
_PERCENT_BEHIND = r"[\s(\[/]+\d{1,3}(?:[.,]\d+)?\s*%\s*[)\]]?$"
_NEGATIVE = rf"^[-−]\s?\d[\d{_SPACES}]*$"


@dataclass(frozen=True)
class Numbers:
    """The numbers of a column of n rows.

    Attributes
    ----------
    stored : array of whole numbers, shape (n,)
        The counts, 0 where there is none, in as many bytes as the cells have.
    known : bool array, shape (n,)
        Whether there is one.
    bad : polars.DataFrame
        ``index`` (of the row, from 0), ``cell`` and ``problem`` of what is neither count nor blank.
    repairs : tuple of (str, int, str)
        What was read through, in how many cells, and why.
    looks_like_code : bool
        Whether the numbers have leading zeros, as postcodes and place codes do.
    """

    stored: npt.NDArray[np.integer]
    known: npt.NDArray[np.bool_]
    bad: pl.DataFrame
    repairs: tuple[Repair, ...] = ()
    looks_like_code: bool = False

    @property
    def counts(self) -> Counts:
        """The counts, int64 of shape (n,); 0 where there is none."""
        return self.stored.astype(np.int64, copy=False)


def examine(cells: pl.Series) -> tuple[Kind, Numbers | None]:
    """Tell what kind of cells a column has, and read them if they are mostly counts.

    Parameters
    ----------
    cells : polars.Series of any type, length n

    Returns
    -------
    kind : str
        "empty", "counts", "fractions", "percent", "text" or "other" (lists, dates, booleans).
    numbers : Numbers or None
        The counts; None unless `kind` is "counts".

    Examples
    --------
    >>> kind, numbers = examine(pl.Series(["12", "1 204", "", "-3"]))
    >>> kind, numbers.counts.tolist(), numbers.bad["problem"].to_list()
    ('counts', [12, 1204, 0, 0], ['negative'])
    """
    if cells.null_count() == len(cells):
        return "empty", None
    if cells.dtype.is_integer():
        return _of_whole_numbers(cells)
    if cells.dtype.is_float() or cells.dtype.is_decimal():
        return _of_floats(cells.cast(pl.Float64))
    if cells.dtype in (pl.Categorical, pl.Enum):
        kind = _kind_of_categories(cells)
        return _of_text(cells.cast(pl.String)) if kind == "counts" else (kind, None)
    if cells.dtype == pl.String:
        return _of_text(cells)
    return "other", None


def _of_whole_numbers(cells: pl.Series) -> tuple[Kind, Numbers | None]:
    """Read whole numbers; `cells` may be of any type of them."""
    return _of_plain_numbers(cells, cells)


def _of_floats(cells: pl.Series) -> tuple[Kind, Numbers | None]:
    cells = cells.fill_nan(None)
    filled = len(cells) - cells.null_count()
    if not filled:
        return "empty", None
    fractions = cells.filter((cells != cells.floor()) | cells.is_infinite()).len()
    if fractions > MOSTLY * filled:
        in_percent = bool(cells.is_between(0, 100).all())
        return ("percent" if in_percent else "fractions"), None
    frame = cells.to_frame("cell").with_row_index("index").drop_nulls("cell")
    value = pl.col("cell")
    problem = (
        pl.when(value < 0)
        .then(pl.lit("negative"))
        .when(value > LARGEST_COUNT)
        .then(pl.lit("too large"))
        .when(value != value.floor())
        .then(pl.lit("fraction"))
    )
    bad = frame.select("index", value.cast(pl.String), problem.alias("problem")).drop_nulls()
    if bad.height > MOSTLY * filled:
        return "other", None
    sound = cells.set(~cells.is_between(0, LARGEST_COUNT) | (cells != cells.floor()), None)
    return "counts", _numbers(sound.cast(pl.Int64), bad)


def _kind_of_categories(cells: pl.Series) -> Kind:
    """Tell the kind of cells by their different texts, each looked at once."""
    counted = cells.drop_nulls().value_counts(name="times")
    texts = counted.to_series(0).cast(pl.String).alias("cell")
    read = texts.cast(pl.Int64, strict=False)
    times = counted["times"]
    unread = _forms(texts.filter(read.is_null())).with_columns(times.filter(read.is_null()))
    return _kind(int(times.filter(read.is_not_null()).sum()), unread)


def _of_text(cells: pl.Series) -> tuple[Kind, Numbers | None]:
    read = cells.cast(pl.Int64, strict=False)
    if read.null_count() == cells.null_count():
        return _of_plain_numbers(cells, read)
    forms = _forms_by_part(cells, read)
    kind = _kind(len(cells) - int(read.null_count()), forms)
    if kind != "counts":
        return kind, None
    frame = pl.DataFrame({"index": np.arange(len(cells)), "cell": cells, "value": read})
    unread = frame.filter(pl.col("cell").is_not_null() & pl.col("value").is_null())
    forms = _told_apart(forms.drop("times").unique("cell"), read)
    unread = unread.drop("value").join(forms, on="cell", how="left", maintain_order="left")
    values = np.array(read.fill_null(-1).to_numpy())
    known = np.array(read.is_not_null().to_numpy())
    through = unread.filter(pl.col("value").is_not_null())
    values[through["index"].to_numpy()] = through["value"].to_numpy()
    known[through["index"].to_numpy()] = True
    wrong = frame.filter(pl.Series(known & ((values < 0) | (values > LARGEST_COUNT))))
    if wrong.height > MOSTLY * known.sum():
        return "other", None
    problem = pl.when(pl.col("value") < 0).then(pl.lit("negative")).otherwise(pl.lit("too large"))
    bad = pl.concat(
        [
            part.select(pl.col("index").cast(pl.Int64), "cell", "problem")
            for part in (
                wrong.with_columns(problem.alias("problem")),
                unread.filter(pl.col("problem").is_not_null()),
            )
        ]
    ).sort("index")
    known[bad["index"].to_numpy()] = False
    return "counts", Numbers(
        np.where(known, values, 0),
        known,
        bad,
        _read_through(through),
        _has_leading_zeros(cells),
    )


def _of_plain_numbers(cells: pl.Series, read: pl.Series) -> tuple[Kind, Numbers | None]:
    """Read cells of which every filled one is a whole number, as in most columns of counts.

    Parameters
    ----------
    cells : polars.Series of text or whole numbers
    read : polars.Series of whole numbers
        What they say; null where nothing is filled in.
    """
    most = LARGEST_COUNT if read.dtype in (pl.Int64, pl.UInt64, pl.Int128) else None
    within = read >= 0 if most is None else read.is_between(0, most)
    wrong = (~within).arg_true()
    if len(wrong) > MOSTLY * (len(cells) - cells.null_count()):
        return "other", None
    counts = read.fill_null(0).to_numpy()
    known = np.broadcast_to(np.True_, len(cells))
    if len(wrong) or cells.null_count():
        known = within.fill_null(value=False).to_numpy()
    bad = pl.DataFrame(schema=BAD_SCHEMA)
    if len(wrong):
        counts = np.where(known, counts, 0)
        problems = ["negative" if read[place] < 0 else "too large" for place in wrong]
        told = {"index": wrong, "cell": cells[wrong].cast(pl.String), "problem": problems}
        bad = pl.DataFrame(told, schema=BAD_SCHEMA)
    if not np.issubdtype(counts.dtype, np.signedinteger):
        counts = counts.astype(np.int64)
    return "counts", Numbers(counts, known, bad, (), _has_leading_zeros(cells))


def _has_leading_zeros(cells: pl.Series) -> bool:
    return cells.dtype == pl.String and bool(cells.str.contains(r"^\s*0\d").any())


def _numbers(counts: pl.Series, bad: pl.DataFrame) -> Numbers:
    known = counts.is_not_null().to_numpy()
    return Numbers(np.array(counts.fill_null(0).to_numpy()), known, bad.cast({"index": pl.Int64}))


def _forms(cells: pl.Series) -> pl.DataFrame:
    """Return ``cell``, ``form`` and ``value`` of cells that are no plain whole number."""
    trimmed = pl.col("cell").str.strip_chars()

    def form(pattern: str) -> pl.Expr:
        return trimmed.str.contains(pattern)

    digits = trimmed.str.replace_all(r"[^\d]", "").cast(pl.Int64, strict=False)
    counted = (
        trimmed.str.replace(_PERCENT_BEHIND, "")
        .str.replace_all(r"[^\d]", "")
        .cast(pl.Int64, strict=False)
    )
    whole = trimmed.str.replace(r"[.,]0+$", "").cast(pl.Int64, strict=False)
    return (
        cells.to_frame("cell")
        .with_columns(
            form=pl.when(trimmed.str.to_lowercase().is_in(BLANK_MARKERS))
            .then(pl.lit("blank"))
            .when(form(r"^[^\d]*$"))
            .then(pl.lit("words"))
            .when(form(r"^\+?\d+$"))
            .then(pl.lit("padded"))
            .when(form(_GROUPED))
            .then(pl.lit("grouped"))
            .when(form(_WHOLE_WITH_ZEROS))
            .then(pl.lit("zeros"))
            .when(form(_BESIDE_PERCENT))
            .then(pl.lit("beside percent"))
            .when(form(_PERCENT))
            .then(pl.lit("percent"))
            .when(form(_FRACTION))
            .then(pl.lit("fraction"))
            .when(form(_NEGATIVE))
            .then(pl.lit("negative"))
            .otherwise(pl.lit("words"))
        )
        .with_columns(
            value=pl.when(pl.col("form") == "grouped")
            .then(digits)
            .when(pl.col("form").is_in(["zeros", "padded"]))
            .then(whole)
            .when(pl.col("form") == "beside percent")
            .then(counted)
        )
    )


def _forms_by_part(cells: pl.Series, read: pl.Series) -> pl.DataFrame:
    """Return the forms of the texts that are not `read`, and how many ``times`` each stands there.

    Part by part, each with its different texts: of a large column they take more than its cells.
    """
    parts = []
    for start in range(0, len(cells), AT_ONCE):
        part, numbers = cells.slice(start, AT_ONCE), read.slice(start, AT_ONCE)
        counted = part.filter(numbers.is_null()).drop_nulls().value_counts(name="times")
        parts.append(_forms(counted.to_series(0)).with_columns(counted["times"]))
    return pl.concat(parts)


def _told_apart(forms: pl.DataFrame, read: pl.Series) -> pl.DataFrame:
    """Say what is wrong with each form; "1.234" is grouped only where nothing speaks against it."""
    grouped = forms.filter(pl.col("form") == "grouped")["cell"]
    fractions = forms.filter(pl.col("form") == "fraction")["cell"]
    certain = bool(grouped.str.contains(_LONG_GROUPED).any())
    plain_thousands = bool((read >= 1000).any())
    doubtful = [
        mark
        for mark in (",", ".")
        if (plain_thousands and not certain)
        or bool(fractions.str.contains(mark, literal=True).any())
        or (grouped.str.contains(r"\.").any() and grouped.str.contains(",").any())
    ]
    marks = "".join(doubtful)
    unclear = (
        (pl.col("form") == "grouped") & pl.col("cell").str.contains(rf"[{marks}]")
        if marks
        else pl.lit(value=False)
    )
    problem = (
        pl.when(unclear)
        .then(pl.lit("thousands or decimals"))
        .when(pl.col("form").is_in(["negative", "fraction"]))
        .then(pl.col("form"))
        .when(pl.col("form").is_in(["percent", "words"]))
        .then(pl.lit("not a number"))
        .when((pl.col("form") != "blank") & pl.col("value").is_null())
        .then(pl.lit("too large"))
    )
    return forms.with_columns(
        problem=problem, value=pl.when(problem.is_null()).then(pl.col("value"))
    )


def _kind(direct: int, unread: pl.DataFrame) -> Kind:
    """Tell the kind of a column.

    Parameters
    ----------
    direct : int
        Cells that are plain whole numbers.
    unread : polars.DataFrame
        ``cell`` and ``form`` of the others, and how many ``times`` each stands there; a text may
        have several rows.
    """
    tally = dict(unread.group_by("form").agg(pl.col("times").sum()).iter_rows())
    words, percent = tally.get("words", 0), tally.get("percent", 0)
    fractions = tally.get("fraction", 0)
    filled = direct + sum(tally.values()) - tally.get("blank", 0)
    if not filled:
        return "empty"
    if percent > MOSTLY * filled:
        return "percent"
    if words + percent >= (1 - MOSTLY) * filled:
        return "text"
    if fractions > MOSTLY * filled:
        return "percent" if _within_100(unread) else "fractions"
    return "counts"


def _within_100(unread: pl.DataFrame) -> bool:
    cells = unread.filter(pl.col("form") == "fraction")["cell"].str.strip_chars()
    values = cells.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    return bool(values.is_between(0, 100).all())


def _read_through(through: pl.DataFrame) -> tuple[Repair, ...]:
    found = dict(through.group_by("form").len().iter_rows())
    why = {
        "grouped": ("thousands separators left out", "every such cell is cut into groups of three"),
        "beside percent": (
            "percentages beside the counts left out",
            "every such cell has a count and its percentage",
        ),
        "zeros": ("decimal part of zeros left out", "the number is whole"),
    }
    return tuple(Repair(why[form][0], found[form], why[form][1]) for form in why if form in found)

"""What would have been noticed, in words and tables."""

from __future__ import annotations

import re
from dataclasses import replace

from tallyscope.assess.silence import ANYWHERE, Seen, Silence
from tallyscope.report import silence
from tests.report import examples

COPIED = Seen("copying", "copies protocols", ANYWHERE, 1_200, 3.14, 2.0, None, None, 30.0,
              ("identical_protocols", "variance"))  # fmt: skip
HIDDEN = Seen("careful", "hides", ANYWHERE, None, None, None, None, None, 4.24, ())
TOTALS = Seen("edited-totals", "edits totals", ANYWHERE, None, None, None, None, None, 4.24, ())
ELSEWHERE = Seen(
    "copying", "copies protocols", "strongholds", None, None, None, None, None, 12.0, ()
)
KNOWN = Silence(
    "",
    0.8,
    (COPIED, ELSEWHERE, HIDDEN, TOTALS),
    {"identical_protocols": (COPIED,), "fingerprint": ()},
    "region",
    {"North": (500, (COPIED, HIDDEN)), "South": (20, ())},
)


def test_a_table_of_kinds_and_places() -> None:
    table = silence.whole(KNOWN)
    assert table is not None
    assert [column.heading for column in table.columns] == [
        "Somebody", "in units anywhere", "in the leader's strongholds", "Noticed by",
    ]  # fmt: skip
    assert table.rows == [
        ("Copies protocols", "from 1,200 votes (3.1%)", "not noticed, tried up to 12%",
         "Identical results, Differences within districts"),
        ("Hides", "not noticed, tried up to 4.2%", None, "none"),
        ("Edits totals", "not noticed where no published totals are given, or up to 4.2%", None,
         "none"),
    ]  # fmt: skip


def test_regions_have_a_row_each_and_only_kinds_that_are_noticed() -> None:
    table = silence.by_region(KNOWN)
    assert table is not None
    assert [column.heading for column in table.columns] == ["region", "Units", "copying"]
    assert table.rows == [("North", 500, 1_200), ("South", 20, None)]
    assert silence.by_region(replace(KNOWN, regions={})) is None


def test_what_falls_silent_again_is_told() -> None:
    assert silence.amount(replace(COPIED, until=8.0)) == (
        "from 1,200 votes (3.1%) up to 8.0%, not beyond"
    )


def test_lines_begin_with_what_is_noticed() -> None:
    assessment = replace(examples.tampered(), silence=replace(KNOWN, whole=(HIDDEN, COPIED)))
    assert silence.lines(assessment) == (
        "somebody copies protocols: from 1,200 votes (3.1%), by Identical results, Differences"
        " within districts",
        "somebody hides: not noticed, tried up to 4.2%",
    )


def test_one_method() -> None:
    assessment = replace(examples.tampered(), silence=KNOWN)
    assert silence.of_method(assessment, "identical_protocols") == (
        "somebody copies protocols: from 1,200 votes (3.1%)",
    )
    assert "none of the kinds of tampering tried" in silence.of_method(assessment, "fingerprint")[0]
    assert silence.of_method(assessment, "small_units") == ()


def test_nothing_is_known() -> None:
    unlike = Silence("it has no voters", 0.8)
    assert silence.introduction(unlike) == (
        "How much tampering these methods would have seen in this election is not known: it has no"
        " voters. A quiet result is then no measure of anything.",
    )
    assert silence.whole(unlike) is None
    assert silence.by_region(unlike) is None
    assessment = replace(examples.tampered(), silence=unlike)
    assert silence.of_method(assessment, "identical_protocols") == ()
    assert silence.lines(assessment) == ()


def test_it_never_says_that_there_was_no_fraud() -> None:
    text = " ".join((*silence.introduction(KNOWN), *silence.lines(examples.tampered())))
    assert not re.search(r"fraud|falsif|was honest|\bclean\b|no tampering", text)
    assert "Less can be there and leave no mark" in text

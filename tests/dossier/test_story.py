"""The story in pieces: every character stays, and every piece knows what covers it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tallyscope.reading.story import NotUnderstood
from tallyscope.report.dossier_story import Piece, pieces
from tallyscope.statement import Span
from tests.dossier.stories import TEXT, dossier, reading, statement, statements


def piece(words: str) -> Piece:
    found = [one for one in pieces(dossier()) if words in one.text]
    assert len(found) == 1, words
    return found[0]


def test_pieces_joined_are_the_story() -> None:
    assert "".join(one.text for one in pieces(dossier())) == TEXT


def test_a_nested_statement_is_cut_out_of_the_one_around_it() -> None:
    # Statement 1 is "93% in Zaporizhzhia and 87% in Kherson <b>voted</b> yes"; 2 its first words;
    # 3 begins inside 1 and ends behind it.
    assert piece("93% in Zaporizhzhia").statements == (1, 2)
    assert piece("93% in Zaporizhzhia").opens == (1, 2)
    assert piece("93% in Zaporizhzhia").closes == (2,)
    assert piece(" and ").statements == (1,)
    assert piece("87% in Kherson").statements == (1, 3)
    assert piece("87% in Kherson").closes == (1,)
    assert piece(" & no").statements == (3,)
    assert piece(" & no").opens == ()


def test_a_piece_has_the_colour_of_its_worst_statement() -> None:
    # 1 is not tested, 2 and 3 cannot be true; 5 adds up in one check, another cannot tell.
    assert piece(" and ").outcome == "untested"
    assert piece("93% in Zaporizhzhia").outcome == "impossible"
    assert piece("About 40%").outcome == "consistent"
    assert piece("Officials said").outcome == ""


def test_lines_of_the_page_and_unread_numbers_carry_their_reason() -> None:
    assert piece("World").set_aside == "the label of a section"
    assert piece("World").ends_set_aside
    assert not piece("World").heading
    assert [one.unread for one in pieces(dossier()) if one.text == "12"] == ["no frame fits"]


spans = st.tuples(st.integers(-3, 45), st.integers(-3, 45)).map(lambda two: Span(*sorted(two)))


@given(st.lists(spans, max_size=6), st.lists(spans, max_size=3), st.text(max_size=40))
def test_any_spans_leave_every_character(told: list[Span], unread: list[Span], text: str) -> None:
    base = statement(1, "background", "A ceremony is planned tomorrow")
    found = tuple(
        replace(base, id=f"s{number}", span=where) for number, where in enumerate(told, 1)
    )
    story = replace(
        reading(text, found),
        not_understood=tuple(NotUnderstood(where, "1", "x") for where in unread),
    )
    made = pieces(dossier(story))
    assert "".join(one.text for one in made) == text
    assert all(one.text for one in made) or text == ""


def test_every_statement_opens_and_closes_once() -> None:
    made = pieces(dossier())
    numbers = range(1, 1 + len(statements()))
    assert sorted(n for one in made for n in one.opens) == list(numbers)
    assert sorted(n for one in made for n in one.closes) == list(numbers)

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.sources import parse_columns
from tallyscope.tally import COUNT_NAMES, Tally
from tests.sources.files import HEADER, ROWS, Reader, csv

# registered, ballots, invalid, valid, two choices: the same three stations in every language
COUNTS = [(100, 55, 5, 50, 20, 30), (110, 63, 3, 60, 30, 30), (120, 74, 4, 70, 35, 35)]
LANGUAGES = {
    "English": ("Number of registered voters", "Ballots cast", "Spoiled", "Valid votes"),
    "Russian": (
        "Число избирателей, внесенных в список",
        "Число бюллетеней, содержащихся в ящиках для голосования",
        "Число недействительных бюллетеней",
        "Число действительных бюллетеней",
    ),
    "Ukrainian": (
        "Кількість виборців, внесених до списку",
        "Кількість виборців, які взяли участь у голосуванні",
        "Кількість бюлетенів, визнаних недійсними",
        "Дійсних бюлетенів",
    ),
    "Spanish": ("Lista nominal", "Votos emitidos", "Votos nulos", "Votos válidos"),
    "Portuguese": ("QT_APTOS", "QT_COMPARECIMENTO", "QT_VOTOS_NULOS", "QT_VOTOS_VALIDOS"),
    "French": ("Inscrits", "Votants", "Blancs et nuls", "Exprimés"),
    "German": ("Wahlberechtigte (A)", "Wählende (B)", "Ungültige Stimmen", "Gültige Stimmen"),
    "Polish": (
        "Liczba wyborców uprawnionych do głosowania",
        "Liczba kart wyjętych z urny",
        "Liczba głosów nieważnych",
        "Liczba głosów ważnych",
    ),
    "Turkish": ("Kayıtlı Seçmen Sayısı", "Oy Kullanan", "Geçersiz Oy", "Geçerli Oy Toplamı"),
}


def read_counts(tally: Tally) -> dict[str, list[int]]:
    return {name: tally.counts(name).tolist() for name in COUNT_NAMES if tally.has(name)}


def table(header: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    return csv(rows, header, ";")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_read(reader: Reader, language: str) -> None:
    header = ("place", *LANGUAGES[language], "Smith", "Jones")
    tally = reader(table(header, [(name, *row) for name, row in zip("abc", COUNTS, strict=True)]))
    assert tally.choices == ("Smith", "Jones")
    assert read_counts(tally) == {
        "registered": [100, 110, 120],
        "ballots": [55, 63, 74],
        "valid": [50, 60, 70],
        "invalid": [5, 3, 4],
    }
    for name in LANGUAGES[language]:
        assert f"({language})" in tally.source.evidence[name] or language in (
            "Spanish",
            "Portuguese",
        )


def test_mapping_and_evidence_of_every_column(reader: Reader) -> None:
    source = reader(csv()).source
    assert list(source.mapping) == list(source.evidence) == list(HEADER)
    assert source.mapping == {
        "region": "level",
        "station": "unit",
        **{name: name for name in ("registered", "ballots", "valid", "invalid")},
        "Yes": "choice",
        "No": "choice",
    }
    assert source.evidence["registered"] == (
        "header says “registered” (English); at least 'ballots' in 100% of 4 rows"
    )
    assert source.evidence["ballots"] == (
        "header says “ballots” (English); 'valid', 'invalid' add up to 'ballots' in 100% of 4 rows"
    )
    assert source.evidence["Yes"] == "150 votes; one of 2 that add up to 'valid' in 100% of 4 rows"


@given(st.permutations(range(len(HEADER))))
@settings(max_examples=15, deadline=None)
def test_the_order_of_the_columns_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, order: list[int]
) -> None:
    reader = Reader(tmp_path_factory.mktemp("orders"))
    shuffled = csv([[row[place] for place in order] for row in ROWS], [HEADER[p] for p in order])
    tally, plain = reader(shuffled), reader(csv())
    assert read_counts(tally) == read_counts(plain)
    assert tally.units["unit"].to_list() == plain.units["unit"].to_list()
    for choice in plain.choices:
        assert tally.votes_for(choice).tolist() == plain.votes_for(choice).tolist()


def test_parts_are_added_where_the_whole_has_no_column(reader: Reader) -> None:
    header = (
        "uik",
        "Число избирателей, внесенных в список",
        "Число избирательных бюллетеней, выданных досрочно",
        "Число избирательных бюллетеней, выданных в помещении для голосования",
        "Число избирательных бюллетеней, выданных вне помещения для голосования",
        "Число бюллетеней в переносных ящиках для голосования",
        "Число бюллетеней в стационарных ящиках для голосования",
        "Число действительных бюллетеней",
        "ДА",
        "НЕТ",
    )
    rows: list[tuple[object, ...]] = [
        ("1", 100, 1, 50, 4, 5, 49, 54, 30, 24),
        ("2", 200, 0, 90, 6, 6, 89, 95, 60, 35),
    ]
    tally = reader(table(header, rows))
    assert read_counts(tally)["issued"] == [55, 96]  # 1+50+4, 0+90+6
    assert read_counts(tally)["ballots"] == [54, 95]  # 5+49, 6+89
    assert tally.source.mapping[header[5]] == "part of ballots"


def test_parts_beside_their_whole_are_ignored(reader: Reader) -> None:
    tally = reader(
        "station,issued_early,issued_station,issued_total,ballots,Yes,No\na,1,9,10,9,4,5\n"
        "b,2,9,11,10,4,6\n"
    )
    assert read_counts(tally)["issued"] == [10, 11]
    assert tally.source.evidence["issued_early"] == "part of issued, which has its own column"


def test_a_single_part_is_no_whole(reader: Reader) -> None:
    tally = reader("station,ballots_portable,Yes,No\na,1,4,5\nb,2,4,6\n")
    assert not tally.has("ballots")
    assert tally.source.evidence["ballots_portable"].startswith("only a part of ballots")


def test_ballots_follow_from_valid_and_invalid(reader: Reader) -> None:
    tally = reader("station,valid,invalid,Yes,No\na,9,1,4,5\nb,10,0,4,6\n")
    assert read_counts(tally)["ballots"] == [10, 10]
    assert tally.derived == ("ballots",)


def test_blank_votes_are_invalid_where_the_sums_say_so(reader: Reader) -> None:
    # valid + blank + null = ballots: 50+3+2 = 55
    tally = reader(
        "mesa,votos emitidos,votos válidos,blancos,nulos,MAS,CC\n"
        "1,55,50,3,2,30,20\n2,63,60,1,2,30,30\n"
    )
    assert read_counts(tally)["invalid"] == [5, 3]
    assert tally.choices == ("MAS", "CC")


def test_blank_votes_are_valid_where_the_sums_say_so(reader: Reader) -> None:
    # PSOE + PP + blank = valid: 30+20+3 = 53; valid + null = ballots: 53+2 = 55
    tally = reader(
        "mesa,votantes,votos válidos,votos en blanco,votos nulos,PSOE,PP\n"
        "1,55,53,3,2,30,20\n2,63,61,1,2,30,30\n"
    )
    assert read_counts(tally)["invalid"] == [2, 2]
    assert read_counts(tally)["valid"] == [53, 61]
    assert tally.choices == ("PSOE", "PP")
    assert tally.source.repairs == ()


def test_blank_votes_are_not_valid_and_invalid_at_once(reader: Reader) -> None:
    # no ballots to ask; PSOE + PP + blank = valid settles that blank votes are not invalid
    tally = reader(
        "mesa,votos válidos,votos en blanco,votos nulos,PSOE,PP\n1,53,3,2,30,20\n2,61,1,2,30,30\n"
    )
    assert read_counts(tally)["invalid"] == [2, 2]


def test_a_constant_is_no_choice_where_a_gap_explains_the_sum(reader: Reader) -> None:
    rows = [(f"s{n}", 2019, 50, 30 - n, n, 20) for n in range(20)]
    tally = reader(csv(rows, ("station", "vuosi", "valid", "Yes", "No", "x_blank")))
    assert tally.choices == ("Yes", "No")


def test_total_votes_are_valid_votes_if_the_choices_add_up_to_them(reader: Reader) -> None:
    tally = reader("station,total votes,Yes,No\na,9,4,5\nb,10,4,6\n")
    assert tally.source.mapping["total votes"] == "valid"


def test_total_votes_are_ballots_if_invalid_ones_are_among_them(reader: Reader) -> None:
    tally = reader("station,total votes,invalid,Yes,No\na,10,1,4,5\nb,13,3,4,6\n")
    assert tally.source.mapping["total votes"] == "ballots"


def test_numbers_outside_the_sum_are_no_choices(reader: Reader) -> None:
    tally = reader("station,valid,observers,Yes,No\na,9,2,4,5\nb,10,1,4,6\nc,7,2,3,4\n")
    assert tally.choices == ("Yes", "No")
    assert tally.source.evidence["observers"] == "numbers that belong to no sum of the votes"


def test_headers_in_an_unknown_language_are_read_by_their_sums(reader: Reader) -> None:
    header = ("kjördæmi", "kjörstaður", "greidd", "gild", "ógild", "já", "nei")
    rows = [(*row[:2], *row[3:]) for row in ROWS]
    tally = reader(csv(rows, header), columns={"unit": "kjörstaður"})
    assert tally.choices == ("já", "nei")
    assert read_counts(tally) == {
        "ballots": [60, 120, 90, 50],
        "valid": [58, 117, 90, 49],
        "invalid": [2, 3, 0, 1],
    }
    assert tally.source.evidence["greidd"].startswith("by arithmetic: 'gild', 'ógild'")


def test_percentages_links_titles_and_constants_are_no_votes(reader: Reader) -> None:
    rows = [
        (name, 2020, "Referendum", "http://x.org/1", y, y * 10.5, n, f"{n}%")
        for name, y, n in zip("abcdefghijkl", range(1, 13), range(12, 0, -1), strict=True)
    ]
    header = ("station", "vuosi", "election", "url", "Yes", "Yes %", "No", "share")
    tally = reader(csv(rows, header))
    assert tally.choices == ("Yes", "No")
    assert tally.contest.name == "Referendum"
    assert tally.source.evidence["vuosi"] == "the same in every row: 2020"
    assert tally.source.mapping["url"] == "ignored"


def test_codes_are_no_votes(reader: Reader) -> None:
    tally = reader("station,plz,Yes,No\na,01067,4,5\nb,04103,4,6\n")
    assert tally.choices == ("Yes", "No")


def test_extras_are_kept(reader: Reader) -> None:
    tally = reader("station,x_type,x_size,lat,Yes,No\na,school,12,47.5,4,5\nb,,,47.25,4,6\n")
    assert tally.units.select("x_type", "x_size", "lat").rows() == [
        ("school", 12, 47.5),
        (None, None, 47.25),
    ]


def test_choices_that_fall_short_of_the_valid_votes_are_kept_and_told(reader: Reader) -> None:
    tally = reader("station,valid,Yes,No\na,9,4,4\nb,10,4,4\n")
    (repair,) = tally.source.repairs
    assert repair.what == "units kept in which the choices do not add up to the valid votes"
    assert repair.count == 2


def test_columns_called_votes_are_choices_if_there_are_many(reader: Reader) -> None:
    tally = reader("station,Smith,Votes,Jones,Votes,Brown,Votes\na,x,4,y,5,z,6\nb,x,4,y,6,z,9\n")
    assert tally.choices == ("Votes", "Votes (2)", "Votes (3)")


def test_a_constant_is_a_choice_where_the_sum_needs_it(reader: Reader) -> None:
    rows = [(f"s{n}", 30 + n, 30, n) for n in range(20)]
    tally = reader(csv(rows, ("station", "valid", "Yes", "No")))
    assert tally.choices == ("Yes", "No")


def test_of_three_columns_of_voters_the_sum_is_taken(reader: Reader) -> None:
    # 90 + 5 = 95, 80 + 6 = 86
    tally = reader("station,electors,electorate,registered,Yes,No\na,90,5,95,4,5\nb,80,6,86,4,6\n")
    assert read_counts(tally)["registered"] == [95, 86]
    assert tally.source.evidence["electors"] == (
        "part of registered: 'electors', 'electorate' add up to 'registered' in 100% of 2 rows"
    )


def test_a_column_that_stands_twice_is_no_question(reader: Reader) -> None:
    tally = reader("station,electors,registered,Yes,No\na,90,90,4,5\nb,80,80,4,6\n")
    assert tally.source.evidence["registered"] == "the same numbers as 'electors'"


def test_valid_votes_without_a_word_among_the_choices_are_no_choice(reader: Reader) -> None:
    # igen + nem = jo, and jo stands between them: neighbours do not tell, nor do least squares
    (fault,) = reader.faults(
        "station,ballots,invalid,igen,jo,nem\na,10,1,4,9,5\nb,12,2,4,10,6\nc,9,0,3,9,6\nd,9,1,2,8,6\n"
    )
    assert fault.startswith("columns 'igen', 'jo', 'nem': the columns that may be choices do not")


def test_wide_tables_without_a_sum_are_read_in_no_time(reader: Reader) -> None:
    names = [f"c{n}" for n in range(300)]
    rows = [(f"s{n}", 10**6, *((n * 31 + k * 17) % 97 for k in range(300))) for n in range(30)]
    tally = reader(csv(rows, ("station", "valid", *names)))
    assert len(tally.choices) == 300


def test_very_many_readings_are_asked_about(reader: Reader) -> None:
    header = [
        "station",
        *(f"registered {n}" for n in range(25)),
        *(f"valid {n}" for n in range(25)),
    ]
    rows = [(f"s{n}", *(n * 7 + k * k for k in range(50)), 3, 4) for n in range(3)]
    faults = reader.faults(csv(rows, [*header, "Yes", "No"]))
    assert [re.findall(r'"([^"]*)"', fault)[-1] for fault in faults] == [
        "registered=registered 24",
        "valid=valid 24",
    ]


QUESTIONS = {
    "two columns of voters": (
        "station,Registered voters,Electors,Yes,No\na,90,95,4,5\nb,80,99,4,6\n",
        "'Registered voters' (sum 170) or 'Electors' (sum 194) may be registered, and the sums of"
        " the columns do not decide it; expected one reading for registered. Say which:"
        ' --columns "registered=Registered voters" or --columns "registered=Electors".',
    ),
    "ballots or valid": (
        "station,Total votes,Yes,No\na,10,4,5\nb,10,4,6\n",
        "'Total votes' (sum 20) may be ballots or valid, and the sums of the columns do not decide"
        " it; expected one reading for ballots or valid. Say which:"
        ' --columns "ballots=Total votes" or --columns "valid=Total votes".',
    ),
    "voters without a word": (
        "station,szavazók,valid,Yes,No\na,99,9,4,5\nb,98,10,4,6\n",
        "column #2: 'szavazók' is never below 'valid', and its header does not say what it is;"
        " expected registered or issued, or none of them. Say which:"
        ' --columns "registered=szavazók" or --columns "issued=szavazók" or'
        ' --columns "ignore=szavazók".',
    ),
    "a total without a word": (
        "station,szavazatok,Yes,No\na,10,4,5\nb,10,4,6\n",
        "column #2: 'szavazatok' is never below all others together, and its header does not say"
        " what it is; expected registered or ballots or valid, or none of them. Say which:"
        ' --columns "registered=szavazatok" or --columns "ballots=szavazatok" or'
        ' --columns "valid=szavazatok" or --columns "ignore=szavazatok"; if it is a choice:'
        ' --columns "choices=szavazatok|Yes|No".',
    ),
    "choices above the valid votes": (
        "station,valid,Yes,No,cars\na,10,4,5,50\nb,11,4,6,60\nc,9,2,5,40\n",
        "columns 'Yes', 'No', 'cars': the columns that may be choices do not add up: 'Yes', 'No',"
        " 'cars' add up to 'valid' in 0% of 3 rows; expected choices that add up to 'valid', or"
        ' stay below it. Say which are the choices: --columns "choices=Yes|No", or which column is'
        ' none: --columns "ignore=cars".',
    ),
}


@pytest.mark.parametrize("case", QUESTIONS)
def test_two_readings_are_a_question(reader: Reader, case: str) -> None:
    text, question = QUESTIONS[case]
    assert reader.faults(text) == [question]


@pytest.mark.parametrize("case", QUESTIONS)
def test_every_option_of_a_question_answers_it(reader: Reader, case: str) -> None:
    text, question = QUESTIONS[case]
    for answer in re.findall(r'--columns "([^"]*)"', question):
        assert len(reader(text, columns=parse_columns(answer))) >= 2


def test_counts_taken_for_each_other_are_asked_about(reader: Reader) -> None:
    (fault,) = reader.faults("station,registered,ballots,Yes,No\na,9,90,40,50\nb,10,80,40,40\n")
    assert fault == (
        "'registered' was read as registered, but it is at least 'ballots' in 0% of 2 rows only;"
        " expected in nearly all rows at least as many as ballots. Name the right column:"
        " --columns registered=COLUMN."
    )
    swapped = {"registered": "ballots", "ballots": "registered"}
    assert len(
        reader("station,registered,ballots,Yes,No\na,9,90,4,5\nb,9,80,4,4\n", columns=swapped)
    )


def test_a_file_without_votes(reader: Reader) -> None:
    assert reader.faults("station,registered,note\na,90,x\nb,80,y\n") == [
        "there are no votes: no column of counts is left for the choices; expected one column of"
        " votes per choice. The columns are 'station': header says “station” (English);"
        " 'registered': header says “registered” (English); 'note': text. If one of them is a"
        " choice, say so: --columns choices=COLUMN."
    ]


def test_a_file_with_nothing_but_zeros(reader: Reader) -> None:
    (fault,) = reader.faults("station,Yes,No\na,0,0\nb,0,0\n")
    assert fault.startswith("there are no votes: every choice has 0 in all 2 units")


def test_one_row_per_candidate_without_names_of_places_is_refused(reader: Reader) -> None:
    assert reader.faults("candidate,votes\nSmith,3\nJones,4\nSmith,5\n") == [
        "column 'candidate' names the choice of each row, 2 in all; expected one row per station"
        " and one column per choice. Turn the table: one column of votes for each value of this"
        " column."
    ]


def test_several_contests_in_one_table_are_refused(reader: Reader) -> None:
    (fault,) = reader.faults("precinct,office,Smith,Jones\n1,Mayor,3,4\n1,Judge,4,5\n")
    assert fault.startswith("column #2: column 'office' has 2 contests: 'Judge', 'Mayor'")


def test_text_under_the_header_of_a_count_is_refused(reader: Reader) -> None:
    assert reader.faults("station,registered,Yes,No\na,many,3,4\nb,few,4,5\n") == [
        "column #2: the cells of 'registered' are no counts but text; expected whole numbers: it"
        " is read as registered. Name another column: --columns registered=COLUMN, or"
        ' --columns "ignore=registered".'
    ]


def test_questions_and_unreadable_cells_come_together(reader: Reader) -> None:
    faults = reader.faults("station,registered,electors,Yes,No\na,9,8,3,4\nb,9,-8,4,5\nc,9,9,1,2\n")
    assert len(faults) == 2
    assert faults[1].startswith("row 3, column 'electors': the count is negative: -8")


def test_wishes_come_before_everything(reader: Reader) -> None:
    tally = reader(
        csv(),
        columns=parse_columns(
            "registered=ballots,ballots=valid,valid=#7+#8,choices=No,extra=invalid"
        ),
        levels=[],
        choice="no",
    )
    assert read_counts(tally) == {
        "registered": [60, 120, 90, 50],
        "ballots": [58, 117, 90, 49],
        "valid": [58, 117, 90, 49],
    }
    assert tally.choices == ("No",)
    assert tally.contest.focus == "No"
    assert tally.levels == ()
    assert tally.units["invalid"].to_list() == [2, 3, 0, 1]


def test_a_role_that_is_not_there(reader: Reader) -> None:
    (fault,) = reader.faults(csv(), columns={"voters": "registered"})
    assert fault.startswith("there is no role 'voters'; expected one of registered, issued")


@pytest.mark.parametrize(
    ("wanted", "focus"), [(None, None), ("No", "No"), ("yes", "Yes"), ("Ye", "Yes")]
)
def test_the_choice_may_be_named_by_a_part(
    reader: Reader, wanted: str | None, focus: str | None
) -> None:
    assert reader(csv(), choice=wanted).contest.focus == focus


def test_a_choice_that_is_not_there(reader: Reader) -> None:
    with pytest.raises(
        Exception, match=r"'Noo' is no choice; expected one of 'Yes', 'No'. Did you"
    ):
        reader(csv(), choice="Noo")
    with pytest.raises(Exception, match="'o' may be 'Nobody' or 'No'"):
        reader(csv(header=(*HEADER[:6], "Nobody", "No")), choice="o")

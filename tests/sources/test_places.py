from __future__ import annotations

from tests.sources.files import Reader, repairs


def test_levels_are_ordered_by_how_many_places_they_have(reader: Reader) -> None:
    tally = reader("station,district,region,Yes,No\n1,a,X,1,2\n2,a,X,3,4\n1,b,X,5,6\n1,c,Y,1,2\n")
    assert tally.levels == ("region", "district")
    assert tally.units["unit"].to_list() == ["X / a / 1", "X / a / 2", "X / b / 1", "Y / c / 1"]


def test_named_levels_keep_their_order(reader: Reader) -> None:
    text = "station,district,region,Yes,No\n1,a,X,1,2\n2,a,X,3,4\n"
    tally = reader(text, levels=["district", "region"])
    assert tally.levels == ("district", "region")
    assert tally.source.evidence["district"] == "named by --levels"


def test_the_finest_level_is_the_unit_if_nothing_else_is(reader: Reader) -> None:
    tally = reader("state,county,Yes,No\nX,a,1,2\nX,b,3,4\nY,a,5,6\n")
    assert tally.levels == ("state",)
    assert tally.units["unit"].to_list() == ["X / a", "X / b", "Y / a"]
    assert tally.source.mapping["county"] == "unit"


def test_an_empty_column_of_stations_names_nothing(reader: Reader) -> None:
    tally = reader("region,district,station,Yes,No\nX,,,1,2\nY,,,3,4\n")
    assert tally.levels == ()
    assert tally.units["unit"].to_list() == ["X", "Y"]
    assert tally.source.evidence["station"] == "no cell is filled"


def test_places_are_found_by_their_names(reader: Reader) -> None:
    # neither header says anything: one differs in every row, the other has one name for two
    tally = reader("hol,mi,Yes,No\nX,a,1,2\nX,b,3,4\nY,c,5,6\nY,d,5,7\n")
    assert tally.levels == ("hol",)
    assert tally.source.evidence["hol"] == "by the names: 2 places that contain the units"
    assert tally.source.evidence["mi"] == "by the names: the names differ in 100% of the rows"


def test_a_text_that_does_not_contain_the_units_is_no_level(reader: Reader) -> None:
    tally = reader("mi,note,Yes,No\na,ok,1,2\nb,ok,3,4\na,late,5,6\nc,ok,5,7\nd,late,1,1\n")
    assert tally.levels == ()


def test_rows_without_names_are_numbered(reader: Reader) -> None:
    tally = reader("Yes,No\n1,2\n3,4\n")
    assert tally.units["unit"].to_list() == ["row 2", "row 3"]
    assert repairs(tally) == {"units named by their row": 2}


def test_of_two_names_the_plainer_header_is_taken(reader: Reader) -> None:
    tally = reader("station_number,station,Yes,No\n1,one,1,2\n2,two,3,4\n")
    assert tally.units["unit"].to_list() == ["one", "two"]
    assert tally.source.evidence["station_number"].startswith("another name of the unit")


def test_empty_names_are_written_and_told(reader: Reader) -> None:
    tally = reader("region,station,Yes,No\nX,1,1,2\n,2,3,4\nY,,5,6\n")
    assert tally.units["unit"].to_list() == ["(none) / 2", "X / 1", "Y / (none)"]
    assert repairs(tally) == {
        "empty names in 'region' written as “(none)”": 1,
        "empty names in 'station' written as “(none)”": 1,
    }


def test_facts_of_the_whole_file(reader: Reader) -> None:
    tally = reader(
        "name,country,date,round,station,Yes,No\n"
        "Big vote,Utopia,2020-05-01,1,a,1,2\nBig vote,Utopia,2020-05-01,1,b,3,4\n"
    )
    contest = tally.contest
    assert (contest.name, contest.country, contest.date, contest.round) == (
        *("Big vote", "Utopia", "2020-05-01", "1"),
    )


def test_columns_named_as_ours_are_renamed(reader: Reader) -> None:
    tally = reader("unit,region,Yes,No\na,X,1,2\nb,X,3,4\n", levels=["region"])
    assert tally.units.columns == ["unit", "region", "unit (column)"]


def test_wished_unit_of_two_columns(reader: Reader) -> None:
    text = "a,b,Yes,No\nx,1,1,2\nx,2,3,4\n"
    assert reader(text, columns={"unit": "a|b"}).units["unit"].to_list() == ["x / 1", "x / 2"]

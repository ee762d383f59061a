"""English."""

from __future__ import annotations

from tallyscope.sources.words.roles import Phrases

# "votes" and "total" stand under valid and ballots on purpose: only the arithmetic can tell.
PHRASES: Phrases = {
    "registered": "electors polling station | registered | registered voters"
    " | registered electors | electors | electorate"
    " | eligible voters | eligible electors | enrolled | enrolled voters | voters on list"
    " | voters on roll | names on roll | reg voters | registration | entitled to vote",
    "issued": "issued | accredited voters | accredited | ballots issued"
    " | ballot papers issued | issued total | ballots given out",
    "issued part": "issued early | issued station | issued outside | issued home"
    " | issued mobile"
    " | ballots issued early | ballots issued station | ballots issued outside",
    "ballots": "ballots | ballots cast | votes cast | ballots total | total ballots | voted"
    " | voters who voted | turnout | ballots counted | ballots found box* | ballots box*"
    " | votes polled | total cast | total | votes | vote | candidate poll votes"
    " | participated",
    "ballots part": "ballots portable | ballots stationary | ballots mobile | portable box*"
    " | stationary box* | mobile box*",
    "valid": "valid | valid votes | valid ballots | total valid | total valid votes"
    " | formal votes | total | votes | vote | candidate poll votes",
    "invalid": "rejected ballots polling station | rejected papers | invalid"
    " | invalid votes | invalid ballots | spoiled | spoilt | spoiled ballots"
    " | invalid and blank votes | invalid blank votes | rejected | rejected votes"
    " | rejected ballots | informal | informal votes | void",
    "blank": "blank | blank votes | blank ballots",
    "null": "null votes | null ballots",
    "not needed": "ballots received | ballots cancelled | ballots canceled | ballots unused"
    " | unused ballots | ballots lost | ballots unaccounted | absentee certificate*"
    " | abstentions | abstention | abstained | did not vote | population"
    " | voting age population | margin | discrepancy | overvotes | undervotes | over votes"
    " | under votes | winner | winner votes",
    "percent": "percent* | pct | share | turnout pct | turnout percent* | turnout rate"
    " | vote share",
    "level": "file | sheet | lga | region | regions | province | state | county"
    " | district | constituency | riding"
    " | municipality | city | town | ward | governorate | prefecture | commune | parish"
    " | division | borough | area | zone | oblast | raion | rayon | okrug | electoral district"
    " | electoral division | local authority",
    "unit": "station | polling station | polling place | polling unit | precinct | poll"
    " | polling division | ballot box | box | booth | section | voting district | voting centre"
    " | voting center | polling centre | polling center | unit | counting area",
    "unit number": "station number | polling station number | precinct number | box number"
    " | poll number | station id | precinct id | station code | precinct code | unit number",
    "name": "name",
    "title": "title | election | contest | election title | election name | contest name | office",
    "country": "country",
    "date": "date | election date | day",
    "round": "round",
    "link": "url | link | source | source url | website",
    "extra": "lat | latitude | lon | lng | long | longitude | kind | type | station type"
    " | unit type",
    "candidate name": "candidate family name | candidate | candidate name | party"
    " | party name | option | choice",
}

"""A report of NIST SP 1500-100 v2 in XML that another program wrote, with what we never write."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from tests.sources.files import Reader
from tests.sources.test_nist import SCHEMAS

XML = """<?xml version="1.0"?>
<!-- made by hand -->
<n:ElectionReport xmlns:n="http://itl.nist.gov/ns/voting/1500-100/v2"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <n:Election>
  <n:BallotCounts><n:GpUnitId>p1</n:GpUnitId><n:Type>total</n:Type>
   <n:BallotsCast>12</n:BallotsCast></n:BallotCounts>
  <n:BallotCounts><n:GpUnitId>p2</n:GpUnitId><n:Type>total</n:Type>
   <n:BallotsCast>24</n:BallotsCast></n:BallotCounts>
  <n:BallotStyle><n:GpUnitIds>p1 p2</n:GpUnitIds>
   <n:OrderedContent xsi:type="n:OrderedHeader"><n:HeaderId>h</n:HeaderId>
    <n:OrderedContent xsi:type="n:OrderedContest"><n:ContestId>k</n:ContestId>
     <n:OrderedContestSelectionIds>x2 x1</n:OrderedContestSelectionIds></n:OrderedContent>
   </n:OrderedContent>
  </n:BallotStyle>
  <n:Candidate ObjectId="c1"><n:BallotName><n:Text Language="cy"></n:Text>
   <n:Text Language="en">Ada</n:Text></n:BallotName></n:Candidate>
  <n:Candidate ObjectId="c2"><n:BallotName Label="b"><n:Text Language="en">Bo</n:Text>
   </n:BallotName></n:Candidate>
  <n:Contest ObjectId="k" xsi:type="n:CandidateContest">
   <n:ContestSelection ObjectId="x1" xsi:type="n:CandidateSelection">
    <n:VoteCounts><n:GpUnitId>p1</n:GpUnitId><n:Round>1</n:Round><n:Type>total</n:Type>
     <n:Count>1.0E1</n:Count></n:VoteCounts>
    <n:VoteCounts><n:GpUnitId>p2</n:GpUnitId><n:Type>total</n:Type><n:Count>11</n:Count>
     </n:VoteCounts>
    <n:CandidateIds>
     c1
    </n:CandidateIds>
   </n:ContestSelection>
   <n:ContestSelection ObjectId="x2" xsi:type="n:CandidateSelection">
    <n:VoteCounts><n:GpUnitId>p1</n:GpUnitId><n:Type>total</n:Type><n:Count>2</n:Count>
     </n:VoteCounts>
    <n:VoteCounts><n:DeviceClass><n:Type>dre</n:Type></n:DeviceClass><n:GpUnitId>p2</n:GpUnitId>
     <n:Type>total</n:Type><n:Count>12</n:Count></n:VoteCounts>
    <n:CandidateIds>c2</n:CandidateIds><n:IsWriteIn>1</n:IsWriteIn>
   </n:ContestSelection>
   <n:ElectionDistrictId>u</n:ElectionDistrictId>
   <n:Name>Mayor</n:Name><n:VotesAllowed>1</n:VotesAllowed>
  </n:Contest>
  <n:ElectionScopeId>u</n:ElectionScopeId>
  <n:Name><n:Text Language="en">Election</n:Text></n:Name>
  <n:StartDate>2033-05-01</n:StartDate><n:EndDate>2033-05-01</n:EndDate><n:Type>general</n:Type>
 </n:Election>
 <n:Format>precinct-level</n:Format><n:GeneratedDate>2033-05-01T20:00:00Z</n:GeneratedDate>
 <n:GpUnit ObjectId="u" xsi:type="n:ReportingUnit">
  <n:ComposingGpUnitIds>p1 p2</n:ComposingGpUnitIds>
  <n:Name><n:Text Language="en">Vosk</n:Text></n:Name><n:Type>country</n:Type></n:GpUnit>
 <n:GpUnit ObjectId="p1" xsi:type="n:ReportingUnit">
  <n:ExternalIdentifier><n:Type>fips</n:Type><n:Value>9</n:Value></n:ExternalIdentifier>
  <n:Name><n:Text Language="en">Hall</n:Text></n:Name>
  <n:ContactInformation><n:AddressLine>1 Road</n:AddressLine><n:Name>Clerk</n:Name>
   </n:ContactInformation>
  <n:Type>precinct</n:Type><n:VotersRegistered>30</n:VotersRegistered></n:GpUnit>
 <n:GpUnit ObjectId="p2" xsi:type="n:ReportingUnit">
  <n:Name><n:Text Language="en">School</n:Text></n:Name>
  <n:Type>precinct</n:Type><n:VotersRegistered>40</n:VotersRegistered></n:GpUnit>
 <n:Header ObjectId="h"><n:Name><n:Text Language="en">Local</n:Text></n:Name></n:Header>
 <n:Issuer>Board</n:Issuer><n:IssuerAbbreviation>B</n:IssuerAbbreviation>
 <n:SequenceStart>1</n:SequenceStart><n:SequenceEnd>1</n:SequenceEnd><n:Status>certified</n:Status>
 <n:VendorApplicationId>x</n:VendorApplicationId>
</n:ElectionReport>
"""


def test_xml_with_all_that_lies_between(reader: Reader) -> None:
    if SCHEMAS:
        official = etree.parse(Path(SCHEMAS, "NIST_V2_election_results_reporting.xsd"))
        etree.XMLSchema(official).assertValid(etree.fromstring(XML.encode()))
    tally = reader(XML, "a.xml")
    assert tally.choices == ("Ada", "Bo")
    assert tally.units["unit"].to_list() == ["Hall", "School"]
    assert tally.votes.tolist() == [[10, 2], [11, 12]]
    assert tally.counts("registered").tolist() == [30, 40]
    assert tally.counts("ballots").tolist() == [12, 24]
    assert (tally.contest.name, tally.contest.country) == ("Mayor", "Vosk")

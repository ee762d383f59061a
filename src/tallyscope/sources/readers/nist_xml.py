"""Election results reports of NIST SP 1500-100 v2 in XML, as the objects of their JSON form."""

from __future__ import annotations

from typing import Any

from lxml import etree

XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
# Elements whose text is a list of ids, and elements that may occur several times: of all that the
# schema has, those that are read here.
_LISTS_OF_IDS = ("ComposingGpUnitIds", "CandidateIds", "PartyIds")
_SEVERAL = frozenset(
    (
        *("Election", "Contest", "Candidate", "Party", "GpUnit", "ContestSelection", "Text"),
        *("VoteCounts", "BallotCounts", "OtherCounts", "BallotSelection", "SummaryCounts"),
    )
)


def objects_of(element: etree._Element) -> dict[str, Any]:
    """Return an XML element as the object that the JSON form has for it."""
    found: dict[str, Any] = {}
    kind = element.get(XSI_TYPE)
    if kind:
        found["@type"] = f"ElectionResults.{kind.rpartition(':')[2]}"
    if element.get("ObjectId"):
        found["@id"] = element.get("ObjectId")
    for child in element.iterchildren(tag=etree.Element):
        name = etree.QName(child).localname
        value = _value(child, name)
        if name in _SEVERAL:
            found.setdefault(name, []).append(value)
        else:
            found[name] = value.split() if name in _LISTS_OF_IDS else value
    return found


def _value(child: etree._Element, name: str) -> Any:
    if child.get("Language") is not None:
        return {"Content": child.text or "", "Language": child.get("Language")}
    if len(child) or name in _SEVERAL:
        return objects_of(child)
    return (child.text or "").strip()

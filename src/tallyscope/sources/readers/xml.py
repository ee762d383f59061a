"""XML of the two formats that are known, read without entities, network or huge trees."""

from __future__ import annotations

from lxml import etree

from tallyscope.errors import DataError, Fault
from tallyscope.sources.content import Content
from tallyscope.sources.limits import refuse_large_tree
from tallyscope.sources.readers import clarity, nist, nist_xml
from tallyscope.sources.table import Table

READ_AS = "a detail XML of Clarity Elections (ElectionResult) or a report of NIST SP 1500-100 v2"


def read(content: Content) -> Table:
    """Read an XML file of results.

    Raises
    ------
    DataError
        If it is no sound XML, declares entities, or is of another form.
    """
    refuse_large_tree(len(content.data), "XML")
    root = _root(content.data)
    name = etree.QName(root).localname
    if name == "ElectionResult":
        return clarity.table_of_detail(root, content)
    if name == "ElectionReport":
        return nist.table_of_report(nist_xml.objects_of(root), content)
    raise DataError(
        Fault(
            f"the XML is of a form that we do not know: its root is '{name}'",
            expected=READ_AS,
            remedy="Export the table as CSV or Excel",
        )
    )


def _root(data: bytes) -> etree._Element:
    if b"<!ENTITY" in data[:100_000] or b"<!DOCTYPE" in data[:100_000]:
        raise DataError(
            Fault(
                "the XML declares entities or a document type, which results do not need",
                expected=READ_AS,
                remedy="Take the publisher's original",
            )
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=False
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DataError(
            Fault(
                f"the XML cannot be read: {error.msg}",
                where=f"line {error.lineno:,}" if error.lineno else "",
                expected="XML to the end",
                remedy="The file is probably cut off; fetch it again",
            )
        ) from None
    except ValueError as error:
        raise DataError(Fault(f"the XML cannot be read: {error}")) from None

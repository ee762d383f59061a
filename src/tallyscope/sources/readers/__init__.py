"""One reader per format: bytes in, a table out, before anybody asks what its columns mean.

A format is known by how its bytes begin, never by the name of the file: publishers call HTML
".xls" and semicolons ".csv". Every reader is one module with one function
``read(content) -> Table``; archives and compressed files are unpacked before (`containers`), and
whether the table is turned, long or wide is settled after (`orientation`, `long_form`).

* `delimited`: text with a delimiter (CSV, TSV)
* `parquet`: Parquet, and Arrow files
* `workbook`: XLSX, XLSB, XLS and ODS, by calamine
* `json_tables`: records, columns, lines
* `databases`: tables of SQLite and DuckDB
* `web_page`: the largest table of a web page, which often goes by the name of a workbook
* `clarity`: the detail XML of Clarity Elections
* `nist`: NIST SP 1500-100 v2, as JSON, or XML (`nist_xml`); what counts are meant: `nist_counts`
"""

from __future__ import annotations

from tallyscope.errors import DataError, Fault
from tallyscope.sources.containers import is_compressed, is_workbook
from tallyscope.sources.content import Content
from tallyscope.sources.table import Table

READABLE = (
    "CSV, Excel, ODS, Parquet, JSON, SQLite, DuckDB, Clarity XML or NIST SP 1500-100 (also zipped)"
)
# How formats begin that hold no table or a locked one, and what to do with them.
_FOREIGN = (
    (b"%PDF", "a PDF", "Take the publisher's table, or convert the PDF to CSV first"),
    (b"7z\xbc\xaf", "a 7z archive", "Unpack it first"),
    (b"Rar!", "a RAR archive", "Unpack it first"),
    (b"$FL2", "an SPSS file", "Export the table as CSV"),
    (b"<stata_dta>", "a Stata file", "Export the table as CSV"),
)
_WEB_PAGE = (b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta")
_OLE = b"\xd0\xcf\x11\xe0"  # the container of Excel 97, and of workbooks with a password
HEAD = 512  # bytes that tell the format
_BLANKS = b"\xef\xbb\xbf\xff\xfe \r\n\t"  # and byte-order marks


def table_of(content: Content) -> Table:
    """Read a table with the reader of its format.

    Raises
    ------
    DataError
        If no reader knows the format, or the reader finds faults.
    """
    # each reader is imported only for its own format: most need a library of their own
    data = content.data
    if data.startswith((b"PAR1", b"ARROW1")):
        from tallyscope.sources.readers import parquet

        return parquet.read(content)
    if data.startswith(_OLE) or is_workbook(data):
        from tallyscope.sources.readers import workbook

        return workbook.read(content)
    if data.startswith(b"SQLite format 3\x00") or data[8:12] == b"DUCK":
        from tallyscope.sources.readers import databases

        return databases.read(content)
    return _of_text(content)


def is_delimited(head: bytes) -> bool:
    """Tell whether a file that begins so is delimited text, by the rules of `table_of`."""
    binary = (b"PAR1", b"ARROW1", _OLE, b"PK", b"SQLite format 3\x00")
    if is_compressed(head) or head.startswith(binary) or head[8:12] == b"DUCK":
        return False
    foreign = tuple(mark.lower() for mark, _, _ in _FOREIGN)
    return not _start_of(head).startswith((*foreign, b"{", b"[", b"<"))


def _start_of(data: bytes) -> bytes:
    # zero bytes are every second one of UTF-16
    return data[:HEAD].replace(b"\x00", b"").lstrip(_BLANKS).lower()


def _of_text(content: Content) -> Table:
    start = _start_of(content.data)
    for mark, name, remedy in _FOREIGN:
        if start.startswith(mark.lower()):
            raise DataError(Fault(f"the file is {name}", expected=READABLE, remedy=remedy))
    if start.startswith((b"{", b"[")):
        from tallyscope.sources.readers import json_tables

        return json_tables.read(content)
    if start.startswith(_WEB_PAGE):
        from tallyscope.sources.readers import web_page

        return web_page.read(content)
    if start.startswith(b"<"):
        from tallyscope.sources.readers import xml

        return xml.read(content)
    from tallyscope.sources.readers import delimited

    return delimited.read(content)

"""Reading XML that nobody vouches for: no document type, no entities, no network, nothing huge."""

from __future__ import annotations

import re

from lxml import etree

from adapters.content.base import Problem

_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>")
_WRONG_ENCODING = (
    etree.ErrorTypes.ERR_INVALID_ENCODING,
    etree.ErrorTypes.ERR_INVALID_CHAR,
    etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING,
    etree.ErrorTypes.ERR_UNKNOWN_ENCODING,
)


def parse(data: bytes, where: str) -> tuple[etree._Element | None, list[Problem]]:
    """Parse one file.

    Parameters
    ----------
    data : bytes
    where : str
        Its name, for what is reported.

    Returns
    -------
    root : element or None
        None where a problem is fatal: ``xml_declares_entities`` or ``broken_xml``, with its line.
    problems : list of Problem
        ``encoding_guessed``, not fatal, where the file is windows-1252 and does not say so.
    """
    if declares_types(data):
        return None, [Problem(where, "xml_declares_entities")]
    problems = []
    try:
        root = _parse(data)
    except etree.XMLSyntaxError as error:
        again = _as_windows(data) if error.code in _WRONG_ENCODING else None
        if again is None:
            return None, [broken(where, error.lineno or 0)]
        root = again
        problems.append(Problem(where, "encoding_guessed", {"encoding": "windows-1252"}, fatal=False))
    except (ValueError, LookupError):
        return None, [broken(where)]
    if root.getroottree().docinfo.internalDTD is not None:
        return None, [Problem(where, "xml_declares_entities")]
    return root, problems


def broken(where: str, line: int = 0) -> Problem:
    """Name a file that is no XML, and the line where that shows, if there is one."""
    return Problem(_place(where, line), "broken_xml", {"line": line} if line else {})


def declares_types(data: bytes) -> bool:
    """Tell whether a file declares a document type or entities, however it is encoded."""
    plain = data.replace(b"\0", b"")
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain


def place(where: str, element: etree._Element) -> str:
    """Name the line of an element."""
    return _place(where, element.sourceline)


def _place(where: str, line: int | None) -> str:
    return f"{where}:{line}" if line else where


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    return etree.fromstring(data, parser)


def _as_windows(data: bytes) -> etree._Element | None:
    text = _DECLARATION.sub(b"", data).decode("cp1252", errors="replace")
    try:
        return _parse(text.encode())
    except (etree.XMLSyntaxError, ValueError):
        return None

"""Lists of competencies from files and addresses, read into the value that is checked and kept."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

import requests

from adapters.content.base import Problem
from adapters.frameworks import case, csv_table
from adapters.frameworks.base import FrameworkSpec
from adapters.frameworks.case_package import EXTENSION, objects, parse, unwrapped
from adapters.frameworks.case_reading import from_json
from adapters.frameworks.text import shorten
from lti_tool import __version__
from lti_tool.config import Config
from lti_tool.errors import InputRefused, PermanentFailure, ServiceFailure
from lti_tool.lti.http import GuardedSession

_JSON_MARKS = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
MOST_FINDINGS = 200
MOST_AREAS_SHOWN = 40
_REFUSED = ("service_host_refused", "service_redirected")


@dataclass(frozen=True, slots=True)
class ReadFramework:
    """What a file holds.

    Attributes
    ----------
    spec : FrameworkSpec or None
    problems : tuple of Problem
    kinds : mapping of str to int
        Item types of a CASE package that Senda did not write, the most frequent first.
    """

    spec: FrameworkSpec | None
    problems: tuple[Problem, ...]
    kinds: Mapping[str, int] = field(default_factory=dict)


def read_framework(
    data: bytes, filename: str, *, language: str, kinds: Collection[str] = ()
) -> ReadFramework:
    """Read a CASE package or a CSV file, told apart by what it begins with.

    Parameters
    ----------
    filename : str
        Names a list that has no name of its own.
    language : str
        Of names that say none.
    kinds : collection of str
        Item types of a CASE package that are competencies.
    """
    name = PurePath(filename)
    if name.suffix.lower() != ".json" and data[:64].lstrip(_JSON_MARKS)[:1] not in (b"{", b"["):
        spec, problems = csv_table.read(io.BytesIO(data), name=name.stem, language=language)
        return ReadFramework(spec, problems)
    content = parse(data)
    if isinstance(content, Problem):
        return ReadFramework(None, (content,))
    spec, problems = from_json(content, kinds=kinds, default_language=language)
    return ReadFramework(spec, problems, _kinds(content))


def package_session(config: Config) -> requests.Session:
    """The guarded way out, for answers as large as a package may be."""
    return GuardedSession(
        f"Senda/{__version__} (+{config.public_url})",
        allow_private_hosts=config.allow_private_hosts,
        read_seconds=config.lms_timeout,
        largest=case.LARGEST,
    )


def fetch_package(session: requests.Session, address: str) -> bytes | Problem:
    """The bytes of the package at an address, or at the one that its document names.

    Raises
    ------
    InputRefused
        ``framework_address_refused``: it is not a public https address; ``framework_address_failed``: no
        answer came; ``framework_too_large``.
    """
    recorder = _Recorder(session)
    try:
        _, problems = case.fetch(recorder, address)
    except PermanentFailure as error:
        if error.code == "service_response_too_large":
            raise InputRefused("framework_too_large") from error
        refused = error.code in _REFUSED
        raise InputRefused("framework_address_refused" if refused else "framework_address_failed") from error
    except ServiceFailure as error:
        raise InputRefused("framework_address_failed") from error
    failed = [problem for problem in problems if problem.code in ("bad_address", "address_failed")]
    return failed[0] if failed else recorder.content


class _Recorder:
    """A session that keeps the last answer: a preview is made from it, and what is taken in as well."""

    def __init__(self, session: requests.Session) -> None:
        self._session = session
        self.content = b""

    def get(self, url: str, /, *, headers: Mapping[str, str]) -> requests.Response:
        response = self._session.get(url, headers=dict(headers))
        self.content = response.content
        return response


def _kinds(content: object) -> dict[str, int]:
    inside = unwrapped(content)
    if inside is None:
        return {}
    counts: Counter[str] = Counter()
    for item in objects(inside.get("CFItems")):
        extensions = item.get("extensions")
        if isinstance(extensions, dict) and EXTENSION in extensions:
            return {}  # Senda wrote it and knows which ones are competencies
        kind = item.get("CFItemType")
        if isinstance(kind, str) and 0 < len(kind) <= 100 and kind.isprintable():
            counts[kind] += 1
    return dict(counts.most_common(30))


def report_of(read: ReadFramework) -> dict[str, Any]:
    """What a page shows of it before it is taken in, as JSON can hold it: fatal findings first."""
    ordered = sorted(read.problems, key=lambda problem: not problem.fatal)
    findings = [[p.where, p.code, dict(p.values), p.fatal] for p in ordered]
    return {
        "about": _summary(read.spec) if read.spec else {},
        "findings": findings[:MOST_FINDINGS],
        "more": len(findings[MOST_FINDINGS:]),
        "kinds": dict(read.kinds),
    }


def _summary(spec: FrameworkSpec) -> dict[str, Any]:
    counts = Counter(competency.area for competency in spec.competencies)
    shown = list(spec.areas.items())[:MOST_AREAS_SHOWN]
    return {
        "code": spec.code,
        "version": spec.version,
        "names": dict(spec.names),
        "competencies": len(spec.competencies),
        "areas": [[dict(names), counts[code]] for code, names in shown],
        "area_count": len(spec.areas),
        "levels": [dict(level.names) for level in spec.levels[:20]],
        "prerequisites": len(set(spec.prerequisites)),
        "source": shorten(spec.source, 500),
        "licence": shorten(spec.licence, 500),
    }

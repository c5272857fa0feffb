"""A framework as our CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from adapters.frameworks.base import CompetencySpec, FrameworkSpec
from adapters.frameworks.csv_cells import guard, join

_FIRST = ("es", "en")


def write(spec: FrameworkSpec) -> bytes:
    """Write a framework so that `read` gives the same one back, prerequisites in the order of competencies.

    Returns
    -------
    bytes
        UTF-8 with a byte order mark, without which spreadsheets take it for another encoding.
    """
    names = _languages((spec.names, *spec.areas.values(), *(level.names for level in spec.levels),
                        *(c.names for c in spec.competencies)))  # fmt: skip
    levels = _languages(names for c in spec.competencies for names in c.level_names)
    header = (
        "kind", "code", "parent", *(f"name_{language}" for language in names), "cuts", "weight",
        "prerequisites", "alignments", *(f"levels_{language}" for language in levels), "identifier",
        "version", "source", "licence",
    )  # fmt: skip
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header, restval="")
    writer.writeheader()
    writer.writerows(_rows(spec))
    return out.getvalue().encode("utf-8-sig")


def _languages(mappings: Iterable[Mapping[str, str]]) -> list[str]:
    found = {language for names in mappings for language in names}
    return sorted(found, key=lambda code: (_FIRST.index(code) if code in _FIRST else len(_FIRST), code))


def _rows(spec: FrameworkSpec) -> Iterator[dict[str, str]]:
    yield {
        **_row("framework", spec.code, spec.names),
        "version": guard(spec.version),
        "source": guard(spec.source),
        "licence": guard(spec.licence),
        "identifier": guard(spec.identifier),
    }
    for level in spec.levels:
        yield _row("level", level.code, level.names)
    for code, names in spec.areas.items():
        yield {**_row("area", code, names), "parent": guard(spec.area_parents.get(code, ""))}
    before: dict[str, list[str]] = {}
    for first, then in spec.prerequisites:
        before.setdefault(then, []).append(first)
    for competency in spec.competencies:
        yield _competency(competency, before.get(competency.code, []))


def _competency(competency: CompetencySpec, before: list[str]) -> dict[str, str]:
    languages = {language for names in competency.level_names for language in names}
    return {
        **_row("competency", competency.code, competency.names),
        "parent": guard(competency.area),
        "cuts": " ".join(map(_number, competency.cuts)),
        "weight": _number(competency.weight),
        "prerequisites": join(before),
        "alignments": join(competency.alignments),
        "identifier": guard(competency.identifier),
        **{
            f"levels_{language}": join(names.get(language, "") for names in competency.level_names)
            for language in languages
        },
    }


def _row(kind: str, code: str, names: Mapping[str, str]) -> dict[str, str]:
    return {
        "kind": kind,
        "code": guard(code),
        **{f"name_{language}": guard(name) for language, name in names.items()},
    }


def _number(value: float) -> str:
    return f"{value:.0f}" if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))

"""The frameworks that come along: as many competencies as their sources have, in both languages, no prose."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from adapters.content.mathematics.framework import FRAMEWORK
from adapters.frameworks import builtin, case, csv_table
from adapters.frameworks.check import check, to_framework
from adapters.frameworks.levels import even_cuts, with_target
from personalization.belief import initial_belief

ROOT = Path(__file__).resolve().parents[3]
ALL = pytest.mark.parametrize("code", builtin.CODES)

# Competencies, levels, areas that lie in nothing, areas in all.
COUNTS = {
    "unesco-ict-cft-3": (18, 3, 6, 6),
    "digcompedu-2017": (22, 6, 6, 6),
    "mrcdd-2022": (23, 6, 6, 6),
    "digcomp-2.2": (21, 8, 5, 5),
    "rd217-2022-mat-eso": (69, 0, 3, 33),
}
LONG_BUT_OFFICIAL = "Alfabetización mediática y en el tratamiento de la información y de los datos"


def all_names(code: str) -> list[dict[str, str]]:
    spec = builtin.load(code)
    named = [spec.names, *spec.areas.values(), *(level.names for level in spec.levels)]
    for competency in spec.competencies:
        named += [competency.names, *competency.level_names]
    return [dict(names) for names in named]


@ALL
def test_as_many_as_the_sources_have(code: str) -> None:
    spec = builtin.load(code)
    on_top = set(spec.areas) - set(spec.area_parents)
    assert (len(spec.competencies), len(spec.levels), len(on_top), len(spec.areas)) == COUNTS[code]


def test_the_catalogue_tells_what_is_there() -> None:
    found = {known.code: (known.competencies, len(known.levels)) for known in builtin.catalogue()}
    assert found == {code: counts[:2] for code, counts in COUNTS.items()}
    assert all(known.version and known.licence and known.source for known in builtin.catalogue())
    with pytest.raises(KeyError):
        builtin.load("../../setup")


def test_competencies_per_area() -> None:
    def sizes(code: str) -> list[int]:
        spec = builtin.load(code)
        return [sum(c.area == area for c in spec.competencies) for area in spec.areas]

    assert sizes("unesco-ict-cft-3") == [3] * 6
    assert sizes("digcompedu-2017") == [4, 3, 4, 3, 3, 5]
    assert sizes("mrcdd-2022") == [5, 3, 4, 3, 3, 5]
    assert sizes("digcomp-2.2") == [3, 6, 4, 4, 4]
    # In each of the three course groups ten competencias específicas with 23 criteria.
    assert sizes("rd217-2022-mat-eso") == [0, 3, 2, 3, 2, 2, 3, 2, 2, 2, 2] * 3


@ALL
def test_all_has_a_name_in_both_languages(code: str) -> None:
    assert [names for names in all_names(code) if set(names) != {"es", "en"}] == []


@ALL
def test_names_are_names_and_no_sentences(code: str) -> None:
    names = [name for by_language in all_names(code) for name in by_language.values()]
    longest = 8 if code.startswith("rd217") else 12
    framework = set(builtin.load(code).names.values())
    long = [name for name in names if len(name.split()) > longest and name not in framework]
    assert long == ([LONG_BUT_OFFICIAL] if code == "mrcdd-2022" else [])
    assert [name for name in names if name.endswith(".")] == []


@ALL
def test_nothing_is_wrong_and_the_prior_is_positive_definite(code: str) -> None:
    spec = builtin.load(code)
    assert check(spec) == ()
    belief = initial_belief(to_framework(spec))
    assert belief.size == COUNTS[code][0]
    assert np.linalg.eigvalsh(belief.covariance)[0] > 0.05


@ALL
def test_out_and_in_again_in_both_formats(code: str) -> None:
    spec = builtin.load(code)
    assert csv_table.read(io.BytesIO(csv_table.write(spec))) == (spec, ())
    package = case.write(spec, changed=datetime(2026, 1, 1, tzinfo=UTC))
    assert case.read(io.BytesIO(package)) == (spec, ())


def test_the_ladder_of_unesco() -> None:
    spec = builtin.load("unesco-ict-cft-3")
    expected = {
        (f"{low}.{n}", f"{high}.{n}") for n in range(1, 7) for low, high in (("KA", "KD"), ("KD", "KC"))
    }
    assert set(spec.prerequisites) == expected
    levels = {level.code: level.names for level in spec.levels}
    assert all(c.level_names == (levels[c.code[:2]],) for c in spec.competencies)


def test_what_is_not_official_is_said_where_it_is_shown() -> None:
    for code, said in (
        ("digcompedu-2017", "nombres en español son de Senda y no son oficiales"),
        ("mrcdd-2022", "nombres en inglés son una traducción de Senda, no oficial"),
        ("digcomp-2.2", "La edición 2.2 no es la vigente"),
        ("rd217-2022-mat-eso", "no son el texto del decreto"),
        ("unesco-ict-cft-3", "Los códigos son de Senda"),
    ):
        assert said in builtin.load(code).source


def test_the_mathematics_of_our_own_are_mapped_to_criteria_that_exist() -> None:
    criteria = {f"rd217-2022-mat-eso:{c.code}" for c in builtin.load("rd217-2022-mat-eso").competencies}
    assert len(FRAMEWORK.competencies) == 16
    for competency in FRAMEWORK.competencies:
        assert competency.alignments
        assert set(competency.alignments) <= criteria
    assert check(FRAMEWORK) == ()


def test_every_licence_stands_in_the_notice() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for known in builtin.catalogue():
        assert known.code in notice


def test_cuts_are_even_and_move_with_the_target() -> None:
    assert even_cuts(0) == even_cuts(1) == (0.0,)
    assert even_cuts(3) == (-1.0, 0.0, 1.0)
    assert even_cuts(6) == (-2.0, -1.0, 0.0, 1.0, 2.0, 3.0)
    assert even_cuts(6, 0) == (0.0, 1.0, 2.0, 3.0, 4.0, 5.0)
    moved = with_target(builtin.load("mrcdd-2022"), "C1")
    assert {c.cuts for c in moved.competencies} == {(-4.0, -3.0, -2.0, -1.0, 0.0, 1.0)}
    ladder = builtin.load("unesco-ict-cft-3")
    assert with_target(ladder, "KC") == ladder
    with pytest.raises(ValueError):
        with_target(ladder, "Z")

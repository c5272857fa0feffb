"""Archives that must not be imported: every fault is named by its file, and nothing can be taken."""

import io
import json
import stat
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.answers import ProcessChecker
from adapters.content.archives import ArchiveLimits
from adapters.content.base import Import, Problem
from adapters.content.formats import read_any
from adapters.content.media import Spool
from adapters.content.oatutor import import_oatutor

PLANS = "coursePlans.json"
SKILLS = "skillModel.json"
P1, P2 = "content-pool/p1/p1.json", "content-pool/p2/p2.json"
S1, S2 = "content-pool/p1/steps/p1a/p1a.json", "content-pool/p2/steps/p2a/p2a.json"
H1 = "content-pool/p1/steps/p1a/tutoring/p1aDefaultPathway.json"


def _problem(code: str) -> dict[str, Any]:
    return {
        "id": code,
        "title": "Sums",
        "body": "Simplify:",
        "variabilization": {},
        "oer": "https://example.org/book <A book>",
        "license": "https://creativecommons.org/licenses/by/4.0/ <CC BY 4.0>",
    }


def _step(code: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": code,
        "stepAnswer": ["$$5x$$"],
        "problemType": "TextBox",
        "stepTitle": "$$2x+3x$$",
        "stepBody": "",
        "answerType": "arithmetic",
        "variabilization": {},
    } | changes


def _files(**changes: Any) -> dict[str, Any]:
    """A bank of two items that is in order, but for what the test changes."""
    lessons = [
        {"id": "l1", "name": "Lesson 1.1", "topics": "Like terms", "learningObjectives": {"add_terms": 0.85}},
        {
            "id": "l2",
            "name": "Lesson 1.2",
            "topics": "More",
            "learningObjectives": {"add_terms": 0.85, "more": 0.85},
        },
    ]
    hints = [
        {"id": "p1a-h1", "type": "hint", "title": "First", "text": "Look at $$x<3$$ \\n then"},
        {
            "id": "p1a-h2",
            "type": "scaffold",
            "title": "Then",
            "text": "Which?",
            "choices": ["$$2$$", "<b>3</b>"],
        },
    ]
    choice = _step(
        "p2a",
        problemType="MultipleChoice",
        answerType="string",
        choices=["$$1$$", "5x", "9"],
        stepAnswer=["5x"],
    )
    return {
        PLANS: [{"courseName": "Course", "lessons": lessons}],
        SKILLS: {"p1a": ["add_terms"], "p2a": ["more", "add_terms"]},
        P1: _problem("p1"),
        S1: _step("p1a"),
        H1: hints,
        P2: _problem("p2"),
        S2: choice,
    }


def _zip(files: dict[str, Any]) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content if isinstance(content, str | bytes) else json.dumps(content))
    stream.seek(0)
    return stream


@pytest.fixture(scope="module")
def checker() -> Iterator[ProcessChecker]:
    shared = ProcessChecker(30.0, 120.0)
    yield shared
    shared.close()


def _faults(found: Import) -> set[tuple[str, str]]:
    assert not found.acceptable
    return {(p.where, p.code) for p in found.problems if p.fatal}


def test_the_accepted_twin(checker: ProcessChecker) -> None:
    found = import_oatutor(_zip(_files()), checker=checker)
    assert found.problems == ()
    assert found.acceptable
    open_item, choice = found.items
    assert (open_item.code, open_item.template, open_item.competencies) == ("p1a", "p1", ("add_terms",))
    assert (open_item.key.kind, open_item.key.accepted, open_item.key.form) == (
        "expression",
        ("5*x",),
        "simplified",
    )
    assert (open_item.guessing, open_item.difficulty, open_item.licence[:9]) == (0.0, None, "CC BY 4.0")
    assert open_item.texts["en"].stem == r"<p><strong>Sums</strong></p><p>Simplify:</p><p>\(2x+3x\)</p>"
    assert open_item.texts["en"].hints[0].text == r"Look at \(x&lt;3\) <br> then"
    assert open_item.texts["en"].hints[1].text == r"Which?<ul><li>\(2\)</li><li><b>3</b></li></ul>"
    assert (choice.choices, choice.key.accepted, choice.guessing) == (("a", "b", "c"), ("b",), 1 / 3)
    assert choice.texts["en"].choices == (r"\(1\)", "5x", "9")
    assert [(c.code, c.area) for c in found.framework.competencies] == [("add_terms", "1.1"), ("more", "1.2")]


def test_one_by_one_it_is_the_same(checker: ProcessChecker, tmp_path: Path) -> None:
    whole = import_oatutor(_zip(_files()), checker=checker)
    found = list(read_any(_zip(_files()), "bank.zip", Spool(tmp_path)))
    assert found == [*whole.problems, whole.framework, *whole.items]
    broken = list(read_any(_zip(_files() | {SKILLS: "{"}), "bank.zip", Spool(tmp_path)))
    assert [(p.where, p.code) for p in broken if isinstance(p, Problem) and p.fatal] == [
        (SKILLS, "broken_json")
    ]


def test_packed_with_its_folder(checker: ProcessChecker) -> None:
    files = {f"oatutor-main/{name}": content for name, content in _files().items()}
    assert import_oatutor(_zip(files), checker=checker).acceptable


# name: (changes to the files, faults to be named); None takes a file away
BROKEN: dict[str, tuple[dict[str, Any], set[tuple[str, str]]]] = {
    "step without an answer": ({S1: _step("p1a", stepAnswer=[])}, {(S1, "answer_missing")}),
    "empty answer": ({S1: _step("p1a", stepAnswer=[" "])}, {(S1, "answer_missing")}),
    "no question": ({P1: _problem("p1") | {"title": "", "body": ""}, S1: _step("p1a", stepTitle="")}, {(S1, "question_missing")}),
    "broken JSON": ({S1: '{"id": '}, {(S1, "broken_json")}),
    "JSON that is no JSON": ({S1: '{"id": NaN}'}, {(S1, "broken_json")}),
    "nested beyond measure": ({S1: "[" * 100_000 + "]" * 100_000}, {(S1, "broken_json")}),
    "not UTF-8": ({S1: b'{"id": "\xff"}'}, {(S1, "not_utf8")}),
    "a key twice": ({S1: '{"id": "p1a", "id": "p1b"}'}, {(S1, "duplicate_key")}),
    "a list for a record": ({S1: "[]"}, {(S1, "wrong_structure")}),
    "another id": ({S1: _step("p9z")}, {(S1, "id_differs")}),
    "the same item twice": (
        {
            "content-pool/p2/steps/p1a/p1a.json": _step("p1a"),
            SKILLS: {"p1a": ["add_terms"], "p2a": ["more"]},
        },
        {("content-pool/p2/steps/p1a/p1a.json", "duplicate_item")},
    ),
    "unknown skill": ({SKILLS: {"p1a": ["flying"], "p2a": ["more"]}}, {(S1, "unknown_skill")}),
    "no skill": ({SKILLS: {"p2a": ["more"]}}, {(S1, "skill_missing")}),
    "no course plan": ({PLANS: None}, {(PLANS, "file_missing")}),
    "no skill model": ({SKILLS: None}, {(SKILLS, "file_missing")}),
    "no lessons": ({PLANS: [{}]}, {(PLANS, "no_skills")}),
    "problem without steps": ({S1: None, H1: None}, {(P1, "problem_without_steps")}),
    "step without its problem": ({P1: None}, {(S1, "step_without_problem")}),
    "nothing in it": ({n: None for n in (P1, P2, S1, S2, H1)}, {("content-pool/", "no_problems")}),
    "answer not among the choices": ({S2: _step("p2a", problemType="MultipleChoice", choices=["1", "2"])}, {(S2, "answer_not_among_choices")}),
    "one choice": ({S2: _step("p2a", problemType="MultipleChoice", choices=["$$5x$$"])}, {(S2, "wrong_number_of_choices")}),
    "no choices": ({S2: _step("p2a", problemType="MultipleChoice")}, {(S2, "choices_missing")}),
    "unknown kind of problem": ({S1: _step("p1a", problemType="Drawing")}, {(S1, "unknown_problem_type")}),
    "unknown kind of answer": ({S1: _step("p1a", answerType="essay")}, {(S1, "unknown_answer_type")}),
    "variables to fill in": ({S1: _step("p1a", variabilization={"a": [1]})}, {(S1, "variables_unsupported")}),
    "absolute path": ({"/etc/cron.d/x": "x"}, {("/etc/cron.d/x", "unsafe_path")}),
    "path out of the archive": ({"a/../../x": "x"}, {("a/../../x", "unsafe_path")}),
    "Windows path": ({"C:\\x": "x"}, {("C:\\x", "unsafe_path")}),
    "archive within": ({"more.zip": b"PK\x03\x04"}, {("more.zip", "nested_archive")}),
    "all of them at once": (
        {S1: _step("p1a", stepAnswer=[]), S2: '{"id": ', "../x": "x", SKILLS: {"p1a": ["flying"], "p2a": ["more"]}},
        {(S1, "answer_missing"), (S2, "broken_json"), ("../x", "unsafe_path"), (S1, "unknown_skill")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_broken_content(name: str, checker: ProcessChecker) -> None:
    changes, expected = BROKEN[name]
    files = {n: c for n, c in (_files() | changes).items() if c is not None}
    assert _faults(import_oatutor(_zip(files), checker=checker)) == expected


def test_not_a_zip(checker: ProcessChecker) -> None:
    for content in (b"", b"hello", b"\x1f\x8b\x08" + b"\0" * 100):
        assert _faults(import_oatutor(io.BytesIO(content), checker=checker)) == {("", "not_a_zip")}


def test_cut_off(checker: ProcessChecker) -> None:
    whole = _zip(_files()).getvalue()
    for keep in (30, len(whole) // 2, len(whole) - 30):
        assert _faults(import_oatutor(io.BytesIO(whole[:keep]), checker=checker)) == {("", "truncated_zip")}


def test_damaged_in_the_middle(checker: ProcessChecker) -> None:
    stream = _zip(_files())
    with zipfile.ZipFile(stream) as archive:
        info = archive.getinfo(S1)
    data = bytearray(stream.getvalue())
    start = info.header_offset + 30 + len(S1)
    data[start : start + 8] = b"\xff" * 8
    assert (S1, "damaged_file") in _faults(import_oatutor(io.BytesIO(bytes(data)), checker=checker))


def test_symbolic_link(checker: ProcessChecker) -> None:
    stream = _zip(_files())
    with zipfile.ZipFile(stream, "a") as archive:
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    stream.seek(0)
    assert _faults(import_oatutor(stream, checker=checker)) == {("link", "symbolic_link")}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice(checker: ProcessChecker) -> None:
    stream = _zip(_files())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(S1, json.dumps(_step("p1a", stepAnswer=["$$6x$$"])))
    stream.seek(0)
    assert _faults(import_oatutor(stream, checker=checker)) == {(S1, "duplicate_name")}


def test_unfolds_too_large(checker: ProcessChecker) -> None:
    files = _files() | {"content-pool/p1/pad.json": "0" * 300_000}
    one = import_oatutor(_zip(files), ArchiveLimits(file_bytes=200_000), checker=checker)
    assert _faults(one) == {("content-pool/p1/pad.json", "unfolds_too_large")}
    together = import_oatutor(_zip(files), ArchiveLimits(total_bytes=200_000), checker=checker)
    assert _faults(together) == {("", "unfolds_too_large")}


def test_unfolds_to_more_than_it_declares(checker: ProcessChecker) -> None:
    stream = _zip(_files() | {S1: json.dumps(_step("p1a", stepBody="z" * 500_000))})
    data = bytearray(stream.getvalue())
    with zipfile.ZipFile(stream) as archive:
        info = archive.getinfo(S1)
    declared = struct.pack("<I", info.file_size)
    while (place := data.find(declared)) >= 0:
        data[place : place + 4] = struct.pack("<I", 10)
    found = import_oatutor(io.BytesIO(bytes(data)), ArchiveLimits(file_bytes=100_000), checker=checker)
    assert (S1, "damaged_file") in _faults(found)


def test_too_many_files_and_too_large_an_archive(checker: ProcessChecker) -> None:
    assert _faults(import_oatutor(_zip(_files()), ArchiveLimits(files=3), checker=checker)) == {
        ("", "too_many_files")
    }
    large = import_oatutor(_zip(_files()), ArchiveLimits(archive_bytes=100), checker=checker)
    assert _faults(large) == {("", "archive_too_large")}


def test_encrypted(checker: ProcessChecker) -> None:
    stream = _zip(_files())
    data = bytearray(stream.getvalue())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := data.find(signature, place + 1)) >= 0:
            data[place + offset] |= 1
    found = _faults(import_oatutor(io.BytesIO(bytes(data)), checker=checker))
    assert (S1, "encrypted_file") in found


# name: (changes, problem that is not fatal, whether the item is withheld)
ODD: dict[str, tuple[dict[str, Any], str, str]] = {
    "key that cannot be read": ({S1: _step("p1a", stepAnswer=["29q13d"])}, "key_unreadable", ""),
    "figure that is not there": ({S1: _step("p1a", stepBody="##figure1.gif##")}, "figure_missing", "figure_missing"),
    "key that contradicts the question": ({S1: _step("p1a", stepAnswer=["$$6x$$"])}, "key_differs", "key_differs"),
    "question that is its own answer": ({S1: _step("p1a", stepTitle="$$5x$$")}, "answer_is_the_question", ""),
    "formula without an end": ({S1: _step("p1a", stepBody="$$x")}, "formula_unfinished", ""),
    "no licence": ({P1: _problem("p1") | {"license": ""}}, "licence_missing", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_content_is_taken_and_told(name: str, checker: ProcessChecker) -> None:
    changes, code, withheld = ODD[name]
    found = import_oatutor(_zip(_files() | changes), checker=checker)
    assert found.acceptable
    assert [p.code for p in found.problems] == [code]
    assert found.items[0].withheld == withheld


def test_a_key_that_cannot_be_read_is_compared_as_text(checker: ProcessChecker) -> None:
    found = import_oatutor(_zip(_files() | {S1: _step("p1a", stepAnswer=["29q13d"])}), checker=checker)
    key = found.items[0].key
    assert key.kind == "text"
    assert checker.check(key, "29Q13d", "en").outcome == "right"
    assert checker.check(key, "13d29q", "en").outcome == "wrong"

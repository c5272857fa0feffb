"""Files become banks: uploaded in pieces, read, judged and taken by the worker's actions, all or nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bank_files import BAD, TEACHERS_GIFT, category, choice, moodle, pieces, png, with_image
from classroom import Classroom
from sqlalchemy import func, select, update

from adapters.lms.base import Role
from lti_tool.actions.hold_import import Lost, claim
from lti_tool.actions.loading import load_bank
from lti_tool.actions.read_import import read_import
from lti_tool.actions.sweep_imports import imports_due, sweep_imports
from lti_tool.actions.take_import import Choice, accept_import, choose_framework, take_import
from lti_tool.actions.upload_file import PIECE, UploadState, UploadWish, add_part, begin_upload, refuse_import
from lti_tool.database.banks import Bank, BankEntry, ItemRow
from lti_tool.database.frameworks import FrameworkVersion
from lti_tool.database.imports import ImportJob, UploadPart
from lti_tool.database.media import MediaRow
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused, InputRefused, NotFound


class Desk:
    """A teacher with files, and the worker."""

    def __init__(self, classroom: Classroom) -> None:
        self.classroom = classroom
        self.database = classroom.database
        self.teacher = classroom.set_up()
        with self.database.read() as session:
            self.framework = session.scalars(select(FrameworkVersion)).one().public_id

    def upload(self, data: bytes, name: str = "banco.xml", **options: Any) -> UploadState:
        given = {"framework": self.framework, "title": "Mi banco"} | options
        wish = UploadWish(name, len(data), "1", "es", **given)
        state = begin_upload(self.database, self.teacher, wish, now=self.classroom.clock.now)
        for number, piece in enumerate(pieces(data)):
            state = self.add(state.id, number, piece)
        return state

    def add(self, job: str, number: int, piece: bytes) -> UploadState:
        return add_part(self.database, self.teacher, job, number, piece, now=self.classroom.clock.now)

    def read(self, state: UploadState) -> ImportJob:
        read_import(self.database, state.job_id, clock=self.classroom.clock)
        return self.job(state)

    def job(self, state: UploadState) -> ImportJob:
        with self.database.read() as session:
            return session.get_one(ImportJob, state.job_id)

    def take(self, state: UploadState, choice: Choice | None = None) -> ImportJob:
        accept_import(
            self.database, self.teacher, state.id, choice or Choice("own"), now=self.classroom.clock.now
        )
        take_import(self.database, state.job_id, clock=self.classroom.clock)
        return self.job(state)

    def bring(
        self, data: bytes, name: str = "banco.xml", choice: Choice | None = None, **options: Any
    ) -> ImportJob:
        state = self.upload(data, name, **options)
        report = self.read(state)
        assert report.status == "ready", report.problem
        return self.take(state, choice)

    def bank(self, job: ImportJob) -> Bank:
        with self.database.read() as session:
            return session.get_one(Bank, job.bank_id)

    def held(self, bank: Bank) -> dict[str, tuple[BankEntry, ItemRow]]:
        with self.database.read() as session:
            rows = session.execute(
                select(BankEntry, ItemRow)
                .join(ItemRow, ItemRow.id == BankEntry.item_id)
                .where(BankEntry.bank_id == bank.id, BankEntry.until.is_(None))
            )
            return {item.code: (entry, item) for entry, item in rows}

    def count(self, model: type) -> int:
        with self.database.read() as session:
            return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.fixture
def desk(classroom: Classroom) -> Desk:
    return Desk(classroom)


def test_a_teachers_gift_of_windows_becomes_a_bank_by_category(desk: Desk) -> None:
    state = desk.upload(TEACHERS_GIFT, "preguntas.txt")
    report = desk.read(state).report
    assert report["format"] == "gift"
    assert report["items"] == 4
    assert report["codes"]["encoding_guessed"] == 1
    assert report["categories"] == {"Fracciones/Suma": 3, "Fracciones/Señales": 1}
    assert any("mitad de ocho" in sample["stem"] for sample in report["samples"])
    assert [s["solution"] for s in report["samples"] if s["kind"] == "number"] == [r"\(1492\)"]
    categories = {"Fracciones/Suma": "fractions.addition"}
    with desk.database.read() as session:
        codes = [c.code for c in session.scalars(select(FrameworkVersion)).one().competencies]
    categories = {"Fracciones/Suma": codes[0]}
    job = desk.take(state, Choice("category", categories))
    assert job.status == "taken"
    assert desk.count(UploadPart) == 0, "the file itself is gone"
    held = desk.held(desk.bank(job))
    by_category = {entry.category: (entry.competencies, entry.withheld) for entry, _ in held.values()}
    assert by_category == {"Fracciones/Suma": ([codes[0]], ""), "Fracciones/Señales": ([], "unlinked")}
    assert any("Así no" in str(item.texts) for _, item in held.values()), "the accents are right"
    with desk.database.read() as session:
        loaded = load_bank(session, desk.teacher, desk.bank(job).id)
    assert len(loaded.item_ids) == 3


def test_images_come_along_once_and_missing_alternative_texts_are_listed(desk: Desk) -> None:
    image = png()
    data = moodle(with_image("a", image), with_image("b", image), with_image("c", png(9), alt=""))
    state = desk.upload(data)
    report = desk.read(state).report
    assert report["format"] == "moodle_xml"
    assert report["media"][0] == 2
    assert len(report["alt"]) == report["codes"]["alt_missing"] == 1
    assert next(iter(report["embedded"].values())).startswith("data:image/png;base64,")
    desk.take(state)
    with desk.database.read() as session:
        rows = session.scalars(select(MediaRow)).all()
    assert sorted(row.data for row in rows) == sorted([image, png(9)])


def test_tags_link_items_where_they_name_competencies(desk: Desk) -> None:
    with desk.database.read() as session:
        code = session.scalars(select(FrameworkVersion)).one().competencies[2].code
    data = moodle(choice("a", tags=code), choice("b", tags="leicht"))
    state = desk.upload(data)
    report = desk.read(state).report
    assert (report["linked"], report["competencies"]) == (1, {code: 1})
    held = desk.held(desk.bank(desk.take(state)))
    assert held["a"][0].competencies == [code]
    assert held["b"][0].withheld == "unlinked"


def test_bringing_in_the_same_again_changes_nothing(desk: Desk) -> None:
    data = moodle(choice("a"), choice("b", "Dos"))
    bank = desk.bank(desk.bring(data))
    state = desk.upload(data, bank=bank.public_id)
    assert desk.read(state).report["fates"] == {"new": 0, "reworded": 0, "updated": 0, "same": 2}
    job = desk.take(state)
    assert desk.bank(job).revision == 1
    assert desk.count(ItemRow) - 288 == 2


def test_what_changed_becomes_another_wording_and_keeps_what_the_teacher_said_of_it(desk: Desk) -> None:
    with desk.database.read() as session:
        code = session.scalars(select(FrameworkVersion)).one().competencies[0].code
    first = moodle(category("Uno"), choice("a", "Antes", tags=code), choice("b", "Igual", tags=code))
    bank = desk.bank(desk.bring(first))
    with desk.database.write() as session:
        session.execute(
            update(BankEntry).where(BankEntry.bank_id == bank.id).values(difficulty=0.7, withheld="set_aside")
        )
    second = moodle(category("Uno"), choice("a", "Después"), choice("b", "Igual", tags="nueva"), choice("c"))
    state = desk.upload(second, bank=bank.public_id)
    assert desk.read(state).report["fates"] == {"new": 1, "reworded": 1, "updated": 1, "same": 0}
    after = desk.bank(desk.take(state))
    assert after.revision == 2
    held = desk.held(after)
    entry, item = held["a"]
    assert (item.number, item.position, entry.since) == (2, 0, 2)
    assert "Después" in item.texts["es"]["stem"]
    assert (entry.competencies, entry.difficulty, entry.withheld) == ([code], 0.7, "set_aside")
    entry, item = held["b"]
    assert (item.number, entry.since, entry.tags, entry.competencies) == (1, 2, ["nueva"], [code])
    with desk.database.read() as session:
        before = load_bank(session, desk.teacher, bank.id, 1)
        rows = session.scalars(
            select(BankEntry).where(BankEntry.bank_id == bank.id, BankEntry.until == 2)
        ).all()
    assert len(rows) == 2
    assert before.revision == 1


def test_a_choice_may_be_guessed_unless_somebody_said_how_often(desk: Desk) -> None:
    bank = desk.bank(desk.bring(moodle(choice("a"), choice("b", tags="senda:guessing=0.1"), choice("c"))))
    three = ("100", "0", "0")
    said = moodle(choice("a", fractions=three), choice("b", fractions=three), choice("c"))
    state = desk.upload(said, bank=bank.public_id)
    assert desk.read(state).report["fates"] == {"new": 0, "reworded": 2, "updated": 0, "same": 1}
    held = desk.held(desk.bank(desk.take(state)))
    assert {code: entry.guessing for code, (entry, _) in held.items()} == {"a": 1 / 3, "b": 0.1, "c": 0.5}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_stop_at_the_preview_and_say_why(desk: Desk, name: str) -> None:
    state = desk.upload(BAD[name])
    job = desk.read(state)
    assert job.status == "ready"
    assert job.report["fatal"] > 0, job.report["codes"]
    assert job.report["findings"][0][3] is True
    with pytest.raises(InputRefused, match="import_refused"):
        accept_import(desk.database, desk.teacher, state.id, Choice("own"), now=desk.classroom.clock.now)
    assert desk.count(Bank) == 1


def test_a_question_of_a_hundred_megabytes_is_named_and_the_rest_is_read(desk: Desk) -> None:
    image = "A" * (100 * 1024 * 1024)
    huge = choice("big").replace(
        "</questiontext>", f'<file name="a.png" path="/" encoding="base64">{image}</file></questiontext>'
    )
    state = desk.upload(moodle(choice("a"), huge, choice("b")))
    job = desk.read(state)
    assert job.report["codes"]["question_too_large"] == 1
    assert job.report["items"] == 2
    assert job.report["fatal"] == 1


def test_pieces_come_in_order_whole_and_twice_is_once(desk: Desk) -> None:
    data = moodle(*(choice(f"q{n}", "x" * 900) for n in range(6000)))
    parts = pieces(data)
    assert len(parts) > 2
    wish = UploadWish("b.xml", len(data), "7", "es", framework=desk.framework, title="B")
    state = begin_upload(desk.database, desk.teacher, wish, now=desk.classroom.clock.now)
    assert state.next == 0
    with pytest.raises(InputRefused, match="upload_order"):
        desk.add(state.id, 1, parts[1])
    with pytest.raises(InputRefused, match="upload_piece"):
        desk.add(state.id, 0, parts[0][:-1])
    desk.add(state.id, 0, parts[0])
    assert desk.add(state.id, 0, parts[0]).next == 1
    again = begin_upload(desk.database, desk.teacher, wish, now=desk.classroom.clock.now)
    assert (again.id, again.next) == (state.id, 1), "the same file goes on where it was"
    other = begin_upload(
        desk.database,
        desk.teacher,
        UploadWish("b.xml", len(data), "8", "es", framework=desk.framework, title="B"),
        now=desk.classroom.clock.now,
    )
    assert other.id != state.id, "a file that was changed since is another one"
    assert read_import(desk.database, state.job_id, clock=desk.classroom.clock) == "", "not complete yet"
    for number in range(1, len(parts)):
        last = desk.add(state.id, number, parts[number])
    assert last.complete
    assert desk.read(state).report["items"] == 6000
    assert len(parts[0]) == PIECE


def test_what_cannot_be_uploaded(desk: Desk) -> None:
    def begin(scope: Scope = desk.teacher, size: int = 10, **options: Any) -> None:
        given = {"framework": desk.framework, "title": "B"} | options
        begin_upload(
            desk.database, scope, UploadWish("b.xml", size, "", "es", **given), now=desk.classroom.clock.now
        )

    for code, size, options in (
        ("upload_empty", 0, {}),
        ("upload_too_large", 251 * 1024 * 1024, {}),
        ("bank_title_missing", 10, {"title": " "}),
    ):
        with pytest.raises(InputRefused, match=code):
            begin(size=size, **options)
    for options in ({"framework": "nobody"}, {"bank": "nobody"}):
        with pytest.raises(NotFound):
            begin(**options)
    with pytest.raises(AccessRefused):
        begin(desk.classroom.enter("pupil"))


def test_nobody_else_sees_or_takes_it(desk: Desk) -> None:
    state = desk.upload(moodle(choice("a")))
    desk.read(state)
    other = desk.classroom.enter("colleague", Role.TEACHER)
    for refused in (
        lambda: accept_import(desk.database, other, state.id, Choice("own"), now=desk.classroom.clock.now),
        lambda: refuse_import(desk.database, other, state.id, now=desk.classroom.clock.now),
        lambda: add_part(desk.database, other, state.id, 0, b"", now=desk.classroom.clock.now),
    ):
        with pytest.raises(NotFound):
            refused()


def test_a_file_without_its_framework_asks_for_one_and_is_read_again(desk: Desk) -> None:
    state = desk.upload(moodle(choice("a")), framework="")
    desk.read(state)
    with pytest.raises(InputRefused, match="framework_missing"):
        accept_import(desk.database, desk.teacher, state.id, Choice("own"), now=desk.classroom.clock.now)
    choose_framework(desk.database, desk.teacher, state.id, desk.framework, now=desk.classroom.clock.now)
    assert desk.job(state).status == "waiting"
    desk.read(state)
    assert desk.take(state).status == "taken"


def test_thrown_away_while_it_is_read(desk: Desk) -> None:
    state = desk.upload(moodle(choice("a")))
    held = claim(desk.database, state.job_id, "read", clock=desk.classroom.clock)
    assert held is not None
    refuse_import(desk.database, desk.teacher, state.id, now=desk.classroom.clock.now)
    assert desk.count(UploadPart) == 0
    with pytest.raises(Lost):
        held.progress(0.5)
    assert desk.job(state).status == "refused"


def test_a_worker_that_died_is_followed_by_another_one_and_then_given_up(desk: Desk) -> None:
    state = desk.upload(moodle(choice("a")))
    clock = desk.classroom.clock
    assert imports_due(desk.database, "bank", clock.now) == (("read", state.job_id),)
    first = claim(desk.database, state.job_id, "read", clock=clock)
    assert first is not None
    assert claim(desk.database, state.job_id, "read", clock=clock) is None
    assert imports_due(desk.database, "bank", clock.now) == ()
    clock.forward(minutes=6)
    second = claim(desk.database, state.job_id, "read", clock=clock)
    assert second is not None
    assert second.turn == 2
    with pytest.raises(Lost):
        first.progress(0.9)
    clock.forward(minutes=6)
    assert imports_due(desk.database, "bank", clock.now) == (("read", state.job_id),)
    assert claim(desk.database, state.job_id, "read", clock=clock) is None
    assert (desk.job(state).status, desk.job(state).problem) == ("failed", "import_crashed")


def test_a_dead_worker_leaves_nothing_half_taken(desk: Desk) -> None:
    state = desk.upload(moodle(choice("a"), choice("b")))
    desk.read(state)
    accept_import(desk.database, desk.teacher, state.id, Choice("own"), now=desk.classroom.clock.now)
    assert claim(desk.database, state.job_id, "take", clock=desk.classroom.clock) is not None
    assert desk.count(Bank) == 1
    desk.classroom.clock.forward(minutes=6)
    assert take_import(desk.database, state.job_id, clock=desk.classroom.clock) == "taken"
    assert take_import(desk.database, state.job_id, clock=desk.classroom.clock) == ""
    assert desk.count(Bank) == 2


def test_forgotten_files_go_after_a_day(desk: Desk) -> None:
    state = desk.upload(moodle(choice("a")))
    now = desk.classroom.clock.now
    assert sweep_imports(desk.database, now + timedelta(hours=23)) == 0
    assert sweep_imports(desk.database, now + timedelta(hours=25)) == 1
    assert desk.count(UploadPart) == 0
    with pytest.raises(NotFound):
        desk.add(state.id, 0, b"")

"""A set-up as a file: what is in it, where it is taken, and everything that is refused."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from classroom import Classroom, make_classroom
from copied_courses import Opened, Wanted, enter, give
from sqlalchemy import func, select, update

from adapters.lms.base import Role
from lti_tool.actions.assemble import assemble
from lti_tool.actions.copy_set_up import OWN_COLUMNS
from lti_tool.actions.export_set_up import export_set_up
from lti_tool.actions.import_set_up import import_set_up
from lti_tool.actions.runtime import Runtime
from lti_tool.actions.set_up_file import LARGEST_FILE, FileActivity, FileDiagnostic, read_file
from lti_tool.cli.main import main
from lti_tool.config import Config
from lti_tool.database.audit import AuditEvent
from lti_tool.database.banks import Bank, BankEntry, ItemRow
from lti_tool.database.base import Base
from lti_tool.database.classes import CourseClass, ResourceLink
from lti_tool.database.course_activities import activities_in
from lti_tool.database.diagnostics import Diagnostic
from lti_tool.database.engine import Database
from lti_tool.database.frameworks import Competency, FrameworkVersion
from lti_tool.database.itineraries import ActivityRow
from lti_tool.errors import AccessRefused, InputRefused

SECRET = "a secret of the tests, long enough for anybody"
OLD = Opened("old")
NEW = Opened("new")
NEW_LMS = "https://new-lms.example"
OPENS = datetime(2025, 10, 6, 8, tzinfo=UTC)


@pytest.fixture
def senda(database: Database) -> Iterator[Runtime]:
    config = Config(
        public_url="https://senda.example",
        secret_key=SECRET,
        database_url=database.url.render_as_string(hide_password=False),
    )
    runtime = assemble(config)
    yield runtime
    runtime.answers.close()
    runtime.database.dispose()


@pytest.fixture
def old(senda: Runtime) -> Classroom:
    """Last year's LMS, in a school of its own."""
    return make_classroom(senda.database)


def exported(senda: Runtime, old: Classroom) -> bytes:
    teacher = enter(old, "ana", OLD)
    path = Wanted("Path", "itinerary", about="Fractions")
    give(
        old,
        teacher,
        Wanted("Fractions", opens_at=OPENS),
        path,
        Wanted("Decimals", targets=("decimals-order",)),
    )
    student = enter(old, "secretary", OLD, Role.STUDENT)
    with old.database.write() as session:  # a short one: what counts is that there are answers
        session.execute(update(Diagnostic).values(formula="expected_mastery"))
    old.begin(student)
    return export_set_up(senda, teacher, now=old.clock.now)


def without_school_bank(database: Database, issuer: str = NEW_LMS) -> Classroom:
    """A new LMS whose school has no bank."""
    classroom = make_classroom(database, issuer)
    with database.write() as session:
        school = classroom.platform.school_id
        for model in (BankEntry, ItemRow, Bank, ActivityRow):
            session.execute(
                Base.metadata.tables[model.__tablename__].delete().where(model.school_id == school)
            )
    return classroom


def take(senda: Runtime, classroom: Classroom, data: bytes, opened: Opened = NEW, dates: str = "none"):
    teacher = enter(classroom, "berta", opened)
    return teacher, import_set_up(senda, teacher, data, dates, now=classroom.clock.now)


class TestFile:
    def test_says_what_the_set_up_is(self, senda, old):
        data = exported(senda, old)
        content = json.loads(data)["content"]
        assert (content["format"], content["version"], content["class_title"]) == (
            "senda-set-up",
            2,
            "Course old",
        )
        assert content["made_by"] == "https://senda.example"
        assert [one["title"] for one in content["activities"]] == ["Fractions", "Path", "Decimals"]
        assert [one["diagnostic"] for one in content["activities"]] == [0, 0, 1]
        first = content["diagnostics"][0]
        assert first["policy"]["targets"] == ["fractions-add", "fractions-compare"]
        assert len(first["bank"]) == 64
        assert first["bank_title"]

    def test_nothing_of_any_student(self, senda, old):
        text = exported(senda, old).decode()
        assert "secretary" not in text
        assert "ana" not in json.loads(text)["content"].values()
        assert "x.example" not in text

    def test_every_column_is_in_it_or_left_out_on_purpose(self):
        """A new column of a set-up must be decided about: this list makes somebody do it."""
        renamed = {"framework_id", "bank_id", "diagnostic_id", "origin_id", "form_key"}
        # What a rehearsal showed is shown again; which revision of its bank, the other school decides.
        renamed |= {"rehearsal", "bank_revision"}
        for table, kind, extra in (
            ("diagnostic", FileDiagnostic, {"framework", "framework_version", "bank", "bank_title"}),
            ("course_activity", FileActivity, {"origin", "diagnostic"}),
        ):
            columns = {column.name for column in Base.metadata.tables[table].columns}
            assert columns - OWN_COLUMNS - renamed == {field.name for field in fields(kind)} - extra

    def test_a_class_without_activities_has_nothing_to_download(self, senda, old):
        with pytest.raises(InputRefused, match="set_up_empty"):
            export_set_up(senda, enter(old, "ana", OLD), now=old.clock.now)

    @pytest.mark.parametrize("role", [Role.STUDENT, Role.ASSISTANT, Role.VISITOR])
    def test_only_a_teacher_may(self, senda, old, role):
        stranger = enter(old, "x", OLD, role)
        with pytest.raises(AccessRefused):
            export_set_up(senda, stranger, now=old.clock.now)
        with pytest.raises(AccessRefused):
            import_set_up(senda, stranger, b"", "none", now=old.clock.now)

    def test_is_written_down(self, senda, old):
        exported(senda, old)
        with senda.database.read() as session:
            event = session.scalars(select(AuditEvent).where(AuditEvent.event == "set_up_exported")).one()
        assert event.actor_id is not None


class TestTakenOver:
    def test_by_a_new_course_of_the_same_lms(self, senda, old):
        data = exported(senda, old)
        teacher, taken = take(senda, old, data)
        assert (taken.class_title, taken.activities, taken.banks_copied) == ("Course old", 3, 0)
        with senda.database.read() as session:
            made = activities_in(session, teacher)
            diagnostics = [session.get_one(Diagnostic, one.diagnostic_id) for one in made]
            assert [one.title for one in made] == ["Fractions", "Path", "Decimals"]
            assert [one.opens_at for one in made] == [None] * 3
            assert diagnostics[0].id == diagnostics[1].id != diagnostics[2].id
            assert diagnostics[0].formula == "expected_mastery"
            assert {one.class_id for one in diagnostics} == {teacher.class_id}
            assert session.get_one(ResourceLink, teacher.resource_link_id).activity_id is None
            event = session.scalars(select(AuditEvent).where(AuditEvent.event == "set_up_imported")).one()
        assert event.values["activities"] == 3

    def test_by_another_lms_whose_school_has_the_bank(self, senda, old):
        data = exported(senda, old)
        new = make_classroom(senda.database, NEW_LMS)
        teacher, taken = take(senda, new, data)
        assert taken.banks_copied == 0
        with senda.database.read() as session:
            for one in activities_in(session, teacher):
                bank = session.get_one(Bank, session.get_one(Diagnostic, one.diagnostic_id).bank_id)
                assert bank.school_id == teacher.school_id

    def test_by_another_school_that_gets_the_bank_with_it(self, senda, old):
        data = exported(senda, old)
        new = without_school_bank(senda.database)
        teacher, taken = take(senda, new, data, Opened("new", "only"))
        assert taken.banks_copied == 1
        with senda.database.read() as session:
            bank = session.scalars(select(Bank).where(Bank.school_id == teacher.school_id)).one()
            source = session.scalars(select(Bank).where(Bank.school_id == old.platform.school_id)).one()
            assert (bank.digest, bank.title) == (source.digest, source.title)
            assert bank.public_id != source.public_id
            for model in (ItemRow, BankEntry):
                counts = [
                    session.scalar(select(func.count()).select_from(model).where(model.bank_id == one.id))
                    for one in (bank, source)
                ]
                assert counts[0] == counts[1] > 0
            steps = session.scalars(
                select(ActivityRow).where(ActivityRow.school_id == teacher.school_id)
            ).all()
            assert steps
            assert {step.framework_id for step in steps} == {bank.framework_id}
            given = session.scalars(select(AuditEvent).where(AuditEvent.event == "bank_given")).one()
        assert given.school_id == old.platform.school_id  # the school that it came from can see it

    def test_with_its_framework_where_the_school_has_none(self, senda, old):
        data = exported(senda, old)
        new = without_school_bank(senda.database)
        with senda.database.write() as session:
            school = new.platform.school_id
            for name in ("competency", "prerequisite", "framework_version"):
                table = Base.metadata.tables[name]
                session.execute(table.delete().where(table.c.school_id == school))
        teacher, _ = take(senda, new, data)
        with senda.database.read() as session:
            mine, theirs = (
                session.scalars(select(FrameworkVersion).where(FrameworkVersion.school_id == one)).one()
                for one in (teacher.school_id, old.platform.school_id)
            )
            assert [one.code for one in mine.competencies] == [one.code for one in theirs.competencies]
            assert [one.names for one in mine.competencies] == [one.names for one in theirs.competencies]
            assert {(p.before, p.after) for p in mine.prerequisites} == {
                (p.before, p.after) for p in theirs.prerequisites
            }

    def test_students_can_begin_there(self, senda, old):
        exported(senda, old)
        alone = enter(old, "ana", Opened("single"))
        give(old, alone, Wanted("Only one"))
        data = export_set_up(senda, alone, now=old.clock.now)
        new = without_school_bank(senda.database)
        teacher, _ = take(senda, new, data)
        with senda.database.read() as session:  # the one activity stands where it was taken over
            assert session.get_one(ResourceLink, teacher.resource_link_id).activity_id is not None
        student = enter(new, "dora", NEW, Role.STUDENT)
        new.begin(student)
        assert new.question(student) is not None

    def test_dates_move_on_by_whole_years(self, senda, old):
        teacher, _ = take(senda, old, exported(senda, old), dates="moved")
        with senda.database.read() as session:
            first = activities_in(session, teacher)[0]
        assert first.opens_at == OPENS + timedelta(weeks=52)

    def test_after_the_secret_was_changed(self, senda, old):
        data = exported(senda, old)
        senda.config = replace(
            senda.config, secret_key="another secret that is long enough, too", old_secret_keys=(SECRET,)
        )
        _, taken = take(senda, old, data)
        assert taken.activities == 3

    def test_not_into_a_class_with_activities(self, senda, old):
        data = exported(senda, old)
        take(senda, old, data)
        with pytest.raises(InputRefused, match="set_up_not_empty"):
            take(senda, old, data)

    def test_not_where_the_bank_is_gone(self, senda, old):
        data = exported(senda, old)
        new = without_school_bank(senda.database)
        with senda.database.write() as session:
            session.execute(update(Bank).values(digest="of something else"))
        with pytest.raises(InputRefused, match="set_up_bank_missing") as refusal:
            take(senda, new, data)
        assert refusal.value.values["title"]
        with senda.database.read() as session:  # all of it or nothing
            assert activities_in(session, enter(new, "berta", NEW)) == []
            assert session.scalar(select(func.count()).where(AuditEvent.event == "bank_given")) == 0

    def test_not_where_the_framework_is_another_one(self, senda, old):
        data = exported(senda, old)
        new = without_school_bank(senda.database)
        with senda.database.write() as session:
            row = session.scalars(
                select(Competency).where(Competency.school_id == new.platform.school_id).limit(1)
            ).one()
            row.code = "something-else"
        with pytest.raises(InputRefused, match="framework_differs"):
            take(senda, new, data)


class TestRefused:
    def refusal(self, senda: Runtime, data: bytes) -> str:
        with pytest.raises(InputRefused) as refused:
            read_file(data, senda.config)
        return refused.value.code

    def test_one_byte_changed_anywhere(self, senda, old):
        data = exported(senda, old)
        read_file(data, senda.config)
        for place in range(0, len(data), 7):
            changed = bytes([*data[:place], data[place] ^ 1, *data[place + 1 :]])
            assert self.refusal(senda, changed).startswith("set_up_file_")

    @pytest.mark.parametrize("more", [b" ", b"\n", b"\x00"])
    def test_a_byte_more_or_less(self, senda, old, more):
        data = exported(senda, old)
        for changed in (data + more, more + data, data[:-1]):
            assert self.refusal(senda, changed) in ("set_up_file_changed", "set_up_file_unreadable")

    def test_a_title_changed(self, senda, old):
        data = exported(senda, old).replace(b'"Decimals"', b'"Decimal!"')
        assert self.refusal(senda, data) == "set_up_file_changed"

    def test_written_again_by_an_editor(self, senda, old):
        document = json.loads(exported(senda, old))
        assert self.refusal(senda, json.dumps(document).encode()) == "set_up_file_changed"
        document["note"] = "mine"
        assert self.refusal(senda, json.dumps(document, indent=1).encode()) == "set_up_file_changed"

    def test_from_another_installation(self, senda, old):
        data = exported(senda, old)
        stranger = replace(senda.config, public_url="https://other.example", secret_key="x" * 40)
        with pytest.raises(InputRefused, match="set_up_file_foreign"):
            read_file(data, stranger)

    def test_signed_for_another_purpose(self, senda, old):
        document = json.loads(exported(senda, old))
        document["signature"] = senda.config.subkey("lti login state").hex()
        data = (json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
        assert self.refusal(senda, data) == "set_up_file_changed"

    def test_too_large(self, senda):
        assert self.refusal(senda, b"{" * (LARGEST_FILE + 1)) == "set_up_file_too_large"

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"PK\x03\x04 a zip file",
            b"<html></html>",
            b"[]",
            b"{}",
            b'{"content": [], "signature": "x"}',
            b'{"content": {"format": "something"}, "signature": "x"}',
            b'{"content": {"format": "senda-set-up"}, "signature": 7}',
            b"[" * 50_000,
            "\ufeff{}".encode(),
            b"\xff\xfe\x00",
        ],
        ids=[
            "empty",
            "zip",
            "HTML",
            "list",
            "object",
            "content",
            "format",
            "signature",
            "deep",
            "BOM",
            "bytes",
        ],
    )
    def test_wrong_format(self, senda, data):
        assert self.refusal(senda, data) == "set_up_file_unreadable"

    def test_of_another_version(self, senda, old):
        """Signed, and of a Senda that writes files otherwise: the version is read after the signature."""
        document = json.loads(exported(senda, old))
        document["content"]["version"] = 3
        plain = json.dumps(document["content"], sort_keys=True, separators=(",", ":"))
        key = senda.config.subkey("set-up export")
        document["signature"] = hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()
        data = (json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
        assert self.refusal(senda, data) == "set_up_file_version"


class TestCommands:
    @pytest.fixture(autouse=True)
    def _settings(self, senda: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SENDA_PUBLIC_URL", senda.config.public_url)
        monkeypatch.setenv("SENDA_SECRET_KEY", SECRET)
        monkeypatch.setenv("SENDA_DATABASE_URL", senda.config.database_url)

    def test_from_one_lms_to_another(self, senda, old, tmp_path: Path, capsys):
        exported(senda, old)
        new = without_school_bank(senda.database)
        teacher = enter(new, "berta", NEW)
        file = tmp_path / "old.json"
        assert (
            main(
                ["course", "export", "--platform", old.platform.issuer, "--course", "old", "--out", str(file)]
            )
            == 0
        )
        capsys.readouterr()
        taking = [
            "course",
            "import",
            "--platform",
            NEW_LMS,
            "--course",
            "new",
            str(file),
            "--move-dates",
            "--json",
        ]
        assert main(taking) == 0
        assert json.loads(capsys.readouterr().out)["activities"] == 3
        with senda.database.read() as session:
            assert len(activities_in(session, teacher)) == 3
            event = session.scalars(select(AuditEvent).where(AuditEvent.event == "set_up_imported")).one()
        assert event.actor_id is None
        assert main(taking) == 1
        assert "activities already" in capsys.readouterr().err

    def test_every_class_of_an_lms_into_a_folder(self, senda, old, tmp_path: Path, capsys):
        exported(senda, old)
        enter(old, "ana", Opened("empty"))
        arguments = ["course", "export", "--platform", old.platform.issuer, "--out"]
        assert main([*arguments, str(tmp_path / "one.json")]) == 1
        assert "2 classes" in capsys.readouterr().err
        assert main([*arguments, f"{tmp_path}/all/", "--json"]) == 0
        document = json.loads(capsys.readouterr().out)
        assert len(document["written"]) == len(document["empty"]) == 1
        assert Path(document["written"][0]["file"]).is_file()

    def test_by_the_id_of_a_class(self, senda, old, tmp_path: Path):
        exported(senda, old)
        with senda.database.read() as session:
            name = session.scalars(select(CourseClass.public_id)).first()
        assert main(["course", "export", "--class", name, "--out", str(tmp_path / "x.json")]) == 0

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["export", "--class", "nobody", "--out", "x"], "No such class"),
            (["export", "--platform", "https://nobody.example", "--out", "x"], "No such class"),
            (["export", "--class", "x", "--course", "5", "--out", "x"], "--course needs --platform"),
            (["import", "--class", "nobody", "x"], "No such class"),
        ],
    )
    def test_what_does_not_exist(self, senda, capsys, arguments, said):
        assert main(["course", *arguments]) == 1
        assert said in capsys.readouterr().err

    def test_a_file_that_is_not_there(self, senda, old, capsys):
        enter(old, "ana", OLD)
        assert main(["course", "import", "--platform", old.platform.issuer, "/nowhere/x.json"]) == 1
        assert "cannot be read" in capsys.readouterr().err

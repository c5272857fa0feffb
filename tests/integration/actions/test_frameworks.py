"""Lists of competencies of a school: taken in, edited as copies, put to use, taken along; on both databases."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from classroom import Classroom, make_classroom, own_bank
from fake_platform import JsonServer
from sqlalchemy import func, select

from adapters.frameworks import builtin, case, csv_table
from adapters.frameworks.base import CompetencySpec, FrameworkSpec, LevelSpec
from adapters.lms.base import Role
from lti_tool.actions.copy_framework import bring_bank, copy_framework, open_bring
from lti_tool.actions.edit_framework import delete_draft, edit_framework, open_draft, publish_framework
from lti_tool.actions.export_framework import export_framework
from lti_tool.actions.framework_changes import (
    ChangeArea,
    ChangeCompetency,
    ChangeLevels,
    ChangeNames,
    ChangePair,
    Move,
    Remove,
    in_tree_order,
)
from lti_tool.actions.framework_rows import mark_of, spec_of
from lti_tool.actions.import_bank import import_bank, store_framework
from lti_tool.actions.loading import load_bank, load_framework
from lti_tool.actions.open_frameworks import open_framework, open_frameworks
from lti_tool.actions.sweep_imports import sweep_imports
from lti_tool.actions.take_framework import (
    accept_import,
    choose_kinds,
    drop_import,
    open_import,
    receive_address,
    receive_file,
    take_own_framework,
)
from lti_tool.config import Config
from lti_tool.database.audit import AuditEvent
from lti_tool.database.banks import Bank, entries_at
from lti_tool.database.frameworks import FrameworkVersion, framework_named
from lti_tool.database.imports import ImportJob, UploadPart
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused, ImportRefused, InputRefused, NotFound

UNESCO, MRCDD, ESO = "unesco-ict-cft-3", "mrcdd-2022", "rd217-2022-mat-eso"


@pytest.fixture
def teacher(classroom: Classroom) -> Scope:
    return classroom.enter("ana", Role.TEACHER)


def stored(classroom: Classroom, scope: Scope, name: str) -> FrameworkSpec:
    with classroom.database.read() as session:
        row = framework_named(session, scope, name)
        assert row is not None
        return spec_of(row)


def own(classroom: Classroom, scope: Scope, code: str) -> str:
    return take_own_framework(classroom.database, scope, code, now=classroom.clock.now)


def send(classroom: Classroom, scope: Scope, data: bytes, name: str = "list.csv") -> str:
    return receive_file(classroom.database, scope, data, name, language="es", now=classroom.clock.now)


def draft_of(classroom: Classroom, scope: Scope, code: str) -> str:
    return copy_framework(classroom.database, scope, own(classroom, scope, code), now=classroom.clock.now)


def change(classroom: Classroom, scope: Scope, name: str, what: object, seen: str = "") -> FrameworkSpec:
    return edit_framework(classroom.database, scope, name, what, seen=seen, now=classroom.clock.now)  # type: ignore[arg-type]


def count(classroom: Classroom, model: type) -> int:
    with classroom.database.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


class TestTakenIn:
    @pytest.mark.parametrize("code", builtin.CODES)
    def test_what_comes_with_senda_is_kept_whole(self, classroom, teacher, code):
        name = own(classroom, teacher, code)
        spec = builtin.load(code)
        kept = stored(classroom, teacher, name)
        assert replace(kept, prerequisites=()) == replace(spec, prerequisites=())
        assert set(kept.prerequisites) == set(spec.prerequisites)
        assert in_tree_order(spec) == spec, "columns of an area stand together"
        assert own(classroom, teacher, code) == name, "taken twice it is there once"
        page = open_frameworks(classroom.database, teacher)
        assert code not in [one.code for one in page.own]
        assert [card.code for card in page.frameworks].count(code) == 1

    def test_nobody_else_has_it_and_nobody_who_does_not_teach(self, classroom, teacher):
        own(classroom, teacher, UNESCO)
        other = make_classroom(classroom.database, "https://other.example", "Other", client_id="x")
        stranger = other.enter("eva", Role.TEACHER)
        assert UNESCO not in [card.code for card in open_frameworks(other.database, stranger).frameworks]
        student = classroom.enter("s1")
        with pytest.raises(AccessRefused):
            own(classroom, student, UNESCO)
        with pytest.raises(NotFound):
            own(classroom, teacher, "made-up")

    def test_a_file_waits_until_its_owner_says_so(self, classroom, teacher):
        spec = builtin.load(MRCDD)
        job = send(classroom, teacher, csv_table.write(spec))
        assert count(classroom, UploadPart) > 0
        page = open_import(classroom.database, teacher, job)
        assert page.acceptable
        assert (page.about["competencies"], page.standing) == (23, "new")
        colleague = classroom.enter("berta", Role.TEACHER)
        with pytest.raises(NotFound):
            open_import(classroom.database, colleague, job)
        assert "mrcdd-2022" not in [c.code for c in open_frameworks(classroom.database, teacher).frameworks]
        name = accept_import(classroom.database, teacher, job, now=classroom.clock.now)
        assert stored(classroom, teacher, name) == spec
        assert count(classroom, UploadPart) == 0
        assert accept_import(classroom.database, teacher, job, now=classroom.clock.now) == name
        again = send(classroom, teacher, csv_table.write(spec))
        assert open_import(classroom.database, teacher, again).standing == "same"
        assert accept_import(classroom.database, teacher, again, now=classroom.clock.now) == name

    def test_a_large_file_is_kept_in_pieces_and_comes_back_whole(self, classroom, teacher):
        spec = builtin.load(UNESCO)
        padded = case.write(spec, changed=classroom.clock.now) + b" " * (2 * 1024 * 1024 + 7)
        job = send(classroom, teacher, padded, "x.json")
        assert count(classroom, UploadPart) == 3
        name = accept_import(classroom.database, teacher, job, now=classroom.clock.now)
        assert stored(classroom, teacher, name).competencies[0].names == spec.competencies[0].names

    def test_another_list_under_the_same_name_needs_another_version(self, classroom, teacher):
        spec = builtin.load(UNESCO)
        own(classroom, teacher, UNESCO)
        renamed = replace(spec, competencies=(replace(spec.competencies[0], names={"es": "Otra"}), *spec.competencies[1:]))
        job = send(classroom, teacher, csv_table.write(renamed))
        page = open_import(classroom.database, teacher, job)
        assert (page.standing, page.version) == ("differs", "3-2")
        with pytest.raises(ImportRefused) as refused:
            accept_import(classroom.database, teacher, job, now=classroom.clock.now)
        assert refused.value.code == "framework_differs_here"
        name = accept_import(classroom.database, teacher, job, page.version, now=classroom.clock.now)
        assert stored(classroom, teacher, name).version == "3-2"

    def test_a_bank_may_not_bring_another_list_under_the_name(self, classroom, teacher):
        own(classroom, teacher, UNESCO)
        spec = builtin.load(UNESCO)
        shorter = replace(spec, competencies=spec.competencies[:3], prerequisites=())
        content = replace(own_bank(), framework=shorter, items=own_bank().items[:1])
        with pytest.raises(ImportRefused) as refused:
            import_bank(classroom.database, teacher.school_id, content, now=classroom.clock.now)
        assert refused.value.code == "framework_differs"

    def test_pairs_given_twice_are_kept_once(self, classroom, teacher):
        spec = builtin.load(UNESCO)
        twice = replace(spec, code="twice", prerequisites=spec.prerequisites * 2)
        job = send(classroom, teacher, case.write(twice, changed=classroom.clock.now), "x.json")
        name = accept_import(classroom.database, teacher, job, now=classroom.clock.now)
        assert len(stored(classroom, teacher, name).prerequisites) == len(spec.prerequisites)
        with classroom.database.write() as session:
            row = store_framework(session, teacher.school_id, replace(twice, code="more"), classroom.clock.now)
            assert len(row.prerequisites) == len(spec.prerequisites)

    def test_competencies_of_an_area_stand_together_whatever_the_file_says(self, classroom, teacher):
        data = b"code,name,area\na,A,one\nb,B,two\nc,C,one\n"
        name = accept_import(classroom.database, teacher, send(classroom, teacher, data), now=classroom.clock.now)
        assert [one.code for one in stored(classroom, teacher, name).competencies] == ["a", "c", "b"]

    @pytest.mark.parametrize(
        ("data", "name", "codes"),
        [
            (b"{nonsense", "x.json", {"not_json"}),
            (b"code,name\n1,x\n", "x.json", {"not_json"}),
            (b'{"a": 1}', "x.json", {"not_case"}),
            (b"<?xml version='1.0'?><CFPackage/>", "x.xml", {"no_header"}),
            (b"PK\x03\x04" + bytes(range(256)), "x.xlsx", {"not_text", "no_header"}),
            (b"kind,code,name_es,parent\narea,A,Uno,\ncompetency,c,Dos,Z\n", "x.csv", {"orphan"}),
            (
                b"kind,code,name_es,parent,prerequisites\narea,A,Uno,,\ncompetency,c,C,A,d\ncompetency,d,D,A,c\n",
                "x.csv",
                {"cycle"},
            ),
            (b"kind,code,name_es,parent,cuts\narea,A,Uno,,\ncompetency,c,C,A,nan\n", "x.csv", {"cuts_not_finite"}),
            (b'{"CFDocument": {"identifier": "a", "title": NaN}}', "x.json", {"not_json"}),
            (b"[" * 100_000, "x.json", {"not_json"}),
            (b"{" * 1_000_001, "x.json", {"too_large"}),
            (b"name\n" + b"x\n" * 9_000, "x.csv", {"too_many_rows", "too_many"}),
            (b"name\nx\n" + b" " * (9 * 1024 * 1024), "x.csv", {"too_large"}),
            ("name\nañadir\n".encode("utf-16"), "x.csv", set()),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_found_and_nothing_is_taken_in(self, classroom, teacher, data, name, codes):
        before = count(classroom, FrameworkVersion)
        job = send(classroom, teacher, data, name)
        page = open_import(classroom.database, teacher, job)
        fatal = {problem.code for problem in page.findings if problem.fatal}
        assert bool(fatal) is bool(codes)
        assert fatal <= codes
        if not codes:
            assert page.acceptable
            return
        assert not page.acceptable
        with pytest.raises(ImportRefused):
            accept_import(classroom.database, teacher, job, now=classroom.clock.now)
        assert count(classroom, FrameworkVersion) == before

    def test_fatal_findings_come_first_and_only_so_many(self, classroom, teacher):
        rows = "".join(f"competency,c{n},N,Z\n" for n in range(300))
        data = f"kind,code,name_es,parent\narea,A,Uno,\n{rows}".encode()
        page = open_import(classroom.database, teacher, send(classroom, teacher, data))
        assert len(page.findings) == 200
        assert page.more == 101
        assert page.findings[0].fatal

    def test_item_types_are_chosen(self, classroom, teacher):
        items = [
            {"identifier": f"0000000{n}-0000-4000-8000-000000000000", "fullStatement": f"S{n}", "CFItemType": kind}
            for n, kind in enumerate(("Cluster", "Standard", "Example"))
        ]
        document = {"identifier": "aaaaaaaa-0000-4000-8000-000000000000", "title": "T", "creator": "C"}
        ids = [document["identifier"], *(item["identifier"] for item in items)]
        links = [
            {"identifier": f"b{n}", "associationType": "isChildOf",
             "originNodeURI": {"identifier": child}, "destinationNodeURI": {"identifier": parent}}
            for n, (child, parent) in enumerate(zip(ids[1:], ids, strict=False))
        ]  # fmt: skip
        package = {"CFDocument": document, "CFItems": items, "CFAssociations": links}
        job = send(classroom, teacher, json.dumps(package).encode(), "x.json")
        page = open_import(classroom.database, teacher, job)
        assert set(page.kinds) == {"Cluster", "Standard", "Example"}
        choose_kinds(classroom.database, teacher, job, ["Standard", "made-up"], now=classroom.clock.now)
        page = open_import(classroom.database, teacher, job)
        assert page.chosen == ("Standard",)
        name = accept_import(classroom.database, teacher, job, now=classroom.clock.now)
        assert [one.names["en" if "en" in one.names else "es"] for one in stored(classroom, teacher, name).competencies] == ["S1"]

    def test_what_nobody_takes_is_thrown_away(self, classroom, teacher):
        job = send(classroom, teacher, b"name\nx\n")
        second = send(classroom, teacher, b"name\ny\n")
        with pytest.raises(NotFound):
            open_import(classroom.database, teacher, job)
        drop_import(classroom.database, teacher, second)
        assert (count(classroom, ImportJob), count(classroom, UploadPart)) == (0, 0)
        send(classroom, teacher, b"name\ny\n")
        assert sweep_imports(classroom.database, classroom.clock.now + timedelta(hours=23)) == 0
        assert sweep_imports(classroom.database, classroom.clock.now + timedelta(hours=25)) == 1
        assert (count(classroom, ImportJob), count(classroom, UploadPart)) == (0, 0)

    def test_it_is_written_down_who_took_it(self, classroom, teacher):
        own(classroom, teacher, UNESCO)
        with classroom.database.read() as session:
            event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert event is not None
        assert (event.event, event.actor_id, event.values["framework"]) == ("framework_taken", teacher.person_id, UNESCO)


class TestFromAnAddress:
    def config(self, **more: object) -> Config:
        return Config(
            public_url="http://localhost:8000", secret_key="only good for tests " * 2, database_url="sqlite://", **more
        )  # type: ignore[arg-type]

    def test_a_package_is_fetched_and_waits(self, classroom, teacher):
        spec = builtin.load(UNESCO)
        with closing(JsonServer()) as server:
            server.answers["/ims/case/v1p1/CFPackages/1"] = json.loads(case.write(spec, changed=classroom.clock.now))
            job = receive_address(
                classroom.database, self.config(allow_private_hosts=True), teacher,
                f"{server.origin}/ims/case/v1p1/CFPackages/1", language="es", now=classroom.clock.now,
            )  # fmt: skip
        name = accept_import(classroom.database, teacher, job, now=classroom.clock.now)
        assert [c.code for c in stored(classroom, teacher, name).competencies] == [c.code for c in spec.competencies]

    @pytest.mark.parametrize(
        ("address", "code"),
        [
            ("https://127.0.0.1/x", "framework_address_refused"),
            ("https://10.0.0.1/x", "framework_address_refused"),
            ("https://[::1]/x", "framework_address_refused"),
            ("https://169.254.169.254/latest", "framework_address_refused"),
            ("https://localhost/x", "framework_address_refused"),
            ("http://example.org/x", "framework_address_refused"),
            ("file:///etc/passwd", "framework_address_refused"),
            ("https://user:word@example.org/", "framework_address_refused"),
            ("nonsense", "framework_address_refused"),
            ("https://[broken", "framework_address_refused"),
            ("https://nowhere.invalid/x", "framework_address_failed"),
            (" ", "framework_address_missing"),
        ],
    )
    def test_only_public_addresses_are_asked(self, classroom, teacher, address, code):
        with pytest.raises(InputRefused) as refused:
            receive_address(classroom.database, self.config(), teacher, address, language="es", now=classroom.clock.now)
        assert refused.value.code == code
        assert count(classroom, ImportJob) == 0

    def test_an_answer_that_is_no_package(self, classroom, teacher):
        with closing(JsonServer()) as server, pytest.raises(InputRefused) as refused:
            receive_address(
                classroom.database, self.config(allow_private_hosts=True), teacher, f"{server.origin}/nothing",
                language="es", now=classroom.clock.now,
            )  # fmt: skip
        assert refused.value.code == "framework_address_failed"


class TestEditing:
    def test_a_copy_is_a_draft_with_a_version_of_its_own(self, classroom, teacher):
        origin = own(classroom, teacher, MRCDD)
        draft = copy_framework(classroom.database, teacher, origin, now=classroom.clock.now)
        second = copy_framework(classroom.database, teacher, origin, now=classroom.clock.now)
        copied, spec = stored(classroom, teacher, draft), builtin.load(MRCDD)
        assert copied.competencies == spec.competencies
        assert [copied.version, stored(classroom, teacher, second).version] == ["2022-2", "2022-3"]
        assert copied.licence == spec.licence
        assert copied.source.startswith(spec.source)
        assert "2022" in copied.source.removeprefix(spec.source), "that it was changed is said"
        page = open_frameworks(classroom.database, teacher)
        assert [card.made_after for card in page.drafts] == ["2022", "2022"]
        assert draft not in [card.id for card in page.frameworks]
        publish_framework(classroom.database, teacher, draft, now=classroom.clock.now)
        third = copy_framework(classroom.database, teacher, draft, now=classroom.clock.now)
        assert stored(classroom, teacher, third).version == "2022-4", "a copy of a copy is numbered on"

    def test_nothing_may_refer_to_a_draft(self, classroom, teacher):
        draft = draft_of(classroom, teacher, UNESCO)
        with classroom.database.read() as session:
            row = framework_named(session, teacher, draft)
        content = replace(own_bank(), framework=None, items=own_bank().items[:1], title="x")
        with pytest.raises(ImportRefused) as refused:
            import_bank(classroom.database, teacher.school_id, content, now=classroom.clock.now, framework_id=row.id)
        assert refused.value.code == "framework_missing"
        named = replace(content, framework=replace(stored(classroom, teacher, draft)))
        with pytest.raises(ImportRefused) as refused:
            import_bank(classroom.database, teacher.school_id, named, now=classroom.clock.now)
        assert refused.value.code == "framework_is_draft"

    def test_everything_can_be_changed(self, classroom, teacher):
        name = draft_of(classroom, teacher, MRCDD)
        spec = change(classroom, teacher, name, ChangeNames({"es": "Nuestro marco", "en": ""}, "2022-ies"))
        assert (spec.names, spec.version) == ({"es": "Nuestro marco"}, "2022-ies")
        spec = change(classroom, teacher, name, ChangeArea("", {"es": "Robótica"}, "2", new=True))
        assert (spec.areas["robotica"], spec.area_parents["robotica"]) == ({"es": "Robótica"}, "2")
        new = CompetencySpec("", "robotica", {"es": "Programar un robot"}, (-2, -1, 0, 1, 2, 3))
        spec = change(classroom, teacher, name, ChangeCompetency(new, new=True))
        codes = [one.code for one in spec.competencies]
        assert codes.index("programar-un-robot") == codes.index("2.3") + 1, "where its area stands"
        spec = change(classroom, teacher, name, ChangePair("2.3", "programar-un-robot", add=True))
        assert ("2.3", "programar-un-robot") in spec.prerequisites
        moved = replace(next(c for c in spec.competencies if c.code == "2.1"), area="robotica", weight=2.0)
        spec = change(classroom, teacher, name, ChangeCompetency(moved, new=False))
        spec = change(classroom, teacher, name, Move("competency", "2.1", 1))
        assert [c.code for c in spec.competencies if c.area == "robotica"] == ["programar-un-robot", "2.1"]
        spec = change(classroom, teacher, name, Remove("competency", "2.3"))
        assert not any("2.3" in pair for pair in spec.prerequisites)
        assert stored(classroom, teacher, name) == spec, "what is kept is what was said"
        publish_framework(classroom.database, teacher, name, now=classroom.clock.now)
        with classroom.database.read() as session:
            row = framework_named(session, teacher, name)
            loaded = load_framework(session, teacher, row.id)
        assert loaded.framework.weights[loaded.framework.index("2.1")] == 2.0

    def test_a_cycle_is_refused_by_name_and_nothing_is_changed(self, classroom, teacher):
        name = draft_of(classroom, teacher, UNESCO)
        before = stored(classroom, teacher, name)
        with pytest.raises(ImportRefused) as refused:
            change(classroom, teacher, name, ChangePair("KC.1", "KA.1", add=True))
        (fault,) = refused.value.faults
        assert fault.code == "cycle"
        assert set(fault.values["codes"]) == {"KA.1", "KD.1", "KC.1"}
        assert {"es": "Conocimiento de las políticas", "en": "Policy Understanding"} in fault.values["names"]
        assert stored(classroom, teacher, name) == before

    @pytest.mark.parametrize(
        ("what", "code"),
        [
            (ChangeCompetency(CompetencySpec("KA.1", "nowhere", {"es": "x"}), new=False), "orphan"),
            (ChangeCompetency(CompetencySpec("KA.1", "A1", {"es": "x"}, (float("nan"),)), new=False), "cuts_not_finite"),
            (ChangeCompetency(CompetencySpec("KA.1", "A1", {"es": "x"}, (0.0, 1.0)), new=False), "cuts_count"),
            (ChangeCompetency(CompetencySpec("KA.1", "A1", {"es": "x"}, weight=0), new=False), "weight_not_positive"),
            (ChangeCompetency(CompetencySpec("KA.1", "A1", {"es": "x"}, weight=float("inf")), new=False), "weight_not_positive"),
            (ChangeCompetency(CompetencySpec("new", "A1", {"es": "x" * 501}), new=True), "name_too_long"),
            (ChangeCompetency(CompetencySpec("new", "A1", {"es": "x"}, alignments=("no colon",)), new=True), "bad_alignment"),
            (ChangeCompetency(CompetencySpec("new", "A1", {"es": ""}), new=True), "empty_name"),
            (ChangeArea("A1", {"es": "x"}, "A1", new=False), "area_cycle"),
            (ChangeArea("B", {"es": "x"}, "nowhere", new=True), "unknown_area"),
            (ChangeNames({"es": "x"}, ""), "empty_version"),
            (ChangeLevels((LevelSpec("A", {"es": "x"}), LevelSpec("A", {"es": "y"}))), "duplicate_level"),
        ],
    )  # fmt: skip
    def test_faults_are_named(self, classroom, teacher, what, code):
        name = draft_of(classroom, teacher, UNESCO)
        before = stored(classroom, teacher, name)
        with pytest.raises(ImportRefused) as refused:
            change(classroom, teacher, name, what)
        assert code in {fault.code for fault in refused.value.faults}
        assert stored(classroom, teacher, name) == before

    @pytest.mark.parametrize(
        ("what", "code"),
        [
            (Remove("area", "A1"), "framework_area_full"),
            (Remove("competency", "gone"), "framework_part_gone"),
            (ChangePair("KA.1", "gone", add=True), "framework_part_gone"),
            (Move("competency", "gone", 1), "framework_part_gone"),
            (ChangeCompetency(CompetencySpec("KA.1", "A1", {"es": "x"}), new=True), "framework_code_taken"),
            (ChangeArea("A1", {"es": "x"}, "", new=True), "framework_code_taken"),
            (ChangeNames({"es": "x"}, "3"), "framework_version_taken"),
        ],
    )
    def test_what_cannot_be_done(self, classroom, teacher, what, code):
        name = draft_of(classroom, teacher, UNESCO)
        with pytest.raises(InputRefused) as refused:
            change(classroom, teacher, name, what)
        assert refused.value.code == code

    def test_who_comes_second_is_told_and_overwrites_nothing(self, classroom, teacher):
        name = draft_of(classroom, teacher, UNESCO)
        colleague = classroom.enter("berta", Role.TEACHER)
        first = stored(classroom, teacher, name).competencies[0]
        mine = ChangeCompetency(replace(first, names={"es": "Lo mío"}), new=False)
        theirs = ChangeCompetency(replace(first, names={"es": "Lo suyo"}), new=False)
        seen = mark_of(first)
        change(classroom, colleague, name, theirs, seen)
        with pytest.raises(InputRefused) as refused:
            change(classroom, teacher, name, mine, seen)
        assert refused.value.code == "framework_changed_meanwhile"
        assert stored(classroom, teacher, name).competencies[0].names["es"] == "Lo suyo"
        other = stored(classroom, teacher, name).competencies[1]
        elsewhere = ChangeCompetency(replace(other, names={"es": "Otra"}), new=False)
        change(classroom, teacher, name, elsewhere, mark_of(other))
        now = mark_of(stored(classroom, teacher, name).competencies[0])
        assert change(classroom, teacher, name, mine, now).competencies[0].names["es"] == "Lo mío"

    def test_a_list_in_use_is_never_changed(self, classroom, teacher):
        name = draft_of(classroom, teacher, UNESCO)
        publish_framework(classroom.database, teacher, name, now=classroom.clock.now)
        for act in (
            lambda: change(classroom, teacher, name, Remove("competency", "KA.1")),
            lambda: delete_draft(classroom.database, teacher, name, now=classroom.clock.now),
            lambda: publish_framework(classroom.database, teacher, name, now=classroom.clock.now),
            lambda: open_draft(classroom.database, teacher, name),
        ):
            with pytest.raises(InputRefused) as refused:
                act()
            assert refused.value.code == "framework_published"
        stranger = make_classroom(classroom.database, "https://o.example", "O", client_id="o").enter("x", Role.TEACHER)
        draft = copy_framework(classroom.database, teacher, name, now=classroom.clock.now)
        for act in (
            lambda: change(classroom, stranger, draft, Remove("competency", "KA.1")),
            lambda: open_framework(classroom.database, stranger, name),
            lambda: copy_framework(classroom.database, stranger, name, now=classroom.clock.now),
            lambda: export_framework(classroom.database, stranger, name, "csv"),
        ):
            with pytest.raises(NotFound):
                act()
        with pytest.raises(AccessRefused):
            change(classroom, classroom.enter("s1"), draft, Remove("competency", "KA.1"))

    def test_a_draft_is_deleted_and_what_was_made_after_it_stays(self, classroom, teacher):
        origin = own(classroom, teacher, UNESCO)
        draft = copy_framework(classroom.database, teacher, origin, now=classroom.clock.now)
        after = copy_framework(classroom.database, teacher, draft, now=classroom.clock.now)
        before = count(classroom, FrameworkVersion)
        delete_draft(classroom.database, teacher, draft, now=classroom.clock.now)
        assert count(classroom, FrameworkVersion) == before - 1
        assert open_draft(classroom.database, teacher, after).made_after == (origin, "3")

    def test_a_draft_with_faults_is_not_put_to_use_but_can_be_mended(self, classroom, teacher):
        name = draft_of(classroom, teacher, UNESCO)
        with classroom.database.write() as session:
            row = framework_named(session, teacher, name)
            row.competencies[0].area = "nowhere"
        assert open_draft(classroom.database, teacher, name).problems[0].code == "orphan"
        with pytest.raises(ImportRefused) as refused:
            publish_framework(classroom.database, teacher, name, now=classroom.clock.now)
        assert [fault.code for fault in refused.value.faults] == ["orphan"]
        with pytest.raises(ImportRefused):
            export_framework(classroom.database, teacher, name, "case")
        change(classroom, teacher, name, ChangePair("KA.2", "KC.2", add=True))
        first = next(c for c in stored(classroom, teacher, name).competencies if c.area == "nowhere")
        change(classroom, teacher, name, ChangeCompetency(replace(first, area="A1"), new=False))
        publish_framework(classroom.database, teacher, name, now=classroom.clock.now)


class TestTakenAlong:
    @pytest.mark.parametrize("form", ["case", "csv"])
    @pytest.mark.parametrize("code", [MRCDD, ESO, UNESCO])
    def test_what_goes_out_comes_in_the_same(self, classroom, teacher, form, code):
        draft = draft_of(classroom, teacher, code)
        change(classroom, teacher, draft, ChangeNames({"es": "=SUMA(A1)", "en": "Ours | and \\ theirs"}, "x-1"))
        publish_framework(classroom.database, teacher, draft, now=classroom.clock.now)
        file = export_framework(classroom.database, teacher, draft, form)
        other = make_classroom(classroom.database, "https://other.example", "Other", client_id="x")
        stranger = other.enter("eva", Role.TEACHER)
        name = accept_import(other.database, stranger, send(other, stranger, file.data, file.name), now=other.clock.now)
        assert stored(other, stranger, name) == stored(classroom, teacher, draft)
        again = send(classroom, teacher, file.data, file.name)
        assert open_import(classroom.database, teacher, again).standing == "same"


class TestQuestionsComeAlong:
    def bank(self, classroom: Classroom, scope: Scope) -> Bank:
        with classroom.database.read() as session:
            return session.scalars(select(Bank).where(Bank.school_id == scope.school_id).order_by(Bank.id)).first()

    def test_linked_by_code_and_said_before(self, classroom, teacher):
        bank = self.bank(classroom, teacher)
        with classroom.database.read() as session:
            origin = session.get_one(FrameworkVersion, bank.framework_id)
            held = [entry for entry, _ in entries_at(session, teacher, bank.id, bank.revision)]
        draft = copy_framework(classroom.database, teacher, origin.public_id, now=classroom.clock.now)
        with pytest.raises(InputRefused):
            open_bring(classroom.database, teacher, draft, bank.public_id)
        gone = "fractions-add"
        change(classroom, teacher, draft, Remove("competency", gone))
        publish_framework(classroom.database, teacher, draft, now=classroom.clock.now)
        page = open_framework(classroom.database, teacher, draft)
        assert [one.id for one in page.bringable] == [bank.public_id]
        told = open_bring(classroom.database, teacher, draft, bank.public_id)
        lost = sum(entry.competencies == [gone] for entry in held)
        assert lost > 0
        assert (told.linked + told.partly + told.unlinked, told.unlinked) == (len(held), lost)
        name = bring_bank(classroom.database, teacher, draft, bank.public_id, "La mía", now=classroom.clock.now)
        with classroom.database.read() as session:
            made = session.scalars(select(Bank).where(Bank.public_id == name)).one()
            entries = [entry for entry, _ in entries_at(session, teacher, made.id, made.revision)]
            loaded = load_bank(session, teacher, made.id)
            source = load_bank(session, teacher, bank.id)
        assert (made.title, made.digest, made.revision) == ("La mía", "", 1)
        assert len(entries) == len(held)
        assert sum(entry.withheld == "unlinked" for entry in entries) == lost
        assert len(loaded.item_ids) == len(source.item_ids) - lost
        assert gone not in loaded.loaded.framework.codes
        page = open_framework(classroom.database, teacher, draft)
        assert [one.title for one in page.banks] == ["La mía"]

    def test_only_banks_about_the_same_list(self, classroom, teacher):
        bank = self.bank(classroom, teacher)
        with pytest.raises(NotFound):
            open_bring(classroom.database, teacher, own(classroom, teacher, UNESCO), bank.public_id)
        with pytest.raises(NotFound):
            bring_bank(classroom.database, teacher, "made-up", bank.public_id, now=classroom.clock.now)


class TestAreasInAreas:
    def test_areas_that_only_hold_areas_are_not_shown_and_names_tell_apart(self, classroom, teacher):
        name = own(classroom, teacher, ESO)
        with classroom.database.read() as session:
            loaded = load_framework(session, teacher, framework_named(session, teacher, name).id)
        positions = [p for _, _, inside in loaded.areas for p in inside]
        assert positions == list(range(loaded.framework.size)), "each once, columns side by side"
        spanish = [names["es"] for _, names, _ in loaded.areas]
        assert len(set(spanish)) == len(spanish)
        assert "1-3" not in [code for code, _, _ in loaded.areas]


def test_alignments_are_called_by_their_names(classroom: Classroom, teacher: Scope) -> None:
    page = next(c for c in open_frameworks(classroom.database, teacher).frameworks if c.code.startswith("senda"))
    shown = open_framework(classroom.database, teacher, page.id)
    told = [shown.elsewhere[a] for c in shown.spec.competencies for a in c.alignments]
    assert told
    assert all(one.names and one.framework for one in told if one.code.startswith("1-3"))


def test_names_of_files_are_harmless(classroom: Classroom, teacher: Scope) -> None:
    job = send(classroom, teacher, b"name\nx\n", "../\x00\ud800<b>" + "x" * 500 + ".csv")
    assert len(open_import(classroom.database, teacher, job).filename) <= 200

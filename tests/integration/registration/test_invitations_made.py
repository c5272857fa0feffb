"""Links made one by one and from a list of schools; the board; accounts of school administrators."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from lti_tool.actions.admin_accounts import open_welcome
from lti_tool.actions.invite_platform import (
    NewInvitation,
    Order,
    invitations_board,
    invite_account,
    invite_platform,
    invite_schools,
    revoke_invitation,
    state_of,
)
from lti_tool.actions.runtime import now_utc
from lti_tool.actions.school_list import MOST_LINES, read_schools
from lti_tool.database.admins import AdminAccount
from lti_tool.database.engine import Database
from lti_tool.database.invitations import Invitation
from lti_tool.database.schools import School
from lti_tool.database.scope import AdminScope
from lti_tool.errors import ImportRefused, NotFound

OPERATOR = AdminScope()
NOW = now_utc()
ORDER = Order(0)


def invite(database: Database, text: str) -> tuple[NewInvitation, ...]:
    return invite_schools(database, OPERATOR, read_schools(text.encode()), ORDER, now=NOW)


def findings(database: Database, text: str) -> list[tuple[int, str]]:
    with pytest.raises(ImportRefused) as caught:
        invite(database, text)
    return [(finding.line, finding.code) for finding in caught.value.faults]


def schools(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(School.name).order_by(School.name)))


class TestOne:
    def test_only_a_digest_is_kept(self, database):
        made = invite_platform(database, OPERATOR, "IES Uno", Order(0, days=3), now=NOW)
        assert len(made.secret) >= 43
        with database.read() as session:
            row = session.scalars(select(Invitation)).one()
        assert made.secret.encode() not in row.digest
        assert len(row.digest) == 32
        assert row.expires_at == made.expires_at == NOW + timedelta(days=3)

    def test_every_state_on_the_board(self, database):
        made = [
            invite_platform(database, OPERATOR, f"IES {i}", Order(0, days=1 + i), now=NOW) for i in range(4)
        ]
        revoke_invitation(database, OPERATOR, made[1].public_id, now=NOW)
        with database.write() as session:
            row = session.scalars(select(Invitation).where(Invitation.public_id == made[2].public_id)).one()
            row.problem = "registration_timeout"
            trying = session.scalars(
                select(Invitation).where(Invitation.public_id == made[3].public_id)
            ).one()
            trying.used_at = NOW
        seen = {one.school: one for one in invitations_board(database, OPERATOR, now=NOW)}
        states = {school: one.state for school, one in seen.items()}
        assert states == {"IES 0": "open", "IES 1": "revoked", "IES 2": "tried", "IES 3": "trying"}
        later = {
            one.school: one.state
            for one in invitations_board(database, OPERATOR, now=NOW + timedelta(days=1))
        }
        assert later["IES 0"] == "expired"
        assert state_of(trying, NOW + timedelta(hours=1)) == "open"

    def test_an_administrator_of_one_school_sees_and_makes_its_own_only(self, database):
        own = invite_platform(database, OPERATOR, "IES Uno", ORDER, now=NOW)
        other = invite_platform(database, OPERATOR, "IES Dos", ORDER, now=NOW)
        with database.read() as session:
            school_id = session.scalars(select(School.id).where(School.name == "IES Uno")).one()
        scope = AdminScope(school_id, None, "dir@uno.example")
        assert [one.public_id for one in invitations_board(database, scope, now=NOW)] == [own.public_id]
        assert invite_platform(database, scope, "IES Uno", ORDER, now=NOW).school == "IES Uno"
        for school in ("IES Dos", "IES Tres"):
            with pytest.raises(NotFound):
                invite_platform(database, scope, school, ORDER, now=NOW)
        with pytest.raises(NotFound):
            revoke_invitation(database, scope, other.public_id, now=NOW)
        assert schools(database) == ["IES Dos", "IES Uno"]


class TestList:
    def test_a_link_for_each_line(self, database):
        made = invite(
            database,
            "school,family,label,administrator\n"
            "IES Uno,moodle,Aula,Ana@Uno.example\n"
            '"IES, Dos",canvas,,\n'
            "\n"
            "IES Tres\n",
        )
        assert [(one.school, one.family, one.label) for one in made] == [
            ("IES Uno", "moodle", "Aula"), ("IES, Dos", "canvas", ""), ("IES Tres", "", ""),
        ]  # fmt: skip
        assert len({one.secret for one in made}) == 3
        assert made[0].administrator == "ana@uno.example"
        assert open_welcome(database, made[0].account_secret, now=NOW) == "ana@uno.example"
        assert made[1].account_secret == ""
        with database.read() as session:
            account = session.scalars(select(AdminAccount)).one()
            school = session.scalars(select(School).where(School.name == "IES Uno")).one()
        assert (account.only_school_id, account.password_hash) == (school.id, "")

    @pytest.mark.parametrize(
        "text",
        [
            "IES Uno;moodle\nIES Dos;\n",
            "\ufeffschool;lms\r\nIES Uno;moodle\r\nIES Dos;\r\n",
            "Escuela\tLMS\nIES Uno\tmoodle\nIES Dos\t\n",
            "lms,school\nmoodle,IES Uno\n,IES Dos\n",
        ],
    )
    def test_as_spreadsheets_write_it(self, database, text):
        assert [(one.school, one.family) for one in invite(database, text)] == [
            ("IES Uno", "moodle"), ("IES Dos", ""),
        ]  # fmt: skip

    def test_names_may_have_commas(self):
        for text in ("IES Uno, Madrid;moodle\n", "school;lms\nIES Uno, Madrid;moodle\n"):
            (line,) = read_schools(text.encode()).lines
            assert (line.school, line.family) == ("IES Uno, Madrid", "moodle")
        found = read_schools(b"school\nIES Uno;moodle\n").findings
        assert [finding.code for finding in found] == ["too_many_columns"]

    def test_all_or_nothing_and_each_fault_by_its_line(self, database):
        found = findings(
            database,
            "school,family,label,administrator\n"
            "IES Uno,moodel,,\n"
            ",moodle,,\n"
            "IES Dos,,,no address\n"
            "IES Tres,,a,ana@example.test\n"
            "IES Tres,,a,\n"
            "IES Cuatro,,,ana@example.test\n"
            f"{'x' * 201},,,\n"
            "IES Cinco,,,,more\n",
        )
        assert found == [
            (2, "family_unknown"), (3, "school_missing"), (4, "address_invalid"), (6, "school_repeated"),
            (7, "address_repeated"), (8, "too_long"), (9, "too_many_columns"),
        ]  # fmt: skip
        assert schools(database) == []
        assert invitations_board(database, OPERATOR, now=NOW) == ()

    @pytest.mark.parametrize(
        ("data", "codes"),
        [
            (b"", ["empty"]),
            (b"school,family\n", ["empty"]),
            (b"school,colour\nIES Uno,red\n", ["column_unknown"]),
            (b"IES Uno\nIES Espa\xf1a\n", ["unreadable"]),
            (b'"IES Uno\n', ["unreadable"]),
            (b"x" * 3_000_000, ["too_many_lines"]),
            (b"".join(b"IES %d\n" % i for i in range(MOST_LINES + 1)), ["too_many_lines"]),
        ],
        ids=["nothing", "headings only", "a column", "Latin-1", "a quote", "too large", "too long"],
    )
    def test_what_is_no_list(self, data, codes):
        assert [finding.code for finding in read_schools(data).findings] == codes

    def test_a_line_with_a_fault_is_named_by_its_number(self):
        (finding,) = read_schools("IES Uno\nIES España\n".encode("latin-1")).findings
        assert finding.line == 2

    def test_a_school_and_an_account_that_are_there_already(self, database):
        first = invite(database, "IES Uno,,,ana@example.test\n")
        again = invite(database, "IES Uno,,,ana@example.test\n")
        assert schools(database) == ["IES Uno"]
        assert open_welcome(database, again[0].account_secret, now=NOW) == "ana@example.test"
        assert first[0].account_secret != again[0].account_secret
        with database.write() as session:
            session.scalars(select(AdminAccount)).one().password_hash = "chosen"
        assert invite(database, "IES Uno,,,ana@example.test\n")[0].account_secret == ""

    def test_an_administrator_of_another_school(self, database):
        invite(database, "IES Uno,,,ana@example.test\n")
        assert findings(database, "IES Dos,,,ana@example.test\n") == [(1, "account_elsewhere")]
        assert schools(database) == ["IES Uno"]

    def test_an_administrator_of_everything(self, database):
        with database.write() as session:
            secret = invite_account(
                session, OPERATOR, "Root@example.test", None, until=NOW + timedelta(days=1), now=NOW
            )
        assert open_welcome(database, secret, now=NOW) == "root@example.test"
        assert findings(database, "IES Dos,,,root@example.test\n") == [(1, "account_elsewhere")]

    def test_eight_hundred_schools(self, database):
        made = invite(database, "".join(f"IES {i},moodle,,a{i}@example.test\n" for i in range(800)))
        assert len({one.secret for one in made}) == 800
        assert len(schools(database)) == 800

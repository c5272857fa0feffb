"""`senda admin`: accounts from the command line."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass

import pytest

from lti_tool.cli.main import main
from lti_tool.database.admins import account_of_email
from lti_tool.database.engine import Database

TOOL = "https://senda.test"


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it wrote."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def senda(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Runs the command against a database of its own."""
    monkeypatch.setenv("SENDA_PUBLIC_URL", TOOL)
    monkeypatch.setenv("SENDA_SECRET_KEY", "a secret of the tests " * 2)
    monkeypatch.setenv("SENDA_DATABASE_URL", sqlite_url)

    def run(*arguments: str, given: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.StringIO(given))
        status = main(["admin", *arguments])
        wrote = capsys.readouterr()
        return Ran(status, wrote.out, wrote.err)

    return run


def test_an_account_with_a_password_from_standard_input(senda, sqlite_url: str) -> None:
    done = senda("add", "Root@Senda.test", "--name", "Root", "--password-stdin", "--json", given="twelve letters\n")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["admin_site"] == f"{TOOL}/admin/"
    database = Database(sqlite_url)
    with database.read() as session:
        account = account_of_email(session, "root@senda.test")
    database.dispose()
    assert account.password_hash.startswith("$argon2id$")
    (listed,) = json.loads(senda("list", "--json").stdout)
    assert listed["state"] == "active"
    assert listed["second_factor"] is False


def test_links_states_and_resets(senda) -> None:
    invited = json.loads(senda("add", "a@senda.test", "--invite", "--json").stdout)
    assert invited["link"].startswith(f"{TOOL}/admin/welcome?invite=")
    again = json.loads(senda("reset-password", "a@senda.test", "--json").stdout)
    assert again["link"] != invited["link"]
    for command, state in (("disable", "disabled"), ("enable", "invited"), ("reset-second-factor", "invited")):
        assert senda(command, "a@senda.test").returncode == 0
        assert json.loads(senda("list", "--json").stdout)[0]["state"] == state


@pytest.mark.parametrize(
    ("arguments", "given", "sentence"),
    [
        (("add", "a@senda.test", "--password-stdin"), "short\n", "at least 12 characters"),
        (("add", "a@senda.test", "--password-stdin"), "a" * 20 + "\n", "too easy to guess"),
        (("add", "nonsense", "--invite"), "", "not an e-mail address"),
        (("add", "a@senda.test"), "", "--password-stdin or --invite"),
        (("add", "a@senda.test", "--invite", "--school", "Nowhere"), "", "no school of this name"),
        (("disable", "a@senda.test"), "", "no account with this address"),
    ],
)
def test_what_cannot_be_done_is_said(senda, arguments, given: str, sentence: str) -> None:
    done = senda(*arguments, given=given)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert senda("list").stdout.startswith("There is no account yet")


def test_one_account_for_each_address(senda) -> None:
    assert senda("add", "a@senda.test", "--invite").returncode == 0
    done = senda("add", "A@senda.test", "--invite")
    assert (done.returncode, "There is an account with this address" in done.stderr) == (1, True)

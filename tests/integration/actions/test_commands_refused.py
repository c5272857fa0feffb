"""Commands about banks and lists that cannot do what they were told: a sentence, and nothing left behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import KINDS, Databases
from sqlalchemy import select

from lti_tool.cli.main import main
from lti_tool.database.engine import Database
from lti_tool.database.schools import School


@pytest.fixture(params=KINDS)
def configured(
    request: pytest.FixtureRequest, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> Database:
    url = databases.make(request.param)
    monkeypatch.setenv("SENDA_PUBLIC_URL", "http://localhost:8000")
    monkeypatch.setenv("SENDA_SECRET_KEY", "only good for tests, and long enough for one")
    monkeypatch.setenv("SENDA_DATABASE_URL", url)
    return Database(url)


def schools(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(School.name)))


@pytest.mark.parametrize("content", [None, "::a:: broken {=1 ~2", "::a:: no list {=1 ~2}"])
def test_a_school_is_not_made_for_a_file_that_is_not_taken_in(
    configured: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None
) -> None:
    file = tmp_path / "some.gift"
    if content is not None:
        file.write_text(content)
    assert main(["bank", "import", str(file), "--school", "Misspelt"]) == 1
    assert capsys.readouterr().err.strip().endswith(".")
    assert schools(configured) == []


@pytest.mark.parametrize("name", ["", "  ", "x" * 201])
@pytest.mark.parametrize(
    "command", [("bank", "import", "mathematics"), ("framework", "import", "digcomp-2.2")]
)
def test_a_school_has_a_name(
    configured: Database, capsys: pytest.CaptureFixture[str], command: tuple[str, ...], name: str
) -> None:
    with pytest.raises(SystemExit):
        main([*command, "--school", name])
    assert "1 to 200 characters" in capsys.readouterr().err
    assert schools(configured) == []


def test_a_list_that_is_not_there_is_named(
    configured: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["framework", "import", "digcomp-2.2", "--school", "IES"]) == 0
    file = tmp_path / "some.gift"
    file.write_text("::a:: one {=1 ~2}")
    assert main(["bank", "import", str(file), "--school", "IES", "--framework", "digcmp"]) == 1
    assert "'digcmp'" in capsys.readouterr().err
    assert schools(configured) == ["IES"], "it was there before"

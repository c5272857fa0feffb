"""`senda bank import`, `export` and `list`: every format, all or nothing, out and in again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bank_files import BAD, TEACHERS_GIFT, choice, moodle

from lti_tool.cli.main import main


@pytest.fixture
def configured(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENDA_PUBLIC_URL", "http://localhost:8000")
    monkeypatch.setenv("SENDA_SECRET_KEY", "only good for tests, and long enough for one")
    monkeypatch.setenv("SENDA_DATABASE_URL", database_url)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    """The document that a command prints."""
    assert main(["bank", *arguments, "--school", "IES", "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.usefixtures("configured")
def test_own_banks_and_files_of_teachers(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for name, items in (("mathematics", 288), ("digital-teaching", 72)):
        assert run(capsys, "import", name)["items"] == items
        assert run(capsys, "import", name)["new"] is False
    file = tmp_path / "mías.gift"
    file.write_bytes(TEACHERS_GIFT)
    done = run(capsys, "import", str(file), "--framework", "senda-maths-11-14")
    assert (done["items"], done["items_new"]) == (4, 4)
    assert done["notes"] == [": encoding_guessed"]
    assert run(capsys, "import", str(file), "--framework", "senda-maths-11-14")["new"] is False
    listed = run(capsys, "list")
    assert [(one["title"], one["withheld"]) for one in listed][-1] == ("mías", 4)  # type: ignore[index]


@pytest.mark.usefixtures("configured")
@pytest.mark.parametrize("kind", ["moodle_xml", "gift", "qti", "csv"])
def test_out_and_into_another_school(capsys: pytest.CaptureFixture[str], tmp_path: Path, kind: str) -> None:
    run(capsys, "import", "mathematics")
    (bank,) = run(capsys, "list")
    out = tmp_path / "out"
    given = ["--school", "IES", "--format", kind, "--output", str(out)]
    assert main(["bank", "export", bank["id"], *given]) == 0  # type: ignore[index]
    assert main(["bank", "import", "mathematics", "--school", "Otra"]) == 0
    capsys.readouterr()
    more = ["--school", "Otra", "--bank", "Mathematics, age 11 to 14", "--format", kind, "--json"]
    assert main(["bank", "import", str(out), *more]) == 0
    done = json.loads(capsys.readouterr().out)
    assert (done["items_same"], done["items_new"]) == (288, 0)


@pytest.mark.usefixtures("configured")
def test_what_is_refused_says_every_fault(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    main(["bank", "import", "mathematics", "--school", "IES"])
    file = tmp_path / "bad.xml"
    file.write_bytes(BAD["no right answer"])
    given = ["bank", "import", str(file), "--school", "IES", "--framework", "senda-maths-11-14"]
    assert main(given) != 0
    assert "answer_missing" in capsys.readouterr().err
    file.write_bytes(moodle(choice("a")))
    assert main([*given[:5], "--framework", "nothing"]) != 0
    assert main(given[:5]) != 0, "nobody says what it is about"
    assert main(["bank", "import", str(tmp_path / "none"), "--school", "IES"]) != 0
    assert main(["bank", "export", "nothing", "--school", "IES"]) != 0
    assert main(["bank", "list", "--school", "nobody"]) != 0
    capsys.readouterr()
    assert len(run(capsys, "list")) == 1

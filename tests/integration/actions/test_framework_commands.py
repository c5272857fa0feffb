"""`senda framework`: taken in, listed and exported from the command line."""

from __future__ import annotations

import io
import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fake_platform import JsonServer

from adapters.frameworks import builtin, case, csv_table
from lti_tool.cli.main import main


@pytest.fixture
def senda(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Runs the command against a database of its own: exit status, what it wrote, what it complained of."""
    monkeypatch.setenv("SENDA_PUBLIC_URL", "https://senda.test")
    monkeypatch.setenv("SENDA_SECRET_KEY", "a secret of the tests " * 2)
    monkeypatch.setenv("SENDA_DATABASE_URL", sqlite_url)

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(["framework", *arguments])
        wrote = capsys.readouterr()
        return status, wrote.out, wrote.err

    return run


def test_there_and_back_again(senda, tmp_path: Path) -> None:
    status, out, _ = senda("import", "mrcdd-2022", "--school", "IES Uno", "--json")
    told = json.loads(out)
    assert (status, told["new"], told["competencies"], told["levels"]) == (0, True, 23, 6)
    assert json.loads(senda("import", "mrcdd-2022", "--school", "IES Uno", "--json")[1])["new"] is False
    for form, reader in (("case", case.read), ("csv", csv_table.read)):
        target = tmp_path / f"list.{form}"
        status, _, _ = senda("export", "mrcdd-2022", "2022", "--school", "IES Uno", "--format", form, "--out", str(target))
        assert status == 0
        spec, problems = reader(io.BytesIO(target.read_bytes()))
        assert (spec, problems) == (builtin.load("mrcdd-2022"), ())
        status, out, _ = senda("import", str(target), "--school", f"IES {form}", "--json")
        assert (status, json.loads(out)["competencies"]) == (0, 23)
    schools = [one["school"] for one in json.loads(senda("list", "--json")[1])]
    assert sorted(schools) == ["IES Uno", "IES case", "IES csv"]
    assert senda("list", "--school", "IES csv")[1] == "IES csv: mrcdd-2022 2022, 23 competencies\n"
    assert "none" in senda("list", "--school", "Nobody")[1]


def test_faults_are_listed_and_nothing_is_taken_in(senda, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("kind,code,name_es,parent\narea,A,Uno,\ncompetency,c,Dos,Z9\n", encoding="utf-8")
    status, _, complaint = senda("import", str(file), "--school", "IES")
    assert status == 1
    assert "3: orphan" in complaint
    assert "none" in senda("list")[1]
    assert senda("import", str(tmp_path / "gone.csv"), "--school", "IES")[0] == 1
    status, _, complaint = senda("export", "a", "1", "--school", "IES", "--out", str(tmp_path / "y"))
    assert status == 1
    assert "no such list" in complaint
    assert senda("import", "https://127.0.0.1/x", "--school", "IES")[0] == 1


def test_from_an_address(senda, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENDA_ALLOW_PRIVATE_HOSTS", "1")
    with closing(JsonServer()) as server:
        package = case.write(builtin.load("unesco-ict-cft-3"), changed=datetime(2026, 3, 1, tzinfo=UTC))
        server.answers["/p"] = json.loads(package)
        status, out, complaint = senda("import", f"{server.origin}/p", "--school", "IES", "--json")
    assert status == 0, complaint
    assert json.loads(out)["competencies"] == 18


def test_another_list_under_the_same_name_is_refused(senda, tmp_path: Path) -> None:
    senda("import", "unesco-ict-cft-3", "--school", "IES")
    spec = builtin.load("unesco-ict-cft-3")
    text = csv_table.write(spec).decode("utf-8-sig").replace("Policy Understanding", "Something else")
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    status, _, complaint = senda("import", str(tmp_path / "x.csv"), "--school", "IES")
    assert status == 1
    assert "another list" in complaint

"""What the documents promise exists: settings, commands with their options, files, make targets."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from lti_tool.cli.main import main
from lti_tool.errors import EXPLANATIONS

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*/README.md")],
    key=lambda path: path.as_posix(),
)
BY_NAME = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
SETTING = re.compile(r"SENDA_[A-Z]+(?:_[A-Z]+)*")


def settings_read_by_the_code() -> set[str]:
    """Quoted names only: those that are looked up, not those that a comment mentions."""
    folders = ("lti_tool", "tests", "benchmarks")
    sources = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return {
        name
        for path in sources
        if path != Path(__file__)
        for name in re.findall(rf'"({SETTING.pattern})"', path.read_text(encoding="utf-8"))
    }


def test_the_table_of_settings_is_complete() -> None:
    table = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    assert set(re.findall(rf"^\| `({SETTING.pattern})` \|", table, re.MULTILINE)) == settings_read_by_the_code()


@BY_NAME
def test_links_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
    inside = [target for target in targets if "://" not in target]
    assert [target for target in inside if not (path.parent / target).exists()] == []


def commands(text: str) -> dict[str, set[str]]:
    """Every `senda ...` command that a document shows, with the options it is given."""
    found: dict[str, set[str]] = {}
    for line in text.replace("\\\n", " ").splitlines():
        for shown in re.findall(r"(?:^ {4,}|`)senda ([a-z][^`]*)", line):
            words = shown.split()
            verbs = [word for word in words[:2] if re.fullmatch(r"[a-z]+", word)]
            found.setdefault(" ".join(verbs), set()).update(word for word in words if word.startswith("--"))
    return found


COMMANDS = {
    (name, option)
    for path in DOCUMENTS
    for name, options in commands(path.read_text(encoding="utf-8")).items()
    for option in ["--help", *options]
}


def test_the_documents_show_commands() -> None:
    assert {("serve", "--help"), ("worker", "--help"), ("platform add", "--jwks-url")} <= COMMANDS


@pytest.mark.parametrize("name", sorted({name for name, _option in COMMANDS}))
def test_commands_exist_with_the_options_shown(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([*name.split(), "--help"])
    shown = capsys.readouterr()
    assert end.value.code == 0, shown.err
    assert [option for known, option in sorted(COMMANDS) if known == name and option not in shown.out] == []


def test_the_installed_command_is_this_one() -> None:
    senda = Path(sys.executable).with_name("senda")
    run = subprocess.run([senda, "--help"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("usage: senda ")


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    shown = {
        name
        for path in [*DOCUMENTS, ROOT / ".ci/run"]
        for name in re.findall(r"(?:`|^ {4,})make ([a-z]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {"run", "test", "bench"} <= shown <= targets


def test_both_readmes_say_the_same() -> None:
    """Same headings, pictures, tables, code and links, in the same order."""

    def outline(name: str) -> list[str]:
        text = (ROOT / name).read_text(encoding="utf-8").replace("README.es.md", "README.md")
        parts = re.findall(
            r"^#+(?= )|\]\([^)]+\)|^ {4}\S[^#\n]*\S|^\| `[^|]*|^\d\.", text, re.MULTILINE
        )
        return [part.strip() for part in parts]

    assert outline("README.md") == outline("README.es.md")


def test_refusals_are_quoted_as_the_pages_word_them() -> None:
    guide = (ROOT / "docs/registering/README.md").read_text(encoding="utf-8")
    quoted = re.findall(r"^\| (\w[^|]*) \|", guide.partition("| the page says |")[2], re.MULTILINE)
    titles = [re.sub(r"%\(\w+\)s", "...", known.title) for known in EXPLANATIONS.values()]
    assert len(quoted) >= 4
    assert [sentence for sentence in quoted if sentence not in titles] == []

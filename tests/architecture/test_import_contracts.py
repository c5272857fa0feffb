"""The import rules of setup.cfg hold, and there are rules."""

from __future__ import annotations

import configparser
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = {
    "adapters-plain",
    "adapters-without-keys",
    "below-web",
    "demo-alone",
    "demo-apart",
    "keys-small",
    "layers",
    "packages",
    "pages",
    "personalization-pure",
}


def test_every_contract_is_kept() -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--config", "setup.cfg", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert re.search(rf"Contracts: {len(CONTRACTS)} kept, 0 broken", run.stdout), run.stdout


def test_no_contract_was_dropped_and_none_has_exceptions() -> None:
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg")
    prefix = "importlinter:contract:"
    found = {name.removeprefix(prefix): settings[name] for name in settings.sections() if name.startswith(prefix)}
    assert set(found) == CONTRACTS
    assert [name for name, contract in found.items() if "ignore_imports" in contract] == []

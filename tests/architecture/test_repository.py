"""What git keeps: no keys, no secrets, nobody's addresses, third-party files by checksum only."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRIVATE = re.compile(
    rb"-----BEGIN (?:RSA |EC |OPENSSH |ENCRYPTED )?PRIVATE KEY-----\s+[A-Za-z0-9+/=]{40}"
    rb"|[\"']d[\"']\s*:\s*[\"'][A-Za-z0-9_-]{40,}[\"']"
)
LARGEST = 1_000_000


def tracked() -> list[Path]:
    run = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [path for name in run.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


@pytest.fixture(scope="module")
def files() -> list[Path]:
    found = tracked()
    assert ROOT / "setup.cfg" in found
    return found


def test_no_private_key_is_tracked(files: list[Path]) -> None:
    assert [path.name for path in files if PRIVATE.search(path.read_bytes())] == []
    assert [path.name for path in files if path.suffix in {".pem", ".key", ".p12", ".pfx", ".db", ".sqlite3"}] == []


def test_the_check_for_private_keys_sees_one() -> None:
    from keys.jwk import generate_key

    key = generate_key()
    assert PRIVATE.search(key.to_pem())
    assert PRIVATE.search(json.dumps({"kty": "RSA", "d": key.public_jwk["n"]}).encode())
    assert not PRIVATE.search(json.dumps(dict(key.public_jwk)).encode())


def test_what_is_made_is_not_tracked(files: list[Path]) -> None:
    made = re.compile(r"(^|/)(node_modules|\.venv|var|vendor|__pycache__)/|\.(mo|pyc|egg-info)(/|$)")
    names = [path.relative_to(ROOT).as_posix() for path in files]
    assert [name for name in names if made.search(name)] == []
    assert [path.name for path in files if path.stat().st_size > LARGEST] == []


def test_third_party_files_come_by_checksum_from_whatever_registry_is_configured() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert {f"node_modules/{name}" for name in ("htmx.org", "bootstrap", "chart.js", "katex")} <= set(packages)
    assert [name for name, entry in packages.items() if not entry.get("integrity", "").startswith("sha512-")] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    for name, version in (wanted["dependencies"] | wanted["devDependencies"]).items():
        assert packages[f"node_modules/{name}"]["version"] == version

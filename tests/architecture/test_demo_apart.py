"""The demo LMS, which has no passwords, is not part of what a deployment serves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from lti_tool.app import create_app
from lti_tool.config import Config
from lti_tool.demo.platform import create_platform
from lti_tool.demo.settings import PlatformSettings


def make_config(url: str) -> Config:
    return Config.from_env(
        {
            "SENDA_PUBLIC_URL": "https://senda.test",
            "SENDA_SECRET_KEY": "a secret for tests that is long enough",
            "SENDA_DATABASE_URL": url,
        }
    )


def test_no_address_of_the_tool_leads_to_the_demo(sqlite_url: str) -> None:
    app = create_app(make_config(sqlite_url))
    owners = {view.__module__ for view in app.view_functions.values()}
    assert any(owner.startswith("lti_tool.web") for owner in owners)
    assert [owner for owner in owners if "demo" in owner] == []
    assert not {blueprint for blueprint in app.blueprints if "demo" in blueprint}


def test_the_demos_own_addresses_do_not_exist_in_the_tool(sqlite_url: str, tmp_path: Path) -> None:
    demo = create_platform(PlatformSettings(data=tmp_path / "demo.sqlite"))
    paths = {rule.rule for rule in demo.url_map.iter_rules() if not rule.rule.startswith("/static")} - {"/"}
    assert {"/lti/auth", "/lti/token"} <= paths
    tool = create_app(make_config(sqlite_url))
    assert paths & {rule.rule for rule in tool.url_map.iter_rules()} == set()


def test_serving_the_tool_does_not_even_load_the_demo() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "import lti_tool.app, sys; print([m for m in sys.modules if 'lti_tool.demo' in m])"],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )
    assert run.stdout.strip() == "[]"

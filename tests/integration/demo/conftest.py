"""A demo platform and PyLTI1p3's stock tool, each on a real port of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from demo_family import Classroom, classroom
from demo_world import StockTool, World

from lti_tool.demo.serve import running
from lti_tool.demo.settings import PlatformSettings


@pytest.fixture(scope="session")
def tool_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="module")
def world(tool_key: rsa.RSAPrivateKey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Platform and stock tool, shared by the tests of a module."""
    tool = StockTool(tool_key)
    settings = PlatformSettings(
        data=tmp_path_factory.mktemp("demo") / "demo.sqlite",
        login_path="/login/", launch_path="/launch/", jwks_path="/jwks/",
    )  # fmt: skip
    with running(settings, tool.start) as platform:
        try:
            keys = requests.get(platform.settings.tool_jwks_url, timeout=10).json()["keys"]
            yield World(platform, tool_key, keys[0]["kid"])
        finally:
            tool.stop()


@pytest.fixture
def data_file(tmp_path: Path) -> Path:
    return tmp_path / "demo.sqlite"


def _shared(family: str, key: rsa.RSAPrivateKey, factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    with classroom(family, factory.mktemp(family), key) as made:
        yield made


@pytest.fixture(scope="module", params=["generic", "moodle", "canvas"])
def anywhere(
    request: pytest.FixtureRequest, tool_key: rsa.RSAPrivateKey, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Classroom]:
    """A platform of each family in turn."""
    yield from _shared(request.param, tool_key, tmp_path_factory)


@pytest.fixture(scope="module")
def generic(tool_key: rsa.RSAPrivateKey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    """The generic platform."""
    yield from _shared("generic", tool_key, tmp_path_factory)


@pytest.fixture(scope="module")
def moodle(tool_key: rsa.RSAPrivateKey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    """The platform that speaks as Moodle."""
    yield from _shared("moodle", tool_key, tmp_path_factory)


@pytest.fixture(scope="module")
def canvas(tool_key: rsa.RSAPrivateKey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    """The platform that speaks as Canvas."""
    yield from _shared("canvas", tool_key, tmp_path_factory)

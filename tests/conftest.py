"""Tests that need a service are skipped where it is missing, unless nothing may be left out."""

from __future__ import annotations

import functools
import os
import shutil
import socket
from collections.abc import Generator

import pytest

NOTHING_LEFT_OUT = os.environ.get("SENDA_REQUIRE_SERVICES", "") == "1"


@functools.cache
def listens(port: int) -> bool:
    """Whether something answers on this port of this machine."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def missing(marker: str) -> str:
    """Why a test with this marker cannot run here, or nothing."""
    match marker:
        case "postgresql" if not listens(5432):
            return "no PostgreSQL on 127.0.0.1:5432"
        case "redis" if not listens(6379):
            return "no Redis on 127.0.0.1:6379"
        case "browser" if not (shutil.which("chromium") or shutil.which("chromium-browser")):
            return "no Chromium"
    return ""


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers():
        if reason := missing(marker.name):
            pytest.skip(reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where nothing may be left out, a skipped test is a failed one: a green run then means all of it."""
    report = yield
    if NOTHING_LEFT_OUT and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and SENDA_REQUIRE_SERVICES=1: {report.longreprtext}"
    return report

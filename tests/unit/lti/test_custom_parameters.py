"""What launches carry in the custom parameters that we asked for, read with care."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.lms import custom
from adapters.lms.base import Launch, PersonClaims, Role
from adapters.lms.registry import ADAPTERS, adapter_for
from lti_tool.database.platforms import PlatformRecord
from lti_tool.lti.claims import launch_of
from lti_tool.lti.tokens import VerifiedClaims

PLAIN = Launch(
    "https://lms.example", "c", "1", "LtiResourceLinkRequest", "https://senda.test/lti/launch",
    PersonClaims("7"), Role.STUDENT, (), None, None,
)  # fmt: skip


def told(**parameters: str) -> Launch:
    return adapter_for("generic").normalise(replace(PLAIN, custom=parameters))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("4,2", ("4", "2")),
        ("4, 2", ("4", "2")),
        ("4 2", ("4", "2")),
        ("4;2", ("4", "2")),
        ('["4", 2]', ("4", "2")),
        ("2", ("2",)),
        ("a%2Cb,c", ("a,b", "c")),
        ("4,4,2,,", ("4", "2")),
        ("", ()),
        ("$Context.id.history", ()),
        ("4,$Context.id.history", ("4",)),
        ('["$X", true, null, {}]', ()),
        ("[not json", ()),
        ("[" * 100_000, ()),
        ("x" * 300, ()),
        ("a\x00b", ()),
    ],
)
def test_lists_of_ids(text, ids):
    launch = told(context_history=text)
    assert launch.context_origins == ids
    assert launch.link_origins == ()


def test_no_list_is_endless():
    assert len(told(context_history=",".join(map(str, range(500)))).context_origins) == custom.MOST_ORIGINS
    assert len(told(group_ids=",".join(map(str, range(500)))).group_ids) == custom.MOST_GROUPS


@pytest.mark.parametrize(
    ("text", "public_id"),
    [("aB3-_x", "aB3-_x"), ("$X", ""), ("../etc", ""), ("x" * 65, ""), ("", ""), (" ab ", "ab")],
)
def test_the_activity_of_a_placement(text, public_id):
    assert told(senda_activity=text).activity == public_id


@given(st.text(max_size=200), st.text(max_size=200))
def test_nothing_makes_it_fail(history, groups):
    launch = told(context_history=history, group_ids=groups, section_ids=history, senda_activity=groups)
    for one in (*launch.context_origins, *launch.group_ids, *launch.section_ids):
        assert one
        assert one.isprintable()
        assert not one.startswith("$")


@pytest.mark.parametrize("family", ADAPTERS)
def test_every_family_reads_them(family):
    launch = ADAPTERS[family].normalise(
        replace(PLAIN, custom={"link_history": "9,7", "section_ids": "1,2", "group_ids": "12"})
    )
    assert (launch.link_origins, launch.section_ids, launch.group_ids) == (("9", "7"), ("1", "2"), ("12",))


@pytest.mark.parametrize(
    ("name", "origins"),
    [
        ("resource_link_student", ()),
        ("copied_course_teacher", ("2",)),
        ("copied_course_student", ("2",)),
        ("copied_twice_course_teacher", ("4", "2")),
    ],
)
def test_a_copied_course_of_a_real_moodle(test_data: Path, name, origins):
    """That registration named the parameter otherwise; the values are Moodle's."""
    payload: dict[str, Any] = json.loads((test_data / "moodle" / f"{name}.json").read_text())["payload"]
    parameters = payload["https://purl.imsglobal.org/spec/lti/claim/custom"]
    if "ctx_hist" in parameters:
        parameters["context_history"] = parameters["ctx_hist"]
    platform = PlatformRecord(
        1, 1, "http://localhost:8100", "0sNTeBAw9DKGno5", "", "", "", "", "moodle", False, {}
    )
    launch = launch_of(VerifiedClaims(payload), platform, "http://localhost:9100")
    assert adapter_for("moodle").normalise(launch).context_origins == origins

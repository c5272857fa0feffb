"""Deployments that nobody listed: they wait, are approved or refused, or the policy takes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from lti_tool.actions.record_refusal import MOST_A_MINUTE, ROOM, Room
from lti_tool.database.platforms import Deployment, Platform
from lti_tool.database.refusals import RefusedLaunch


@pytest.fixture
def policy(tool):
    """Sets the policy of the first platform, and puts everything back."""

    def change(**values):
        with tool.runtime.database.write() as session:
            session.execute(update(Platform).where(Platform.issuer == tool.platform.issuer).values(**values))
        tool.app.extensions["senda-entrance"].registrations.forget()

    yield change
    change(deployment_policy="ask", active=True)


def stand(tool, deployment, status):
    with tool.runtime.database.write() as session:
        session.execute(
            update(Deployment).where(Deployment.deployment_id == deployment).values(status=status)
        )


def rows_of(tool, deployment):
    with tool.runtime.database.read() as session:
        return session.scalars(select(Deployment).where(Deployment.deployment_id == deployment)).all()


def test_a_new_deployment_waits_until_it_is_approved(tool, refused):
    begun = tool.begin()
    refused.check(tool.launch(begun, deployment_id="new-1"), "deployment_pending")
    refused.check(tool.launch(begun, deployment_id="new-1"), "deployment_pending")
    (row,) = rows_of(tool, "new-1")
    assert (row.status, row.label) == ("pending", "Mathematics 1")
    stand(tool, "new-1", "approved")
    assert tool.launch(begun, deployment_id="new-1").status_code == 200


def test_a_refused_deployment_stays_out(tool, refused):
    tool.launch(deployment_id="new-2")
    stand(tool, "new-2", "refused")
    refused.check(tool.launch(deployment_id="new-2"), "deployment_refused")


def test_the_policy_may_take_every_deployment(tool, policy):
    policy(deployment_policy="approve")
    assert tool.launch(deployment_id="new-3").status_code == 200
    (row,) = rows_of(tool, "new-3")
    assert row.status == "approved"


def test_the_policy_does_not_overrule_a_refusal(tool, policy, refused):
    tool.launch(deployment_id="new-4")
    stand(tool, "new-4", "refused")
    policy(deployment_policy="approve")
    refused.check(tool.launch(deployment_id="new-4"), "deployment_refused")


def test_only_a_verified_token_can_name_a_deployment(tool):
    begun = tool.begin()
    forged = tool.other.sign(tool.claims(begun, deployment_id="forged"))
    tool.post(begun.browser, begun.state, forged)
    tool.launch(begun, deployment_id="forged-too", nonce="another")
    assert rows_of(tool, "forged") == rows_of(tool, "forged-too") == []


def test_a_platform_that_was_switched_off(tool, policy, refused):
    begun = tool.begin()
    policy(active=False)
    refused.check(tool.login(tool.browser()), "platform_disabled")
    refused.check(tool.launch(begun), "platform_disabled")
    policy(active=True)
    assert tool.launch(begun).status_code == 200


def test_a_refusal_is_written_down_under_the_code_that_the_page_shows(tool):
    ROOM.clear()  # the tests before have filled it
    response = tool.launch(deployment_id="new-5")
    with tool.runtime.database.read() as session:
        row = session.scalars(select(RefusedLaunch).order_by(RefusedLaunch.id.desc()).limit(1)).one()
    assert row.code == "deployment_pending"
    assert row.incident in response.text
    assert (row.issuer, row.client_id, row.step) == (tool.platform.issuer, tool.platform.client_id, "launch")
    assert row.platform_id is not None
    refusal = tool.launch(roles=None)
    with tool.runtime.database.read() as session:
        row = session.scalars(select(RefusedLaunch).order_by(RefusedLaunch.id.desc()).limit(1)).one()
    assert (row.code, row.message_type) == ("claim_roles", "LtiResourceLinkRequest")
    assert row.incident in refusal.text


def test_the_page_says_it_in_the_reader_s_language(tool):
    begun = tool.begin()
    form = {"state": begun.state, "id_token": tool.platform.sign(tool.claims(begun, deployment_id="new-6"))}
    spanish = begun.browser.post(
        "/lti/launch", data=form, base_url="https://senda.test", headers={"Accept-Language": "es"}
    )
    assert spanish.status_code == 403
    assert 'lang="es"' in spanish.text


def test_junk_does_not_fill_the_database():
    room, now = Room(), datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert all(room.taken(now) for _ in range(MOST_A_MINUTE))
    assert not room.taken(now + timedelta(seconds=59))
    assert room.taken(now + timedelta(seconds=61))

"""An administrator registers the tool from the LMS: in its frame, in one press, as three families do it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from databases import Databases
from live import Live, live
from platform_to_register import invited
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect
from visits import PATIENCE

from lti_tool.actions.change_registration import (
    RegisteredPlatform,
    list_platforms,
    push_registration,
    remove_registration,
)
from lti_tool.actions.check_platform import check_platform
from lti_tool.actions.invite_platform import invitation_link
from lti_tool.database.scope import AdminScope

pytestmark = pytest.mark.browser
OPERATOR = AdminScope()


@pytest.fixture(scope="module", params=["moodle", "canvas", "generic"])
def lms(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Live]:
    with live(databases.make("sqlite"), tmp_path_factory.mktemp(request.param), family=request.param) as both:
        yield both


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 1000, "height": 900}, locale="en-GB")
    yield made
    made.close()


@pytest.fixture
def administrator(lms: Live, context: BrowserContext) -> Page:
    """The LMS's administrator at the page of tools."""
    page = context.new_page()
    page.goto(lms.lms)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.locator("button[name=person][value='1']").first.click()
    page.goto(f"{lms.lms}/tools")
    return page


def begin(page: Page, link: str) -> FrameLocator:
    """Paste the link and go on; the tool's page in the frame."""
    page.locator("input[name=address]").fill(link)
    page.locator("form:has(input[name=address]) button").click()
    return page.frame_locator("#registration")


def newest(lms: Live) -> RegisteredPlatform:
    return list_platforms(lms.runtime.database, OPERATOR)[-1]


def test_in_one_press(lms: Live, administrator: Page) -> None:
    complaints: list[str] = []
    administrator.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    before = len(list_platforms(lms.runtime.database, OPERATOR))
    frame = begin(administrator, invitation_link(lms.tool, invited(lms.runtime, "IES Uno").secret))
    expect(frame.locator("body")).to_contain_text("IES Uno")
    expect(frame.locator("body")).to_contain_text("Write grades")
    frame.get_by_role("button", name="Register").click()
    # The page asks the LMS to close it, and the LMS shows its list of tools.
    administrator.wait_for_url(f"{lms.lms}/tools", timeout=PATIENCE)
    found = newest(lms)
    assert len(list_platforms(lms.runtime.database, OPERATOR)) == before + 1
    assert (found.issuer, found.school) == (lms.platform.settings.issuer, "IES Uno")
    assert found.family == lms.platform.settings.family
    tool = lms.platform.tools.find(found.client_id)
    assert tool is not None
    assert {"name", "email"} <= set(tool.claims)
    # Until an administrator lets it in, the LMS gives it nothing.
    assert not check_platform(lms.runtime, OPERATOR, found.public_id).token.good
    card = administrator.locator(f"[data-client='{found.client_id}']")
    card.locator("form[action$='/activate'] button").click()
    expect(card.locator("form[action$='/activate']")).to_have_count(0)
    assert check_platform(lms.runtime, OPERATOR, found.public_id).good
    assert complaints == []


def test_a_link_that_was_used_says_so_in_the_frame(lms: Live, administrator: Page) -> None:
    link = invitation_link(lms.tool, invited(lms.runtime, "IES Dos").secret)
    begin(administrator, link).get_by_role("button", name="Register").click()
    administrator.wait_for_url(f"{lms.lms}/tools", timeout=PATIENCE)
    expect(begin(administrator, link).get_by_role("heading")).to_contain_text("used already")


def test_where_the_lms_lets_us_the_registration_is_changed_and_withdrawn(
    lms: Live, administrator: Page
) -> None:
    link = invitation_link(lms.tool, invited(lms.runtime, "IES Cuatro").secret)
    begin(administrator, link).get_by_role("button", name="Register").click()
    administrator.wait_for_url(f"{lms.lms}/tools", timeout=PATIENCE)
    found = newest(lms)
    offered = lms.platform.settings.family == "generic"
    assert found.by_itself is offered
    assert push_registration(lms.runtime, OPERATOR, found.public_id) is offered
    removed = remove_registration(lms.runtime, OPERATOR, found.public_id)
    assert (removed.deleted, removed.at_lms) == (True, True if offered else None)
    assert (lms.platform.tools.find(found.client_id) is None) is offered


def test_opened_alone_the_link_explains_itself(lms: Live, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    link = invitation_link(lms.tool, invited(lms.runtime, "IES Tres").secret)
    page.goto(link)
    page.get_by_role("button", name="Copy The link").click()
    expect(page.get_by_role("status")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == link
    page.get_by_role("link", name="Blackboard").click()
    expect(page.locator("details")).to_have_attribute("open", "")
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

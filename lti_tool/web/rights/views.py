"""Page values into the pages about one's data."""

from __future__ import annotations

from flask import render_template

from lti_tool.actions.data_pages import LookView, MyDataPage
from lti_tool.actions.open_privacy import PrivacyPage
from lti_tool.web.translation import gettext

from . import texts


def data_page(page: MyDataPage) -> str:
    """What is known of the reader, who looked, and what can be done about it."""
    order = list(texts.HOLDINGS)
    holdings = sorted(page.holdings, key=lambda holding: order.index(holding.kind))
    return render_template("rights/data.html", page=page, holdings=holdings, texts=texts)


def privacy_page(page: PrivacyPage) -> str:
    """What every school of the reader's LMS holds of them."""
    return render_template("rights/privacy.html", page=page, texts=texts, order=list(texts.HOLDINGS))


def answering_page() -> str:
    """How a school answers somebody who asks for their data."""
    return render_template("rights/answering.html", holdings=texts.HOLDINGS.values())


def how_page() -> str:
    """How Senda works, in plain words."""
    return render_template("rights/how.html")


def erased_page() -> str:
    """After the erasure; the visit is over, so the page has no way on."""
    return render_template("rights/erased.html")


def look_name(look: LookView) -> str:
    """What somebody looked at."""
    return gettext(texts.LOOKS.get(look.what, texts.LOOKS["other"]))


def field_name(code: str) -> str:
    """Name of a short value; an unknown one is shown by its code."""
    return gettext(texts.FIELDS[code]) if code in texts.FIELDS else code

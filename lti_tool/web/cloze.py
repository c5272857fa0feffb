"""The text of a question with its gaps as fields, so that it is read and filled in in one go."""

from __future__ import annotations

import re

from flask import render_template
from markupsafe import Markup

from adapters.answers import Preview
from lti_tool.actions.question_pages import QuestionPage
from lti_tool.web.shown import shown

_GAP = re.compile(r"<span\b[^>]*\bdata-gap=\"([^\"]*)\"[^>]*>\s*</span>")


def stem_of(page: QuestionPage) -> Markup:
    """The stem, sanitised when it was imported; gaps are fields, rendered by our own template."""
    if not page.gaps:
        return shown(page.stem)
    fields = {gap.code: render_template("student/_gap.html", page=page, gap=gap) for gap in page.gaps}
    filled = _GAP.sub(lambda found: fields.pop(found.group(1), ""), shown(page.stem))
    # A gap without a place in the text would leave the question unanswerable.
    return Markup(filled + "".join(fields.values()))  # noqa: S704


def typed_fragment(preview: Preview) -> str:
    """How an answer that is being typed is read so far; a piece of the question's page."""
    return render_template("student/_preview.html", preview=preview)

"""An application that says sentences, in each of its languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import force_locale

from lti_tool.web.rendering import init_rendering


@pytest.fixture(scope="module")
def app() -> Flask:
    app = Flask("sentences")
    init_rendering(app)
    return app


@pytest.fixture(params=["en", "es"])
def language(app: Flask, request: pytest.FixtureRequest) -> Iterator[str]:
    with app.test_request_context(), force_locale(request.param):
        yield request.param

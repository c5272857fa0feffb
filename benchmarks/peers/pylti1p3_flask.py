"""A Flask tool on PyLTI1p3 2.0.0, built the way its documents and its Flask example build one.

https://github.com/dmitry-viskov/pylti1.3 (README: "Usage with Flask", "Flask cache data storage",
"Cache for Public Key") and https://github.com/dmitry-viskov/pylti1.3-flask-example. Where the documents
offer a choice, this takes the cheaper one, so that a comparison is not made against a straw man: the tool
configuration is read once and not at each request, the platform's keys are cached, the page that checks
for cookies is left out, and nothing is printed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, Response, jsonify, render_template
from flask_caching import Cache
from pylti1p3.contrib.flask import FlaskCacheDataStorage, FlaskMessageLaunch, FlaskOIDCLogin, FlaskRequest
from pylti1p3.exception import LtiException, OIDCException
from pylti1p3.grade import Grade
from pylti1p3.lineitem import LineItem
from pylti1p3.tool_config import ToolConfDict

SETTINGS_VARIABLE = "PYLTI1P3_PEER_SETTINGS"


def tool_configuration(settings: Mapping[str, Any]) -> ToolConfDict:
    """Register one platform.

    Parameters
    ----------
    settings : mapping
        `issuer`, `client_id`, `auth_login_url`, `auth_token_url`, `key_set_url`, `deployment_ids`, and
        the tool's `private_key` and `public_key` as PEM.
    """
    issuer, client_id = settings["issuer"], settings["client_id"]
    names = ("client_id", "auth_login_url", "auth_token_url", "key_set_url", "deployment_ids")
    registration = {
        "default": True,
        "auth_audience": None,
        "key_set": None,
        **{name: settings[name] for name in names},
    }
    configuration = ToolConfDict({issuer: [registration]})
    configuration.set_private_key(issuer, settings["private_key"], client_id=client_id)
    configuration.set_public_key(issuer, settings["public_key"], client_id=client_id)
    return configuration


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """Build the tool; by default with settings from the JSON file that the environment names.

    With `redis_url` among the settings its launches are kept in Redis, else in this process.
    """
    if settings is None:
        settings = json.loads(Path(os.environ[SETTINGS_VARIABLE]).read_text(encoding="utf-8"))
    app = Flask(__name__)
    redis_url = settings.get("redis_url", "")
    app.config.from_mapping(
        SECRET_KEY=settings["private_key"],
        CACHE_TYPE="RedisCache" if redis_url else "SimpleCache",
        CACHE_REDIS_URL=redis_url,
        CACHE_DEFAULT_TIMEOUT=600,
    )
    _add_routes(app, Cache(app), tool_configuration(settings))
    app.register_error_handler(LtiException, _refusal)
    app.register_error_handler(OIDCException, _refusal)
    return app


def _refusal(error: Exception) -> tuple[str, int]:
    return str(error), 401


def _add_routes(app: Flask, cache: Cache, configuration: ToolConfDict) -> None:
    def cached(launch_id: str) -> FlaskMessageLaunch:
        return FlaskMessageLaunch.from_cache(
            launch_id, FlaskRequest(), configuration, launch_data_storage=FlaskCacheDataStorage(cache)
        )

    @app.route("/login/", methods=["GET", "POST"])
    def login() -> Response:
        request = FlaskRequest()
        target_link_uri = request.get_param("target_link_uri")
        if not target_link_uri:
            raise OIDCException("no target_link_uri")
        storage = FlaskCacheDataStorage(cache)
        return FlaskOIDCLogin(request, configuration, launch_data_storage=storage).redirect(target_link_uri)

    @app.route("/launch/", methods=["POST"])
    def launch() -> str:
        storage = FlaskCacheDataStorage(cache)
        message = FlaskMessageLaunch(FlaskRequest(), configuration, launch_data_storage=storage)
        message.set_public_key_caching(FlaskCacheDataStorage(cache), cache_lifetime=7200)
        claims = message.get_launch_data()
        return render_template(
            "pylti1p3.html",
            launch_id=message.get_launch_id(),
            name=claims.get("name", ""),
            is_deep_link_launch=message.is_deep_link_launch(),
        )

    @app.get("/jwks/")
    def jwks() -> Response:
        return jsonify(configuration.get_jwks())

    @app.post("/api/score/<launch_id>/<int:points>/<path:timestamp>")
    def score(launch_id: str, points: int, timestamp: str) -> Response:
        message = cached(launch_id)
        grade = Grade().set_score_given(points).set_score_maximum(100).set_timestamp(timestamp)
        grade.set_activity_progress("Completed").set_grading_progress("FullyGraded")
        grade.set_user_id(message.get_launch_data()["sub"])
        item = LineItem().set_tag("score").set_score_maximum(100).set_label("Score")
        service = message.get_ags()
        service.put_grade(grade, item)
        return jsonify(service.get_grades(service.find_lineitem_by_tag("score")))

    @app.get("/api/members/<launch_id>")
    def members(launch_id: str) -> Response:
        return jsonify(cached(launch_id).get_nrps().get_members())

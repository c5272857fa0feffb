"""A small tool for the demo platform's tests: logs in, launches, registers, chooses, listens to notices."""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from flask import Flask, Response, jsonify, redirect, request
from werkzeug.serving import make_server
from werkzeug.wrappers import Response as BaseResponse

from lti_tool.demo.serve import QuietHandler
from lti_tool.demo.settings import PlatformSettings

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"
AGS = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
NRPS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
TOOL_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-tool-configuration"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
KID = "small"


class SmallTool:
    """One tool on a real port; what it receives is kept in lists."""

    def __init__(self, key: rsa.RSAPrivateKey) -> None:
        self.key = key
        self.logins: list[dict[str, str]] = []
        self.launches: list[dict[str, Any]] = []
        self.registrations: list[dict[str, str]] = []
        self.notices: list[Any] = []
        self.auth_url = ""
        self.notice_status = 200
        self._page: Callable[[], str] | None = None
        self._seen: dict[str, Any] = {}
        self._platform: PlatformSettings | None = None
        app = Flask("small tool")
        app.add_url_rule("/lti/jwks.json", "jwks", self._jwks)
        app.add_url_rule("/lti/login", "login", self._login, methods=["POST"])
        app.add_url_rule("/lti/launch", "launch", self._launch, methods=["POST"])
        app.add_url_rule("/join", "join", self._join)
        app.add_url_rule("/seen", "seen", self._remember, methods=["POST"])
        app.add_url_rule("/notices", "notices", self._notice, methods=["POST"])
        self._server = make_server("localhost", 0, app, threaded=True, request_handler=QuietHandler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://localhost:{self._server.port}"

    @property
    def netloc(self) -> str:
        return self.url.removeprefix("http://")

    def show(self, page: Callable[[], str] | None, seen: dict[str, Any] | None = None) -> None:
        """Show this at launches; what the page posts to /seen is put into `seen`."""
        self._page, self._seen = page, {} if seen is None else seen

    def registers(self, settings: PlatformSettings | None) -> None:
        """Register at once at this platform when the invitation is opened, the second time at Moodle."""
        self._platform = settings

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _jwks(self) -> Response:
        jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return jsonify(keys=[{**jwk, "kid": KID, "alg": "RS256", "use": "sig"}])

    def _login(self) -> BaseResponse:
        form = request.form.to_dict()
        self.logins.append(form)
        query = urlencode({
            "scope": "openid", "response_type": "id_token", "response_mode": "form_post", "prompt": "none",
            "redirect_uri": f"{self.url}/lti/launch", "state": "s", "nonce": str(uuid.uuid4()),
            **{name: form[name] for name in ("client_id", "login_hint", "lti_message_hint")},
        })  # fmt: skip
        return redirect(f"{self.auth_url}?{query}")

    def _launch(self) -> str:
        if "error" in request.form:
            self.launches.append(request.form.to_dict())
            return f"<p id=who>{request.form['error']}</p>"
        token = request.form["id_token"]
        claims = jwt.decode(token, options={"verify_signature": False})
        self.launches.append({**claims, "header": jwt.get_unverified_header(token)})
        if self._page is not None:
            return self._page()
        return f"<p id=who>{claims.get('sub')} {claims[LTI + 'message_type']}</p>"

    def _join(self) -> str:
        self.registrations.append(request.args.to_dict())
        if self._platform is not None:
            if self._platform.family == "moodle" and len(self.registrations) == 1:
                time.sleep(1)  # this one is given up
                return "<p>too slow</p>"
            headers = {"Authorization": f"Bearer {request.args['registration_token']}"}
            sent = self.registration()
            answer = requests.post(self._platform.registration_url, json=sent, headers=headers, timeout=10)
            assert answer.status_code in (200, 201), answer.text
        return "<p>registering</p><script>parent.postMessage({subject: 'org.imsglobal.lti.close'}, '*')</script>"

    def _remember(self) -> Response:
        self._seen.update(json.loads(request.get_data()))
        return Response(status=204)

    def _notice(self) -> Response:
        self.notices.append(request.get_json())
        return Response(status=self.notice_status)

    def assertion(self, client_id: str, token_url: str, **changes: Any) -> str:
        now = int(time.time())
        claims = {
            "iss": client_id, "sub": client_id, "aud": token_url, "iat": now - 5, "exp": now + 60,
            "jti": str(uuid.uuid4()), **changes,
        }  # fmt: skip
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": KID})

    def ask_token(
        self, settings: PlatformSettings, scopes: Sequence[str], client_id: str | None = None, **changes: Any
    ) -> requests.Response:
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": self.assertion(client_id or settings.client_id, settings.token_url, **changes),
            "scope": " ".join(scopes),
        }
        return requests.post(settings.token_url, data=form, timeout=10)

    def deep_link_response(
        self, launch: Mapping[str, Any], items: Any, *, key: rsa.RSAPrivateKey | None = None, **changes: Any
    ) -> str:
        """The signed answer to a deep linking launch, with changes; None leaves a claim out."""
        now = int(time.time())
        settings = launch[DL + "deep_linking_settings"]
        claims = {
            "iss": launch["aud"], "aud": launch["iss"], "iat": now - 5, "exp": now + 300,
            "nonce": str(uuid.uuid4()),
            LTI + "deployment_id": launch[LTI + "deployment_id"],
            LTI + "message_type": "LtiDeepLinkingResponse",
            LTI + "version": "1.3.0",
            DL + "content_items": items,
            DL + "data": settings.get("data"),
            **changes,
        }  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(claims, key or self.key, algorithm="RS256", headers={"kid": KID})

    def registration(self, **changes: Any) -> dict[str, Any]:
        """A good registration, with changes; None leaves a member out."""
        configuration = {
            "domain": self.netloc,
            "target_link_uri": f"{self.url}/lti/launch",
            "claims": ["iss", "sub", "name", "given_name", "family_name", "email"],
            "custom_parameters": {"history": "$Context.id.history"},
            "messages": [
                {"type": "LtiResourceLinkRequest", "placements": ["course_navigation"]},
                {"type": "LtiDeepLinkingRequest", "target_link_uri": f"{self.url}/lti/launch?dl=1",
                 "placements": ["ContentArea", "assignment_selection"]},
            ],
            **changes.pop("configuration", {}),
        }  # fmt: skip
        sent = {
            "application_type": "web",
            "response_types": ["id_token"],
            "grant_types": ["implicit", "client_credentials"],
            "initiate_login_uri": f"{self.url}/lti/login",
            "redirect_uris": [f"{self.url}/lti/launch"],
            "client_name": "Otra herramienta",
            "jwks_uri": f"{self.url}/lti/jwks.json",
            "token_endpoint_auth_method": "private_key_jwt",
            "scope": "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem"
            " https://purl.imsglobal.org/spec/lti-ags/scope/score"
            " https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly",
            TOOL_CONFIGURATION: {name: value for name, value in configuration.items() if value is not None},
            **changes,
        }
        return {name: value for name, value in sent.items() if value is not None}

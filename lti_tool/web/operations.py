"""For those who run the tool: is it alive, is it ready, what does it do."""

from __future__ import annotations

import hmac
import ipaddress
import os
import time

import structlog
from flask import Blueprint, Flask, Response, g, jsonify, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from lti_tool.errors import NotFound

from .auth import open_to_all
from .entrance import runtime

operations = Blueprint("operations", __name__)
_log = structlog.get_logger("senda.requests")
_REGISTRY = CollectorRegistry()
_SECONDS = Histogram(
    "senda_request_seconds",
    "Time from the arrival of a request to its answer.",
    ["endpoint"],
    registry=_REGISTRY,
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5),
)
_ANSWERS = Counter(
    "senda_answers_total", "Answers by endpoint and status.", ["endpoint", "status"], registry=_REGISTRY
)
_REFUSALS = Counter("senda_refusals_total", "Refusals and failures by code.", ["code"], registry=_REGISTRY)
_LAUNCHES = Counter(
    "senda_launches_total", "Launches that opened a session, by role.", ["role"], registry=_REGISTRY
)


def init_operations(app: Flask) -> None:
    """Measure and log every request; register the pages for operators."""
    app.register_blueprint(operations)

    @app.before_request
    def start() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def measure(response: Response) -> Response:
        endpoint = request.endpoint or "none"
        if endpoint != "static":
            seconds = time.perf_counter() - g.get("began", time.perf_counter())
            _SECONDS.labels(endpoint).observe(seconds)
            _ANSWERS.labels(endpoint, response.status_code).inc()
            _log.info("answered", endpoint=endpoint, status=response.status_code, ms=round(seconds * 1000, 1))
        return response


def count_refusal(code: str) -> None:
    """One more refusal of that code."""
    _REFUSALS.labels(code).inc()


def count_launch(role: str) -> None:
    """One more launch that opened a session."""
    _LAUNCHES.labels(role).inc()


@operations.get("/healthz")
@open_to_all
def healthz() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@operations.get("/readyz")
@open_to_all
def readyz() -> tuple[Response, int]:
    """The tool can work: database and signing key are there."""
    senda = runtime()
    checks = {"database": True, "keys": True}
    try:
        with senda.database.read() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        checks["database"] = False
        _log.error("not ready", what="database", kind=type(error).__name__)
    try:
        senda.keyring.signing_key(senda.clock())
    except Exception as error:
        checks["keys"] = False
        _log.error("not ready", what="keys", kind=type(error).__name__)
    ready = all(checks.values())
    return jsonify(ready=ready, **checks), 200 if ready else 503


@operations.get("/metrics")
@open_to_all
def metrics() -> Response:
    """Counts for Prometheus: codes, endpoints and roles, nothing about anybody.

    Only with the token of ``SENDA_METRICS_TOKEN``; without such a setting only to a client on this
    machine that came through no proxy. With several worker processes set ``PROMETHEUS_MULTIPROC_DIR``
    to an empty directory, or each process tells its own numbers.
    """
    if not _may_read_metrics():
        raise NotFound
    registry = _REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return Response(generate_latest(registry), mimetype="text/plain; version=0.0.4")


def _may_read_metrics() -> bool:
    config = runtime().config
    if config.metrics_token:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {config.metrics_token}".encode())
    if config.trusted_proxies or "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False

"""Structured logs: one JSON object a line, without personal data.

A line may carry codes, counts, public ids of launches and names of endpoints. Names, addresses,
texts, tokens and whole URLs (which carry hints and states) are never handed to the logger.
"""

from __future__ import annotations

import logging
import sys
import traceback

import structlog


def configure_logging(level: str = "INFO") -> None:
    """Log to standard error from `level` on; the libraries' own warnings go there as well."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level)),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")


def places(error: BaseException) -> list[str]:
    """Where an error came from: files, lines and functions, without the values in its message."""
    return [
        f"{frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)[-12:]
    ]

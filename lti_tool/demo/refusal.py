"""The refusal of a service call."""

from __future__ import annotations


class ServiceError(Exception):
    """A refused service call: an HTTP status and the reason for the tool's author."""

    def __init__(self, status: int, reason: str, retry_after: int | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.retry_after = retry_after

"""Every error that Senda raises on purpose, and what each one tells the reader.

    SendaError                    a code of `EXPLANATIONS`, values for the log, an HTTP status
    +-- LaunchRefused             the LMS's message cannot be accepted
    |   +-- LoginRefused          ... already at the first step
    |   +-- StateRefused          ... it does not belong to a login of this browser
    |   +-- TokenRefused          ... signature, header or time of the token
    |   +-- ClaimsRefused         ... what the token says
    +-- AccessRefused             nobody is signed in, or not as somebody who may
    |   +-- SessionEnded          ... no longer
    +-- NotFound                  not there, or not there for this reader
    +-- InputRefused              what was sent cannot be taken
    |   +-- ImportRefused         ... a file: every fault by name
    +-- ServiceFailure            the platform's service did not do what it was asked
    |   +-- PassingFailure        ... for now: try again at `retry_at`
    |   +-- PermanentFailure      ... until somebody changes something
    +-- RegistrationRefused       an LMS cannot be registered by this link
    +-- ConfigurationError        settings of the deployment, all wrong ones at once

A page shows title, advice and an incident code in the reader's language; the log has the code, the
values and the same incident code. Add a code here before raising it: tests check both languages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import ClassVar

from .error_texts import (
    ACCESS,
    ADMIN_SITE,
    ANALYSES,
    BANKS,
    CLAIMS,
    COURSES,
    DIAGNOSTICS,
    FRAMEWORKS,
    INPUT,
    ITEMS,
    JUDGEMENTS,
    LOGIN,
    OTHER,
    PLACING,
    PRACTICE,
    REGISTRATION,
    SERVICE,
    STATE,
    TOKEN,
)
from .error_texts import N_ as N_
from .error_texts import Explanation as Explanation

_GROUPS = (
    *(LOGIN, STATE, TOKEN, CLAIMS, ACCESS, INPUT, SERVICE, OTHER),
    *(COURSES, PLACING, REGISTRATION, ADMIN_SITE),
    *(FRAMEWORKS, BANKS, ITEMS, DIAGNOSTICS, ANALYSES, JUDGEMENTS, PRACTICE),
)
EXPLANATIONS: Mapping[str, Explanation] = MappingProxyType(
    {code: Explanation(*texts) for group in _GROUPS for code, texts in group.items()}
)


class SendaError(Exception):
    """An error with a code of `EXPLANATIONS`.

    Parameters
    ----------
    code : str
        What happened.
    values
        Facts for the log and for the placeholders of the texts: numbers and codes, nothing personal.
    """

    default: ClassVar[str] = "unexpected"

    def __init__(self, code: str = "", **values: object) -> None:
        self.code = code or self.default
        if self.code not in EXPLANATIONS:
            raise ValueError(f"unknown error code {self.code!r}")
        self.values = values
        super().__init__(self.code, values)

    def __str__(self) -> str:
        return self.code + "".join(f" {name}={value!r}" for name, value in self.values.items())

    @property
    def explanation(self) -> Explanation:
        return EXPLANATIONS[self.code]

    @property
    def status(self) -> int:
        """HTTP status of the page that reports it."""
        return self.explanation.status


class LaunchRefused(SendaError):
    """The LMS's message cannot be accepted; nothing came of it."""

    default = "bad_request"


class LoginRefused(LaunchRefused):
    """Refused at the login initiation."""


class StateRefused(LaunchRefused):
    """The message does not belong to a login of this browser."""

    default = "state_invalid"


class TokenRefused(LaunchRefused):
    """Signature, header or times of the token are wrong."""

    default = "token_malformed"


class ClaimsRefused(LaunchRefused):
    """The token is genuine, but what it says cannot be accepted."""

    default = "claim_invalid"


class AccessRefused(SendaError):
    """Nobody is signed in, or nobody who may do this."""

    default = "role_refused"


class SessionEnded(AccessRefused):
    """The visit is over; a new launch begins another."""

    default = "session_expired"


class NotFound(SendaError):
    """Not there, or not there for this reader: the two look the same."""

    default = "not_found"


class InputRefused(SendaError):
    """What was sent cannot be taken; nothing was lost."""

    default = "input_invalid"


class ImportRefused(InputRefused):
    """Nothing of a file was imported.

    Attributes
    ----------
    faults : sequence
        Every fault, as the importer found them.
    """

    default = "import_refused"

    def __init__(self, code: str = "", *, faults: Sequence[object] = (), **values: object) -> None:
        super().__init__(code, **values)
        self.faults = tuple(faults)


class ServiceFailure(SendaError):
    """A service of the platform did not do what it was asked.

    Attributes
    ----------
    status_code : int or None
        The platform's HTTP status, where it answered.
    """

    default = "service_error"

    def __init__(self, code: str = "", *, status_code: int | None = None, **values: object) -> None:
        super().__init__(code, status_code=status_code, **values)
        self.status_code = status_code


class PassingFailure(ServiceFailure):
    """It may work later.

    Attributes
    ----------
    retry_at : datetime or None
        When the platform asked to try again (aware, UTC); None leaves the delay to the caller.
    """

    def __init__(
        self,
        code: str = "",
        *,
        retry_at: datetime | None = None,
        status_code: int | None = None,
        **values: object,
    ) -> None:
        super().__init__(code, status_code=status_code, **values)
        self.retry_at = retry_at


class PermanentFailure(ServiceFailure):
    """It will not work until somebody changes something."""

    default = "service_rejected"


class RegistrationRefused(SendaError):
    """An LMS cannot be registered by this link, now or at all.

    Attributes
    ----------
    faults : tuple of str
        What the platform said itself, cut; never trusted, shown escaped.
    """

    default = "registration_rejected"

    def __init__(self, code: str = "", *, said: str = "", **values: object) -> None:
        super().__init__(code, **values)
        self.faults = (said,) if said else ()


class ConfigurationError(SendaError):
    """Settings are missing or wrong.

    Attributes
    ----------
    problems : tuple of str
        A sentence for each.
    """

    default = "configuration"

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("configuration")
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(self.problems)

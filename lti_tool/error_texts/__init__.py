"""What error codes mean to a reader, by area; `lti_tool.errors` gathers them."""

from .analyses import ANALYSES
from .banks import BANKS
from .base import (
    ADMIN,
    ADMIN_SITE,
    COURSES,
    N_,
    OPERATOR,
    PLACING,
    REGISTRATION,
    SERVICE,
    TEACHER,
    Explanation,
)
from .diagnostics import DIAGNOSTICS
from .frameworks import FRAMEWORKS
from .items import ITEMS
from .judgements import JUDGEMENTS
from .launches import ACCESS, CLAIMS, INPUT, LOGIN, OTHER, STATE, TOKEN
from .practice import PRACTICE

__all__ = [
    "ACCESS",
    "ADMIN",
    "ADMIN_SITE",
    "ANALYSES",
    "BANKS",
    "CLAIMS",
    "COURSES",
    "DIAGNOSTICS",
    "FRAMEWORKS",
    "INPUT",
    "ITEMS",
    "JUDGEMENTS",
    "LOGIN",
    "N_",
    "OPERATOR",
    "OTHER",
    "PLACING",
    "PRACTICE",
    "REGISTRATION",
    "SERVICE",
    "STATE",
    "TEACHER",
    "TOKEN",
    "Explanation",
]

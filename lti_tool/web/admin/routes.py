"""Every page of the admin site: importing this registers them all."""

from __future__ import annotations

from . import account, doctor, entering, machinery, overview, platforms, registering, schools
from .blueprint import admin

__all__ = [
    "account",
    "admin",
    "doctor",
    "entering",
    "machinery",
    "overview",
    "platforms",
    "registering",
    "schools",
]

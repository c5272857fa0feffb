"""Every page of the admin site: importing this registers them all."""

from __future__ import annotations

from . import entering, overview, platforms
from .blueprint import admin

__all__ = ["admin", "entering", "overview", "platforms"]

"""Question banks: importing this registers all of their pages."""

from __future__ import annotations

from . import banks_contents, banks_imports
from .banks_blueprint import banks

__all__ = ["banks", "banks_contents", "banks_imports"]

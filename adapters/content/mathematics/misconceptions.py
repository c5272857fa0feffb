"""The misconceptions that wrong choices come from, each with what it is in both languages."""

from __future__ import annotations

from collections.abc import Mapping

MISCONCEPTIONS: Mapping[str, Mapping[str, str]] = {}

"""A platform of no family we know: the specification and nothing else."""

from __future__ import annotations

from .base import Adapter


class GenericAdapter(Adapter):
    """The specification as it is written."""

"""How a place in a file of questions is named."""

from __future__ import annotations


def place(line: int, name: str) -> str:
    """Name a place by the line and the name of a question."""
    name = " ".join(name.split())
    return f"{line}: {name if len(name) <= 80 else name[:79] + '…'}" if name else str(line)

"""Items as teachers write them: plain text with simple marks, read into items and shown as text again."""

from adapters.content.writing.draft import Fault, ItemDraft, RowDraft, RowText, TextDraft
from adapters.content.writing.read import Written, read
from adapters.content.writing.show import show

__all__ = ["Fault", "ItemDraft", "RowDraft", "RowText", "TextDraft", "Written", "read", "show"]

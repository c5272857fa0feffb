"""Questions as somebody writes them."""

from __future__ import annotations

from .base import N_

ITEMS: dict[str, tuple[int, str, str]] = {
    "item_faults": (
        422,
        N_("The question cannot be kept like this"),
        N_("What is to be done is listed. Everything that you typed is still here."),
    ),
    "item_changed_meanwhile": (
        409,
        N_("Somebody else has changed this question meanwhile"),
        N_("Below is what you typed, beside it what is there now. Save again to replace it with yours."),
    ),
    "media_empty": (422, N_("This file is empty"), N_("Choose another file.")),
    "media_too_large": (
        413,
        N_("This file is too large: at most %(most)s MB"),
        N_("Make the image smaller or the sound shorter, and send it again."),
    ),
    "media_type_unknown": (
        422,
        N_("This is neither an image nor a sound that can be shown"),
        N_("PNG, JPEG, GIF, WebP and SVG images can be, and MP3, Ogg, WAV and M4A sounds."),
    ),
}

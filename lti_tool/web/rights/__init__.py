"""What everybody may ask for: what is known of them, a copy of it, its erasure, and how it works."""

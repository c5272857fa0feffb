"""Adaptive diagnostics: which item next, when to stop, what came out."""

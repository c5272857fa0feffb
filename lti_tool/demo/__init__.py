"""A small, strict LTI 1.3 platform: courses, a roster and a gradebook, for trying and testing.

It imports nothing else of this project: code shared between the two ends of a protocol would hide
the mistakes of both.
"""

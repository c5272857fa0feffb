"""Paths towards target competencies: steps in an order that respects prerequisites."""

"""One command each: `python -m benchmarks.NAME [--quick]`; the last line of its output is one JSON object."""

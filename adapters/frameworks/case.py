"""1EdTech CASE 1.0 and 1.1: frameworks from a package, from an address, and as a package.

Fields as in the JSON schemas of the 1EdTech final releases (CASE 1.0, 2017; CASE 1.1, January 2025;
https://www.imsglobal.org/spec/case/v1p1). What CASE has no place for travels in ``extensions``.
"""

from __future__ import annotations

from adapters.frameworks.case_address import fetch
from adapters.frameworks.case_package import LARGEST
from adapters.frameworks.case_reading import read
from adapters.frameworks.case_writing import write

__all__ = ["LARGEST", "fetch", "read", "write"]

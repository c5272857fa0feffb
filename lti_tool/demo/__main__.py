"""`python -m lti_tool.demo`."""

import sys

from lti_tool.demo.serve import main

if __name__ == "__main__":
    sys.exit(main())

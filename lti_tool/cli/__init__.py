"""`senda ...`: each module holds the commands of one subject."""

import os
import sys

if sys.argv[1:2] == ["worker"]:
    # Before NumPy is loaded: a calibration on every core would hold up the pages beside it.
    for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(_name, "1")

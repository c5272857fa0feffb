"""The command `senda`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from sqlalchemy.exc import OperationalError

from lti_tool import __version__
from lti_tool.errors import ConfigurationError, SendaError

from . import admins, banks, courses, demo, frameworks, keys, operate, people, platforms
from .command import CommandFailed, complain


def parser() -> argparse.ArgumentParser:
    """The parser with every command."""
    top = argparse.ArgumentParser(
        prog="senda", description="Diagnostics, itineraries and peer tutoring inside your LMS."
    )
    top.add_argument("--version", action="version", version=f"senda {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in (operate, demo, platforms, keys, banks, frameworks, courses, people, admins):
        module.add_commands(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status."""
    arguments = parser().parse_args(argv)
    try:
        status: int = arguments.run(arguments)
        return status
    except ConfigurationError as error:
        complain("The settings of this deployment cannot be used:")
        for problem in error.problems:
            complain(f"  - {problem}")
        return 2
    except CommandFailed as error:
        complain(str(error))
        return 1
    except SendaError as error:
        complain(f"{error.explanation.title % error.values}. {error.explanation.advice}")
        return 1
    except OperationalError as error:
        complain(f"The database cannot be reached: {error.orig}")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())

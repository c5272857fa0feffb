"""A large Moodle XML file with a picture in every question: made, and read in a process of its own."""

from __future__ import annotations

import base64
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import BinaryIO

from adapters.content import moodle
from adapters.content.base import BankItem, Problem
from adapters.content.media import Spool

QUESTIONS = 10_000
FILE_BYTES = 200 * 1024 * 1024
_PNG = b"\x89PNG\r\n\x1a\n"
_SENTENCE = "Una frase del enunciado con $$x^2 + 1$$ y algo más que leer. "


def measure(questions: int) -> dict[str, float]:
    """Make a file of so many questions, read it in a process of its own, give what that took."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "bank.xml"
        with path.open("wb") as file:
            make(file, questions)
        command = [sys.executable, "-m", "benchmarks.moodle_file", str(path)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        size = path.stat().st_size / 1024 / 1024
    return {"moodle_file_mb": size, **json.loads(done.stdout.splitlines()[-1])}


def make(file: BinaryIO, questions: int) -> None:
    """Write a bank of multiple choice, short answers, numbers and gaps in turn."""
    rng = random.Random(7)
    picture = (FILE_BYTES // QUESTIONS - 800) * 3 // 4
    file.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n')
    for number in range(questions):
        if number % 100 == 0:
            path = f"$course$/top/Tema {number // 100}"
            file.write(
                f'<question type="category"><category><text>{path}</text></category></question>'.encode()
            )
        data = base64.b64encode(_PNG + rng.randbytes(picture)).decode()
        kind, answers = _answers(number)
        gap = " {1:MULTICHOICE:=uno~dos} {1:NUMERICAL:=5:0.1}" if kind == "cloze" else ""
        text = f'<p>{_SENTENCE * 5}</p><p><img src="@@PLUGINFILE@@/f.png" alt="Figura {number}">{gap}</p>'
        file.write(
            f'<question type="{kind}"><name><text>Pregunta {number}</text></name>'
            f'<questiontext format="html"><text><![CDATA[{text}]]></text>'
            f'<file name="f.png" path="/" encoding="base64">{data}</file></questiontext>'
            f'<generalfeedback format="html"><text><![CDATA[<p>{_SENTENCE}</p>]]></text></generalfeedback>'
            f"<idnumber>q{number}</idnumber>{answers}</question>\n".encode()
        )
    file.write(b"</quiz>\n")


def _answers(number: int) -> tuple[str, str]:
    kind = ("multichoice", "shortanswer", "numerical", "cloze")[number % 4]
    if kind == "multichoice":
        choices = (f"<![CDATA[<p>Opción <b>{letter}</b></p>]]>" for letter in "abcd")
        shares = ("100", "0", "0", "0")
        marked = zip(shares, choices, strict=True)
        answers = (
            f'<answer fraction="{share}" format="html"><text>{text}</text></answer>' for share, text in marked
        )
        return kind, f"<single>true</single>{''.join(answers)}"
    if kind == "cloze":
        return kind, ""
    return kind, f'<answer fraction="100"><text>{number}</text><tolerance>0.1</tolerance></answer>'


def main() -> None:
    """Read the file that is named and print what it took."""
    with tempfile.TemporaryDirectory() as directory, Path(sys.argv[1]).open("rb") as file:
        before = peak_mb()
        items = fatal = 0
        started = time.perf_counter()
        for found in moodle.read(file, Spool(directory)):
            items += isinstance(found, BankItem)
            fatal += isinstance(found, Problem) and found.fatal
        seconds = time.perf_counter() - started
    figures = {"moodle_items": items, "moodle_fatal": fatal, "moodle_seconds": seconds}
    print(json.dumps({**figures, "moodlepeak_mb": peak_mb(), "moodle_before_mb": before}))


def peak_mb() -> float:
    """Give the most memory that this process had; Linux's other figure remembers its parent's as well."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    found = next((line for line in lines if line.startswith("VmHWM:")), None)
    kilobytes = int(found.split()[1]) if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / 1024


if __name__ == "__main__":
    main()

"""From a situation to an item of the bank: four choices, two languages, parameters."""

from __future__ import annotations

import html
from math import log

from adapters.content.base import AnswerKey, BankItem, ItemText
from adapters.content.digital_teaching.framework import ASPECTS, CUTS
from adapters.content.digital_teaching.situation import Level, Situation, Words

SOURCE = "Senda"
LICENCE = "Apache-2.0"
LETTERS = ("a", "b", "c", "d")
GUESSING = 0.25
# An assumption until answers say more. Judgements about situations separate less sharply than tasks with
# one right result, whose choices are taken as 1.7 in the bank of mathematics.
DISCRIMINATION = 1.1
DIFFICULTY_SD = 0.8
AT_THE_CUT = 0.7
"""Share of the items of a level that somebody who just masters it gets right."""


def item(situation: Situation) -> BankItem:
    """Turn a situation into the item that it is."""
    right = LETTERS[situation.right]
    aspect = situation.code.partition("-")[0]
    return BankItem(
        code=f"digital-teaching.{situation.code}",
        competencies=(ASPECTS[aspect],),
        key=AnswerKey("choice", (right,)),
        texts={
            language: _text(words, situation.right)
            for language, words in (("es", situation.es), ("en", situation.en))
        },
        choices=LETTERS,
        difficulty=round(usual_difficulty(situation.level) + situation.difficulty, 3),
        difficulty_sd=DIFFICULTY_SD,
        discrimination=DISCRIMINATION,
        guessing=GUESSING,
        source=SOURCE,
        licence=LICENCE,
        tags=(situation.level,),
        alignments=tuple(f"mrcdd-2022:{code}" for code in situation.mrcdd),
    )


def usual_difficulty(level: Level) -> float:
    """Difficulty with which a proficiency at the cut of `level` gets `AT_THE_CUT` right.

    The part of it that is not guessed has to come from the curve: with c the guessing,
    c + (1 - c) logistic(a (cut - b)) = share, hence b = cut - logit((share - c) / (1 - c)) / a.
    """
    known = (AT_THE_CUT - GUESSING) / (1 - GUESSING)
    return CUTS[level] - log(known / (1 - known)) / DISCRIMINATION


def _text(words: Words, right: int) -> ItemText:
    return ItemText(
        stem="".join(f"<p>{_plain(part)}</p>" for part in words.stem.split("\n\n")),
        choices=tuple(_plain(option) for option in words.options),
        explanation=f"<p>{_plain(words.why[right])}</p>",
        feedback={letter: _plain(why) for letter, why in zip(LETTERS, words.why, strict=True)},
    )


def _plain(text: str) -> str:
    return html.escape(text, quote=False)

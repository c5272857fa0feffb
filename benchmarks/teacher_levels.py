"""How well 12 questions per aspect place teachers on three levels: made-up teachers take the own bank.

Each draws six proficiencies from N(0, 1), correlated as said; difficulties are as stated, or off by what the
bank itself says of its doubt (.8 logits). Verdicts go by the level: reached, not reached, or open.
"""

from __future__ import annotations

from benchmarks.report import emit, one_core, quick_asked

if __name__ == "__main__":
    QUICK = quick_asked(__doc__.splitlines()[0])
    one_core()

from dataclasses import asdict, dataclass, field

import numpy as np

from adapters.content import digital_teaching
from adapters.content.base import BankItem
from personalization.bank import Floats, ItemBank, item_from_difficulty
from personalization.belief import Belief, Word, initial_belief
from personalization.diagnostics.levels import levels_reached
from personalization.diagnostics.policy import Policy
from personalization.diagnostics.session import start, step
from personalization.framework import Competency, Framework
from personalization.simulation import chance

SEED = 20265
PEOPLE = 400
CUTS = (-1.2, 0.0, 1.2)


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the table."""

    questions: int
    rho: float = 0.5
    doubt: float = 0.0
    widest: float = 0.7


def read_bank() -> tuple[Framework, tuple[BankItem, ...]]:
    """The framework and the items that come with Senda."""
    content = digital_teaching.load()
    spec = content.framework
    assert spec is not None
    competencies = tuple(Competency(one.code, one.area, tuple(one.cuts)) for one in spec.competencies)
    return Framework(spec.code, spec.version, competencies, ()), tuple(content.items)


def build(framework: Framework, items: tuple[BankItem, ...], shifts: Floats) -> ItemBank:
    """The bank, with its difficulties moved."""
    return ItemBank(
        framework,
        [
            item_from_difficulty(
                one.code, one.competencies, float((one.difficulty or 0.0) + shift), one.discrimination,
                guessing=one.guessing, slip=one.slip, difficulty_sd=one.difficulty_sd, tags=one.tags,
            )
            for one, shift in zip(items, shifts, strict=True)
        ],
    )  # fmt: skip


def sat(stated: ItemBank, true: ItemBank, theta: Floats, policy: Policy, rng: np.random.Generator) -> Belief:
    """The belief after a test whose answers come from other difficulties than those it goes by."""
    state = start(stated, initial_belief(stated.framework), policy, rng).state
    while state.current is not None:
        right = rng.random() < chance(theta, true.model(state.current))
        state = step(stated, state, 1.0 if right else 0.0, policy, rng, 40.0).state
    return state.belief


def measure(setting: Setting, people: int) -> dict[str, float | None]:
    """What comes out for one setting."""
    framework, items = read_bank()
    rng = np.random.default_rng(SEED)
    stated = build(framework, items, np.zeros(len(items)))
    covariance = np.full((framework.size, framework.size), setting.rho)
    np.fill_diagonal(covariance, 1.0)
    factor = np.linalg.cholesky(covariance)
    policy = Policy(
        max_items=setting.questions, min_items=8, max_per_competency=12, all_levels=True,
        widest=setting.widest,     )  # fmt: skip
    said = Said()
    for _ in range(people):
        theta = factor @ rng.standard_normal(framework.size)
        true = build(framework, items, rng.normal(0, setting.doubt, len(items))) if setting.doubt else stated
        belief = sat(stated, true, theta, policy, rng)
        for position in range(framework.size):
            level = int(np.sum(theta[position] >= np.array(CUTS)))
            words = [one.word for one in levels_reached(belief, framework, policy, position).levels]
            nearest = int(np.sum(belief.mean[position] >= np.array(CUTS)))
            said.hear(words, level, nearest)
    return said.figures()


@dataclass
class Said:
    """What verdicts said, and whether it was so."""

    decided: list[bool] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    placed: list[bool] = field(default_factory=list)
    reached: list[bool] = field(default_factory=list)
    kept: list[bool] = field(default_factory=list)
    behind: list[int] = field(default_factory=list)
    nearest: list[bool] = field(default_factory=list)

    def hear(self, words: list[Word], level: int, nearest: int) -> None:
        """The words for the three levels of somebody who is at `level`."""
        self.decided += [word.decided for word in words]
        self.right += [
            (word is Word.MASTERED) == (level > place) for place, word in enumerate(words) if word.decided
        ]
        self.placed.append(all(word.decided for word in words))
        reached = sum(word is Word.MASTERED for word in words)
        self.reached.append(reached > 0)
        if reached:
            self.kept.append(reached <= level)
        self.behind.append(level - reached)
        self.nearest.append(nearest == level)

    def figures(self) -> dict[str, float | None]:
        """Shares; None where nothing was said."""
        return {
            "decided": _mean(self.decided),
            "decided_right": _mean(self.right),
            "placed": _mean(self.placed),
            "some_level": _mean(self.reached),
            "not_overstated": _mean(self.kept),
            "levels_behind": _mean(self.behind),
            "nearest_right": _mean(self.nearest),
        }


def _mean(values: list[bool] | list[int]) -> float | None:
    return float(np.mean(values)) if values else None


SETTINGS = (
    Setting(24),
    Setting(30),
    Setting(30, widest=0.9),
    Setting(30, widest=0.9, doubt=0.8),
    Setting(30, rho=0.0, widest=0.9),
    Setting(30, rho=0.8, widest=0.9),
    Setting(72, widest=0.9),
    Setting(72, widest=0.9, doubt=0.8),
)


def main() -> None:
    """Measure every setting and print one JSON object."""
    people = 60 if QUICK else PEOPLE
    figures: dict[str, object] = {"people": people}
    for setting in SETTINGS:
        name = "_".join(f"{key}{value:g}" for key, value in asdict(setting).items())
        figures |= {f"{name}_{key}": value for key, value in measure(setting, people).items()}
    emit(figures)


if __name__ == "__main__":
    main()

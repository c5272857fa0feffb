"""What somebody who knows nothing about teaching may go by, and how far it gets them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from math import log

from adapters.content.digital_teaching.situation import Situation, Words

Score = Callable[[str, Words], int]
"""How much an option attracts; the most attractive one is chosen, at random among equals."""

_ABSOLUTE = {
    "es": (
        "siempre|nunca|jamás|todo|toda|todos|todas|ningún|ninguna|ninguno|nadie|nada|cada|cualquier|cualquiera|"
        "único|única|solo|solamente|completamente|totalmente|imprescindible"
    ),
    "en": (
        "always|never|all|every|everyone|everybody|everything|none|no|nobody|nothing|any|anyone|only|each|"
        "entirely|completely|must|whole"
    ),
}
_PURPOSE = {
    "es": r"para que|de (?:modo|manera|forma) que|con lo que|porque|ya que|puesto que",
    "en": r"so that|so as to|in order to|which means|because|since",
}
_AND = {"es": "y|e", "en": "and"}


def words(text: str) -> frozenset[str]:
    """Words with a meaning of their own: those of five letters or more, by their first six."""
    return frozenset(word[:6] for word in re.findall(r"[^\W\d_]{5,}", text.lower()))


def count(pattern: str, text: str) -> int:
    return len(re.findall(rf"\b(?:{pattern})\b", text.lower()))


def scores(language: str) -> dict[str, Score]:
    """The ways of choosing that the bank is held against, in one language."""
    return {
        "longest": lambda option, _: len(option),
        "shortest": lambda option, _: -len(option),
        "most words": lambda option, _: len(option.split()),
        "fewest words": lambda option, _: -len(option.split()),
        "like the stem": lambda option, said: len(words(option) & words(said.stem)),
        "unlike the stem": lambda option, said: -len(words(option) & words(said.stem)),
        "like the others": lambda option, said: sum(len(words(option) & words(o)) for o in said.options),
        "no absolute words": lambda option, _: -min(1, count(_ABSOLUTE[language], option)),
        "absolute words": lambda option, _: min(1, count(_ABSOLUTE[language], option)),
        "gives a reason": lambda option, _: min(1, count(_PURPOSE[language], option)),
        "gives no reason": lambda option, _: -min(1, count(_PURPOSE[language], option)),
        "most parts": lambda option, _: len(re.findall("[,:;]", option)),
        "fewest parts": lambda option, _: -len(re.findall("[,:;]", option)),
        "most ands": lambda option, _: count(_AND[language], option),
    }


def share_right(situations: Sequence[Situation], language: str, score: Score) -> Fraction:
    """Share of the situations that this way of choosing gets right, on average over ties."""
    total = Fraction(0)
    for situation in situations:
        said = situation.es if language == "es" else situation.en
        attraction = [score(option, said) for option in said.options]
        best = [place for place, value in enumerate(attraction) if value == max(attraction)]
        total += Fraction(situation.right in best, len(best))
    return total / len(situations)


def share_by_words(situations: Sequence[Situation], language: str) -> Fraction:
    """Share that naive Bayes on the words of options gets right, each item judged by all the others."""
    options = [(situation.es if language == "es" else situation.en).options for situation in situations]
    used = [[frozenset(re.findall(r"\w+", option.lower())) for option in item] for item in options]
    hits = 0
    for place, situation in enumerate(situations):
        right: Counter[str] = Counter()
        wrong: Counter[str] = Counter()
        for other, item in enumerate(used):
            for number, found in enumerate(item):
                if other != place:
                    (right if number == situations[other].right else wrong).update(found)
        others = len(situations) - 1

        def weight(
            word: str, right: Counter[str] = right, wrong: Counter[str] = wrong, n: int = others
        ) -> float:
            if right[word] + wrong[word] < 3:  # too rare to have been noticed
                return 0.0
            return log((right[word] + 0.5) / (n + 1)) - log((wrong[word] + 0.5) / (3 * n + 1))

        sums = [sum(map(weight, sorted(found))) for found in used[place]]
        hits += sums.index(max(sums)) == situation.right
    return Fraction(hits, len(situations))

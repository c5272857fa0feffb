"""From a draft of a template to an item of the bank: choices in order, two languages, parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from adapters.content.base import AnswerForm, AnswerKey, BankItem, Hint, ItemText
from adapters.content.mathematics.notation import LANGUAGES, Two, num, plain
from adapters.content.mathematics.notation import frac as fraction_text

SOURCE = "Senda"
LICENCE = "CC BY 4.0"
LETTERS = ("a", "b", "c", "d")
# Tasks on one narrow skill separate sharply: a two-parameter model fitted to Tatsuoka's fraction
# subtraction data (536 pupils, 15 open tasks) gives discriminations from 0.9 to 4.8, median 2.9. Until
# our own are calibrated they are taken as lower, and lower still where guessing is possible.
OPEN_DISCRIMINATION = 2.2
CHOICE_DISCRIMINATION = 1.7

Value = Fraction | int | str | Two
"""What a choice stands for: a number, or a statement that is its own value."""
Show = Callable[[Fraction], str | Two]
"""How a number is written as a choice."""
Wrong = Sequence[tuple[Value, str]]
"""Wrong values, each with the code of the misconception that leads to it."""

_HINT_TITLES = (Two("Pista", "Hint"), Two("Otra pista", "Another hint"))


@dataclass(frozen=True, slots=True)
class Draft:
    """What a template makes of one set of numbers."""

    stem: Two
    key: AnswerKey
    why: Two
    hints: tuple[Two, ...]
    right: Two | None = None
    wrong: tuple[tuple[Two, str], ...] = ()


def as_fraction(value: Fraction) -> str:
    """A choice written as a fraction in lowest terms."""
    return f"${fraction_text(value)}$"


def as_number(value: Fraction) -> str:
    """A choice written as a whole number or a decimal."""
    return f"${num(value)}$"


def as_euros(value: Fraction) -> Two:
    """A choice written as an amount of money."""
    amount = num(value) if value.denominator == 1 else num(value, 2)
    return Two(f"{amount} €", f"€{amount}")


def with_unit(es: str, en: str | None = None) -> Show:
    """A choice written as a number with a unit, whose name may differ by language."""
    return lambda value: Two(f"{num(value)} {es}", f"{num(value)} {es if en is None else en}")


def choice(stem: Two, right: Value, wrong: Wrong, why: Two, *hints: Two, show: Show = as_fraction) -> Draft:
    """Draft a question with four choices.

    Parameters
    ----------
    right : number or text
        The value of the key.
    wrong : sequence of (value, misconception code)
        In order of preference; values that coincide with the key or with an earlier one are left out, the
        first three that remain are taken.
    show : callable
        How numbers are written; texts stand for themselves.

    Raises
    ------
    ValueError
        When fewer than three distinct wrong values remain.
    """
    kept: dict[Value, str] = {}
    for value, misconception in wrong:
        if value != right and value not in kept and len(kept) < len(LETTERS) - 1:
            kept[value] = misconception
    if len(kept) < len(LETTERS) - 1:
        raise ValueError(f"only {len(kept)} distinct wrong choices for: {stem.en}")
    options = tuple((_shown(value, show), misconception) for value, misconception in kept.items())
    return Draft(stem, AnswerKey("choice", ()), why, hints, _shown(right, show), options)


def number(
    stem: Two, answer: Fraction | int, why: Two, *hints: Two, form: AnswerForm = "simplified"
) -> Draft:
    """Draft a question answered by typing a number; an operation left undone does not count."""
    return Draft(stem, AnswerKey("number", (plain(answer),), form), why, hints)


def fraction(stem: Two, answer: Fraction, why: Two, *hints: Two) -> Draft:
    """Draft a question answered by typing a fraction in lowest terms."""
    return Draft(stem, AnswerKey("expression", (fraction_text(answer),), "fraction"), why, hints)


def expression(stem: Two, answer: str, why: Two, *hints: Two, form: AnswerForm = "simplified") -> Draft:
    """Draft a question answered by typing an expression with letters."""
    return Draft(stem, AnswerKey("expression", (answer,), form), why, hints)


def find_mistake(who: str, steps: Sequence[str], wrong_step: int, why: Two, *hints: Two) -> Draft:
    """Draft a question on where the mistake is in three written steps.

    Parameters
    ----------
    who : str
        First name of the person whose work it is.
    steps : sequence of three str
        Each a formula without its dollar signs.
    wrong_step : int
        1, 2 or 3; 0 when all are right.
    """
    places = [Two(f"En el paso {step}", f"In step {step}") for step in (1, 2, 3)]
    nowhere = Two("No hay ningún error", "There is no mistake")
    right = places[wrong_step - 1] if wrong_step else nowhere
    shown = "<ol>" + "".join(f"<li>${step}$</li>" for step in steps) + "</ol>"
    return choice(
        Two(
            f"<p>{who} ha escrito estos tres pasos. ¿Hay algún error? Si lo hay, ¿en qué paso?</p>{shown}",
            f"<p>{who} has written these three steps. Is there a mistake? If so, in which step?</p>{shown}",
        ),
        right,
        [(place, "takes-a-right-step-for-wrong") for place in places] + [(nowhere, "overlooks-the-mistake")],
        why,
        *hints,
    )


class Templates:
    """The templates of one competency, each with the cases it is used for.

    A case is a stated difficulty in logits and the arguments of the template. Cases are chosen by hand, so
    that numbers suit the situation and every wrong choice can come from its misconception.
    """

    def __init__(self, competency: str) -> None:
        self.competency = competency
        self._templates: list[tuple[Callable[..., Draft], tuple[tuple[float, tuple[object, ...]], ...]]] = []

    def template(
        self, *cases: tuple[float, tuple[object, ...]]
    ) -> Callable[[Callable[..., Draft]], Callable[..., Draft]]:
        """Register the decorated function as a template; its name becomes part of the items' codes."""

        def register(make: Callable[..., Draft]) -> Callable[..., Draft]:
            self._templates.append((make, cases))
            return make

        return register

    def items(self) -> Iterator[BankItem]:
        """Every item of this competency, always the same ones in the same order."""
        place = len(self.competency)  # where the first key goes; not the same in every competency
        for make, cases in self._templates:
            template = f"{self.competency}.{make.__name__.replace('_', '-')}"
            for order, (difficulty, arguments) in enumerate(cases, start=1):
                draft = make(*arguments)
                item = _item(draft, f"{template}.{order}", place % len(LETTERS))
                yield replace(item, competencies=(self.competency,), difficulty=difficulty, template=template)
                place += draft.right is not None


def _shown(value: Value, show: Show) -> Two:
    if isinstance(value, Two):
        return value
    text = value if isinstance(value, str) else show(Fraction(value))
    return text if isinstance(text, Two) else Two(text, text)


def _item(draft: Draft, code: str, position: int) -> BankItem:
    """Finish a draft; `position` is where the right choice goes, so that no place is right more often."""
    options: list[tuple[Two, str]] = list(draft.wrong)
    if draft.right is not None:
        options.insert(position, (draft.right, ""))
    letters = LETTERS[: len(options)]
    return BankItem(
        code=code,
        competencies=(),
        key=replace(draft.key, accepted=(letters[position],)) if options else draft.key,
        texts={language: _text(draft, options, language) for language in LANGUAGES},
        choices=letters,
        misconceptions={letter: wrong for letter, (_, wrong) in zip(letters, options, strict=True) if wrong},
        difficulty_sd=0.7,
        discrimination=CHOICE_DISCRIMINATION if options else OPEN_DISCRIMINATION,
        guessing=1 / len(options) if options else 0.0,
        source=SOURCE,
        licence=LICENCE,
    )


def _text(draft: Draft, options: Sequence[tuple[Two, str]], language: str) -> ItemText:
    return ItemText(
        stem=_paragraph(draft.stem.to(language)),
        choices=tuple(text.to(language) for text, _ in options),
        hints=tuple(
            Hint(title.to(language), _paragraph(hint.to(language)))
            for title, hint in zip(_HINT_TITLES, draft.hints, strict=False)
        ),
        explanation=_paragraph(draft.why.to(language)),
    )


def _paragraph(html: str) -> str:
    return html if html.startswith("<p>") else f"<p>{html}</p>"

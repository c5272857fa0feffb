"""Every key of the bank, found again from what the learner reads.

Nothing here knows the numbers that a template was given: they are read from the English text, and the answer is
searched, simulated or put to the test, so that a slip in a template and one in its solver are unlikely to agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction as F
from math import gcd

import pytest
from mathematics_reader import formulas, is_true, numbers, root, rows, steps, value

from adapters.content.base import BankItem
from adapters.content.mathematics import load

ITEMS = load().items


class Seen:
    """An item as it is read: the stem, its numbers and its formulas."""

    def __init__(self, item: BankItem) -> None:
        self.stem = item.texts["en"].stem
        self.choices = item.texts["en"].choices
        self.numbers = numbers(self.stem)
        self.formulas = formulas(self.stem)


Holds = Callable[[Seen, str], bool]
"""Whether a choice, or the key of an open item written as a formula, is a right answer."""


def as_value(answer: str) -> F:
    """The one number of an answer."""
    found = formulas(answer)
    return value(found[0]) if found else numbers(answer)[0]


def equals(solve: Callable[[Seen], F | int]) -> Holds:
    """Right is what has the value that `solve` finds."""
    return lambda seen, answer: as_value(answer) == solve(seen)


def suits(test: Callable[[Seen, F], bool]) -> Holds:
    """Right is the number that passes a test."""
    return lambda seen, answer: test(seen, as_value(answer))


def text_is(solve: Callable[[Seen], str]) -> Holds:
    """Right is exactly this text."""
    return lambda seen, answer: answer == solve(seen)


def computed(seen: Seen) -> F:
    return value(seen.formulas[0])


def best(seen: Seen, key: Callable[[F], F]) -> F:
    return min((as_value(choice) for choice in seen.choices), key=key)


def nearest(seen: Seen) -> F:
    return best(seen, lambda choice: abs(choice - computed(seen)))


def box(seen: Seen) -> F:
    """What makes the equation with a box true."""
    return root(seen.formulas[0].replace(r"\square", "x"))


def largest_below(seen: Seen) -> int:
    return max(n for n in range(100) if is_true(seen.formulas[0], B=n))


def first_wrong_step(seen: Seen) -> str:
    for place, step in enumerate(steps(seen.stem), start=1):
        before, arrow, after = step.partition(r"\to")
        kept = root(before) == root(after) if arrow else is_true(step)
        if not kept:
            return f"In step {place}"
    return "There is no mistake"


def solves(seen: Seen, x: F) -> bool:
    equation = next(formula for formula in seen.formulas if "=" in formula)
    return is_true(equation, x=x)


def pours(seen: Seen) -> int:
    left, glass = seen.numbers
    glasses = 0
    while left >= glass:
        left, glasses = left - glass, glasses + 1
    assert left == 0
    return glasses


def round_robin(seen: Seen) -> int:
    """Hand out stickers by turns until none are left; the second one's pile."""
    total, first, second = (int(n) for n in seen.numbers[:3])
    pile = 0
    while total:
        total -= first + second
        pile += second
    return pile


def after_two_expenses(seen: Seen) -> F:
    coins = 720
    for part in seen.numbers:
        coins -= int(coins * part)
    return F(coins, 720)


def compared(seen: Seen) -> str:
    result, amount = computed(seen), seen.numbers[-1]
    return f"It is {'greater' if result > amount else 'less'} than {amount}"


def never_ends(_: Seen, answer: str) -> bool:
    """Long division: a remainder that comes back, zero aside, means that it never ends."""
    top, bottom = (int(n) for n in re.findall(r"\d+", answer))
    remainders: list[int] = []
    while (top := top % bottom * 10) not in remainders:
        remainders.append(top)
    return top != 0


def irreducible(_: Seen, answer: str) -> bool:
    top, bottom = (int(n) for n in re.findall(r"\d+", answer))
    return gcd(top, bottom) == 1


def digit_worth(seen: Seen) -> F:
    number, digit = formulas(seen.stem)[0], str(seen.numbers[-1])
    assert number.count(digit) == 1
    return F("".join(d if d in (digit, ".") else "0" for d in number))


def rounded(seen: Seen) -> F:
    unit = re.search(r"to (tenths|hundredths|thousandths)", seen.stem)
    assert unit
    places = {"tenths": "0.1", "hundredths": "0.01", "thousandths": "0.001"}[unit[1]]
    return F(Decimal(seen.formulas[0]).quantize(Decimal(places), ROUND_HALF_UP))


def one_more(seen: Seen) -> F:
    return computed(seen) + (F(1, 100) if "one hundredth" in seen.stem else F(1, 10))


def second_fastest(seen: Seen) -> str:
    times = {name: cells[0] for name, cells in rows(seen.stem).items()}
    return sorted(times, key=lambda name: times[name])[1]


def furthest_reader(seen: Seen) -> str:
    read = {name: cells[0] for name, cells in rows(seen.stem).items()}
    return max(read, key=lambda name: read[name])


def jumped(seen: Seen) -> F:
    step, place, marks = seen.numbers
    for _ in range(int(marks)):
        place -= step
    return place


def story(seen: Seen) -> F:
    start, movement = seen.numbers
    return start + movement if "climbs" in seen.stem else start - movement


def same_total(seen: Seen, each: F) -> bool:
    """A change per unit that adds up to the whole change."""
    total, parts = sorted(seen.numbers)
    return sum([each] * int(parts), F(0)) == total


def missing_price(seen: Seen) -> F:
    table = rows(seen.stem)
    kilos, euros = table["Kilos"], table["Euros"]
    assert euros[0] * kilos[1] == euros[1] * kilos[0]
    return kilos[2] * euros[0] / kilos[0]


def simplest_ratio(seen: Seen, answer: str) -> bool:
    a, b = (int(n) for n in re.findall(r"\d+", answer))
    return gcd(a, b) == 1 and a * seen.numbers[1] == b * seen.numbers[0]


def proportional(_: Seen, answer: str) -> bool:
    pairs = [[int(n) for n in re.findall(r"\d+", pair)] for pair in formulas(answer)]
    return all(a * pairs[0][1] == b * pairs[0][0] for a, b in pairs)


def strongest(seen: Seen, answer: str) -> bool:
    def strength(choice: str) -> F:
        lemon, water = numbers(choice)
        return lemon / (lemon + water)

    return strength(answer) == max(strength(choice) for choice in seen.choices)


def cheapest(seen: Seen, answer: str) -> bool:
    def unit_price(choice: str) -> F:
        kilos, euros = numbers(choice)
        return euros / kilos

    return unit_price(answer) == min(unit_price(choice) for choice in seen.choices)


def arrives(seen: Seen, answer: str) -> bool:
    """Driving for that long covers the distance."""
    kilometres, speed = seen.numbers
    minutes = sum(int(n) * (60 if unit == "h" else 1) for n, unit in re.findall(r"(\d+) (h|min)", answer))
    return speed / 60 * minutes == kilometres


def converted(seen: Seen) -> F:
    rate = seen.numbers[0]
    if "litres per minute" in seen.stem:
        return rate * 60
    if "km/h" in seen.stem:
        return rate * 1000 / 60
    assert "metres per second" in seen.stem
    return rate * 60 * 60 / 1000


def average_speed(seen: Seen) -> F:
    table = rows(seen.stem)
    return (table["1"][0] + table["2"][0]) / (table["1"][1] + table["2"][1])


def percent_of_whole(seen: Seen, percent: F) -> bool:
    part, whole = sorted(seen.numbers)
    return whole * percent / 100 == part


def gives_price(seen: Seen, before: F) -> bool:
    percent, paid = seen.numbers
    return before - before * percent / 100 == paid


def up_then_down(seen: Seen) -> F:
    price, percent, _ = seen.numbers
    price += price * percent / 100
    return price - price * percent / 100


def substituted(seen: Seen) -> F:
    return value(seen.formulas[0], x=value(seen.formulas[1].split("=")[1]))


def same_everywhere(seen: Seen, answer: str) -> bool:
    """Equal to the stem's expression at more points than its degree."""
    return all(value(formulas(answer)[0], x=x) == value(seen.formulas[0], x=x) for x in range(-3, 4))


PHRASES: dict[str, Callable[[F], F]] = {
    "Twice a number, plus five": lambda x: x + x + 5,
    "Three times the sum of a number and four": lambda x: (x + 4) + (x + 4) + (x + 4),
    "Half of a number, minus six": lambda x: x * F(1, 2) - 6,
}


def says(seen: Seen, answer: str) -> bool:
    phrase = re.search("“(.*)”", seen.stem)
    assert phrase
    return all(value(formulas(answer)[0], x=F(x)) == PHRASES[phrase[1]](F(x)) for x in range(-3, 8))


def goes_around(seen: Seen, answer: str) -> bool:
    """Walk along all four sides."""
    a, b = seen.formulas[:2]
    around = [sum(value(side, x=x) for side in (a, b, a, b)) for x in range(1, 6)]
    return [value(formulas(answer)[0], x=x) for x in range(1, 6)] == around


def follows(seen: Seen, answer: str) -> bool:
    counts = rows(seen.stem)["Sticks"]
    return [value(formulas(answer)[0], n=n) for n in (1, 2, 3)] == counts


STORIES: dict[str, Callable[[int], int]] = {
    "thinks of a number": lambda x: x * 3 - 4,
    "equal tickets": lambda x: sum([x] * 5) + 4,
    "taxi": lambda x: 3 + sum([2] * x),
}


def tells_the_story(seen: Seen, answer: str) -> bool:
    """The equation holds for the number that the story has, searched among whole numbers."""
    happens = next(tale for words, tale in STORIES.items() if words in seen.stem)
    x = next(x for x in range(100) if happens(x) == seen.numbers[-1])
    return is_true(formulas(answer)[0], x=x)


def smaller_part(seen: Seen) -> int:
    total, more = seen.numbers
    return next(x for x in range(100) if x + (x + more) == total)


def years_until(seen: Seen) -> int:
    times = next(
        n for words, n in (("three times", 3), ("twice", 2), ("four times", 4)) if words in seen.stem
    )
    larger, smaller = seen.numbers[:2]
    return next(x for x in range(100) if larger + x == times * (smaller + x))


def true_statement(_: Seen, answer: str) -> bool:
    return is_true(formulas(answer)[0])


greatest = equals(lambda seen: best(seen, lambda choice: -choice))
between = suits(lambda seen, n: seen.numbers[0] < n < seen.numbers[1])

CHECKS: dict[str, Holds] = {
    "fractions-equivalent.missing-numerator": equals(box),
    "fractions-equivalent.simplify": equals(computed),
    "fractions-equivalent.same-amount": equals(computed),
    "fractions-equivalent.part-of-whole": suits(lambda seen, n: n * max(seen.numbers) == min(seen.numbers)),
    "fractions-equivalent.already-simple": irreducible,
    "fractions-equivalent.added-to-both": lambda seen, answer: (
        not is_true(seen.formulas[0])
        and answer.startswith("They aren't equal: both terms must be multiplied")
    ),
    "fractions-compare.greatest": greatest,
    "fractions-compare.largest-numerator": equals(largest_below),
    "fractions-compare.in-order": true_statement,
    "fractions-compare.pages-read": text_is(furthest_reader),
    "fractions-compare.between": between,
    "fractions-compare.true-statement": true_statement,
    "fractions-add.sum-of-two": equals(computed),
    "fractions-add.choose-sum": equals(computed),
    "fractions-add.what-is-left": suits(lambda seen, n: sum(seen.numbers) + n == 1),
    "fractions-add.wrong-step": text_is(first_wrong_step),
    "fractions-add.missing-addend": equals(box),
    "fractions-add.estimate": equals(nearest),
    "fractions-multiply.fraction-of-amount": suits(lambda seen, n: n / seen.numbers[0] == seen.numbers[1]),
    "fractions-multiply.quotient": suits(lambda seen, n: n * seen.numbers[1] == seen.numbers[0]),
    "fractions-multiply.product": equals(computed),
    "fractions-multiply.glasses": equals(pours),
    "fractions-multiply.greater-or-less": text_is(compared),
    "fractions-multiply.rest-of-rest": equals(after_two_expenses),
    "decimals-order.greatest": greatest,
    "decimals-order.rounded": equals(rounded),
    "decimals-order.digit-value": equals(digit_worth),
    "decimals-order.between": between,
    "decimals-order.second-place": text_is(second_fastest),
    "decimals-order.one-more": equals(one_more),
    "decimals-calculate.sum-of-two": suits(lambda seen, n: n - seen.numbers[1] == seen.numbers[0]),
    "decimals-calculate.product": suits(lambda seen, n: n / seen.numbers[1] == seen.numbers[0]),
    "decimals-calculate.power-of-ten": equals(computed),
    "decimals-calculate.change": suits(
        lambda seen, n: n + sum([seen.numbers[1]] * int(seen.numbers[0])) == seen.numbers[2]
    ),
    "decimals-calculate.estimate": equals(nearest),
    "decimals-calculate.quotient": suits(lambda seen, n: n * seen.numbers[1] == seen.numbers[0]),
    "decimals-fractions.to-decimal": equals(computed),
    "decimals-fractions.same-value": equals(computed),
    "decimals-fractions.to-fraction": equals(computed),
    "decimals-fractions.never-ends": never_ends,
    "decimals-fractions.greatest": greatest,
    "decimals-fractions.on-the-scale": equals(computed),
    "integers-order.coldest": equals(lambda seen: best(seen, lambda choice: choice)),
    "integers-order.integers-between": equals(
        lambda seen: len([n for n in range(-100, 100) if seen.numbers[0] < n < seen.numbers[1]])
    ),
    "integers-order.in-order": true_statement,
    "integers-order.opposite": suits(lambda seen, n: n + seen.numbers[0] == 0),
    "integers-order.true-statement": true_statement,
    "integers-order.jumps": equals(jumped),
    "integers-add.sum-of-two": equals(computed),
    "integers-add.subtract-negative": equals(computed),
    "integers-add.story": equals(story),
    "integers-add.missing-number": equals(box),
    "integers-add.wrong-step": text_is(first_wrong_step),
    "integers-add.difference": suits(lambda seen, n: min(seen.numbers) + n == max(seen.numbers)),
    "integers-multiply.product": equals(computed),
    "integers-multiply.order-of-operations": equals(computed),
    "integers-multiply.negative-product": suits(lambda _, n: n < 0),
    "integers-multiply.change-per-unit": suits(same_total),
    "integers-multiply.wrong-step": text_is(first_wrong_step),
    "integers-multiply.power": equals(computed),
    "proportion-ratio.recipe": suits(
        lambda seen, n: n / seen.numbers[2] == seen.numbers[1] / seen.numbers[0]
    ),
    "proportion-ratio.share": equals(round_robin),
    "proportion-ratio.price-table": equals(missing_price),
    "proportion-ratio.simplest-ratio": simplest_ratio,
    "proportion-ratio.proportional-pairs": proportional,
    "proportion-ratio.strongest-mix": strongest,
    "proportion-rates.distance": suits(lambda seen, n: n / seen.numbers[1] == seen.numbers[0]),
    "proportion-rates.map-scale": suits(lambda seen, n: n * 100_000 / seen.numbers[2] == seen.numbers[1]),
    "proportion-rates.best-buy": cheapest,
    "proportion-rates.time-taken": arrives,
    "proportion-rates.convert": equals(converted),
    "proportion-rates.average-speed": equals(average_speed),
    "proportion-percent.percent-of": suits(lambda seen, n: n / seen.numbers[1] * 100 == seen.numbers[0]),
    "proportion-percent.sale-price": suits(
        lambda seen, n: (seen.numbers[0] - n) / seen.numbers[0] * 100 == seen.numbers[1]
    ),
    "proportion-percent.which-percent": suits(percent_of_whole),
    "proportion-percent.price-before": suits(gives_price),
    "proportion-percent.up-and-down": equals(up_then_down),
    "proportion-percent.to-percent": suits(lambda seen, n: n / 100 == computed(seen)),
    "equations-expressions.evaluate": equals(substituted),
    "equations-expressions.collect": same_everywhere,
    "equations-expressions.translate": says,
    "equations-expressions.perimeter": goes_around,
    "equations-expressions.pattern": follows,
    "equations-expressions.expand": same_everywhere,
    "equations-simple.one-step": suits(solves),
    "equations-simple.two-steps": suits(solves),
    "equations-simple.which-equation": tells_the_story,
    "equations-simple.division": suits(solves),
    "equations-simple.wrong-step": text_is(first_wrong_step),
    "equations-simple.sum-and-difference": equals(smaller_part),
    "equations-brackets.both-sides": suits(solves),
    "equations-brackets.bracket": suits(solves),
    "equations-brackets.bracket-and-both-sides": suits(solves),
    "equations-brackets.with-fractions": suits(solves),
    "equations-brackets.wrong-step": text_is(first_wrong_step),
    "equations-brackets.both-grow": equals(years_until),
}


def test_every_template_has_its_own_solver() -> None:
    assert set(CHECKS) == {item.template for item in ITEMS}


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.code)
def test_the_key_is_right_and_nothing_else_is(item: BankItem) -> None:
    seen, holds = Seen(item), CHECKS[item.template]
    if item.choices:
        right = [code for code, text in zip(item.choices, seen.choices, strict=True) if holds(seen, text)]
        assert tuple(right) == item.key.accepted
    else:
        (key,) = item.key.accepted
        assert holds(seen, rf"\({key}\)")


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.code)
def test_what_the_worked_answer_says_is_true_and_leads_to_the_key(item: BankItem) -> None:
    explanation = item.texts["en"].explanation
    for formula in formulas(explanation):
        if "=" in formula and not re.search(
            r"[a-z](?![a-z])|:", formula.replace("frac", "").replace("times", "")
        ):
            assert is_true(formula), formula
    answer = item.key.accepted[0]
    if item.choices:
        answer = item.texts["en"].choices[item.choices.index(answer)]
    key = numbers(answer)
    if len(key) == 1 and "x" not in answer:
        assert key[0] in numbers(explanation)

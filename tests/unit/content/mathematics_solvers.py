"""Ways to find an item's answer again from what the learner reads: searched, simulated or put to the test."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction as F
from math import gcd

from mathematics_reader import formulas, is_true, numbers, root, rows, steps, value

from adapters.content.base import BankItem


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

"""Every key of the bank, found again from what the learner reads.

Nothing here knows the numbers that a template was given: they are read from the English text, so that a slip in a
template and one in its solver are unlikely to agree.
"""

from __future__ import annotations

import re

import pytest
from mathematics_reader import formulas, is_true, numbers
from mathematics_solvers import (
    Holds,
    Seen,
    after_two_expenses,
    arrives,
    average_speed,
    best,
    between,
    box,
    cheapest,
    compared,
    computed,
    converted,
    digit_worth,
    equals,
    first_wrong_step,
    follows,
    furthest_reader,
    gives_price,
    goes_around,
    greatest,
    irreducible,
    jumped,
    largest_below,
    missing_price,
    nearest,
    never_ends,
    one_more,
    percent_of_whole,
    pours,
    proportional,
    round_robin,
    rounded,
    same_everywhere,
    same_total,
    says,
    second_fastest,
    simplest_ratio,
    smaller_part,
    solves,
    story,
    strongest,
    substituted,
    suits,
    tells_the_story,
    text_is,
    true_statement,
    up_then_down,
    years_until,
)

from adapters.content.base import BankItem
from adapters.content.mathematics import load

ITEMS = load().items

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

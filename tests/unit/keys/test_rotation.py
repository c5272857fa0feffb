"""Years of rotations, simulated: what must hold whatever the policy and however late the worker is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keys.rotation import (
    Activate,
    KeyRecord,
    KeyState,
    Policy,
    Publish,
    Remove,
    Retire,
    carry_out,
    plan,
    revoke,
)

START = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def hours(low: int, high: int) -> st.SearchStrategy[timedelta]:
    return st.integers(low, high).map(lambda number: number * HOUR)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    cache, token, reload = draw(hours(0, 48)), draw(hours(0, 48)), draw(hours(0, 6))
    before = cache + reload + draw(hours(0, 100))
    return Policy(
        rotate_every=before + draw(hours(1, 24 * 200)),
        publish_before=before,
        overlap=token + reload + draw(hours(0, 100)),
        cache_lifetime=cache,
        token_lifetime=token,
        reload_after=reload,
    )


def record(kid: str, published: datetime = START, **times: datetime) -> KeyRecord:
    return KeyRecord(kid, {"kid": kid}, b"sealed " + kid.encode(), published, **times)


def advance(keys: Sequence[KeyRecord], policy: Policy, now: datetime, force: bool = False) -> tuple[KeyRecord, ...]:
    return carry_out(keys, plan(keys, policy, now, force=force), record(f"key {len(keys)}", now), now)


def histories(
    policy: Policy, pauses: Sequence[timedelta], forced: frozenset[int] = frozenset()
) -> Iterator[tuple[datetime, tuple[KeyRecord, ...]]]:
    now, keys = START, advance((), policy, START)
    yield now, keys
    for number, pause in enumerate(pauses):
        now += pause
        keys = advance(keys, policy, now, force=number in forced)
        yield now, keys


def at(history: Sequence[tuple[datetime, tuple[KeyRecord, ...]]], when: datetime) -> tuple[KeyRecord, ...]:
    """The keys as stored at a moment; nothing was stored before the first."""
    return next((keys for time, keys in reversed(history) if time <= when), ())


def signing(keys: Sequence[KeyRecord]) -> str:
    (active,) = [key.kid for key in keys if key.state is KeyState.ACTIVE]
    return active


def published(keys: Sequence[KeyRecord]) -> set[str]:
    return {key.kid for key in keys if key.state is not KeyState.GONE}


PAUSES = st.lists(st.one_of(hours(0, 30), hours(0, 24 * 150)), min_size=1, max_size=40)


@settings(max_examples=200, deadline=None)
@given(policies(), PAUSES, st.frozensets(st.integers(0, 39)))
def test_there_is_always_exactly_one_signing_key(
    policy: Policy, pauses: list[timedelta], forced: frozenset[int]
) -> None:
    for _now, keys in histories(policy, pauses, forced):
        assert signing(keys)
        assert len([key for key in keys if key.state is KeyState.PENDING]) <= 1


@settings(max_examples=200, deadline=None)
@given(policies(), PAUSES, st.frozensets(st.integers(0, 39)), st.data())
def test_a_signature_verifies_against_any_jwks_that_somebody_may_hold(
    policy: Policy, pauses: list[timedelta], forced: frozenset[int], data: st.DataObject
) -> None:
    """The tool signs with what it read up to `reload_after` ago, and answers its JWKS as stale as that."""
    history = list(histories(policy, pauses, forced))
    end = history[-1][0] + policy.rotate_every
    span = int((end - START) / HOUR)
    signed_at = START + data.draw(st.integers(0, span)) * HOUR
    fetched_at = signed_at + HOUR * data.draw(
        st.integers(-int(policy.cache_lifetime / HOUR), int(policy.token_lifetime / HOUR))
    )
    stale = [data.draw(st.integers(0, int(policy.reload_after / HOUR))) * HOUR for _ in range(2)]
    # Before the very first key there was no JWKS that anybody could have kept.
    kid = signing(at(history, max(START, signed_at - stale[0])))
    assert kid in published(at(history, max(START, fetched_at - stale[1])))


@settings(max_examples=100, deadline=None)
@given(policies(), PAUSES)
def test_states_follow_each_other_and_last_as_long_as_the_policy_says(
    policy: Policy, pauses: list[timedelta]
) -> None:
    *_, (_now, keys) = histories(policy, pauses)
    for number, key in enumerate(sorted(keys, key=lambda key: key.published_at)):
        times = [key.published_at, key.active_at, key.retiring_at, key.gone_at]
        known = [time for time in times if time is not None]
        assert times[: len(known)] == known == sorted(known)
        if number and key.active_at:
            assert key.active_at - key.published_at >= policy.publish_before
        if key.active_at and key.retiring_at:
            assert key.retiring_at - key.active_at >= policy.rotate_every - policy.publish_before
        if key.retiring_at and key.gone_at:
            assert key.gone_at - key.retiring_at >= policy.overlap
        assert bool(key.sealed) == (key.state in {KeyState.PENDING, KeyState.ACTIVE})


def test_three_years_with_a_worker_that_runs_every_hour() -> None:
    policy = Policy()
    history = list(histories(policy, [HOUR] * (3 * 365 * 24)))
    keys = history[-1][1]
    assert len(keys) == 1 + 1095 // 90
    assert all(len(published(stored)) <= 2 for _now, stored in history)
    assert {key.retiring_at - key.active_at for key in keys if key.retiring_at and key.active_at} == {90 * DAY}


TIMES = st.none() | hours(0, 5000).map(lambda span: START + span)


@st.composite
def any_records(draw: st.DrawFn) -> tuple[KeyRecord, ...]:
    """Also what no rotation of ours leaves behind: a restored backup, a hand in the database."""
    return tuple(
        KeyRecord(f"k{number}", {}, b"sealed", START + draw(hours(0, 5000)), draw(TIMES), draw(TIMES), draw(TIMES))
        for number in range(draw(st.integers(0, 6)))
    )


@settings(max_examples=300, deadline=None)
@given(any_records(), hours(0, 6000), st.booleans())
def test_any_set_of_keys_is_brought_to_one_signing_key(
    keys: tuple[KeyRecord, ...], elapsed: timedelta, force: bool
) -> None:
    assert signing(advance(keys, Policy(), START + elapsed, force=force))


@settings(max_examples=200, deadline=None)
@given(any_records(), hours(0, 6000))
def test_planning_again_at_the_same_moment_asks_for_nothing(
    keys: tuple[KeyRecord, ...], elapsed: timedelta
) -> None:
    settled = advance(keys, Policy(), START + elapsed)
    assert plan(settled, Policy(), START + elapsed) == ()


@settings(max_examples=200, deadline=None)
@given(policies(), PAUSES, st.data())
def test_a_revoked_key_is_out_at_once_and_another_signs(
    policy: Policy, pauses: list[timedelta], data: st.DataObject
) -> None:
    *_, (now, keys) = histories(policy, pauses)
    kid = data.draw(st.sampled_from(sorted(published(keys))))
    after = carry_out(keys, revoke(keys, kid), record("spare", now), now)
    assert kid not in published(after)
    assert signing(after) != kid
    assert not next(key for key in after if key.kid == kid).sealed


def test_the_first_key_signs_at_once_and_its_successor_waits() -> None:
    policy = Policy()
    assert plan((), policy, START) == (Publish(sign_at_once=True),)
    keys = advance((), policy, START)
    assert plan(keys, policy, START + 83 * DAY - HOUR) == ()
    keys = advance(keys, policy, START + 83 * DAY)
    assert [key.state for key in keys] == [KeyState.ACTIVE, KeyState.PENDING]
    assert plan(keys, policy, START + 90 * DAY - HOUR) == ()
    assert plan(keys, policy, START + 90 * DAY) == (Retire("key 0"), Activate("key 1"))
    keys = advance(keys, policy, START + 90 * DAY)
    assert plan(keys, policy, START + 97 * DAY) == (Remove("key 0"),)


def test_of_several_pending_keys_the_eldest_stays() -> None:
    keys = [record("active", active_at=START), record("eldest"), record("younger", START + DAY)]
    assert plan(keys, Policy(), START + 2 * DAY) == (Remove("younger"),)
    assert plan(keys, Policy(), START + 30 * DAY) == (Remove("younger"), Retire("active"), Activate("eldest"))


def test_a_forced_rotation_still_publishes_before_it_signs() -> None:
    policy = Policy()
    keys = advance((), policy, START)
    assert plan(keys, policy, START + DAY, force=True) == (Publish(),)
    keys = advance(keys, policy, START + DAY, force=True)
    assert plan(keys, policy, START + 2 * DAY, force=True) == ()
    assert plan(keys, policy, START + 8 * DAY) == (Retire("key 0"), Activate("key 1"))


def test_a_clock_that_goes_back_changes_nothing() -> None:
    keys = advance((), Policy(), START)
    assert plan(keys, Policy(), START - 1000 * DAY) == ()


def test_revoking_an_unknown_or_removed_key_says_so() -> None:
    gone = record("gone", active_at=START, retiring_at=START, gone_at=START)
    for kid in ("gone", "never heard of"):
        with pytest.raises(LookupError, match=kid):
            revoke([gone, record("active", active_at=START)], kid)


@pytest.mark.parametrize(
    ("times", "says"),
    [
        ({"publish_before": HOUR}, "publish_before"),
        ({"cache_lifetime": 7 * DAY}, "publish_before"),
        ({"overlap": HOUR}, "overlap"),
        ({"token_lifetime": 7 * DAY}, "overlap"),
        ({"rotate_every": 7 * DAY}, "rotate_every"),
    ],
)
def test_a_policy_that_would_break_launches_is_refused(times: dict[str, timedelta], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Policy(**times)


def test_publishing_needs_a_key() -> None:
    with pytest.raises(ValueError, match="none was handed in"):
        carry_out((), (Publish(),), None, START)

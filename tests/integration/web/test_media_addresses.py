"""Images and sounds of questions: signed addresses, one file of one school, parts of a sound, pages that show them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from databases import Databases
from shown_class import ShownClass, shown_class
from sqlalchemy import select

from adapters.lms.base import Role
from lti_tool.database.banks import ItemRow
from lti_tool.database.media import MediaRow
from lti_tool.web.media import LIFE, PURPOSE, read_token, token_for
from lti_tool.web.shown import shown

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(200))
DIGEST = hashlib.sha256(PNG).hexdigest()
KEY = b"k" * 32


class World(ShownClass):
    school_id: int

    def address(self, digest: str = DIGEST, school_id: int | None = None, **past: float) -> str:
        key = self.runtime.config.subkey(PURPOSE)
        now = self.classroom.clock.now - timedelta(**past)
        return f"/media/{token_for(key, school_id or self.school_id, digest, now=now)}"


@pytest.fixture(scope="module")
def world(databases: Databases) -> Iterator[World]:
    with shown_class(databases.make("sqlite"), World) as shown:
        shown.school_id, now = shown.classroom.set_up().school_id, shown.classroom.clock.now
        with shown.classroom.database.write() as session:
            stored = MediaRow(
                school_id=shown.school_id, digest=DIGEST, mime="image/png", size=len(PNG), name="a.png", data=PNG,
                created_at=now,
            )  # fmt: skip
            session.add(stored)
        yield shown


def test_a_file_comes_with_its_type_and_nothing_that_could_run(world: World) -> None:
    answer = world.app.test_client().get(world.address())
    assert (answer.status_code, answer.data, answer.mimetype) == (200, PNG, "image/png")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers.getlist("Content-Security-Policy") == ["default-src 'none'; sandbox"]
    assert answer.headers["Cache-Control"].startswith("private, max-age=")


def test_a_part_of_a_sound_can_be_asked_for(world: World) -> None:
    answer = world.app.test_client().get(world.address(), headers={"Range": "bytes=4-9"})
    assert (answer.status_code, answer.data) == (206, PNG[4:10])
    assert answer.headers["Content-Range"] == f"bytes 4-9/{len(PNG)}"


def test_what_was_not_signed_or_is_over_or_of_another_school_is_not_there(world: World) -> None:
    browser = world.app.test_client()
    good = world.address()
    place = len("/media/") + 8
    changed = good[:place] + ("B" if good[place] != "B" else "C") + good[place + 1 :]
    for address in (
        "/media/x",
        "/media/" + "A" * 80,
        changed,
        world.address(hours=17),
        world.address(school_id=world.school_id + 1),
        world.address("0" * 64),
    ):
        assert browser.get(address).status_code == 404, address
    assert browser.get(world.address(hours=7)).status_code == 200


def test_an_address_is_the_same_for_a_while_and_good_for_eight_hours(world: World) -> None:
    now = world.classroom.clock.now.replace(hour=8, minute=0)
    tokens = {token_for(KEY, 1, DIGEST, now=now + timedelta(hours=h)) for h in range(8)}
    assert len(tokens) == 1
    found = read_token([b"new" * 11, KEY], tokens.pop(), now=now)
    assert found is not None
    assert found.digest == DIGEST
    assert found.ends - now >= LIFE


def test_a_question_shows_its_image_and_what_has_none_shows_nothing(world: World) -> None:
    with world.classroom.database.write() as session:
        for row in session.scalars(select(ItemRow)):
            image = f'<img src="media:{DIGEST}" alt="a ruler">'
            row.texts = {
                code: {**text, "stem": f"<p>Look: {image} {text['stem']}</p>"}
                for code, text in row.texts.items()
            }
    student = world.classroom.launch("looker", Role.STUDENT)
    world.classroom.begin(student.scope)
    page = world.app.test_client().get(
        f"/s/{student.scope.launch}/question", headers={"Authorization": f"Bearer {student.token}"}
    )
    assert page.status_code == 200, page.text
    address = re.search(r'<img src="(/media/[\w-]+)" alt="a ruler">', page.text)
    assert address
    assert "media-src 'self'" in page.headers["Content-Security-Policy"]
    assert world.app.test_client().get(address[1]).data == PNG
    with world.app.test_request_context("/"):
        assert shown('<img src="media:zz" alt="x">') == '<img alt="x">'
        assert shown(f'<img src="media:{DIGEST}" alt="x">') == '<img alt="x">', "nobody visits"
        assert shown("media: the word") == "media: the word"
        assert shown(f'<img src="media:{DIGEST}">', {DIGEST: "data:image/png;base64,AA"}) == (
            '<img src="data:image/png;base64,AA">'
        )

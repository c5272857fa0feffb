from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

import jwt
import pytest
from fake_platform import JsonServer, private_key, reply
from fake_services import COLUMN, NOW, Lms, services

from adapters.lms.base import Role, RosterService, Submission
from keys.sealing import CannotUnseal
from lti_tool.errors import PassingFailure, PermanentFailure
from lti_tool.lti.ags import LINEITEM, LINEITEM_READ, Result, Score, service_url
from lti_tool.lti.nrps import members


@pytest.fixture(params=["generic"])
def lms(request: pytest.FixtureRequest) -> Iterator[Lms]:
    with services(request.param) as started:
        yield started


def family(name: str) -> Any:
    return pytest.mark.parametrize("lms", [name], indirect=True)


class TestTokens:
    def test_the_assertion(self, lms):
        lms.server.answers["/x"] = {}
        lms.client.get(lms.url("/x"), ["b", "a"], "application/json")
        form = {name: values[0] for name, values in parse_qs(lms.sent("/token")[0][3].decode()).items()}
        assert form["grant_type"] == "client_credentials"
        assert form["scope"] == "a b"
        token = form["client_assertion"]
        assert jwt.get_unverified_header(token)["kid"] == "tool-key"
        claims = jwt.decode(
            token,
            private_key(3).public_key(),
            ["RS256"],
            audience=lms.url("/token"),
            options={"verify_exp": False, "verify_iat": False},
        )
        assert claims["iss"] == claims["sub"] == "client-1"
        # Moodle refuses an assertion that is 3 s ahead of its clock.
        assert claims["iat"] <= NOW.timestamp() - 10
        assert NOW.timestamp() < claims["exp"] <= NOW.timestamp() + 300
        assert claims["jti"]

    def test_kept_until_shortly_before_its_end(self, lms):
        lms.server.answers["/x"] = {}
        for seconds, asked in ((0, 1), (3500, 1), (3541, 2)):
            lms.clock.now = NOW + timedelta(seconds=seconds)
            lms.client.get(lms.url("/x"), ["a"], "*/*")
            assert lms.server.count("/token") == asked

    def test_one_for_each_set_of_scopes_and_registration(self, lms):
        lms.server.answers["/x"] = {}
        lms.client.get(lms.url("/x"), ["a"], "*/*")
        lms.client.get(lms.url("/x"), ["a", "b"], "*/*")
        tenant = replace(lms.client, platform=replace(lms.client.platform, id=2, client_id="client-2"))
        tenant.get(lms.url("/x"), ["a"], "*/*")
        assert lms.server.count("/token") == 3

    def test_moodle_serves_json_as_html(self, lms):
        body = json.dumps({"access_token": "t", "expires_in": "3600"}).encode()
        html = {"Content-Type": "text/html; charset=utf-8"}
        lms.server.answers["/token"] = lambda handler, _: reply(handler, 200, raw=body, headers=html)
        lms.server.answers["/x"] = {}
        lms.client.get(lms.url("/x"), ["a"], "*/*")
        assert lms.sent("/x")[0][2]["Authorization"] == "Bearer t"

    def test_a_forgotten_token_is_fetched_again_once(self, lms):
        tokens = iter(["old", "new"])
        lms.server.answers["/token"] = lambda handler, _: reply(handler, 200, {"access_token": next(tokens)})

        def guard(handler, _):
            reply(handler, 200 if handler.headers["Authorization"] == "Bearer new" else 401, {})

        lms.server.answers["/x"] = guard
        assert lms.client.get(lms.url("/x"), ["a"], "*/*").status_code == 200
        assert len(lms.sent("/x")) == 2

    def test_a_token_that_is_never_good_enough(self, lms):
        lms.server.answers["/x"] = lambda handler, _: reply(handler, 401, {})
        with pytest.raises(PermanentFailure) as caught:
            lms.client.get(lms.url("/x"), ["a"], "*/*")
        assert (caught.value.code, caught.value.status_code) == ("service_unauthorized", 401)
        assert len(lms.sent("/x")) == 2

    def test_a_short_one_is_used_up_to_its_last_quarter(self, lms):
        lms.server.answers["/token"] = {"access_token": "t", "expires_in": 40}
        lms.server.answers["/x"] = {}
        for seconds, asked in ((0, 1), (29, 1), (31, 2)):
            lms.clock.now = NOW + timedelta(seconds=seconds)
            lms.client.get(lms.url("/x"), ["a"], "*/*")
            assert lms.server.count("/token") == asked

    def test_many_threads_ask_for_it_once(self, lms):
        lms.server.answers["/x"] = {}
        threads = [
            threading.Thread(target=lms.client.get, args=(lms.url("/x"), ["a"], "*/*")) for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (lms.server.count("/token"), lms.server.count("/x")) == (1, 8)

    def test_no_call_begins_on_borrowed_time_that_is_over(self, lms):
        late = replace(lms.client, until=NOW)
        with pytest.raises(PassingFailure):
            late.get(lms.url("/x"), ["a"], "*/*")
        assert lms.server.requests == []

    def test_a_key_of_ours_that_cannot_be_opened_is_waited_for(self, lms):
        class Sealed:
            def signing_key(self, now):
                raise CannotUnseal("another secret")

        with pytest.raises(PassingFailure) as caught:
            replace(lms.client, keys=Sealed()).get(lms.url("/x"), ["a"], "*/*")
        assert caught.value.code == "key_unavailable"
        assert lms.server.requests == []

    @pytest.mark.parametrize(
        ("status", "body", "error", "code"),
        [
            (400, {"error": "invalid_client"}, PermanentFailure, "service_unauthorized"),
            (401, {}, PermanentFailure, "service_unauthorized"),
            (400, {"error": "invalid_scope"}, PermanentFailure, "service_scope_missing"),
            (503, {}, PassingFailure, "service_busy"),
            (500, {}, PassingFailure, "service_error"),
            (200, {"token_type": "Bearer"}, PermanentFailure, "service_response_invalid"),
            (200, ["no object"], PermanentFailure, "service_response_invalid"),
        ],
    )
    def test_refused_at_the_token_endpoint(self, lms, status, body, error, code):
        lms.server.answers["/token"] = lambda handler, _: reply(handler, status, body)
        with pytest.raises(error) as caught:
            lms.client.get(lms.url("/x"), ["a"], "*/*")
        assert caught.value.code == code


FAILURES = [
    (400, {}, PermanentFailure, "service_rejected"),
    (403, {}, PermanentFailure, "service_forbidden"),
    (404, {}, PermanentFailure, "service_not_found"),
    (410, {}, PermanentFailure, "service_not_found"),
    (422, {}, PermanentFailure, "service_rejected"),
    (409, {}, PassingFailure, "service_conflict"),
    (408, {}, PassingFailure, "service_busy"),
    (429, {}, PassingFailure, "service_busy"),
    (500, {}, PassingFailure, "service_error"),
    (502, {}, PassingFailure, "service_error"),
    (503, {}, PassingFailure, "service_busy"),
]


class TestErrors:
    @pytest.mark.parametrize(("status", "body", "error", "code"), FAILURES)
    def test_told_apart(self, lms, status, body, error, code):
        lms.server.answers["/x"] = lambda handler, _: reply(handler, status, body)
        with pytest.raises(error) as caught:
            lms.client.post(lms.url("/x"), ["a"], "{}", "application/json")
        assert type(caught.value) is error
        assert (caught.value.code, caught.value.status_code) == (code, status)

    def test_canvas_limits_with_403(self, lms):
        body = b"403 Forbidden (Rate Limit Exceeded)"
        lms.server.answers["/x"] = lambda handler, _: reply(handler, 403, raw=body)
        with pytest.raises(PassingFailure):
            lms.client.get(lms.url("/x"), ["a"], "*/*")

    @pytest.mark.parametrize(
        ("header", "wait"),
        [
            ("120", timedelta(seconds=120)),
            ("0", timedelta(0)),
            ("99999999999999999999", timedelta(hours=24)),
            ("Sat, 21 Nov 2026 09:05:00 GMT", timedelta(minutes=5) - timedelta(milliseconds=700)),
            ("Sat, 21 Nov 2020 09:05:00 GMT", timedelta(0)),
            ("Sat, 21 Nov 2099 09:05:00 GMT", timedelta(hours=24)),
            ("soon", None),
            ("-5", None),
            ("", None),
        ],
    )
    def test_when_to_come_back(self, lms, header, wait):
        lms.server.answers["/x"] = lambda handler, _: reply(handler, 429, {}, {"Retry-After": header})
        with pytest.raises(PassingFailure) as caught:
            lms.client.get(lms.url("/x"), ["a"], "*/*")
        assert caught.value.retry_at == (None if wait is None else NOW + wait)


class TestLineItems:
    def test_the_one_of_the_launch_comes_first(self, lms):
        assert lms.book(lineitem="https://lms.example/9/lineitem").line_item(COLUMN).endswith("/9/lineitem")
        assert lms.server.requests == []

    def test_found_by_resource_id_tag_and_placement(self, lms):
        entries = [
            {"id": "wrong tag", "resourceId": "senda-1", "tag": "other", "resourceLinkId": "link-1"},
            {"id": "wrong resource", "resourceId": "senda-2", "tag": "diagnostic"},
            {"id": "a copy's", "resourceId": "senda-1", "tag": "diagnostic", "resourceLinkId": "link-2"},
            {"id": "ours", "resourceId": "senda-1", "tag": "diagnostic", "resourceLinkId": "link-1"},
        ]
        lms.server.answers["/lineitems"] = entries
        assert lms.book().line_item(COLUMN) == "ours"
        method, path, headers, _ = lms.sent("/lineitems")[0]
        assert method == "GET"
        assert "type_id=2" in path
        assert "limit" not in path
        assert headers["Accept"] == "application/vnd.ims.lis.v2.lineitemcontainer+json"

    def test_on_a_later_page(self, lms):
        ours = {"id": "ours", "resourceId": "senda-1", "tag": "diagnostic"}

        def pages(handler, _):
            if "p=2" in handler.path:
                reply(handler, 200, [ours])
            else:
                reply(handler, 200, [{"id": "x"}], {"Link": f'<{lms.url("/lineitems?p=2")}>; rel="next"'})

        lms.server.answers["/lineitems"] = pages
        assert lms.book().line_item(COLUMN) == "ours"

    def test_made_when_there_is_none(self, lms):
        def answer(handler, body):
            if handler.command == "GET":
                reply(handler, 200, [])
            else:
                reply(handler, 201, {**json.loads(body), "id": "new"})

        lms.server.answers["/lineitems"] = answer
        assert lms.book().line_item(COLUMN) == "new"
        _, path, headers, body = lms.sent("/lineitems")[-1]
        assert path == "/lineitems?type_id=2"
        assert headers["Content-Type"] == "application/vnd.ims.lis.v2.lineitem+json"
        assert json.loads(body) == {
            "label": "Where I stand",
            "scoreMaximum": 100,
            "resourceId": "senda-1",
            "tag": "diagnostic",
            "resourceLinkId": "link-1",
            "submissionReview": {"reviewableStatus": ["Completed"]},
        }

    @pytest.mark.parametrize("answer", [{}, [], {"id": 7}])
    def test_made_without_an_address(self, lms, answer):
        lms.server.answers["/lineitems"] = lambda handler, _: reply(handler, 201, answer)
        with pytest.raises(PermanentFailure) as caught:
            lms.book().create(COLUMN)
        assert caught.value.code == "service_response_invalid"

    def test_rights_that_were_not_granted(self, lms):
        with pytest.raises(PermanentFailure) as caught:
            lms.book(LINEITEM_READ).create(COLUMN)
        assert caught.value.code == "service_scope_missing"
        with pytest.raises(PermanentFailure):
            lms.book(LINEITEM).post_score("https://x", _score())
        assert lms.server.requests == []


def _score(given: float = 7.5) -> Score:
    return Score("person-1", given, 10, NOW, Submission(NOW - timedelta(minutes=5)))


    def test_one_on_the_placement_before_one_on_none(self, lms):
        same = {"resourceId": "senda-1", "tag": "diagnostic"}
        lms.server.answers["/lineitems"] = [
            {**same, "id": "unplaced"},
            {**same, "id": "ours", "resourceLinkId": "link-1"},
        ]
        assert lms.book().find(COLUMN) == "ours"

    def test_never_made_without_a_placement(self, lms):
        with pytest.raises(PermanentFailure) as caught:
            lms.book().create(replace(COLUMN, resource_link_id=""))
        assert caught.value.code == "grades_unsupported"
        assert lms.server.requests == []

    @pytest.mark.parametrize("status", [404, 412])
    def test_a_placement_that_can_have_none(self, lms, status):
        lms.server.answers["/lineitems"] = lambda handler, _: reply(handler, status, {})
        with pytest.raises(PermanentFailure) as caught:
            lms.book().create(COLUMN)
        assert caught.value.code == "grades_unsupported"

    @family("canvas")
    def test_canvas_knows_no_submission_review_of_a_line_item(self, lms):
        lms.server.answers["/lineitems"] = lambda handler, body: reply(handler, 201, {"id": "new"})
        lms.book().create(COLUMN)
        assert "submissionReview" not in json.loads(lms.sent("/lineitems")[0][3])

    def test_deleted_and_gone_is_the_same(self, lms):
        lms.book().delete(lms.url("/gone"))
        lms.server.answers["/9"] = lambda handler, _: reply(handler, 204)
        lms.book().delete(lms.url("/9"))
        assert lms.sent("/9")[0][0] == "DELETE"

    @family("canvas")
    def test_canvas_keeps_the_column_of_an_assignment(self, lms):
        lms.server.answers["/9"] = lambda handler, _: reply(handler, 401)
        with pytest.raises(PermanentFailure) as caught:
            lms.book().delete(lms.url("/9"))
        assert caught.value.code == "service_unauthorized"


class TestScores:
    @pytest.mark.parametrize("given", [7.5, 0, 0.0, 10])
    def test_what_is_sent(self, lms, given):
        lms.server.answers["/9/lineitem/scores"] = lambda handler, _: reply(handler, 200)
        lms.book().post_score(lms.url("/9/lineitem?type_id=2"), _score(given))
        _, path, headers, body = lms.sent("/9/lineitem/scores")[0]
        assert path == "/9/lineitem/scores?type_id=2"
        assert headers["Content-Type"] == "application/vnd.ims.lis.v1.score+json"
        assert json.loads(body) == {
            "userId": "person-1",
            "scoreGiven": given,
            "scoreMaximum": 10,
            "timestamp": "2026-11-21T09:00:00Z",
            "activityProgress": "Completed",
            "gradingProgress": "FullyGraded",
            "submission": {"submittedAt": "2026-11-21T08:55:00Z"},
        }

    @family("canvas")
    def test_canvas_hears_when_the_work_was_done(self, lms):
        lms.server.answers["/9/scores"] = lambda handler, _: reply(handler, 200)
        lms.book().post_score(lms.url("/9"), _score())
        sent = json.loads(lms.sent("/9/scores")[0][3])
        assert sent["submission"] == {"submittedAt": "2026-11-21T08:55:00Z"}

    def refusal(self, lms: Lms, kind: type[Exception], status: int, body: bytes) -> str:
        """Why a score was not taken that the platform answered so."""
        lms.server.answers["/9/scores"] = lambda handler, _: reply(handler, status, raw=body)
        with pytest.raises(kind) as caught:
            lms.book().post_score(lms.url("/9"), _score())
        return caught.value.code

    @family("canvas")
    def test_canvas_calls_an_older_score_a_bad_request(self, lms):
        body = b'{"errors":{"message":"Provided timestamp of 1 before last updated timestamp of 2"}}'
        assert self.refusal(lms, PassingFailure, 400, body) == "service_conflict"

    @family("canvas")
    def test_canvas_takes_no_further_submission(self, lms):
        body = b"The maximum number of allowed attempts has been reached for this submission"
        assert self.refusal(lms, PassingFailure, 422, body) == "service_submission_refused"

    def test_a_page_for_people_has_taken_no_score(self, lms):
        page = b"\n<!doctype html><title>Maintenance</title>"
        assert self.refusal(lms, PassingFailure, 200, page) == "service_response_invalid"

    @family("canvas")
    def test_canvas_takes_none_for_who_is_no_student(self, lms):
        assert self.refusal(lms, PermanentFailure, 422, b"{}") == "service_person_refused"

    @pytest.mark.parametrize("given", [float("nan"), float("inf")])
    def test_no_number_is_no_score(self, lms, given):
        with pytest.raises(ValueError, match="finite"):
            lms.book().post_score(lms.url("/9"), _score(given))

    @pytest.mark.parametrize(
        ("item", "url"),
        [
            ("https://l/9/lineitem?type_id=2", "https://l/9/lineitem/scores?type_id=2"),
            ("https://l/9/", "https://l/9/scores"),
            ("https://l/9?a=1&b=2", "https://l/9/scores?a=1&b=2"),
        ],
    )
    def test_the_address(self, item, url):
        assert service_url(item, "scores") == url

    def test_results(self, lms):
        lms.server.answers["/9/results"] = [
            {"userId": "a", "resultScore": 7.5, "resultMaximum": 10},
            {"userId": 7},
            {"no": "user"},
            "junk",
        ]
        found = list(lms.book().results(lms.url("/9?type_id=2"), "a"))
        assert found == [Result("a", 7.5, 10.0), Result("7", None, None)]
        _, path, headers, _ = lms.sent("/9/results")[0]
        assert path == "/9/results?type_id=2&user_id=a"
        assert headers["Accept"] == "application/vnd.ims.lis.v2.resultcontainer+json"


class TestRoster:
    def roster(self, lms: Lms) -> RosterService:
        return RosterService(lms.url("/members"))

    def serve(self, lms: Lms, pages: int, size: int) -> None:
        def page(handler, _):
            number = int(handler.path.partition("p=")[2] or 0)
            entries = [
                {"user_id": f"{number}-{n}", "roles": ["Learner"], "status": "Active"} for n in range(size)
            ]
            last = number + 1 >= pages
            link = {} if last else {"Link": f'<{lms.url("/members")}?p={number + 1}>; rel="next"'}
            reply(handler, 200, {"members": entries}, link)

        lms.server.answers["/members"] = page

    def test_over_many_pages(self, lms):
        self.serve(lms, pages=30, size=7)
        found = list(members(lms.client, self.roster(lms)))
        assert len({member.person.subject for member in found}) == 210
        assert all(member.role is Role.STUDENT and member.active for member in found)
        headers = lms.sent("/members")[0][2]
        assert headers["Accept"] == "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
        assert lms.server.count("/token") == 1

    def test_pages_in_a_circle(self, lms):
        link = {"Link": f'<{lms.url("/members")}>; rel="next"'}
        lms.server.answers["/members"] = lambda handler, _: reply(handler, 200, {"members": []}, link)
        with pytest.raises(PermanentFailure) as caught:
            list(members(lms.client, self.roster(lms)))
        assert caught.value.code == "service_roster_endless"
        assert lms.server.count("/members") == 1

    def test_a_page_on_another_site(self, lms):
        other = JsonServer()
        try:
            link = {"Link": f'<{other.origin}/members>; rel="next"'}
            lms.server.answers["/members"] = lambda handler, _: reply(handler, 200, {"members": []}, link)
            with pytest.raises(PermanentFailure) as caught:
                list(members(lms.client, self.roster(lms)))
            assert caught.value.code == "service_host_refused"
            assert other.requests == []
        finally:
            other.close()

    def test_people_as_they_come(self, lms):
        lms.server.answers["/members"] = {
            "members": [
                {
                    "user_id": "1",
                    "roles": ["Instructor"],
                    "name": " Ana ",
                    "status": "Inactive",
                    "email": None,
                },
                {"user_id": 2, "roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"]},
                {"user_id": "3", "roles": []},
                {"roles": ["Learner"]},
                {"user_id": "4", "roles": "Learner"},
                None,
            ]
        }
        found = list(members(lms.client, self.roster(lms)))
        assert [(m.person.subject, m.person.name, m.role, m.active) for m in found] == [
            ("1", "Ana", Role.TEACHER, False),
            ("2", "", Role.STUDENT, True),
            ("3", "", Role.VISITOR, True),
        ]

    @pytest.mark.parametrize("body", [[], {"members": None}, {}, "x"])
    def test_what_is_no_roster(self, lms, body):
        lms.server.answers["/members"] = lambda handler, _: reply(handler, 200, body)
        with pytest.raises(PermanentFailure) as caught:
            list(members(lms.client, self.roster(lms)))
        assert caught.value.code == "service_response_invalid"

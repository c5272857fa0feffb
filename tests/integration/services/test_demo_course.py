"""The demo course: filled once by the real actions, kept by a second start, moved along with its LMS."""

from pathlib import Path

from databases import Databases
from sqlalchemy import func, select

from lti_tool.actions.assemble import assemble
from lti_tool.actions.open_class import open_class
from lti_tool.actions.open_evidence import open_evidence, open_levels
from lti_tool.actions.open_grades import open_grades
from lti_tool.actions.open_tutoring import open_tutoring
from lti_tool.actions.runtime import Runtime
from lti_tool.cli.seeding import FINISHED, FIXED, RUNNING, seed
from lti_tool.cli.seeding_teachers import FINISHED as TRAINED
from lti_tool.cli.seeding_teachers import seed_teachers
from lti_tool.config import Config
from lti_tool.database.classes import ResourceLink
from lti_tool.database.evidence import EvidenceEntry
from lti_tool.database.platforms import Platform


def started(url: str) -> Runtime:
    return assemble(
        Config(
            public_url="http://localhost:8000",
            secret_key="good for tests and for nothing else at all",
            database_url=url,
            allow_private_hosts=True,
        )
    )


def answers(runtime: Runtime) -> int:
    with runtime.database.read() as session:
        return session.scalar(select(func.count()).select_from(EvidenceEntry)) or 0


def test_the_course_is_filled_once_and_follows_its_lms(databases: Databases, tmp_path: Path) -> None:
    runtime = started(databases.make("sqlite"))
    try:
        teacher = seed(runtime, "http://127.0.0.1:8001")
        assert teacher is not None
        page = open_class(runtime.database, teacher)
        assert (page.finished, page.running) == (FINISHED + FIXED, RUNNING)
        words = {cell.word for row in page.students for cell in row.cells if cell}
        assert {"mastered", "not_yet", "on_the_way", "nearly_there"} <= words, "all kinds of students"
        assert len(open_tutoring(runtime.database, teacher).pairs) >= 3
        assert sum(row.grade.state == "waiting" for row in open_grades(runtime.database, teacher, now=runtime.clock()).rows) == 18
        before = answers(runtime)
        assert seed(runtime, "http://127.0.0.1:8001") is None
        assert seed(runtime, "http://127.0.0.1:9001") is None
        assert answers(runtime) == before
        with runtime.database.read() as session:
            assert session.scalars(select(Platform.issuer)).all() == ["http://127.0.0.1:9001"]
            urls = session.scalars(select(ResourceLink.lineitems_url)).all()
        assert urls == ["http://127.0.0.1:9001/lti/courses/101/lineitems?type_id=1"]
    finally:
        runtime.answers.close()
        runtime.database.dispose()


def test_the_course_for_teachers_is_filled_once_with_answers_and_judged_evidence(databases: Databases) -> None:
    runtime = started(databases.make("sqlite"))
    try:
        trainer = seed_teachers(runtime, "http://127.0.0.1:8001")
        assert trainer is not None
        page = open_class(runtime.database, trainer)
        assert (page.course_title, page.finished, page.running) == ("Formación docente", TRAINED, 1)
        levels = {level for row in open_levels(runtime.database, trainer).rows for level in row.levels}
        assert {1, 2} <= levels, "the diagnostic says something of all kinds of people"
        evidence = open_evidence(runtime.database, trainer)
        assert (len(evidence.waiting), len(evidence.judged)) == (2, 3)
        before = answers(runtime)
        assert seed_teachers(runtime, "http://127.0.0.1:9001") is None
        assert answers(runtime) == before
        assert seed(runtime, "http://127.0.0.1:9001") is not None, "the other course is another matter"
    finally:
        runtime.answers.close()
        runtime.database.dispose()

"""Values for the pages about who is in a class: its list on the way, groups as filters, their page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import teacher_samples as samples
from flask import render_template

from lti_tool.actions.class_pages import GroupRow, GroupsPage, GroupView, RosterView
from lti_tool.actions.pages import ClassPage
from lti_tool.web.teacher import views

GROUPS = (
    GroupView("g1", "group", "Grupo A", "501", "Desdobles", "Grupo A"),
    GroupView("g2", "group", "Grupo B", "502", "Desdobles", "Grupo B"),
    GroupView("g3", "group", "Refuerzo de los martes con un nombre que ocupa más de una línea", "503"),
    GroupView("g4", "group", "", "88123"),
    GroupView("g5", "section", "Tarde", "9", "", "Sección 9"),
)


def class_page(count: int = 24, **changes: object) -> ClassPage:
    return replace(samples.class_page(samples.NAMES[:count]), **{"groups": GROUPS, **changes})  # type: ignore[arg-type]


def groups_page(**changes: object) -> GroupsPage:
    needs = tuple(names for _, names in samples.COMPETENCIES[3:6])
    rows = tuple(
        GroupRow(group, 12 - 2 * place, max(0, 9 - 3 * place), needs[: 3 - place] if place < 3 else ())
        for place, group in enumerate(GROUPS)
    )
    page = GroupsPage("Diagnóstico de matemáticas", "Matemáticas 1.º ESO B", rows, 3)
    return replace(page, **changes)  # type: ignore[arg-type]


def groups(**changes: object) -> str:
    return render_template("teacher/groups.html", page=groups_page(**changes))


def still(page: str) -> str:
    """A page that would look again by itself: here it does not, as nobody answers."""
    return page.replace("load delay:2s", "load delay:600s")


PAGES: dict[str, Callable[[], str]] = {
    "class-groups": lambda: views.class_page(class_page()),
    "class-group": lambda: views.class_page(class_page(12, group="g1")),
    "class-group-empty": lambda: views.class_page(class_page(0, group="g4")),
    "class-limited": lambda: views.class_page(class_page(12, groups=GROUPS[:1], limited=True)),
    "class-limited-none": lambda: views.class_page(class_page(0, groups=(), limited=True)),
    "class-fetching": lambda: still(
        views.class_page(class_page(roster=RosterView(None, "", True, 1200, samples.NOW)), fetching=-1)
    ),
    "class-asked": lambda: still(views.class_page(class_page(0, groups=(), roster=RosterView()), fetching=0)),
    "class-arrived": lambda: views.class_page(
        class_page(roster=RosterView(samples.NOW, "", False, 24, samples.NOW)), fetching=-1
    ),
    "class-failed": lambda: views.class_page(
        class_page(roster=RosterView(samples.NOW, "roster_empty", False, 0, samples.NOW)), fetching=-1
    ),
    "groups": groups,
    "groups-empty": lambda: groups(rows=()),
    "groups-limited": lambda: groups(rows=groups_page().rows[:1], limited=True),
    "groups-failed": lambda: groups(problem="service_forbidden", assistants_limited=True),
    "tutoring-groups": lambda: views.tutoring_page(
        replace(samples.tutoring_page(), groups=5, group_rule="within")
    ),
}

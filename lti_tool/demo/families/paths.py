"""Where each family of platforms has its endpoints, as paths below the public address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paths:
    """The endpoints of one family; those that are about a course hold `<course_id>` and the like.

    Attributes
    ----------
    services : tuple of str
        Beginnings of the paths that answer tools, not people.
    deep_link_return : str
        Where a tool's deep linking response goes.
    groups, group_sets, notice_handlers : str
        Empty in a family that lacks the service.
    """

    auth: str
    token: str
    jwks: str
    configuration: str
    registration: str
    line_items: str
    line_item: str
    memberships: str
    deep_link_return: str
    services: tuple[str, ...]
    groups: str = ""
    group_sets: str = ""
    notice_handlers: str = ""


PATHS: Mapping[str, Paths] = {
    "generic": Paths(
        auth="/lti/auth",
        token="/lti/token",  # noqa: S106 - an address
        jwks="/lti/jwks",
        configuration="/lti/openid-configuration",
        registration="/lti/registrations",
        line_items="/lti/courses/<course_id>/lineitems",
        line_item="/lti/courses/<course_id>/lineitems/<int:item_id>/lineitem",
        memberships="/lti/courses/<course_id>/memberships",
        deep_link_return="/lti/deep-links",
        services=("/lti/courses/", "/lti/registrations", "/lti/notice-handlers/"),
        groups="/lti/courses/<course_id>/groups",
        group_sets="/lti/courses/<course_id>/group-sets",
        notice_handlers="/lti/notice-handlers/<deployment>",
    ),
    "moodle": Paths(
        auth="/mod/lti/auth.php",
        token="/mod/lti/token.php",  # noqa: S106 - an address
        jwks="/mod/lti/certs.php",
        configuration="/mod/lti/openid-configuration.php",
        registration="/mod/lti/openid-registration.php",
        line_items="/mod/lti/services.php/<course_id>/lineitems",
        line_item="/mod/lti/services.php/<course_id>/lineitems/<int:item_id>/lineitem",
        memberships="/mod/lti/services.php/CourseSection/<course_id>/bindings/<deployment>/memberships",
        deep_link_return="/mod/lti/contentitem_return.php",
        services=("/mod/lti/services.php/", "/mod/lti/openid-registration.php"),
    ),
    "canvas": Paths(
        auth="/api/lti/authorize_redirect",
        token="/login/oauth2/token",  # noqa: S106 - an address
        jwks="/api/lti/security/jwks",
        configuration="/api/lti/security/openid-configuration",
        registration="/api/lti/registrations",
        line_items="/api/lti/courses/<course_id>/line_items",
        line_item="/api/lti/courses/<course_id>/line_items/<int:item_id>",
        memberships="/api/lti/courses/<course_id>/names_and_roles",
        deep_link_return="/courses/<course_id>/deep_linking_response",
        services=("/api/lti/courses/", "/api/lti/registrations", "/api/lti/notice-handlers/"),
        notice_handlers="/api/lti/notice-handlers/<deployment>",
    ),
}

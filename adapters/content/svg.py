"""SVG drawings, reduced to what draws: no scripts, no styles, no addresses but those inside the drawing."""

from __future__ import annotations

import re

from lxml import etree

MOST_BYTES = 2 * 1024 * 1024
_MOST_ELEMENTS = 20_000
_SPACE = "http://www.w3.org/2000/svg"
_LINK = "{http://www.w3.org/1999/xlink}href"
_DRAWING = (
    "svg g path rect circle ellipse line polyline polygon text tspan textPath title desc defs use "
    "symbol marker clipPath mask pattern linearGradient radialGradient stop"
)
_LOOKS = (
    "id x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy d points width height viewBox preserveAspectRatio "
    "transform fill fill-rule fill-opacity stroke stroke-width stroke-linecap stroke-linejoin stroke- "
    "miterlimit stroke-dasharray stroke-dashoffset stroke-opacity opacity color display visibility "
    "overflow font-family font-size font-style font-weight text-anchor dominant-baseline alignment- "
    "baseline letter-spacing word-spacing baseline-shift rotate textLength lengthAdjust startOffset "
    "marker-start marker-mid marker-end markerWidth markerHeight markerUnits refX refY orient clip- "
    "path clip-rule clipPathUnits mask maskUnits maskContentUnits patternUnits patternContentUnits "
    "patternTransform gradientUnits gradientTransform spreadMethod offset stop-color stop-opacity "
    "version href"
)
_ELEMENTS = frozenset(_DRAWING.split())
_ATTRIBUTES = frozenset(_LOOKS.split())
_INSIDE = re.compile(r"#[\w.:-]+")
_OUTSIDE = re.compile(r"url\s*\(\s*['\"]?\s*(?!#)|[\\@]|javascript:|data:|://", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*([\w-]+)\s*:\s*([^:;]+?)\s*(?:;|$)")


def looks_like_svg(head: bytes) -> bool:
    """Tell whether a file begins as an SVG drawing in UTF-8 does."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith((b"<svg", b"<?xml", b"<!--", b"<!DOCTYPE svg")) and b"<svg" in head


def sanitised(data: bytes) -> bytes | None:
    """Rewrite a drawing with the elements and attributes that are known to be harmless.

    Returns
    -------
    bytes or None
        None where it is not well formed, declares entities or is no drawing.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    declared = root.getroottree().docinfo.internalDTD
    if root.tag != f"{{{_SPACE}}}svg" or (declared is not None and list(declared.entities())):
        return None
    if sum(1 for _ in root.iter()) > _MOST_ELEMENTS or _multiplies(root):
        return None
    for element in [e for e in root.iter() if not _known(e)]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in root.iter():
        _reduce(element)
    etree.cleanup_namespaces(root, top_nsmap={None: _SPACE})
    return bytes(etree.tostring(root, encoding="utf-8"))


def _known(element: etree._Element) -> bool:
    tag = element.tag
    return isinstance(tag, str) and tag.startswith(f"{{{_SPACE}}}") and tag[len(_SPACE) + 2 :] in _ELEMENTS


def _multiplies(root: etree._Element) -> bool:
    """Tell whether copies are made of what has copies in it: a few lines would draw millions of shapes."""
    copying = {
        above.get("id") for use in root.iter(f"{{{_SPACE}}}use") for above in (use, *use.iterancestors())
    }
    targets = {use.get(_LINK, use.get("href", "")) for use in root.iter(f"{{{_SPACE}}}use")}
    return any(target.strip().removeprefix("#") in copying for target in targets)


def _reduce(element: etree._Element) -> None:
    """Keep harmless attributes; what a style declares becomes attributes of their own."""
    attributes = dict(element.attrib)
    element.attrib.clear()
    style = {name: value for name, value in _DECLARATION.findall(attributes.get("style", ""))}
    for name, value in (attributes | style).items():
        if name in ("href", _LINK):
            if _INSIDE.fullmatch(value.strip()):
                element.set(name, value.strip())
        elif name in _ATTRIBUTES and not _OUTSIDE.search(value):
            element.set(name, value)

"""The tree of a CASE package: what becomes an area, what becomes a competency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from adapters.frameworks.case_package import Findings, Package
from adapters.frameworks.check import cycles


@dataclass(slots=True)
class Tree:
    """What an import takes from a package, by identifiers, in the order of the tree.

    Attributes
    ----------
    areas, competencies : dict of identifier to the identifier of what it lies in
        The document's own where it lies in nothing else.
    translations : dict of the identifier of a translation to the one of what it translates
    """

    areas: dict[str, str] = field(default_factory=dict)
    competencies: dict[str, str] = field(default_factory=dict)
    translations: dict[str, str] = field(default_factory=dict)


def grow(package: Package, kinds: Collection[str], findings: Findings) -> Tree:
    """Follow ``isChildOf`` down from the document.

    Parameters
    ----------
    kinds : collection of str
        Item types that are competencies, what lies below them left out; without any the leaves are.
    """
    tree = Tree()
    for link in package.links:
        if link.kind == "isTranslationOf" and {link.origin, link.destination} <= package.items.keys():
            tree.translations[link.origin] = link.destination
    growing = _Growing(package, findings, tree)
    growing.hang()
    order = growing.order()
    growing.name_lost(set(order))
    growing.choose(order, {kind.casefold() for kind in kinds})
    return tree


@dataclass(slots=True)
class _Growing:
    """A tree while it is made.

    Attributes
    ----------
    parents : dict
        For each item its place among its siblings, and what it lies in.
    children : dict
        For each item, and the document, what lies in it, in order.
    """

    package: Package
    findings: Findings
    tree: Tree
    parents: dict[str, tuple[float, str]] = field(default_factory=dict)
    children: dict[str, list[str]] = field(default_factory=dict)

    def hang(self) -> None:
        """Find what each item lies in."""
        package, found = self.package, self.parents
        for link in package.links:
            if link.kind != "isChildOf" or link.origin in self.tree.translations:
                continue
            if link.origin not in package.items:
                self.findings.add(link.origin, "unknown_reference", reference=link.origin)
            elif link.destination not in package.items and link.destination != package.identifier:
                self.findings.add(link.origin, "unknown_reference", reference=link.destination)
            elif link.origin not in found:
                found[link.origin] = (link.sequence, link.destination)
            elif found[link.origin][1] != link.destination:
                name = package.items[link.origin].label
                self.findings.add(link.origin, "several_parents", name=name, reference=link.destination)
        if not any(parent == package.identifier for _, parent in found.values()):
            # Some exports do not tie the topmost items to the document.
            for identifier in package.items:
                found.setdefault(identifier, (float("inf"), package.identifier))
        placed = [i for i in package.items if i in found and i not in self.tree.translations]
        for identifier in sorted(placed, key=lambda identifier: found[identifier][0]):
            self.children.setdefault(found[identifier][1], []).append(identifier)

    def order(self) -> list[str]:
        """List what lies below the document, each before what lies in it."""
        order: list[str] = []
        waiting = list(reversed(self.children.get(self.package.identifier, [])))
        while waiting:
            identifier = waiting.pop()
            order.append(identifier)
            waiting += reversed(self.children.get(identifier, []))
        return order

    def name_lost(self, reached: set[str]) -> None:
        """Name what the document does not lead to."""
        items, parents = self.package.items, self.parents
        lost = [i for i in items if i not in reached and i not in self.tree.translations]
        edges = [(parents[i][1], i) for i in lost if i in parents]
        for loop in cycles(lost, edges):
            names = tuple(items[identifier].label for identifier in loop)
            self.findings.add(loop[0], "area_cycle", fatal=True, codes=loop, names=names)
        for identifier in lost:
            if identifier not in parents:
                self.findings.add(identifier, "orphan", name=items[identifier].label)

    def choose(self, order: list[str], wanted: set[str]) -> None:
        """Say which items are competencies, and which areas lead to them."""
        tree, items = self.tree, self.package.items
        below: dict[str, str] = {}  # what lies in a competency, and in which one
        for identifier in order:
            item, parent = items[identifier], self.parents[identifier][1]
            if parent in tree.competencies or parent in below:
                below[identifier] = below.get(parent, parent)
            elif "kind" in item.own:
                chosen = tree.competencies if item.own["kind"] == "competency" else tree.areas
                chosen[identifier] = parent
            elif item.kind.casefold() in wanted if wanted else identifier not in self.children:
                tree.competencies[identifier] = parent
        for outer, count in Counter(below.values()).items():
            self.findings.add(outer, "below_competency", name=items[outer].label, count=count)
        needed = set(tree.areas)
        for parent in [*tree.competencies.values(), *tree.areas.values()]:
            while parent in self.parents and parent not in needed:
                needed.add(parent)
                parent = self.parents[parent][1]
        tree.areas = {i: self.parents[i][1] for i in order if i in needed}
        if left_out := len(order) - len(tree.areas) - len(tree.competencies) - len(below):
            kinds = sorted({items[i].kind for i in order} - {""})
            self.findings.add("", "left_out", count=left_out, kinds=", ".join(kinds[:20]))

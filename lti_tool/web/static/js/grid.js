/* The week's grid of hours: drawn over with a finger or the mouse, or walked with the arrow keys. */
(function () {
  "use strict";

  let painting = null; // true: marking, false: clearing, null: not drawing

  const boxAt = (x, y) => {
    const cell = document.elementFromPoint(x, y)?.closest("[data-grid] .week-cell");
    return cell ? cell.querySelector("input") : null;
  };

  function paint(box) {
    if (box && !box.disabled && box.checked !== painting) {
      box.checked = painting;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  document.addEventListener("pointerdown", (event) => {
    const cell = event.target.closest("[data-grid] .week-cell");
    if (!cell || event.button !== 0) { return; }
    const box = cell.querySelector("input");
    painting = !box.checked;
    paint(box);
    box.focus({ preventScroll: true });
    event.preventDefault();
  });
  document.addEventListener("pointermove", (event) => {
    if (painting !== null) { paint(boxAt(event.clientX, event.clientY)); }
  });
  ["pointerup", "pointercancel"].forEach((name) => {
    document.addEventListener(name, () => { painting = null; });
  });
  // The press has marked the box already: the click that follows must not undo it. A click without
  // a press (detail 0: space bar, screen reader) is left alone.
  document.addEventListener("click", (event) => {
    if (event.detail !== 0 && event.target.closest("[data-grid] .week-cell")) { event.preventDefault(); }
  });

  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  document.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const box = event.target.closest("[data-grid] input");
    if (!step || !box) { return; }
    event.preventDefault();
    const cell = box.closest("td");
    const rows = box.closest("tbody").rows;
    const row = rows[cell.parentElement.sectionRowIndex + step[0]];
    const next = row && row.cells[cell.cellIndex + step[1]];
    const target = next && next.querySelector("input");
    if (target) { target.focus(); }
  });

  // One stop of the Tab key for the whole grid: the hour that had the focus last, at first the first one.
  function stopAt(grid, box) {
    grid.querySelectorAll("input").forEach((other) => { other.tabIndex = other === box ? 0 : -1; });
  }

  document.addEventListener("focusin", (event) => {
    const box = event.target.closest("[data-grid] input");
    if (box) { stopAt(box.closest("[data-grid]"), box); }
  });
  document.addEventListener("senda:page", () => {
    document.querySelectorAll("[data-grid]").forEach((grid) => stopAt(grid, grid.querySelector("input")));
  });
}());

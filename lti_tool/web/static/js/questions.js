/* Questions that are put in order: each arrow moves its row, by mouse, finger or keyboard. */
(function () {
  "use strict";

  /* What a row says, without what formulas are drawn with. */
  function words(row) {
    const copy = row.querySelector(".ordering-text").cloneNode(true);
    copy.querySelectorAll(".katex-html, annotation").forEach((part) => part.remove());
    copy.querySelectorAll("img").forEach((image) => image.replaceWith(image.alt));
    return copy.textContent.trim().replace(/\s+/g, " ");
  }

  function markEnds(list) {
    const rows = [...list.children];
    rows.forEach((row, place) => row.querySelectorAll("[data-move]").forEach((button) => {
      const end = button.dataset.move === "-1" ? place === 0 : place === rows.length - 1;
      if (end) { button.setAttribute("aria-disabled", "true"); } else { button.removeAttribute("aria-disabled"); }
    }));
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-ordering] [data-move]");
    if (!button) { return; }
    const row = button.closest("li");
    const list = row.parentElement;
    const up = button.dataset.move === "-1";
    const other = up ? row.previousElementSibling : row.nextElementSibling;
    if (!other) { return; }
    list.insertBefore(up ? row : other, up ? other : row);
    for (const one of list.children) { one.classList.toggle("moved", one === row); }
    markEnds(list);
    button.focus(); // moving a node takes the focus from what stands in it
    const announcer = document.getElementById("announcer");
    if (announcer) {
      const place = [...list.children].indexOf(row) + 1;
      const told = list.dataset.moved.replace("PLACE", place).replace("COUNT", list.children.length);
      announcer.textContent = words(row) + ": " + told;
    }
  });
}());

/* Keys for fingers under the answer: they write where the caret stands. On a touch screen the
   device's own keyboard stays away until "abc" asks for it, so that the question remains in view. */
(function () {
  "use strict";

  const input = () => document.querySelector("[data-keypad-input]");

  function changed(field) {
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new CustomEvent("senda:typed", { bubbles: true }));
  }

  function place(field, caret) {
    field.focus({ preventScroll: true });
    field.setSelectionRange(caret, caret);
  }

  function write(field, text, back) {
    const start = field.selectionStart;
    const end = field.selectionEnd;
    const chosen = field.value.slice(start, end);
    // Keys that open a pair ("()", "sqrt()") go around what is selected.
    const inner = back ? text.slice(0, text.length - back) + chosen + text.slice(text.length - back) : text;
    field.setRangeText(inner, start, end, "end");
    place(field, start + inner.length - (chosen ? 0 : back));
    changed(field);
  }

  function erase(field) {
    const start = field.selectionStart;
    const end = field.selectionEnd;
    const from = start === end ? Math.max(0, start - 1) : start;
    field.setRangeText("", from, end, "end");
    place(field, from);
    changed(field);
  }

  function letters(field, button) {
    const wanted = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(wanted));
    field.inputMode = wanted ? "text" : "none";
    field.blur();
    field.focus({ preventScroll: true });
  }

  // Pressing a key must not take the caret out of the field.
  document.addEventListener("pointerdown", (event) => {
    if (event.target.closest("[data-keypad] .key")) { event.preventDefault(); }
  });

  document.addEventListener("click", (event) => {
    const key = event.target.closest("[data-keypad] .key");
    const field = input();
    if (!key || !field) { return; }
    if (key.dataset.write !== undefined) {
      write(field, key.dataset.write, Number(key.dataset.back || 0));
    } else if (key.dataset.erase !== undefined) {
      erase(field);
    } else if (key.dataset.move !== undefined) {
      const caret = field.selectionStart + Number(key.dataset.move);
      place(field, Math.min(field.value.length, Math.max(0, caret)));
    } else if (key.dataset.letters !== undefined) {
      letters(field, key);
    }
  });

  document.addEventListener("senda:page", () => {
    const field = input();
    if (!field) { return; }
    if (window.matchMedia("(pointer: coarse)").matches) { field.inputMode = "none"; }
    // What was kept from before is shown as it reads, as if it had just been typed.
    if (field.value) { changed(field); }
  });
}());

/* The form of a question: rows, languages, marks, files, and nothing lost by leaving. */
(function () {
  "use strict";

  const form = () => document.getElementById("item-form");
  const changed = () => { const one = form(); if (one) { mark(one); one.dispatchEvent(new CustomEvent("senda:changed")); } };
  let field = null; // where marks and files go
  let going = null; // the request that waits for "leave without saving"
  let sent = false;

  // ---- rows --------------------------------------------------------------------------------------

  function addRow(one) {
    const list = one.querySelector("[data-rows]");
    if (list.children.length >= Number(list.dataset.most)) { return; }
    const numbers = [...list.querySelectorAll("input[name=row]")].map((input) => Number(input.value));
    const number = String(Math.max(-1, ...numbers) + 1);
    const row = one.querySelector("[data-row-template]").content.firstElementChild.cloneNode(true);
    row.querySelectorAll("*").forEach((node) => {
      for (const name of ["id", "for", "name", "value"]) {
        const said = node.getAttribute(name);
        if (said && said.includes("000000")) { node.setAttribute(name, said.replace("000000", number)); }
      }
      if (node.dataset.lang) { node.hidden = node.dataset.lang !== one.elements.shown.value; }
    });
    list.append(row);
    const first = [...row.querySelectorAll("textarea, input:not([type=hidden]):not([type=checkbox])")]
      .find((node) => !node.closest("[hidden]"));
    if (first) { first.focus(); }
  }

  function moveRow(button) {
    const row = button.closest("li");
    const list = row.parentElement;
    const what = button.dataset.row;
    const other = what === "up" ? row.previousElementSibling : row.nextElementSibling;
    if (what === "remove") {
      const next = row.nextElementSibling || row.previousElementSibling;
      row.remove();
      (next ? next.querySelector("[data-row=remove]") : list.parentElement.querySelector("[data-row-add]")).focus();
    } else if (other) {
      list.insertBefore(what === "up" ? row : other, what === "up" ? other : row);
      button.focus();
    }
  }

  // ---- languages ---------------------------------------------------------------------------------

  function showLanguage(one, code) {
    one.elements.shown.value = code;
    one.querySelectorAll("[data-lang]").forEach((node) => { node.hidden = node.dataset.lang !== code; });
    one.querySelectorAll("[data-tab]").forEach((tab) => {
      tab.setAttribute("aria-pressed", String(tab.dataset.tab === code));
    });
    one.dispatchEvent(new CustomEvent("senda:changed"));
  }

  function goToFault(id) {
    const one = form();
    const place = document.getElementById(id);
    if (!one || !place) { return; }
    const panel = place.closest("[data-lang]");
    if (panel && panel.hidden) { showLanguage(one, panel.dataset.lang); }
    for (let more = place.closest("details"); more; more = more.parentElement.closest("details")) { more.open = true; }
    const first = place.matches("textarea, input, select") ? place : place.querySelector("textarea, input:not([type=hidden]), select");
    (first || place).focus();
  }

  // ---- marks and files ---------------------------------------------------------------------------

  function write(area, before, after) {
    const start = area.selectionStart;
    const chosen = area.value.slice(start, area.selectionEnd);
    area.setRangeText(before + chosen + after, start, area.selectionEnd, "end");
    const caret = start + before.length + chosen.length;
    area.focus();
    area.setSelectionRange(caret, caret);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function insertFile(button) {
    const one = form();
    const card = button.closest(".item-file");
    const alt = card.querySelector("[data-alt]");
    const [kind, name] = button.dataset.insert.split(":");
    const shown = one.querySelector(".marked:not([hidden]) textarea");
    const area = field && field.isConnected && !field.closest("[hidden]") ? field : shown;
    const text = kind === "image" ? `![${alt.value.trim().replaceAll("]", ")")}](image:${name})` : `(sound:${name})`;
    if (area) {
      area.setSelectionRange(area.selectionEnd, area.selectionEnd);
      write(area, text, "");
    }
    if (kind === "image" && !alt.value.trim()) { one.querySelector("[data-decorative]").hidden = false; }
  }

  // ---- leaving -----------------------------------------------------------------------------------

  function mark(one) {
    one.dataset.unsaved = "yes";
    const note = one.querySelector("[data-unsaved-note]");
    if (note) { note.hidden = false; }
  }

  const unsaved = () => { const one = form(); return one && one.dataset.unsaved === "yes" && !sent; };

  /* Browsers show no question of a page in a frame of another site, so the page asks itself. */
  document.addEventListener("htmx:confirm", (event) => {
    const source = event.detail.elt;
    if (!unsaved() || source === form() || source.closest("[data-preview], [data-upload]")) { return; }
    if (source.closest(".item-side")) { return; }
    event.preventDefault();
    going = event.detail;
    const bar = document.querySelector("[data-leave-bar]");
    bar.hidden = false;
    bar.querySelector("[data-stay]").focus();
  });
  window.addEventListener("beforeunload", (event) => { if (unsaved()) { event.preventDefault(); } });

  function stay() {
    document.querySelector("[data-leave-bar]").hidden = true;
    if (going) { going.elt.focus(); }
    going = null;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest("[data-leave-bar]")) { stay(); }
  });

  // ---- what is pressed and typed -----------------------------------------------------------------

  document.addEventListener("click", (event) => {
    const one = form();
    const pressed = (selector) => event.target.closest(selector);
    if (!one) { return; }
    if (pressed("[data-row-add]")) { addRow(one); changed(); }
    else if (pressed("[data-row]")) { moveRow(pressed("[data-row]")); changed(); }
    else if (pressed("[data-tab]")) { showLanguage(one, pressed("[data-tab]").dataset.tab); }
    else if (pressed("[data-mark]")) {
      const [before, after] = pressed("[data-mark]").dataset.mark.split("|");
      write(pressed(".marked").querySelector("textarea"), before, (after || "").replace("/", "|"));
    }
    else if (pressed("[data-insert]")) { insertFile(pressed("[data-insert]")); }
    else if (pressed("[data-fault]")) { event.preventDefault(); goToFault(pressed("[data-fault]").dataset.fault); }
    else if (pressed("[data-stay]")) { stay(); }
    else if (pressed("[data-go]")) {
      one.dataset.unsaved = "no";
      document.querySelector("[data-leave-bar]").hidden = true;
      if (going) { going.issueRequest(true); }
    }
  });

  document.addEventListener("input", (event) => {
    const one = form();
    if (!one) { return; }
    if (event.target.matches("[data-filter]")) {
      const wanted = event.target.value.trim().toLocaleLowerCase();
      one.querySelectorAll("[data-filtered] label").forEach((label) => {
        label.hidden = Boolean(wanted) && !label.textContent.toLocaleLowerCase().includes(wanted)
          && !label.querySelector("input").checked;
      });
      return;
    }
    if (one.contains(event.target)) { mark(one); }
  });

  document.addEventListener("focusin", (event) => {
    if (event.target.matches("#item-form textarea")) { field = event.target; }
  });

  document.addEventListener("htmx:beforeSend", (event) => { if (event.detail.elt === form()) { sent = true; } });
  document.addEventListener("htmx:sendError", () => { sent = false; });
  document.addEventListener("htmx:timeout", () => { sent = false; });
  document.addEventListener("senda:page", () => {
    sent = false;
    field = null;
    const problem = document.querySelector(".item-editor") && document.getElementById("problem");
    if (problem) { problem.tabIndex = -1; }
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target && event.detail.target.id === "item-file-list") {
      const last = event.detail.target.lastElementChild;
      const next = last && last.querySelector("[data-alt], [data-insert]");
      if (next) { document.getElementById("file").value = ""; next.focus(); }
      changed();
    }
  });
}());

/* The admin site's few helpers: copying, printing, asking once more, times in the reader's zone.
   Every form works without them. */
(function () {
  "use strict";

  function textOf(node) {
    if ("value" in node) { return node.value; }
    return [...node.querySelectorAll("li")].map((one) => one.textContent.trim()).join("\n") || node.textContent.trim();
  }

  async function copy(button) {
    const node = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(textOf(node));
    } catch (error) {
      if (!node.select) { return; }
      node.select();
      document.execCommand("copy"); // without HTTPS there is no clipboard
    }
    const before = button.innerHTML;
    button.textContent = button.dataset.done;
    window.setTimeout(() => { button.innerHTML = before; }, 2000);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) { copy(button); }
    if (event.target.closest("[data-print]")) { window.print(); }
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.ask && !window.confirm(form.dataset.ask)) {
      event.preventDefault();
    } else if (form.dataset.once !== undefined) {
      if (form.dataset.sent !== undefined) { event.preventDefault(); }
      form.dataset.sent = "";
    }
  });
  // "Back" shows the page as it was left.
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("[data-sent]").forEach((form) => { delete form.dataset.sent; });
  });

  const written = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  document.querySelectorAll("time[datetime]").forEach((node) => {
    node.title = node.textContent;
    node.textContent = written.format(new Date(node.dateTime));
  });

  const problem = document.getElementById("problem");
  if (problem) {
    problem.tabIndex = -1;
    problem.focus();
  }
}());

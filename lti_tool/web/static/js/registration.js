/* The pages of a registration: send once, copy a value, ask the LMS to close the page when all is done. */
(function () {
  "use strict";

  for (const form of document.querySelectorAll("form[data-once]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = "1";
      form.querySelector("button").disabled = true;
      form.querySelector("[data-working]").hidden = false;
    });
    // Coming back with the browser's arrow shows the page as it was left: the button must work again.
    window.addEventListener("pageshow", (event) => {
      if (!event.persisted) { return; }
      delete form.dataset.sent;
      form.querySelector("button").disabled = false;
      form.querySelector("[data-working]").hidden = true;
    });
  }

  const copied = document.querySelector("[data-copied]");
  if (navigator.clipboard) {
    for (const button of document.querySelectorAll("[data-copy]")) {
      button.hidden = false;
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(button.dataset.copy);
          if (copied) { copied.textContent = ""; copied.textContent = copied.dataset.text; }
          button.classList.add("copied");
          window.setTimeout(() => button.classList.remove("copied"), 1500);
        } catch (error) {
          button.hidden = true; // a frame may have no right to the clipboard: the value can be marked by hand
        }
      });
    }
  }

  /* LTI Dynamic Registration 1.0, section 3.6. It carries nothing, so any origin may hear it. */
  if (document.querySelector("[data-close]")) {
    const above = window.parent !== window ? window.parent : window.opener;
    if (above) { above.postMessage({ subject: "org.imsglobal.lti.close" }, "*"); }
  }
}());

/* What every page needs: the session in memory, htmx told to carry it, answers that survive a lost
   connection, formulas, focus and announcements after a change of page.

   The token lives in one variable of this closure. It is never written to an address, a cookie or
   any storage, so that each page has its own and nobody finds one that was left behind. */
(function () {
  "use strict";

  const SLOW = 150; // ms before "loading" is shown: quick answers need no sign
  const PAUSES = [1, 2, 4, 8, 15, 30]; // s between tries while the connection is lost
  const GATEWAY = [502, 503, 504]; // a proxy answers while the tool restarts: as good as no connection

  let token = "";
  let held = null; // the form whose answer waits for the connection
  let loadingTimer = 0;

  const byId = (id) => document.getElementById(id);
  const show = (id, visible) => { const node = byId(id); if (node) { node.hidden = !visible; } };

  // ---- the session -----------------------------------------------------------------------------

  function takeToken() {
    const meta = document.querySelector('meta[name="senda-token"]');
    if (meta) {
      token = meta.content;
      meta.remove();
    }
    const home = document.body.dataset.home;
    if (token && home) {
      // The address bar showed where the LMS posted to; a reload must ask for the page instead.
      history.replaceState({ htmx: true }, document.title, home);
    }
  }

  /* Without the token (a reload) the page can be read and nothing can be sent. */
  function closeForms() {
    if (token || !document.body.dataset.launch) { return; }
    show("reopen", true);
    document.querySelectorAll('form[method="post"] button, form[method="post"] input[type="submit"]')
      .forEach((button) => { button.disabled = true; });
  }

  document.addEventListener("htmx:configRequest", (event) => {
    if (token) { event.detail.headers.Authorization = "Bearer " + token; }
  });

  // Scripts that send something themselves (a file in pieces) ask for the header; the token stays here.
  document.addEventListener("senda:headers", (event) => {
    if (token) { event.detail.Authorization = "Bearer " + token; }
  });

  // "Back" and "forward" make requests of their own, without the event above.
  document.addEventListener("htmx:historyCacheMiss", (event) => {
    if (token) { event.detail.xhr.setRequestHeader("Authorization", "Bearer " + token); }
  });
  document.addEventListener("htmx:historyCacheMissLoadError", (event) => {
    window.htmx.swap(document.body, event.detail.xhr.response, { swapStyle: "innerHTML" });
    arrive();
  });

  // ---- a lost connection -----------------------------------------------------------------------

  /* The form is locked with what was sent, and the same values go again until an answer comes.
     The server counts an answer once, so that a second arrival does no harm. */
  function hold(form, request) {
    if (!held) {
      const values = {};
      request.formData.forEach((value, name) => { (values[name] = values[name] || []).push(value); });
      held = { form: form, path: request.path, values: values, tries: 0, timer: 0 };
      form.inert = true;
      form.noValidate = true; // it was checked, or rightly not ("I don't know yet"), the first time
      show("connection", true);
    }
    const pause = PAUSES[Math.min(held.tries, PAUSES.length - 1)];
    held.tries += 1;
    held.timer = window.setTimeout(sendAgain, pause * 1000);
  }

  function sendAgain() {
    if (!held) { return; }
    window.clearTimeout(held.timer);
    window.htmx.ajax("POST", held.path, {
      source: held.form, target: "body", swap: "innerHTML", values: held.values,
    });
  }

  function release() {
    if (held) {
      window.clearTimeout(held.timer);
      held = null;
    }
  }

  function connectionLost(event) {
    const form = event.detail.elt;
    if (form.matches("form[data-keep]")) {
      hold(form, event.detail.requestConfig);
    } else if (!form.matches("[data-preview]")) {
      show("offline", true);
    }
  }

  document.addEventListener("htmx:sendError", connectionLost);
  document.addEventListener("htmx:timeout", connectionLost);

  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = event.detail.requestConfig && event.detail.requestConfig.elt;
    if (form && form.matches && form.matches("form[data-keep]") && GATEWAY.includes(event.detail.xhr.status)) {
      event.detail.shouldSwap = false;
      hold(form, event.detail.requestConfig);
    }
  });

  // While an answer waits, nothing else may take the page away from under it.
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (held && event.detail.elt !== held.form) { event.preventDefault(); }
  });
  window.addEventListener("beforeunload", (event) => {
    if (held) { event.preventDefault(); }
  });
  window.addEventListener("online", sendAgain);

  // ---- one press, one request ------------------------------------------------------------------

  document.addEventListener("submit", (event) => {
    if (event.target.dataset.busy !== undefined) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);
  // What htmx does not send would go without the session, and be refused; but one form leaves for the LMS.
  document.addEventListener("submit", (event) => {
    if (event.target.method === "post" && event.target.dataset.leave === undefined) { event.preventDefault(); }
  });
  document.addEventListener("htmx:beforeSend", (event) => {
    if (event.detail.elt.matches("form")) { event.detail.elt.dataset.busy = ""; }
  });
  document.addEventListener("htmx:afterRequest", (event) => { delete event.detail.elt.dataset.busy; });

  // ---- loading ---------------------------------------------------------------------------------

  document.addEventListener("htmx:beforeSend", (event) => {
    if (event.detail.elt.matches("[data-preview]")) { return; }
    window.clearTimeout(loadingTimer);
    loadingTimer = window.setTimeout(() => show("loading", true), SLOW);
  });
  document.addEventListener("htmx:afterRequest", () => {
    window.clearTimeout(loadingTimer);
    show("loading", false);
  });

  // ---- after a change of page ------------------------------------------------------------------

  function renderFormulas(root) {
    if (!window.renderMathInElement) { return; }
    const places = root.matches && root.matches(".math") ? [root] : root.querySelectorAll(".math");
    places.forEach((place) => window.renderMathInElement(place, {
      delimiters: [
        { left: "\\(", right: "\\)", display: false },
        { left: "\\[", right: "\\]", display: true },
      ],
      throwOnError: true, // what cannot be drawn stays as it was typed
      errorCallback: () => {},
      trust: false,
      maxExpand: 200,
      maxSize: 20,
      // A fraction that stands alone on a button is read more easily at its full height.
      macros: place.closest(".answer, .readings") ? { "\\frac": "\\dfrac" } : {},
    }));
  }

  /* A new page: language, formulas, the parts that wait for input; then the reader is told. */
  function arrive() {
    release();
    const page = document.querySelector(".page");
    if (page) { document.documentElement.lang = page.dataset.language; }
    renderFormulas(document.body);
    closeForms();
    document.dispatchEvent(new CustomEvent("senda:page"));
    const heading = document.querySelector("main h1") || byId("content");
    // Not "autofocus": browsers refuse it in a frame of another site, with an error.
    const wanted = document.querySelector("main [data-focus]");
    if (wanted) {
      wanted.focus();
    } else if (heading) {
      heading.tabIndex = -1;
      heading.focus();
    }
    const announcer = byId("announcer");
    if (announcer) { announcer.textContent = document.title; }
  }

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target === document.body) {
      arrive();
    } else if (event.detail.target) { // "back" and "forward" settle without one
      renderFormulas(event.detail.target);
    }
  });
  document.addEventListener("htmx:historyRestore", arrive);

  // ---- downloads -------------------------------------------------------------------------------

  /* A link cannot carry the token, so the file is fetched and handed over as a blob. */
  async function download(link) {
    const answer = await fetch(link.href, {
      headers: token ? { Authorization: "Bearer " + token } : {}, credentials: "same-origin",
    });
    if (!answer.ok) { throw new Error(String(answer.status)); }
    const address = URL.createObjectURL(await answer.blob());
    const carrier = document.createElement("a");
    carrier.href = address;
    carrier.download = link.getAttribute("download") || link.dataset.download || "";
    carrier.click();
    window.setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-download]");
    if (!link) { return; }
    event.preventDefault();
    event.stopPropagation(); // or htmx would follow the boosted link as well
    download(link).catch(() => show("offline", true));
  }, true);

  // ---- begin -----------------------------------------------------------------------------------

  takeToken();
  renderFormulas(document.body);
  closeForms();
  document.dispatchEvent(new CustomEvent("senda:page"));
}());

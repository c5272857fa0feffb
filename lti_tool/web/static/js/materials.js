// Bringing files in piece by piece, and choosing many questions at once.
"use strict";

/* A file on its way: how much has been sent, and a word before one that is too large sets out. */
(function () {
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (!field.matches("input[type=file][data-largest]")) { return; }
    const large = [...field.files].some((file) => file.size > Number(field.dataset.largest));
    field.setCustomValidity(large ? field.dataset.tooLarge : "");
    if (large) { field.reportValidity(); }
  });

  // Browsers refuse "autofocus" in a frame of another site, with an error in the console.
  document.addEventListener("senda:page", () => {
    const wanted = document.querySelector("main [data-focus]");
    if (wanted) { window.setTimeout(() => wanted.focus()); } // after the heading, which every page begins with
  });

  document.addEventListener("htmx:xhr:progress", (event) => {
    const form = event.target.closest("form[data-upload]");
    const bar = form && form.querySelector("progress");
    if (!bar || !event.detail.lengthComputable) { return; }
    bar.hidden = false;
    bar.value = Math.round(100 * event.detail.loaded / event.detail.total);
  });
}());

/* A large file goes in pieces: each one is sent until it has arrived, whatever happens to the connection. */
(function () {
  "use strict";

  const PAUSES = [1, 2, 4, 8, 15, 30]; // s between tries while the connection is lost
  let running = null; // the form whose file is on its way

  const wait = (seconds) => new Promise((done) => { window.setTimeout(done, seconds * 1000); });

  /* The session's header, which the script that has the token adds to whoever asks for it. */
  function headers(more) {
    const asked = { ...more };
    document.dispatchEvent(new CustomEvent("senda:headers", { detail: asked }));
    return asked;
  }

  async function send(address, body, more) {
    const answer = await fetch(address, {
      method: "POST", body: body, headers: headers(more), credentials: "same-origin",
    });
    if ([502, 503, 504].includes(answer.status)) { throw new TypeError("no connection"); }
    const told = (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : {};
    return { ok: answer.ok, status: answer.status, told: told };
  }

  function say(form, text) {
    const box = form.querySelector("[data-problem]");
    box.hidden = !text;
    box.querySelector("p").textContent = text;
    if (text) { box.scrollIntoView({ block: "nearest" }); }
  }

  function show(form, share) {
    const percent = Math.floor(100 * share);
    form.querySelector("[data-sending]").hidden = false;
    form.querySelector("progress").value = percent;
    const told = form.querySelector("[data-told]");
    const text = form.dataset.sent.replace("PERCENT", String(percent - percent % 10));
    if (told.textContent !== text) { told.textContent = text; } // a reader of screens hears every tenth only
  }

  /* One request until it is answered; the page may be left meanwhile. */
  async function insist(form, address, body, more) {
    for (let tries = 0; ; tries += 1) {
      try {
        return await send(address, body, more);
      } catch (error) {
        if (!(error instanceof TypeError) || running !== form) { throw error; }
        form.querySelector("[data-told]").textContent = form.dataset.lost;
        await wait(PAUSES[Math.min(tries, PAUSES.length - 1)]);
      }
      if (running !== form) { throw new Error("left"); }
    }
  }

  async function upload(form, file) {
    const facts = new FormData(form);
    facts.set("filename", file.name);
    facts.set("size", String(file.size));
    facts.set("stamp", String(file.lastModified));
    let state = await insist(form, form.action, facts, {});
    const place = state.told;
    while (state.ok && !state.told.complete) {
      const start = state.told.next * place.piece;
      show(form, start / file.size);
      const piece = file.slice(start, start + place.piece);
      state = await insist(form, place.parts + state.told.next, piece, { "Content-Type": "application/octet-stream" });
      if (state.status === 409 && Number.isInteger(state.told.awaited)) {
        state = { ok: true, status: 200, told: { ...place, next: state.told.awaited, complete: false } };
      }
    }
    if (!state.ok) { return state.told.problem || form.dataset.broken; }
    show(form, 1);
    running = null;
    window.htmx.ajax("GET", place.page, { target: "body", swap: "innerHTML" })
      .then(() => history.replaceState({ htmx: true }, document.title, place.page));
    return "";
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-pieces]")) { return; }
    event.preventDefault();
    event.stopPropagation();
    const file = form.querySelector("input[type=file]").files[0];
    if (!file || running) { return; }
    if (file.size > Number(form.dataset.largest)) { say(form, form.dataset.tooLarge); return; }
    const button = form.querySelector("button[type=submit]");
    running = form;
    button.disabled = true;
    say(form, "");
    upload(form, file).catch(() => form.dataset.broken).then((problem) => {
      running = running === form ? null : running;
      button.disabled = false;
      if (problem) {
        form.querySelector("[data-sending]").hidden = true;
        say(form, problem);
      }
    });
  }, true);

  // A file goes into a bank that is there, or into a new one with a name.
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.matches("[data-target]")) {
      const box = field.form.querySelector("[data-new-bank]");
      box.hidden = field.value !== "";
      box.querySelectorAll("input, select").forEach((one) => { one.disabled = box.hidden; });
      box.querySelector("input").required = !box.hidden;
    }
    if (field.matches("form[data-pieces] input[type=file]") && field.files[0]) {
      const title = field.form.querySelector("input[name=title]");
      if (!title.value) { title.value = field.files[0].name.replace(/\.[^.]*$/, "").slice(0, 200); }
    }
  });

  window.addEventListener("beforeunload", (event) => { if (running) { event.preventDefault(); } });
  document.addEventListener("senda:page", () => { if (running && !running.isConnected) { running = null; } });
}());

/* Many questions at once: how many are chosen, and the field that what is done with them asks for. */
(function () {
  "use strict";

  function count(form) {
    const all = form.querySelector("[data-all-found]");
    const ticked = form.querySelectorAll("input[name=entry]:checked").length;
    const boxes = form.querySelectorAll("input[name=entry]").length;
    form.querySelector("[data-all-here]").checked = boxes > 0 && ticked === boxes;
    const place = form.querySelector("[data-count]");
    const number = all && all.checked ? all.parentElement.textContent.replace(/\D/g, "") : ticked;
    place.textContent = number && number !== "0" ? form.dataset.ticked.replace("COUNT", number) : "";
  }

  function ask(form) {
    const what = form.querySelector("[data-what]").value;
    form.querySelectorAll("[data-for]").forEach((box) => {
      box.hidden = !box.dataset.for.split(" ").includes(what);
      box.querySelectorAll("input, select").forEach((field) => { field.disabled = box.hidden; });
    });
  }

  document.addEventListener("change", (event) => {
    const field = event.target;
    const form = field.closest("form[data-many]");
    if (form) {
      if (field.matches("[data-all-here]")) {
        form.querySelectorAll("input[name=entry]").forEach((box) => { box.checked = field.checked; });
      }
      count(form);
      ask(form);
    }
    if (field.matches("input[type=radio][name=by]")) {
      const box = document.getElementById("by-category");
      if (box) { box.hidden = field.value !== "category"; }
    }
  });

  function arrive() {
    document.querySelectorAll("form[data-many]").forEach((form) => { count(form); ask(form); });
  }

  document.addEventListener("senda:page", arrive);
  arrive();
}());

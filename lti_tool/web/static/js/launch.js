/* Between the LMS and the first page: the platform's storage (LTI Client Side postMessages 1.0).

   "put" leaves a value with the platform and goes on, "get" asks for it and posts the launch with it.
   Some platforms name a storage that never answers (Canvas's mobile apps), so nothing waits for long:
   "put" goes on without it, "get" offers a new window. */
(function () {
  "use strict";

  const CAPABILITIES_MS = 600;
  const DATA_MS = 1500;

  const step = document.getElementById("lti-step");
  if (!step) { return; }
  const { origin, target, key, value, onward } = step.dataset;
  const above = window.parent !== window ? window.parent : window.opener;

  /* Sends a message and waits for the answer to it; null when none comes. */
  function ask(frame, toOrigin, message, wait) {
    return new Promise((resolve) => {
      const id = "senda-" + crypto.getRandomValues(new Uint32Array(2)).join("-");
      const timer = window.setTimeout(() => finish(null), wait);
      function finish(answer) {
        window.clearTimeout(timer);
        window.removeEventListener("message", listen);
        resolve(answer);
      }
      function listen(event) {
        const data = event.data;
        if (!data || typeof data !== "object" || data.message_id !== id) { return; }
        if (data.subject !== message.subject + ".response") { return; }
        if (toOrigin !== "*" && event.origin !== toOrigin) { return; }
        finish(data);
      }
      window.addEventListener("message", listen);
      try {
        frame.postMessage({ ...message, message_id: id }, toOrigin);
      } catch (error) {
        finish(null);
      }
    });
  }

  function frameNamed(name) {
    if (!name || name === "_parent") { return above; }
    try {
      return above.frames[name] || above;
    } catch (error) {
      return above;
    }
  }

  /* The frame that keeps data: as the platform's capabilities say, else as the login said. */
  async function storageFrame(subject) {
    const told = await ask(above, "*", { subject: "lti.capabilities" }, CAPABILITIES_MS);
    const messages = told && Array.isArray(told.supported_messages) ? told.supported_messages : [];
    const entry = messages.find((message) => message && message.subject === subject);
    return frameNamed((entry && entry.frame) || target);
  }

  async function put() {
    if (above && origin) {
      const frame = await storageFrame("lti.put_data");
      await ask(frame, origin, { subject: "lti.put_data", key: key, value: value }, DATA_MS);
    }
    window.location.replace(onward);
  }

  async function get() {
    let found = null;
    if (above && origin) {
      const frame = await storageFrame("lti.get_data");
      found = await ask(frame, origin, { subject: "lti.get_data", key: key }, DATA_MS);
    }
    if (found && !found.error && typeof found.value === "string" && found.value) {
      const form = document.getElementById("lti-form");
      form.elements.storage.value = found.value;
      form.submit();
      return;
    }
    document.getElementById("lti-wait").hidden = true;
    document.getElementById("lti-window").hidden = false;
  }

  if (step.dataset.step === "put") { put(); } else { get(); }
}());

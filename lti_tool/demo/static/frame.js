// What a platform does for the tool in its frame: tell what it can do, keep data, change the height.
// (1EdTech: LTI Client Side postMessages; LTI postMessage Storage. `lti.frameResize` is Canvas's.)
"use strict";

const toolOrigin = document.querySelector('meta[name="tool-origin"]').content;
const toolWindow = document.querySelector('meta[name="tool-window"]').content;
const forwarding = document.querySelector('meta[name="forwarding"]');
const frame = document.getElementById("tool");
const LARGEST_VALUE = 4096;
const MOST_KEYS = 500;
const stored = new Map();

const error = (code, message) => ({ error: { code, message } });

const subjects = {
  "lti.capabilities": () => ({
    supported_messages: Object.keys(subjects).map((subject) =>
      forwarding && subject.endsWith("_data") ? { subject, frame: forwarding.content } : { subject }),
  }),
  "lti.put_data": ({ key, value }) => {
    if (typeof key !== "string" || !key) return error("bad_request", "key must be a text");
    if (value === null || value === undefined) stored.delete(key);
    else if (String(value).length > LARGEST_VALUE || stored.size >= MOST_KEYS)
      return { key, ...error("storage_exhaustion", "no room for this value") };
    else stored.set(key, String(value));
    return { key, value };
  },
  "lti.get_data": ({ key }) => {
    if (typeof key !== "string" || !key) return error("bad_request", "key must be a text");
    return { key, value: stored.has(key) ? stored.get(key) : null };
  },
  "lti.frameResize": ({ height }) => {
    const pixels = Math.round(Number(height));
    if (!(pixels >= 200 && pixels <= 20000)) return error("bad_request", "height must be in pixels");
    frame.style.height = `${pixels}px`;
    return {};
  },
  // Canvas's: the tool asks to be opened in the whole window, at an address of its own.
  "requestFullWindowLaunch": ({ data }) => {
    const { url, launchType } = typeof data === "string" ? { url: data } : data ?? {};
    if (typeof url !== "string" || new URL(url, toolOrigin).origin !== toolOrigin)
      return error("bad_request", "url must be an address of the tool");
    const address = `${toolWindow}&uri=${encodeURIComponent(url)}`;
    if (launchType === "new_window") window.open(address, "_blank", "noopener");
    else location.assign(address);
    return {};
  },
};

window.answerTool = (event) => {
  const message = event.data;
  if (event.origin !== toolOrigin || event.source === null) return;
  if (message === null || typeof message !== "object" || typeof message.subject !== "string") return;
  if (message.subject.endsWith(".response")) return;
  const answer = Object.hasOwn(subjects, message.subject)
    ? subjects[message.subject](message)
    : error("unsupported_subject", "this platform does not know the message");
  const head = { subject: `${message.subject}.response`, message_id: message.message_id };
  event.source.postMessage({ ...head, ...answer }, event.origin);
};

window.addEventListener("message", window.answerTool);

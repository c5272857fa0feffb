// A tool's registration in its frame: Moodle loads it twice and gives up the first; the tool says when it is done.
"use strict";

const origin = document.querySelector('meta[name="tool-origin"]').content;
const done = document.querySelector('meta[name="done"]').content;
const frame = document.getElementById("registration");
const BETWEEN_MS = 150;

if (frame.dataset.twice) {
  frame.src = frame.dataset.twice;
  setTimeout(() => { frame.src = frame.dataset.twice; }, BETWEEN_MS);
}

window.addEventListener("message", (event) => {
  if (event.origin !== origin || event.source !== frame.contentWindow) return;
  if (event.data !== null && typeof event.data === "object" && event.data.subject === "org.imsglobal.lti.close") {
    location.assign(done);
  }
});

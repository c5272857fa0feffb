/* The LMS is asked for a frame in which the page has room (`lti.frameResize`, as Canvas has it): some
   begin with a few lines. An LMS that does not know the message ignores it.

   A frame only grows, and only while nothing of the page moves by it: not while a finger or the mouse
   is down or was a moment ago, and not while the page is scrolled within its frame. It stays within the
   screen, so that what is fixed to the frame's edges, as the word that the connection is lost, is seen. */
(function () {
  "use strict";

  const SETTLED = 200; // ms without a change of the page's height
  const CALM = 500; // ms after the last press
  const ROOM = 16; // px below the page, so that rounding brings no scroll bar back
  const SHARE = 0.85; // of the screen: the rest is the browser's and the LMS's

  if (window.parent === window || !window.ResizeObserver) { return; }

  let asked = 0;
  let width = window.innerWidth;
  let pressed = false;
  let calmFrom = 0;
  let timer = 0;
  let count = 0;

  function later() {
    window.clearTimeout(timer);
    timer = window.setTimeout(fit, Math.max(SETTLED, calmFrom - performance.now()));
  }

  function fit() {
    if (pressed || window.scrollY > 0) { return; } // its end comes back here
    if (performance.now() < calmFrom) { later(); return; }
    const page = Math.ceil(document.body.getBoundingClientRect().height) + ROOM;
    const height = Math.min(page, Math.floor(window.screen.availHeight * SHARE));
    if (height <= Math.max(asked, window.innerHeight)) { return; }
    asked = height;
    count += 1;
    // To any origin: who frames this page is checked by its policy, and a height is no secret.
    const message = { subject: "lti.frameResize", message_id: "frame-" + count, height: height };
    window.parent.postMessage(message, "*");
  }

  function press() { pressed = true; }
  function release() {
    pressed = false;
    calmFrom = performance.now() + CALM;
    later();
  }

  // A touch that scrolls is no pointer any more, so fingers are asked for as well.
  const heard = { capture: true, passive: true };
  document.addEventListener("pointerdown", press, heard);
  document.addEventListener("touchstart", press, heard);
  ["pointerup", "pointercancel"].forEach((name) => document.addEventListener(name, (event) => {
    if (event.pointerType !== "touch") { release(); }
  }, heard));
  ["touchend", "touchcancel"].forEach((name) => document.addEventListener(name, (event) => {
    if (event.touches.length === 0) { release(); }
  }, heard));
  window.addEventListener("blur", release); // a mouse let go outside the frame is not heard
  window.addEventListener("scroll", later, heard);
  window.addEventListener("resize", () => {
    if (window.innerWidth !== width) {
      width = window.innerWidth;
      asked = 0; // a phone was turned: other heights are right
    }
    later();
  });

  new window.ResizeObserver(later).observe(document.body);
}());

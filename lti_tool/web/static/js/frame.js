/* The LMS is asked for a frame as tall as the page, so that there is one scroll bar and not two, and to
   come back to the top of the frame when another page is shown. An LMS that knows neither message
   ignores them (`lti.frameResize` and `lti.scrollToTop` are Canvas's, others have followed). */
(function () {
  "use strict";

  const ROOM = 16; // px below the page, so that rounding never brings the scroll bar back
  const SMALLEST_CHANGE = 8; // px: less is not worth moving the LMS's page

  if (window.parent === window || !window.ResizeObserver) { return; }

  let asked = 0;
  let count = 0;

  // To any origin: who frames this page is checked by its policy, and a height is no secret.
  function tell(subject, values) {
    count += 1;
    window.parent.postMessage({ subject: subject, message_id: "frame-" + count, ...values }, "*");
  }

  function fit() {
    const height = Math.ceil(document.body.getBoundingClientRect().height) + ROOM;
    if (Math.abs(height - asked) < SMALLEST_CHANGE) { return; }
    asked = height;
    tell("lti.frameResize", { height: height });
  }

  new ResizeObserver(fit).observe(document.body);
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target === document.body) { tell("lti.scrollToTop", {}); }
  });
})();

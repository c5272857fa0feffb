// The frame that tools of Canvas write to: what arrives here is answered by the page around it.
"use strict";
window.addEventListener("message", (event) => window.parent.answerTool(event));

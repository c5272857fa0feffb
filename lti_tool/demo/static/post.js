// Sends the page's one form at once; without scripts its button does.
"use strict";
document.getElementById("post").submit();

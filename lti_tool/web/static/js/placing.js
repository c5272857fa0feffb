/* Placing activities: how many competencies are chosen, dates in the teacher's own time zone, a preview of
   the title, and the one form that leaves for the LMS. */
(function () {
  "use strict";

  // ---- competencies ----------------------------------------------------------------------------

  function count(form) {
    const place = form.querySelector("[data-count]");
    const chosen = form.querySelectorAll("input[name=competency]:checked").length;
    place.textContent = place.dataset.count.replace("COUNT", chosen);
    place.classList.toggle("too-many", chosen > Number(form.dataset.most) || chosen === 0);
  }

  // ---- dates -----------------------------------------------------------------------------------

  /* The hidden field holds the moment in UTC; what one sees and changes is in the zone of this browser. */
  function showMoment(field) {
    const kept = field.form.elements[field.dataset.moment];
    if (!kept.value) { return; }
    const moment = new Date(kept.value);
    const local = new Date(moment.getTime() - moment.getTimezoneOffset() * 60000);
    field.value = local.toISOString().slice(0, 16);
  }

  function keepMoment(field) {
    const kept = field.form.elements[field.dataset.moment];
    kept.value = field.value ? new Date(field.value).toISOString() : "";
  }

  function reveal(box) {
    document.getElementById(box.dataset.reveals).hidden = !box.checked;
  }

  // ---- what happens ----------------------------------------------------------------------------

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-moment]")) { keepMoment(event.target); }
    if (event.target.matches("[data-reveals]")) { reveal(event.target); }
    const counted = event.target.closest("form[data-most]");
    if (counted) { count(counted); }
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-moment]")) { keepMoment(event.target); }
    const preview = event.target.dataset.previewTo;
    if (preview && document.getElementById(preview)) {
      document.getElementById(preview).textContent = event.target.value;
    }
  });

  function arrive() {
    document.querySelectorAll("form[data-most]").forEach(count);
    document.querySelectorAll("[data-moment]").forEach(showMoment);
    document.querySelectorAll("[data-reveals]").forEach(reveal);
    const leaving = document.querySelector("form[data-leave]");
    if (leaving && !leaving.dataset.left) {
      leaving.dataset.left = "yes"; // once; the button stays for where it did not work
      leaving.submit();
    }
  }

  document.addEventListener("senda:page", arrive);
  arrive();
}());

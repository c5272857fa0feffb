/* The class map: how it is shown, sorted and read square by square; and times in the reader's own zone. */
(function () {
  "use strict";

  const NARROW = "(max-width: 40rem)";
  let chosen = ""; // the view the teacher chose, kept while the page lives

  function view(map, name) {
    map.dataset.view = name;
    map.querySelectorAll("button[data-view]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.view === name));
    });
  }

  // ---- sorting ---------------------------------------------------------------------------------

  const byName = (a, b) => a.dataset.name.localeCompare(b.dataset.name, document.documentElement.lang);

  /* Rank of a row's square; rows without squares come last in either direction. */
  function rank(row, column) {
    const square = row.querySelectorAll("td[data-rank]")[column];
    return square ? Number(square.dataset.rank) : null;
  }

  function order(column, direction) {
    return (a, b) => {
      if (column === "name") { return direction * byName(a, b); }
      const [x, y] = [rank(a, column), rank(b, column)];
      if (x === null || y === null) { return (x === null) - (y === null) || byName(a, b); }
      return direction * (x - y) || byName(a, b);
    };
  }

  function sort(button) {
    const heading = button.closest("th");
    const table = heading.closest("table");
    const down = heading.getAttribute("aria-sort") === "ascending";
    table.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = table.tBodies[0];
    body.append(...Array.from(body.rows).sort(order(button.dataset.sort, down ? -1 : 1)));
  }

  // ---- one square in words ---------------------------------------------------------------------

  /* Shows what a square says under the map: whose, about what, the word, how sure. */
  function point(square) {
    const map = square.closest("[data-class-map]");
    const place = map.querySelector("[data-map-detail]");
    map.querySelectorAll("td.pointed").forEach((other) => other.classList.remove("pointed"));
    square.classList.add("pointed");
    const heading = map.querySelectorAll(".map-names > th")[square.cellIndex - 1];
    const who = document.createElement("b");
    who.textContent = square.closest("tr").dataset.name;
    const word = document.createElement("b");
    word.textContent = square.querySelector(".c-text b").textContent;
    const sure = square.querySelector(".c-text i");
    const about = document.createElement("span");
    about.textContent = heading.textContent.trim();
    const said = document.createElement("span");
    said.append(word, sure ? ", " + sure.textContent : "");
    place.replaceChildren(who, about, said);
  }

  document.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-class-map] button[data-view]");
    if (choice) {
      chosen = choice.dataset.view;
      view(choice.closest("[data-class-map]"), chosen);
    }
    const heading = event.target.closest("[data-sortable] button[data-sort]");
    if (heading) { sort(heading); }
    const square = event.target.closest("[data-class-map] td.c");
    if (square) { point(square); }
  });
  document.addEventListener("pointerover", (event) => {
    const square = event.pointerType === "mouse" && event.target.closest("[data-class-map] td.c");
    if (square) { point(square); }
  });

  // ---- times -----------------------------------------------------------------------------------

  /* The server writes times in UTC; here they become the reader's own. */
  function localTimes() {
    const language = document.querySelector(".page").dataset.language;
    const format = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
    document.querySelectorAll("time[datetime]").forEach((time) => {
      time.textContent = format.format(new Date(time.dateTime));
    });
  }

  function arrive() {
    localTimes();
    document.querySelectorAll("[data-class-map]").forEach((map) => {
      view(map, chosen || (window.matchMedia(NARROW).matches ? "list" : "picture"));
    });
  }

  document.addEventListener("senda:page", arrive);
  arrive();
}());

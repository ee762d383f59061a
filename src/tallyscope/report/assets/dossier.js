// The panel beside the story, the filter of the table. Without scripts, marked passages are links into the table.
"use strict";
(() => {
  const text = document.getElementById("text");
  const panel = document.getElementById("panel");
  const body = panel.querySelector(".panel-body");
  const marks = [...text.querySelectorAll("a.st")];
  const numbersOf = (mark) => mark.dataset.s.split(" ");
  const wide = matchMedia("(min-width: 62rem)");
  const hovers = matchMedia("(hover: hover)");
  let pinned = false;
  let shown = "";

  const entry = (number) => {
    const row = document.getElementById("s" + number);
    const box = document.createElement("div");
    box.className = "entry";
    for (const cell of row.cells) {
      const part = document.createElement("div");
      part.className = cell.className;
      for (const child of cell.cloneNode(true).childNodes) part.append(child.cloneNode(true));
      box.append(part);
    }
    return box;
  };
  const light = (numbers) => {
    for (const mark of marks) mark.classList.toggle("lit", numbersOf(mark).some((n) => numbers.includes(n)));
  };
  const show = (numbers) => {
    const key = numbers.join(" ");
    light(numbers);
    panel.hidden = false;
    if (key === shown) return;
    shown = key;
    body.replaceChildren(...numbers.map(entry));
    panel.scrollTop = 0;
  };
  // On small screens the panel covers the lower part of the page: move the passage above it.
  const keepInSight = (mark) => {
    const below = mark.getBoundingClientRect().bottom + 12 - panel.getBoundingClientRect().top;
    if (!wide.matches && below > 0) scrollBy({ top: below, behavior: "instant" });
  };
  const close = () => {
    pinned = false;
    shown = "";
    light([]);
    panel.hidden = !wide.matches;
  };
  const markAt = (node) => (node instanceof Element ? node.closest("a.st") : null);

  if (marks.length) panel.hidden = !wide.matches;
  wide.addEventListener("change", close);
  text.addEventListener("pointerover", (event) => {
    const mark = markAt(event.target);
    if (mark && hovers.matches && wide.matches && !pinned) show(numbersOf(mark));
  });
  text.addEventListener("focusin", (event) => {
    const mark = markAt(event.target);
    if (mark && mark.matches(":focus-visible")) { pinned = true; show(numbersOf(mark)); keepInSight(mark); }
  });
  text.addEventListener("click", (event) => {
    const mark = markAt(event.target);
    if (!mark) { if (pinned) close(); return; }
    event.preventDefault();
    pinned = true;
    show(numbersOf(mark));
    keepInSight(mark);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  panel.querySelector(".close").addEventListener("click", close);
  const firsts = marks.filter((mark) => mark.id);
  for (const button of panel.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => {
      const here = firsts.findIndex((mark) => mark.classList.contains("lit"));
      const next = firsts[Math.min(Math.max(here + Number(button.dataset.step), 0), firsts.length - 1)];
      pinned = true;
      show(numbersOf(next));
      next.scrollIntoView({ block: "center", behavior: "instant" });
      keepInSight(next);
    });
  }

  // On paper nothing is folded away; a link into a folded card unfolds it.
  const folded = [...document.querySelectorAll(".arithmetic-box:not([open])")];
  addEventListener("beforeprint", () => folded.forEach((box) => { box.open = true; }));
  addEventListener("afterprint", () => folded.forEach((box) => { box.open = false; }));
  const unfold = () => {
    const card = document.getElementById(location.hash.slice(1));
    if (card && card.matches(".check")) card.querySelector(".arithmetic-box").open = true;
  };
  addEventListener("hashchange", unfold);
  unfold();

  const filter = document.getElementById("filter");
  if (filter) {
    filter.hidden = false;
    const rows = [...document.querySelectorAll(".statements tbody tr")];
    filter.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      for (const other of filter.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button));
      for (const row of rows) row.hidden = button.dataset.show !== "" && row.dataset.outcome !== button.dataset.show;
    });
    const unhide = () => { for (const row of rows) if ("#" + row.id === location.hash) row.hidden = false; };
    addEventListener("hashchange", unhide);
  }
})();

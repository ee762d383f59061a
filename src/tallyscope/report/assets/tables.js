/* Tables: sort by a heading, filter, turn pages, take away as CSV. Data stands in a JSON block. */
"use strict";
(() => {
  const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
  const collator = new Intl.Collator(undefined, { numeric: true });

  const plain = (text) => String(text).replace(CONTROLS, "");

  /* A spreadsheet runs a cell that begins like this; an apostrophe makes it text. */
  const DANGEROUS = /^[\s\u0000]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

  function csvCell(value, isNumber) {
    if (value === null) return "";
    if (isNumber) return String(value);
    let text = String(value);
    if (DANGEROUS.test(text)) text = "'" + text;
    return /[",\n\r;]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }

  function csv(columns, rows) {
    const lines = [columns.map(([heading]) => csvCell(heading, false))];
    for (const row of rows) {
      lines.push(row.map((value, j) => csvCell(value, columns[j][1] !== null)));
    }
    return "\ufeff" + lines.map((line) => line.join(",")).join("\r\n") + "\r\n";
  }

  function printed(value, digits, telling) {
    if (value === null) return "–";
    if (digits === null) return plain(value);
    const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    const number = (x) => x.toLocaleString("en-US", options).replace("-", "−");
    const least = 10 ** -digits;
    if (digits >= telling && value > 0 && value < least) return "<" + number(least);
    return number(+value.toFixed(digits) || 0);
  }

  function compare(a, b, digits) {
    if (a === null || b === null) return (a === null) - (b === null);
    return digits === null ? collator.compare(a, b) : a - b;
  }

  function download(name, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  function enliven(box) {
    const { columns, rows, page: size, telling } = JSON.parse(
      document.getElementById(box.dataset.rows).textContent
    );
    const find = (selector) => box.querySelector(selector);
    const body = find("tbody");
    const headings = [...box.querySelectorAll("th")];
    const text = (value, j) => printed(value, columns[j][1], telling);
    const sought = rows.map((row) => row.map((value, j) => text(value, j)).join("\n").toLowerCase());
    let chosen = rows.map((_, i) => i);
    let sortedBy = null;
    let falling = false;
    let page = 0;

    function show() {
      const last = Math.max(0, Math.ceil(chosen.length / size) - 1);
      page = Math.min(page, last);
      body.replaceChildren(...chosen.slice(page * size, (page + 1) * size).map((i) => {
        const line = document.createElement("tr");
        rows[i].forEach((value, j) => {
          const cell = document.createElement("td");
          const words = text(value, j);
          if (columns[j][1] === null) {
            const name = document.createElement("bdi");
            name.textContent = words;
            if (columns[j][2]) cell.className = "long";
            cell.append(name);
          } else {
            cell.className = "number";
            cell.textContent = words;
          }
          line.append(cell);
        });
        return line;
      }));
      const number = (n) => n.toLocaleString("en-US");
      find(".shown").textContent = chosen.length === rows.length
        ? `${number(rows.length)} rows`
        : `${number(chosen.length)} of ${number(rows.length)} rows`;
      const [from, to] = [page * size, Math.min((page + 1) * size, chosen.length)];
      find(".cut").textContent = `Printed: rows ${number(Math.min(from + 1, to))} to ${number(to)} of ${number(chosen.length)}`
        + (chosen.length === rows.length ? "." : `, chosen from ${number(rows.length)}.`);
      find(".pages").hidden = last === 0;
      find(".page").textContent = `Page ${number(page + 1)} of ${number(last + 1)}`;
      find(".previous").disabled = page === 0;
      find(".next").disabled = page === last;
    }

    function choose() {
      const words = find("input").value.toLowerCase().split(/\s+/).filter(Boolean);
      chosen = rows.map((_, i) => i).filter((i) => words.every((word) => sought[i].includes(word)));
      if (sortedBy !== null) {
        const digits = columns[sortedBy][1];
        const sign = falling ? -1 : 1;
        chosen.sort((a, b) => {
          const [x, y] = [rows[a][sortedBy], rows[b][sortedBy]];
          const order = compare(x, y, digits);
          return (x === null || y === null ? order : sign * order) || a - b;
        });
      }
      show();
    }

    headings.forEach((heading, j) => {
      const button = document.createElement("button");
      button.type = "button";
      const paper = document.createElement("span"); /* browsers do not repeat buttons on paper */
      paper.className = "paper";
      paper.textContent = heading.textContent;
      button.append(...heading.childNodes);
      heading.append(button, paper);
      button.addEventListener("click", () => {
        falling = sortedBy === j ? !falling : columns[j][1] !== null;
        sortedBy = j;
        headings.forEach((other) => other.removeAttribute("aria-sort"));
        heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
        page = 0;
        choose();
      });
    });
    find("input").addEventListener("input", () => { page = 0; choose(); });
    find(".previous").addEventListener("click", () => { page -= 1; show(); });
    find(".next").addEventListener("click", () => { page += 1; show(); });
    find(".csv").addEventListener("click", () => {
      download(`${box.dataset.rows.replace(/-rows$/, "")}.csv`, csv(columns, chosen.map((i) => rows[i])));
    });
    find(".controls").hidden = false;
    show();
  }

  document.documentElement.classList.add("scripted");
  document.querySelectorAll(".data-table").forEach(enliven);
})();

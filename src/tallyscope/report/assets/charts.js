/* Figures: Vega-Lite from JSON blocks, in the colours and the width of the page. */
"use strict";
(() => {
  const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
  const NARROW = 480; /* pixels: a phone */
  const json = (id) => JSON.parse(document.getElementById(id).textContent);
  const themes = json("themes");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  /* One line of comma-separated text into fields; the writer quotes only where it must. */
  function fields(text) {
    const rows = [[]];
    const field = /("(?:[^"]|"")*"|[^,\n]*)(,|\n|$)/g;
    let match;
    while ((match = field.exec(text)) && match.index < text.length) {
      const raw = match[1];
      rows[rows.length - 1].push(raw[0] === '"' ? raw.slice(1, -1).replace(/""/g, '"') : raw);
      if (match[2] === "\n") rows.push([]);
      if (match[2] === "") break;
    }
    return rows.filter((row) => row.length > 0);
  }

  /* Vega's own reader of comma-separated text writes code at run time, which the page forbids. */
  const readers = {
    number: (text) => (text === "" ? null : +text),
    boolean: (text) => (text === "" ? null : text === "true"),
    string: (text) => text.replace(CONTROLS, ""),
  };

  function objects(text, parse) {
    const [names, ...rows] = fields(text);
    const read = names.map((name) => readers[parse[name]]);
    return rows.map((row) => Object.fromEntries(row.map((value, j) => [names[j], read[j](value)])));
  }

  function unpack(spec) {
    const data = spec.data;
    if (data && typeof data.values === "string") {
      spec.data = { values: objects(data.values, data.format.parse) };
    }
    (spec.layer || []).forEach(unpack);
    return spec;
  }

  function themed(box) {
    const name = dark.matches ? "dark" : "light";
    const config = structuredClone(themes[name]);
    if (box.clientWidth < NARROW) config.axis.labelLimit = 150;
    box.closest("figure").dataset.scheme = name;
    return config;
  }

  /* `ast`: expressions are interpreted, not turned into code; nothing is offered that leaves the page. */
  const options = (renderer) => ({ ast: true, actions: false, renderer, tooltip: { theme: dark.matches ? "dark" : "light" } });

  const whole = (room, cells) => Math.max(0.5, Math.floor((2 * room) / cells) / 2) * cells;

  function sized(spec, figure, box) {
    if (figure.dataset.shape === "square") {
      const side = whole(Math.min(box.clientWidth - 72, 520), +figure.dataset.cells);
      spec.width = side;
      spec.height = side;
    } else {
      spec.width = "container";
    }
    spec.background = null;
    return spec;
  }

  async function draw(figure, box, spec) {
    const config = themed(box);
    const made = sized(unpack(structuredClone(spec)), figure, box);
    const { view } = await vegaEmbed(box, { ...made, config }, options("svg"));
    saves(figure, view);
    return () => view.finalize();
  }

  function ramp(config, most) {
    const line = document.createElement("div");
    line.className = "ramp";
    const bar = document.createElement("i");
    bar.style.background = `linear-gradient(to right, ${config.range.heatmap.join(",")})`;
    const text = (words) => Object.assign(document.createElement("span"), { textContent: words });
    line.append(text("1 unit"), bar, text(`${most.toLocaleString("en-US")} units in a cell, logarithmic`));
    return line;
  }

  const CELLS = "cells";
  const withCells = (data, values) => data.map((one) => (one.name === CELLS ? { ...one, values } : one));

  /* One compiled picture for all panels, each with its own data. */
  async function drawPanels(figure, box, told) {
    const config = themed(box);
    const narrow = box.clientWidth < NARROW;
    const side = whole(narrow ? box.clientWidth / 3 - 30 : 100, +figure.dataset.cells);
    const spec = structuredClone(told.spec);
    spec.encoding.color.legend = null;
    const template = {
      ...spec, $schema: told.$schema, width: side, height: side, background: null, config,
      autosize: { type: "pad" }, padding: 2,
    };
    const grid = document.createElement("div");
    grid.className = "panel-grid";
    grid.style.setProperty("--panel", `${side + 28}px`);
    box.replaceChildren(ramp(config, spec.encoding.color.scale.domain[1]), grid);
    const views = [];
    let compiled = null;
    for (const [name, text] of told.panels) {
      const panel = document.createElement("div");
      panel.className = "panel";
      const label = Object.assign(document.createElement("p"), { className: "name" });
      const words = name.replace(CONTROLS, "");
      label.append(Object.assign(document.createElement("bdi"), { textContent: words, title: words }));
      const place = document.createElement("div");
      panel.append(label, place);
      grid.append(panel);
      const values = objects(text, told.parse);
      const made = compiled
        ? await vegaEmbed(place, { ...compiled, data: withCells(compiled.data, values) }, { ...options("canvas"), mode: "vega" })
        : await vegaEmbed(place, { ...template, data: { name: CELLS, values } }, options("canvas"));
      compiled ??= made.vgSpec;
      views.push(made.view);
    }
    return () => views.forEach((view) => view.finalize());
  }

  function saves(figure, view) {
    figure.querySelector(".save")?.remove();
    const line = document.createElement("div");
    line.className = "save";
    for (const kind of ["png", "svg"]) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: `Save as ${kind.toUpperCase()}` });
      button.addEventListener("click", async () => {
        view.background(getComputedStyle(document.body).backgroundColor);
        const href = await view.toImageURL(kind, 2);
        view.background(null);
        Object.assign(document.createElement("a"), { href, download: `${figure.id}.${kind}` }).click();
      });
      line.append(button);
    }
    figure.append(line);
  }

  const drawn = new Map();
  let again = false;

  /* One figure after the other, so that the page stays quick to scroll. */
  async function drawAll() {
    document.documentElement.dataset.charts = "drawing";
    do {
      again = false;
      for (const figure of document.querySelectorAll("figure[data-chart]")) {
        if (again) break;
        const box = figure.querySelector(".chart");
        drawn.get(figure)?.();
        const how = figure.dataset.shape === "panels" ? drawPanels : draw;
        try {
          drawn.set(figure, await how(figure, box, json(figure.dataset.chart)));
        } catch (wrong) {
          drawn.delete(figure);
          box.textContent = "This picture could not be drawn.";
          console.error(figure.id, wrong);
        }
        await new Promise((next) => setTimeout(next));
      }
    } while (again);
    document.documentElement.dataset.charts = "ready";
  }

  function redraw() {
    if (document.documentElement.dataset.charts === "ready") drawAll();
    else again = true;
  }

  let width = document.documentElement.clientWidth;
  let pause;
  window.addEventListener("resize", () => {
    if (document.documentElement.clientWidth === width) return; /* a phone's address bar */
    width = document.documentElement.clientWidth;
    clearTimeout(pause);
    pause = setTimeout(redraw, 250);
  });
  dark.addEventListener("change", redraw);
  drawAll();
})();

// Small things on top of pages that work without them.
"use strict";

// The theme switch.
for (const button of document.querySelectorAll("[data-theme-switch]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* not kept */ }
  });
}

// On a phone the navigation is longer than the window: the page's own entry is brought into sight.
const nav = document.querySelector(".nav");
const here = nav?.querySelector("[aria-current]");
if (here) nav.scrollLeft = here.offsetLeft - nav.offsetLeft - (nav.clientWidth - here.offsetWidth) / 2;
nav?.addEventListener("focusin", (event) => event.target.scrollIntoView({ block: "nearest", inline: "nearest" }));

// The as-of slider: the day is shown while it moves, and the page is asked for when it stops.
for (const form of document.querySelectorAll("form[data-asof]")) {
  const range = form.querySelector("input[type=range]");
  const output = form.querySelector("output");
  const day = form.querySelector("input[type=hidden]");
  const first = Date.parse(form.dataset.first);
  const text = () => new Date(first + Number(range.value) * 86400000).toISOString().slice(0, 10);
  day.disabled = false;
  range.removeAttribute("name");
  range.addEventListener("input", () => { output.value = text(); range.setAttribute("aria-valuetext", text()); });
  range.addEventListener("change", () => { day.value = text(); form.requestSubmit(); });
  form.addEventListener("submit", () => { day.value = text(); });
}

// Keys: / seeks, g then a letter goes.
const places = { b: "/", m: "/markets", d: "/dominoes", c: "/calibration", s: "/sources" };
let pressed = "";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  if (event.key === "/") {
    event.preventDefault();
    document.querySelector(".seek input")?.focus();
  } else if (pressed === "g" && places[event.key]) {
    location.assign(places[event.key]);
  }
  pressed = event.key;
});

// Charts: the nearest moment's numbers, by pointer or by arrow keys. They are read from the table that stands under the chart.
for (const chart of document.querySelectorAll("[data-chart]")) {
  const svgs = [...chart.querySelectorAll("svg")];
  const svg = svgs.find((one) => one.getBoundingClientRect().width > 0) || svgs[0];
  const table = document.getElementById(chart.dataset.chart);
  const marks = [...svg.querySelectorAll("[data-at]")];
  if (!table || !marks.length) continue;
  const names = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent.trim());
  const rows = [...table.tBodies[0].rows];
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  tip.setAttribute("role", "status");
  chart.append(tip);
  const cross = svg.querySelector(".cross");
  let at = marks.length - 1;
  const show = (index) => {
    at = Math.max(0, Math.min(marks.length - 1, index));
    const x = Number(marks[at].dataset.at);
    const cells = [...rows[at].cells].map((cell) => cell.textContent.trim());
    tip.replaceChildren();
    const when = document.createElement("b");
    when.textContent = cells[0];
    const list = document.createElement("dl");
    names.forEach((name, i) => {
      if (!cells[i + 1] || cells[i + 1] === "–") return;
      const dt = document.createElement("dt");
      const dd = document.createElement("dd");
      dt.textContent = name;
      dd.textContent = cells[i + 1];
      list.append(dt, dd);
    });
    tip.append(when, list);
    tip.hidden = false;
    cross.setAttribute("x1", x);
    cross.setAttribute("x2", x);
    cross.removeAttribute("visibility");
    const box = svg.getBoundingClientRect();
    const left = (x / svg.viewBox.baseVal.width) * box.width;
    const width = tip.offsetWidth;
    tip.style.left = `${left + width + 16 > box.width ? left - width - 12 : left + 12}px`;
    tip.style.top = "8px";
  };
  const hide = () => { tip.hidden = true; cross.setAttribute("visibility", "hidden"); };
  svg.addEventListener("pointermove", (event) => {
    const box = svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width;
    let best = 0;
    marks.forEach((mark, i) => {
      if (Math.abs(mark.dataset.at - x) < Math.abs(marks[best].dataset.at - x)) best = i;
    });
    show(best);
  });
  svg.addEventListener("pointerleave", hide);
  chart.tabIndex = 0;
  chart.addEventListener("focus", () => { if (chart.matches(":focus-visible")) show(at); });
  chart.addEventListener("blur", hide);
  chart.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -1e9, End: 1e9 }[event.key];
    if (step) { event.preventDefault(); show(at + step); }
    if (event.key === "Escape") hide();
  });
}

// Elements are made here and nowhere else; text goes in as text nodes, so that no document can write markup.
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name.startsWith("aria-")) element.setAttribute(name, String(value));
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const byId = (id) => document.getElementById(id);

function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

const dark = window.matchMedia("(prefers-color-scheme: dark)");
const onSheets = { now: false }; // while sheets are made for paper, which is always light
const isDark = () => !onSheets.now && (state.theme ? state.theme === "dark" : dark.matches);
const tone = (pair) => pair[isDark() ? 1 : 0]; // for what is painted; elements take their colours from the styles
const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const around = (count, radius, turn, inner = radius) =>
  Array.from({ length: count }, (_, index) => {
    const angle = turn + (index * 2 * Math.PI) / count;
    const far = index % 2 ? inner : radius;
    return `${(8 + far * Math.cos(angle)).toFixed(2)},${(8 + far * Math.sin(angle)).toFixed(2)}`;
  }).join(" ");

// The mark of a kind, as in the picture, for the legend and lists.
function mark(kind) {
  const style = VIEW.kinds[kind];
  const fill = { fill: `var(--kind-${kind})` };
  const shapes = {
    page: () => svg("path", { d: "M4 1.5h5.5L13 5v9.5H4z M9.5 1.5V5H13", fill: "var(--paper)", stroke: `var(--kind-${kind})`, "stroke-width": 1.5, "stroke-linejoin": "round" }),
    square: () => svg("rect", { x: 3, y: 3, width: 10, height: 10, ...fill }),
    dot: () => svg("circle", { cx: 8, cy: 8, r: 5.5, ...fill }),
    triangle: () => svg("polygon", { points: around(3, 6.5, -Math.PI / 2), ...fill }),
    diamond: () => svg("polygon", { points: around(4, 6.5, 0), ...fill }),
    hexagon: () => svg("polygon", { points: around(6, 6.5, 0), ...fill }),
    star: () => svg("polygon", { points: around(10, 7, -Math.PI / 2, 3), ...fill }),
  };
  return svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, class: "mark", "aria-hidden": "true" }, shapes[style.shape]());
}

// The line of a role or relation, as in the picture.
function line(kind) {
  const style = VIEW.roles[kind];
  const stroke = { stroke: `var(--line-${kind})`, "stroke-width": Math.max(style.width, 1.2), "stroke-dasharray": style.dashes.join(" ") };
  return svg("svg", { viewBox: "0 0 30 10", width: 30, height: 10, class: "line", "aria-hidden": "true" }, svg("line", { x1: 1, y1: 5, x2: 29, y2: 5, ...stroke }));
}

function button(words, action, properties = {}) {
  return make("button", { type: "button", onclick: action, ...properties }, words);
}

// A control with a drawn sign and a name for those who do not see it.
function iconButton(key, path, action) {
  const sign = svg("svg", { viewBox: "0 0 20 20", width: 18, height: 18, "aria-hidden": "true" },
    svg("path", { d: path, fill: "none", stroke: "currentColor", "stroke-width": 1.7, "stroke-linecap": "round", "stroke-linejoin": "round" }));
  return make("button", { type: "button", class: "icon", onclick: action, "aria-label": say(key), title: say(key), "data-action": key }, sign);
}

function saveAs(name, blob) {
  const address = URL.createObjectURL(blob);
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

// A file name from a title: nothing that a file system takes amiss.
const fileNameOf = (name, ending = "csv") => `${name.replace(/[\\/:*?"<>|\u0000-\u001f\u2028\u2029]/gu, "").slice(0, 40) || "policykg"}.${ending}`;
const fileName = (ending) => fileNameOf(VIEW.title, ending);

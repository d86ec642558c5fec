// The table on the screen: of a large one only what is in the window stands in the document. Arrow keys move by cells.
const SMALL_TABLE = 4000; // cells; so many stand there at once, for the browser's own search
const GRID = { row: 40, column: 36, spare: 10 };
const LEAD_COLUMNS = ["number", "task", "deadline", "load"];
const grid = { table: null, active: [0, 1], range: null };

// What of `count` things of one size lies between two edges: [first, after the last], with some to spare.
function windowOf(count, size, from, to) {
  return [Math.max(0, Math.floor(from / size) - GRID.spare), Math.min(count, Math.ceil(to / size) + GRID.spare)];
}

function rangeNow() {
  const { rows, bodies } = grid.table;
  if (rows.length * bodies.length <= SMALL_TABLE) return { rows: [0, rows.length], columns: [0, bodies.length] };
  const box = byId("view-matrix").querySelector(".scroll");
  return {
    rows: windowOf(rows.length, GRID.row, box.scrollTop, box.scrollTop + box.clientHeight),
    columns: windowOf(bodies.length, GRID.column, box.scrollLeft, box.scrollLeft + box.clientWidth),
  };
}

function drawGrid(table, keep) {
  grid.table = table;
  if (!keep) grid.active = [0, 1];
  grid.active = [Math.min(grid.active[0], table.rows.length - 1), Math.min(grid.active[1], LEAD_COLUMNS.length + table.bodies.length - 1)];
  fillGrid(rangeNow());
}

// After scrolling: make anew only when the window has left what is there.
function followScroll() {
  const now = rangeNow();
  const half = GRID.spare / 2;
  const left = ([from, to], [first, last], count) => (first > 0 && from + half < first) || (last < count && to - half > last);
  if (left(now.rows, grid.range.rows, grid.table.rows.length) || left(now.columns, grid.range.columns, grid.table.bodies.length)) fillGrid(now);
}

function fillGrid(range) {
  const home = byId("view-matrix").querySelector(".matrix");
  const held = home.contains(document.activeElement);
  grid.range = range;
  const { rows, bodies } = grid.table;
  const width = LEAD_COLUMNS.length + bodies.length;
  home.setAttribute("aria-rowcount", String(rows.length + 1));
  home.setAttribute("aria-colcount", String(width));
  const [left, right] = range.columns;
  const gap = (count, size, side) => (count ? [make("col", { class: "gap", style: `${side}: ${count * size}px` })] : []);
  const columns = make("colgroup", {}, LEAD_COLUMNS.map((name) => make("col", { class: name })), gap(left, GRID.column, "width"),
    bodies.slice(left, right).map(() => make("col", { class: "body" })), gap(bodies.length - right, GRID.column, "width"));
  const space = (count) => (count > 0 ? [make("tr", { class: "gap", "aria-hidden": "true", style: `height: ${count * GRID.row}px` })] : []);
  home.replaceChildren(home.querySelector("caption"), columns, make("thead", {}, headRow(range.columns)),
    make("tbody", {}, space(range.rows[0]), rows.slice(...range.rows).map((row, at) => bodyRow(row, range.rows[0] + at, range.columns)), space(rows.length - range.rows[1])));
  markActive(held);
}

const cellAt = (row, column) => byId("view-matrix").querySelector(`[data-at="${row}:${column}"]`);
const at = (row, column) => ({ "data-at": `${row}:${column}`, "aria-colindex": column + 1, tabindex: -1 });
const blank = (count) => (count ? [make("td", { class: "gap", "aria-hidden": "true" })] : []);

function headRow([left, right]) {
  const { bodies, loads, tasks } = grid.table;
  const heads = [["number", say("order")], ["name", `${sayOne("task")} (${tasks.length})`], ["deadline", say("deadline")], ["load", say("bodyCount")]];
  return make("tr", { "aria-rowindex": 1 }, heads.map(([key, words], column) => make("th", { scope: "col", class: LEAD_COLUMNS[column], ...sortState(key), ...at(-1, column) }, sortButton(key, words))),
    blank(left), bodies.slice(left, right).map((body, index) => make("th", { scope: "col", class: body.id === state.node ? "body chosen" : "body", ...sortState(body.id), ...at(-1, LEAD_COLUMNS.length + left + index) },
      sortButton(body.id, body.label, body.name), make("button", { type: "button", class: "count", tabindex: -1, "data-node": body.id, title: `${say("openDossier")}：${body.name}`, "aria-label": `${say("openDossier")}：${body.name}`, onclick: () => go({ tab: "dossier", body: body.id }) }, String(loads.get(body.id))))),
    blank(bodies.length - right));
}

const sortState = (key) => ({ "aria-sort": state.sort === key ? "ascending" : state.sort === `-${key}` ? "descending" : "none" });

// Up, down, and back to the order of the text; a load is asked for from above.
function sortButton(key, words, title = words) {
  const turns = key === "load" ? ["-load", "load", ""] : [key, `-${key}`, ""];
  const next = turns[(turns.indexOf(state.sort) + 1) % turns.length];
  return make("button", { type: "button", class: "sort", tabindex: -1, "data-sort": key, title: `${title} · ${say("sortHint")}`, onclick: () => go({ sort: next }, true) }, make("span", {}, words));
}

function bodyRow(row, index, [left, right]) {
  const { bodies, whole, cell, load } = grid.table;
  if (row.document) {
    return make("tr", { class: "document", "aria-rowindex": index + 2 }, make("th", { scope: "rowgroup", colspan: LEAD_COLUMNS.length, ...at(index, 1) }, documentLink(row.document)),
      make("td", { colspan: Math.max(1, right - left + (left > 0) + (right < bodies.length)) }));
  }
  const { task } = row;
  const assigned = whole.cells.has(task.id);
  const kind = [assigned ? "" : whole.parents.has(task.id) ? "part" : "nobody", task.id === state.node ? "chosen" : ""].filter(Boolean).join(" ");
  const home = inTextOrder() || !hasSeveral(grid.table.tasks) ? null : make("small", {}, nameOf(task.documents[0]));
  return make("tr", { class: kind, "aria-rowindex": index + 2 },
    make("td", { class: "number", ...at(index, 0) }, task.number),
    make("th", { scope: "row", ...at(index, 1) }, make("button", { type: "button", tabindex: -1, "data-node": task.id, onclick: () => go({ node: task.id }), title: task.name }, make("span", {}, task.name), home)),
    make("td", { class: "date", ...at(index, 2) }, deadlineOf(task)), make("td", { class: "load", ...at(index, 3) }, String(load(task) || "")),
    blank(left), bodies.slice(left, right).map((body, place) => matrixCell(task, body, cell(task, body), at(index, LEAD_COLUMNS.length + left + place))),
    blank(bodies.length - right));
}

function documentLink(id) {
  const link = nodeLink(id);
  link.tabIndex = -1;
  return link;
}

const cellMark = (role) => make("span", { class: "cellmark", style: `--role: var(--role-${role})` }, WORDS[language].marks[role]);

function matrixCell(task, body, facts, place) {
  if (!facts.length) return make("td", body.id === state.node ? { class: "beside", ...place } : place);
  const name = `${shortName(task)}, ${body.label}: ${rolesOf(facts).map((role) => say(role)).join("、")}`;
  const chosen = facts.some((fact) => String(fact.index) === state.fact) ? "chosen" : body.id === state.node ? "beside" : "";
  return make("td", { class: chosen, ...place }, make("button", {
    type: "button", tabindex: -1, "aria-label": name, title: name, "data-fact": facts[0].index, onclick: () => go({ fact: String(facts[0].index) }),
  }, rolesOf(facts).map(cellMark)));
}

function markActive(focus) {
  const home = byId("view-matrix");
  for (const old of home.querySelectorAll("[data-at][tabindex='0']")) old.tabIndex = -1;
  const cell = cellAt(...grid.active) ?? home.querySelector("[data-at]");
  if (!cell) return;
  cell.tabIndex = 0;
  if (focus) cell.focus({ preventScroll: true });
}

// Bring a cell into the window: what is not there yet is scrolled to first.
function bringCell(row, column) {
  const box = byId("view-matrix").querySelector(".scroll");
  if (!cellAt(row, column)) {
    box.scrollTop = Math.max(0, row) * GRID.row - box.clientHeight / 3;
    box.scrollLeft = Math.max(0, column - LEAD_COLUMNS.length) * GRID.column;
    fillGrid(rangeNow());
  }
  const cell = cellAt(row, column);
  if (!cell) return;
  const seen = cell.getBoundingClientRect();
  const frame = box.getBoundingClientRect();
  const head = box.querySelector("thead").getBoundingClientRect().bottom;
  const side = box.querySelector("thead .task").getBoundingClientRect().right;
  if (row >= 0 && seen.top < head) box.scrollTop -= head - seen.top;
  else if (seen.bottom > frame.bottom - 16) box.scrollTop += seen.bottom - frame.bottom + 16;
  if (column >= 2 && seen.left < side) box.scrollLeft -= side - seen.left;
  else if (column >= 2 && seen.right > frame.right - 16) box.scrollLeft += seen.right - frame.right + 16;
}

function gridKeys(event) {
  const cell = event.target.closest("[data-at]");
  if (!cell || event.altKey || event.metaKey) return;
  const [row, column] = cell.dataset.at.split(":").map(Number);
  const { rows, bodies } = grid.table;
  const width = LEAD_COLUMNS.length + bodies.length - 1;
  const page = Math.max(1, Math.floor(byId("view-matrix").querySelector(".scroll").clientHeight / GRID.row) - 4);
  const to = {
    ArrowDown: [row + 1, column], ArrowUp: [row - 1, column], ArrowRight: [row, column + 1], ArrowLeft: [row, column - 1],
    PageDown: [row + page, column], PageUp: [row - page, column],
    Home: event.ctrlKey ? [-1, 0] : [row, 0], End: event.ctrlKey ? [rows.length - 1, width] : [row, width],
  }[event.key];
  if (to) {
    event.preventDefault();
    const target = Math.max(-1, Math.min(to[0], rows.length - 1));
    grid.active = [target, rows[target]?.document ? 1 : Math.max(0, Math.min(to[1], width))];
    bringCell(...grid.active);
    markActive(true);
  } else if ((event.key === "Enter" || event.key === " ") && event.target === cell) {
    event.preventDefault();
    (event.shiftKey ? cell.querySelector(".count") : cell.querySelector("button"))?.click();
  }
}

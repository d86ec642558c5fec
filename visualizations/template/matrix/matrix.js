// 任务分工表: a row a task, a column a body, the role in the cell; a cell leads to its sentence.
function drawMatrix(changed) {
  const home = byId("view-matrix");
  const fresh = !home.querySelector(".scroll") || home.dataset.made !== `${language} ${state.doc}`;
  if (fresh) makeMatrix(home);
  const table = tableShown();
  drawMatrixBar(home, table);
  home.querySelector(".empty").hidden = table.tasks.length > 0;
  home.querySelector(".empty").textContent = say(table.whole.tasks.length ? "noneLeft" : "noTasks");
  home.querySelector(".scroll").hidden = table.tasks.length === 0;
  if (!table.tasks.length) return;
  drawGrid(table, !fresh && !changed("sort", "roles", "words", "bodies", "columns"));
  if (fresh || changed("node", "fact", "tab")) showChosen(table);
}

// The row, column or cell of what is chosen comes into the window.
function showChosen({ rows, bodies }) {
  const fact = state.fact ? FACTS[Number(state.fact)] : null;
  const ids = fact ? [fact.subject, fact.object] : [state.node];
  const row = rows.findIndex(({ task, document }) => ids.includes(task?.id) || ids.includes(document));
  const column = bodies.findIndex((body) => ids.includes(body.id));
  if (row < 0 && column < 0) return;
  grid.active = [row, column < 0 ? 1 : LEAD_COLUMNS.length + column];
  bringCell(...grid.active);
  markActive(byId("view-matrix").querySelector(".matrix").contains(document.activeElement));
}

function makeMatrix(home) {
  home.dataset.made = `${language} ${state.doc}`;
  const box = make("div", { class: "scroll" }, make("table", { class: "matrix", role: "grid", "aria-label": say("matrix") }, make("caption", {}, VIEW.title)));
  // heads of up to nine characters in one line, longer ones in two
  const longest = Math.max(5, ...wholeTable(state.doc).bodies.map((body) => Array.from(body.label).length));
  box.style.setProperty("--head", `${Math.min(14, longest <= 18 ? Math.min(9, longest) : Math.ceil(longest / 2)) * 15 + 10}px`);
  let waits = false;
  box.addEventListener("scroll", () => {
    if (waits || !grid.range) return;
    waits = true;
    requestAnimationFrame(() => { waits = false; if (!home.hidden) followScroll(); });
  }, { passive: true });
  box.addEventListener("keydown", gridKeys);
  box.addEventListener("focusin", (event) => {
    const cell = event.target.closest("[data-at]");
    if (!cell) return;
    grid.active = cell.dataset.at.split(":").map(Number);
    markActive(false);
  });
  home.replaceChildren(make("div", { class: "bar-row" }, make("h2", {}, say("matrix")), roleSwitches(), filterField("words"), filterField("bodies"), columnOrder(),
    make("p", { class: "note shown", "data-shown": "" }),
    make("div", { class: "actions" }, button(say("copy"), () => copyRows(matrixRows()), { "data-action": "copy", title: say("copyHint") }), button(say("saveTable"), () => saveCsv(matrixRows(), fileName("csv")), { "data-action": "csv" }), button(say("print"), () => window.print(), { "data-action": "print" }))),
  make("p", { class: "empty", hidden: true }), box);
}

function roleSwitches() {
  const has = new Set(FACTS.filter((fact) => fact.kind === "responsibility" && inDocument(fact, state.doc)).map((fact) => fact.role));
  return make("div", { class: "key", role: "group", "aria-label": say("bodiesOf") }, ROLES.filter((role) => has.has(role)).map((role) => make("button", {
    type: "button", class: "chip", "data-role": role, title: say("roleHint"), onclick: () => toggleRole(role, ROLES.filter((one) => has.has(one))),
  }, cellMark(role), make("span", {}, say(role)))));
}

function toggleRole(role, all) {
  const on = new Set(state.roles ? state.roles.split(",") : all);
  if (!on.delete(role)) on.add(role);
  const left = all.filter((one) => on.has(one));
  go({ roles: left.length === all.length || !left.length ? "" : left.join(",") }, true);
}

// A field whose words narrow the table once somebody has stopped typing for a moment.
function filterField(key) {
  let pause = 0;
  return make("input", {
    type: "search", class: "filter", "data-filter": key, placeholder: say(`${key}Filter`), "aria-label": say(`${key}Filter`), autocomplete: "off",
    oninput: (event) => {
      clearTimeout(pause);
      pause = setTimeout(() => { if (state.tab === "matrix") go({ [key]: event.target.value.trim() }, true); }, 180);
    },
  });
}

function columnOrder() {
  return make("select", { "aria-label": say("columnOrder"), "data-columns": "", onchange: (event) => go({ columns: event.target.value }, true) },
    make("option", { value: "" }, say("columnsByLoad")), make("option", { value: "name" }, say("columnsByName")));
}

function drawMatrixBar(home, { whole, tasks, bodies }) {
  for (const field of home.querySelectorAll("[data-filter]")) if (field !== document.activeElement) field.value = state[field.dataset.filter];
  for (const chip of home.querySelectorAll("[data-role]")) chip.setAttribute("aria-pressed", String(!state.roles || state.roles.split(",").includes(chip.dataset.role)));
  home.querySelector("[data-columns]").value = state.columns;
  home.querySelector("[data-shown]").textContent = say("tableShown", tasks.length, whole.tasks.length, bodies.length, whole.bodies.length);
}

addView({
  name: "matrix",
  keys: { sort: "", roles: "", words: "", bodies: "", columns: "" },
  words: {
    zh: {
      matrix: "任务分工表", bodyCount: "单位数", copy: "复制", copyHint: "复制为表格，可直接粘贴到 Excel 或 WPS", sortHint: "点击排序", openDossier: "打开档案",
      wordsFilter: "筛选任务", bodiesFilter: "筛选单位", columnOrder: "单位的排列", columnsByLoad: "按任务数排列", columnsByName: "按名称排列", roleHint: "点击可隐藏或显示该角色",
      tableShown: "{0}/{1} 项任务，{2}/{3} 个单位", noneLeft: "没有符合条件的任务。", printedList: "{0} 项任务、{1} 个单位，表格过大，改为逐项列出", printedPart: "第 {0}–{1} 个单位，共 {2} 个；本表没有分工的任务从略",
    },
    en: {
      matrix: "Division of tasks", bodyCount: "Bodies", copy: "Copy", copyHint: "Copy as a table, for Excel or WPS", sortHint: "click to sort", openDossier: "Open the dossier",
      wordsFilter: "Filter tasks", bodiesFilter: "Filter bodies", columnOrder: "Order of the bodies", columnsByLoad: "By number of tasks", columnsByName: "By name", roleHint: "Click to hide or show this role",
      tableShown: "{0}/{1} tasks, {2}/{3} bodies", noneLeft: "No task is left.", printedList: "{0} tasks and {1} bodies: too large for a table, so listed task by task", printedPart: "bodies {0} to {1} of {2}; tasks without an entry here are left out",
    },
  },
  draw: drawMatrix,
  print: printMatrix,
});

// 任务分工表: a row a task, a column a body, the role in the cell; a cell leads to its sentence.
const MOST_CELLS = 60000;

function matrixData() {
  const duties = FACTS.filter((fact) => fact.kind === "responsibility" && inDocument(fact, state.doc));
  const loads = new Map();
  const cells = new Map();
  for (const fact of duties) {
    const key = `${fact.subject}\n${fact.object}`;
    if (!cells.has(key)) {
      cells.set(key, []);
      loads.set(fact.object, (loads.get(fact.object) ?? 0) + 1);
    }
    cells.get(key).push(fact);
  }
  const bodies = [...loads.keys()].sort((a, b) => loads.get(b) - loads.get(a)).map((id) => NODE.get(id));
  const tasks = NODES.filter((node) => node.group === "task" && inDocument(node, state.doc));
  return { tasks, bodies, loads, cell: (task, body) => cells.get(`${task.id}\n${body.id}`) ?? [] };
}

const deadlineOf = (task) => task.details.filter(([key]) => key === "deadline").map(([, date]) => date).join("、")
  || [...new Set(FACTS_OF.get(task.id).map((fact) => fact.deadline).filter(Boolean))].join("、");
const rolesOf = (facts) => ROLES.filter((role) => facts.some((fact) => fact.role === role));

function matrixCell(task, body, facts) {
  const chosenHere = facts.some((fact) => String(fact.index) === state.fact);
  if (!facts.length) return make("td", {});
  const words = rolesOf(facts).map((role) => make("span", { class: "cellmark", style: `--role: ${tone(VIEW.roles[role].color)}` }, WORDS[language].marks[role]));
  const name = `${shortName(task)}, ${body.label}: ${rolesOf(facts).map((role) => say(role)).join("、")}`;
  return make("td", { class: chosenHere ? "chosen" : "" }, make("button", {
    type: "button", "aria-label": name, title: name, "data-fact": facts[0].index, onclick: () => go({ fact: String(facts[0].index) }),
  }, words));
}

function drawMatrix() {
  const home = byId("view-matrix");
  const scrolled = [home.querySelector(".scroll")?.scrollLeft ?? 0, home.querySelector(".scroll")?.scrollTop ?? 0];
  const data = matrixData();
  const { tasks, bodies } = data;
  if (!tasks.length) return home.replaceChildren(make("p", { class: "empty" }, say("noTasks")));
  if (tasks.length * bodies.length > MOST_CELLS) return home.replaceChildren(make("p", { class: "empty" }, say("tooBig", tasks.length, bodies.length)));
  const key = ROLES.map((role) => make("span", {}, make("span", { class: "cellmark", style: `--role: ${tone(VIEW.roles[role].color)}` }, WORDS[language].marks[role]), ` ${say(role)}`));
  const head = make("tr", {}, make("th", { class: "corner", scope: "col" }, `${say("row")} (${tasks.length}) × ${say("body")} (${bodies.length})`), make("th", { scope: "col", class: "date" }, say("deadline")),
    bodies.map((body) => make("th", { scope: "col", class: "body" }, make("button", { type: "button", onclick: () => go({ node: body.id }), title: body.name }, body.label))));
  const parents = new Set(tasks.map((task) => task.parent));
  const kindOf = (task) => (bodies.some((body) => data.cell(task, body).length) ? "" : parents.has(task.id) ? "part" : "nobody");
  const several = new Set(tasks.map((task) => task.documents[0])).size > 1;
  const heading = (task, index) => (several && task.documents[0] !== tasks[index - 1]?.documents[0]
    ? [make("tr", { class: "document" }, make("th", { scope: "rowgroup", colspan: 2 }, nodeLink(task.documents[0])), make("td", { colspan: bodies.length }))] : []);
  const rows = tasks.flatMap((task, index) => [...heading(task, index), make("tr", { class: kindOf(task) },
    make("th", { scope: "row" }, make("button", { type: "button", onclick: () => go({ node: task.id }), title: task.name }, make("span", { class: "number" }, task.number), task.name)),
    make("td", { class: "date" }, deadlineOf(task)), bodies.map((body) => matrixCell(task, body, data.cell(task, body))))]);
  home.replaceChildren(
    make("div", { class: "bar-row" }, make("h2", {}, say("matrix")), make("p", { class: "key" }, key), make("div", { class: "actions" },
      button(say("saveTable"), saveMatrix, { "data-action": "csv" }), button(say("print"), () => window.print(), { "data-action": "print" }))),
    make("div", { class: "scroll", tabindex: 0 }, make("table", { class: "matrix" }, make("caption", {}, VIEW.title), make("thead", {}, head), make("tbody", {}, rows))));
  home.querySelector(".scroll").scrollTo(...scrolled);
  return undefined;
}

// A cell that begins like a formula gets a quotation mark before it, as OWASP advises: spreadsheets then show text.
function csvField(words) {
  const safe = /^[\s]*[=+\-@\t\r＝＋－＠]/u.test(words) ? `'${words}` : words;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function matrixCsv() {
  const { tasks, bodies, cell } = matrixData();
  const rows = [[sayOne("document"), say("order"), sayOne("task"), say("deadline"), ...bodies.map((body) => body.label)]];
  for (const task of tasks) {
    rows.push([nameOf(task.documents[0] ?? ""), task.number, task.name, deadlineOf(task), ...bodies.map((body) => rolesOf(cell(task, body)).map((role) => say(role)).join("、"))]);
  }
  return `\ufeff${rows.map((row) => row.map(csvField).join(",")).join("\r\n")}\r\n`;
}

const saveMatrix = () => saveAs(fileName("csv"), new Blob([matrixCsv()], { type: "text/csv;charset=utf-8" }));

addView({ name: "matrix", words: { zh: { matrix: "任务分工表" }, en: { matrix: "Division of tasks" } }, draw: drawMatrix });

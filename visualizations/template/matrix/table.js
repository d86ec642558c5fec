// 任务分工表 as rows and columns: which tasks and bodies are shown, in which order, and who has which role where.
const rolesOf = (facts) => ROLES.filter((role) => facts.some((fact) => fact.role === role));
const deadlineOf = (task) => task.details.filter(([key]) => key === "deadline").map(([, date]) => date).join("、")
  || [...new Set(FACTS_OF.get(task.id).map((fact) => fact.deadline).filter(Boolean))].join("、");
const collator = new Intl.Collator("zh", { numeric: true });

// All tasks and bodies of the documents chosen; `cell` gives the facts of a task and a body.
const wholeTable = (() => {
  const made = new Map();
  return (doc) => {
    if (!made.has(doc)) made.set(doc, makeTable(doc));
    return made.get(doc);
  };
})();

function makeTable(doc) {
  const cells = new Map();
  const loads = new Map();
  for (const fact of FACTS) {
    if (fact.kind !== "responsibility" || !inDocument(fact, doc)) continue;
    if (!cells.has(fact.subject)) cells.set(fact.subject, new Map());
    const row = cells.get(fact.subject);
    if (!row.has(fact.object)) {
      row.set(fact.object, []);
      loads.set(fact.object, (loads.get(fact.object) ?? 0) + 1);
    }
    row.get(fact.object).push(fact);
  }
  const bodies = [...loads.keys()].sort((a, b) => loads.get(b) - loads.get(a)).map((id) => NODE.get(id));
  const tasks = NODES.filter((node) => node.group === "task" && inDocument(node, doc));
  return { tasks, bodies, cells, loads, parents: new Set(tasks.map((task) => task.parent)) };
}

// The table as it is shown: filtered by roles and words, sorted.
function tableShown() {
  const whole = wholeTable(state.doc);
  const roles = state.roles ? new Set(state.roles.split(",")) : null;
  const ofTasks = wordsTest(state.words, (node) => [shortName(node), node.name]);
  const ofBodies = wordsTest(state.bodies, (node) => [node.label, node.name, ...node.aliases]);
  const wanted = new Set(whole.bodies.filter(ofBodies).map((body) => body.id));
  const cells = new Map();
  const loads = new Map();
  for (const task of whole.tasks.filter(ofTasks)) {
    const row = new Map();
    for (const [body, all] of whole.cells.get(task.id) ?? []) {
      const facts = roles ? all.filter((fact) => roles.has(fact.role)) : all;
      if (!facts.length || !wanted.has(body)) continue;
      row.set(body, facts);
      loads.set(body, (loads.get(body) ?? 0) + 1);
    }
    if (row.size || !(roles || state.bodies)) cells.set(task.id, row);
  }
  const bodies = whole.bodies.filter((body) => loads.has(body.id));
  if (state.columns === "name") bodies.sort((a, b) => collator.compare(a.label, b.label));
  const cell = (task, body) => cells.get(task.id)?.get(body.id) ?? [];
  const load = (task) => cells.get(task.id).size;
  const parties = (task) => cells.get(task.id) ?? new Map(); // bodies, with the facts of each
  const tasks = sortedTasks(whole.tasks.filter((task) => cells.has(task.id)), cell, load);
  return { whole, tasks, bodies, cell, parties, load, loads, rows: rowsOf(tasks) };
}

function wordsTest(typed, names) {
  const wanted = typed.toLowerCase().split(/\s+/u).filter(Boolean);
  return (node) => !wanted.length || names(node).some((name) => wanted.every((word) => name.toLowerCase().includes(word)));
}

// `state.sort` is number, name, deadline, load or the id of a body, after a minus sign the other way round.
function sortedTasks(tasks, cell, load) {
  const down = state.sort.startsWith("-");
  const key = state.sort.slice(down ? 1 : 0);
  const body = NODE.get(key);
  const rank = body ? (task) => ROLES.indexOf(rolesOf(cell(task, body))[0])
    : { deadline: deadlineOf, load }[key] ?? (() => 0);
  const isLast = body ? (value) => value < 0 : key === "deadline" ? (value) => value === "" : () => false;
  if (!key) return tasks;
  const keyed = tasks.map((task, index) => ({ task, index, value: rank(task) }));
  keyed.sort((a, b) => {
    if (isLast(a.value) || isLast(b.value)) return isLast(a.value) - isLast(b.value) || a.index - b.index; // what has none comes last
    const order = key === "name" ? collator.compare(a.task.name, b.task.name) : key === "number" ? a.index - b.index
      : a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
    return (down ? -order : order) || a.index - b.index;
  });
  return keyed.map(({ task }) => task);
}

const inTextOrder = () => state.sort === "" || state.sort === "number";
const hasSeveral = (tasks) => new Set(tasks.map((task) => task.documents[0])).size > 1;

// Rows of the table: tasks, and where there are several documents the name of each over its own.
function rowsOf(tasks) {
  if (!inTextOrder() || !hasSeveral(tasks)) return tasks.map((task) => ({ task }));
  return tasks.flatMap((task, index) => (task.documents[0] === tasks[index - 1]?.documents[0] ? [{ task }] : [{ document: task.documents[0] }, { task }]));
}

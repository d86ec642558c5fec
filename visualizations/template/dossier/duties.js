// What a body has to do, in the documents that are shown, and with whom.

// Tasks of a body in the order of the text: [{ task, facts, roles }].
function dutiesOf(id) {
  const whole = wholeTable(state.doc);
  return whole.tasks.filter((task) => whole.cells.get(task.id)?.has(id))
    .map((task) => ({ task, facts: whole.cells.get(task.id).get(id), roles: rolesOf(whole.cells.get(task.id).get(id)) }));
}

// Others that a task names: [[role, bodies]], the lead first.
function othersOf(task, id) {
  const row = wholeTable(state.doc).cells.get(task.id);
  return ROLES.map((role) => [role, [...row].filter(([other, facts]) => other !== id && facts.some((fact) => fact.role === role)).map(([other]) => NODE.get(other))])
    .filter(([, some]) => some.length);
}

const othersInWords = (task, id) => othersOf(task, id).map(([role, some]) => `${say(role)}：${some.map((body) => body.label).join("、")}`).join("；");

// Whom a body shares tasks with, and how many: [[body, count]], most first.
function partnersOf(id, duties) {
  const counts = new Map();
  for (const { task } of duties) {
    for (const other of wholeTable(state.doc).cells.get(task.id).keys()) if (other !== id) counts.set(other, (counts.get(other) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([other, count]) => [NODE.get(other), count]);
}

// By when a body has to have done its part: its own deadline, else that of the task.
const dueOf = ({ task, facts }) => [...new Set(facts.map((fact) => fact.deadline).filter(Boolean))].join("、") || deadlineOf(task);

function dossierRows(id) {
  const head = ["body", "roleOf", "order", "row", "deadline", "document", "number", "withWhom", "sentence", "file", "fromAt", "toAt"];
  const rows = dutiesOf(id).flatMap((duty) => duty.roles.flatMap((role) => duty.facts.filter((fact) => fact.role === role).map((fact) => {
    const home = NODE.get(fact.document);
    return [NODE.get(id).name, say(role), duty.task.number, duty.task.name, dueOf(duty), home?.name ?? "", home?.number ?? "", othersInWords(duty.task, id), pieces(fact)[1], fact.text < 0 ? "" : VIEW.texts[fact.text].name, String(fact.start), String(fact.end)];
  })));
  return [head.map(sayOne), ...rows];
}

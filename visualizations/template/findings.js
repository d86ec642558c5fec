// What a person should look at: tasks that name nobody, clauses with only generic bodies, what was not read.
function findingGroups() {
  const duties = FACTS.filter((fact) => fact.kind === "responsibility" && inDocument(fact, state.doc));
  const assigned = new Set(duties.map((fact) => fact.subject));
  const tasks = NODES.filter((node) => node.group === "task" && inDocument(node, state.doc));
  const parents = new Set(tasks.map((task) => task.parent));
  const unassigned = tasks.filter((task) => !assigned.has(task.id) && !parents.has(task.id));
  const findings = FACTS.filter((fact) => fact.kind === "finding" && inDocument(fact, state.doc));
  const kinds = [...new Set(findings.map((fact) => fact.role))].sort();
  const vague = byPassage(duties).filter((facts) => facts.every((fact) => fact.generic));
  return { unassigned, vague, kinds: kinds.map((kind) => [kind, findings.filter((fact) => fact.role === kind)]) };
}

const countFindings = ({ unassigned, vague, kinds }) => unassigned.length + vague.length + kinds.reduce((sum, [, facts]) => sum + facts.length, 0);

function drawFindings() {
  const groups = findingGroups();
  const list = (key, note, items) => (items.length ? make("section", { "data-kind": key }, make("h3", {}, say(key), make("b", {}, String(items.length))), note ? make("p", { class: "note" }, note) : null, items) : null);
  const task = (node) => {
    const own = FACTS_OF.get(node.id).find((fact) => fact.kind === "task");
    return make("article", { class: "card" }, make("p", { class: "who" }, nodeLink(node.id)), own ? sentence(own) : null);
  };
  const found = (fact) => make("article", { class: "card" }, fact.words ? make("p", { class: "who" }, fact.words) : null, fact.end > fact.start || fact.quote ? sentence(fact) : null);
  const sections = [
    ...groups.kinds.filter(([kind]) => kind === "unread").map(([kind, facts]) => list(kind, "", facts.map(found))),
    list("unassigned", say("unassignedNote"), groups.unassigned.map(task)),
    list("genericBodies", "", groups.vague.map(clauseCard)),
    ...groups.kinds.filter(([kind]) => kind !== "unread").map(([kind, facts]) => list(kind, "", facts.map(found))),
  ].filter(Boolean);
  byId("view-findings").replaceChildren(make("div", { class: "lists" }, sections.length ? sections : make("p", { class: "empty" }, say("nothingFound"))));
}

// Lines that stand for several facts: what documents give bodies, who leads whom, who works with whom. Such a line is
// called by its kind and its ends, `leading~org/a~org/b`; a line of the graph itself by its number.
const PICTURES = parse("data-pictures");
const GROUPS = new Map(PICTURES.groups.map(([id, group, key, words, members]) => [id, { id, group, key, words, members: members.map(idAt) }]));

const lineId = (kind, from, to) => `${kind}~${from}~${to}`;
const membersOf = (id) => GROUPS.get(id)?.members ?? (NODE.has(id) ? [id] : []);
const isVague = (node) => node.details.some(([key, value]) => key === "sort" && value === "GenericBody");
const responsibilitiesOf = (id) => FACTS_OF.get(id).filter((fact) => fact.kind === "responsibility");

function edgeNamed(id) {
  if (/^\d+$/u.test(id)) return EDGES[Number(id)];
  const [kind, from, to] = id.split("~");
  const facts = ["tasks", "leading", "together"].includes(kind) && to ? factsBetween(kind, membersOf(from), membersOf(to)) : [];
  if (!facts.length) return undefined;
  return { id, kind, from, to, shared: true, quiet: false, facts: facts.map((fact) => fact.index), documents: [...new Set(facts.map((fact) => fact.document))] };
}

// The responsibilities behind a line, of one end or both.
function factsBetween(kind, ends, others) {
  if (kind === "tasks") {
    const home = new Set(others);
    return ends.flatMap((id) => (NODE.get(id).group === "body" ? responsibilitiesOf(id).filter((fact) => home.has(fact.document)) : []));
  }
  const own = responsibilitiesOf(ends[0] ?? "").filter((fact) => kind === "together" || fact.role === "lead");
  const theirs = responsibilitiesOf(others[0] ?? "").filter((fact) => kind === "together" || fact.role !== "lead");
  const shared = new Set(theirs.map((fact) => fact.subject));
  const both = new Set(own.map((fact) => fact.subject).filter((task) => shared.has(task)));
  return [...own, ...theirs].filter((fact) => both.has(fact.subject));
}

// With whom a body shares tasks of the chosen documents, as lines.
function pairsAround(kind, id) {
  const found = new Map();
  const note = (from, to) => {
    const key = lineId(kind, from, to);
    if (!found.has(key)) found.set(key, { id: key, kind, from, to, weight: 0 });
    found.get(key).weight++;
  };
  const mine = responsibilitiesOf(id).filter((fact) => inDocument(fact, state.doc));
  for (const task of new Set(mine.map((fact) => fact.subject))) {
    const roles = new Map();
    for (const fact of responsibilitiesOf(task)) {
      if (!isVague(NODE.get(fact.object))) roles.set(fact.object, [...(roles.get(fact.object) ?? []), fact.role]);
    }
    const own = roles.get(id) ?? [];
    for (const [other, theirs] of roles) {
      if (other === id || !own.length) continue;
      if (kind === "together") note(...[id, other].sort());
      else {
        if (own.includes("lead") && theirs.some((role) => role !== "lead")) note(id, other);
        if (theirs.includes("lead") && own.some((role) => role !== "lead")) note(other, id);
      }
    }
  }
  return [...found.values()];
}

// What binds two documents: of several relations the strongest.
function relationOf(edge) {
  const roles = edge.facts.map((index) => FACTS[index].role);
  return roles.length ? ["repeals", "amends", "issues", "implements"].find((role) => roles.includes(role)) ?? "cites" : "issues";
}

const groupWords = (group) => {
  const words = group.key && language === "en" ? say(group.key.replace(/-.*/u, (rest) => (/^-\d+$/u.test(rest) ? "" : rest))) : group.words;
  return `${/^year-\d/u.test(group.key) && language === "en" ? group.key.slice(5) : words} ${group.members.length}`;
};
const thingName = (id) => (GROUPS.has(id) ? groupWords(GROUPS.get(id)) : nameOf(id));
const thingLink = (id) => (GROUPS.has(id) ? button(thingName(id), () => go({ open: id, node: "" }), { class: "link" }) : nodeLink(id));

// The tasks that a line stands for, each with the clauses that say so.
const MOST_TASKS = 60;
function sharedPanel(edge) {
  const facts = edge.facts.map((index) => FACTS[index]).filter((fact) => inDocument(fact, state.doc));
  const tasks = [...new Set(facts.map((fact) => fact.subject))];
  const cards = tasks.slice(0, MOST_TASKS).map((task) => {
    const some = facts.filter((fact) => fact.subject === task);
    return make("article", { class: "card" }, make("p", { class: "who" }, nodeLink(task)),
      byPassage(some).map((same) => make("div", {}, make("p", { class: "near" }, same.map((fact) => make("span", { class: "party" }, roleTag(fact.role), nodeLink(fact.object, fact.words)))), sentence(same[0]))));
  });
  return [panelHead(line(edge.kind), "", picture.edgeKind(edge.kind)), make("p", { class: "ends" }, thingLink(edge.from), make("span", { class: "arrow" }, edge.kind === "together" ? "—" : "→"), thingLink(edge.to)),
    section(`${say("sharedTasks")} · ${say("countTasks", tasks.length)}`, cards), tasks.length > MOST_TASKS ? make("p", { class: "note" }, say("firstOf", MOST_TASKS, tasks.length)) : null];
}

// What is in the group that is opened.
function groupPanel() {
  const group = state.tab === "network" && !state.doc && sight() === "tasks" ? GROUPS.get(state.open) : undefined;
  if (!group) return undefined;
  return [panelHead(mark(group.group), sayOne(group.group), groupWords(group)), section(say("everything"), make("div", { class: "near members" }, group.members.slice(0, 500).map((id) => nodeLink(id))))];
}

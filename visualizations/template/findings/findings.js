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

// How much of the documents shown gave facts, how much is known to state none, how much was not read.
const CLASSES = ["fact", "measure", "measure-unassigned", "goal", "principle", "exhortation", "background", "formula", "repeated", "unread"];
function coverageFigures() {
  const sums = new Map(CLASSES.map((kind) => [kind, { kind, sentences: 0, characters: 0 }]));
  for (const [home, kind, sentences, characters] of VIEW.coverage) {
    if (!inDocument({ document: idAt(home) }, state.doc) || !sums.has(kind)) continue;
    sums.get(kind).sentences += sentences;
    sums.get(kind).characters += characters;
  }
  return [...sums.values()].filter((one) => one.sentences);
}

function coverageBar() {
  const figures = coverageFigures();
  const total = figures.reduce((sum, one) => sum + one.characters, 0);
  if (!total) return null;
  const percent = (part) => `${((100 * part) / total).toFixed(1)}%`;
  const unread = figures.filter((one) => one.kind === "unread").reduce((sum, one) => sum + one.characters, 0);
  const bar = make("div", { class: "coverage", role: "img", "aria-label": say("accounted", percent(total - unread)) });
  const rows = figures.map((one) => {
    const part = make("span", { class: `class-${one.kind}`, title: `${say(`class-${one.kind}`)} ${percent(one.characters)}` });
    part.style.flexGrow = String(one.characters);
    bar.append(part);
    return make("tr", { "data-class": one.kind }, make("th", { scope: "row" }, make("i", { class: `class-${one.kind}`, "aria-hidden": "true" }), say(`class-${one.kind}`)),
      make("td", {}, say("countSentences", one.sentences)), make("td", {}, percent(one.characters)));
  });
  return make("section", { "data-kind": "coverage" }, make("h3", {}, say("coverage")), make("p", { class: "note" }, say("accounted", percent(total - unread))), bar, make("table", { class: "classes" }, make("tbody", {}, rows)));
}

function drawFindings() {
  const groups = findingGroups();
  const list = (key, note, items) => (items.length ? make("section", { "data-kind": key }, make("h3", {}, say(key), make("b", {}, String(items.length))), note ? make("p", { class: "note" }, note) : null, items) : null);
  const task = (node) => {
    const own = FACTS_OF.get(node.id).find((fact) => fact.kind === "task");
    return make("article", { class: "card" }, make("p", { class: "who" }, nodeLink(node.id)), own ? sentence(own) : null);
  };
  const found = (fact) => make("article", { class: "card" }, fact.words ? make("p", { class: "who" }, fact.words) : null, fact.end > fact.start || fact.quote ? sentence(fact) : null);
  const isUnread = (kind) => kind === "unread" || kind.startsWith("unread-");
  const urgency = (kind) => ["unread", "unread-duty", "unread-body", "unread-date", "unread-figure", "unread-title", "unread-table", "unread-form"].indexOf(kind);
  const sections = [
    coverageBar(),
    ...groups.kinds.filter(([kind]) => isUnread(kind)).sort(([a], [b]) => urgency(a) - urgency(b)).map(([kind, facts]) => list(kind, "", facts.map(found))),
    list("unassigned", say("unassignedNote"), groups.unassigned.map(task)),
    list("genericBodies", "", groups.vague.map(clauseCard)),
    ...groups.kinds.filter(([kind]) => !isUnread(kind)).map(([kind, facts]) => list(kind, "", facts.map(found))),
  ].filter(Boolean);
  byId("view-findings").replaceChildren(make("div", { class: "lists" }, sections.length ? sections : make("p", { class: "empty" }, say("nothingFound"))));
}

addView({ name: "findings", words: { zh: { findings: "待核事项" }, en: { findings: "To check" } }, draw: drawFindings, badge: () => countFindings(findingGroups()) });

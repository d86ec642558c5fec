// Pieces that the panel, the table and the lists share: links to nodes, and a fact with its sentence.
function nodeLink(id, words, number = "") {
  const node = NODE.get(id);
  if (!node) return make("span", {}, words ?? id);
  return make("button", { type: "button", class: "link", "data-node": id, onclick: () => go({ node: id }), title: node.name }, mark(node.group), make("span", {}, number ? make("span", { class: "number" }, number) : null, words ?? shortName(node)));
}

const shortName = (node) => (node.group === "task" && node.number ? `${node.number} ${node.name}` : node.group === "body" ? node.label : node.name);
const roleTag = (role) => make("span", { class: `role ${role}`, style: `--role: var(--role-${role})` }, say(role));
const relationWord = (relation) => say(relation === "cites" ? "citesRelation" : relation);

// The sentence in its surroundings, the quote marked; under it file and position, and a way to the text.
function sentence(fact) {
  const [before, quote, after] = pieces(fact);
  const source = `${fact.text < 0 ? say("noText") : VIEW.texts[fact.text].name} · ${say("position", fact.start, fact.end)}`;
  const way = fact.text < 0 ? null : make("button", { type: "button", class: "totext", "data-fact": fact.index, onclick: () => go({ tab: "text", fact: String(fact.index) }) }, say("inText"));
  return make("figure", { class: "sentence" },
    make("blockquote", {}, before, make("mark", {}, quote), after),
    make("figcaption", {}, make("span", {}, source), way));
}

const deadlineTag = (date) => (date ? make("span", { class: "deadline" }, `${say("deadline")} ${date}`) : null);
const personTag = (fact) => (fact.by ? make("span", { class: "generic person" }, `${say("decidedBy")} ${fact.by}`) : null);
const genericTag = (fact) => (fact.generic ? make("span", { class: "generic" }, say("generic")) : null);

// A clause of a task: who in which role, once for all bodies that it names.
function clauseCard(facts) {
  const roles = ROLES.filter((role) => facts.some((fact) => fact.role === role));
  const dates = [...new Set(facts.map((fact) => fact.deadline).filter(Boolean))];
  return make("article", { class: "card" },
    roles.map((role) => make("div", { class: "clause" }, roleTag(role), make("p", { class: "who" },
      facts.filter((fact) => fact.role === role).map((fact) => make("span", { class: String(fact.index) === state.fact ? "party this" : "party" }, nodeLink(fact.object, fact.words), genericTag(fact), personTag(fact)))))),
    dates.map(deadlineTag), sentence(facts[0]));
}

// What a body has to do, by task.
function dutyCard(facts) {
  const dates = [...new Set(facts.map((fact) => fact.deadline).filter(Boolean))];
  const printed = [...new Set(facts.map((fact) => fact.words))].filter((words) => words !== NODE.get(facts[0].object).label);
  return make("article", { class: "card" },
    make("p", { class: "who" }, [...new Set(facts.map((fact) => fact.role))].map(roleTag), nodeLink(facts[0].subject), dates.map(deadlineTag)),
    printed.length ? make("p", { class: "note" }, `${say("printed")} ${printed.join("、")}`) : null,
    byPassage(facts).map((same) => sentence(same[0])));
}

function section(words, ...children) {
  const inside = children.flat().filter(Boolean);
  return inside.length ? make("section", {}, make("h3", {}, words), inside) : null;
}

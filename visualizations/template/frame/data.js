// The graph of this page, indexed. A fact's `start` and `end` count code points; `pieces` cuts accordingly.
const parse = (id) => JSON.parse(document.getElementById(id).textContent);
const NODES = parse("data-nodes");
const EDGES = parse("data-edges");
const VIEW = parse("data-view");
const NODE = new Map(NODES.map((node) => [node.id, node]));
const idAt = (index) => (index < 0 ? "" : NODES[index].id);

// Nodes come without what most of them do not have, and name documents by their positions.
const idsAt = (some = []) => some.map((one) => (typeof one === "number" ? NODES[one].id : one));
for (const node of NODES) {
  node.name ??= node.label;
  node.number ??= "";
  node.aliases ??= [];
  node.details ??= [];
  node.parent ??= "";
  node.lines ??= [node.label];
  node.documents = idsAt(node.documents);
}

// Texts are most of the page: they are parsed when the first of them is read.
const CONTENTS = (() => {
  let all = null;
  return (index) => (all ??= parse("data-texts"))[index];
})();
VIEW.texts.forEach((text, index) => Object.defineProperty(text, "content", { get: () => CONTENTS(index) }));

const FACTS = VIEW.facts.map((row, index) => {
  const [kind, text, start, end, home, subject, object, role, words, deadline, generic, quote, by = ""] = row;
  return {
    index, kind, text, start, end, role, words, deadline, quote, by, generic: generic === 1,
    document: idAt(home), subject: idAt(subject), object: idAt(object),
  };
});

const EDGES_OF = new Map(NODES.map((node) => [node.id, []]));
EDGES.forEach((edge, index) => {
  edge.id = index;
  edge.from = idAt(edge.from);
  edge.to = idAt(edge.to);
  edge.facts ??= [];
  edge.documents = edge.facts.length ? [...new Set(edge.facts.map((fact) => FACTS[fact].document))] : idsAt(edge.documents);
  edge.quiet = edge.quiet === 1;
  EDGES_OF.get(edge.from).push(edge);
  EDGES_OF.get(edge.to).push(edge);
});
const FACTS_OF = new Map(NODES.map((node) => [node.id, []]));
for (const fact of FACTS) {
  for (const id of new Set([fact.subject, fact.object])) if (id) FACTS_OF.get(id).push(fact);
}

const KINDS = ["document", "task", "body", "base", "park", "mine", "mineral"];
const ROLES = ["lead", "responsible", "support", "guide", "supervise"];

// Code points of a text, cut once and only when somebody reads it.
const pointsOf = (() => {
  const cut = new Map();
  return (index) => {
    if (!cut.has(index)) cut.set(index, Array.from(VIEW.texts[index].content));
    return cut.get(index);
  };
})();

// A fact's quote with what stands before and after it: [before, quote, after].
function pieces(fact, around = 60) {
  if (fact.text < 0) return ["", fact.quote, ""];
  const points = pointsOf(fact.text);
  const from = Math.max(0, fact.start - around);
  const to = Math.min(points.length, fact.end + around);
  return [
    (from > 0 ? "…" : "") + points.slice(from, fact.start).join(""),
    points.slice(fact.start, fact.end).join(""),
    points.slice(fact.end, to).join("") + (to < points.length ? "…" : ""),
  ];
}

const EVERYTHING = "*"; // in place of a document: all nodes of all documents, where the page opens with an overview
const inDocument = (thing, id) => !id || id === EVERYTHING || (thing.documents ? thing.documents.includes(id) : thing.document === id);
const nameOf = (id) => (NODE.has(id) ? NODE.get(id).name : id);
const otherEnd = (edge, id) => (edge.from === id ? edge.to : edge.from);

// Facts that stand in the same words, together, in the order of the text.
function byPassage(facts) {
  const groups = new Map();
  for (const fact of facts) {
    const key = `${fact.text}:${fact.start}:${fact.end}:${fact.quote}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(fact);
  }
  return [...groups.values()].sort((a, b) => a[0].text - b[0].text || a[0].start - b[0].start || a[0].end - b[0].end);
}

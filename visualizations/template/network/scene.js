// Which picture is shown: its marks with their places, and its lines. Places come from Python, but for a neighbourhood.
const SIGHTS = ["tasks", "lead", "together", "descent"];
const sight = () => (SIGHTS.includes(state.view) ? state.view : "tasks");
const isOverview = () => VIEW.overview && state.doc === "" && sight() === "tasks";
const LINE_KINDS = Object.keys(VIEW.roles);
const POINTED = ["cites", "leading", "implements", "issues", "amends", "repeals"];

function pictureKey({ view, doc, open } = state) {
  const kind = SIGHTS.includes(view) ? view : "tasks";
  if (kind === "tasks") return `tasks:${doc || (GROUPS.has(open) ? open : "")}`;
  return `${kind}:${doc === EVERYTHING ? "" : doc}`;
}

function markAt(ref, x, y, left) {
  const group = ref < 0 ? PICTURES.groups[-1 - ref] : null;
  if (group) {
    const own = GROUPS.get(group[0]);
    return { id: own.id, group: own.group, name: groupWords(own), number: "", lines: [groupWords(own)], size: 9, weight: 1200, x, y, side: left ? "left" : "right", stack: true };
  }
  const { id, group: kind, name, number, lines, size, weight } = NODES[ref];
  return { id, group: kind, name, number, lines, size, weight, x, y, side: left ? "left" : "right", stack: false };
}

const cut = (words, most) => (words.length > most ? `${words.slice(0, most - 1)}…` : words);

function drawnLine(edge, kind = edge.kind, weight = 0) {
  const style = VIEW.roles[kind];
  const width = weight ? Math.min(7, style.width * (0.5 + 0.55 * Math.log2(weight + 1))) : style.width;
  return { id: String(edge.id), from: edge.from, to: edge.to, kind, weight, width, dashes: style.dashes, arrow: POINTED.includes(kind), quiet: edge.quiet === true, edge };
}

function makeScene(marks, lines) {
  const by = new Map(marks.map((mark) => [mark.id, mark]));
  const own = lines.filter((one) => by.has(one.from) && by.has(one.to));
  const of = new Map(marks.map((mark) => [mark.id, []]));
  for (const one of own) {
    of.get(one.from).push(one);
    of.get(one.to).push(one);
  }
  const bends = sight() !== "tasks";
  for (const one of own) one.bend = bends ? bendOf(by.get(one.from), by.get(one.to)) : null;
  marks.sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
  return { marks, lines: own, bent: bends, mark: by, linesOf: (id) => of.get(id) ?? [], line: new Map(own.map((one) => [one.id, one])) };
}

// Lines of a ring bend towards its middle, and those between documents of one column to the side where no labels are.
function bendOf(from, to) {
  const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
  if ((sight() === "lead" || sight() === "together") && !nearSteps()) return { x: x * 0.55, y: y * 0.55 };
  if (sight() !== "tasks" && Math.abs(from.x - to.x) < 30) return { x: x - 30 - 0.2 * Math.abs(from.y - to.y), y };
  return null;
}

function givenScene(key, doc) {
  const [flat, ends] = PICTURES.scenes[key] ?? [[]];
  const marks = [];
  for (let at = 0; at < flat.length; at += 4) marks.push(markAt(flat[at], flat[at + 1], flat[at + 2], flat[at + 3]));
  if (key.startsWith("lead:") || key.startsWith("together:")) for (const mark of marks) mark.lines = [cut(NODE.get(mark.id).label, 14)];
  if (!ends) {
    const there = new Set(marks.map((mark) => mark.id));
    return makeScene(marks, EDGES.filter((edge) => there.has(edge.from) && there.has(edge.to) && inDocument(edge, doc)).map((edge) => drawnLine(edge)));
  }
  const lines = [];
  for (let at = 0; at < ends.length; at += 4) {
    const [from, to] = [marks[ends[at]].id, marks[ends[at + 1]].id];
    const kind = LINE_KINDS[ends[at + 2]];
    const edge = key.startsWith("descent:") ? EDGES_OF.get(from).find((one) => one.kind === "cites" && one.from === from && one.to === to) : { id: lineId(kind, from, to), from, to };
    lines.push(drawnLine(edge, kind, key.startsWith("descent:") ? 0 : ends[at + 3]));
  }
  return makeScene(marks, lines);
}

// The picture that the address asks for; the last few are kept.
const sceneNow = (() => {
  const kept = new Map();
  return () => {
    const around = nearSteps();
    const key = [pictureKey(), state.doc, language, around ? `${around} ${state.node}` : ""].join("\n");
    if (!kept.has(key)) {
      if (kept.size > 12) kept.clear();
      kept.set(key, around ? nearScene(state.node, around) : givenScene(pictureKey(), state.doc));
    }
    return { key, ...kept.get(key) };
  };
})();

const holds = (key, id) => {
  const flat = PICTURES.scenes[key]?.[0] ?? [];
  for (let at = 0; at < flat.length; at += 4) if (flat[at] >= 0 && NODES[flat[at]].id === id) return true;
  return false;
};

// Whoever chooses what the picture does not have is taken to the picture that has it.
function leaveOverview() {
  if (state.tab !== "network" || nearSteps()) return false;
  const fact = state.fact ? FACTS[Number(state.fact)] : null;
  const edge = state.edge ? edgeNamed(state.edge) : null;
  const wanted = state.node ? [state.node] : edge ? [edge.from, edge.to].filter((id) => NODE.has(id)) : fact ? [fact.subject, fact.object].filter(Boolean) : [];
  const key = pictureKey();
  if (wanted.length ? wanted.some((id) => holds(key, id)) : !fact || !isOverview()) return false;
  const homes = edge && !edge.shared ? edge.documents : fact ? [fact.document] : (NODE.get(wanted[0])?.documents ?? []);
  const groups = isOverview() && !fact ? [...GROUPS.keys()].map((open) => ({ open })) : [];
  const ways = [...groups, ...homes.filter((doc) => VIEW.documents.includes(doc)).map((doc) => ({ view: "", open: "", doc })), { view: "", open: "", doc: "" }];
  const way = ways.find((one) => (wanted.length ? wanted : [fact?.document]).some((id) => holds(pictureKey({ ...state, ...one }), id)));
  if (way) go({ ...state, ...way }, true);
  return Boolean(way);
}

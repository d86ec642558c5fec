// The side panel: what is chosen and the sentences behind it; with nothing chosen, an overview.
function drawPanel() {
  const panel = byId("panel");
  const held = panel.contains(document.activeElement);
  panel.replaceChildren(...panelContent().filter(Boolean));
  const open = Boolean(state.node || state.edge || state.fact);
  panel.classList.toggle("open", open);
  document.documentElement.classList.toggle("chosen", open);
  panel.scrollTop = 0;
  if (held && open) panel.focus();
  else if (held) chooser().focus();
}

// Where the keyboard goes back to when what was chosen is let go: to what chose it, where that still stands.
let chose = null;
document.addEventListener("focusin", (event) => { if (!byId("panel").contains(event.target)) chose = event.target; });
const chooser = () => (chose?.isConnected && chose.getClientRects().length ? chose : byId(`tab-${state.tab}`));

function panelContent() {
  if (state.node) return nodePanel(NODE.get(state.node));
  if (state.edge) return edgePanel(edgeNamed(state.edge));
  if (state.fact) return factPanel(FACTS[Number(state.fact)]);
  return groupPanel() ?? overview();
}

function panelHead(sign, small, large) {
  return make("div", { class: "panel-head" }, make("p", { class: "kind" }, sign, small), make("h2", {}, large), waysOn(),
    button("×", clearChoice, { class: "close", "aria-label": say("close"), title: `${say("close")} (Esc)` }));
}

// What is chosen, in the other views: its mark, its row, the dossier of its body, its place in the text.
function waysOn() {
  const fact = state.fact ? FACTS[Number(state.fact)] : null;
  const node = NODE.get(state.node);
  const body = node?.group === "body" ? node.id : fact?.kind === "responsibility" ? fact.object : "";
  const inTable = node ? ["task", "body"].includes(node.group) : fact && ["responsibility", "task"].includes(fact.kind);
  const ways = [
    ["network", node || fact?.subject, () => openTab("network")],
    ["matrix", inTable, () => openTab("matrix")],
    ["dossier", body && body !== state.body, () => go({ tab: "dossier", body, node: "", edge: "", fact: state.fact })],
    ["text", node ? FACTS_OF.get(node.id).some((one) => one.text >= 0) : fact && fact.text >= 0, () => openTab("text")],
  ].filter(([name, there]) => there && (name !== state.tab || name === "dossier"));
  return ways.length ? make("p", { class: "ways" }, ways.map(([name, , way]) => button(say(name), way, { "data-way": name }))) : null;
}

function detailList(node) {
  const rows = node.details.map(([key, value]) => [Object.hasOwn(WORDS[language], `${key}Note`) ? make("abbr", { title: say(`${key}Note`) }, say(key)) : say(key), ["level", "sort"].includes(key) ? say(value) : value]);
  if (node.group === "body" && node.label !== node.name) rows.unshift([say("fullName"), node.name]);
  if (node.aliases.length) rows.push([say("aliases"), node.aliases.join("、")]);
  const files = node.group === "document" ? VIEW.texts.filter((text) => text.documents.includes(node.id)).map((text) => text.name) : [];
  if (files.length) rows.push([say("file"), files.join("、")]);
  return rows.length ? make("dl", {}, rows.flatMap(([key, value]) => [make("dt", {}, key), make("dd", {}, value)])) : null;
}

function nodePanel(node) {
  const facts = FACTS_OF.get(node.id).filter((fact) => inDocument(fact, state.doc));
  const note = node.group === "document" && node.parent ? make("p", { class: "note" }, say(node.parent === "stub" ? "citedOnly" : "noticeOnly")) : null;
  const parts = { body: bodyParts, task: taskParts, document: documentParts }[node.group] ?? placeParts;
  const title = node.group === "body" ? node.label : shortName(node);
  const home = node.group === "task" && VIEW.documents.length > 1 ? ` · ${nameOf(node.documents[0])}` : "";
  return [panelHead(mark(node.group), sayOne(node.group) + home, title), note, detailList(node), ...parts(node, facts)];
}

function bodyParts(node, facts) {
  const tasks = [...new Set(facts.map((fact) => fact.subject))];
  const cards = tasks.map((task) => dutyCard(facts.filter((fact) => fact.subject === task)));
  return [section(`${say("tasksOf")} · ${say("countTasks", tasks.length)}`, cards)];
}

function taskParts(node, facts) {
  const duties = facts.filter((fact) => fact.kind === "responsibility");
  const own = facts.filter((fact) => fact.kind === "task");
  return [
    section(`${say("bodiesOf")} · ${new Set(duties.map((fact) => fact.object)).size}`, duties.length ? byPassage(duties).map(clauseCard) : make("p", { class: "note" }, say("nobody"))),
    neighbours(node, ["concerns", "states"]),
    section(say("heading"), own.map(sentence)),
  ];
}

function documentParts(node, facts) {
  const references = facts.filter((fact) => fact.kind === "reference");
  return [
    section(say("references"), references.map((fact) => make("article", { class: "card" },
      make("p", { class: "who" }, make("span", { class: "role" }, relationWord(fact.role)), nodeLink(fact.subject === node.id ? fact.object : fact.subject)), sentence(fact)))),
    neighbours(node, ["states", "cites"]),
  ];
}

function placeParts(node, facts) {
  return [neighbours(node, ["contains", "mineral", "concerns"]), section(say("mentions"), byPassage(facts).slice(0, 40).map((same) => sentence(same[0])))];
}

// Neighbours by kind of link, as chips.
function neighbours(node, kinds) {
  const near = EDGES_OF.get(node.id).filter((edge) => kinds.includes(edge.kind) && inDocument(edge, state.doc));
  const ids = [...new Set(near.map((edge) => otherEnd(edge, node.id)))];
  const groups = KINDS.map((kind) => ids.filter((id) => NODE.get(id).group === kind)).filter((some) => some.length);
  return section(say("related"), groups.map((some) => make("p", { class: "near" }, some.map((id) => nodeLink(id)))));
}

function edgePanel(edge) {
  if (edge.shared) return sharedPanel(edge);
  const facts = edge.facts.map((index) => FACTS[index]).filter((fact) => inDocument(fact, state.doc));
  const ends = make("p", { class: "ends" }, nodeLink(edge.from), make("span", { class: "arrow" }, "→"), nodeLink(edge.to));
  const dates = [...new Set(facts.map((fact) => fact.deadline).filter(Boolean))];
  const backing = facts.length ? facts : [...FACTS_OF.get(edge.to), ...FACTS_OF.get(edge.from)].filter((fact) => !["responsibility", "task", "deadline"].includes(fact.kind)).slice(0, 2);
  return [panelHead(line(edge.kind), "", picture.edgeKind(edge.kind)), ends, ...dates.map(deadlineTag), section(say("sentence"), byPassage(backing).map((same) => sentence(same[0])))];
}

function factPanel(fact) {
  if (fact.kind === "responsibility") {
    const same = FACTS_OF.get(fact.subject).filter((other) => other.kind === fact.kind && other.start === fact.start && other.text === fact.text);
    return [panelHead(mark("task"), sayOne("task"), nodeLink(fact.subject)), clauseCard(same), alsoHere(fact)];
  }
  const kind = KINDS.includes(fact.kind) ? fact.kind : "";
  const name = factName(fact);
  const ends = [fact.subject, fact.object].filter(Boolean);
  return [
    panelHead(kind ? mark(kind) : "", name, fact.words || shortName(NODE.get(fact.subject) ?? { name })),
    ends.length ? make("p", { class: "ends" }, ends.map((id) => nodeLink(id))) : null, fact.kind === "indicator" ? null : deadlineTag(fact.deadline), sentence(fact), ...(fact.kind === "task" ? taskParts(NODE.get(fact.subject), FACTS_OF.get(fact.subject)).slice(0, 1) : []), alsoHere(fact),
  ];
}

// Other facts in the same words: marks in the text lie over each other.
function alsoHere(fact) {
  const others = FACTS.filter((other) => other !== fact && fact.text >= 0 && other.text === fact.text && other.start < fact.end && other.end > fact.start);
  return section(say("alsoHere"), byPassage(others).slice(0, 20).map((same) => make("p", { class: "near" }, button(`${factName(same[0])}：${pieces(same[0])[1].slice(0, 40)}`, () => go({ fact: String(same[0].index) }), { class: "totext" }))));
}

function factName(fact) {
  if (fact.kind === "finding" || fact.kind === "gap") return say(fact.role);
  const key = { responsibility: "bodiesOf", reference: "references", indicator: "indicators", deadline: "deadline" }[fact.kind];
  return key ? say(key) : sayOne(fact.kind);
}

function overview() {
  const shown = NODES.filter((node) => inDocument(node, state.doc));
  const read = VIEW.documents.filter((id) => !state.doc || id === state.doc).map((id) => NODE.get(id)).filter(Boolean);
  const cards = read.slice(0, 12).map((node) => make("article", { class: "card" }, nodeLink(node.id), detailList(node)));
  const duties = FACTS.filter((fact) => fact.kind === "responsibility" && inDocument(fact, state.doc));
  const tasks = new Map();
  for (const fact of duties) tasks.set(fact.object, (tasks.get(fact.object) ?? new Set()).add(fact.subject));
  const tasksOf = (id) => tasks.get(id)?.size ?? 0;
  const loads = shown.filter((node) => node.group === "body").map((node) => [node, tasksOf(node.id)]).sort((a, b) => b[1] - a[1] || (a[0].id < b[0].id ? -1 : 1)).slice(0, 8);
  const most = loads.length ? loads[0][1] : 1;
  const bars = loads.map(([node, load]) => make("li", {}, nodeLink(node.id), make("span", { class: "bar", style: `--part: ${load / most}` }), make("b", {}, String(load))));
  const indicators = FACTS.filter((fact) => fact.kind === "indicator" && inDocument(fact, state.doc));
  const lists = KINDS.map((kind) => [kind, shown.filter((node) => node.group === kind)]).filter(([, some]) => some.length)
    .map(([kind, some]) => everything(kind, some));
  return [
    make("h2", { class: "quiet" }, say("overview")), make("p", { class: "hint" }, say(`hint-${state.tab}`)), ...cards,
    section(say("busiest"), bars.length ? make("ol", { class: "bars" }, bars) : null),
    section(say("indicators"), indicators.slice(0, 30).map((fact) => make("p", { class: "near" }, make("button", { type: "button", class: "link", onclick: () => go({ fact: String(fact.index) }) }, fact.words)))),
    section(say("everything"), lists),
  ];
}

// Another view has another hint; of what is chosen, other ways lead on.
function drawPanelTab() {
  const hint = byId("panel").querySelector(".hint");
  if (hint) hint.textContent = say(`hint-${state.tab}`);
  byId("panel").querySelector(".ways")?.remove();
  if (CHOICES.some((key) => state[key])) byId("panel").querySelector(".panel-head h2")?.after(waysOn() ?? "");
}

// All nodes of a kind, listed only once somebody opens the list: there may be thousands.
function everything(kind, some) {
  const list = make("div", { class: "near" });
  const fill = () => { if (!list.children.length) list.append(...some.slice(0, 2000).map((node) => nodeLink(node.id))); };
  return make("details", { ontoggle: fill }, make("summary", {}, mark(kind), say(kind), make("b", {}, String(some.length))), list);
}

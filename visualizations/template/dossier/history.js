// What a body grew out of and what became of it.
const CHANGES = VIEW.changes.map(([date, kind, originals, results, source, transferred, derived]) => ({ date, kind, originals, results, source, transferred, derived: derived === 1 }));

// All that came before a body, or after it, by changes that make successors: [[id, name]], the nearest first.
function lineOf(id, changes, from, to) {
  const found = new Map();
  let next = [id];
  while (next.length) {
    const near = changes.filter((change) => change.kind !== "transferred" && change[from].some(([one]) => next.includes(one)))
      .flatMap((change) => change[to]).filter(([one]) => one !== id && !found.has(one));
    for (const [one, name] of near) found.set(one, name);
    next = near.map(([one]) => one);
  }
  return [...found];
}

const bodyLink = (id, name) => (NODE.has(id)
  ? make("button", { type: "button", class: "link", "data-body": id, onclick: () => go({ tab: "dossier", body: id, node: "" }) }, make("span", {}, name))
  : make("span", {}, name));
const inRow = (bodies) => bodies.flatMap(([id, name], index) => (index ? ["、", bodyLink(id, name)] : [bodyLink(id, name)]));

function historySection(id) {
  const changes = (VIEW.histories[id] ?? []).map((index) => CHANGES[index]);
  if (!changes.length) return null;
  const before = lineOf(id, changes, "results", "originals");
  const after = lineOf(id, changes, "originals", "results");
  const lines = [["predecessors", before], ["successors", after]].filter(([, some]) => some.length)
    .flatMap(([key, some]) => [make("dt", {}, say(key)), make("dd", { "data-line": key }, inRow(some))]);
  return make("section", { class: "history" }, make("h3", {}, say("bodyHistory")), lines.length ? make("dl", {}, lines) : null,
    make("ol", { class: "changes" }, changes.map(changeItem)));
}

function changeItem(change) {
  return make("li", {}, make("time", {}, change.date), make("span", { class: "change" }, say(`reform-${change.kind}`)),
    make("p", { class: "ends" }, make("span", {}, inRow(change.originals)), make("span", { class: "arrow", role: "img", "aria-label": say("became") }, "→"), make("span", {}, inRow(change.results))),
    change.transferred ? make("p", { class: "note" }, `${say("transferredFunction")}：${change.transferred}`) : null,
    make("p", { class: "note" }, `${say("basis")}：${change.source}`, change.derived ? `（${say("derivedChange")}）` : ""));
}

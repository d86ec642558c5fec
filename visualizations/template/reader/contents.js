// Beside the text: its tasks as a table of contents, and the way from one fact to the next.

function contentsOf(index) {
  const heads = factsIn(index).facts.filter((fact) => fact.kind === "task").sort((a, b) => a.start - b.start);
  if (!heads.length) return null;
  const item = (fact) => {
    const task = NODE.get(fact.subject);
    const open = !FACTS_OF.get(task.id).some((one) => one.kind === "responsibility") && !heads.some((other) => NODE.get(other.subject).parent === task.id);
    return make("li", { class: task.parent && NODE.has(task.parent) ? "under" : "" }, make("button", {
      type: "button", "data-fact": fact.index, title: open ? `${task.name} · ${say("nobody")}` : task.name, class: open ? "nobody" : "", onclick: () => go({ fact: String(fact.index) }),
    }, make("span", { class: "number" }, task.number), task.name));
  };
  const list = make("ol", {}, heads.map(item));
  return make("nav", { class: "contents", "aria-label": say("contents") }, make("details", { open: window.innerWidth > 800 }, make("summary", {}, say("contents"), make("b", {}, String(heads.length))), list));
}

// The passage that holds the fact chosen, else -1.
function passageNow(passages) {
  return state.fact ? passages.findIndex((facts) => facts.some((fact) => String(fact.index) === state.fact)) : -1;
}

// To the fact after or before the one chosen; with none chosen, to the first that stands in the window.
function stepFact(step) {
  const index = textIndex();
  if (index < 0) return;
  const passages = state.unread ? factsIn(index).passages.filter((facts) => facts.some(isUnread)) : factsIn(index).passages;
  if (!passages.length) return;
  const now = passageNow(passages);
  let next = now + step;
  if (now < 0) {
    const place = state.fact ? FACTS[Number(state.fact)].start : firstSeen();
    const after = passages.findIndex(([fact]) => fact.start >= place);
    next = step > 0 ? (after < 0 ? 0 : after) : (after < 0 ? passages.length : after) - 1;
  }
  go({ fact: String(passages[(next + passages.length) % passages.length][0].index) });
}

function firstSeen() {
  const paper = byId("view-text").querySelector(".paper");
  const top = paper.getBoundingClientRect().top;
  const block = [...paper.children].find((one) => one.getBoundingClientRect().bottom > top);
  const first = block && [...block.querySelectorAll("mark")].find((one) => one.getBoundingClientRect().top >= top);
  return first ? FACTS[Number(first.dataset.facts.split(" ")[0])].start : 0;
}

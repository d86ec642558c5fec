// 原文: the document with its facts in place; a mark leads to what it became, and everything else leads here.
function textIndex() {
  if (state.at) return passageAt(state.at).text;
  if (state.fact && FACTS[Number(state.fact)].text >= 0) return FACTS[Number(state.fact)].text;
  const fits = (index) => index >= 0 && index < VIEW.texts.length && inDocument(VIEW.texts[index], state.doc);
  const own = state.node ? FACTS_OF.get(state.node).find((fact) => fits(fact.text)) : undefined;
  if (own) return own.text;
  const picked = state.text === "" ? -1 : Number(state.text);
  return fits(picked) ? picked : VIEW.texts.findIndex((_, index) => fits(index));
}

function drawReader(changed) {
  const home = byId("view-text");
  const index = textIndex();
  if (index < 0) {
    delete home.dataset.made;
    return home.replaceChildren(make("p", { class: "empty" }, say("noText")));
  }
  if (home.dataset.made !== `${index} ${language} ${state.doc}`) {
    home.dataset.made = `${index} ${language} ${state.doc}`;
    makeReader(home, index);
  }
  home.querySelector(".paper").classList.toggle("only-unread", state.unread !== "");
  home.querySelector("[data-action=unread]")?.setAttribute("aria-pressed", String(state.unread !== ""));
  return lightText(home, index, changed);
}

function makeReader(home, index) {
  const { facts } = factsIn(index);
  const unread = facts.filter(isUnread).sort((a, b) => a.start - b.start);
  const texts = VIEW.texts.map((text, at) => [text, at]).filter(([text]) => inDocument(text, state.doc));
  const picker = texts.length < 2 ? make("h2", {}, VIEW.texts[index].name) : make("select", { "aria-label": say("text"), onchange: (event) => go({ text: event.target.value, node: "" }) },
    texts.map(([text, at]) => make("option", { value: at, selected: at === index, title: text.name }, nameOf(text.documents[0] ?? "") || text.name)));
  const keys = TONES.filter((name) => facts.some((fact) => factTone(fact) === name)).map((name) => make("mark", { class: name }, toneWord(name)));
  const paper = makePaper(index);
  const pick = (event) => {
    const hit = event.target.closest("mark[data-facts]");
    if (hit) go({ fact: hit.dataset.facts.split(" ")[0] });
  };
  paper.addEventListener("click", (event) => { if (getSelection().isCollapsed) pick(event); });
  paper.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { if (event.target !== paper) event.preventDefault(); pick(event); } });
  home.replaceChildren(
    make("div", { class: "bar-row" }, picker, make("p", { class: "key" }, keys), make("div", { class: "actions" },
      make("span", { class: "note at", "data-at-fact": "" }),
      button("‹", () => stepFact(-1), { "data-action": "previous", "aria-label": say("previousFact"), title: `${say("previousFact")} (P)` }),
      button("›", () => stepFact(1), { "data-action": "next", "aria-label": say("nextFact"), title: `${say("nextFact")} (N)` }),
      button(say("showUnread", unread.length), () => (state.unread ? go({ unread: "" }, true) : go({ unread: "1", fact: String(unread[0].index) })), { "data-action": "unread", "aria-pressed": false, disabled: !unread.length, title: say("showUnreadHint") }),
      button(say("print"), () => window.print(), { "data-action": "print" }))),
    make("div", { class: "reading" }, contentsOf(index), paper));
}

// Mark what is chosen, bring it into the window, and say the how-manieth it is.
function lightText(home, index, changed) {
  for (const old of home.querySelectorAll("mark.chosen")) old.classList.remove("chosen");
  const { passages } = factsIn(index);
  const now = passageNow(passages);
  home.querySelector("[data-at-fact]").textContent = now < 0 ? say("factsHere", passages.length) : `${now + 1}/${passages.length}`;
  const head = headAbove(index);
  for (const one of home.querySelectorAll(".contents [data-fact]")) one.setAttribute("aria-current", String(one.dataset.fact === head));
  home.querySelector(".contents [aria-current=true]")?.scrollIntoView({ block: "nearest" });
  if (state.at && changed("at", "tab", "doc", "lang")) lightPassage(home.querySelector(".paper"), passageAt(state.at));
  if (!state.fact && !state.node) return;
  const wanted = new Set(state.fact ? [state.fact] : FACTS_OF.get(state.node).map((fact) => String(fact.index)));
  const hits = [...home.querySelectorAll(".paper mark")].filter((part) => part.dataset.facts.split(" ").some((fact) => wanted.has(fact)));
  for (const hit of hits) hit.classList.add("chosen");
  if (!hits.length || !changed("fact", "node", "tab", "doc", "text")) return;
  const paper = home.querySelector(".paper").getBoundingClientRect();
  const floor = window.innerWidth > 800 ? paper.bottom : Math.min(paper.bottom, window.innerHeight * 0.48); // above the sheet of a phone
  const at = hits[0].getBoundingClientRect();
  if (at.top < paper.top || at.bottom > floor) hits[0].scrollIntoView({ block: window.innerWidth > 800 ? "center" : "start" });
}

// The heading under which the chosen fact stands.
function headAbove(index) {
  const fact = state.fact ? FACTS[Number(state.fact)] : state.node ? FACTS_OF.get(state.node).find((one) => one.text === index) : null;
  if (!fact || fact.text !== index) return "";
  const heads = factsIn(index).facts.filter((one) => one.kind === "task" && one.start <= fact.start).sort((a, b) => b.start - a.start);
  return heads.length ? String(heads[0].index) : "";
}

document.addEventListener("keydown", (event) => {
  if (state.tab !== "text" || event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, select, textarea, dialog")) return;
  const step = { n: 1, p: -1 }[event.key.toLowerCase()];
  if (step) stepFact(step);
});

addView({
  name: "text",
  keys: { text: "", unread: "" },
  words: {
    zh: { text: "原文", contents: "任务目录", previousFact: "上一处", nextFact: "下一处", showUnread: "未读出 {0}", showUnreadHint: "只突出没有读出的语句", factsHere: "{0} 处", unreadHere: "未读出", findingHere: "待核" },
    en: { text: "Text", contents: "Tasks of the text", previousFact: "Previous fact", nextFact: "Next fact", showUnread: "Not read: {0}", showUnreadHint: "Show only what was not read", factsHere: "{0} marks", unreadHere: "Not read", findingHere: "To check" },
  },
  draw: drawReader,
});

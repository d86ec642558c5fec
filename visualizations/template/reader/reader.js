// The text itself, every fact marked where it stands. Marks may overlap: the text is cut wherever one begins or ends.
let readerShows = -1;

function textIndex() {
  if (state.at) return passageAt(state.at).text;
  if (state.fact && FACTS[Number(state.fact)].text >= 0) return FACTS[Number(state.fact)].text;
  const fits = (index) => index >= 0 && index < VIEW.texts.length && inDocument(VIEW.texts[index], state.doc);
  const own = state.node ? FACTS_OF.get(state.node).find((fact) => fits(fact.text)) : undefined;
  if (own) return own.text;
  return fits(readerShows) ? readerShows : VIEW.texts.findIndex((_, index) => fits(index));
}

function segments(facts, length) {
  const cuts = [...new Set([0, length, ...facts.flatMap((fact) => [fact.start, fact.end])])].sort((a, b) => a - b);
  const starts = [...facts].sort((a, b) => a.start - b.start);
  let next = 0;
  let open = [];
  return cuts.slice(0, -1).map((from, index) => {
    while (next < starts.length && starts[next].start <= from) open.push(starts[next++]);
    open = open.filter((fact) => fact.end > from);
    return { from, to: cuts[index + 1], facts: [...open].sort((a, b) => a.end - a.start - (b.end - b.start)) };
  });
}

const factTone = (fact) => ({ responsibility: "duty", task: "task", finding: "finding", gap: "finding", deadline: "number", reference: "reference", indicator: "number" })[fact.kind] ?? "thing";

function drawReader() {
  const home = byId("view-text");
  const index = textIndex();
  if (index < 0) return home.replaceChildren(make("p", { class: "empty" }, say("noText")));
  if (readerShows !== index || !home.querySelector(".paper") || home.dataset.language !== language) {
    readerShows = index;
    home.dataset.language = language;
    const facts = FACTS.filter((fact) => fact.text === index && fact.end > fact.start);
    const points = pointsOf(index);
    const paper = make("div", { class: "paper", tabindex: 0 }, segments(facts, points.length).map((segment) => {
      const words = points.slice(segment.from, segment.to).join("");
      if (!segment.facts.length) return words;
      const first = segment.facts[0];
      return make("mark", { class: factTone(first), "data-facts": segment.facts.map((fact) => fact.index).join(" "), role: "button", tabindex: segment.from === first.start ? 0 : -1 }, words);
    }));
    const keys = [["duty", say("bodiesOf")], ["task", say("heading")], ["reference", say("references")], ["thing", `${say("mine")} / ${say("mineral")}`], ["number", `${say("indicators")} / ${say("deadline")}`], ["finding", say("gaps")]]
      .filter(([name]) => facts.some((fact) => factTone(fact) === name)).map(([name, words]) => make("mark", { class: name }, words));
    const texts = VIEW.texts.map((text, at) => [text, at]).filter(([text]) => inDocument(text, state.doc));
    const picker = texts.length < 2 ? make("h2", {}, VIEW.texts[index].name) : make("select", { "aria-label": say("text"), onchange: (event) => { readerShows = Number(event.target.value); go({ node: "" }); } },
      texts.map(([text, at]) => make("option", { value: at, selected: at === index }, text.name)));
    home.replaceChildren(make("div", { class: "bar-row" }, picker, make("p", { class: "key" }, keys)), paper);
    const pick = (event) => {
      const hit = event.target.closest("mark[data-facts]");
      if (hit) go({ fact: hit.dataset.facts.split(" ")[0] });
    };
    paper.addEventListener("click", pick);
    paper.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); pick(event); } });
  }
  return lightText(home);
}

function lightText(home) {
  for (const old of home.querySelectorAll("mark.chosen")) old.classList.remove("chosen");
  if (state.at) return lightPassage(home.querySelector(".paper"), passageAt(state.at));
  if (!state.fact && !state.node) return;
  const wanted = new Set(state.fact ? [state.fact] : FACTS_OF.get(state.node).map((fact) => String(fact.index)));
  const hits = [...home.querySelectorAll(".paper mark")].filter((part) => part.dataset.facts.split(" ").some((fact) => wanted.has(fact)));
  for (const hit of hits) hit.classList.add("chosen");
  if (!hits.length) return;
  const paper = home.querySelector(".paper").getBoundingClientRect();
  const seen = hits.some((hit) => { const at = hit.getBoundingClientRect(); return at.top >= paper.top && at.bottom <= paper.bottom; });
  if (!seen) hits[0].scrollIntoView({ block: "center" });
}

addView({ name: "text", words: { zh: { text: "原文" }, en: { text: "Text" } }, draw: drawReader });

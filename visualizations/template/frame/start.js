// Wires the page together: `show` makes the page match the address.
let shown = {};

function makeSections() {
  for (const { name } of VIEWS) {
    if (!byId(`view-${name}`)) byId("panel").before(make("section", { id: `view-${name}`, role: "tabpanel", "aria-labelledby": `tab-${name}`, hidden: true }));
    byId(`view-${name}`).tabIndex = -1;
  }
}

function drawTabs() {
  const held = byId("tabs").contains(document.activeElement);
  byId("tabs").replaceChildren(...viewsShown().map(({ name, badge }) => {
    const count = badge ? badge() : 0;
    return make("button", {
      type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `view-${name}`, "aria-selected": name === state.tab, tabindex: name === state.tab ? 0 : -1,
      onclick: () => openTab(name),
    }, say(name), count ? make("b", { class: "badge", title: String(count) }, count > 999 ? "999+" : String(count)) : "");
  }));
  if (held) byId(`tab-${state.tab}`).focus();
  byId(`tab-${state.tab}`).scrollIntoView({ block: "nearest", inline: "nearest" });
}

const THEMES = ["", "light", "dark"];
const THEME_SIGNS = {
  "": "M10 3.5v13M10 3.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13M9.5 5v10M8.5 5v10M7.5 5v10M6.5 6v8M5.5 7v6M4.5 8v4",
  light: "M10 6.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7M10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1",
  dark: "M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7z",
};

function drawTheme() {
  if (state.theme) document.documentElement.dataset.theme = state.theme;
  else delete document.documentElement.dataset.theme;
  const words = say("theme", say(state.theme || "auto"));
  const sign = svg("path", { d: THEME_SIGNS[state.theme], fill: state.theme === "dark" ? "currentColor" : "none", stroke: "currentColor", "stroke-width": 1.6, "stroke-linecap": "round" });
  byId("theme").replaceChildren(svg("svg", { viewBox: "0 0 20 20", width: 18, height: 18, "aria-hidden": "true" }, sign));
  byId("theme").setAttribute("aria-label", words);
  byId("theme").title = words;
}

function drawFrame() {
  language = state.lang;
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  drawTheme();
  byId("search").placeholder = say("search");
  byId("search").setAttribute("aria-label", say("search"));
  byId("results").setAttribute("aria-label", say("search"));
  byId("language").textContent = say("other");
  byId("language").setAttribute("aria-label", say("otherName"));
  byId("about").textContent = say("about");
  byId("about-title").textContent = say("about");
  byId("about-words").textContent = say("aboutWords");
  byId("about-close").textContent = say("close");
  byId("skip-view").textContent = say("skipView");
  byId("skip-panel").textContent = say("skipPanel");
  byId("panel").setAttribute("aria-label", say("panel"));
  byId("tabs").setAttribute("aria-label", say("views"));
  drawDocuments();
}

function drawDocuments() {
  const several = VIEW.documents.length > 1 || VIEW.overview;
  const picker = byId("documents");
  picker.hidden = !several;
  picker.setAttribute("aria-label", say("document"));
  picker.replaceChildren(make("option", { value: "" }, `${say(VIEW.overview ? "documentsAndBodies" : "allDocuments")} (${VIEW.documents.length})`),
    ...(VIEW.overview ? [make("option", { value: EVERYTHING }, say("allNodes"))] : []), ...VIEW.documents.map((id) => make("option", { value: id }, nameOf(id))));
  picker.value = state.doc;
  byId("title").title = VIEW.title;
  byId("title").classList.toggle("unseen", several);
}

function show() {
  const before = shown;
  state = readAddress();
  if (leaveOverview()) return;
  shown = { ...state };
  const changed = (...keys) => keys.some((key) => before[key] !== state[key]);
  if (changed("lang", "doc", "theme")) {
    drawFrame();
    drawPictureButtons();
    byId("legend").replaceChildren();
  }
  if (changed("lang", "doc", "tab")) drawTabs();
  for (const { name } of VIEWS) byId(`view-${name}`).hidden = name !== state.tab;
  document.documentElement.dataset.tab = state.tab;
  if (changed(...CHOICES, "doc", "lang", "open", "view")) drawPanel();
  else if (changed("tab")) drawPanelTab();
  viewNamed(state.tab).draw(changed);
  if ("tab" in before && changed(...CHOICES, "body")) sayChoice();
}

function keys(event) {
  const typing = event.target.closest("input, select, textarea, dialog");
  if (event.key === "Escape" && !typing) clearChoice();
  if (event.key === "/" && !typing) {
    event.preventDefault();
    byId("search").focus();
  }
  if (event.target.getAttribute("role") === "tab" && ["ArrowRight", "ArrowLeft", "Home", "End"].includes(event.key)) {
    event.preventDefault();
    const views = viewsShown();
    const last = views.length - 1;
    const at = views.findIndex(({ name }) => name === state.tab);
    const next = { Home: 0, End: last, ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1 }[event.key];
    openTab(views[next].name);
  }
}

makeSections();
startSearch();
startPrinting();
byId("theme").addEventListener("click", () => go({ theme: THEMES[(THEMES.indexOf(state.theme) + 1) % THEMES.length] }));
byId("language").addEventListener("click", () => go({ lang: state.lang === "zh" ? "en" : "zh" }));
byId("about").addEventListener("click", () => byId("about-box").showModal());
byId("about-close").addEventListener("click", () => byId("about-box").close());
byId("documents").addEventListener("change", (event) => go({ doc: event.target.value, node: "" }));
byId("skip-view").addEventListener("click", () => byId(`view-${state.tab}`).focus());
byId("skip-panel").addEventListener("click", () => byId("panel").focus());
document.addEventListener("keydown", keys);
addEventListener("hashchange", show);
dark.addEventListener("change", () => { shown = {}; show(); });
show();

// What tests and curious people may ask the page.
window.policykg = Object.freeze({
  labels: picture.labels, marks: picture.marks, lines: picture.lines, signs: picture.signs, painter: () => picture.painter().name, isLit: picture.isLit, csv: matrixCsv, find: (words) => find(words).map((node) => node.id), place: placeLabels, turn: (words) => { const turn = turnOf(words); return turn && ruleOf(turn); },
  answer: () => asked.answer && { query: asked.name, ...asked.answer }, words: WORDS, unsaid: () => [...UNSAID],
});

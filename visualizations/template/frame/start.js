// Wires the page together: `show` makes the page match the address.
let shown = {};

function makeSections() {
  for (const { name } of VIEWS) {
    if (!byId(`view-${name}`)) byId("panel").before(make("section", { id: `view-${name}`, role: "tabpanel", "aria-labelledby": `tab-${name}`, hidden: true }));
  }
}

function drawTabs() {
  byId("tabs").replaceChildren(...VIEWS.map(({ name, badge }) => {
    const count = badge ? badge() : 0;
    return make("button", {
      type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `view-${name}`, "aria-selected": name === state.tab, tabindex: name === state.tab ? 0 : -1,
      onclick: () => go({ tab: name }),
    }, say(name), count ? make("b", { class: "badge" }, String(count)) : "");
  }));
}

function drawFrame() {
  language = state.lang;
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  byId("search").placeholder = say("search");
  byId("search").setAttribute("aria-label", say("search"));
  byId("results").setAttribute("aria-label", say("search"));
  byId("language").textContent = say("other");
  byId("language").setAttribute("aria-label", say("otherName"));
  byId("about").textContent = say("about");
  byId("about-title").textContent = say("about");
  byId("about-words").textContent = say("aboutWords");
  byId("about-close").textContent = say("close");
  const several = VIEW.documents.length > 1 || VIEW.overview;
  const picker = byId("documents");
  picker.hidden = !several;
  picker.setAttribute("aria-label", say("document"));
  picker.replaceChildren(make("option", { value: "" }, `${say(VIEW.overview ? "documentsAndBodies" : "allDocuments")} (${VIEW.documents.length})`),
    ...(VIEW.overview ? [make("option", { value: EVERYTHING }, say("allNodes"))] : []), ...VIEW.documents.map((id) => make("option", { value: id }, nameOf(id))));
  picker.value = state.doc;
  byId("title").title = VIEW.title;
  byId("title").hidden = several;
}

function show() {
  const before = shown;
  state = readAddress();
  if (leaveOverview()) return;
  shown = { ...state };
  const changed = (...keys) => keys.some((key) => before[key] !== state[key]);
  if (changed("lang", "doc")) {
    drawFrame();
    drawPictureButtons();
    byId("legend").replaceChildren();
  }
  if (changed("lang", "doc", "tab")) drawTabs();
  for (const { name } of VIEWS) byId(`view-${name}`).hidden = name !== state.tab;
  drawPanel();
  viewNamed(state.tab).draw(changed);
}

function keys(event) {
  const typing = event.target.closest("input, select, textarea, dialog");
  if (event.key === "Escape" && !typing) clearChoice();
  if (event.key === "/" && !typing) {
    event.preventDefault();
    byId("search").focus();
  }
  if (event.target.getAttribute("role") === "tab" && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
    const names = VIEWS.map(({ name }) => name);
    const next = names[(names.indexOf(state.tab) + (event.key === "ArrowRight" ? 1 : names.length - 1)) % names.length];
    go({ tab: next });
    addEventListener("hashchange", () => byId(`tab-${next}`).focus(), { once: true });
  }
}

makeSections();
startSearch();
byId("language").addEventListener("click", () => go({ lang: state.lang === "zh" ? "en" : "zh" }));
byId("about").addEventListener("click", () => byId("about-box").showModal());
byId("about-close").addEventListener("click", () => byId("about-box").close());
byId("documents").addEventListener("change", (event) => go({ doc: event.target.value, node: "" }));
document.addEventListener("keydown", keys);
addEventListener("hashchange", show);
dark.addEventListener("change", () => { shown = {}; show(); });
show();

// What tests and curious people may ask the page.
window.policykg = Object.freeze({
  labels: picture.labels, marks: picture.marks, isLit: picture.isLit, csv: matrixCsv, find: (words) => find(words).map((node) => node.id), place: placeLabels,
});

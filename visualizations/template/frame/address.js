// What is shown is what the address says after #, so that back, forward and a sent link work: #tab=text&fact=12.
const CHOICES = ["node", "edge", "fact"];

const nothingChosen = () => ({ tab: "network", doc: "", node: "", edge: "", fact: "", lang: "zh" });

function readAddress() {
  const state = nothingChosen();
  for (const part of location.hash.slice(1).split("&")) {
    const [key, ...rest] = part.split("=");
    try {
      if (key in state) state[key] = decodeURIComponent(rest.join("="));
    } catch {
      // a broken escape in an address that somebody typed: as if it were not there
    }
  }
  if (!viewNamed(state.tab)) state.tab = VIEWS[0].name;
  const several = VIEW.documents.length > 1 || VIEW.overview;
  if (!several || !(VIEW.documents.includes(state.doc) || (VIEW.overview && state.doc === EVERYTHING))) state.doc = "";
  if (!NODE.has(state.node)) state.node = "";
  if (state.edge && !EDGES[Number(state.edge)]) state.edge = "";
  if (state.fact && !FACTS[Number(state.fact)]) state.fact = "";
  if (!(state.lang in WORDS)) state.lang = "zh";
  return state;
}

const isOverview = () => VIEW.overview && state.doc === "";
const inOverview = (node) => node.group === "body" || (node.group === "document" && !node.parent);

// The overview has no tasks: whoever looks for one is taken to its document.
function leaveOverview() {
  if (!isOverview() || state.tab !== "network") return false;
  const fact = state.fact ? FACTS[Number(state.fact)] : null;
  const edge = state.edge ? EDGES[Number(state.edge)] : null;
  const home = state.node && !inOverview(NODE.get(state.node)) ? NODE.get(state.node).documents
    : fact ? [fact.document] : edge && edge.kind !== "tasks" ? edge.documents : [];
  const document = home.find((id) => VIEW.documents.includes(id));
  if (document) go({ ...state, doc: document }, true);
  return Boolean(document);
}

let state = nothingChosen(); // until `show` has read the address

// Change some of what is shown; choosing one thing lets go of another.
function go(changes, instead = false) {
  const next = { ...state };
  if (!instead && CHOICES.some((key) => key in changes)) for (const key of CHOICES) next[key] = "";
  Object.assign(next, changes);
  const parts = [];
  for (const [key, value] of Object.entries(next)) {
    const plain = (key === "tab" && value === "network") || (key === "lang" && value === "zh");
    if (value !== "" && !plain) parts.push(`${key}=${encodeURIComponent(value).replaceAll("%2F", "/")}`);
  }
  const address = `#${parts.join("&")}`;
  if (address === (location.hash || "#")) show();
  else if (instead) location.replace(address);
  else location.hash = address;
}

const clearChoice = () => go({ node: "" });

// What is shown is what the address says after #, so that back, forward and a sent link work: #tab=text&fact=12.
// A body, a task or a document may be called by its name there: #body=财政部, #task=四（二）, #doc=国发〔2019〕3号.
const CHOICES = ["node", "edge", "fact", "at"];
const PLAIN = { tab: "", doc: "", node: "", edge: "", fact: "", at: "", body: "", lang: "zh", theme: "" };
const addKeys = (keys) => Object.assign(PLAIN, keys);

// In the frame of a notebook the address is the notebook's: there it is kept here, and writes no history.
const framed = location.protocol === "about:";
let kept = "";
const addressNow = () => (framed ? kept : location.hash);

function writeAddress(address, instead) {
  if (framed) kept = address;
  else if (instead) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
}

function readAddress() {
  const state = { ...PLAIN };
  let task = "";
  for (const part of addressNow().slice(1).split("&")) {
    const [key, ...rest] = part.split("=");
    try {
      const value = decodeURIComponent(rest.join("="));
      if (Object.hasOwn(PLAIN, key)) state[key] = value;
      else if (key === "task") task = value;
    } catch {
      // a broken escape in an address that somebody typed: as if it were not there
    }
  }
  readDocument(state);
  readChoice(state, task);
  if (state.body) state.body = called(state.body, "body", state.doc);
  if (!viewNamed(state.tab)) state.tab = plainTab(state);
  if (state.tab !== "dossier") state.body = "";
  if (!Object.hasOwn(WORDS, state.lang)) state.lang = "zh";
  if (!["light", "dark"].includes(state.theme)) state.theme = "";
  return state;
}

const plainTab = ({ body }) => (body ? "dossier" : VIEWS[0].name);

function readDocument(state) {
  const several = VIEW.documents.length > 1 || VIEW.overview;
  if (!several) state.doc = "";
  else if (state.doc && !(VIEW.overview && state.doc === EVERYTHING)) state.doc = called(state.doc, "document", "");
  if (state.doc !== EVERYTHING && !VIEW.documents.includes(state.doc)) state.doc = "";
}

function readChoice(state, task) {
  if (task && !state.node) state.node = called(task, "task", state.doc);
  if (!NODE.has(state.node)) state.node = "";
  if (state.edge && !edgeNamed(state.edge)) state.edge = "";
  if (state.fact && !FACTS[Number(state.fact)]) state.fact = "";
  if (!passageAt(state.at)) state.at = "";
}

// The node of a kind that is meant by its id or by one of its names; of several, that with most lines.
function called(words, kind, doc) {
  if (NODE.get(words)?.group === kind) return words;
  const fits = (node) => [node.name, node.label, node.number].includes(words) ? 2 : node.aliases.includes(words) ? 1 : 0;
  const [best] = NODES.filter((node) => node.group === kind && inDocument(node, doc) && fits(node))
    .sort((a, b) => fits(b) - fits(a) || b.weight - a.weight || (a.id < b.id ? -1 : 1));
  return best?.id ?? "";
}

let state = { ...PLAIN }; // until `show` has read the address

// Change some of what is shown; choosing one thing lets go of another.
function go(changes, instead = false) {
  const next = { ...state };
  if (!instead && CHOICES.some((key) => key in changes)) for (const key of CHOICES) next[key] = "";
  Object.assign(next, changes);
  if (next.tab !== "dossier") next.body = "";
  const plain = { ...PLAIN, tab: plainTab(next) };
  const parts = Object.entries(next).filter(([key, value]) => value !== plain[key])
    .map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll("%2F", "/")}`);
  const address = `#${parts.join("&")}`;
  if (address !== (addressNow() || "#")) writeAddress(address, instead);
  show(); // at once: an event of the browser's own would come when the next click may already have
}

const clearChoice = () => go({ node: "" });

// To another view with what is chosen: a body from the network has its dossier, and that of a dossier its mark.
function openTab(tab) {
  const chosen = CHOICES.some((key) => state[key]);
  if (state.tab === "dossier" && state.body && !chosen && tab !== "dossier") go({ tab, node: state.body });
  else if (tab === "dossier" && state.node && NODE.get(state.node).group === "body") go({ tab, body: state.node, node: "" });
  else go({ tab });
}

// The legend is also the filter: one switch a kind and a role, with how many of them the picture has.
function drawLegend() {
  const scene = picture.scene();
  const sum = (list, test) => list.filter(test).length;
  const chip = (key, sign, words, number) => {
    const on = !picture.hidden.has(key);
    return make("button", {
      type: "button", class: "chip", "aria-pressed": on, "data-key": key, title: say("filterHint"),
      onclick: () => { picture.toggle(key); drawLegend(); byId("legend").querySelector(`[data-key="${key}"]`)?.focus(); },
    }, sign, make("span", {}, words), make("b", {}, String(number)));
  };
  const members = (kind) => scene.marks.filter((mark) => mark.group === kind).reduce((count, mark) => count + (mark.stack ? GROUPS.get(mark.id).members.length : 1), 0);
  const kinds = KINDS.map((kind) => [kind, mark(kind), say(kind), members(kind)]);
  const chips = (some) => some.map((kind) => [`role:${kind}`, line(kind), picture.edgeKind(kind), sum(scene.lines, (one) => one.kind === kind)]);
  const roles = chips(ROLES);
  const others = chips(LINE_KINDS.filter((kind) => !ROLES.includes(kind)));
  const group = (entries, name) => make("div", { class: "chips", role: "group", "aria-label": name }, entries.filter((entry) => entry[3]).map((entry) => chip(...entry)));
  const all = picture.hidden.size ? button(say("showAll"), () => { picture.showAll(); drawLegend(); }, { class: "chip plain" }) : null;
  byId("legend").replaceChildren(group(kinds, say("everything")), group(roles, say("bodiesOf")), group(others, say("related")), ...(all ? [all] : []));
}

function drawPictureButtons() {
  byId("picture-buttons").replaceChildren(
    iconButton("zoomIn", "M10 4v12M4 10h12", () => picture.zoom(1.35)),
    iconButton("zoomOut", "M4 10h12", () => picture.zoom(1 / 1.35)),
    iconButton("fit", "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4", () => picture.fit()),
    iconButton("savePicture", "M10 3v9M6 8.5l4 4 4-4M3.5 16.5h13", () => picture.save()),
    iconButton("saveVector", "M10 3v7M7 7l3 3 3-3M3.5 13.5v4h13v-4M6.5 15.5h7", saveSvg),
  );
}

// Over the picture: what it shows, where one is, and whether only the neighbourhood stands there.
function drawPictureBar() {
  const sights = SIGHTS.filter((name) => name === "tasks" || PICTURES.scenes[`${name}:`]);
  const switches = sights.length < 2 ? null : make("div", { class: "segments", role: "group", "aria-label": say("sights") }, sights.map((name) => make("button", {
    type: "button", "data-view": name, "aria-pressed": sight() === name, onclick: () => go({ view: name === "tasks" ? "" : name, open: "", edge: "", near: "" }, true),
  }, say(`sight-${name}`))));
  const node = state.node && picture.scene().mark.has(state.node) ? NODE.get(state.node) : null;
  const steps = node ? make("div", { class: "segments", role: "group", "aria-label": say("nearOnly") }, [["", "nearAll"], ["1", "nearOne"], ["2", "nearTwo"]].map(([near, words]) => make("button", {
    type: "button", "data-near": near, "aria-pressed": state.near === near, onclick: () => go({ near }, true),
  }, say(words)))) : null;
  byId("picture-bar").replaceChildren(...[switches, trail(), steps].filter(Boolean));
  byId("picture-bar").hidden = !byId("picture-bar").children.length;
}

// The way back from a group or a document to the first picture.
function trail() {
  if (!VIEW.overview || sight() !== "tasks") return null;
  const steps = [];
  if (state.doc && state.doc !== EVERYTHING) steps.push(make("span", { "aria-current": "page" }, nameOf(state.doc)));
  else if (!state.doc && GROUPS.has(state.open)) {
    const parts = state.open.split(".");
    for (let deep = 2; deep <= parts.length; deep++) {
      const id = parts.slice(0, deep).join(".");
      steps.push(deep === parts.length ? make("span", { "aria-current": "page" }, groupWords(GROUPS.get(id))) : button(groupWords(GROUPS.get(id)), () => go({ open: id, node: "" }), { class: "step" }));
    }
  }
  if (!steps.length) return null;
  return make("nav", { class: "trail", "aria-label": say("trail") }, button(say("overview"), () => go({ doc: "", open: "", node: "" }), { class: "step" }), steps);
}

// The legend is also the filter: one switch a kind and a role, with how many of them the chosen documents have.
function drawLegend() {
  const has = (thing) => !isOverview() || (thing.group ? inOverview(thing) : thing.kind === "tasks");
  const count = (list, test) => list.filter((thing) => inDocument(thing, state.doc) && has(thing) && test(thing)).length;
  const chip = (key, sign, words, number) => {
    const on = !picture.hidden.has(key);
    return make("button", {
      type: "button", class: "chip", "aria-pressed": on, "data-key": key, title: say("filterHint"),
      onclick: () => { picture.toggle(key); drawLegend(); byId("legend").querySelector(`[data-key="${key}"]`)?.focus(); },
    }, sign, make("span", {}, words), make("b", {}, String(number)));
  };
  const kinds = KINDS.map((kind) => [kind, mark(kind), say(kind), count(NODES, (node) => node.group === kind)]);
  const roles = ROLES.map((role) => [`role:${role}`, line(role), say(role), count(EDGES, (edge) => edge.kind === role)]);
  const others = RELATIONS.map((kind) => [`role:${kind}`, line(kind), picture.edgeKind(kind), count(EDGES, (edge) => edge.kind === kind && (kind !== "tasks" || isOverview()))]);
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
  );
  byId("picture").setAttribute("role", "img");
  byId("picture").setAttribute("aria-label", say("pictureOf"));
}

// All bodies, to choose one: by name, with how much each has to do.
const LISTED = 200; // more are shown on request

function bodyCounts() {
  const whole = wholeTable(state.doc);
  const counts = new Map(whole.bodies.map((body) => [body.id, { body, tasks: whole.loads.get(body.id), roles: Object.fromEntries(ROLES.map((role) => [role, 0])) }]));
  for (const row of whole.cells.values()) {
    for (const [id, facts] of row) for (const role of rolesOf(facts)) counts.get(id).roles[role] += 1;
  }
  return [...counts.values()];
}

function drawList(home) {
  if (home.dataset.made !== `list ${language} ${state.doc}`) {
    home.dataset.made = `list ${language} ${state.doc}`;
    let pause = 0;
    const field = make("input", {
      type: "search", class: "filter wide", "data-filter": "find", "aria-label": say("findBody"), placeholder: say("findBody"), autocomplete: "off", value: state.find,
      oninput: (event) => {
        clearTimeout(pause);
        pause = setTimeout(() => { if (state.tab === "dossier" && !state.body) go({ find: event.target.value.trim() }, true); }, 150);
      },
      onkeydown: (event) => { if (event.key === "Enter" && !event.isComposing) home.querySelector(".bodies tbody .link")?.click(); },
    });
    home.replaceChildren(make("div", { class: "bar-row" }, make("h2", {}, say("allBodies")), field, make("p", { class: "note shown" })), make("div", { class: "lists wide" }));
  }
  const field = home.querySelector("[data-filter]");
  if (field !== document.activeElement) field.value = state.find;
  const all = bodyCounts();
  const test = wordsTest(state.find, (node) => [node.label, node.name, ...node.aliases]);
  const some = all.filter(({ body }) => test(body));
  home.querySelector(".shown").textContent = say("bodiesListed", some.length, all.length);
  home.querySelector(".lists").replaceChildren(some.length ? bodyTable(some) : make("p", { class: "empty" }, say("noBody")));
}

function bodyTable(some) {
  const roles = ROLES.filter((role) => some.some((one) => one.roles[role]));
  const row = ({ body, tasks, roles: counts }) => make("tr", {}, make("th", { scope: "row" }, bodyLink(body.id, body.label), body.name === body.label ? null : make("small", {}, body.name)),
    make("td", {}, say(body.details.find(([key]) => key === "level")?.[1] ?? "none")), roles.map((role) => make("td", { class: "count" }, counts[role] ? String(counts[role]) : "")), make("td", { class: "count" }, String(tasks)));
  const inside = make("tbody", {}, some.slice(0, LISTED).map(row));
  const rest = some.slice(LISTED);
  const more = rest.length ? button(say("showRest", rest.length), () => { inside.append(...rest.map(row)); more.remove(); }, { class: "more" }) : null;
  return make("div", {}, make("table", { class: "bodies" }, make("thead", {}, make("tr", {}, [sayOne("body"), say("level"), ...roles.map((role) => say(role)), say("allTasks")].map((words, index) => make("th", { scope: "col", class: index > 1 ? "count" : "" }, words)))), inside), more);
}

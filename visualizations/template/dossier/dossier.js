// 档案: all about one body on a page: what it has to do by role and document, with whom, and where it came from.
function drawDossier(changed) {
  const home = byId("view-dossier");
  if (!state.body) return drawList(home);
  if (home.dataset.made !== `${state.body} ${language} ${state.doc}`) {
    home.dataset.made = `${state.body} ${language} ${state.doc}`;
    home.replaceChildren(...dossier(NODE.get(state.body)));
  }
  for (const row of home.querySelectorAll("tr.chosen")) row.classList.remove("chosen");
  const row = (state.fact && home.querySelector(`[data-facts~="${state.fact}"]`)) || (state.node && home.querySelector(`tr[data-task="${CSS.escape(state.node)}"]`));
  if (!row) return undefined;
  row.classList.add("chosen");
  return changed("node", "fact") ? row.scrollIntoView({ block: "nearest" }) : undefined;
}

function dossier(body) {
  const duties = dutiesOf(body.id);
  const partners = partnersOf(body.id, duties);
  return [
    make("div", { class: "bar-row" }, button(`‹ ${say("allBodies")}`, () => go({ body: "", tab: "dossier", node: "" }), { "data-action": "all-bodies", class: "to-list" }),
      make("div", { class: "actions" }, button(say("inNetwork"), () => go({ tab: "network", node: body.id }), { "data-action": "network" }),
        button(say("copy"), () => copyRows(dossierRows(body.id)), { "data-action": "copy", title: say("copyHint") }),
        button(say("saveTable"), () => saveCsv(dossierRows(body.id), fileNameOf(body.name)), { "data-action": "csv" }), button(say("print"), () => window.print(), { "data-action": "print" }))),
    make("div", { class: "lists wide dossier" },
      make("header", {}, make("p", { class: "kind" }, mark("body"), say("dossierOf")), make("h2", {}, body.label), dossierFacts(body, duties)),
      duties.length ? ROLES.map((role) => roleSection(role, body, duties)) : make("p", { class: "empty" }, say("noDuties")),
      partners.length ? partnerSection(partners) : null, historySection(body.id)),
  ];
}

function dossierFacts(body, duties) {
  const details = new Map(body.details);
  const parent = NODES.find((node) => node.group === "body" && node.name === details.get("parent"));
  const due = duties.flatMap((duty) => dueOf(duty).split("、")).filter(Boolean).sort();
  const rows = [
    ["fullName", body.name === body.label ? "" : body.name], ["level", details.has("level") ? say(details.get("level")) : ""], ["sort", details.has("sort") ? say(details.get("sort")) : ""],
    ["parent", details.has("parent") ? (parent ? bodyLink(parent.id, parent.name) : details.get("parent")) : ""], ["aliases", body.aliases.filter((name) => name !== body.name).join("、")],
    ["allTasks", say("taskSums", duties.length, ROLES.map((role) => [role, duties.filter((duty) => duty.roles.includes(role)).length]).filter(([, count]) => count).map(([role, count]) => `${say(role)} ${count}`).join("，"))],
    ["inDocuments", String(new Set(duties.map(({ task }) => task.documents[0])).size)],
    ["deadlines", due.length ? due[0] === due.at(-1) ? due[0] : `${due[0]} – ${due.at(-1)}` : ""],
  ].filter(([, value]) => value !== "");
  return make("dl", {}, rows.flatMap(([key, value]) => [make("dt", {}, say(key)), make("dd", {}, value)]));
}

// The tasks that a body has in one role, by document.
function roleSection(role, body, duties) {
  const own = duties.filter((duty) => duty.roles.includes(role));
  if (!own.length) return null;
  const homes = [...new Set(own.map(({ task }) => task.documents[0]))];
  const head = make("tr", {}, ["row", "deadline", "withWhom", "source"].map((key) => make("th", { scope: "col", class: key }, say(key))));
  return make("section", { "data-role": role }, make("h3", {}, roleTag(role), make("b", {}, say("countTasks", own.length))),
    make("table", { class: "duties" }, make("thead", {}, head), homes.map((home) => make("tbody", {},
      make("tr", { class: "document" }, make("th", { scope: "rowgroup", colspan: 4 }, nodeLink(home), NODE.get(home)?.number ? make("small", {}, NODE.get(home).number) : null)),
      own.filter(({ task }) => task.documents[0] === home).map((duty) => dutyRow(role, body, duty))))));
}

function dutyRow(role, body, duty) {
  const { task } = duty;
  const facts = duty.facts.filter((fact) => fact.role === role);
  const others = othersOf(task, body.id);
  return make("tr", { "data-task": task.id, "data-facts": facts.map((fact) => fact.index).join(" ") },
    make("th", { scope: "row" }, nodeLink(task.id, task.name, task.number), facts.some((fact) => fact.generic) ? genericTag(facts[0]) : null, facts.map(personTag)),
    make("td", { class: "deadline", "data-label": say("deadline") }, dueOf(duty)),
    make("td", { "data-label": say("withWhom") }, others.map(([other, some]) => make("span", { class: "others" }, make("i", {}, `${say(other)} `), some.map((one) => one.label).join("、")))),
    make("td", { class: "source" }, facts.map((fact) => button(say("seeSentence"), () => go({ fact: String(fact.index) }), { class: "totext", "data-fact": fact.index, "aria-label": `${say("seeSentence")}：${shortName(task)}` }))));
}

function partnerSection(partners) {
  const most = partners[0][1];
  const item = ([node, count]) => make("li", {}, bodyLink(node.id, node.label), make("span", { class: "bar", style: `--part: ${count / most}` }), make("b", {}, String(count)));
  const rest = partners.slice(12);
  return make("section", { class: "partners" }, make("h3", {}, say("partnersOf"), make("b", {}, String(partners.length))), make("ol", { class: "bars" }, partners.slice(0, 12).map(item)),
    rest.length ? make("details", {}, make("summary", {}, say("showRest", rest.length)), make("ol", { class: "bars" }, rest.map(item))) : null);
}

addView({
  name: "dossier",
  keys: { find: "" },
  words: {
    zh: {
      dossier: "单位档案", dossierOf: "单位档案", allBodies: "全部单位", findBody: "输入单位名称", bodiesListed: "{0}/{1} 个单位", noBody: "没有这个单位。", none: "", allTasks: "任务数", taskSums: "{0} 项（{1}）",
      showRest: "再显示 {0} 个", inNetwork: "关系图", noDuties: "所选文件没有给它任务。", inDocuments: "涉及文件", deadlines: "时限起止", withWhom: "其他单位", source: "依据", seeSentence: "原句",
      partnersOf: "协同单位（共同任务数）", bodyHistory: "沿革", predecessors: "前身", successors: "后继", became: "变更为", basis: "依据", derivedChange: "据上级机构改革推定", transferredFunction: "划转职责",
      "reform-renamed": "更名", "reform-reorganized": "改组", "reform-merged": "合并", "reform-split": "分设", "reform-absorbed": "并入", "reform-transferred": "职责划转", roleOf: "角色", fromAt: "起", toAt: "止",
    },
    en: {
      dossier: "Dossiers", dossierOf: "Dossier", allBodies: "All bodies", findBody: "Name of a body", bodiesListed: "{0}/{1} bodies", noBody: "There is no such body.", none: "", allTasks: "Tasks", taskSums: "{0} ({1})",
      showRest: "Show {0} more", inNetwork: "Network", noDuties: "The documents chosen give it no task.", inDocuments: "In documents", deadlines: "Due from–to", withWhom: "Other bodies", source: "Source", seeSentence: "sentence",
      partnersOf: "Partners (tasks shared)", bodyHistory: "History", predecessors: "Grew out of", successors: "Became", became: "became", basis: "By", derivedChange: "derived from the reform above it", transferredFunction: "Function moved",
      "reform-renamed": "renamed", "reform-reorganized": "reorganized", "reform-merged": "merged", "reform-split": "split", "reform-absorbed": "absorbed", "reform-transferred": "function moved", roleOf: "Role", fromAt: "From", toAt: "To",
    },
  },
  draw: drawDossier,
});

// 缺口与待核: first how much was read and how many there are of each kind; a list is filled when somebody opens it.
const ROWS_AT_ONCE = 60;
const QUOTE_SHOWN = 160;

// How much of the documents shown gave facts, how much is known to state none, how much was not read.
const CLASSES = ["fact", "measure", "measure-unassigned", "goal", "principle", "exhortation", "background", "formula", "repeated", "unread"];
function coverageFigures() {
  const sums = new Map(CLASSES.map((kind) => [kind, { kind, sentences: 0, characters: 0 }]));
  for (const [home, kind, sentences, characters] of VIEW.coverage) {
    if (!inDocument({ document: idAt(home) }, state.doc) || !sums.has(kind)) continue;
    sums.get(kind).sentences += sentences;
    sums.get(kind).characters += characters;
  }
  return [...sums.values()].filter((one) => one.sentences);
}

function coverageBar() {
  const figures = coverageFigures();
  const total = figures.reduce((sum, one) => sum + one.characters, 0);
  if (!total) return null;
  const percent = (part) => `${((100 * part) / total).toFixed(1)}%`;
  const unread = figures.filter((one) => one.kind === "unread").reduce((sum, one) => sum + one.characters, 0);
  const bar = make("div", { class: "coverage", role: "img", "aria-label": say("accounted", percent(total - unread)) });
  const rows = figures.map((one) => {
    const part = make("span", { class: `class-${one.kind}`, title: `${say(`class-${one.kind}`)} ${percent(one.characters)}` });
    part.style.flexGrow = String(one.characters);
    bar.append(part);
    return make("tr", { "data-class": one.kind }, make("th", { scope: "row" }, make("i", { class: `class-${one.kind}`, "aria-hidden": "true" }), say(`class-${one.kind}`)),
      make("td", {}, say("countSentences", one.sentences)), make("td", {}, percent(one.characters)));
  });
  return make("section", { "data-kind": "coverage" }, make("h3", {}, say("coverage")), make("p", { class: "note" }, say("accounted", percent(total - unread))), bar,
    make("details", {}, make("summary", {}, say("coverageByClass")), make("table", { class: "classes" }, make("tbody", {}, rows))));
}

// The words of a row, cut to what can be taken in; the whole sentence is one click away.
function rowQuote(fact) {
  const quote = pieces(fact, 0)[1];
  const points = Array.from(quote.slice(0, 2 * QUOTE_SHOWN));
  return points.length > QUOTE_SHOWN ? `${points.slice(0, QUOTE_SHOWN).join("")}…` : quote;
}

const rowName = ({ node, fact, words }) => (node ? shortName(node) : words || rowQuote(fact) || nameOf(fact.document));
const rowBodies = (row) => [...new Set((row.bodies ?? []).map((fact) => `${fact.words}（${say(fact.role)}）`))].join("、");
const rowText = (row) => [rowName(row), row.words ?? "", rowBodies(row), row.date ?? "", nameOf(row.fact?.document ?? ""), row.quote ? pieces(row.fact, 0)[1] : ""].join("\n");

const gapChoice = ({ node, fact, date, clause }) => (node && !date && !clause ? { node: node.id } : { fact: String(fact.index) });

function gapRow(row) {
  const more = [row.date, rowBodies(row), row.node && row.words ? row.words : "", !state.doc || state.doc === EVERYTHING ? nameOf(row.fact?.document ?? "") : ""].filter(Boolean);
  const quote = row.quote && row.words ? rowQuote(row.fact) : "";
  return make("li", {}, make("button", { type: "button", class: "gap-row", onclick: () => go(gapChoice(row)) },
    row.node ? mark(row.node.group) : null, make("span", { class: "gap-name" }, rowName(row)), quote ? make("span", { class: "gap-quote" }, quote) : null,
    more.length ? make("span", { class: "gap-more" }, more.join(" · ")) : null));
}

function fillList(home, rows) {
  const list = make("ol", { class: "gap-rows" });
  const button_ = button("", () => add(), { class: "more" });
  let shown = 0;
  const add = () => {
    const next = rows.slice(shown, shown + ROWS_AT_ONCE).map(gapRow);
    list.append(...next);
    shown += next.length;
    button_.hidden = shown >= rows.length;
    button_.textContent = say("showMore", rows.length - shown);
    if (shown > ROWS_AT_ONCE) next[0]?.querySelector("button").focus();
  };
  add();
  home.append(list, button_);
}

const openGaps = () => state.gap.split(",").filter(Boolean);

function gapList({ key, rows, quiet }, words) {
  const fitting = words ? rows.filter((row) => rowText(row).toLowerCase().includes(words)) : rows;
  const count = words ? `${fitting.length} / ${rows.length}` : String(rows.length);
  const title = [make("span", {}, say(key)), make("b", {}, count)];
  if (!fitting.length) return make("p", { class: "gap-none", "data-kind": key }, title);
  const inside = make("div", { class: "gap-inside" });
  const fill = () => {
    if (inside.children.length) return;
    inside.append(make("p", { class: "note" }, WORDS[language][`${key}-note`] ?? "", button(say("saveTable"), () => saveGaps(key, [{ key, rows: fitting }]), { class: "csv", "data-action": `csv:${key}` })));
    fillList(inside, fitting);
  };
  const open = openGaps().includes(key);
  if (open) fill();
  const turned = (event) => {
    if (event.target.open === openGaps().includes(key)) return;
    fill();
    go({ gap: [...openGaps().filter((one) => one !== key), ...(event.target.open ? [key] : [])].join(",") }, true);
  };
  return make("details", { class: quiet ? "gap quiet" : "gap", "data-kind": key, open, ontoggle: turned }, make("summary", {}, title), inside);
}

function gapsCsv(lists) {
  const head = ["gapKind", "document", "order", "task", "bodiesOf", "deadline", "gapNote", "sentence", "file", "quoteFrom", "quoteTo"].map((key) => (key === "document" || key === "task" ? sayOne(key) : say(key)));
  const rows = lists.flatMap(({ key, rows: some }) => some.map((row) => [
    say(key), nameOf(row.fact?.document ?? ""), row.node?.number ?? "", row.node?.name ?? "", rowBodies(row), row.date ?? "", row.words ?? "",
    row.fact ? pieces(row.fact, 0)[1] : "", row.fact && row.fact.text >= 0 ? VIEW.texts[row.fact.text].name : "", row.fact ? String(row.fact.start) : "", row.fact ? String(row.fact.end) : "",
  ]));
  return csvOf([head, ...rows]);
}

const saveGaps = (key, lists) => saveAs(fileName(`${key}.csv`), new Blob([gapsCsv(lists)], { type: "text/csv;charset=utf-8" }));

function gapFilter() {
  let waiting = 0;
  const typed = (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => go({ find: event.target.value.trim() }, true), 200);
  };
  return make("input", { type: "search", class: "filter", placeholder: say("filterLists"), "aria-label": say("filterLists"), value: state.find, oninput: typed, autocomplete: "off", spellcheck: "false" });
}

function drawGaps(changed) {
  const home = byId("view-gaps");
  if (home.dataset.drawn !== `${language}\n${state.doc}`) {
    home.dataset.drawn = `${language}\n${state.doc}`;
    home.replaceChildren(
      make("div", { class: "bar-row" }, make("h2", {}, say("gaps")), gapFilter(), make("div", { class: "actions" }, button(say("saveTable"), () => saveGaps("gaps", gapsNow().flatMap(([, lists]) => lists)), { "data-action": "csv" }))),
      make("div", { class: "lists" }));
  } else if (!changed("find", "gap", "today", "tab")) return;
  const lists = home.querySelector(".lists");
  const open = [...lists.querySelectorAll("details.gap[open]")].map((list) => list.dataset.kind).sort().join(",");
  if (lists.children.length && !changed("find", "today") && open === openGaps().sort().join(",")) return; // opened by hand
  const words = state.find.toLowerCase();
  const groups = gapsNow().map(([key, some]) => make("section", { class: "gap-group", "data-group": key }, make("h3", {}, say(key)), some.map((list) => gapList(list, words))));
  lists.replaceChildren(coverageBar() ?? "", ...groups);
}

addView({
  name: "gaps", draw: drawGaps, badge: countGaps, keys: { gap: "", find: "" },
  words: {
    zh: {
      gaps: "缺口与待核", gapTasks: "责任", gapTime: "时限", gapDocuments: "文件", gapBodies: "单位", gapUnread: "未读出的语句", gapReading: "读入时发现", gapKind: "类别", gapNote: "说明", quoteFrom: "起", quoteTo: "止",
      filterLists: "筛选以下清单", showMore: "再显示一些（还有 {0} 条）", coverageByClass: "按语句类别",
      "tasks-without-body": "没有责任单位的任务", "tasks-without-body-note": "文中没有为这些任务及其下级任务写明单位，或写明的句子已缺失。",
      "parents-without-body": "连同下级都没有责任单位的任务", "parents-without-body-note": "这些任务含有下级任务，自身和各级下级都没有写明单位。",
      "only-generic-bodies": "只写了泛指单位的任务", "only-generic-bodies-note": "如“有关部门”，看不出是谁。",
      "generic-clauses": "另有单位，而一句只写了泛指单位", "generic-clauses-note": "任务另写明了单位；这一句里的配合、指导等只写了泛指单位。",
      "several-leads": "有几个牵头单位的任务", "several-leads-note": "几个单位并列牵头时，可核对文中是否分了工。",
      "tasks-without-lead": "有几个单位而无人牵头的任务", "tasks-without-lead-note": "几个单位都只写“负责”，文中没有写由谁牵头。",
      "deadline-before-issue": "时限早于成文日期", "deadline-before-issue-note": "时限在文件成文（或发布）之前，可能是转引或笔误。",
      overdue: "已到期的时限", "overdue-note": "时限早于今天。文件不记载是否完成。",
      "tasks-without-deadline": "没有写明时限的任务", "tasks-without-deadline-note": "任务自身、上级和下级任务都没有时限。",
      "never-picked-up": "落实文件都没有采纳的章节", "never-picked-up-note": "图中有落实文件，而其中没有一节与这一节对应。",
      "repealed-still-cited": "引用已废止的文件", "repealed-still-cited-note": "被引用的文件已由另一份文件废止；日期为废止文件的成文日期。",
      "never-responsible-addressee": "主送机关，未承担任务", "never-responsible-addressee-note": "文件发给这些单位，图中没有它们承担的任务。",
      "never-responsible-issuer": "发文机关，未承担任务", "never-responsible-issuer-note": "这些单位发了文，图中没有它们承担的任务。",
      "unresolved-bodies": "层级或所在地不明的单位", "unresolved-bodies-note": "企业和系统垂直管理的机构可能本无层级。",
      "missing-level": "层级不明", "missing-place": "所在地不明", "missing-level and place": "层级和所在地不明",
    },
    en: {
      gaps: "Gaps", gapTasks: "Responsibility", gapTime: "Time", gapDocuments: "Documents", gapBodies: "Bodies", gapUnread: "Sentences that were not read", gapReading: "Found while reading", gapKind: "Kind", gapNote: "Note", quoteFrom: "From", quoteTo: "To",
      filterLists: "Filter these lists", showMore: "Show more ({0} left)", coverageByClass: "By class of sentence",
      "tasks-without-body": "Tasks that name nobody", "tasks-without-body-note": "The text names no body for these tasks and their parts, or the clause that did is lost.",
      "parents-without-body": "Tasks with parts, and nobody for any of them", "parents-without-body-note": "Neither the task nor any part below it has a body.",
      "only-generic-bodies": "Tasks of nobody in particular", "only-generic-bodies-note": "Such as 有关部门: the departments concerned.",
      "generic-clauses": "Clauses of nobody in particular", "generic-clauses-note": "The task names bodies elsewhere; this clause names only generic ones.",
      "several-leads": "Tasks with several leads", "several-leads-note": "Where several lead side by side, check whether the text divides the work.",
      "tasks-without-lead": "Tasks of several bodies that nobody leads", "tasks-without-lead-note": "Several bodies are responsible, and the text names none as the lead.",
      "deadline-before-issue": "Due before the document was issued", "deadline-before-issue-note": "The deadline lies before the day of signature (or publication): repeated from elsewhere, or a slip.",
      overdue: "Deadlines that have passed", "overdue-note": "Earlier than today. Documents do not tell whether the work was done.",
      "tasks-without-deadline": "Tasks without a deadline", "tasks-without-deadline-note": "Neither the task nor the one above nor its parts have one.",
      "never-picked-up": "Sections that no implementing document took up", "never-picked-up-note": "There are documents that implement this one, and no section of them corresponds.",
      "repealed-still-cited": "Repealed documents that are cited", "repealed-still-cited-note": "Another document repeals the one cited; the day is that of the repeal.",
      "never-responsible-addressee": "Addressees without a task", "never-responsible-addressee-note": "The document is sent to these bodies, and no document here gives them a task.",
      "never-responsible-issuer": "Issuers without a task", "never-responsible-issuer-note": "These bodies issued a document, and no document here gives them a task.",
      "unresolved-bodies": "Bodies whose level or place is not known", "unresolved-bodies-note": "Companies and branches of national systems may have none.",
      "missing-level": "level not known", "missing-place": "place not known", "missing-level and place": "level and place not known",
    },
  },
});

// 时间线: a column a period, a lane a kind of entry, a mark an entry (or a bar where they are many); below it the list.
const COLUMN = { year: 46, quarter: 40, month: 34 };
const WIDEST_COLUMN = 96;
let columnWidth = COLUMN.year; // wider where few periods leave room
const LANE_HEIGHT = { due: 132, figure: 84, issued: 84 };
const MARK = 9;
const AXIS = 34;
const ENTRIES_AT_ONCE = 40;

function columnsOf(entries) {
  const cells = new Map();
  for (const entry of entries) {
    const key = `${entry.lane} ${periodOf(entry.date, state.scale)}`;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(entry);
  }
  for (const some of cells.values()) some.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return cells;
}

// A lane has no room for more than so many marks in a column; more are one bar with their number on it.
const marksFit = (lane) => Math.floor((LANE_HEIGHT[lane] - 22) / (MARK + 2)) * 2;

const entryName = (entry) => [entry.date, entry.node ? shortName(entry.node) : entry.words, dueWords(entry)].filter(Boolean).join(" · ");
const entryChoice = ({ fact, node }) => (fact ? { fact: String(fact.index) } : { node: node.id });

function liveMark(entry, x, y) {
  const shape = entryMark(entry, x, y);
  shape.append(svg("title", {}, entryName(entry)));
  shape.addEventListener("click", () => go(entryChoice(entry)));
  return shape;
}

function entryMark(entry, x, y) {
  const attributes = { class: `entry ${entry.lane}${isOver(entry) ? " over" : ""}`, "data-date": entry.date };
  if (entry.fact) attributes["data-fact"] = entry.fact.index;
  const shape = entry.lane === "due" ? svg("rect", { ...attributes, x, y, width: MARK, height: MARK })
    : entry.lane === "figure" ? svg("polygon", { ...attributes, points: `${x + MARK / 2},${y} ${x + MARK},${y + MARK / 2} ${x + MARK / 2},${y + MARK} ${x},${y + MARK / 2}` })
      : svg("circle", { ...attributes, cx: x + MARK / 2, cy: y + MARK / 2, r: MARK / 2 });
  return shape;
}

function drawCell(some, lane, period, x, bottom, tallest) {
  const width = columnWidth;
  const chosen = state.span === periodName(period, state.scale);
  if (some.length > marksFit(lane)) {
    const height = Math.max(14, (LANE_HEIGHT[lane] - 24) * Math.sqrt(some.length / tallest));
    const over = some.filter(isOver).length;
    const broad = Math.min(36, width - 8);
    const bar = svg("g", { class: `bar-of ${lane}${chosen ? " chosen" : ""}`, "data-count": some.length });
    bar.append(svg("rect", { x: x + (width - broad) / 2, y: bottom - height, width: broad, height, class: `entry ${lane}` }));
    if (over) bar.append(svg("rect", { x: x + (width - broad) / 2, y: bottom - height, width: broad, height: (height * over) / some.length, class: `entry ${lane} over` }));
    bar.append(svg("text", { x: x + width / 2, y: bottom - height - 4, class: "count" }, String(some.length)), svg("title", {}, `${periodName(period, state.scale)} · ${say(`lane-${lane}`)} ${some.length}`));
    return bar;
  }
  const marks = svg("g", { "data-count": some.length });
  const row = some.length > marksFit(lane) / 2 ? 2 : 1;
  some.forEach((entry, index) => marks.append(liveMark(entry, x + width / 2 - (row * (MARK + 2)) / 2 + 1 + (index % row) * (MARK + 2), bottom - (Math.floor(index / row) + 1) * (MARK + 2))));
  return marks;
}

function chartOf(entries) {
  const cells = columnsOf(entries);
  const periods = entries.map(({ date }) => periodOf(date, state.scale));
  const today = viewerToday();
  const [first, last] = periods.reduce(([low, high], period) => [Math.min(low, period), Math.max(high, period)], [Infinity, -Infinity]);
  const room = Math.floor((byId("view-timeline").clientWidth - 140) / (last - first + 1));
  columnWidth = Math.min(WIDEST_COLUMN, Math.max(COLUMN[state.scale], room));
  const width = columnWidth;
  const lanes = LANES.filter((lane) => entries.some((entry) => entry.lane === lane));
  const height = AXIS + lanes.reduce((sum, lane) => sum + LANE_HEIGHT[lane], 0);
  const at = (period) => (period - first) * width;
  const chart = svg("svg", { class: "chart", width: (last - first + 1) * width, height, role: "group", "aria-label": say("chartOf") });
  for (const period of new Set(periods)) {
    const name = periodName(period, state.scale);
    const strip = svg("rect", { x: at(period), y: 0, width, height, class: state.span === name ? "strip chosen" : "strip", "data-period": name });
    strip.addEventListener("click", () => go({ span: state.span === name ? "" : name }));
    chart.append(strip);
  }
  let bottom = 0;
  for (const lane of lanes) {
    bottom += LANE_HEIGHT[lane];
    const tallest = Math.max(...[...cells].filter(([key]) => key.startsWith(lane)).map(([, some]) => some.length));
    for (const [key, some] of cells) {
      const [name, period] = key.split(" ");
      if (name === lane) chart.append(drawCell(some, lane, Number(period), at(Number(period)), bottom - 4, tallest));
    }
    chart.append(svg("line", { x1: 0, x2: (last - first + 1) * width, y1: bottom, y2: bottom, class: "floor" }));
  }
  const step = state.scale === "year" ? 1 : state.scale === "quarter" ? 4 : 12;
  for (let period = first; period <= last; period++) {
    const opens = period % step === 0;
    const words = state.scale === "year" ? String(period) : state.scale === "quarter" ? `Q${(period % 4) + 1}` : String((period % 12) + 1);
    chart.append(svg("text", { x: at(period) + width / 2, y: height - 18, class: "tick" }, words));
    if (state.scale !== "year" && (opens || period === first)) chart.append(svg("text", { x: at(period) + 3, y: height - 4, class: "tick year" }, String(Math.floor(period / step))));
    if (opens && step > 1) chart.append(svg("line", { x1: at(period), x2: at(period), y1: 0, y2: height, class: "floor" }));
  }
  chart.append(todayLine(today, first, last, height));
  return { chart, lanes };
}

// Drawn for whoever looks, at the edge where today lies beyond all that is written.
function todayLine(today, first, last, height) {
  const width = columnWidth;
  const share = { year: [Number(today.slice(5, 7)) - 1 + Number(today.slice(8)) / 31, 12], quarter: [((Number(today.slice(5, 7)) - 1) % 3) + Number(today.slice(8)) / 31, 3], month: [Number(today.slice(8)), 31] }[state.scale];
  const x = Math.min(Math.max((periodOf(today, state.scale) - first + share[0] / share[1]) * width, 1), (last - first + 1) * width - 1);
  const end = x > ((last - first + 1) * width) / 2;
  return svg("g", { class: "today", "data-today": today }, svg("line", { x1: x, x2: x, y1: 0, y2: height - AXIS + 4 }), svg("text", { x: x + (end ? -4 : 4), y: 12, "text-anchor": end ? "end" : "start" }, `${say("today")} ${today}`));
}

function entryRow(entry) {
  const { lane, date, node, bodies, words, document, again } = entry;
  const roles = ROLES.filter((role) => bodies.some((fact) => fact.role === role));
  return make("tr", { class: isOver(entry) ? "over" : "", "data-lane": lane },
    make("th", { scope: "row" }, date || "—", make("span", { class: "when" }, again ? `${say("recurs")} ${again}` : dueWords(entry)), lane === "due" && !dayOf(entry) ? make("span", { class: "when" }, say("noDay")) : null),
    make("td", {}, make("button", { type: "button", class: "link", onclick: () => go(entryChoice(entry)) }, node ? mark(node.group) : "", make("span", {}, node ? shortName(node) : words)),
      lane === "due" ? make("span", { class: "when" }, `${say("printed")} ${words}`) : lane === "figure" ? make("span", { class: "when" }, say(entry.target ? "target" : "statusFigure")) : null),
    make("td", {}, roles.map((role) => make("p", { class: "who" }, roleTag(role), [...new Map(bodies.filter((fact) => fact.role === role).map((fact) => [fact.object, fact])).values()].map((fact) => button(fact.words, () => go({ node: fact.object }), { class: "party" }))))),
    make("td", { class: "when" }, lane === "issued" ? "" : nameOf(document)));
}

function entryTable(key, entries) {
  if (!entries.length) return null;
  const body = make("tbody", {});
  let shown = 0;
  const more = button("", () => add(), { class: "more" });
  const add = () => {
    body.append(...entries.slice(shown, shown + ENTRIES_AT_ONCE).map(entryRow));
    shown = Math.min(entries.length, shown + ENTRIES_AT_ONCE);
    more.hidden = shown >= entries.length;
    more.textContent = say("showMore", entries.length - shown);
  };
  add();
  const head = make("tr", {}, ["entryDate", "entryWhat", "bodiesOf"].map((name) => make("th", { scope: "col" }, say(name))), make("th", { scope: "col" }, sayOne("document")));
  return make("section", { "data-kind": key }, make("h3", {}, say(`lane-${key}`), make("b", {}, String(entries.length))), make("table", { class: "entries" }, make("thead", {}, head), body), more);
}

// What is still to come stands first, the next of it on top; then what is over, the last of it on top.
const nextFirst = (entries) => (entries[0]?.lane === "issued" ? [...entries].reverse() : [...entries.filter((entry) => !isOver(entry)), ...entries.filter(isOver).reverse()]);

const inSpan = ({ date }) => !state.span || SCALES.some((scale) => (date.length > 4 || scale === "year") && periodName(periodOf(date, scale), scale) === state.span);

function timelineBar(entries) {
  const picker = (key, words, options) => make("select", { "aria-label": words, "data-choice": key, onchange: (event) => go({ [key]: event.target.value, node: "" }) }, make("option", { value: "" }, words), options.map(([value, name]) => make("option", { value, selected: value === state[key] }, name)));
  const loads = new Map();
  for (const { bodies } of entries) for (const fact of new Map(bodies.map((one) => [one.object, one])).values()) loads.set(fact.object, (loads.get(fact.object) ?? 0) + 1);
  const bodies = [...loads].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([id, count]) => [id, `${NODE.get(id).label} (${count})`]);
  if (state.by && !loads.has(state.by)) bodies.unshift([state.by, NODE.get(state.by).label]);
  return make("div", { class: "bar-row" }, make("h2", {}, say("timeline")),
    make("div", { class: "chips", role: "group", "aria-label": say("scale") }, SCALES.map((scale) => make("button", { type: "button", class: "chip scale", "aria-pressed": scale === state.scale, "data-scale": scale, onclick: () => go({ scale, span: "" }) }, say(`scale-${scale}`)))),
    bodies.length ? picker("by", say("anyBody"), bodies) : null, bodies.length ? picker("as", say("anyRole"), ROLES.map((role) => [role, say(role)])) : null,
    make("div", { class: "actions" }, button(say("saveTable"), () => saveAs(fileName("timeline.csv"), new Blob([calendarCsv()], { type: "text/csv;charset=utf-8" })), { "data-action": "csv" }),
      button(say("saveCalendar"), saveCalendar, { "data-action": "ics", title: say("calendarHint") })));
}

function drawTimeline(changed) {
  const home = byId("view-timeline");
  if (!SCALES.includes(state.scale)) state.scale = "year";
  if (NODE.get(state.by)?.group !== "body") state.by = "";
  const wanted = JSON.stringify([language, state.doc, viewerToday(), state.by, state.as, state.scale, state.span, isDark()]);
  if (home.dataset.drawn === wanted) return;
  home.dataset.drawn = wanted;
  const all = calendarShown();
  const dated = all.filter(isDated).sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : LANES.indexOf(a.lane) - LANES.indexOf(b.lane)));
  const listed = dated.filter(inSpan);
  const parts = [timelineBar(calendarEntries())];
  const scrolled = home.querySelector(".chart-scroll")?.scrollLeft;
  if (dated.length) {
    const { chart, lanes } = chartOf(dated);
    parts.push(make("div", { class: "chart-row" },
      make("div", { class: "lane-names" }, lanes.map((lane) => {
        const name = make("div", { class: lane }, svg("svg", { width: 12, height: 12, "aria-hidden": "true" }, entryMark({ lane, date: "9999" }, 1, 1)), say(`lane-${lane}`));
        name.style.height = `${LANE_HEIGHT[lane]}px`;
        return name;
      })),
      make("div", { class: "chart-scroll", tabindex: 0, role: "region", "aria-label": say("chartOf") }, chart)));
  }
  const span = state.span ? make("p", { class: "note" }, say("spanShown", state.span), " ", button(say("showAll"), () => go({ span: "" }), { class: "more", "data-action": "all" })) : null;
  const tables = [...LANES.map((lane) => entryTable(lane, nextFirst(listed.filter((entry) => entry.lane === lane)))),
    entryTable("again", all.filter(({ again }) => again)), entryTable("undated", all.filter(({ date, again }) => !date && !again))].filter(Boolean);
  parts.push(make("div", { class: "lists wide" }, span ?? "", tables.length ? tables : make("p", { class: "empty" }, say("nothingDue"))));
  home.replaceChildren(...parts);
  scrollChart(home, changed("scale", "doc", "by", "as") ? undefined : scrolled);
}

// A chart wider than the window shows the chosen period, or else the present and what lies before it.
function scrollChart(home, left) {
  const box = home.querySelector(".chart-scroll");
  if (!box) return;
  const strip = box.querySelector(".strip.chosen");
  const middle = strip ? Number(strip.getAttribute("x")) : Number(box.querySelector(".today line").getAttribute("x1"));
  box.scrollLeft = left ?? Math.max(0, middle - box.clientWidth * (strip ? 0.5 : 0.75));
}

addView({
  name: "timeline", draw: drawTimeline, keys: { today: "", by: "", as: "", scale: "year", span: "" },
  shown: () => FACTS.some((fact) => fact.kind === "deadline" || (fact.kind === "indicator" && fact.deadline)) || VIEW.documents.some(issuedOn),
  words: {
    zh: {
      timeline: "时间线", "lane-due": "任务时限", "lane-figure": "目标与数据", "lane-issued": "文件成文", "lane-again": "周期性任务", "lane-undated": "没有写明日期的时限", scale: "刻度", "scale-year": "年", "scale-quarter": "季", "scale-month": "月", anyBody: "全部单位", anyRole: "各种角色",
      saveCalendar: "存为日历", noDay: "没有确切日子，不入日历", calendarHolds: "日历含 {0} 项时限、{1} 项周期性任务。", calendarLeaves: "另有 {0} 项没有写明确切日子，未列入：{1}。", calendarHint: "iCalendar 文件，可导入 Outlook、手机日历等", today: "今天", expired: "已到期 {0} 天", expiresToday: "今天到期", expiresIn: "还有 {0} 天", recurs: "周期", printedDate: "时限原文", standing: "状态", lane: "类别",
      entryDate: "日期", entryWhat: "事项", target: "目标", statusFigure: "已有数据", spanShown: "只列 {0}。", nothingDue: "没有可列的时限、目标或日期。", chartOf: "时间线图：每列一个时段。下方列有全部事项。",
    },
    en: {
      timeline: "Timeline", "lane-due": "Deadlines", "lane-figure": "Targets and figures", "lane-issued": "Documents", "lane-again": "Tasks that come again", "lane-undated": "Deadlines without a day", scale: "Scale", "scale-year": "Year", "scale-quarter": "Quarter", "scale-month": "Month", anyBody: "All bodies", anyRole: "Any role",
      saveCalendar: "Save as calendar", noDay: "no exact day; not in the calendar", calendarHolds: "The calendar holds {0} deadlines and {1} recurring ones.", calendarLeaves: " {0} more name no exact day and are left out: {1}.", calendarHint: "An iCalendar file for Outlook, phones and the like", today: "Today", expired: "passed {0} days ago", expiresToday: "due today", expiresIn: "{0} days left", recurs: "Again", printedDate: "Deadline as printed", standing: "Standing", lane: "Kind",
      entryDate: "Date", entryWhat: "What", target: "target", statusFigure: "figure", spanShown: "{0} only.", nothingDue: "No deadlines, targets or days to list.", chartOf: "Timeline: a column a period. All entries are listed below.",
    },
  },
});

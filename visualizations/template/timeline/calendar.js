// What the timeline holds: deadlines of tasks, figures that stand for a year, and days on which documents were issued.
// An entry is { lane, date, from, to, fact?, node?, document, bodies, words, over }: a date is a day, of a figure a year.
const LANES = ["due", "figure", "issued"];
const SCALES = ["year", "quarter", "month"];

function readCalendar() {
  const records = taskRecords(state.doc);
  const entries = [];
  for (const { node, duties, deadlines } of records.values()) {
    for (const fact of deadlines) entries.push({ lane: "due", date: fact.deadline, fact, node, document: fact.document, bodies: bodiesDue(fact, duties), words: fact.words, again: fact.role });
  }
  for (const fact of FACTS) {
    if (fact.kind === "indicator" && fact.deadline && inDocument(fact, state.doc)) entries.push({ lane: "figure", date: fact.deadline, fact, document: fact.document, bodies: [], words: fact.words, target: fact.role === "target" });
  }
  for (const id of VIEW.documents) {
    if (state.doc && state.doc !== EVERYTHING && id !== state.doc) continue;
    const date = issuedOn(id);
    if (NODE.has(id) && date) entries.push({ lane: "issued", date, node: NODE.get(id), document: id, bodies: [], words: "" });
  }
  return entries;
}

// Put together once for each choice of documents.
const calendarEntries = (() => {
  let of;
  let entries = [];
  return () => {
    if (of !== state.doc) [of, entries] = [state.doc, readCalendar()];
    return entries;
  };
})();

// A body's or a role's part of the calendar holds deadlines alone: figures and documents are nobody's.
function calendarShown() {
  const held = (entry) => entry.bodies.some((fact) => (!state.by || fact.object === state.by) && (!state.as || fact.role === state.as));
  return calendarEntries().filter((entry) => (!state.by && !state.as) || held(entry));
}

const isDated = ({ date, again }) => /^\d{4}/u.test(date) && !again;
const yearOf = (date) => Number(date.slice(0, 4));

// Periods are numbered: years, quarters or months since the year 0.
function periodOf(date, scale) {
  const month = Number(date.slice(5, 7) || "12");
  if (scale === "year") return yearOf(date);
  return scale === "quarter" ? yearOf(date) * 4 + Math.floor((month - 1) / 3) : yearOf(date) * 12 + month - 1;
}

function periodName(period, scale) {
  if (scale === "year") return String(period);
  if (scale === "quarter") return `${Math.floor(period / 4)}-Q${(period % 4) + 1}`;
  return `${Math.floor(period / 12)}-${String((period % 12) + 1).padStart(2, "0")}`;
}

// A figure stands for its whole year: it is over when the year is.
const isOver = ({ lane, date }) => lane !== "issued" && (date.length === 4 ? `${date}-12-31` : date) < viewerToday();

// Days between two days, counted by the calendar and not by hours, of which some days have 23.
const daysBetween = (from, to) => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86400000);

function dueWords({ lane, date }) {
  if (lane !== "due" || !/^\d{4}-\d{2}-\d{2}$/u.test(date)) return "";
  const days = daysBetween(viewerToday(), date);
  return days < 0 ? say("expired", -days) : days === 0 ? say("expiresToday") : say("expiresIn", days);
}

function calendarCsv() {
  const head = [say("lane"), say("deadline"), sayOne("document"), say("order"), sayOne("task"), say("bodiesOf"), say("printedDate"), say("recurs"), say("standing"), say("sentence"), say("file"), say("quoteFrom"), say("quoteTo")];
  const rows = calendarShown().map((entry) => {
    const { lane, date, fact, node, document, bodies, words, again = "" } = entry;
    return [
      say(`lane-${lane}`), date, nameOf(document), lane === "due" ? node.number : "", lane === "due" ? node.name : "", [...new Set(bodies.map((one) => `${one.words}（${say(one.role)}）`))].join("、"), words, again,
      dueWords(entry), fact ? pieces(fact, 0)[1] : "", fact && fact.text >= 0 ? VIEW.texts[fact.text].name : "", fact ? String(fact.start) : "", fact ? String(fact.end) : "",
    ];
  });
  return csvOf([head, ...rows]);
}

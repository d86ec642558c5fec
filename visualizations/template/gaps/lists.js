// The lists of what is missing or doubtful. A list is { key, rows, quiet }: a row leads to a node or a fact; what a quiet
// list holds is worth knowing and may well be meant so, and is not counted as something to do.
const UNREAD = ["unread", "unread-duty", "unread-body", "unread-date", "unread-figure", "unread-title", "unread-table", "unread-form"];

const viewerToday = () => {
  if (/^\d{4}-\d{2}-\d{2}$/u.test(state.today)) return state.today;
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
};

const issuedOn = (document) => {
  const details = Object.fromEntries(NODE.get(document)?.details ?? []);
  return details.signed ?? details.published ?? "";
};
const isGenericBody = (id) => NODE.get(id).details.some(([key, value]) => key === "sort" && value === "GenericBody");

// Tasks of the documents shown with their duties, deadlines and parts.
function taskRecords(document) {
  const records = new Map();
  for (const node of NODES) {
    if (node.group === "task" && inDocument(node, document)) records.set(node.id, { node, duties: [], deadlines: [], parts: [], heading: undefined });
  }
  for (const fact of FACTS) {
    const record = records.get(fact.subject);
    if (!record) continue;
    if (fact.kind === "responsibility") record.duties.push(fact);
    else if (fact.kind === "deadline") record.deadlines.push(fact);
    else if (fact.kind === "task" && !record.heading) record.heading = fact;
  }
  for (const record of records.values()) records.get(record.node.parent)?.parts.push(record);
  return records;
}

const partsBelow = (record, seen = new Set()) => record.parts.flatMap((part) => (seen.has(part) ? [] : [part, ...partsBelow(part, seen.add(part))]));

function taskGaps(records) {
  const row = (record, facts = []) => ({ node: record.node, fact: record.heading, bodies: facts });
  const of = (test, facts) => [...records.values()].filter(test).map((record) => row(record, facts ? facts(record) : []));
  const leads = ({ duties }) => duties.filter((fact) => fact.role === "lead" && !isGenericBody(fact.object));
  const alike = ({ duties }) => duties.filter((fact) => fact.role === "responsible" && !isGenericBody(fact.object));
  const different = (facts) => new Set(facts.map((fact) => fact.object)).size;
  const above = ({ node }) => records.get(node.parent);
  return {
    "tasks-without-body": of((one) => !one.duties.length && !one.parts.some((part) => part.duties.length)),
    "parents-without-body": of((one) => one.parts.length && ![one, ...partsBelow(one)].some((part) => part.duties.length)),
    "only-generic-bodies": of((one) => one.duties.length && one.duties.every((fact) => fact.generic) && !one.parts.some((part) => part.duties.some((fact) => !fact.generic)), ({ duties }) => duties),
    "generic-clauses": [...records.values()].filter(({ duties }) => duties.some((fact) => !fact.generic)).flatMap((record) => byPassage(record.duties)
      .filter((clause) => clause.every((fact) => fact.generic)).map((clause) => ({ node: record.node, fact: clause[0], bodies: clause, clause: true }))),
    "several-leads": of((one) => different(leads(one)) > 1, leads),
    "tasks-without-lead": of(({ duties }) => different(alike({ duties })) > 1 && !duties.some((fact) => fact.role === "lead"), ({ duties }) => duties),
    "tasks-without-deadline": of((one) => !one.deadlines.length && !one.parts.some((part) => part.deadlines.length) && !above(one)?.deadlines.length),
  };
}

// Deadlines that lie before the document, and those that the reader's day has passed.
function deadlineGaps(records) {
  const all = [...records.values()].flatMap((record) => record.deadlines.filter((fact) => fact.deadline).map((fact) => ({ node: record.node, fact, date: fact.deadline, bodies: bodiesDue(fact, record.duties) })));
  const today = viewerToday();
  return {
    overdue: all.filter(({ date }) => date < today).sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)),
    "deadline-before-issue": all.filter(({ fact, date }) => date < issuedOn(fact.document)),
  };
}

// Whose a deadline is: the bodies of the clause that states it, or else all bodies of the task.
function bodiesDue(due, duties) {
  const own = duties.filter((fact) => fact.deadline && fact.deadline === due.deadline);
  return own.length ? own : duties;
}

const factRow = (fact) => ({ fact, words: fact.words, date: fact.deadline, quote: UNREAD.includes(fact.role) || fact.kind === "finding" });

// Bodies without a known level or place, each with the first sentence of the documents shown that names it.
function unresolvedRows(document) {
  return VIEW.unresolved.map(([index, missing]) => {
    const fact = FACTS_OF.get(idAt(index)).find((one) => one.kind === "responsibility" && inDocument(one, document));
    return fact && { node: NODE.get(idAt(index)), fact, words: say(`missing-${missing}`) };
  }).filter(Boolean);
}

function readGaps(document) {
  const records = taskRecords(document);
  const found = new Map();
  for (const fact of FACTS) {
    if (!["finding", "gap"].includes(fact.kind) || !inDocument(fact, document)) continue;
    if (!found.has(fact.role)) found.set(fact.role, []);
    found.get(fact.role).push(factRow(fact));
  }
  const lists = { ...taskGaps(records), ...deadlineGaps(records), "unresolved-bodies": unresolvedRows(document) };
  const list = (key, quiet = false) => {
    const rows = lists[key] ?? found.get(key) ?? [];
    found.delete(key);
    return { key, rows, quiet };
  };
  const groups = [
    ["gapTasks", [list("tasks-without-body"), list("parents-without-body"), list("only-generic-bodies"), list("generic-clauses", true), list("several-leads", true), list("tasks-without-lead", true)]],
    ["gapTime", [list("deadline-before-issue"), list("overdue", true), list("tasks-without-deadline", true)]],
    ["gapDocuments", [list("never-picked-up", true), list("repealed-still-cited")]],
    ["gapBodies", [list("never-responsible-addressee", true), list("never-responsible-issuer", true), list("unresolved-bodies", true)]],
  ];
  const unread = UNREAD.filter((key) => found.has(key)).map((key) => list(key));
  const rest = [...found.keys()].sort().map((key) => list(key));
  return [...groups, ["gapUnread", unread], ["gapReading", rest]].filter(([, some]) => some.length);
}

// Worked out once for each choice of documents and day.
const gapsNow = (() => {
  let key = "";
  let groups = [];
  return () => {
    const wanted = `${state.doc}\n${viewerToday()}\n${language}`;
    if (key !== wanted) [key, groups] = [wanted, readGaps(state.doc)];
    return groups;
  };
})();

const countGaps = () => gapsNow().flatMap(([, lists]) => lists).reduce((sum, { rows, quiet }) => sum + (quiet ? 0 : rows.length), 0);

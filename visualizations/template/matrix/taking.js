// The table taken elsewhere: as CSV, on the clipboard, on paper. Always as it is shown, filtered and sorted.

// A cell that begins like a formula gets a quotation mark before it, as OWASP advises: spreadsheets then show text.
const harmless = (words) => (/^[\s]*[=+\-@\t\r＝＋－＠]/u.test(words) ? `'${words}` : words);

function csvField(words) {
  const safe = harmless(words);
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const csvOf = (rows) => `\ufeff${rows.map((row) => row.map(csvField).join(",")).join("\r\n")}\r\n`;
const saveCsv = (rows, name) => saveAs(name, new Blob([csvOf(rows)], { type: "text/csv;charset=utf-8" }));

function matrixRows() {
  const { tasks, bodies, cell } = tableShown();
  const head = [sayOne("document"), say("order"), sayOne("task"), say("deadline"), ...bodies.map((body) => body.label)];
  return [head, ...tasks.map((task) => [nameOf(task.documents[0] ?? ""), task.number, task.name, deadlineOf(task),
    ...bodies.map((body) => rolesOf(cell(task, body)).map((role) => say(role)).join("、"))])];
}

const matrixCsv = () => csvOf(matrixRows());

// Rows as a table of HTML and as lines with tabs: spreadsheets take the first, editors of text the second. Excel reads
// what is marked with the format @ as text, so that 3-1 is no day and 1E5 no number.
function clipboardOf(rows) {
  const plain = rows.map((row) => row.map((words) => harmless(words.replace(/[\t\r\n]+/gu, " "))).join("\t")).join("\r\n");
  const line = (row, tag) => make("tr", {}, row.map((words) => make(tag, { style: "mso-number-format:'\\@'" }, harmless(words))));
  const table = make("table", {}, make("thead", {}, line(rows[0], "th")), make("tbody", {}, rows.slice(1).map((row) => line(row, "td"))));
  return { plain, html: `<meta charset="utf-8">${new XMLSerializer().serializeToString(table)}` };
}

// By the event of copying, which browsers allow in a page from a file; where not, by the newer interface.
async function copyRows(rows) {
  const { plain, html } = clipboardOf(rows);
  const give = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData.setData("text/plain", plain);
    event.clipboardData.setData("text/html", html);
  };
  document.addEventListener("copy", give, { capture: true, once: true });
  let done = false;
  try {
    done = document.execCommand("copy");
    document.removeEventListener("copy", give, { capture: true });
    if (!done) await navigator.clipboard.write([new ClipboardItem({ "text/plain": new Blob([plain], { type: "text/plain" }), "text/html": new Blob([html], { type: "text/html" }) })]);
    done = true;
  } catch {
    done = false;
  }
  announce(done ? say("copied", rows.length, rows[0].length) : say("notCopied"));
}

const MOST_PRINTED = 22; // columns of bodies on A4 across
const MOST_ON_PAPER = 60000; // cells of a table; above that sheets would be mostly blank, and a browser needs minutes for them

// What is too large for sheets is printed as a list: each task with its bodies by role.
function printedList({ tasks, bodies, parties }) {
  const who = (task) => {
    const facts = [...parties(task)];
    return ROLES.map((role) => [role, facts.filter(([, some]) => some.some((fact) => fact.role === role)).map(([body]) => NODE.get(body).label)]).filter(([, names]) => names.length)
      .map(([role, names]) => make("p", {}, make("b", { class: "cellmark", style: `--role: var(--role-${role})` }, say(role)), ` ${names.join("、")}`));
  };
  const rows = rowsOf(tasks).map((row) => (row.document
    ? make("tr", { class: "document" }, make("th", { colspan: 4 }, nameOf(row.document)))
    : make("tr", {}, make("td", {}, row.task.number), make("th", { scope: "row" }, row.task.name), make("td", {}, deadlineOf(row.task)), make("td", {}, who(row.task)))));
  const head = make("tr", {}, [["order", "order"], ["row", "row"], ["deadline", "deadline"], ["who", "bodiesOf"]].map(([name, words]) => make("th", { scope: "col", class: name }, say(words))));
  return make("table", { class: "sheet listed" }, make("caption", {}, printedTitle(), make("p", { class: "key" }, say("printedList", tasks.length, bodies.length))), make("thead", {}, head), make("tbody", {}, rows));
}

const printedTitle = () => `${state.doc && NODE.has(state.doc) ? nameOf(state.doc) : VIEW.title} · ${say("matrix")}`;

// Sheets to print: bodies shared out over tables that are as wide as a page. From the second table on, rows without an
// entry in it are left out; every task and every entry is printed.
function printMatrix() {
  const table = tableShown();
  const { tasks, bodies, cell, load } = table;
  if (tasks.length * bodies.length > MOST_ON_PAPER) return [printedList(table)];
  const parts = Math.max(1, Math.ceil(bodies.length / MOST_PRINTED));
  const size = Math.ceil(bodies.length / parts);
  return Array.from({ length: parts }, (_, part) => {
    const some = bodies.slice(part * size, (part + 1) * size);
    const has = (task) => some.some((body) => cell(task, body).length);
    const nowhere = (task) => part === 0 && !load(task);
    const own = parts === 1 ? tasks : tasks.filter((task) => has(task) || nowhere(task));
    return own.length ? printedPart(own, some, cell, parts > 1 ? say("printedPart", part * size + 1, part * size + some.length, bodies.length) : "") : null;
  }).filter(Boolean);
}

function printedPart(tasks, bodies, cell, note) {
  const key = make("p", { class: "key" }, ROLES.map((role) => make("span", {}, cellMark(role), ` ${say(role)}`)), note ? make("span", {}, note) : null);
  const head = make("tr", {}, ["order", "row", "deadline"].map((name) => make("th", { scope: "col", class: name }, say(name))), bodies.map((body) => make("th", { scope: "col", class: "body" }, make("span", {}, body.label))));
  const rows = rowsOf(tasks).map((row) => (row.document
    ? make("tr", { class: "document" }, make("th", { colspan: 3 + bodies.length }, nameOf(row.document)))
    : make("tr", {}, make("td", {}, row.task.number), make("th", { scope: "row" }, row.task.name), make("td", {}, deadlineOf(row.task)), bodies.map((body) => make("td", { class: "in" }, rolesOf(cell(row.task, body)).map(cellMark))))));
  return make("table", { class: "sheet" }, make("caption", {}, printedTitle(), key), make("thead", {}, head), make("tbody", {}, rows));
}

// 提问: the named queries, and any other in SPARQL, asked of the graph in this file.
const TIME_LIMIT = 60000;
const MOST_ROWS = 500;
const OWN = "sparql";
const QUERIES = new Map((SPARQL?.groups ?? []).flatMap((group) => group.queries).map((query) => [query.name, query]));

const asked = { name: null, given: {}, text: "", answer: null, shown: MOST_ROWS };
let running = null;

const queryWords = (words) => words[language] || words.zh || words.en;

function ownText() {
  const used = ["pol", "role", "rdfs", "skos", "oa", "xsd"].filter((prefix) => prefix in SPARQL.prefixes);
  const prefixes = used.map((prefix) => `PREFIX ${prefix}: <${SPARQL.prefixes[prefix]}>`);
  return [...prefixes, "", "SELECT ?task ?label ?body ?name", "WHERE {", "  ?task rdfs:label ?label ; pol:hasResponsibility ?responsibility .", "  ?responsibility pol:role role:lead ; pol:responsibleParty ?body .", "  ?body skos:prefLabel ?name .", "}", "ORDER BY ?task ?body", "LIMIT 100", ""].join("\n");
}

function chooseQuery(name) {
  if (running) engine.stop();
  const query = QUERIES.get(name);
  Object.assign(asked, { name, given: {}, answer: null, shown: MOST_ROWS, text: query ? query.text : name === OWN ? ownText() : "" });
  if (query && query.parameters.every((parameter) => parameter.optional)) setTimeout(ask, 0);
}

async function ask() {
  if (running) return;
  const { name } = asked;
  const mine = { text: asked.text };
  running = mine;
  Object.assign(asked, { answer: null, shown: MOST_ROWS });
  drawAnswer();
  const limit = setTimeout(() => engine.stop(new Error(say("tooLong", TIME_LIMIT / 1000))), TIME_LIMIT);
  try {
    const said = await engine.ask(mine.text);
    asked.answer = { ...readAnswer(said), milliseconds: said.milliseconds };
  } catch (error) {
    asked.answer = { failure: failureWords(error.message) };
  }
  clearTimeout(limit);
  if (running === mine) running = null;
  if (asked.name !== name) asked.answer = null;
  if (byId("view-ask").querySelector(".answer")) drawAnswer();
}

// What the parser expected, in characters, helps nobody.
function failureWords(message) {
  const place = /error at (\d+):(\d+): ?([\s\S]*)/u.exec(message);
  if (!place) return message;
  const rest = place[3].replace(/\s+/gu, " ").replace(/(, )?\[(_|[^[\]]*\.\.=?[^[\]]*)\]( \| [^,]*)?/gu, "");
  return say("malformed", place[1], place[2], rest.slice(0, 200));
}

const nodeOf = (iri) => {
  const id = iri.replace(/^https:\/\/w3id\.org\/policykg\//u, "").replace(/^id\//u, "");
  return NODE.has(id) ? id : NODE.has(iri) ? iri : "";
};

// Where the quote of a row stands in a text of this page: at=TEXT:START:END, or nothing.
function placeOf(columns, row) {
  const value = (name) => row[columns.indexOf(name)]?.value;
  const [source, quote, start, end] = [value("source"), value("quote"), Number(value("start")), Number(value("end"))];
  if (!quote || !(end > start)) return "";
  const text = VIEW.texts.findIndex((one, index) => one.name === source && pointsOf(index).slice(start, end).join("") === quote);
  return text < 0 ? "" : `${text}:${start}:${end}`;
}

function answerCell(term, column, place) {
  if (!term) return "";
  if (term.type === "uri") {
    const id = nodeOf(term.value);
    return id ? nodeLink(id) : make("span", { class: "iri", title: term.value }, shortIri(term.value));
  }
  if (column === "quote" && place) return make("button", { type: "button", class: "link quote", title: say("inText"), onclick: () => go({ tab: "text", at: place }) }, term.value);
  return term.value;
}

const isNumber = (term) => /#(?:integer|decimal|double|float|nonNegativeInteger)$/u.test(term?.datatype ?? "");

function answerTable({ columns, rows }) {
  const meanings = QUERIES.get(asked.name)?.columns ?? {};
  const head = columns.map((column) => make("th", { scope: "col", title: column }, meanings[column] ? queryWords(meanings[column]) : column));
  const body = rows.slice(0, asked.shown).map((row) => {
    const place = placeOf(columns, row);
    return make("tr", {}, row.map((term, at) => make("td", { class: isNumber(term) ? "number" : "" }, answerCell(term, columns[at], place))));
  });
  return make("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": say("answer") }, make("table", { class: "answers" }, make("thead", {}, make("tr", {}, head)), make("tbody", {}, body)));
}

function answerCsv({ columns, rows }) {
  const field = (text) => (/[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const cell = (term) => {
    const value = term?.value ?? "";
    return field(!isNumber(term) && /^[=+\-@\t\r]/u.test(value) ? `'${value}` : value); // no formula for a spreadsheet
  };
  return `\ufeff${[columns.map(field), ...rows.map((row) => row.map(cell))].map((line) => line.join(",")).join("\r\n")}\r\n`;
}

function exportButtons(answer) {
  const name = asked.name === OWN ? "sparql" : asked.name;
  const save = (ending, type, content) => saveAs(`${name}.${ending}`, new Blob([content], { type }));
  if (answer.triples !== undefined) return [button("N-Triples", () => save("nt", "application/n-triples", answer.triples), { "data-action": "nt" })];
  if (!answer.rows.length) return [];
  return [
    button("CSV", () => save("csv", "text/csv;charset=utf-8", answerCsv(answer)), { "data-action": "csv" }),
    button("JSON", () => save("srj", "application/sparql-results+json", answer.answer), { "data-action": "json" }),
  ];
}

function drawAnswer() {
  const home = byId("view-ask").querySelector(".answer");
  const { answer } = asked;
  home.setAttribute("aria-busy", Boolean(running));
  byId("ask-run").hidden = Boolean(running);
  byId("ask-stop").hidden = !running;
  const status = byId("ask-status");
  if (running) {
    status.textContent = say("asking");
    return home.replaceChildren();
  }
  if (!answer) {
    status.textContent = "";
    return home.replaceChildren();
  }
  if (answer.failure !== undefined) {
    status.textContent = "";
    return home.replaceChildren(make("p", { class: "failure", role: "alert" }, answer.failure));
  }
  const seconds = (answer.milliseconds / 1000).toFixed(2);
  status.textContent = answer.boolean === undefined ? say("countRows", answer.rows.length, seconds) : say(answer.boolean ? "isTrue" : "isFalse", seconds);
  const more = answer.rows.length > asked.shown ? button(say("moreRows", answer.rows.length - asked.shown), () => { asked.shown = Infinity; drawAnswer(); }, { class: "more" }) : null;
  return home.replaceChildren(...[make("div", { class: "actions" }, exportButtons(answer)), answer.rows.length ? answerTable(answer) : null, more].filter(Boolean));
}

function drawParameters(query) {
  const text = byId("ask-text");
  const note = byId("ask-note");
  const update = () => {
    note.textContent = "";
    try { text.value = bound(query, asked.given); } catch (error) { note.textContent = error.message; text.value = query.text; }
    asked.text = text.value;
    return !note.textContent;
  };
  const fields = query.parameters.map((parameter) => {
    const id = `ask-${parameter.name}`;
    const field = make("input", {
      id, type: "text", autocomplete: "off", spellcheck: "false", placeholder: say("forExample", parameter.example), value: asked.given[parameter.name] ?? "", required: !parameter.optional,
      oninput: (event) => { asked.given[parameter.name] = event.target.value; update(); },
    });
    const kind = parameter.type === "iri" ? PARAMETER_KINDS[parameter.name] : undefined;
    const names = kind ? [...new Set(NODES.filter((node) => node.group === kind).map((node) => node.name))].slice(0, 1000) : [];
    if (names.length) {
      field.setAttribute("list", `${id}-names`);
      field.placeholder = say("forExample", names[0]);
    }
    return make("div", { class: "field" }, make("label", { for: id }, queryWords(parameter), parameter.optional ? "" : make("b", {}, ` ${say("needed")}`)), field,
      names.length ? make("datalist", { id: `${id}-names` }, names.map((value) => make("option", { value }))) : null);
  });
  return make("form", { class: "fields", onsubmit: (event) => { event.preventDefault(); if (update()) ask(); } }, fields, make("button", { type: "submit", class: "unseen", tabindex: -1 }, say("run")));
}

function queryPart(name) {
  const query = QUERIES.get(name);
  const title = query ? queryWords(query.title) : say("ownQuery");
  const text = make("textarea", {
    id: "ask-text", rows: 12, spellcheck: "false", autocapitalize: "off", "aria-label": "SPARQL", oninput: (event) => { asked.text = event.target.value; },
    onkeydown: (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); ask(); } },
  });
  text.value = asked.text;
  const run = button(say("run"), () => {
    const form = byId("view-ask").querySelector("form");
    if (form && !form.reportValidity()) return;
    if (!byId("ask-note").textContent) ask();
  }, { id: "ask-run", class: "go" });
  return [
    make("div", { class: "ask-head" }, button("‹", () => go({ q: "" }), { class: "back", "aria-label": say("allQueries") }), make("h2", {}, title), make("p", { class: "note" }, query ? queryWords(query.question) : say("ownNote"))),
    make("div", { id: "ask-fields" }),
    make("details", { open: !query }, make("summary", {}, "SPARQL"), text),
    make("p", { id: "ask-note", class: "failure", role: "alert" }),
    make("div", { class: "ask-run" }, run, button(say("stop"), () => engine.stop(), { id: "ask-stop", hidden: true }), make("output", { id: "ask-status", "aria-live": "polite" })),
    make("div", { class: "answer" }),
  ];
}

function queryList(name) {
  const item = (query, words) => make("button", { type: "button", class: "query", "data-query": query, "aria-current": query === name ? "true" : "false", onclick: () => go({ q: query }) }, words);
  return make("nav", { class: "queries", "aria-label": say("allQueries") },
    item(OWN, [make("b", {}, say("ownQuery")), make("span", {}, say("ownNote"))]),
    SPARQL.groups.map((group) => make("section", {}, make("h3", {}, queryWords(group)), group.queries.map((query) => item(query.name, [make("b", {}, queryWords(query.title)), make("span", {}, queryWords(query.question))])))));
}

function drawAsk(changed) {
  const home = byId("view-ask");
  engine.ready().catch(() => {}); // the graph is loaded while one reads the questions; a failure is told with the answer
  const name = QUERIES.has(state.q) || state.q === OWN ? state.q : "";
  const isNew = asked.name !== name;
  if (!isNew && !changed("lang") && home.firstChild) return;
  if (isNew) chooseQuery(name);
  home.classList.toggle("chosen", name !== "");
  home.replaceChildren(queryList(name), make("div", { class: "query-part" }, name ? queryPart(name) : make("p", { class: "empty" }, say("chooseQuery"))));
  if (!name) return;
  if (QUERIES.get(name)?.parameters.length) byId("ask-fields").append(drawParameters(QUERIES.get(name)));
  drawAnswer();
  home.querySelector("[aria-current=true]").scrollIntoView({ block: "nearest" });
}

addView({
  name: "ask",
  keys: { q: "" },
  shown: () => SPARQL !== null,
  draw: drawAsk,
  words: {
    zh: {
      ask: "提问", allQueries: "全部问题", ownQuery: "自由查询", ownNote: "用 SPARQL 写任何问题", chooseQuery: "选一个问题，答案在本页内算出，不访问网络。", run: "运行", stop: "停止", asking: "正在查询……", answer: "答案",
      countRows: "{0} 行 · {1} 秒", moreRows: "再显示 {0} 行", isTrue: "是 · {0} 秒", isFalse: "否 · {0} 秒", stopped: "已停止。", tooLong: "超过 {0} 秒，已停止。", malformed: "第 {0} 行第 {1} 列有误：{2}", noEngine: "此浏览器不能运行 WebAssembly。",
      needsValue: "请填写 {0}。", forExample: "例如 {0}", needed: "（必填）", "wrong-integer": "{0} 应为整数，而不是“{1}”。", "wrong-date": "{0} 应为日期 YYYY-MM-DD，而不是“{1}”。", "wrong-iri": "{0} 应为 IRI 或前缀名（如 id:org/…），而不是“{1}”。",
    },
    en: {
      ask: "Ask", allQueries: "All questions", ownQuery: "Your own query", ownNote: "Any question, in SPARQL", chooseQuery: "Choose a question. The answer is found in this page, without a network.", run: "Run", stop: "Stop", asking: "Asking …", answer: "Answer",
      countRows: "{0} rows · {1} s", moreRows: "Show {0} more rows", isTrue: "yes · {0} s", isFalse: "no · {0} s", stopped: "Stopped.", tooLong: "Stopped after {0} s.", malformed: "Line {0}, column {1}: {2}", noEngine: "This browser cannot run WebAssembly.",
      needsValue: "{0} is needed.", forExample: "for example {0}", needed: "(needed)", "wrong-integer": "{0} needs a whole number, not “{1}”.", "wrong-date": "{0} needs a day as YYYY-MM-DD, not “{1}”.", "wrong-iri": "{0} needs an IRI or a prefixed name (id:org/…), not “{1}”.",
    },
  },
});

// The engine: Oxigraph in a worker of its own, so that a query that does not end can be ended with it. Nothing of it is
// unpacked before the first question.
const SPARQL = byId("data-sparql") ? parse("data-sparql") : null;

async function inflated(id) {
  const packed = Uint8Array.from(atob(byId(id).textContent), (one) => one.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const engine = (() => {
  let worker = null;
  let started = null;
  let waiting = null;

  function settle(name, value) {
    const now = waiting;
    waiting = null;
    now?.[name](value);
  }

  const send = (message, transfer = []) => new Promise((resolve, reject) => {
    waiting = { resolve, reject };
    worker.postMessage(message, transfer);
  });

  async function start() {
    const [code, wasm, graph] = await Promise.all(["sparql-code", "sparql-wasm", "sparql-graph"].map(inflated));
    const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    worker = new Worker(address);
    worker.onmessage = ({ data }) => (data.failure === undefined ? settle("resolve", data) : settle("reject", new Error(data.failure)));
    worker.onerror = (event) => settle("reject", new Error(event.message || say("noEngine")));
    const loaded = await send({ wasm, graph }, [wasm.buffer, graph.buffer]);
    URL.revokeObjectURL(address);
    return loaded;
  }

  // The engine, started; where it could not be, the next question tries again.
  function ready() {
    started ??= start().catch((error) => { stop(); throw error; });
    return started;
  }

  function stop(why) {
    worker?.terminate();
    worker = null;
    started = null;
    settle("reject", why ?? new Error(say("stopped")));
  }

  return { ready, stop, ask: async (text) => { await ready(); return send({ text }); } };
})();

// The answer as columns and rows of terms of the results format in JSON (SPARQL 1.1 Query Results JSON §3.2).
function readAnswer({ answer, triples }) {
  if (triples !== undefined) return { columns: ["triple"], rows: triples.split("\n").filter(Boolean).sort().map((line) => [{ type: "literal", value: line }]), triples };
  const { head, boolean, results } = JSON.parse(answer);
  if (boolean !== undefined) return { columns: [], rows: [], boolean, answer };
  return { columns: head.vars, rows: results.bindings.map((row) => head.vars.map((name) => row[name])), answer };
}

// Values of parameters as terms, in place of the line #PARAMETERS, as queries/parameters.py binds them.
function bound(query, given) {
  const clauses = [];
  for (const { name, type, optional } of [...query.parameters].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const value = (given[name] ?? "").trim();
    if (value) clauses.push(`VALUES ?${name} { ${termOf(name, type, value)} }`);
    else if (!optional) throw new Error(say("needsValue", name));
  }
  return query.text.replace(/^[ \t]*#PARAMETERS[ \t]*$/gmu, () => (clauses.length ? clauses.join(" ") : "#PARAMETERS"));
}

function termOf(name, type, value) {
  const isDay = (day) => /^\d{4}-\d{2}-\d{2}$/u.test(day) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  if (type === "text") return quoted(value);
  if (type === "integer" && /^[+-]?\d{1,18}$/u.test(value)) return `${quoted(String(BigInt(value)))}^^<http://www.w3.org/2001/XMLSchema#integer>`;
  if (type === "date" && isNaN(Date.parse(value)) === false && isDay(value)) return `${quoted(value)}^^<http://www.w3.org/2001/XMLSchema#date>`;
  if (type === "iri") {
    const iri = wholeIri(iriOfNode(name, value) || value);
    if (/^[A-Za-z][\w+.-]*:[^\u0000-\u0020<>"{}|\\^`]*$/u.test(iri)) return `<${iri}>`;
  }
  throw new Error(say(`wrong-${type}`, name, value));
}

// No value ends its literal; after a backslash u and U are written as sequences, as some engines replace those first.
function quoted(value) {
  const written = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  const plain = value.replace(/["\\\n\r\t]/gu, (one) => written[one]).replace(/[\u0000-\u001f\u007f]/gu, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `"${plain.replace(/((?:\\\\)+)([uU])/gu, (_, slashes, letter) => `${slashes}\\U${letter.charCodeAt(0).toString(16).padStart(8, "0")}`)}"`;
}

// Parameters that ask for a thing of this page, which may then be called by its name.
const PARAMETER_KINDS = { document: "document", department: "body" };
function iriOfNode(name, words) {
  const kind = PARAMETER_KINDS[name];
  const id = kind ? called(words, kind, "") : "";
  return id && !/^[A-Za-z][\w+.-]*:/u.test(id) ? SPARQL.prefixes.id + id : id;
}

function wholeIri(value) {
  const bare = /^<.*>$/u.test(value) ? value.slice(1, -1) : value;
  const [prefix, ...rest] = bare.split(":");
  const local = rest.join(":");
  return rest.length && Object.hasOwn(SPARQL.prefixes, prefix) && !local.startsWith("//") ? SPARQL.prefixes[prefix] + local : bare;
}

// An IRI as short as the prefixes make it.
function shortIri(iri) {
  let best = "";
  for (const [prefix, long] of Object.entries(SPARQL.prefixes)) if (iri.startsWith(long) && iri.length > long.length && long.length > (SPARQL.prefixes[best] ?? "").length) best = prefix;
  return best ? `${best}:${iri.slice(SPARQL.prefixes[best].length)}` : iri;
}

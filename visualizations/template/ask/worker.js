// Runs in a worker, after the script of Oxigraph: loads the graph once, then answers one question after the other.
let store;

// The default graph holds the triples of all graphs as well, each once, as every named query expects it.
function load({ wasm, graph }) {
  initSync({ module: wasm });
  store = new Store();
  store.load(graph, { format: "application/trig" });
  store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }");
  return { size: store.size };
}

// What the results format cannot tell by itself: a CONSTRUCT, asked for JSON, gives JSON-LD, which is an array.
function ask({ text }) {
  const answer = store.query(text, { results_format: "json" });
  if (!answer.startsWith("[")) return { answer };
  return { triples: store.query(text, { results_format: "nt" }) };
}

self.onmessage = ({ data }) => {
  const start = performance.now();
  try {
    const said = data.wasm ? load(data) : ask(data);
    self.postMessage({ ...said, milliseconds: performance.now() - start });
  } catch (error) {
    self.postMessage({ failure: String(error?.message ?? error).slice(0, 2000), milliseconds: performance.now() - start });
  }
};

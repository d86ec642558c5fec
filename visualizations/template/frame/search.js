// Search: every character of what was typed, in any name of a node; the weightiest first.
const SEARCHED = NODES.map((node) => [node, [node.label, node.name, node.number, ...node.aliases].join("\n").toLowerCase()]);

function find(words) {
  const wanted = words.toLowerCase().split(/\s+/u).filter(Boolean);
  if (!wanted.length) return [];
  const hits = SEARCHED.filter(([node, all]) => inDocument(node, state.doc) && wanted.every((word) => all.includes(word)));
  const exact = (node) => (node.label.toLowerCase().startsWith(wanted[0]) ? 1 : 0);
  return hits.map(([node]) => node).sort((a, b) => exact(b) - exact(a) || b.weight - a.weight || (a.id < b.id ? -1 : 1)).slice(0, 30);
}

function startSearch() {
  const input = byId("search");
  const list = byId("results");
  let current = 0;

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(id) {
    close();
    input.value = "";
    go(state.tab === "network" || state.tab === "matrix" ? { node: id } : { node: id, tab: "network" });
  }

  function light(index) {
    const items = [...list.querySelectorAll("[role=option]")];
    current = Math.max(0, Math.min(index, items.length - 1));
    items.forEach((item, at) => item.setAttribute("aria-selected", at === current));
    if (!items.length) return;
    items[current].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", items[current].id);
  }

  function update() {
    const hits = find(input.value);
    if (!input.value.trim()) return close();
    list.replaceChildren(...(hits.length ? hits.map((node, index) => make("li", {
      role: "option", id: `result-${index}`, "data-node": node.id,
      onmousedown: (event) => { event.preventDefault(); choose(node.id); },
    }, mark(node.group), make("span", { class: "name" }, shortName(node)), make("span", { class: "full" }, node.name === shortName(node) ? sayOne(node.group) : node.name))) : [make("li", { class: "none" }, say("nothing"))]));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    return light(0);
  }

  input.addEventListener("input", update);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // Enter and arrows belong to the input method while it composes Chinese
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      light(current + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      list.querySelector("[aria-selected=true]")?.dispatchEvent(new MouseEvent("mousedown", { cancelable: true }));
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (input.value) { input.value = ""; close(); } else { input.blur(); clearChoice(); }
    }
  });
}

// The network: vis-network draws marks and lines where Python put them; labels, fading and filters are ours.
const picture = (() => {
  const hidden = new Set(); // kinds of nodes, and roles as "role:lead"
  let network, nodes, edges, box;
  let lit = null; // ids of nodes that stay bright while something is chosen
  let hovered = "";
  let boxes = [];
  let colours = {};
  const order = [...NODES].sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
  const placed = new Map();

  const visible = (node) => !hidden.has(node.group) && inDocument(node, state.doc) && (!isOverview() || inOverview(node));
  const edgeVisible = (edge) => (edge.kind === "tasks") === isOverview() && !hidden.has(`role:${edge.kind}`) && inDocument(edge, state.doc)
    && visible(NODE.get(edge.from)) && visible(NODE.get(edge.to));

  function chosen() {
    if (state.node) return { nodes: [state.node], edges: EDGES_OF.get(state.node) };
    if (state.edge) return { nodes: [], edges: [EDGES[Number(state.edge)]] };
    if (!state.fact) return null;
    const fact = FACTS[Number(state.fact)];
    const ends = [fact.subject, fact.object].filter(Boolean);
    if (!ends.length) return null;
    const between = ends.length < 2 ? [] : EDGES_OF.get(ends[0]).filter((edge) => edge.facts.includes(fact.index));
    return { nodes: ends, edges: between };
  }

  function drawPage({ ctx, id, x, y, style }) {
    const size = style.size;
    return {
      drawNode() {
        ctx.globalAlpha = !lit || lit.has(id) ? 1 : 0.2;
        ctx.beginPath();
        for (const [dx, dy] of [[-0.75, -1], [0.3, -1], [0.75, -0.5], [0.75, 1], [-0.75, 1]]) ctx.lineTo(x + dx * size, y + dy * size);
        ctx.closePath();
        ctx.fillStyle = colours.paper;
        ctx.fill();
        ctx.lineWidth = id === state.node ? 3.5 : 1.8;
        ctx.strokeStyle = tone(VIEW.kinds.document.color);
        ctx.stroke();
        ctx.beginPath();
        for (const dy of [-0.2, 0.2, 0.6]) {
          ctx.moveTo(x - size * 0.4, y + dy * size);
          ctx.lineTo(x + size * 0.4, y + dy * size);
        }
        ctx.lineWidth = 1;
        ctx.stroke();
      },
      nodeDimensions: { width: 1.5 * size, height: 2 * size },
    };
  }

  function nodeLook(node) {
    const colour = tone(VIEW.kinds[node.group].color);
    const bright = !lit || lit.has(node.id);
    return {
      id: node.id, hidden: !visible(node), size: sizeOf(node), opacity: bright ? 1 : 0.2, borderWidth: node.id === state.node ? 3.5 : 1.2,
      color: { background: colour, border: node.id === state.node ? colours.ink : colours.paper, hover: { background: colour, border: colours.ink } },
    };
  }

  function edgeLook(edge, litEdges) {
    const style = VIEW.roles[edge.kind];
    const bright = litEdges ? litEdges.has(edge.id) : !edge.quiet;
    const colour = tone(style.color);
    const faint = VIEW.many && !state.doc ? 0.22 : ROLES.includes(edge.kind) ? 0.75 : 0.8;
    return {
      id: edge.id, hidden: !edgeVisible(edge) || (!bright && edge.quiet), width: style.width + (litEdges && bright ? 0.8 : 0),
      color: { color: colour, hover: colour, opacity: bright ? (litEdges ? 1 : faint) : 0.07 },
    };
  }

  function refresh() {
    if (!network) return;
    colours = { paper: ink("--paper"), ink: ink("--ink") };
    const choice = chosen();
    const litEdges = choice && new Set(choice.edges.map((edge) => edge.id));
    lit = choice && new Set([...choice.nodes, ...choice.edges.flatMap((edge) => [edge.from, edge.to])]);
    nodes.update(NODES.map(nodeLook));
    edges.update(EDGES.map((edge) => edgeLook(edge, litEdges)));
    if (choice) bringIntoView([...lit]);
  }

  // Put the nodes where the layout of the chosen document, or of all, has them.
  function arrange() {
    const own = VIEW.places[state.doc]; // of a document, or "" of the overview
    placed.clear();
    if (own) for (let at = 0; at < own.length; at += 3) placed.set(NODES[own[at]].id, { x: own[at + 1], y: own[at + 2] });
    else for (const node of NODES) placed.set(node.id, { x: node.x, y: node.y });
    if (narrow()) pullTogether();
    if (nodes) nodes.update([...placed].map(([id, place]) => ({ id, ...place })));
  }

  const narrow = () => box.clientWidth < 600;

  // On a narrow, high window the gap between bodies and tasks is only as wide as lines need; else all is further apart.
  function pullTogether() {
    const side = (groups) => NODES.filter((node) => groups.includes(node.group) && placed.has(node.id)).map((node) => placed.get(node.id).x);
    for (const place of placed.values()) Object.assign(place, { x: place.x * 1.3, y: place.y * 1.3 });
    const bodies = side(["body"]);
    const gap = Math.min(...side(["task"])) - Math.max(...bodies) - 110;
    if (bodies.length && Number.isFinite(gap) && gap > 0) for (const node of NODES) if (node.group === "body" && placed.has(node.id)) placed.get(node.id).x += gap;
  }

  const sizeOf = (node) => node.size * (narrow() ? 1.4 : 1);
  const fontSize = () => {
    const scale = network.getScale();
    return narrow() || scale < 0.95 ? 12 : Math.min(17, Math.round(13 * Math.max(1, scale ** 0.6)));
  };

  // A node with its label's size: in the window, or (plain) where it stands in the layout at scale 1.
  function measured(node, context, scale, plain) {
    const size = plain ? (narrow() ? 12 : 13) : fontSize();
    const font = fontOf(node.group, size);
    const lines = node.lines;
    const place = placed.get(node.id);
    const at = plain ? place : network.canvasToDOM(place);
    return {
      id: node.id, x: at.x, y: at.y, radius: sizeOf(node) * scale + 1, side: node.side, lines, font, size,
      wide: Math.max(...lines.map((words) => wideOf(context, words, font))), high: lines.length * (size + 3),
      must: node.id === state.node || node.id === hovered,
    };
  }

  function drawLabels(context) {
    const scale = network.getScale();
    const shown = order.filter((node) => visible(node) && placed.has(node.id));
    const bright = lit ? shown.filter((node) => lit.has(node.id)) : shown;
    const first = bright.filter((node) => node.id === state.node || node.id === hovered);
    const items = [...first, ...bright.filter((node) => !first.includes(node))].map((node) => measured(node, context, scale));
    boxes = placeLabels(items, box.clientWidth, box.clientHeight);
    const byNode = new Map(items.map((item) => [item.id, item]));
    const ratio = context.canvas.width / box.clientWidth;
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    for (const label of boxes) {
      const item = byNode.get(label.id);
      drawLabel(context, label, item.lines, item.font, item.size, colours);
    }
    context.restore();
  }

  // How much of the window's lower part the panel covers: on a narrow window it is a sheet over the picture.
  function covered() {
    const sheet = byId("panel").getBoundingClientRect();
    const own = box.getBoundingClientRect();
    const buttons = narrow() ? 56 : 0;
    return sheet.width > 0 && sheet.left < own.right - 1 ? Math.max(buttons, own.bottom - sheet.top) : buttons;
  }

  // Show some nodes as large as they fit with their labels, which keep their size whatever the scale.
  function frame(some, most) {
    const context = box.querySelector("canvas").getContext("2d");
    const items = some.filter((node) => visible(node) && placed.has(node.id)).map((node) => {
      const item = measured(node, context, 1, true);
      const label = boxAt({ ...item, x: 0, y: 0 }, item.side);
      return { ...item, label };
    });
    if (!items.length) return;
    const span = (scale) => ({
      left: Math.min(...items.map((item) => item.x * scale + item.label.left)), right: Math.max(...items.map((item) => item.x * scale + Math.max(item.label.right, item.radius))),
      top: Math.min(...items.map((item) => item.y * scale + item.label.top)), bottom: Math.max(...items.map((item) => item.y * scale + item.label.bottom)),
    });
    const high = box.clientHeight - covered();
    let low = 0.02;
    let scale = most;
    for (let step = 0; step < 18; step++) {
      const middle = step ? (low + scale) / 2 : most;
      const { left, right, top, bottom } = span(middle);
      if (right - left <= box.clientWidth - 24 && bottom - top <= high - 24) low = middle;
      else scale = middle;
    }
    const { left, right, top, bottom } = span(low);
    network.moveTo({ position: { x: (left + right) / 2 / low, y: ((top + bottom) / 2 + covered() / 2) / low }, scale: low });
  }

  const fit = () => frame(NODES, 1.5);

  // At first: everything; on a narrow window bodies and tasks, the rest lies to the right of them.
  function open() {
    frame(NODES, 1.5);
    if (narrow() && network.getScale() < 0.6) frame(NODES.filter((node) => ["task", "body"].includes(node.group)), 1);
  }

  // Move only when the chosen node is out of sight; never away from what is there already.
  function bringIntoView(ids) {
    const main = state.node || ids.find((id) => placed.has(id));
    if (!main || !placed.has(main)) return;
    if (narrow() && ids.length < 80) return frame(ids.map((id) => NODE.get(id)), 1);
    const { x, y } = network.canvasToDOM(placed.get(main));
    if (x > 20 && y > 20 && x < box.clientWidth - 20 && y < box.clientHeight - 20) return;
    network.moveTo({ position: placed.get(main), scale: network.getScale() });
  }

  function labelAt({ x, y }) {
    const hit = boxes.find((label) => x >= label.left && x <= label.right && y >= label.top && y <= label.bottom);
    return hit ? hit.id : undefined;
  }

  function click({ pointer }) {
    const id = network.getNodeAt(pointer.DOM) ?? labelAt(pointer.DOM);
    if (id !== undefined) return go({ node: id });
    const edge = network.getEdgeAt(pointer.DOM);
    if (edge !== undefined) return go({ edge: String(edge) });
    return clearChoice();
  }

  function tip(event, ...lines) {
    const at = byId("tip");
    at.hidden = !lines.length;
    if (!lines.length) return;
    at.replaceChildren(...lines.filter(Boolean).map((words) => make("div", {}, words)));
    const { x, y } = event.pointer.DOM;
    at.style.left = `${Math.max(4, Math.min(x + 14, box.clientWidth - at.offsetWidth - 8))}px`;
    at.style.top = `${Math.max(4, y + 18 + at.offsetHeight > box.clientHeight ? y - at.offsetHeight - 10 : y + 18)}px`;
  }

  const edgeKind = (kind) => say(kind === "mineral" ? "mineralLink" : kind);

  function hover(event) {
    if (event.node !== undefined) {
      hovered = event.node;
      const node = NODE.get(event.node);
      tip(event, node.number && node.group !== "body" ? `${node.number} ${node.name}` : node.name, sayOne(node.group));
    } else {
      const edge = EDGES[event.edge];
      tip(event, `${nameOf(edge.from)} — ${edgeKind(edge.kind)} — ${nameOf(edge.to)}`);
    }
    box.classList.add("pointing");
  }

  function leave(event) {
    hovered = "";
    box.classList.remove("pointing");
    tip(event);
  }

  function start() {
    box = byId("picture");
    arrange();
    colours = { paper: ink("--paper"), ink: ink("--ink") };
    nodes = new vis.DataSet(NODES.map((node) => {
      const page = node.shape === "page";
      return { id: node.id, ...placed.get(node.id), shape: page ? "custom" : node.shape, ...(page && { ctxRenderer: drawPage }), ...nodeLook(node) };
    }));
    edges = new vis.DataSet(EDGES.map((edge) => ({
      id: edge.id, from: edge.from, to: edge.to, dashes: edge.dashes, arrows: edge.kind === "cites" ? { to: { enabled: true, scaleFactor: 0.5 } } : "",
      ...edgeLook(edge, null),
    })));
    network = new vis.Network(box, { nodes, edges }, JSON.parse(parse("data-options")));
    network.on("afterDrawing", drawLabels);
    network.on("click", click);
    network.on("hoverNode", hover);
    network.on("hoverEdge", hover);
    network.on("blurNode", leave);
    network.on("blurEdge", leave);
    network.once("afterDrawing", () => { document.documentElement.dataset.drawn = String(Math.round(performance.now())); });
    open();
    new ResizeObserver(() => { if (box.clientWidth && (network.canvas.frame.canvas.clientWidth !== box.clientWidth)) { network.redraw(); } }).observe(box);
  }

  function save() {
    network.redraw();
    const seen = box.querySelector("canvas");
    const copy = make("canvas", { width: seen.width, height: seen.height });
    const context = copy.getContext("2d");
    context.fillStyle = colours.paper;
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(seen, 0, 0);
    // toBlob waits until the browser is idle, which may take seconds
    const bytes = atob(copy.toDataURL("image/png").split(",")[1]);
    saveAs(fileName("png"), new Blob([Uint8Array.from(bytes, (byte) => byte.charCodeAt(0))], { type: "image/png" }));
  }

  function zoom(factor) {
    network.moveTo({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)) });
  }

  function toggle(key) {
    if (!hidden.delete(key)) hidden.add(key);
    refresh();
  }

  return {
    start, refresh, fit, open, save, zoom, toggle, hidden, arrange, visible, edgeVisible, edgeKind,
    labels: () => boxes,
    marks: () => NODES.filter((node) => visible(node) && placed.has(node.id)).map((node) => ({ id: node.id, ...network.canvasToDOM(placed.get(node.id)), radius: sizeOf(node) * network.getScale() })),
    isLit: (id) => !lit || lit.has(id),
    ready: () => Boolean(network),
    showAll() { hidden.clear(); refresh(); },
  };
})();

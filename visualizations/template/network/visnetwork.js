// vis-network behind the same face as our own painter: it holds nodes and edges, draws the edges and hears the hand.
function visPainter(box, act) {
  box.replaceChildren();
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const network = new vis.Network(box, { nodes: new vis.DataSet(), edges: new vis.DataSet() }, JSON.parse(parse("data-options")));
  let [scene, looks] = [null, null];
  let fresh = true;
  const draws = ({ ctx, id, x, y }) => {
    const mark = scene.mark.get(id);
    const own = mark && looks.mark(mark);
    return {
      drawNode() { if (own) paintMark(ctx, mark, x, y, mark.size, own); },
      nodeDimensions: { width: 2 * (mark?.size ?? 1), height: 2 * (mark?.size ?? 1) },
    };
  };

  function show(next) {
    scene = next;
    fresh = true;
  }

  function look(next) {
    looks = next;
    const lineLooks = (one) => {
      const own = looks.line(one);
      return { id: one.id, hidden: !own, ...(own && { width: own.width, color: { color: own.colour, hover: own.colour, opacity: own.alpha } }) };
    };
    if (fresh) {
      nodes.clear();
      edges.clear();
      nodes.add(scene.marks.map((mark) => ({ id: mark.id, x: mark.x, y: mark.y, size: mark.size, shape: "custom", ctxRenderer: draws, hidden: !looks.mark(mark) })));
      edges.add(scene.lines.map((one) => ({
        from: one.from, to: one.to, dashes: one.dashes.length ? one.dashes : false, arrows: one.arrow ? { to: { enabled: true, scaleFactor: 0.5 } } : "", ...lineLooks(one),
      })));
      network.setData({ nodes, edges });
      fresh = false;
    } else {
      nodes.update(scene.marks.map((mark) => ({ id: mark.id, hidden: !looks.mark(mark) })));
      edges.update(scene.lines.map(lineLooks));
    }
    network.redraw();
  }

  const pointed = (event) => (event.edge !== undefined ? act.hover(undefined, () => String(event.edge), event.pointer.DOM) : act.hover(event.node, () => undefined, event.pointer.DOM));
  const left = (event) => act.hover(undefined, () => undefined, event.pointer.DOM);
  network.on("afterDrawing", (context) => act.painted(context));
  network.on("click", ({ pointer }) => act.click(pointer.DOM));
  for (const name of ["dragStart", "zoom"]) network.on(name, () => act.moved());
  for (const name of ["hoverNode", "hoverEdge"]) network.on(name, pointed);
  for (const name of ["blurNode", "blurEdge"]) network.on(name, left);

  return {
    name: "vis-network", show, look, redraw: () => network.redraw(), now: () => network.redraw(),
    move: (position, scale) => network.moveTo({ position, scale }), at: (place) => network.canvasToDOM(place), scale: () => network.getScale(),
    nodeAt: (point) => network.getNodeAt(point), edgeAt: (point) => { const id = network.getEdgeAt(point); return id === undefined ? undefined : String(id); },
    canvas: () => box.querySelector("canvas"), resized: () => network.redraw(),
  };
}

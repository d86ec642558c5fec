// The picture: a painter draws marks and lines where Python put them; labels, fading and filters are ours.
const MOST_FOR_VIS = 1500; // marks and lines; above that vis-network is slower to start and to move than our own painter

const picture = (() => {
  const hidden = new Set(); // kinds of nodes, and lines as "role:lead"
  let [painter, scene, box] = [null, null, null];
  let lit = null; // ids of marks that stay bright while something is chosen
  let litLines = null;
  let hovered = "";
  let focused = ""; // where the keyboard is
  let boxes = [];
  let colours = {};
  let touched = false; // as long as nobody moves the picture, it fits the window

  const visible = (mark) => !hidden.has(mark.group);
  const lineVisible = (one) => !hidden.has(`role:${one.kind}`) && visible(scene.mark.get(one.from)) && visible(scene.mark.get(one.to));
  const there = (id) => scene.mark.has(id) && visible(scene.mark.get(id));

  // What of the picture is chosen: marks and lines.
  function chosen() {
    if (state.node) return scene.mark.has(state.node) ? { marks: [state.node], lines: scene.linesOf(state.node) } : null;
    const fact = state.fact ? FACTS[Number(state.fact)] : null;
    const edge = state.edge ? edgeNamed(state.edge) : null;
    if (edge && scene.line.has(state.edge)) return { marks: [], lines: [scene.line.get(state.edge)] };
    const ends = (edge ? [edge.from, edge.to] : fact ? [fact.subject, fact.object] : []).filter((id) => scene.mark.has(id));
    if (!ends.length) return null;
    return { marks: ends, lines: ends.length < 2 ? [] : scene.linesOf(ends[0]).filter((one) => one.edge.facts?.includes(fact?.index)) };
  }

  // Only where many lines cross do they have to be faint.
  function look() {
    const heaviest = Math.max(1, ...scene.lines.slice(0, 2000).map((one) => one.weight));
    const faint = scene.lines.length > 500 ? 0.22 : scene.lines.length > 150 ? 0.5 : 0.75;
    return {
      colours,
      mark: (mark) => (visible(mark) ? { alpha: !lit || lit.has(mark.id) ? 1 : 0.2, strong: mark.id === state.node, ring: mark.id === focused, colours } : null),
      line(one) {
        const bright = litLines ? litLines.has(one.id) : !one.quiet;
        if (!lineVisible(one) || (!bright && one.quiet)) return null;
        return { colour: tone(VIEW.roles[one.kind].color), alpha: bright ? (litLines ? 1 : one.weight ? 0.12 + 0.5 * (one.weight / heaviest) ** 0.5 : faint) : 0.07, width: one.width + (litLines && bright ? 0.8 : 0) };
      },
    };
  }

  function refresh() {
    if (!painter) return;
    colours = { paper: ink("--paper"), ink: ink("--ink"), accent: ink("--accent") };
    const choice = chosen();
    litLines = choice && new Set(choice.lines.map((one) => one.id));
    lit = choice && new Set([...choice.marks, ...choice.lines.flatMap((one) => [one.from, one.to])]);
    painter.look(look());
    if (choice) bringIntoView([...lit]);
  }

  // That of the box, or the last that it had while it is hidden or on paper.
  let size = { width: 0, height: 0 };
  function windowSize() {
    if (box.clientWidth && box.clientHeight) size = { width: box.clientWidth, height: box.clientHeight };
    return size;
  }

  const narrow = () => box.clientWidth < 600;
  const onRing = () => ["lead", "together"].includes(sight()) && !nearSteps();
  const reshape = (marks) => (sight() === "tasks" ? inTwoColumns(marks, box.clientHeight - 90) ?? pulledTogether(marks) : onRing() ? slim(marks) : marks);

  // Lay the picture that the address asks for before the painter that is good at its size.
  function arrange() {
    const next = sceneNow();
    const key = `${next.key}\n${narrow()}`;
    if (scene && scene.shown === key) return false;
    scene = narrow() && next.marks.length ? makeScene(reshape(next.marks), next.lines) : { ...next };
    scene.shown = key;
    if (!there(focused)) focused = "";
    const large = scene.marks.length + scene.lines.length > MOST_FOR_VIS || scene.bent;
    if (!painter || (painter.name === "canvas") !== large) painter = (large ? canvasPainter : visPainter)(box, { painted, click, hover, moved() { touched = true; } });
    painter.show(scene);
    byId("picture-empty").hidden = scene.marks.length > 0;
    byId("picture-empty").textContent = scene.marks.length ? "" : say("noPicture");
    return true;
  }

  const fontSize = () => {
    const scale = painter.scale();
    return narrow() || scale < 0.95 ? 12 : Math.min(17, Math.round(13 * Math.max(1, scale ** 0.6)));
  };

  // A mark with its label's size: in the window, or (plain) where it stands in the layout at scale 1.
  function measured(mark, context, scale, plain) {
    const size = plain ? (narrow() ? 12 : 13) : fontSize();
    const font = mark.stack ? `600 ${size}px ${FONT}` : fontOf(mark.group, size);
    const spot = plain ? mark : painter.at(mark);
    return {
      id: mark.id, x: spot.x, y: spot.y, radius: mark.size * scale + 1, side: mark.side, lines: mark.lines, font, size,
      wide: Math.max(...mark.lines.map((words) => wideOf(context, words, font, size))), high: mark.lines.length * (size + 3),
      must: mark.id === state.node || mark.id === hovered || mark.id === focused,
    };
  }

  // The labels that there is room for, weightiest first.
  function layLabels(context) {
    const scale = painter.scale();
    const bright = scene.marks.filter((mark) => visible(mark) && (!lit || lit.has(mark.id) || mark.id === focused));
    const first = bright.filter((mark) => [state.node, hovered, focused].includes(mark.id));
    const items = [...first, ...bright.filter((mark) => !first.includes(mark))].map((mark) => measured(mark, context, scale));
    const { width, height } = windowSize();
    boxes = placeLabels(items, width, height);
    return new Map(items.map((item) => [item.id, item]));
  }

  // Signs of roles and numbers of tasks, on the lines that are chosen.
  const signs = () => (litLines && litLines.size <= 80 ? scene.lines.filter((one) => litLines.has(one.id) && lineVisible(one) && signOf(one)) : []).map((one) => {
    const [from, to] = [painter.at(scene.mark.get(one.from)), painter.at(scene.mark.get(one.to))];
    return { words: signOf(one), ...pointOn(from, to, one.bend && painter.at(one.bend), SIGN_AT), colour: tone(VIEW.roles[one.kind].color) };
  });

  function painted(context) {
    const items = layLabels(context);
    const ratio = context.canvas.width / box.clientWidth;
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    for (const sign of signs()) drawSign(context, sign, colours);
    for (const label of boxes) {
      const item = items.get(label.id);
      drawLabel(context, label, item.lines, item.font, item.size, colours);
    }
    context.restore();
    drawBeyond(narrow(), scene.marks.filter(visible), painter.at, box.clientWidth, turn);
    document.documentElement.dataset.drawn ??= String(Math.round(performance.now()));
  }

  // How much of the window's lower part the panel covers: on a narrow window it is a sheet over the picture.
  function covered() {
    const sheet = byId("panel").getBoundingClientRect();
    const own = box.getBoundingClientRect();
    const buttons = narrow() ? 56 : 0;
    return sheet.width > 0 && sheet.left < own.right - 1 ? Math.max(buttons, own.bottom - sheet.top) : buttons;
  }

  // Show some marks as large as they fit with their labels, which keep their size whatever the scale.
  function frame(some, most) {
    const context = painter.canvas().getContext("2d");
    const items = some.filter(visible).map((mark) => {
      const item = measured(mark, context, 1, true);
      return { ...item, label: boxAt({ ...item, x: 0, y: 0 }, item.side) };
    });
    if (!items.length) return;
    const span = (scale) => {
      const all = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
      for (const { x, y, radius, label } of items) {
        all.left = Math.min(all.left, x * scale + Math.min(label.left, -radius));
        all.right = Math.max(all.right, x * scale + Math.max(label.right, radius));
        all.top = Math.min(all.top, y * scale + label.top);
        all.bottom = Math.max(all.bottom, y * scale + label.bottom);
      }
      return all;
    };
    const high = box.clientHeight - covered();
    let [low, scale] = [0.02, most];
    for (let step = 0; step < 18; step++) {
      const middle = step ? (low + scale) / 2 : most;
      const { left, right, top, bottom } = span(middle);
      if (right - left <= box.clientWidth - 24 && bottom - top <= high - 24) low = middle;
      else scale = middle;
    }
    const { left, right, top, bottom } = span(low);
    painter.move({ x: (left + right) / 2 / low, y: ((top + bottom) / 2 + covered() / 2) / low }, low);
  }

  const fit = () => frame(scene.marks, 1.5);

  // At first: everything; on a narrow window bodies and tasks, the rest lies to the right of them.
  function open() {
    frame(scene.marks, 1.5);
    if (narrow() && painter.scale() < 0.6 && !onRing()) {
      const left = Math.min(...scene.marks.map((mark) => mark.x)) + 280;
      frame(scene.marks.filter((mark) => (sight() === "tasks" ? ["task", "body"].includes(mark.group) : mark.x < left)), 1);
    }
    touched = false;
  }

  // On by most of a window, no further than to the last mark of that side.
  function turn(side) {
    const own = middle();
    const xs = scene.marks.filter(visible).map((mark) => mark.x);
    const half = box.clientWidth / 2 / painter.scale();
    const step = 1.5 * half;
    touched = true;
    const x = side === "right" ? Math.min(own.x + step, Math.max(...xs) - 0.3 * half) : Math.max(own.x - step, Math.min(...xs) + 0.3 * half);
    painter.move({ x, y: own.y }, painter.scale());
  }

  // Move only when the chosen mark is out of sight; never away from what is there already.
  function bringIntoView(ids) {
    const main = there(state.node) ? state.node : ids.find(there);
    if (!main) return;
    if (narrow() && ids.length < 80) { frame(ids.filter(there).map((id) => scene.mark.get(id)), 1); return; }
    touched = true;
    const { x, y } = painter.at(scene.mark.get(main));
    if (x > 20 && y > 20 && x < box.clientWidth - 20 && y < box.clientHeight - 20) return;
    painter.move(scene.mark.get(main), painter.scale());
  }

  function labelAt({ x, y }) {
    const hit = boxes.find((label) => x >= label.left && x <= label.right && y >= label.top && y <= label.bottom);
    return hit ? hit.id : undefined;
  }

  // A group opens, and so does a document among many; anything else is chosen.
  function choose(id) {
    const mark = scene.mark.get(id);
    if (mark.stack) go({ open: id, node: "", near: "" });
    else if (isOverview() && !nearSteps() && mark.group === "document") go({ doc: id, open: "", node: "" });
    else go({ node: id });
  }

  function click(point) {
    const id = painter.nodeAt(point) ?? labelAt(point);
    if (id !== undefined && scene.mark.has(id)) return choose(id);
    const edge = painter.edgeAt(point);
    if (edge !== undefined) return go({ edge });
    return clearChoice();
  }

  function tip(point, ...lines) {
    const at = byId("tip");
    at.hidden = !lines.length;
    if (!lines.length) return;
    at.replaceChildren(...lines.filter(Boolean).map((words) => make("div", {}, words)));
    const { x, y } = point;
    at.style.left = `${Math.max(4, Math.min(x + 14, box.clientWidth - at.offsetWidth - 8))}px`;
    at.style.top = `${Math.max(4, y + 18 + at.offsetHeight > box.clientHeight ? y - at.offsetHeight - 10 : y + 18)}px`;
  }

  const edgeKind = (kind) => say({ mineral: "mineralLink", leading: "leadingLine", together: "togetherLine" }[kind] ?? kind);
  const lineWords = (one) => `${thingName(one.from)} — ${edgeKind(one.kind)}${one.weight > 1 ? ` ${one.weight}` : ""} — ${thingName(one.to)}`;
  const markWords = (mark) => (mark.number && mark.group !== "body" ? `${mark.number} ${mark.name}` : mark.name);

  function hover(id, edgeAt, point) {
    const mark = id === undefined ? undefined : scene.mark.get(id);
    const line = mark ? undefined : scene.line.get(edgeAt(point));
    if (hovered !== (mark?.id ?? "")) {
      hovered = mark?.id ?? "";
      painter.redraw();
    }
    if (mark) tip(point, markWords(mark), mark.stack ? say("opens") : sayOne(mark.group));
    else if (line) tip(point, lineWords(line));
    else tip(point);
    box.classList.toggle("pointing", Boolean(mark || line));
  }

  function start() {
    box = byId("picture");
    arrange();
    refresh();
    open();
    new ResizeObserver(() => {
      if (!box.clientWidth || !box.clientHeight) return; // hidden, or on paper
      painter.resized();
      if (arrange()) refresh();
      if (!touched) open();
    }).observe(box);
  }

  // Match the address: another picture, or another choice in the same.
  function update() {
    const fresh = arrange();
    refresh();
    if (fresh) open();
  }

  function save() {
    painter.now();
    const seen = painter.canvas();
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
    touched = true;
    painter.move(middle(), Math.min(4, Math.max(0.02, painter.scale() * factor)));
  }

  // The point of the layout that is in the middle of the window.
  function middle() {
    const zero = painter.at({ x: 0, y: 0 });
    return { x: (box.clientWidth / 2 - zero.x) / painter.scale(), y: (box.clientHeight / 2 - zero.y) / painter.scale() };
  }

  function toggle(key) {
    if (!hidden.delete(key)) hidden.add(key);
    refresh();
  }

  return {
    start, update, refresh, fit, open, save, zoom, toggle, hidden, edgeKind, choose, markWords, visible, lineVisible, signs, layLabels, bringIntoView,
    labels: () => boxes,
    marks: () => scene.marks.filter(visible).map((mark) => ({ id: mark.id, ...painter.at(mark), radius: mark.size * painter.scale() })),
    lines: () => scene.lines.filter(lineVisible).map((one) => ({ id: one.id, kind: one.kind, weight: one.weight, ...pointOn(painter.at(scene.mark.get(one.from)), painter.at(scene.mark.get(one.to)), one.bend && painter.at(one.bend), 0.5) })),
    isLit: (id) => !lit || lit.has(id),
    look: () => look(),
    scene: () => scene,
    windowSize,
    painter: () => painter,
    focused: () => focused,
    focus(id) { focused = id; refresh(); if (id) bringIntoView([id]); },
    ready: () => Boolean(painter),
    showAll() { hidden.clear(); refresh(); },
  };
})();

// A canvas painter of our own, for pictures too large for vis-network: lines and marks of one look are one path, and
// while the picture is moved an old frame is pushed along where a new one would take too long.
const SLOW = 20; // milliseconds
const BUNDLE = 48; // lines of a path: strokes of very long paths take far longer than their parts
const CELL_SIZE = 60;
const FEW = 300; // marks that are painted one by one, with all that belongs to them

function canvasPainter(box, act) {
  const canvas = make("canvas", {});
  const context = canvas.getContext("2d");
  box.replaceChildren(canvas);
  let [scale, left, top] = [1, 0, 0]; // window = layout * scale + (left, top)
  let scene = null;
  let looks = null;
  let [lineBundles, markBundles, special] = [[], [], []];
  let grid = new Map();
  let [waiting, cost, snapshot] = [0, 0, null];
  let settle = 0;

  const ratio = () => canvas.width / Math.max(1, box.clientWidth);
  const at = ({ x, y }) => ({ x: x * scale + left, y: y * scale + top });
  const back = ({ x, y }) => ({ x: (x - left) / scale, y: (y - top) / scale });

  function resize() {
    const fine = Math.min(2, window.devicePixelRatio || 1);
    canvas.width = Math.round(box.clientWidth * fine);
    canvas.height = Math.round(box.clientHeight * fine);
    canvas.style.width = `${box.clientWidth}px`;
    canvas.style.height = `${box.clientHeight}px`;
  }

  function show(next) {
    scene = next;
    grid = new Map();
    for (const mark of scene.marks) {
      const key = `${Math.floor(mark.x / CELL_SIZE)},${Math.floor(mark.y / CELL_SIZE)}`;
      if (!grid.has(key)) grid.set(key, []);
      grid.get(key).push(mark);
    }
  }

  // Gather what looks alike into paths.
  function look(next) {
    looks = next;
    const lines = new Map();
    for (const one of scene.lines) {
      const own = looks.line(one);
      if (!own) continue;
      const key = `${own.colour}|${own.alpha}|${own.width}|${one.dashes}|${one.arrow}`;
      if (!lines.has(key)) lines.set(key, { ...own, dashes: one.dashes, arrow: one.arrow, paths: [], arrows: new Path2D(), count: 0 });
      const bundle = lines.get(key);
      if (bundle.count++ % BUNDLE === 0) bundle.paths.push(new Path2D());
      const path = bundle.paths.at(-1);
      const [from, to] = [scene.mark.get(one.from), scene.mark.get(one.to)];
      path.moveTo(from.x, from.y);
      if (one.bend) path.quadraticCurveTo(one.bend.x, one.bend.y, to.x, to.y);
      else path.lineTo(to.x, to.y);
      if (one.arrow) {
        arrowAt(one.bend ?? from, to, to.size + 2, arrowLength(one)).corners.forEach(([x, y], index) => (index ? bundle.arrows.lineTo(x, y) : bundle.arrows.moveTo(x, y)));
        bundle.arrows.closePath();
      }
    }
    lineBundles = [...lines.values()].sort((a, b) => a.alpha - b.alpha);
    const marks = new Map();
    special = [];
    for (const mark of scene.marks) {
      const own = looks.mark(mark);
      if (!own) continue;
      if (own.strong || own.ring || mark.stack || scene.marks.length <= FEW) { special.push([mark, own]); continue; }
      const key = `${mark.group}|${own.alpha}`;
      if (!marks.has(key)) marks.set(key, { group: mark.group, alpha: own.alpha, paths: [], count: 0 });
      const bundle = marks.get(key);
      if (bundle.count++ % BUNDLE === 0) bundle.paths.push(new Path2D());
      addShape(bundle.paths.at(-1), shapeOf(mark), mark.x, mark.y, mark.size);
    }
    markBundles = [...marks.values()];
    redraw();
  }

  function paint() {
    const started = performance.now();
    const fine = ratio();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(fine * scale, 0, 0, fine * scale, fine * left, fine * top);
    for (const { paths, arrows, arrow, colour, alpha, width, dashes } of lineBundles) {
      context.globalAlpha = alpha;
      context.strokeStyle = colour;
      context.lineWidth = Math.max(width, 0.5 / scale);
      context.setLineDash(dashes);
      for (const path of paths) context.stroke(path);
      context.setLineDash([]);
      if (arrow) { context.fillStyle = colour; context.fill(arrows); }
    }
    for (const { group, alpha, paths } of markBundles) {
      const colour = tone(VIEW.kinds[group].color);
      const page = VIEW.kinds[group].shape === "page";
      context.globalAlpha = alpha;
      context.fillStyle = page ? looks.colours.paper : colour;
      context.strokeStyle = page ? colour : looks.colours.paper;
      context.lineWidth = page ? 1.8 : 1.2;
      for (const path of paths) { context.fill(path); context.stroke(path); }
    }
    for (const [mark, own] of special) paintMark(context, mark, mark.x, mark.y, mark.size, own);
    context.globalAlpha = 1;
    act.painted(context);
    cost = performance.now() - started;
    snapshot = null;
  }

  function redraw() {
    if (waiting || !looks) return;
    waiting = requestAnimationFrame(() => { waiting = 0; paint(); });
  }

  // Push the last frame along; a new one comes as soon as the hand rests.
  function push() {
    act.moved();
    if (cost < SLOW) return redraw();
    if (!snapshot) {
      const copy = make("canvas", { width: canvas.width, height: canvas.height });
      copy.getContext("2d").drawImage(canvas, 0, 0);
      snapshot = { copy, scale, left, top };
    }
    clearTimeout(settle);
    settle = setTimeout(redraw, 120);
    if (waiting) return undefined;
    waiting = requestAnimationFrame(() => {
      waiting = 0;
      if (!snapshot) return;
      const grown = scale / snapshot.scale;
      const fine = ratio();
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.setTransform(grown, 0, 0, grown, fine * (left - snapshot.left * grown), fine * (top - snapshot.top * grown));
      context.drawImage(snapshot.copy, 0, 0);
    });
    return undefined;
  }

  function move({ x, y }, to) {
    scale = to;
    left = box.clientWidth / 2 - x * to;
    top = box.clientHeight / 2 - y * to;
    redraw();
  }

  function zoomAt(point, factor) {
    const to = Math.min(4, Math.max(0.02, scale * factor));
    left = point.x - ((point.x - left) * to) / scale;
    top = point.y - ((point.y - top) * to) / scale;
    scale = to;
    push();
  }

  function nodeAt(point) {
    const { x, y } = back(point);
    const slack = 4 / scale;
    let [best, near] = [undefined, Infinity];
    const reach = 1 + Math.ceil(slack / CELL_SIZE);
    const [cx, cy] = [Math.floor(x / CELL_SIZE), Math.floor(y / CELL_SIZE)];
    for (let gx = cx - reach; gx <= cx + reach; gx++) {
      for (let gy = cy - reach; gy <= cy + reach; gy++) {
        for (const mark of grid.get(`${gx},${gy}`) ?? []) {
          const far = Math.hypot(mark.x - x, mark.y - y);
          if (far < Math.min(near, mark.size + slack) && looks.mark(mark)) [best, near] = [mark.id, far];
        }
      }
    }
    return best;
  }

  function edgeAt(point) {
    const { x, y } = back(point);
    let [best, near] = [undefined, 5 / scale];
    for (const one of scene.lines) {
      const [a, b] = [scene.mark.get(one.from), scene.mark.get(one.to)];
      const far = one.bend ? farFromBent(a, b, one.bend, { x, y }) : farFrom(a, b, { x, y });
      if (far < near && looks.line(one)) [best, near] = [one.id, far];
    }
    return best;
  }

  function farFrom(a, b, { x, y }) {
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const along = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(a.x + along * dx - x, a.y + along * dy - y);
  }

  function farFromBent(a, b, bend, place) {
    const points = Array.from({ length: 13 }, (_, index) => pointOn(a, b, bend, index / 12));
    return Math.min(...points.slice(1).map((end, index) => farFrom(points[index], end, place)));
  }

  // One finger or the mouse moves, two fingers zoom, a short touch chooses.
  const fingers = new Map();
  let [moved, spread] = [0, 0];
  const point = (event) => {
    const own = box.getBoundingClientRect();
    return { x: event.clientX - own.left, y: event.clientY - own.top };
  };
  const between = () => {
    const [a, b] = [...fingers.values()];
    return { far: Math.hypot(a.x - b.x, a.y - b.y), middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } };
  };
  const on = (name, heard, options) => canvas.addEventListener(name, heard, options);
  on("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    if (!fingers.size) moved = 0;
    fingers.set(event.pointerId, point(event));
    if (fingers.size === 2) spread = between().far;
  });
  on("pointermove", (event) => {
    const here = point(event);
    const before = fingers.get(event.pointerId);
    if (!before) return act.hover(nodeAt(here), edgeAt, here);
    fingers.set(event.pointerId, here);
    moved += Math.hypot(here.x - before.x, here.y - before.y);
    if (fingers.size === 2) {
      const { far, middle } = between();
      zoomAt(middle, far / (spread || far));
      spread = far;
    } else if (moved > 3) {
      left += here.x - before.x;
      top += here.y - before.y;
      push();
    }
    return undefined;
  });
  const lift = (event) => {
    const here = fingers.get(event.pointerId);
    fingers.delete(event.pointerId);
    if (here && !fingers.size && moved <= 3 && event.type === "pointerup") act.click(here);
  };
  on("pointerup", lift);
  on("pointercancel", lift);
  on("pointerleave", () => act.hover(undefined, () => undefined, { x: 0, y: 0 }));
  on("wheel", (event) => { event.preventDefault(); zoomAt(point(event), event.deltaY < 0 ? 1.18 : 1 / 1.18); }, { passive: false });
  resize();

  return {
    name: "canvas", show, look, redraw, move, at, nodeAt, edgeAt, canvas: () => canvas, scale: () => scale,
    now: paint, resized() { resize(); redraw(); },
  };
}

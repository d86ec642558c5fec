// 地图: mines, bases and parks where they are known to lie, on a coarse outline; the list beside it has them all.
const SITES = VIEW.sites.map(([index, latitude, longitude, precision, basis, source]) => ({ node: NODE.get(idAt(index)), latitude, longitude, precision, basis, source, point: project(longitude, latitude) }));
const SITE = new Map(SITES.map((site) => [site.node.id, site]));
const SITE_KINDS = ["mine", "base", "park"];
const NEAR = 17; // marks closer than this, in pixels, are drawn as one
const WIDEST = 1.15; // of the map, as wide as China with its seas
const CLOSEST = 0.012;
const SEA_BOX = { width: 96, height: 132 };
const mineralsOf = (id) => EDGES_OF.get(id).filter((edge) => edge.kind === "mineral" && edge.from === id).map((edge) => edge.to);

const chart = { home: null, svg: null, box: { width: 1, height: 1 }, window: null, ranWith: "" };

const placesShown = () => NODES.filter((node) => SITE_KINDS.includes(node.group) && inDocument(node, state.doc) && (!state.ore || mineralsOf(node.id).includes(state.ore)));
const sitesShown = () => placesShown().map((node) => SITE.get(node.id)).filter(Boolean);

const onScreen = ([x, y]) => [((x - chart.window.x) / chart.window.width) * chart.box.width, ((y - chart.window.y) / chart.window.height) * chart.box.height];

// Places at the very same spot stand around it, so that each can be pointed at.
function fanned(sites) {
  const spots = new Map();
  for (const site of sites) {
    const key = `${site.latitude},${site.longitude}`;
    if (!spots.has(key)) spots.set(key, []);
    spots.get(key).push(site);
  }
  return [...spots.values()].flatMap((same) => same.map((site, index) => {
    const [x, y] = onScreen(site.point);
    if (same.length === 1) return { site, x, y };
    const angle = (index * 2 * Math.PI) / same.length - Math.PI / 2;
    const far = Math.max(11, (same.length * NEAR * 1.15) / (2 * Math.PI));
    return { site, x: x + far * Math.cos(angle), y: y + far * Math.sin(angle) };
  }));
}

// Marks that would cover each other become one with their number, as long as coming nearer can part them.
function clustered(marks) {
  const clusters = [];
  const close = chart.window.width <= CLOSEST * 1.01;
  for (const mark_ of marks) {
    const near = close ? undefined : clusters.find(({ x, y }) => Math.hypot(x - mark_.x, y - mark_.y) < NEAR);
    if (near) near.marks.push(mark_);
    else clusters.push({ x: mark_.x, y: mark_.y, marks: [mark_] });
  }
  return clusters;
}

const isExact = ({ precision }) => precision === "mine";
const siteWords = (site) => (site.basis ? say(`at-${site.precision}`, site.basis) : say(`at-${site.precision}`));
const goSite = (id) => go({ node: id });

// The mark of a kind, hollow where the place stands elsewhere than it lies.
function siteMark({ site, x, y }) {
  const chosen = state.node === site.node.id;
  const sign = svg("g", { class: `site${isExact(site) ? "" : " hollow"}${chosen ? " chosen" : ""}`, transform: `translate(${(x - 8).toFixed(1)} ${(y - 8).toFixed(1)})`, "data-node": site.node.id });
  const shape = mark(site.node.group).firstElementChild;
  const colour = shape.getAttribute("fill");
  shape.setAttribute("fill", isExact(site) ? colour : "var(--paper)");
  shape.setAttribute("stroke", isExact(site) ? "var(--paper)" : colour);
  sign.append(svg("title", {}, `${site.node.name} · ${siteWords(site)}`), svg("circle", { cx: 8, cy: 8, r: 12, class: "halo" }), shape);
  sign.addEventListener("click", () => goSite(site.node.id));
  return sign;
}

function clusterMark({ x, y, marks }) {
  const sign = svg("g", { class: "cluster", transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`, "data-count": marks.length },
    svg("title", {}, marks.map(({ site }) => site.node.name).join("、")), svg("circle", { r: 13 }), svg("text", { y: 4 }, String(marks.length)));
  sign.addEventListener("click", () => lookAt(marks.map(({ site }) => site.point), 0));
  return sign;
}

// Labels beside their marks where they cover neither a mark nor another label.
function siteLabels(clusters, corner) {
  const taken = clusters.map(({ x, y }) => [x - 9, y - 9, x + 9, y + 9]);
  if (corner) taken.push([corner.x, corner.y, corner.x + SEA_BOX.width, corner.y + SEA_BOX.height]);
  const labels = svg("g", { class: "site-labels" });
  const single = clusters.filter(({ marks }) => marks.length === 1).map(({ marks }) => marks[0]);
  single.sort((a, b) => (b.site.node.id === state.node) - (a.site.node.id === state.node) || b.site.node.weight - a.site.node.weight);
  for (const { site, x, y } of single) {
    const words = site.node.name.length > 14 ? `${site.node.name.slice(0, 13)}…` : site.node.name;
    const wide = Array.from(words).reduce((sum, letter) => sum + (letter.charCodeAt(0) > 255 ? 12.4 : 7), 0);
    const spots = [[x + 11, y + 4, "start"], [x - 11, y + 4, "end"], [x, y - 13, "middle"], [x, y + 22, "middle"]];
    const fit = spots.map(([tx, ty, anchor]) => {
      const left = anchor === "start" ? tx : anchor === "end" ? tx - wide : tx - wide / 2;
      return { tx, ty, anchor, box: [left, ty - 11, left + wide, ty + 4] };
    }).find(({ box }) => box[0] > 2 && box[2] < chart.box.width - 2 && !taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]));
    if (!fit) continue;
    taken.push(fit.box);
    labels.append(svg("text", { x: fit.tx.toFixed(1), y: fit.ty.toFixed(1), "text-anchor": fit.anchor, class: state.node === site.node.id ? "chosen" : "" }, words));
  }
  return { labels, taken };
}

function provinceNames(taken) {
  const names = svg("g", { class: "provinces", "aria-hidden": "true" });
  for (const entry of PROVINCES.split("|")) {
    const [name, pair] = entry.split(" ");
    if (["香港", "澳门"].includes(name) && chart.window.width > 0.25) continue; // no room for either from afar
    const [x, y] = onScreen(project(...pair.split(",").map(Number)));
    const box = [x - name.length * 7, y - 12, x + name.length * 7, y + 5];
    if (x < 0 || y < 0 || x > chart.box.width || y > chart.box.height || taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
    taken.push(box);
    names.append(svg("text", { x: x.toFixed(1), y: y.toFixed(1) }, name));
  }
  return names;
}

// Lines from a base to its mines.
function baseLines(sites) {
  const lines = svg("g", { class: "base-lines" });
  const here = new Set(sites.map(({ node }) => node.id));
  for (const { node, point } of sites) {
    for (const edge of EDGES_OF.get(node.id)) {
      if (edge.kind !== "contains" || edge.from !== node.id || !here.has(edge.to)) continue;
      const [[x1, y1], [x2, y2]] = [onScreen(point), onScreen(SITE.get(edge.to).point)];
      lines.append(svg("line", { x1: x1.toFixed(1), y1: y1.toFixed(1), x2: x2.toFixed(1), y2: y2.toFixed(1) }));
    }
  }
  return lines;
}

function backdrop() {
  const { x, y, width, height } = chart.window;
  const land = svg("svg", { x: 0, y: 0, width: chart.box.width, height: chart.box.height, viewBox: `${x} ${y} ${width} ${height}`, preserveAspectRatio: "none", "aria-hidden": "true" });
  for (const ring of OUTLINE) land.append(svg("path", { d: ringPath(ring), class: "land" }));
  for (const arc of BORDERS) land.append(svg("path", { d: ringPath(arc, false), class: "border" }));
  for (const stroke of STROKES) land.append(svg("path", { d: ringPath(stroke, false), class: "stroke" }));
  for (const [cx, cy] of pointsFrom(ISLANDS)) land.append(svg("circle", { cx, cy, r: width / 400, class: "island" }));
  return land;
}

// 南海诸岛 in the corner, as maps of China have it, unless the map shows the sea anyway.
function insetCorner(marks) {
  if (chart.box.width <= 420 || chart.box.height <= 300) return null;
  return [chart.box.height - SEA_BOX.height - 10, 10].map((y) => ({ x: chart.box.width - SEA_BOX.width - 10, y }))
    .find((corner) => !marks.some(({ x, y }) => x > corner.x - 14 && y > corner.y - 14 && y < corner.y + SEA_BOX.height + 14));
}

function inset(at) {
  const box = SEA_BOX;
  const sea = { west: 106.2, east: 123, south: 2.5, north: 25.2 };
  const corners = [[sea.west, sea.south], [sea.east, sea.south], [sea.west, sea.north], [sea.east, sea.north]].map((corner) => project(...corner));
  const around_ = windowOn(corners, box, 0);
  const picture_ = svg("svg", { x: at.x, y: at.y, width: box.width, height: box.height, viewBox: `${around_.x} ${around_.y} ${around_.width} ${around_.height}`, preserveAspectRatio: "xMidYMid slice" });
  picture_.append(svg("rect", { x: around_.x, y: around_.y, width: around_.width, height: around_.height, class: "sea" }));
  for (const ring of OUTLINE) picture_.append(svg("path", { d: ringPath(ring), class: "land" }));
  for (const stroke of STROKES) picture_.append(svg("path", { d: ringPath(stroke, false), class: "stroke" }));
  for (const [cx, cy] of pointsFrom(ISLANDS)) picture_.append(svg("circle", { cx, cy, r: around_.width / 90, class: "island" }));
  return svg("g", { class: "inset", "aria-hidden": "true" }, picture_, svg("rect", { x: at.x, y: at.y, width: box.width, height: box.height, class: "frame" }), svg("text", { x: at.x + box.width / 2, y: at.y + box.height - 6 }, say("southSea")));
}

function paintMap() {
  const sites = sitesShown();
  const clusters = clustered(fanned(sites));
  const corner = insetCorner(clusters);
  const { labels, taken } = siteLabels(clusters, corner);
  const marks = svg("g", { class: "sites" }, ...clusters.map((cluster) => (cluster.marks.length > 1 ? clusterMark(cluster) : siteMark(cluster.marks[0]))));
  chart.svg.replaceChildren(backdrop(), baseLines(sites), provinceNames([...taken, [0, chart.box.height - 26, 260, chart.box.height]]), marks, labels, corner ? inset(corner) : "",
    svg("text", { x: 10, y: chart.box.height - 10, class: "sketch" }, say("sketch")));
}

// Show all of some points; `least` is the least width of the map that is shown, 0 as near as one can come.
function lookAt(points, least = 0.16) {
  const side = Math.min(90, chart.box.width / 6);
  chart.window = windowOn(points, chart.box, Math.max(least, CLOSEST), { left: Math.max(side, 64), right: side, top: 40, bottom: 48 });
  paintMap();
}

function zoomMap(factor, at = [chart.box.width / 2, chart.box.height / 2]) {
  const old = chart.window;
  const width = Math.min(WIDEST, Math.max(CLOSEST, old.width * factor));
  const height = (width * chart.box.height) / chart.box.width;
  const [fx, fy] = [at[0] / chart.box.width, at[1] / chart.box.height];
  chart.window = { x: old.x + old.width * fx - width * fx, y: old.y + old.height * fy - height * fy, width, height };
  paintMap();
}

function panMap(dx, dy) {
  chart.window.x -= (dx / chart.box.width) * chart.window.width;
  chart.window.y -= (dy / chart.box.height) * chart.window.height;
  paintMap();
}

const lookAtChina = () => lookAt(OUTLINE.flatMap(pointsFrom), 0.5);
const lookAtSites = () => (sitesShown().length ? lookAt(sitesShown().map(({ point }) => point)) : lookAtChina());

function mapKeys(event) {
  const step = 60;
  const moves = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
  if (event.key in moves) panMap(...moves[event.key]);
  else if (event.key === "+" || event.key === "=") zoomMap(0.7);
  else if (event.key === "-") zoomMap(1 / 0.7);
  else if (event.key === "0") lookAtSites();
  else return;
  event.preventDefault();
}

// Dragging with the mouse or a finger; a click that did not move chooses.
function mapDrag(event) {
  if (event.button) return;
  let [x, y] = [event.clientX, event.clientY];
  const start = [x, y];
  let moved = false;
  const move = (next) => {
    if (!moved && Math.hypot(next.clientX - start[0], next.clientY - start[1]) < 5) return;
    moved = true;
    panMap(next.clientX - x, next.clientY - y);
    [x, y] = [next.clientX, next.clientY];
  };
  const end = () => {
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", end);
    removeEventListener("pointercancel", end);
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", end);
  addEventListener("pointercancel", end);
}

function siteRow(node) {
  const site = SITE.get(node.id);
  const minerals = mineralsOf(node.id).map((id) => NODE.get(id).name);
  return make("li", {}, make("button", { type: "button", class: state.node === node.id ? "site-row chosen" : "site-row", "aria-current": state.node === node.id, "data-node": node.id, onclick: () => goSite(node.id) },
    mark(node.group), make("span", { class: "gap-name" }, node.name), make("span", { class: "gap-more" }, [minerals.join("、"), site ? (isExact(site) ? say("degrees", site.latitude, site.longitude) : siteWords(site)) : ""].filter(Boolean).join(" · "))));
}

function siteList() {
  const places = placesShown();
  const parts = SITE_KINDS.map((kind) => [kind, places.filter((node) => node.group === kind && SITE.has(node.id))]);
  parts.push(["unlocated", places.filter((node) => !SITE.has(node.id))]);
  return parts.filter(([, some]) => some.length).map(([kind, some]) => make("section", { "data-kind": kind }, make("h3", {}, say(kind), make("b", {}, String(some.length))),
    kind === "unlocated" ? make("p", { class: "note" }, say("unlocatedNote")) : null, make("ol", { class: "gap-rows" }, some.map(siteRow))));
}

function mapCsv() {
  const head = [say("placeKind"), say("placeName"), say("mineral"), say("latitude"), say("longitude"), say("precision"), say("coordinateSource"), sayOne("document")];
  const rows = placesShown().map((node) => {
    const site = SITE.get(node.id);
    return [sayOne(node.group), node.name, mineralsOf(node.id).map((id) => NODE.get(id).name).join("、"), ...(site ? [String(site.latitude), String(site.longitude), siteWords(site), sourceWords(site)] : ["", "", say("unlocated"), ""]), node.documents.map(nameOf).join("；")];
  });
  return csvOf([head, ...rows]);
}

const sourceWords = ({ source }) => (source === "general knowledge" ? say("generalKnowledge") : source);

function mapFrame() {
  const ores = [...new Set(NODES.filter((node) => SITE_KINDS.includes(node.group) && inDocument(node, state.doc)).flatMap((node) => mineralsOf(node.id)))].map((id) => [id, NODE.get(id).name]);
  const picker = make("select", { "aria-label": say("mineral"), "data-choice": "ore", onchange: (event) => go({ ore: event.target.value, node: "" }) }, make("option", { value: "" }, say("anyMineral")), ores.map(([id, name]) => make("option", { value: id, selected: id === state.ore }, name)));
  const key = [...SITE_KINDS.filter((kind) => placesShown().some((node) => node.group === kind)).map((kind) => make("span", {}, mark(kind), ` ${say(kind)}`)), make("span", {}, svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, class: "mark", "aria-hidden": "true" }, svg("circle", { cx: 8, cy: 8, r: 5, class: "hollow-key" })), ` ${say("hollow")}`)];
  chart.svg = svg("svg", { class: "map", tabindex: 0, role: "group", "aria-label": say("mapOf") });
  chart.svg.addEventListener("keydown", mapKeys);
  chart.svg.addEventListener("pointerdown", mapDrag);
  chart.svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = chart.svg.getBoundingClientRect();
    zoomMap(event.deltaY > 0 ? 1.2 : 1 / 1.2, [event.clientX - box.left, event.clientY - box.top]);
  }, { passive: false });
  const buttons = make("div", { class: "map-buttons" }, iconButton("zoomIn", "M10 4v12M4 10h12", () => zoomMap(0.7)), iconButton("zoomOut", "M4 10h12", () => zoomMap(1 / 0.7)), iconButton("fit", "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4", lookAtSites), iconButton("wholeCountry", "M10 2.5a7.5 7.5 0 1 0 .1 0zM2.5 10h15M10 2.5c-5 5-5 10 0 15M10 2.5c5 5 5 10 0 15", lookAtChina));
  chart.home.replaceChildren(
    make("div", { class: "bar-row" }, make("h2", {}, say("map")), ores.length ? picker : null, make("p", { class: "key" }, key), make("div", { class: "actions" }, button(say("saveTable"), () => saveAs(fileName("map.csv"), new Blob([mapCsv()], { type: "text/csv;charset=utf-8" })), { "data-action": "csv" }))),
    make("div", { class: "map-row" }, make("div", { class: "map-box" }, chart.svg, buttons), make("div", { class: "lists site-list" })));
}

function drawMap(changed) {
  chart.home = byId("view-map");
  const wanted = [language, state.doc, state.ore, state.theme].join("\n");
  const fresh = chart.ranWith !== wanted || changed("tab") || !chart.window;
  if (fresh) mapFrame();
  chart.home.querySelector(".site-list").replaceChildren(...siteList());
  const box = chart.svg.parentNode.getBoundingClientRect();
  chart.box = { width: Math.max(box.width, 200), height: Math.max(box.height, 200) };
  for (const side of ["width", "height"]) chart.svg.setAttribute(side, chart.box[side]);
  if (chart.ranWith !== wanted || !chart.window) lookAtSites();
  else zoomMap(1);
  chart.ranWith = wanted;
  const site = SITE.get(state.node);
  if (site) {
    const [x, y] = onScreen(site.point);
    if (x < 0 || y < 0 || x > chart.box.width || y > chart.box.height) lookAt([site.point], chart.window.width);
  }
}

addEventListener("resize", () => { if (state.tab === "map") drawMap(() => false); });

addView({
  name: "map", draw: drawMap, keys: { ore: "" },
  shown: () => SITES.length > 0,
  words: {
    zh: {
      map: "地图", unlocated: "位置不明", unlocatedNote: "坐标表里没有，名称里也没有写明所在的县市；不作猜测。", anyMineral: "全部矿种", hollow: "空心：位置为近似", sketch: "示意图，不作为划界依据", southSea: "南海诸岛", wholeCountry: "全国",
      degrees: "北纬 {0}° 东经 {1}°", "at-mine": "自身位置，精确到 0.1 度", "at-county": "近似：标在{0}驻地", "at-prefecture": "近似：标在{0}驻地", "at-amid": "近似：标在所含矿山之间",
      mapOf: "地图：方向键移动，加减号缩放，0 复原。旁边列有全部地点。", latitude: "纬度", longitude: "经度", precision: "位置", coordinateSource: "坐标来源", generalKnowledge: "一般知识，近似", placeKind: "类别", placeName: "名称",
    },
    en: {
      map: "Map", unlocated: "Not located", unlocatedNote: "Neither the table of coordinates has them nor does their name say in which county or city they lie.", anyMineral: "All minerals", hollow: "hollow: position is approximate", sketch: "A sketch; not a statement on any boundary", southSea: "South China Sea", wholeCountry: "Whole country",
      degrees: "{0}° N, {1}° E", "at-mine": "its own position, to 0.1°", "at-county": "approximate: at the seat of {0}", "at-prefecture": "approximate: at the seat of {0}", "at-amid": "approximate: amid its mines",
      mapOf: "Map: arrow keys move it, plus and minus zoom, 0 resets. All places are listed beside it.", latitude: "Latitude", longitude: "Longitude", precision: "Position", coordinateSource: "Source of the position", generalKnowledge: "general knowledge, approximate", placeKind: "Kind", placeName: "Name",
    },
  },
});

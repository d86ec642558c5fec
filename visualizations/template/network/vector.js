// The picture as SVG, as it stands in the window: shapes as paths, labels as text, which is escaped by the serialiser.
class Pen {
  constructor() { this.d = ""; }

  moveTo(x, y) { this.d += `M${x.toFixed(1)} ${y.toFixed(1)}`; }

  lineTo(x, y) { this.d += `L${x.toFixed(1)} ${y.toFixed(1)}`; }

  closePath() { this.d += "Z"; }

  arc(x, y, radius) {
    const r = radius.toFixed(1);
    this.d += `A${r} ${r} 0 1 1 ${(x - radius).toFixed(1)} ${y.toFixed(1)}A${r} ${r} 0 1 1 ${(x + radius).toFixed(1)} ${y.toFixed(1)}Z`;
  }
}

// XML has no room for most control characters, not even escaped.
const printable = (words) => words.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, "�");

function pictureElement() {
  const [painter, scene, looks] = [picture.painter(), picture.scene(), picture.look()];
  const colours = onSheets.now ? { paper: "#ffffff", ink: "#1d2129", accent: "#0067a3" } : looks.colours;
  const { width, height } = picture.windowSize();
  const scale = painter.scale();
  const near = ({ x, y }) => x > -200 && y > -200 && x < width + 200 && y < height + 200;
  const lines = [];
  for (const one of scene.lines) {
    const own = looks.line(one);
    if (!own) continue;
    const [from, to] = [painter.at(scene.mark.get(one.from)), painter.at(scene.mark.get(one.to))];
    const drawn = { stroke: own.colour, "stroke-width": (own.width * scale).toFixed(2), "stroke-opacity": own.alpha };
    if (one.dashes.length) drawn["stroke-dasharray"] = one.dashes.map((dash) => (dash * scale).toFixed(1)).join(" ");
    const bend = one.bend && painter.at(one.bend);
    const way = bend ? `Q${bend.x.toFixed(1)} ${bend.y.toFixed(1)} ` : "L";
    lines.push(svg("path", { d: `M${from.x.toFixed(1)} ${from.y.toFixed(1)}${way}${to.x.toFixed(1)} ${to.y.toFixed(1)}`, fill: "none", ...drawn }));
    if (one.arrow) {
      const points = arrowAt(bend ?? from, to, (scene.mark.get(one.to).size + 2) * scale, arrowLength(one) * scale).corners;
      lines.push(svg("polygon", { points: points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" "), fill: own.colour, "fill-opacity": own.alpha }));
    }
  }
  const marks = scene.marks.filter((mark) => looks.mark(mark) && near(painter.at(mark))).map((mark) => svgMark(mark, painter.at(mark), mark.size * scale, looks.mark(mark), colours));
  const signs = picture.signs().map((sign) => {
    const wide = 15 + 6 * (sign.words.length - 1);
    return svg("g", {}, svg("rect", { x: (sign.x - wide / 2).toFixed(1), y: (sign.y - 8).toFixed(1), width: wide, height: 16, rx: 8, fill: colours.paper, stroke: sign.colour }),
      svgText(sign.x, sign.y + 4, "middle", 11, 600, colours.ink, sign.words));
  });
  const items = picture.layLabels(painter.canvas().getContext("2d"));
  const labels = picture.labels().flatMap((label) => svgLabel(label, items.get(label.id), colours));
  return svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height, "font-family": FONT },
    svg("title", {}, printable(VIEW.title)), svg("rect", { width, height, fill: colours.paper }), svg("g", { id: "lines" }, ...lines), svg("g", { id: "marks" }, ...marks), svg("g", { id: "signs" }, ...signs), svg("g", { id: "labels" }, ...labels));
}

const pictureSvg = () => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(pictureElement())}\n`;

// On paper: the picture as it stands in the window, in light colours, with its legend.
function printPicture() {
  const picture_ = pictureElement();
  const legend = byId("legend").cloneNode(true);
  legend.removeAttribute("id");
  return [make("h2", {}, state.doc && NODE.has(state.doc) ? nameOf(state.doc) : VIEW.title), make("div", { class: "printed-picture" }, picture_), legend];
}

function svgMark(mark, { x, y }, size, look, colours) {
  const shape = shapeOf(mark);
  const colour = tone(VIEW.kinds[mark.group].color);
  const page = shape === "page";
  const path = (dx, dy) => {
    const pen = new Pen();
    addShape(pen, shape, x + dx, y + dy, size);
    return svg("path", { d: pen.d, fill: page ? colours.paper : colour, stroke: page ? colour : look.strong ? colours.ink : colours.paper, "stroke-width": look.strong ? 3 : 1.2 });
  };
  const parts = mark.stack ? [path(5, -5), path(2.5, -2.5), path(0, 0)] : [path(0, 0)];
  if (page) parts.push(...PAGE_LINES.map((dy) => svg("line", { x1: (x - size * 0.4).toFixed(1), y1: (y + dy * size).toFixed(1), x2: (x + size * 0.4).toFixed(1), y2: (y + dy * size).toFixed(1), stroke: colour })));
  return svg("g", { opacity: look.alpha }, svg("title", {}, printable(picture.markWords(mark))), ...parts);
}

const svgText = (x, y, anchor, size, weight, fill, words) => svg("text", { x: x.toFixed(1), y: y.toFixed(1), "text-anchor": anchor, "font-size": size, "font-weight": weight, fill }, printable(words));

function svgLabel(label, item, colours) {
  const { left, right, top, bottom, side } = label;
  const x = side === "left" ? right : side === "right" ? left : (left + right) / 2;
  const step = (bottom - top) / item.lines.length;
  return [
    svg("rect", { x: (left - 2).toFixed(1), y: top.toFixed(1), width: (right - left + 4).toFixed(1), height: (bottom - top).toFixed(1), fill: colours.paper, "fill-opacity": 0.86 }),
    ...item.lines.map((words, index) => svgText(x, top + step * (index + 0.5) + item.size * 0.36, side === "left" ? "end" : side === "right" ? "start" : "middle", item.size, item.font.startsWith("600") ? 600 : 400, colours.ink, words)),
  ];
}

const saveSvg = () => saveAs(fileName("svg"), new Blob([pictureSvg()], { type: "image/svg+xml;charset=utf-8" }));

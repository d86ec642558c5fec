// The shapes of marks and lines, for the canvas and for SVG alike.
const corners = (count, radius, turn, inner = radius) => Array.from({ length: count }, (_, index) => {
  const angle = turn + (index * 2 * Math.PI) / count;
  const far = index % 2 ? inner : radius;
  return [far * Math.cos(angle), far * Math.sin(angle)];
});

// Corners of a mark around its middle, for a size of 1; null is a circle.
const SHAPES = {
  dot: null,
  square: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  triangle: corners(3, 1.15, -Math.PI / 2),
  diamond: corners(4, 1.15, 0),
  hexagon: corners(6, 1.08, 0),
  star: corners(10, 1.25, -Math.PI / 2, 0.55),
  page: [[-0.75, -1], [0.3, -1], [0.75, -0.5], [0.75, 1], [-0.75, 1]],
};
const PAGE_LINES = [-0.2, 0.2, 0.6];
const shapeOf = (mark) => VIEW.kinds[mark.group].shape;

function addShape(path, shape, x, y, size) {
  const points = SHAPES[shape];
  if (!points) {
    path.moveTo(x + size, y);
    path.arc(x, y, size, 0, 2 * Math.PI);
    return;
  }
  points.forEach(([dx, dy], index) => (index ? path.lineTo(x + dx * size, y + dy * size) : path.moveTo(x + dx * size, y + dy * size)));
  path.closePath();
}

// One mark on a canvas. `look` is { alpha, strong, ring }: how bright, whether chosen, whether the keyboard is there.
function paintMark(context, mark, x, y, size, look) {
  const shape = shapeOf(mark);
  const colour = tone(VIEW.kinds[mark.group].color);
  const page = shape === "page";
  context.globalAlpha = look.alpha;
  context.setLineDash([]);
  const draw = (dx, dy, bold) => {
    context.beginPath();
    addShape(context, shape, x + dx, y + dy, size);
    context.fillStyle = page ? look.colours.paper : colour;
    context.fill();
    context.lineWidth = bold ? 3.5 : page ? 1.8 : 1.2;
    context.strokeStyle = page ? colour : bold ? look.colours.ink : look.colours.paper;
    context.stroke();
  };
  if (mark.stack) {
    draw(5, -5, false);
    draw(2.5, -2.5, false);
  }
  draw(0, 0, look.strong);
  if (page) {
    context.beginPath();
    for (const dy of PAGE_LINES) {
      context.moveTo(x - size * 0.4, y + dy * size);
      context.lineTo(x + size * 0.4, y + dy * size);
    }
    context.lineWidth = 1;
    context.stroke();
  }
  if (look.ring) {
    context.beginPath();
    context.arc(x, y, size * 1.25 + 5, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = look.colours.accent;
    context.stroke();
  }
  context.globalAlpha = 1;
}

// Where a line meets the rim of the mark at its far end, with the two corners of its arrow.
function arrowAt(from, to, reach, length) {
  const far = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [ux, uy] = [(to.x - from.x) / far, (to.y - from.y) / far];
  const tip = { x: to.x - ux * reach, y: to.y - uy * reach };
  const base = { x: tip.x - ux * length, y: tip.y - uy * length };
  const half = length * 0.42;
  return { tip, base, corners: [[tip.x, tip.y], [base.x - uy * half, base.y + ux * half], [base.x + uy * half, base.y - ux * half]] };
}

const arrowLength = (one) => 5 + one.width * 1.6;

// A point of a line that may be bent, `part` of the way along it.
function pointOn(from, to, bend, part) {
  if (!bend) return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
  const [a, b, c] = [(1 - part) ** 2, 2 * part * (1 - part), part ** 2];
  return { x: a * from.x + b * bend.x + c * to.x, y: a * from.y + b * bend.y + c * to.y };
}

// The letter of a role on its line (牵, 责, 配 …), nearer to the body; the number of tasks on a line that stands for several.
const signOf = (one) => WORDS[language].marks[one.kind] ?? (one.weight > 1 ? String(one.weight) : "");
const SIGN_AT = 0.38;

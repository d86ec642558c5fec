// Which labels are drawn, and where: the weightiest first, each only where it covers neither a mark nor a label.
// Everything is in pixels of the window, so that labels keep their size while the picture is zoomed.
const CELL = 48;

class Crowd {
  constructor() {
    this.cells = new Map();
  }

  * near(box) {
    for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); x++) {
      for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); y++) yield `${x},${y}`;
    }
  }

  add(box) {
    for (const key of this.near(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }

  meets(box) {
    for (const key of this.near(box)) {
      for (const other of this.cells.get(key) ?? []) {
        if (other.id !== box.id && box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom) return true;
      }
    }
    return false;
  }
}

function boxAt(item, side) {
  const { x, y, radius, wide, high, id } = item;
  const gap = radius + 5;
  const left = { right: x + gap, left: x - gap - wide, below: x - wide / 2, above: x - wide / 2 }[side];
  const top = { right: y - high / 2, left: y - high / 2, below: y + gap - 2, above: y - gap - high + 2 }[side];
  return { id, left, top, right: left + wide, bottom: top + high, side };
}

// So many labels are drawn even where marks stand too close for any: they cover lesser marks then.
const LEAST = 24;

// items: {id, x, y, radius, wide, high, side, must}, weightiest first. Gives the boxes of those that are drawn.
function placeLabels(items, width, height) {
  const marks = new Crowd();
  const taken = new Crowd();
  const boxes = [];
  const done = new Set();
  const inside = (box) => box.left >= 2 && box.right <= width - 2 && box.top >= 1 && box.bottom <= height - 1;
  const put = (item, box) => {
    taken.add(box);
    boxes.push(box);
    done.add(item.id);
  };
  for (const { id, x, y, radius } of items) marks.add({ id, left: x - radius, top: y - radius, right: x + radius, bottom: y + radius });
  const seen = items.filter((item) => item.x >= 0 && item.y >= 0 && item.x <= width && item.y <= height);
  for (const item of seen) {
    const sides = item.must ? [item.side, item.side === "right" ? "left" : "right", "below", "above"] : [item.side];
    const free = sides.map((side) => boxAt(item, side)).find((box) => inside(box) && !taken.meets(box) && !marks.meets(box));
    if (free) put(item, free);
    else if (item.must && !taken.meets(boxAt(item, item.side))) put(item, boxAt(item, item.side));
  }
  for (const item of seen) {
    if (boxes.length >= LEAST) break;
    const box = boxAt(item, item.side);
    if (!done.has(item.id) && inside(box) && !taken.meets(box)) put(item, box);
  }
  return boxes;
}

const FONT = '"Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif';
const fontOf = (kind, size) => `${kind === "document" ? "600 " : ""}${kind === "mineral" || kind === "mine" ? size - 1 : size}px ${FONT}`;

// Width of words in a font of so many pixels. Chinese characters are as wide as the font is high, which need not be asked.
const SQUARE = /^[\u4e00-\u9fff、，。；：（）《》]+$/u;
const wideOf = (() => {
  const known = new Map();
  return (context, words, font, size) => {
    if (SQUARE.test(words)) return words.length * size;
    const key = font + words;
    if (!known.has(key)) {
      context.font = font;
      known.set(key, context.measureText(words).width);
    }
    return known.get(key);
  };
})();

// Draw a label: a slip of paper, then the words.
function drawLabel(context, box, lines, font, size, colours) {
  context.globalAlpha = 0.86;
  context.fillStyle = colours.paper;
  context.fillRect(box.left - 2, box.top, box.right - box.left + 4, box.bottom - box.top);
  context.globalAlpha = 1;
  context.fillStyle = colours.ink;
  context.font = font;
  context.textBaseline = "middle";
  context.textAlign = box.side === "left" ? "right" : box.side === "right" ? "left" : "center";
  const x = box.side === "left" ? box.right : box.side === "right" ? box.left : (box.left + box.right) / 2;
  const step = (box.bottom - box.top) / lines.length;
  lines.forEach((words, index) => context.fillText(words, x, box.top + step * (index + 0.5) + size * 0.04));
}

// The sign of a line: a letter or number in a slip with the colour of the line around it.
function drawSign(context, sign, colours) {
  context.font = `600 11px ${FONT}`;
  const wide = Math.max(15, wideOf(context, sign.words, context.font, 11) + 7);
  context.fillStyle = colours.paper;
  context.strokeStyle = sign.colour;
  context.lineWidth = 1.2;
  context.beginPath();
  context.roundRect(sign.x - wide / 2, sign.y - 8, wide, 16, 8);
  context.fill();
  context.stroke();
  context.fillStyle = colours.ink;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(sign.words, sign.x, sign.y + 0.5);
}

// The neighbourhood of what is chosen, one step or two, set out anew: what leads there on the left, the rest on the right.
const MOST_NEAR = 160;
const nearSteps = () => (state.node && ["1", "2"].includes(state.near) ? Number(state.near) : 0);

function linesAround(id) {
  const kind = sight();
  if (kind === "lead" || kind === "together") return NODE.get(id).group === "body" ? pairsAround(kind === "lead" ? "leading" : kind, id).map((pair) => drawnLine(pair, pair.kind, pair.weight)) : [];
  const edges = EDGES_OF.get(id).filter((edge) => inDocument(edge, state.doc));
  if (kind === "descent") return edges.filter((edge) => edge.kind === "cites").map((edge) => drawnLine(edge, relationOf(edge)));
  return edges.map((edge) => drawnLine(edge));
}

const COLUMN_OF = { body: 0, task: 1, document: 2, base: 3, park: 3, mine: 4, mineral: 5 };

function nearScene(centre, steps) {
  const side = new Map([[centre, 0]]);
  const lines = new Map();
  let edge = [centre];
  for (let step = 1; step <= steps; step++) {
    const next = [];
    for (const id of edge) {
      const around = linesAround(id).sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
      for (const one of around) {
        const other = one.from === id ? one.to : one.from;
        if (!side.has(other) && side.size < MOST_NEAR) {
          const way = side.get(id) || (sight() === "together" ? (next.length % 2 ? 1 : -1) : one.from === id ? 1 : -1);
          side.set(other, Math.sign(way) * step);
          next.push(other);
        }
        if (side.has(other)) lines.set(one.id, one);
      }
    }
    edge = next;
  }
  const marks = [...side].map(([id, column]) => ({ id, column: sight() === "tasks" ? COLUMN_OF[NODE.get(id).group] : column }));
  return makeScene(setOut(marks), [...lines.values()]);
}

// Columns from left to right, rows from top to bottom in the order of the page; a column too tall breaks.
function setOut(marks) {
  const order = new Map(NODES.map((node, index) => [node.id, index]));
  const columns = [...new Set(marks.map(({ column }) => column))].sort((a, b) => a - b);
  const placed = [];
  let x = 0;
  for (const column of columns) {
    const members = marks.filter((one) => one.column === column).sort((a, b) => order.get(a.id) - order.get(b.id));
    const left = column === columns[0] && columns.length > 1;
    const wide = 40 + 13 * Math.max(...members.flatMap(({ id }) => NODE.get(id).lines.map((words) => words.length)));
    const breaks = Math.ceil(members.length / 30);
    const rows = Math.ceil(members.length / breaks);
    members.forEach(({ id }, index) => {
      const [part, row] = [Math.floor(index / rows), index % rows];
      const pitch = Math.max(27, Math.min(44, 620 / rows));
      const at = markAt(order.get(id), Math.round(x + part * wide + (left ? wide : 0)), Math.round((row - (rows - 1) / 2) * pitch + (part * pitch) / breaks), left);
      placed.push(at);
    });
    x += breaks * wide + 110;
  }
  return placed;
}

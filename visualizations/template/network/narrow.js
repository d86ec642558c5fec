// Pictures on a narrow, high window: what Python laid out for a wide one is drawn together.
const MOST_IN_COLUMN = 120;

// The gap between bodies and tasks, or documents, is only as wide as lines need; else all is further apart.
function pulledTogether(marks) {
  const side = (group) => marks.filter((mark) => mark.group === group).map((mark) => mark.x);
  const widest = marks.map((mark) => ({ ...mark, x: mark.x * 1.3, y: mark.y * 1.3, size: mark.size * 1.4 }));
  const bodies = side("body").map((x) => x * 1.3);
  const gap = 1.3 * Math.min(...side(side("task").length ? "task" : "document")) - Math.max(...bodies) - 110;
  if (bodies.length && Number.isFinite(gap) && gap > 0) for (const mark of widest) if (mark.group === "body") mark.x += gap;
  return widest;
}

// Bodies in one column and tasks in another, as high as the window; the rest follows to the right. Null where they are
// too many for it, or where there are no tasks.
function inTwoColumns(marks, high) {
  const of = (...groups) => marks.filter((mark) => groups.includes(mark.group));
  const [bodies, tasks] = [of("body"), of("task")];
  if (!bodies.length || !tasks.length || Math.max(bodies.length, tasks.length) > MOST_IN_COLUMN) return null;
  const works = [...tasks, ...of("document")];
  const columns = [...new Set(tasks.map((mark) => mark.x))].sort((a, b) => a - b);
  const columnOf = ({ x }) => columns.reduce((best, one, index) => (Math.abs(one - x) < Math.abs(columns[best] - x) ? index : best), 0);
  bodies.sort((a, b) => a.y - b.y || a.x - b.x);
  works.sort((a, b) => columnOf(a) - columnOf(b) || a.y - b.y || a.x - b.x);
  const spots = new Map();
  const fill = (some, x) => some.forEach((mark, index) => spots.set(mark.id, { x, y: ((index + 0.5) / some.length) * high, pitch: high / some.length }));
  fill(bodies, 0);
  fill(works, 80);
  const rest = marks.filter((mark) => !spots.has(mark.id));
  const [left, top, bottom] = [Math.min(...rest.map((mark) => mark.x)), Math.min(...rest.map((mark) => mark.y)), Math.max(...rest.map((mark) => mark.y))];
  return marks.map((mark) => {
    const { x, y, pitch } = spots.get(mark.id) ?? { x: 320 + mark.x - left, y: bottom > top ? ((mark.y - top) / (bottom - top)) * high : high / 2, pitch: 20 };
    return { ...mark, x, y, size: Math.max(2.5, Math.min(mark.size * 1.2, pitch * 0.45)) };
  });
}

// A ring is as high as ever, and names are short.
const slim = (marks) => marks.map((mark) => ({ ...mark, x: mark.x * 0.28, lines: mark.lines.map((words) => cut(words, 8)) }));

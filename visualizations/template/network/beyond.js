// On a narrow window not all of a picture fits: at its foot stands what lies beyond a side, and a finger brings it in.
const BEYOND = [["left", "←"], ["right", "→"]];

// How many of each kind are in sight nowhere and lie beyond that side: only kinds of which a fifth or more is out of sight count.
function kindsBeyond(marks, at, width) {
  const sides = { left: new Map(), right: new Map() };
  const seen = new Map();
  for (const mark of marks) {
    const { x } = at(mark);
    const count = mark.stack ? GROUPS.get(mark.id).members.length : 1;
    const into = x < 0 ? sides.left : x > width ? sides.right : seen;
    into.set(mark.group, (into.get(mark.group) ?? 0) + count);
  }
  return Object.fromEntries(Object.entries(sides).map(([side, kinds]) => [side, KINDS.map((kind) => [kind, kinds.get(kind) ?? 0]).filter(([kind, count]) => 4 * count > (seen.get(kind) ?? 0))]));
}

function drawBeyond(narrow, marks, at, width, turn) {
  const home = byId("picture-beyond");
  const found = narrow ? kindsBeyond(marks, at, width) : { left: [], right: [] };
  const words = JSON.stringify([language, found]);
  if (home.dataset.drawn === words) return; // painted many times while it is moved
  home.dataset.drawn = words;
  home.replaceChildren(...BEYOND.filter(([side]) => found[side].length).map(([side, arrow]) => {
    const [kind, count] = found[side].reduce((a, b) => (b[1] > a[1] ? b : a));
    const more = found[side].length > 1 ? say("andMore") : "";
    const name = `${say(kind)} ${count}${more}`;
    return button(side === "left" ? `${arrow} ${name}` : `${name} ${arrow}`, () => turn(side), { "data-beyond": side, "aria-label": say(`beyond-${side}`, name) });
  }));
}

// The text itself, every fact marked where it stands. Marks may overlap: the text is cut wherever one begins or ends.
// A long text stands in blocks of some paragraphs, which the browser lays out only when they come into the window.
const BLOCK = 1500; // code points

const factTone = (fact) => ({ responsibility: "duty", task: "task", finding: isUnread(fact) ? "unread" : "finding", gap: "finding", deadline: "number", reference: "reference", indicator: "number" })[fact.kind] ?? "thing";
const isUnread = (fact) => fact.kind === "finding" && /^unread(?:-|$)/u.test(fact.role);

// Facts that mark a text, each place once, in the order in which they are met.
const factsIn = (() => {
  const made = new Map();
  return (index) => {
    if (!made.has(index)) {
      const facts = FACTS.filter((fact) => fact.text === index && fact.end > fact.start);
      made.set(index, { facts, passages: byPassage(facts) });
    }
    return made.get(index);
  };
})();

// Where blocks begin: at the first line's end after so many characters.
function blockStarts(points) {
  const starts = [0];
  for (let at = 0; at < points.length; at += 1) {
    if (points[at] === "\n" && at + 1 - starts.at(-1) >= BLOCK && at + 1 < points.length) starts.push(at + 1);
  }
  return starts;
}

// Stretches of the text with the facts that each is part of, the shortest fact first.
function segments(facts, starts, length) {
  const cuts = [...new Set([...starts, length, ...facts.flatMap((fact) => [fact.start, fact.end])])].sort((a, b) => a - b);
  const waiting = [...facts].sort((a, b) => a.start - b.start);
  let next = 0;
  let open = [];
  return cuts.slice(0, -1).map((from, index) => {
    while (next < waiting.length && waiting[next].start <= from) open.push(waiting[next++]);
    open = open.filter((fact) => fact.end > from);
    return { from, to: cuts[index + 1], facts: [...open].sort((a, b) => a.end - a.start - (b.end - b.start)) };
  });
}

function makePaper(index) {
  const { facts } = factsIn(index);
  const points = pointsOf(index);
  const starts = blockStarts(points);
  const paper = make("div", { class: "paper", tabindex: 0, role: "region", "aria-label": VIEW.texts[index].name });
  let block = null;
  for (const segment of segments(facts, starts, points.length)) {
    if (!block || segment.from === starts[paper.children.length]) {
      block = make("div", { class: "block", style: `--lines: ${linesOf(points, segment.from, starts[paper.children.length + 1] ?? points.length)}` });
      paper.append(block);
    }
    block.append(segmentElement(segment, points));
  }
  return paper;
}

// About how many lines a block has on the screen, so that its place is kept while it is not laid out.
function linesOf(points, from, to) {
  return points.slice(from, to).join("").split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(Array.from(line).length / 44)), 0);
}

function segmentElement(segment, points) {
  const words = points.slice(segment.from, segment.to).join("");
  if (!segment.facts.length) return words;
  const [first] = segment.facts;
  const begins = segment.from === first.start;
  return make("mark", { class: factTone(first), "data-facts": segment.facts.map((fact) => fact.index).join(" "), role: begins ? "button" : undefined, tabindex: -1, "aria-description": begins ? toneWord(factTone(first)) : undefined }, words);
}

const TONES = ["duty", "task", "reference", "thing", "number", "finding", "unread"];
const toneWord = (tone) => ({ duty: say("bodiesOf"), task: say("heading"), reference: say("references"), thing: `${say("mine")} / ${say("mineral")}`, number: say("indicators"), finding: say("findingHere"), unread: say("unreadHere") })[tone];

// Search: nodes by their names as printed, by pinyin, initials and short names, and sentences by their words.
const MOST_OF_A_KIND = 8;
const MOST_SENTENCES = 8;
const MOST_KEPT = 30;
const LONGEST_TYPED = 60;
const KIND_ORDER = ["body", "task", "document", "base", "park", "mine", "mineral"];

addWords({ zh: { sentences: "原文语句", nearly: "没有完全相符的，相近的有" }, en: { sentences: "Sentences", nearly: "no exact match; like it" } });

const searched = (() => {
  let names;
  return () => {
    names ??= NODES.map((node, index) => [node, spellings(node).map((words, at) => spelled(words, `${index}:${at}`, words === node.number))]);
    return names;
  };
})();

// How well a name fits, the best first: 0 the whole name, 1 all of it by pinyin or initials, 2 its beginning as printed,
// 3 its beginning as read, 4 within it as printed, 5 within it as read; half more where a reading is broken off. Short
// names of bodies come before what is within a name, and the initials of a number after all else.
function fit(name, typed) {
  const place = spelledIn(name, typed);
  if (!place) return null;
  const whole = place.start === 0 && place.end === name.text.length;
  const read = place.literal ? 0 : name.isNumber ? 5 : 1;
  const rank = (whole ? 0 : place.start === 0 ? 2 : 4) + read + (place.broken ? 0.5 : 0);
  return { rank, name, marks: [[place.start, place.end]] };
}

const better = (a, b) => (a && (!b || a.rank <= b.rank) ? a : b);

function fitOfNode(node, names, whole, words, short) {
  let best = null;
  for (const name of names) best = better(best, fit(name, whole));
  if (!best && words.length > 1) {
    for (const name of names) {
      const fits = [];
      for (const typed of words) {
        const one = fit(name, typed);
        if (!one) break;
        fits.push(one);
      }
      if (fits.length === words.length) best = better(best, { rank: 6, name, marks: fits.flatMap((one) => one.marks) });
    }
  }
  if ((!best || best.rank > 5) && short && node.group === "body") {
    for (const name of names) {
      const marks = shortenedIn(name, short);
      if (marks) best = better(best, { rank: marks[0] === 0 ? 3.7 : 4.7, name, marks: marks.map((at) => [at, at + 1]) });
    }
  }
  if (best) best.node = node; // a copy of thousands takes longer than all the rest
  return best;
}

// Names that nothing fits as typed may say it in other words: 税收支持 is meant to find 加大财税支持, and so is 税收. Such a name
// has three quarters of the characters (of two one, of three two), in their order, and two side by side where it has two.
function almost(whole) {
  const hits = [];
  const most = whole.length < 4 ? 1 : Math.floor(whole.length / 4);
  for (const [node, names] of searched()) {
    if (!inDocument(node, state.doc)) continue;
    for (const name of names) {
      if (!holdsMost(name.text, whole, most)) continue;
      const kept = sharedIn(name.text, whole);
      if (whole.length - kept.length > most || (kept.length > 1 && !kept.some((at, index) => kept[index + 1] === at + 1))) continue;
      // work is looked for by what it is about, rather than who bears part of it in its name
      hits.push({ near: true, node, rank: 7 + (whole.length - kept.length) + (whole.length < 4 && node.group !== "task" ? 0.5 : 0), name, marks: kept.map((at) => [at, at + 1]) });
      break;
    }
  }
  return hits;
}

const before = (a, b) => a.rank - b.rank || KIND_ORDER.indexOf(a.node.group) - KIND_ORDER.indexOf(b.node.group) || b.node.weight - a.node.weight || (a.node.id < b.node.id ? -1 : 1);

// The best hits of a kind in their order, and how many there are: to sort thousands at every key would take too long.
class Best {
  hits = [];
  count = 0;

  add(hit) {
    this.count += 1;
    if (this.hits.length === MOST_KEPT && before(this.hits.at(-1), hit) < 0) return;
    let at = this.hits.length;
    while (at > 0 && before(hit, this.hits[at - 1]) < 0) at -= 1;
    this.hits.splice(at, 0, hit);
    if (this.hits.length > MOST_KEPT) this.hits.pop();
  }
}

// What fits, by kind, the kind with the best hit first: [kind, Best].
function search(words) {
  const parts = words.slice(0, LONGEST_TYPED).replace(/[’']/gu, " ").split(/\s+/u).filter(Boolean); // input methods write cai'zheng
  if (!parts.length) return [];
  const whole = folded(parts.join(""));
  const typed = parts.map(folded);
  const short = parts.length === 1 && /^(?:\p{Script=Han}{2,6}|[a-z]{3,6})$/u.test(whole) ? whole : "";
  const kinds = new Map(KIND_ORDER.map((kind) => [kind, new Best()]));
  for (const [node, names] of searched()) {
    if (!inDocument(node, state.doc)) continue;
    const hit = fitOfNode(node, names, whole, typed, short);
    if (hit) kinds.get(node.group).add(hit);
  }
  const found = () => [...kinds].filter(([, best]) => best.count).sort(([, a], [, b]) => before(a.hits[0], b.hits[0]));
  if (!found().length && parts.length === 1 && /^\p{Script=Han}{2,12}$/u.test(whole)) for (const hit of almost(whole)) kinds.get(hit.node.group).add(hit);
  return found();
}

const find = (words) => search(words).flatMap(([, { hits }]) => hits).sort(before).slice(0, MOST_KEPT).map(({ node }) => node);

// Sentences with all the words in them, where they stand in the texts: { text, start, end, marks } in code units.
const BOUNDARIES = new Set("。！？；\n");
const lowered = (() => {
  const done = new Map();
  return (index) => {
    if (!done.has(index)) done.set(index, folded(VIEW.texts[index].content));
    return done.get(index);
  };
})();

// What the first key would have to wait for, made ready in pieces once somebody comes to the field.
function prepare(from = 0) {
  if (!from) searched();
  for (let index = from; index < Math.min(from + 30, VIEW.texts.length); index += 1) lowered(index);
  if (from + 30 < VIEW.texts.length) setTimeout(prepare, 0, from + 30);
}

function sentencesWith(words) {
  const wanted = folded(words.slice(0, LONGEST_TYPED)).split(/\s+/u).filter(Boolean);
  const found = [];
  if (!wanted.some((word) => word.length > 1)) return found;
  const rarest = wanted.reduce((a, b) => (b.length > a.length ? b : a));
  for (let index = 0; index < VIEW.texts.length && found.length <= MOST_SENTENCES; index += 1) {
    if (!inDocument(VIEW.texts[index], state.doc)) continue;
    const all = lowered(index);
    if (!wanted.every((word) => all.includes(word))) continue;
    for (let at = all.indexOf(rarest); at >= 0 && found.length <= MOST_SENTENCES;) {
      const [start, end] = sentenceAround(all, at, at + rarest.length);
      const inside = all.slice(start, end);
      const marks = wanted.map((word) => [inside.indexOf(word), inside.indexOf(word) + word.length]);
      if (marks.every(([from]) => from >= 0)) found.push({ text: index, start, end, marks: marks.sort((a, b) => a[0] - b[0]) });
      at = all.indexOf(rarest, end);
    }
  }
  return found;
}

function sentenceAround(all, from, to) {
  let start = from;
  let end = to;
  while (start > 0 && !BOUNDARIES.has(all[start - 1])) start -= 1;
  while (end < all.length && !BOUNDARIES.has(all[end])) end += 1;
  if (end < all.length && all[end] !== "\n") end += 1;
  while (start < from && /\s/u.test(all[start])) start += 1;
  return [start, end];
}

// The words with the parts that were found marked, as text nodes; `most` code units around the first mark.
function marked(words, marks, most = Infinity) {
  const from = Math.max(0, marks.length && marks[0][0] > most / 2 ? marks[0][0] - Math.floor(most / 3) : 0);
  const to = Math.min(words.length, from + most);
  const out = [from > 0 ? "…" : ""];
  let at = from;
  for (const [start, end] of [...marks].sort((a, b) => a[0] - b[0])) {
    if (start < at || end > to) continue;
    out.push(words.slice(at, start), make("mark", {}, words.slice(start, end)));
    at = end;
  }
  return [...out, words.slice(at, to), to < words.length ? "…" : ""];
}

// Groups as they are listed: nodes by kind, the kind with the best of them first, then sentences.
function searchGroups(words) {
  const groups = search(words).map(([kind, { count, hits }]) => ({ kind, near: hits[0].near === true, count: String(count), hits: hits.slice(0, MOST_OF_A_KIND) }));
  const sentences = sentencesWith(words);
  const more = sentences.length > MOST_SENTENCES;
  if (sentences.length) groups.push({ kind: "sentences", count: more ? `${MOST_SENTENCES}+` : String(sentences.length), hits: sentences.slice(0, MOST_SENTENCES) });
  return groups;
}

function nodeOption({ node, name, marks }) {
  const primary = shortName(node);
  const at = primary.endsWith(name.words) ? primary.length - name.words.length : -1;
  const shown = at >= 0 ? marked(primary, marks.map(([start, end]) => [start + at, end + at])) : [primary];
  const second = at < 0 ? marked(name.words, marks) : node.group === "document" ? node.number === primary ? "" : node.number : node.name === primary || node.group === "task" ? "" : node.name;
  return [mark(node.group), make("span", { class: "name" }, shown), make("span", { class: "full" }, second)];
}

function sentenceOption({ text, start, end, marks }) {
  const words = VIEW.texts[text].content.slice(start, end).replace(/\n/gu, " ");
  return [make("span", { class: "quote" }, marked(words, marks, 110)), make("span", { class: "full" }, nameOf(VIEW.texts[text].documents[0] ?? "") || VIEW.texts[text].name)];
}

// Code units to code points, in which the page counts.
const pointsBefore = (text, units) => Array.from(VIEW.texts[text].content.slice(0, units)).length;

function openHit(hit) {
  if (hit.node) return go(state.tab === "network" || state.tab === "matrix" ? { node: hit.node.id } : { node: hit.node.id, tab: "network" });
  const [start, end] = [pointsBefore(hit.text, hit.start), pointsBefore(hit.text, hit.end)];
  return go({ tab: "text", at: `${hit.text}:${start}:${end}` });
}

function startSearch() {
  const input = byId("search");
  const list = byId("results");
  let hits = [];
  let current = -1; // until an arrow key goes into the list, the typing is what is chosen

  function close() {
    current = -1;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(index) {
    if (!hits[index]) return;
    close();
    input.value = "";
    openHit(hits[index]);
  }

  // By arrow keys, round through the list and the field: -1 is the field.
  function light(index) {
    const items = [...list.querySelectorAll("[role=option]:not([aria-disabled])")];
    current = index >= items.length ? -1 : index < -1 ? items.length - 1 : index;
    items.forEach((item, at) => item.setAttribute("aria-selected", at === current));
    if (current < 0) return input.removeAttribute("aria-activedescendant");
    items[current].scrollIntoView({ block: "nearest" });
    return input.setAttribute("aria-activedescendant", items[current].id);
  }

  function option(hit, index) {
    const id = hit.node ? { "data-node": hit.node.id } : { "data-text": hit.text };
    return make("div", {
      role: "option", id: `result-${index}`, class: hit.node ? "hit" : "hit passage", ...id, "aria-selected": false,
      onmousedown: (event) => { event.preventDefault(); choose(index); },
    }, hit.node ? nodeOption(hit) : sentenceOption(hit));
  }

  function update() {
    if (!input.value.trim()) return close();
    const groups = searchGroups(input.value);
    hits = groups.flatMap((group) => group.hits);
    let index = 0;
    list.replaceChildren(...groups.map(({ kind, near, count, hits: own }) => make("li", { role: "group", "data-kind": kind, "aria-labelledby": `results-${kind}` },
      make("div", { class: "group", id: `results-${kind}` }, say(kind), near ? ` · ${say("nearly")}` : "", make("b", {}, ` ${count}`)), own.map((hit) => option(hit, index++)))));
    if (!groups.length) list.append(make("li", { class: "none", role: "option", "aria-disabled": true, id: "result-none" }, say("nothing")));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    return light(-1);
  }

  input.addEventListener("focus", () => setTimeout(prepare, 0), { once: true });
  input.addEventListener("input", update);
  input.addEventListener("compositionend", update);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return; // Enter and arrows belong to the input method while it composes Chinese
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) update();
      if (!list.hidden) light(current + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      if (!list.hidden) choose(Math.max(0, current)); // the best where none is picked
    } else if (event.key === "Escape") {
      event.stopPropagation();
      event.preventDefault(); // browsers would empty the field at once
      if (!list.hidden) close();
      else if (input.value) input.value = "";
      else { input.blur(); clearChoice(); }
    }
  });
}

// How names are written and read aloud: characters as printed, pinyin, initials, and both mixed (cai政b). A character
// is found by itself or by any beginning of its reading; brackets and marks of a name may be left out.
const READING = new Map(Object.entries(VIEW.readings.usual).flatMap(([reading, characters]) => Array.from(characters, (one) => [one, reading])));
const READ_OTHERWISE = new Map();
for (const [reading, places] of Object.entries(VIEW.readings.odd)) {
  for (let at = 0; at < places.length; at += 3) {
    const name = `${places[at]}:${places[at + 1]}`;
    if (!READ_OTHERWISE.has(name)) READ_OTHERWISE.set(name, new Map());
    READ_OTHERWISE.get(name).set(places[at + 2], reading);
  }
}

// ü, which readings write as v, is typed as ü, v or u.
const soundsLike = (typed, letter) => typed === letter || (letter === "v" && (typed === "u" || typed === "ü"));

const FOLDED = new Map([..."〔[（【［〖"].map((one) => [one, "("]).concat([..."〕]）】］〗"].map((one) => [one, ")"]), [["—", "-"], ["–", "-"], ["－", "-"], ["・", "·"]]));
const LEFT_OUT = new Set("()《》〈〉“”\"'、，。：；-·_/ \u3000");

// A text as it is compared: one code unit for each of the text, small letters, brackets alike, no full-width digits.
function folded(text) {
  return text.replace(/[A-Z〔[（【［〖〕\]）】］〗—–－・０-９Ａ-Ｚａ-ｚ]/gu, (one) => FOLDED.get(one) ?? (one > "\uff00" ? String.fromCharCode(one.charCodeAt(0) - 0xfee0) : one).toLowerCase());
}

// What a node is called, as `spellings` in pinyin.py counts it.
const spellings = (node) => [...new Set([...(node.group === "task" ? [] : [node.label]), node.name, ...node.aliases, node.number])].filter(Boolean);

// A name ready to be compared; `first` has, for each code unit, the letter by which it may be typed. `key` is node and
// name, as in VIEW.readings.
function spelled(words, key, isNumber) {
  const text = folded(words);
  const odd = READ_OTHERWISE.get(key);
  const readings = [];
  let first = "";
  for (let at = 0; at < text.length; at += 1) {
    readings.push(odd?.get(at) ?? READING.get(text[at]) ?? "");
    first += readings[at][0] ?? text[at];
  }
  return { words, text, first, readings, isNumber };
}

// The place after the last character when `typed` (from `next` on) is written from `at` on, or -1; half more where a
// reading is broken off after more than its first letter, as in cai zhen.
function spelledFrom(name, at, typed, next = 0) {
  if (next === typed.length) return at;
  if (at === name.text.length) return -1;
  if (name.text[at] === typed[next]) {
    const end = spelledFrom(name, at + 1, typed, next + 1);
    if (end >= 0) return end;
  }
  const reading = name.readings[at];
  let same = 0;
  while (same < reading.length && next + same < typed.length && soundsLike(typed[next + same], reading[same])) same += 1;
  for (let taken = same; taken > 0; taken -= 1) {
    const end = spelledFrom(name, at + 1, typed, next + taken);
    if (end >= 0) return taken > 1 && taken < reading.length ? Math.floor(end) + 0.5 : end;
  }
  return next > 0 && LEFT_OUT.has(name.text[at]) ? spelledFrom(name, at + 1, typed, next) : -1;
}

// Where what was typed stands in a name: { start, end, literal, broken }, as printed if it does, or as it is read.
function spelledIn(name, typed) {
  const printed = name.text.indexOf(typed);
  if (printed >= 0) return { start: printed, end: printed + typed.length, literal: true, broken: false };
  let found = null;
  const begins = /[a-z]/u.test(typed[0]) ? name.first : name.text;
  for (let at = begins.indexOf(typed[0]); at >= 0; at = begins.indexOf(typed[0], at + 1)) {
    const end = spelledFrom(name, at, typed);
    if (end < 0) continue;
    const place = { start: at, end: Math.floor(end), literal: false, broken: end % 1 > 0 };
    if (!place.broken) return place;
    found ??= place;
  }
  return found;
}

// Whether enough of the characters are there at all, in whatever order: soon told, and seldom true.
function holdsMost(text, typed, most) {
  let missing = 0;
  for (let next = 0; next < typed.length && missing <= most; next += 1) if (!text.includes(typed[next])) missing += 1;
  return missing <= most;
}

// Where the most characters of what was typed stand in a text, in their order.
let shared = new Uint8Array(1024);
function sharedIn(text, typed) {
  const wide = typed.length + 1;
  const size = (text.length + 1) * wide; // a row for each place in the text
  if (shared.length < size) shared = new Uint8Array(2 * size);
  const best = shared.fill(0, 0, size);
  for (let at = text.length - 1; at >= 0; at -= 1) {
    for (let next = typed.length - 1; next >= 0; next -= 1) {
      best[at * wide + next] = text[at] === typed[next] ? best[(at + 1) * wide + next + 1] + 1 : Math.max(best[(at + 1) * wide + next], best[at * wide + next + 1]);
    }
  }
  const kept = [];
  for (let at = 0, next = 0; at < text.length && next < typed.length;) {
    if (text[at] === typed[next]) {
      kept.push(at);
      at += 1;
      next += 1;
    } else if (best[(at + 1) * wide + next] >= best[at * wide + next + 1]) at += 1;
    else next += 1;
  }
  return kept;
}

// The characters of a name that its short names keep, in their order, with few between two of them: 发改委, or fgw, in
// 发展和改革委员会.
const MOST_BETWEEN = 5;
function shortenedIn(name, typed) {
  const kept = (at, next) => name.text[at] === typed[next] || name.first[at] === typed[next];
  const rest = (at, next) => {
    if (next === typed.length) return [];
    for (let to = at; to <= Math.min(at + MOST_BETWEEN, name.text.length - 1); to += 1) {
      const more = kept(to, next) ? rest(to + 1, next + 1) : null;
      if (more) return [to, ...more];
    }
    return null;
  };
  for (let at = 0; at < name.text.length; at += 1) {
    const more = kept(at, 0) ? rest(at + 1, 1) : null;
    if (more) return [at, ...more];
  }
  return null;
}

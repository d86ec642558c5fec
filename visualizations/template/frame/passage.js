// A stretch of a text that no fact has to name: the address calls it at=TEXT:START:END, in code points.
function passageAt(words) {
  const place = /^(\d{1,9}):(\d{1,9}):(\d{1,9})$/u.exec(words)?.slice(1).map(Number);
  return place && VIEW.texts[place[0]] && place[1] < place[2] ? { text: place[0], start: place[1], end: place[2] } : null;
}

// Marks the stretch in an element that has the text and nothing else, and brings it into sight.
function lightPassage(home, { text, start, end }) {
  const points = pointsOf(text);
  const units = (upTo) => points.slice(0, upTo).join("").length;
  const range = rangeIn(home, units(start), units(end));
  if (!range) return;
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  range.startContainer.parentElement.scrollIntoView({ block: "nearest" });
  const box = range.getBoundingClientRect();
  const frame = home.getBoundingClientRect();
  home.scrollBy({ top: box.top + box.height / 2 - frame.top - frame.height / 2 });
}

function rangeIn(home, from, to) {
  const walker = document.createTreeWalker(home, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let begun = false;
  for (let at = 0, node = walker.nextNode(); node; at += node.length, node = walker.nextNode()) {
    if (!begun && from < at + node.length) {
      range.setStart(node, from - at);
      begun = true;
    }
    if (begun && to <= at + node.length) {
      range.setEnd(node, to - at);
      return range;
    }
  }
  return null;
}

// Through the picture by keys: arrows go to the nearest mark in their direction, Enter chooses it, Escape lets go.
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function nextMark(from, [wx, wy]) {
  const lit = picture.scene().marks.filter((mark) => picture.visible(mark) && mark.id !== from.id && picture.isLit(mark.id));
  let [best, least] = [null, Infinity];
  for (const mark of lit) {
    const along = (mark.x - from.x) * wx + (mark.y - from.y) * wy;
    const aside = Math.abs((mark.x - from.x) * wy) + Math.abs((mark.y - from.y) * wx);
    if (along <= 0 || aside > 3 * along) continue;
    const far = along + 2 * aside;
    if (far < least) [best, least] = [mark, far];
  }
  return best;
}

function sayMark(mark) {
  const lines = picture.scene().linesOf(mark.id).filter((one) => picture.lineVisible(one));
  byId("said").classList.remove("seen");
  byId("said").textContent = `${mark.stack ? mark.name : `${sayOne(mark.group)} ${picture.markWords(mark)}`}，${say("linesHere", lines.length)}`;
}

function walk(event) {
  const scene = picture.scene();
  if (event.altKey || event.ctrlKey || event.metaKey || !scene.marks.length) return;
  const here = scene.mark.get(picture.focused()) ?? scene.mark.get(state.node);
  if (event.key in WAYS) {
    const next = here ? nextMark(here, WAYS[event.key]) : scene.marks.find((mark) => picture.visible(mark));
    if (next) {
      picture.focus(next.id);
      sayMark(next);
    }
  } else if (event.key === "Enter" && here) picture.choose(here.id);
  else if (event.key === "+" || event.key === "=") picture.zoom(1.35);
  else if (event.key === "-") picture.zoom(1 / 1.35);
  else if (event.key === "0") picture.fit();
  else return;
  event.preventDefault();
}

function startWalking() {
  const box = byId("picture");
  box.tabIndex = 0;
  box.setAttribute("role", "application");
  box.addEventListener("keydown", walk);
  box.addEventListener("blur", () => picture.focus(""));
}

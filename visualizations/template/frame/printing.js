// Printing: a view may lay out its sheets anew, as a table too wide for a page has to be cut. They stand there only
// while the page is printed.
const onPaper = window.matchMedia("print"); // kept: one that nothing refers to may be collected with its listeners

function startPrinting() {
  const sheets = byId("printed");
  const before = () => {
    const print = viewNamed(state.tab).print;
    if (!print || !sheets.hidden) return;
    onSheets.now = true;
    sheets.replaceChildren(...print());
    onSheets.now = false;
    sheets.hidden = !sheets.children.length;
    document.documentElement.classList.toggle("sheets", !sheets.hidden);
  };
  const after = () => {
    sheets.hidden = true;
    sheets.replaceChildren();
    document.documentElement.classList.remove("sheets");
  };
  addEventListener("beforeprint", before);
  addEventListener("afterprint", after);
  onPaper.addEventListener("change", (event) => (event.matches ? before() : after()));
}

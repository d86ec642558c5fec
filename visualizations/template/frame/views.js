// The views of the page, a tab each, in the order in which their scripts come. A view is
// { name, words: { zh, en }, draw(changed), badge(), shown(), keys }: `draw` makes its section match `state`; `changed(...keys)`
// tells what of the state is new; `badge`, where there is one, counts what waits there; `shown`, where there is one, says
// whether the view has anything to show at all; `keys`, where there are any, are what the view keeps in the address, each
// with the value that need not be written there.
const VIEWS = [];

function addView(view) {
  VIEWS.push(view);
  addWords(view.words);
  addKeys(view.keys ?? {});
}

const viewsShown = () => VIEWS.filter(({ shown }) => !shown || shown());
const viewNamed = (name) => viewsShown().find((view) => view.name === name);

// What is said aloud of what happens: to the eyes for a moment, and by a screen reader.
let silence = 0;

// Say something of an action, such as that a table was copied.
function announce(words) {
  const said = byId("said");
  said.textContent = words;
  said.classList.add("seen");
  clearTimeout(silence);
  silence = setTimeout(() => said.classList.remove("seen"), 4000);
}

// Say what has been chosen: eyes have the panel for it.
function sayChoice() {
  const panel = byId("panel");
  byId("said").classList.remove("seen");
  byId("said").textContent = panel.classList.contains("open") ? [...panel.querySelectorAll(".kind, h2, section > h3")].slice(0, 3).map((part) => part.textContent.trim()).filter(Boolean).join("，")
    : state.body ? nameOf(state.body) : "";
}

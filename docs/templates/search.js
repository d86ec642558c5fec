"use strict";
// Hides what does not hold all the words that are typed, and shows single concepts only then; "/" leads to the field.
const field = document.getElementById("find");
const told = document.getElementById("found");
const items = [...document.querySelectorAll("[data-find]")];
const parts = [...document.querySelectorAll("[data-part]")];

function filter() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const item of items) {
    const fits = words.every((word) => item.dataset.find.includes(word));
    item.hidden = !fits;
    if (fits) count++;
  }
  for (const part of parts) {
    part.hidden = words.length > 0 ? !part.querySelector("[data-find]:not([hidden])") : "concepts" in part.dataset;
  }
  for (const part of document.querySelectorAll("[data-aside]")) part.hidden = words.length > 0;
  told.textContent = words.length ? count + " 项" : "";
}

field.addEventListener("input", filter);
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== field) { event.preventDefault(); field.focus(); }
  if (event.key === "Escape" && document.activeElement === field) { field.value = ""; filter(); }
});
filter();

// The next and the previous change, by buttons and by the keys N and P, from page to page.
"use strict";
(() => {
  const changes = [...document.querySelectorAll("article [id^='change-']")];
  const way = (name) => document.querySelector(`.loipr-${name}-page`);
  if (!changes.length && !way("next")) return;
  let at = -1;
  function show(number) {
    at = number;
    changes[at].tabIndex = -1;
    changes[at].focus({ preventScroll: true });
    changes[at].scrollIntoView({ block: "center" });
  }
  function go(step) {
    const number = at < 0 && step < 0 ? -1 : at + step;
    if (number >= 0 && number < changes.length) return show(number);
    const page = way(step > 0 ? "next" : "previous");
    if (page) location.href = page.href;
  }
  const bar = document.createElement("div");
  bar.className = "loipr-keys";
  for (const [words, step] of [["Previous change", -1], ["Next change", 1]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.addEventListener("click", () => go(step));
    bar.append(button);
  }
  document.body.append(bar);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest?.("input, textarea, select")) return;
    if (event.key === "n" || event.key === "N") go(1);
    if (event.key === "p" || event.key === "P") go(-1);
  });
  document.addEventListener("focusin", (event) => {
    const found = changes.indexOf(event.target.closest("[id^='change-']"));
    if (found >= 0) at = found;
  });
  const led = changes.findIndex((one) => `#${one.id}` === location.hash);
  if (led >= 0) show(led);
})();

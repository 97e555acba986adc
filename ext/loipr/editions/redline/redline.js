// The next and the previous change, by buttons and by the keys n and p.
"use strict";
(() => {
  const changes = [...document.querySelectorAll(".change")];
  let at = -1;
  function go(step) {
    if (!changes.length) return;
    at = (at + step + changes.length) % changes.length;
    changes[at].focus();
    changes[at].scrollIntoView({ block: "center" });
  }
  document.querySelector(".bar").hidden = !changes.length;
  document.getElementById("next").addEventListener("click", () => go(1));
  document.getElementById("previous").addEventListener("click", () => go(at < 0 ? 0 : -1));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "n") go(1);
    if (event.key === "p") go(at < 0 ? 0 : -1);
  });
  document.addEventListener("focusin", (event) => {
    const found = changes.indexOf(event.target.closest(".change"));
    if (found >= 0) at = found;
  });
})();

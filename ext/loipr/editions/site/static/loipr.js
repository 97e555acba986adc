// The note under a figure: a first tap opens it, Escape closes it, and it stays inside the window.
(() => {
  "use strict";
  const open = (value) => {
    value.classList.remove("loipr-closed");
    const note = value.querySelector(".loipr-provenance");
    note.style.setProperty("--loipr-shift", "0px");
    const place = note.getBoundingClientRect();
    const beyond = place.right - document.documentElement.clientWidth + 12;
    if (beyond > 0) {
      note.style.setProperty("--loipr-shift", `${-Math.min(beyond, place.left - 4)}px`);
    }
  };
  for (const value of document.querySelectorAll(".loipr-value")) {
    value.addEventListener("pointerenter", () => open(value));
    value.addEventListener("focusin", () => open(value));
    value.addEventListener("pointerleave", () => value.classList.remove("loipr-open"));
    value.addEventListener("focusout", () => value.classList.remove("loipr-open"));
    // A finger cannot hover: the first tap shows the note, the second one follows the link.
    value.addEventListener("click", (event) => {
      if (event.pointerType === "touch" && !value.classList.contains("loipr-open")) {
        event.preventDefault();
        for (const other of document.querySelectorAll(".loipr-open")) {
          other.classList.remove("loipr-open");
        }
        value.classList.add("loipr-open");
        open(value);
      }
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      for (const value of document.querySelectorAll(".loipr-value")) {
        value.classList.remove("loipr-open");
        value.classList.add("loipr-closed");
      }
    }
  });
})();

// The figures of a chart: the pointer shows the one below it; with the keyboard, the arrows go from one to the next.
(() => {
  "use strict";
  for (const picture of document.querySelectorAll(".loipr-picture:has(.loipr-point)")) {
    const note = Object.assign(document.createElement("span"), { className: "loipr-point-told" });
    note.setAttribute("role", "status");
    picture.parentElement.insertBefore(note, picture.nextSibling);
    picture.parentElement.style.position = "relative";
    const words = new Map();
    for (const point of picture.querySelectorAll(".loipr-point")) {
      // The browser would show the title once more, and later.
      const title = point.querySelector("title");
      words.set(point, title.textContent);
      title.remove();
    }
    const shown = () => [...words.keys()].filter((point) => point.getClientRects().length);
    let reached = -1;

    const show = (point) => {
      note.textContent = point ? words.get(point) : "";
      if (!point) return;
      const [around, place] = [picture.parentElement.getBoundingClientRect(), point.getBoundingClientRect()];
      const left = (place.left + place.right - note.offsetWidth) / 2 - around.left;
      note.style.left = `${Math.max(0, Math.min(left, around.width - note.offsetWidth))}px`;
      note.style.top = `${place.top - around.top - note.offsetHeight - 4}px`;
    };
    picture.tabIndex = 0;
    picture.setAttribute("aria-label", `${picture.getAttribute("aria-label")} Arrow keys go through its figures.`);
    picture.addEventListener("pointerover", (event) => show(event.target.closest(".loipr-point")));
    picture.addEventListener("pointerleave", () => show(null));
    picture.addEventListener("blur", () => show(null));
    picture.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const points = shown();
      if (step) {
        reached = Math.max(0, Math.min(reached + step, points.length - 1));
        show(points[reached]);
        event.preventDefault();
      } else if (event.key === "Escape") {
        show(null);
      }
    });
  }
})();

// The menu of a narrow screen: it has a name, Escape closes it wherever the focus is, and the focus goes back to its
// button. The theme takes the focus from a button that is pressed; with a keyboard it stays.
(() => {
  "use strict";
  const menus = [
    [".primary-toggle", "pst-primary-sidebar-modal", "Menu"],
    [".secondary-toggle", "pst-secondary-sidebar-modal", "Contents of this page"],
  ];
  for (const [name, id, words] of menus) {
    const button = document.querySelector(name);
    const menu = document.getElementById(id);
    if (!button || !menu) {
      continue;
    }
    menu.setAttribute("aria-label", words);
    button.setAttribute("aria-label", words);
    document.addEventListener(
      "click",
      (event) => {
        if (button.contains(event.target)) {
          setTimeout(() => menu.open || button.focus({ focusVisible: event.detail === 0 }));
        }
      },
      true,
    );
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) {
        menu.close();
      }
    });
    menu.addEventListener("close", () => setTimeout(() => button.focus()));
  }
})();

// The articles of a treaty: those that have the words, in what they are about or in where they are cited. A number is a
// whole one: 3 is not 33.
(() => {
  "use strict";
  const FILTERED = 6;
  const terms = [...document.querySelectorAll("dl.loipr-articles > dt")];
  if (terms.length < FILTERED) return;
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const entries = terms.map((term) => {
    const text = `${term.textContent} ${term.nextElementSibling.textContent}`.toLowerCase();
    return { term, text, words: new Set(text.split(/[^\p{L}\p{N}]+/u)) };
  });
  const field = make("input", { type: "search", id: "loipr-articles-words" });
  const count = make("output", { className: "loipr-count" });
  const form = make(
    "form",
    { className: "loipr-filter" },
    make("div", {}, make("label", { htmlFor: field.id, textContent: "Number or words" }), field),
    make("div", { className: "loipr-picked" }, count, make("button", { type: "reset", textContent: "Show all", className: "loipr-clear" })),
  );
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", "Pick articles");

  const filter = () => {
    const wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { term, text, words } of entries) {
      const fits = wanted.every((word) => (/^\d+$/.test(word) ? words.has(word) : text.includes(word)));
      term.hidden = term.nextElementSibling.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    for (const list of new Set(terms.map((term) => term.parentElement))) {
      list.hidden = !list.querySelector(":scope > dt:not([hidden])");
      if (list.previousElementSibling?.matches(".rubric")) list.previousElementSibling.hidden = list.hidden;
    }
    count.value = wanted.length ? `${shown} of ${entries.length} articles` : `${entries.length} articles`;
  };

  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  const [first] = document.querySelectorAll("dl.loipr-articles");
  const rubric = first.previousElementSibling;
  (rubric?.matches(".rubric") ? rubric : first).before(form);
  filter();
})();

// A printed page says where it is from; the report may not know its own address, but the browser does.
(() => {
  "use strict";
  const here = document.querySelector(".loipr-here");
  if (here && !here.textContent && window.location.protocol !== "file:") {
    here.textContent = ` · ${window.location.href.split(/[?#]/)[0]}`;
  }
})();

// “Copy reference” and “Comment” beside the paragraph, table or figure that the address names: a click on its number or
// sign sets it. A comment begins as an issue on the code host, or as a mail; nothing is asked of the host before.
(() => {
  "use strict";
  const foot = document.querySelector("[data-loipr-symbol]");
  if (!foot) return;
  const { loiprSymbol: symbol, loiprAddress: address, loiprState: state, loiprComments: comments, loiprLead: lead } = foot.dataset;
  const LONGEST = 1999;
  const LINE_ENDING = "\r\n";
  const NOT_TEXT = [
    ".loipr-number, .caption-number, .headerlink, .loipr-provenance, .loipr-mark, .loipr-download, .loipr-cite",
    ".visually-hidden, del",
  ].join();
  const button = Object.assign(document.createElement("button"), { className: "loipr-cite", type: "button" });
  const link = Object.assign(document.createElement("a"), { className: "loipr-cite", rel: "noreferrer", textContent: "Comment" });
  const said = (element, choice) => element.querySelector(choice)?.textContent.trim().replace(/\.$/, "") || "";

  // What the place is called: “para. 45”, “table 3”; nothing if it has no number.
  const named = (place) => {
    const number = said(place, ":scope > .loipr-number");
    return number ? `para. ${number}` : said(place, ".caption-number").toLowerCase();
  };

  const textOf = (element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll(NOT_TEXT).forEach((part) => part.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  };

  // Indented, in lines, so that a code host takes nothing in the text for its own markup, mentions or commands.
  const quoted = (text) => (text.match(/\S.{0,71}(?!\S)|\S+/gu) || []).map((line) => `    ${line}`);

  // The address at which the comment begins, with as much of the text as it holds; nothing if it cannot hold the rest.
  const begun = (title, facts, text) => {
    let signs = [...text];
    const filled = (words) => {
      const body = [...facts, "", ...quoted(words), "", ""].join(LINE_ENDING);
      return comments.replace("{title}", encodeURIComponent(title)).replace("{body}", encodeURIComponent(body));
    };
    let found = filled(text);
    while (found.length > LONGEST && signs.length) {
      signs = signs.slice(0, Math.min(LONGEST, Math.floor(signs.length * 0.95)));
      found = filled(`${signs.join("").replace(/\s+\S*$/, "")}…`);
    }
    return found.length > LONGEST ? "" : found;
  };

  const offer = () => {
    button.remove();
    link.remove();
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const name = place && named(place);
    if (!name) return;
    const here = `${address || location.href.split(/[?#]/)[0]}${location.hash}`;
    const revision = document.querySelector(".loipr-revision-here")?.textContent || "";
    const source = `${symbol}, ${name} (${state}${revision.replace(". R", ", r")})`;
    const beside = place.querySelector("caption, figcaption p") || place;
    if (comments) {
      // Where a file lies on somebody's machine concerns nobody else.
      const facts = [source, ...(here.startsWith("file:") ? [] : [here]), ...(lead ? [`Lead: ${lead}`] : [])];
      link.href = begun(`${symbol}, ${name}`, facts, textOf(beside));
    }
    if (navigator.clipboard) {
      button.textContent = "Copy reference";
      button.onclick = async () => {
        await navigator.clipboard.writeText(`${source}, ${here}`);
        button.textContent = "Reference copied";
      };
      beside.append(" ", button);
    }
    if (link.getAttribute("href")) beside.append(" ", link);
  };

  window.addEventListener("hashchange", offer);
  offer();
})();

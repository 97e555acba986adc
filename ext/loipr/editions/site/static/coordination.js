// The tables of datasets and of the pages for those who run the process: sorting, filtering, days left.
// The address of the page keeps what the user has picked, for links: ?tasks.institution=KP2MI&tasks.sort=due
(() => {
  "use strict";
  const DAY = 86_400_000;
  const FILTERED = 6;
  const address = new URL(window.location.href);
  const today = new Date(`${address.searchParams.get("today") ?? localDay()}T00:00Z`).getTime();

  function localDay() {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  }

  function slug(text) {
    return text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  }

  function make(name, properties = {}, children = []) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  function days(count) {
    return count === 1 ? "1 day" : `${count.toLocaleString("en")} days`;
  }

  function showDaysLeft() {
    for (const place of document.querySelectorAll(".loipr-left")) {
      const due = new Date(`${place.previousElementSibling.dateTime}T00:00Z`).getTime();
      const left = Math.round((due - today) / DAY);
      if (Number.isNaN(left)) {
        continue;
      }
      place.textContent = left > 0 ? `${days(left)} left` : left === 0 ? "today" : `overdue by ${days(-left)}`;
      place.classList.toggle("loipr-overdue", left < 0);
    }
  }

  class View {
    constructor(table) {
      this.table = table;
      this.name = table.dataset.view;
      this.heads = [...table.tHead.rows[0].cells];
      this.rows = [...table.tBodies[0].rows];
      this.order = [...this.rows];
      this.fields = new Map();
      this.heads.forEach((head, column) => this.addSorting(head, column));
      if (this.rows.length >= FILTERED && !table.classList.contains("loipr-grid")) {
        this.addFilters();
      }
      this.read();
    }

    key(field) {
      return `${this.name}.${field}`;
    }

    addSorting(head, column) {
      const words = head.textContent;
      const button = make("button", { type: "button", className: "loipr-sort" });
      const link = head.querySelector("a");
      if (link) {
        return;
      }
      const place = head.querySelector(":scope > p") ?? head;
      button.append(...place.childNodes);
      place.append(button);
      head.dataset.field = slug(words);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        this.sort(column, down);
        this.write();
      });
    }

    sort(column, down) {
      this.heads.forEach((head) => head.removeAttribute("aria-sort"));
      this.heads[column].setAttribute("aria-sort", down ? "descending" : "ascending");
      const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
      const isNumber = this.heads[column].dataset.kind === "number" || column === 0;
      const keyed = this.order.map((row, at) => ({ row, at, text: value(row) }));
      keyed.sort((one, other) => {
        // Empty cells are last, in both directions.
        if (!one.text || !other.text) {
          return Number(!one.text) - Number(!other.text) || one.at - other.at;
        }
        const numbers = isNumber ? Number(one.text) - Number(other.text) : NaN;
        const found = Number.isNaN(numbers) ? one.text.localeCompare(other.text, "en", { numeric: true }) : numbers;
        return (down ? -found : found) || one.at - other.at;
      });
      this.rows = keyed.map(({ row }) => row);
      this.table.tBodies[0].append(...this.rows);
    }

    addFilters() {
      const form = make("form", { className: "loipr-filter" });
      form.setAttribute("role", "search");
      form.setAttribute("aria-label", `Pick rows of: ${(this.table.caption.querySelector(".caption-text") ?? this.table.caption).textContent}`);
      this.heads.forEach((head, column) => {
        const words = head.textContent;
        if (head.dataset.kind === "choice") {
          const parts = (row) => row.cells[column].textContent.trim().split("; ");
          const values = [...new Set(this.rows.flatMap(parts))].filter((value) => value).sort((one, other) => one.localeCompare(other, "en"));
          const options = [make("option", { value: "", textContent: "all" })];
          options.push(...values.map((value) => make("option", { value, textContent: value })));
          this.addField(form, words, make("select", {}, options), slug(words), (row, value) =>
            parts(row).includes(value));
        } else if (head.dataset.kind === "due") {
          this.addField(form, `${words} by`, make("input", { type: "date" }), slug(words), (row, value) =>
            (row.cells[column].dataset.value ?? "9999") <= value);
        }
      });
      this.addField(form, "Words", make("input", { type: "search" }), "words", (row, value) =>
        value.toLowerCase().split(/\s+/).every((word) => row.textContent.toLowerCase().includes(word)));
      this.count = make("output", { className: "loipr-count" });
      const clear = make("button", { type: "reset", textContent: "Show all", className: "loipr-clear" });
      form.append(make("div", { className: "loipr-picked" }, [this.count, clear]));
      form.addEventListener("input", () => { this.filter(); this.write(); });
      form.addEventListener("reset", () => setTimeout(() => { this.filter(); this.write(); }));
      form.addEventListener("submit", (event) => event.preventDefault());
      this.table.parentElement.before(form);
    }

    addField(form, words, input, field, test) {
      input.id = `${this.name}-${field}`;
      this.fields.set(field, { input, test });
      form.append(make("div", {}, [make("label", { htmlFor: input.id, textContent: words }), input]));
    }

    filter() {
      const tests = [...this.fields.values()].filter(({ input }) => input.value);
      let shown = 0;
      for (const row of this.rows) {
        row.hidden = !tests.every(({ input, test }) => test(row, input.value));
        shown += row.hidden ? 0 : 1;
      }
      const all = this.rows.length.toLocaleString("en");
      this.count.value = tests.length ? `${shown.toLocaleString("en")} of ${all} rows` : `${all} rows`;
    }

    read() {
      for (const [field, { input }] of this.fields) {
        const value = address.searchParams.get(this.key(field));
        if (value !== null) {
          input.value = value;
        }
      }
      const sorted = address.searchParams.get(this.key("sort")) ?? "";
      const column = this.heads.findIndex((head) => head.dataset.field && head.dataset.field === sorted.replace(/^-/, ""));
      if (column >= 0) {
        this.sort(column, sorted.startsWith("-"));
      }
      if (this.fields.size) {
        this.filter();
      }
    }

    write() {
      for (const [field, { input }] of this.fields) {
        this.keep(this.key(field), input.value);
      }
      const head = this.heads.find((one) => one.hasAttribute("aria-sort"));
      const sign = head?.getAttribute("aria-sort") === "descending" ? "-" : "";
      this.keep(this.key("sort"), head ? `${sign}${head.dataset.field}` : "");
      window.history.replaceState(null, "", address);
    }

    keep(key, value) {
      if (value) {
        address.searchParams.set(key, value);
      } else {
        address.searchParams.delete(key);
      }
    }
  }

  showDaysLeft();
  for (const table of document.querySelectorAll("table[data-view]")) {
    new View(table);
  }
})();

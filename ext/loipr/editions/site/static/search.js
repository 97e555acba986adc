// The search: all of the site's text is in search-index.js, and is looked through from its start to its end.
//
// Text and question are brought into one form first: numbers without separators, months as numbers, “Law No. 18 of 2017”
// and “UU 18/2017” as “law 18/2017”, “Pasal 33 ayat (1) huruf a” as “article 33(1)(a)”. So this file alone says what is
// the same as what. Blocks are [kind, anchor, text, name?, second name?]; pages are [address, title, language, rank, names, blocks].
const loiprSearch = (() => {
  "use strict";
  const HEADING = 0, NAMED = 1, HEAD = 3, ROW = 4;
  const MOST_PAGES = 60, MOST_PLACES = 3, LONGEST = 260;
  const MONTHS = [
    ["january", "januari"], ["february", "februari"], ["march", "maret"], ["april"], ["may", "mei"], ["june", "juni"],
    ["july", "juli"], ["august", "agustus"], ["september"], ["october", "oktober"], ["november"],
    ["december", "desember"],
  ];
  const MONTH = MONTHS.flat().join("|");
  const two = (number) => String(number).padStart(2, "0");
  const month = (name) => two(MONTHS.findIndex((names) => names.includes(name)) + 1);
  const STOP = new Set(
    ("a an and are as at be by can did do does for from has have how i in is it its many much of on or that the their " +
      "there this to under was were what when where which who whom why will with about any before after di dan yang " +
      "ke dari untuk pada").split(" "),
  );
  // Words that only say what the number after them is.
  const KINDS = new Set(["article", "paragraph", "question", "law", "table", "figure", "annex", "item", "regulation"]);

  // What is done to a text with numbers, in this order. Each looks only a few characters ahead.
  const NUMBERS = [
    [/(\d)[,.](?=\d{3}(?!\d))/g, "$1"],
    [/(?<![\d.,/-])(\d{1,3}) (?=\d{3}(?: \d{3})*(?![\d/]))/g, "$1"],
    [/(\d),(?=\d{1,2}(?!\d))/g, "$1."],
    [new RegExp(`\\b(\\d{1,2}) (${MONTH}) (\\d{4})\\b`, "g"), (_, day, name, year) => `${year}-${month(name)}-${two(day)}`],
    [new RegExp(`\\b(${MONTH}) (\\d{1,2}), (\\d{4})\\b`, "g"), (_, name, day, year) => `${year}-${month(name)}-${two(day)}`],
    [new RegExp(`\\b(${MONTH}) (\\d{4})\\b`, "g"), (_, name, year) => `${year}-${month(name)}`],
    [/\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b/g, (_, day, of, year) => `${year}-${two(of)}-${two(day)}`],
    [/\b(?:undang-undang|undang undang|uu)\b(?=(?: no\.?| nomor)? ?\d)/g, "law"],
    [/\b(?:numbers?|nomor|no\.|no) ?(?=\d)/g, ""],
    [/\b(\d{1,3}) (?:of|tahun) (?=\d{4}\b)/g, "$1/"],
    [/\b(?:pasal|articles|arts?\.|art)(?= ?\d)/g, "article "],
    [/\b(?:paragraphs|paras?\.?|paragraf)(?= ?\d)/g, "paragraph "],
    [/\b(?:questions|q|pertanyaan)(?= ?\d)/g, "question "],
    [/(\d),? (?:ayat|paragraph) \(?(\d{1,2})\)?/g, "$1 ($2)"],
    [/ huruf \(?([a-z])\)?/g, " ($1)"],
    [/(?<=[\d)]) (?=\((?:\d{1,2}|[a-z]|[ivx]{1,5})\))/g, ""],
  ];
  const MEANS_PARAGRAPH = /[\u00b6\u00a7] ?/g;

  // The one form of a text.
  const plain = (text) => {
    let form = text.toLowerCase();
    if (/[^ -~]/.test(form)) {
      form = form.replace(MEANS_PARAGRAPH, "paragraph ").replace(/[\u2010-\u2015\u2212]/g, "-");
      form = form.normalize("NFKD").replace(/[\p{M}\u2018\u2019\u201c\u201d]/gu, "");
    }
    form = form.replace(/["'`]/g, "");
    if (/\d/.test(form)) {
      for (const [from, to] of NUMBERS) form = form.replace(from, to);
    }
    return form.replace(/[^\p{L}\p{N}()/.:% -]+/gu, " ").replace(/\.(?!\d)/g, " ").replace(/ {2,}/g, " ").trim();
  };

  // What is before the end of a word that changes: “agencies” finds “agency”, “trafficked” finds “trafficking”.
  const stem = (word) => {
    const short = word.replace(/(?:ations?|ings?|ies|ed|es|s|y|e)$/, "");
    return short.length >= 4 ? short : word.replace(/(?<=.{3})s$/, "");
  };

  // The question as words that must all be found: its form, its terms, and for each what it may stand after.
  const asked = (question) => {
    const form = plain(question);
    const words = form.split(" ").filter(Boolean);
    const wanted = words.filter((word) => !STOP.has(word));
    const terms = [];
    for (const word of wanted.length ? wanted : words) {
      const before = terms[terms.length - 1];
      const exact = /\d/.test(word) || word.length < 3 || word.includes("/");
      if (exact && before && KINDS.has(before.word)) {
        before.follows = word;
      }
      terms.push({ word, exact, start: exact ? word : stem(word) });
    }
    // Who asks for a part of an article is also shown the article.
    const [, article = ""] = /^(?:article )?(\d+)\(/.exec(form) || [];
    return { form, terms, whole: { start: form, exact: /(?:[\d)]|\b[ivx]+)$/.test(form) }, article: article && `article ${article}` };
  };

  const BEFORE = new Set(" (/-:".split(""));
  const AFTER = new Set(" ()/-:%".split(""));
  // Whether a term stands in a form: a number as a whole number, a word from its start on.
  const stands = (form, { start, exact }) => {
    for (let at = form.indexOf(start); at >= 0; at = form.indexOf(start, at + 1)) {
      const end = at + start.length;
      if ((at === 0 || BEFORE.has(form[at - 1])) && (!exact || end === form.length || AFTER.has(form[end]))) {
        return true;
      }
    }
    return false;
  };

  const begins = (form, start, exact) =>
    form.startsWith(start) && (!exact || form.length === start.length || AFTER.has(form[start.length]));

  // How well a name answers: it is what was asked, begins with it, or has it in it.
  const named = (name, { form, whole, article }) => {
    if (name === form) return 1000;
    if (begins(name, form, whole.exact) || (article && begins(name, article, true))) return 600;
    return stands(name, whole) ? 300 : 0;
  };

  // A piece that a page has, as written, if it has the term: a quick look that spares bringing the page into its form.
  const probe = ({ word, start }) => {
    const [digits] = /\d+/.exec(start) || [""];
    return digits.slice(-3) || (KINDS.has(word) ? "" : /^\p{L}*/u.exec(start)[0]);
  };

  // The pages with the forms of their texts, each worked out when it is first needed.
  const prepare = (pages) =>
    pages.map(([address, title, language, rank, titles, blocks]) => {
      const names = [title, ...titles].map(plain);
      const raw = `${names.join(" ")} ${blocks.map((block) => block.slice(2).join(" ")).join(" ")}`;
      let places = null;
      return {
        ...{ address, title, language, rank, names, raw: raw.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "") },
        get places() {
          places ||= formed(blocks);
          return places;
        },
      };
    });

  const formed = (blocks) => {
    // What a block stands below: a heading, a caption, the heads of the columns.
    let above = "", head = null;
    return blocks.map(([kind, anchor, text, name = "", second = ""]) => {
      const form = plain(text);
      if (kind === HEADING) [above, head] = [form, null];
      if (kind === HEAD) [above, head] = [`${above} ${form}`, text.split("\t")];
      return { kind, anchor, text, name, head, above, form, nameForm: name && plain(name), second: second && plain(second) };
    });
  };

  // How well a block answers; the terms that are found are noted in *seen*.
  const score = (place, question, seen) => {
    const { terms, whole, article } = question;
    const own = place.nameForm ? `${place.second} ${place.nameForm} ${place.form}` : place.form;
    let found = 0, points = 0, here = false;
    terms.forEach((term, at) => {
      const in_ = stands(own, term) && (!term.follows || stands(own, { start: term.follows, exact: true }));
      if (in_ || stands(place.above, term)) {
        if (in_) seen.add(at);
        found += in_ ? 1 : 0.8;
        here ||= in_;
      }
    });
    if (article && begins(place.nameForm, article, true)) {
      terms.forEach((_, at) => seen.add(at));
      here = true;
    }
    if (!here) return 0;
    points = 240 * (found / terms.length) ** 2;
    for (const { word, follows } of terms) {
      if (follows && stands(own, { start: `${word} ${follows}`, exact: true })) points += 80;
    }
    if (stands(own, whole)) points += 100;
    if (place.nameForm) points += Math.max(named(place.nameForm, question), named(place.second, question));
    if (place.kind === HEADING) points += named(place.form, question) / 2 + 10;
    if (place.kind === ROW) points += named(place.form, question) / 4;
    return points;
  };

  // Answer a question: pages, the best first, each with the places on it. Words that are nowhere are named.
  const ask = (prepared, text) => {
    const question = asked(text);
    const probes = question.article ? [] : question.terms.map(probe);
    const likely = prepared.filter(({ raw }) => probes.every((piece) => raw.includes(piece)));
    const answers = answered(likely, question);
    return answers.missing.length ? answered(prepared, question) : answers;
  };

  const answered = (prepared, question) => {
    const { terms } = question;
    const answers = [];
    for (const page of prepared) {
      const seen = new Set();
      terms.forEach((term, at) => page.names.some((name) => stands(name, term)) && seen.add(at));
      const titled = seen.size / terms.length;
      const places = [];
      for (const place of page.places) {
        const points = score(place, question, seen);
        if (points > 0) places.push({ place, points });
      }
      if (!seen.size) continue;
      places.sort((a, b) => b.points - a.points);
      const best = places.length ? places[0].points : 0;
      const own = Math.max(...page.names.map((name) => named(name, question)));
      const points = 1000 * seen.size + own * 1.6 + best + 150 * titled - 80 * page.rank;
      const good = places.filter((one) => one.points > best / 2).map((one) => one.place);
      // Of two that answer as well, the shorter says less that is not asked.
      answers.push({ page, seen, points, places: good, length: good.length ? good[0].form.length : 0 });
    }
    // Only pages with all words; if there are none, those with most.
    const most = Math.max(0, ...answers.map((answer) => answer.seen.size));
    const everywhere = new Set(answers.flatMap((answer) => [...answer.seen]));
    const pages = answers
      .filter((answer) => answer.seen.size === most)
      .sort((a, b) => b.points - a.points || a.length - b.length || (a.page.address < b.page.address ? -1 : 1));
    return { pages, question, missing: terms.filter((_, at) => !everywhere.has(at)).map(({ word }) => word) };
  };

  // The sentence that answers best, or the row with the heads of its columns.
  const excerpt = (place, question) => {
    const count = (text) => {
      const form = plain(text);
      return question.terms.filter((term) => stands(form, term)).length + (form.includes(question.form) ? 1 : 0);
    };
    if (place.kind === HEAD) return shortened(place.text.split("\t").filter(Boolean).join("; "), question);
    if (place.kind === ROW) {
      const cells = place.text.split("\t");
      const headed = place.head && place.head.length === cells.length;
      const shown = cells.map((cell, at) => (headed && at && cell ? `${place.head[at]}: ${cell}` : cell)).filter(Boolean);
      return shortened(shown.join("; "), question);
    }
    const sentences = place.text.split(/(?<=[.;:?!]) (?=\p{Lu})/u);
    const best = sentences.reduce((most, one) => (count(one) > count(most) ? one : most), sentences[0]);
    return shortened(count(best) ? best : place.text, question);
  };

  const shortened = (text, { terms }) => {
    if (text.length <= LONGEST) return text;
    const words = text.split(" ");
    const hit = Math.max(0, words.findIndex((word) => terms.some((term) => stands(plain(word), term))));
    let from = hit, length = 0;
    while (from > 0 && length < LONGEST / 3) length += words[--from].length + 1;
    let to = from;
    for (length = 0; to < words.length && length < LONGEST; to++) length += words[to].length + 1;
    return (from ? "… " : "") + words.slice(from, to).join(" ") + (to < words.length ? " …" : "");
  };

  const marked = (element, text, { terms }) => {
    for (const word of text.split(/(?<= )/)) {
      const form = plain(word);
      if (form && terms.some((term) => !KINDS.has(term.word) && stands(form, term))) {
        const [, before, hit, after] = /^([^\p{L}\p{N}]*)(.*?)([\s,;:.?!\]]*)$/u.exec(word);
        element.append(before, Object.assign(document.createElement("mark"), { textContent: hit }), after);
      } else {
        element.append(word);
      }
    }
    return element;
  };

  const show = (prepared, text) => {
    const { pages, question, missing } = ask(prepared, text);
    const status = document.getElementById("loipr-search-status");
    const results = document.getElementById("loipr-search-results");
    const count = pages.length === 1 ? "1 page" : `${pages.length} pages`;
    const not = missing.length ? ` Not found anywhere: ${missing.join(", ")}.` : "";
    status.textContent = `${pages.length ? count : "Nothing"} found for “${text}”.${not}`;
    for (const { page, places } of pages.slice(0, MOST_PAGES)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = page.address + (places.length && places[0].anchor ? `#${places[0].anchor}` : "");
      link.className = "loipr-result";
      link.textContent = page.title;
      if (page.language) link.lang = page.language;
      item.append(link);
      for (const place of places.slice(0, MOST_PLACES)) {
        const line = document.createElement("p");
        if (place.name) {
          const name = document.createElement("a");
          name.href = page.address + (place.anchor ? `#${place.anchor}` : "");
          name.textContent = place.name[0].toUpperCase() + place.name.slice(1);
          line.append(name, " ");
        }
        item.append(marked(line, excerpt(place, question), question));
      }
      results.append(item);
    }
  };

  return { plain, prepare, ask, excerpt, show };
})();

if (typeof module !== "undefined") {
  module.exports = loiprSearch;
} else {
  const question = new URLSearchParams(window.location.search).get("q") || "";
  for (const field of document.querySelectorAll('input[name="q"]')) field.value = question;
  if (question.trim()) loiprSearch.show(loiprSearch.prepare(loiprPages), question.slice(0, 200));
}

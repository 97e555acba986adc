// Asks the search of a site, as the browser does: node ask.js SITE, and on its input a list of questions.
// Its output is, for each: the form of the question, the answers (address, excerpt), the words found nowhere, and how
// long the answer took with all its preparation, on as many pages as the second argument says.
"use strict";
const fs = require("fs");
const path = require("path");
const vm = require("vm");

const [site, size] = process.argv.slice(2);
const { plain, prepare, ask, excerpt } = require(path.join(site, "_static/search.js"));
const index = fs.readFileSync(path.join(site, "search-index.js"), "utf8");
const found = vm.runInNewContext(`${index};loiprPages`);
const pages = Array.from({ length: Number(size) || found.length }, (_, at) => found[at % found.length]);
const answers = JSON.parse(fs.readFileSync(0, "utf8")).map((question) => {
  const before = process.cpuUsage();
  const prepared = prepare(pages);
  const { pages: answered, question: understood, missing } = ask(prepared, question);
  const { user } = process.cpuUsage(before);
  const shown = answered.map(({ page, places }) => ({
    address: page.address + (places.length && places[0].anchor ? `#${places[0].anchor}` : ""),
    excerpt: places.slice(0, 3).map((place) => `${place.name} ${excerpt(place, understood)}`).join(" | "),
  }));
  return { form: plain(question), answers: shown, missing, milliseconds: user / 1000 };
});
process.stdout.write(JSON.stringify(answers));

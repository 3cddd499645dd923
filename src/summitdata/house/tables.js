// Tables of a dozen rows and more: search, choices, order, the rows seen as CSV. For pages, and inline for JupyterLab.
// No dollar sign and no backtick: JupyterLab would read mathematics or code.
function summitTables(home, page) {
  "use strict";
  var LEAST = 12, SEEN = 60, STEP = 400, MANY = 2000, FIRST = 100, FEW = 48, MOST = 4, NONE = "–";
  var MONTHS = "January February March April May June July August September October November December".split(" ");
  var NUMBER = /^(?:over|under|about|nearly|roughly|at least|at most|up to)?\s*([-−]?\d[\d,]*(?:\.\d+)?)\s*(thousand|million|billion)?/i;
  var SCALE = { thousand: 1e3, million: 1e6, billion: 1e9 };
  var letters = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  var make = summitTables.make, words = summitTables.words;
  function plain(text) { return text.toLowerCase().replace(/[’‘]/g, "'").replace(/[“”]/g, '"'); }
  function short(text) { return text.length > 60 ? text.slice(0, 59) + "…" : text; }
  // What opens under a row, each with its name: "Name: words", a line each.
  function opened(fold) {
    var found = {}, name = "";
    Array.prototype.forEach.call(fold.childNodes, function (node) {
      if (node.nodeName === "SUMMARY" || node.nodeName === "BR") return;
      if (node.nodeName === "STRONG") { name = words(node); found[name] = ""; return; }
      if (name) found[name] += node.textContent;
    });
    Object.keys(found).forEach(function (key) { found[key] = found[key].replace(/^:\s*/, "").replace(/\s+/g, " ").trim(); });
    return found;
  }
  function read(row, heads) {
    Array.prototype.forEach.call(row.lines[0].cells, function (cell, i) {
      if (heads[i]) row.cells[heads[i]] = words(cell);
    });
    row.lines.forEach(function (line) {
      Array.prototype.forEach.call(line.getElementsByTagName("details"), function (fold) {
        Object.assign(row.cells, opened(fold));
      });
    });
    row.text = plain(Object.keys(row.cells).map(function (name) { return row.cells[name]; }).join(" \n "));
  }
  // The rows of a table: their elements, a cell's words for each column, all words to search in.
  function rowsOf(table, heads) {
    var rows = [];
    Array.prototype.forEach.call(table.tBodies, function (body) {
      Array.prototype.forEach.call(body.rows, function (line) {
        if (line.className === "rest" && rows.length) rows[rows.length - 1].lines.push(line);
        else rows.push({ lines: [line], cells: {}, at: rows.length });
      });
    });
    rows.forEach(function (row) { read(row, heads); });
    return rows;
  }
  function dated(text) {
    var found = /^(?:(\d{1,2}) )?([A-Z][a-z]+) (\d{4})/.exec(text), month = found ? MONTHS.indexOf(found[2]) : -1;
    return month < 0 ? null : found[3] * 1e4 + (month + 1) * 100 + +(found[1] || 0);
  }
  function counted(text) {
    var found = NUMBER.exec(text);
    return found ? parseFloat(found[1].replace(/,/g, "").replace("−", "-")) * (SCALE[(found[2] || "").toLowerCase()] || 1) : null;
  }
  // What a column is put in order by, for each row: date or number where most cells begin with one, else the
  // place among its words; null where there is none.
  function keys(rows, name) {
    var cells = rows.map(function (row) { return row.cells[name] === NONE ? "" : row.cells[name] || ""; });
    var filled = Array.from(new Set(cells)).filter(Boolean), places = new Map();
    var by = [dated, counted].filter(function (read) {
      return filled.filter(function (cell) { return read(cell) !== null; }).length > 0.6 * filled.length;
    })[0];
    if (!by) filled.sort(letters.compare);
    filled.forEach(function (cell, i) { places.set(cell, by ? by(cell) : i); });
    return cells.map(function (cell) { return cell ? places.get(cell) : null; });
  }
  // The columns in which few words stand again and again, the commonest first.
  function choosable(rows, names) {
    return rows.length < 2 * LEAST ? [] : names.map(function (name) {
      var times = new Map();
      rows.forEach(function (row) {
        var word = row.cells[name] || NONE;
        if (times.size <= FEW) times.set(word, (times.get(word) || 0) + 1);
      });
      return { name: name, values: Array.from(times.keys()).sort(function (a, b) { return times.get(b) - times.get(a) || letters.compare(a, b); }) };
    }).filter(function (choice) {
      var values = choice.values, numbers = values.filter(function (word) { return counted(word) !== null || dated(word) !== null; });
      return numbers.length < values.length / 2 && values.length > 1 && values.length <= FEW && values.length * 3 <= rows.length;
    }).slice(0, MOST);
  }
  function csv(names, rows) {
    return [names].concat(rows.map(function (row) {
      return names.map(function (name) { return row.cells[name] === NONE ? "" : row.cells[name] || ""; });
    })).map(function (line) {
      return line.map(function (cell) {
        if (/^[=+\-@\t\r]/.test(cell)) cell = "'" + cell;  // a spreadsheet would run it
        return /[",\r\n]/.test(cell) ? '"' + cell.replace(/"/g, '""') + '"' : cell;
      }).join(",");
    }).join("\r\n") + "\r\n";
  }
  // What is searched for, in the colour of a mark.
  function mark(rows, terms) {
    if (!window.Highlight) return;
    var ranges = [];
    if (terms.length) rows.forEach(function (row) {
      row.lines.forEach(function (line) {
        var walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT), node;
        while ((node = walker.nextNode())) {
          var text = plain(node.data);
          terms.forEach(function (term) {
            for (var at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
              var range = document.createRange();
              range.setStart(node, at);
              range.setEnd(node, at + term.length);
              ranges.push(range);
            }
          });
        }
      });
    });
    return ranges;
  }

  function ask(table) {
    var head = table.tHead && table.tHead.rows[0];
    if (!head || table.dataset.asked || table.closest(".bases") || table.querySelectorAll("tbody > tr:not(.rest)").length < (table.dataset.least || LEAST)) return;
    table.dataset.asked = "yes";
    var heads = Array.prototype.map.call(head.cells, function (cell) { return words(cell) === "More" ? "" : words(cell); });
    var rows = rowsOf(table, heads), order = rows, hits = rows, visible = new Set(rows);
    var names = Array.from(new Set(heads.filter(Boolean).concat(Object.keys(Object.assign.apply(null, [{}].concat(rows.slice(0, 2000).map(function (r) { return r.cells; })))))));
    var fold = table.closest("details"), total = rows.length.toLocaleString("en");
    var title = table.getAttribute("aria-label") || (fold ? words(fold.querySelector("summary")) : "this table");
    var slug = title.toLowerCase().split(/[^a-z0-9]+/).filter(Boolean).join("-");
    var sparse = rows.length > MANY, first = sparse ? FIRST : SEEN, step = sparse ? FIRST : STEP, limit = first;  // then only the rows seen stay in the document
    var choices = choosable(rows, names), sorted = "", down = false;

    var find = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    var reset = make("button", { type: "button" }, ["Reset"]), get = make("button", { type: "button" }, ["Save rows as CSV"]);
    var told = make("p", { role: "status" }), more = make("button", { type: "button", "class": "more-rows" });
    var sorts = make("select", {}, [make("option", { value: "" }, ["as it stands"])]);
    heads.filter(Boolean).forEach(function (name) {
      sorts.append(make("option", { value: name }, [name]), make("option", { value: "-" + name }, [name + ", from the end"]));
    });
    choices.forEach(function (choice) {
      choice.options = choice.values.map(function (word) { return make("option", { value: word }); });
      choice.select = make("select", {}, [make("option", { value: "" }, ["all"])].concat(choice.options));
    });
    // JupyterLab would set formulas in what one can choose
    var tools = make("div", { "class": "ask tex2jax_ignore", role: "group", "aria-label": "Rows of " + title },
      [make("label", { "class": "find" }, ["Search", find])].concat(choices.map(function (choice) {
        return make("label", {}, [choice.name, choice.select]);
      }), [make("label", { "class": "order" }, ["Sort by", sorts]), make("span", { "class": "do" }, [reset, get]), told]));
    var frame = table.closest(".scroll") || table;
    frame.before(tools);
    frame.after(more);
    Array.prototype.forEach.call(head.cells, function (cell, i) {
      if (!heads[i]) return;
      var button = make("button", { type: "button", "class": "sort" }, Array.from(cell.childNodes));
      cell.append(button);
      cell.setAttribute("aria-sort", "none");
      button.addEventListener("click", function () {
        sort(sorted !== heads[i] ? heads[i] : down ? "" : "-" + heads[i]);
        show();
      });
    });

    function sort(by) {
      down = by.charAt(0) === "-" && names.indexOf(by) < 0;
      sorted = down ? by.slice(1) : by;
      if (names.indexOf(sorted) < 0) sorted = "";
      var key = sorted && keys(rows, sorted), turn = down ? -1 : 1;
      order = !sorted ? rows : rows.slice().sort(function (a, b) {
        var x = key[a.at], y = key[b.at];
        if (x === null || y === null) return (x === null) - (y === null) || a.at - b.at;
        return turn * (x - y) || a.at - b.at;
      });
      if (!sparse) place(order);
      Array.prototype.forEach.call(head.cells, function (cell, i) {
        if (heads[i]) cell.setAttribute("aria-sort", heads[i] !== sorted ? "none" : down ? "descending" : "ascending");
      });
      sorts.value = sorted ? (down ? "-" : "") + sorted : "";
    }
    function show() {
      var terms = plain(find.value).split(/\s+/).filter(Boolean), counts = choices.map(function () { return new Map(); });
      var wanted = choices.map(function (choice) { return choice.select.value; });
      hits = order.filter(function (row) {
        if (!terms.every(function (term) { return row.text.indexOf(term) >= 0; })) return false;
        var said = choices.map(function (choice) { return row.cells[choice.name] || NONE; }), failed = 0, at = -1;
        wanted.forEach(function (word, i) { if (word && word !== said[i]) { failed += 1; at = i; } });
        if (failed < 2) said.forEach(function (word, i) { if (!failed || i === at) counts[i].set(word, (counts[i].get(word) || 0) + 1); });
        return !failed;
      });
      var now = new Set(hits.slice(0, limit));
      if (sparse) place(now);
      else {
        visible.forEach(function (row) { if (!now.has(row)) hide(row, true); });
        now.forEach(function (row) { if (!visible.has(row)) hide(row, false); });
      }
      visible = now;
      choices.forEach(function (choice, i) {
        choice.options.forEach(function (option, k) { option.textContent = short(choice.values[k]) + " (" + (counts[i].get(choice.values[k]) || 0) + ")"; });
      });
      var asked = terms.length || sorted || choices.some(function (choice) { return choice.select.value; });
      told.textContent = (hits.length === rows.length ? total : hits.length.toLocaleString("en") + " of " + total) + " rows" +
        (hits.length > limit ? ", the first " + limit.toLocaleString("en") + " shown" : "");
      reset.setAttribute("aria-disabled", asked ? "false" : "true");
      more.hidden = hits.length <= limit;
      more.textContent = "Show " + Math.min(step, hits.length - limit).toLocaleString("en") + " more rows";
      table.dataset.terms = terms.join(" ");
      shine(table, mark(hits.slice(0, limit), terms.filter(function (term) { return term.length > 1; })));
      if (page) remember(terms);
    }
    function place(some) {
      var all = document.createDocumentFragment();
      some.forEach(function (row) { row.lines.forEach(function (line) { all.append(line); }); });
      table.tBodies[0].replaceChildren(all);
    }
    function hide(row, gone) { row.lines.forEach(function (line) { line.hidden = gone; }); }
    function clear() {
      find.value = "";
      choices.forEach(function (choice) { choice.select.value = ""; });
      limit = first;
    }
    // What is asked stands in the address, so that it can be sent.
    function remember() {
      var query = new URLSearchParams(location.search);
      Array.from(query.keys()).forEach(function (key) { if (key === slug || key.indexOf(slug + ".") === 0) query.delete(key); });
      if (find.value.trim()) query.set(slug, find.value.trim());
      choices.forEach(function (choice) { if (choice.select.value) query.set(slug + "." + choice.name.toLowerCase(), choice.select.value); });
      if (sorted) query.set(slug + ".sort", sorts.value);
      summitTables.send(query);
    }
    function recall() {
      var query = new URLSearchParams(location.search);
      find.value = query.get(slug) || "";
      choices.forEach(function (choice) {
        var asked = query.get(slug + "." + choice.name.toLowerCase());
        if (choice.values.indexOf(asked) >= 0) choice.select.value = asked;
      });
      if (query.get(slug + ".sort")) sort(query.get(slug + ".sort"));
      if (!Array.from(query.keys()).some(function (key) { return key.split(".")[0] === slug; })) return;
      if (fold) fold.open = true;
      if (!location.hash) tools.scrollIntoView();
    }

    // From the first question on columns keep their widths: nothing jumps, and laying out is quick.
    function settle() {
      var whole = table.offsetWidth;
      if (table.style.tableLayout || !whole || getComputedStyle(table).display !== "table") return;
      var wide = Array.prototype.map.call(head.cells, function (cell) { return cell.offsetWidth; });
      Array.prototype.forEach.call(head.cells, function (cell, i) { cell.style.width = 100 * wide[i] / whole + "%"; });
      table.style.tableLayout = "fixed";
    }

    [tools, head].forEach(function (part) {
      part.addEventListener("focusin", settle);
      // in JupyterLab a letter is no command here
      part.querySelectorAll("select, button").forEach(function (one) { one.setAttribute("data-lm-suppress-shortcuts", ""); });
    });
    find.addEventListener("input", function () { limit = first; show(); });
    choices.forEach(function (choice) { choice.select.addEventListener("change", function () { limit = first; show(); }); });
    sorts.addEventListener("change", function () { sort(sorts.value); show(); });
    reset.addEventListener("click", function () { clear(); if (sorted) sort(""); show(); find.focus(); });
    get.addEventListener("click", function () { summitTables.give(URL.createObjectURL(new Blob(["\ufeff", csv(names, hits)], { type: "text/csv" })), slug + ".csv"); });
    more.addEventListener("click", function () {
      var next = hits[limit];
      limit += step;
      show();
      next.lines[0].cells[0].tabIndex = -1;
      next.lines[0].cells[0].focus();
    });
    // What a link leads to is seen whatever was asked; the place in this table, or nothing.
    table.reveal = function (id) {
      var place = '[id="' + CSS.escape(id) + '"], [data-jupyter-id="' + CSS.escape(id) + '"]', line;
      var row = rows.filter(function (one) {
        line = line || one.lines.filter(function (part) { return part.querySelector(place); })[0];
        return one.lines.indexOf(line) >= 0;
      })[0];
      if (!row) return null;
      if (hits.indexOf(row) < 0) clear();
      if (!visible.has(row)) { limit = Math.max(limit, order.indexOf(row) + 1); show(); }
      return line.querySelector(place);
    };
    table.refresh = function () {
      rows.forEach(function (row) { read(row, heads); });
      if (sorted) sort(sorts.value);
      show();
    };
    if (page) recall();
    if (page) window.addEventListener("beforeprint", function () { limit = rows.length; show(); });
    if (page || !sparse) show(); else setTimeout(show, 0);  // JupyterLab sees to the links of all rows first
  }
  var lit = window.summitLit = window.summitLit || new Map();
  function shine(table, ranges) {
    if (!window.Highlight) return;
    if (ranges.length) lit.set(table, ranges); else if (!lit.delete(table)) return;
    CSS.highlights.set("asked", new Highlight(...[].concat.apply([], Array.from(lit.values()))));
  }
  if (window.summitBases) window.summitBases(home, page);
  Array.prototype.forEach.call(home.querySelectorAll("table"), ask);
}
summitTables.make = function (tag, attributes, children) {
  var made = /^(svg|rect|line|circle|text)\b/.test(tag) ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  Object.keys(attributes || {}).forEach(function (name) { made.setAttribute(name, attributes[name]); });
  (children || []).forEach(function (child) { made.append(child); });
  return made;
};
summitTables.give = function (url, name) {
  var link = summitTables.make("a", { download: name, href: url });
  document.body.append(link);
  link.click();
  link.remove();
};
summitTables.send = function (query) {
  var text = query.toString();
  if (text === location.search.slice(1)) return;
  try { history.replaceState(history.state, "", (text ? "?" + text : location.pathname) + location.hash); } catch (closed) { return; }
};
summitTables.words = function (node) { return node.textContent.replace(/\s+/g, " ").trim(); };
// In JupyterLab outputs come in any order, and may come before this script.
summitTables.wait = function () {
  var early = Array.isArray(window.summitAsk) ? window.summitAsk : [];
  window.summitAsk = { push: function (home) { summitTables(home); } };
  early.forEach(window.summitAsk.push);
  document.currentScript.remove();
  if (window.summitLinks) return;
  window.summitLinks = true;
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest(".jp-OutputArea a[href*='06-evidence.ipynb']");
    if (link && link.hash) summitTables.arrive(decodeURIComponent(link.hash.slice(1)));
  }, true);
};
// A row that a link leads to: JupyterLab goes there before the outputs above it have their height, so go on until it stays.
summitTables.arrive = function (id) {
  var tries = 0, still = 0, before = null, stopped = false;
  function stop() { stopped = true; }
  ["wheel", "keydown", "pointerdown"].forEach(function (act) { document.addEventListener(act, stop, { once: true, capture: true }); });
  (function again() {
    var place = document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden) [data-jupyter-id="' + CSS.escape(id) + '"]');
    var row = place && place.closest("tr"), table = row && row.closest("table");
    if (row && table.reveal) table.reveal(id);
    var top = row ? row.getBoundingClientRect().top : null;
    still = row && top === before ? still + 1 : 0;
    if (row && !still) row.scrollIntoView({ block: "center" });
    before = row ? row.getBoundingClientRect().top : null;
    if (row) row.style.background = "var(--jp-warn-color3, rgb(255 214 51 / 45%))";
    tries += 1;
    if (!stopped && still < 8 && tries < 100) setTimeout(again, 150);
  })();
};

// Draws the figures of a page after its text, in the reader's colours; saves images; copies sentences. No network.
(function () {
  "use strict";
  // Light colours of the house template (summitdata/house.py) and what stands for them in the dark.
  var DARK = {
    "#ffffff": "#14181c", "#20242a": "#e8eaed", "#64707b": "#c3cad1", "#6d757e": "#a9b2bb", "#2878bd": "#6fb4f0",
    "#bf5f15": "#f59a5c", "#8a5cc2": "#bd9bea", "#727b84": "#a3adb7", "#2b8554": "#6cc795"
  };
  var CONFIG = {
    displaylogo: false, responsive: true, showSendToCloud: false, plotlyServerURL: "", displayModeBar: false
  };
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var figures = Array.prototype.slice.call(document.querySelectorAll("figure.chart"));
  var sections = Array.prototype.slice.call(document.querySelectorAll(".sections a")), marking = 0;
  var code = document.getElementById("show-code");
  var loading = null, make = summitTables.make;
  var whose = document.getElementById("whose");

  function colours(text) {
    if (!dark.matches) return text;
    return text.replace(/#[0-9a-f]{6}/gi, function (c) { return DARK[c.toLowerCase()] || c; });
  }
  // A figure laid out otherwise: where the page is narrow, or for a picture to share. Rows move, labels stand elsewhere.
  function moved(spec, other) {
    var layout = Object.assign({}, spec.layout, other.layout);
    ["xaxis", "yaxis"].forEach(function (axis) { layout[axis] = Object.assign({}, spec.layout[axis], other.layout[axis]); });
    return Object.assign({}, spec, {
      layout: layout,
      edges: other.edges,
      data: spec.data.map(function (trace, i) {
        var by = other.shift[i];
        return by ? Object.assign({}, trace, { y: trace.y.map(function (y) { return y + by; }) }) : trace;
      })
    });
  }
  function fitted(spec, width) {
    return spec.narrow && width < spec.narrow.under ? moved(spec, spec.narrow) : spec;
  }
  function load(src) {
    return new Promise(function (done, failed) {
      var script = make("script", { src: src });
      script.onload = done;
      script.onerror = failed;
      document.head.appendChild(script);
    });
  }
  // A figure's chart as JSON: in the page, or in a file of the site that is loaded when it is to be drawn.
  function specOf(figure) {
    var inside = figure.querySelector("script.figure"), name = figure.dataset.name;
    if (inside) return Promise.resolve(inside.textContent);
    var there = window.charts && window.charts[name] ? Promise.resolve() : load(figure.dataset.chart);
    return there.then(function () { return JSON.stringify(window.charts[name]); });
  }

  // plotly.js: the site's own file, or unpacked from the page.
  function address() {
    var packed = document.getElementById("plotly");
    if (!packed) return Promise.resolve(document.body.dataset.plotly);
    var letters = atob(packed.textContent), bytes = new Uint8Array(letters.length);
    for (var i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);  // a tenth of what Array.from takes
    var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).blob().then(function (blob) {
      return URL.createObjectURL(new Blob([blob], { type: "text/javascript" }));
    });
  }
  function plotly() {
    loading = loading || address().then(load);
    return loading;
  }
  function draw(figure) {
    return plotly().then(function () { return specOf(figure); }).then(function (text) {
      var plot = figure.querySelector(".plot");
      var box = plot.querySelector(".live") || plot.appendChild(make("div", { "class": "live", "aria-hidden": "true" }));  // the plot's own label says it all
      var whole = JSON.parse(colours(text)), spec = fitted(whole, plot.clientWidth);
      figure.dataset.under = whole.narrow ? whole.narrow.under : 0;
      figure.dataset.narrow = spec === whole ? "" : "yes";
      // a plot that is only changed keeps old margins; a new one has nobody who listens
      return Plotly.newPlot(box, spec.data, spec.layout, CONFIG).then(function () {
        var still = plot.querySelector(".still");
        if (still) still.hidden = true;  // it is what a printer gets
        // plotly measures text in an image outside the page
        var gauge = document.getElementById("js-plotly-tester");
        if (gauge) gauge.setAttribute("aria-hidden", "true");
        connect(figure, box, spec);
        if (whose) dimMarks(figure);
        if (whose) box.on("plotly_afterplot", function () { dimMarks(figure); });
        if (figure.stops) wayBack(figure);
        figure.dataset.drawn = "yes";
      });
    });
  }
  // A mark and its words. Each mark that rests on rows is a stop of one control below the chart: a click or Enter opens
  // the words of its rows, arrow keys walk; a link to a row that has the focus lights its mark.
  function marksOf(spec) {
    var marks = [], last = {};
    spec.data.forEach(function (trace, curve) {
      (trace.customdata || []).forEach(function (keys, point) {
        var told = heard(Array.isArray(trace.hovertext) ? trace.hovertext[point] : trace.hovertext);
        if (keys === last.keys && told === last.told) return;  // the other end of a span, a caret beside a dot
        last = { curve: curve, point: point, keys: keys, told: told, under: trace.yaxis === "y2" ? "xy2" : "xy" };
        marks.push(last);
      });
    });
    return marks;
  }
  function heard(text) {
    return new DOMParser().parseFromString(String(text).replace(/<br>/g, "; "), "text/html").body.textContent;
  }
  function connect(figure, live, spec) {
    figure.marks = marksOf(spec);
    if (!figure.marks.length) return;
    live.on("plotly_click", function (event) {
      var point = event.points[0];
      var mark = figure.marks.find(function (one) { return one.curve === point.curveNumber && one.point === point.pointNumber; }) ||
        figure.marks.find(function (one) { return one.keys === point.customdata; });
      if (mark) reach(figure, figure.marks.indexOf(mark), true);
    });
    if (figure.stops) return;
    var stops = figure.stops = make("div", {
      "class": "stops", tabindex: 0, role: "slider", "aria-valuemin": 1, "aria-valuemax": figure.marks.length, "aria-valuenow": 1,
      "aria-valuetext": "none yet", "aria-label": "Marks of figure " + figure.id.slice(7) + ". Arrow keys walk, Enter opens the words"
    }, ["Click a mark for the words behind it, or walk the marks with ← and → from here"]);
    live.parentNode.after(stops, make("div", { "class": "told", role: "status" }));
    stops.addEventListener("keydown", function (event) {
      var last = figure.marks.length - 1, at = figure.at === undefined ? -1 : figure.at;
      var to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: last, Enter: at, " ": at }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      reach(figure, Math.max(0, Math.min(last, to)), event.key === "Enter" || event.key === " ");
    });
    stops.addEventListener("blur", function () { Plotly.Fx.unhover(live); });
  }
  function light(figure, mark) {
    Plotly.Fx.hover(figure.querySelector(".live"), [{ curveNumber: mark.curve, pointNumber: mark.point }], mark.under);
  }
  function reach(figure, i, open) {
    var mark = figure.marks[i], told = figure.querySelector(".told");
    figure.at = i;
    figure.stops.setAttribute("aria-valuenow", i + 1);
    figure.stops.setAttribute("aria-valuetext", mark.told + (whose && !lit(known(mark.keys.split(" "))) ? " (dimmed)" : ""));
    light(figure, mark);
    if (!open) return;
    var items = [], elsewhere = "";
    mark.keys.split(" ").forEach(function (key) {
      var link = figure.querySelector('.evidence a[href$="#' + CSS.escape(key) + '"]');
      if (link) items.push(link.closest("li").cloneNode(true)); else if (document.getElementById(key)) elsewhere = key;
    });
    if (!items.length && elsewhere) { location.hash = elsewhere; return; }
    items.forEach(function (item) {
      item.querySelectorAll("button").forEach(function (one) { one.remove(); });
      item.classList.remove("dim");
    });
    told.replaceChildren(make("ul", { "class": "facts" }, items));
  }
  // From a row to its mark: where a chart of the page has one and is drawn.
  function lightRow(key, among) {
    return among.some(function (figure) {
      var at = (figure.marks || []).findIndex(function (mark) { return mark.keys.split(" ").indexOf(key) >= 0; });
      if (at < 0 || !figure.querySelector(".live").clientWidth) return false;
      light(figure, figure.marks[at]);
      return true;
    });
  }
  document.addEventListener("focusin", function (event) {
    var link = event.target.closest && event.target.closest("main a[href*='#']");
    if (link) lightRow(decodeURIComponent(link.hash.slice(1)), figures);
  });
  // Beside each row of the evidence that has a mark, the way to it.
  function wayBack(figure) {
    figure.querySelectorAll(".evidence li").forEach(function (item) {
      var link = item.querySelector("a[href*='#']"), key = link && decodeURIComponent(link.hash.slice(1));
      var at = figure.marks.findIndex(function (mark) { return mark.keys.split(" ").indexOf(key) >= 0; });
      if (at < 0 || item.querySelector("button")) return;
      var button = make("button", {
        type: "button", "class": "to-mark", "aria-label": "In the chart: " + (link.getAttribute("aria-label") || link.textContent)
      }, ["In the chart"]);
      button.addEventListener("click", function () {
        choose(figure, figure.querySelector("[role=tab]"));
        figure.stops.focus();
        reach(figure, at, true);
      });
      item.append(button);
    });
  }
  // One after the other, with room for the reader's own clicks between two.
  function drawAll() {
    return figures.reduce(function (before, figure) {
      return before.then(function () { return draw(figure); })
        .then(function () { return new Promise(function (next) { setTimeout(next, 0); }); });
    }, Promise.resolve());
  }
  function sparing() {
    var line = navigator.connection;
    return line && (line.saveData || /2g/.test(line.effectiveType || ""));
  }
  function onDemand(figure) {
    var plot = figure.querySelector(".plot");
    plot.tabIndex = 0;
    ["pointerdown", "focus", "mouseenter"].forEach(function (event) {
      plot.addEventListener(event, function () { draw(figure); }, { once: true });
    });
  }

  // Images: title, source and edition come back into the figure.
  function framed(text, share) {
    var spec = JSON.parse(text);
    if (share && spec.share) spec = moved(spec, spec.share);
    var frame = spec.frame, layout = spec.layout, inner = layout.margin, edition = document.body.dataset.edition;
    var source = Object.assign({}, frame.source);
    source.text = (source.text || "") + "<br>summitdata" + (edition ? ", edition " + edition : "") + ", CC BY 4.0";
    source.xshift = -inner.l;
    source.yshift = -inner.b - 4;
    layout.annotations = (layout.annotations || []).concat([source]);
    layout.title = Object.assign({}, frame.title, { pad: Object.assign({}, frame.title.pad, { l: 12 }) });
    layout.margin = Object.assign({}, inner, { l: inner.l + 12, r: inner.r + 10, t: inner.t + frame.top, b: inner.b + frame.foot + 16 });
    layout.height += frame.top + frame.foot + 16;
    layout.autosize = false;
    layout.paper_bgcolor = "#ffffff";
    return share ? shared(spec, source) : spec;
  }
  // 750 by 422, drawn 1.6 times as large: text is 20 pixels high. Rows that have no room are left to the table.
  function shared(spec, source) {
    var layout = spec.layout, edges = spec.edges || [], margin = layout.margin;
    layout.height = 422;
    var room = layout.height - margin.t - margin.b - 16, last = edges[edges.length - 1];
    if (last > room) {
      var cut = edges.filter(function (edge) { return edge <= room; }).pop() || last;
      layout.yaxis.range = [-cut, 0];
      layout.annotations = layout.annotations.filter(function (note) { return note.yref === "paper" || note.y > -cut; });
      source.text += "<br>The first rows; all stand in the table.";
      margin.b += 16;
    }
    return spec;
  }
  function image(figure, kind) {
    return plotly().then(function () { return specOf(figure); }).then(function (text) {
      var spec = framed(text, kind === "wide"), height = spec.layout.height, width = 900, scale = 2;
      if (kind === "wide") { width = 750; scale = 1.6; }
      spec.layout.width = width;
      spec.layout.height = height;
      var options = { format: kind === "svg" ? "svg" : "png", width: width, height: height, scale: scale };
      return Plotly.toImage({ data: spec.data, layout: spec.layout }, options);
    }).then(function (url) {
      summitTables.give(url, figure.dataset.name + (kind === "wide" ? "-1200x675.png" : "." + kind));
    });
  }
  function copy(button) {
    var text = document.getElementById(button.dataset.copy).textContent;
    var said = button.textContent;
    var asked = navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.reject();
    asked.then(function () { return "Copied"; }, function () { return "Select the text and copy it"; })
      .then(function (word) {
        button.textContent = word;
        setTimeout(function () { button.textContent = said; }, 2000);
      });
  }
  function openTarget() {
    var id = decodeURIComponent(location.hash.slice(1)), target = document.getElementById(id), row = null;
    if (id) document.querySelectorAll("table[data-asked]").forEach(function (table) { row = row || table.reveal(id); });
    target = target || row;
    if (!id || !target) return;
    document.querySelectorAll("tr.aimed").forEach(function (line) { line.classList.remove("aimed"); });
    if (row) row.closest("tr").classList.add("aimed");
    var fold = target.closest("details"), hidden = code && !code.checked && target.closest(".work");
    if (fold) fold.open = true;
    if (hidden) code.click();
    if (fold || hidden || row) target.scrollIntoView();
  }
  // Chart, table and evidence of a figure: one at a time, by click or by the arrow keys.
  function choose(figure, tab) {
    figure.querySelectorAll("[role=tab]").forEach(function (other) {
      var panel = document.getElementById(other.getAttribute("aria-controls")), here = other === tab;
      other.setAttribute("aria-selected", here);
      other.tabIndex = here ? 0 : -1;
      panel.hidden = !here;
      panel.classList.toggle("shown", here);
    });
    refit(figure);
  }
  // A chart that was drawn while it was not to be seen has no width yet.
  function refit(figure) {
    var live = figure.querySelector(".live");
    if (live && figure.dataset.drawn && live.clientWidth) Plotly.Plots.resize(live);
  }
  function walk(figure, event) {
    var tabs = Array.prototype.slice.call(figure.querySelectorAll("[role=tab]")), last = tabs.length - 1;
    var at = tabs.indexOf(event.target);
    var to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at ? at - 1 : last, Home: 0, End: last }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    choose(figure, tabs[to]);
    tabs[to].focus();
  }
  // Of a table that compares summits: which of them, and counts or counts for 1,000 words of the source.
  function compare(table) {
    var bars = Array.from(table.querySelectorAll("[data-rate]")).map(function (bar) {
      return { bar: bar, text: bar.previousSibling, values: [parseFloat(bar.previousSibling.data), parseFloat(bar.dataset.rate)] };
    });
    if (!bars.length) return;
    var per = make("select", {}, [new Option("counts", 0), new Option("per 1,000 words", 1)]);
    var tools = make("div", { "class": "ask", role: "group", "aria-label": "What to compare in " + table.getAttribute("aria-label") },
      [make("label", {}, ["Show", per])]);
    var columns = new Set(bars.map(function (one) { return one.bar.closest("td").cellIndex; }));
    var heads = Array.from(table.tHead.rows[0].cells).filter(function (head) { return columns.has(head.cellIndex); });
    var boxes = heads.map(function (head) {
      var box = make("input", { type: "checkbox", checked: "" });
      tools.append(make("label", { "class": "check" }, [box, head.textContent]));
      return box;
    });
    table.closest(".scroll").before(tools);
    function show() {
      var kind = +per.value, most = Math.max.apply(null, bars.map(function (one) { return one.values[kind]; }));
      bars.forEach(function (one) {
        one.text.data = (kind ? one.values[1].toFixed(1) : one.values[0]) + " ";
        one.bar.textContent = "▇".repeat(Math.max(1, Math.round(one.values[kind] * (kind ? 10 / most : Math.min(1, 10 / most)))));
      });
      var chosen = boxes.filter(function (box) { return box.checked; });
      boxes.forEach(function (box, i) {
        box.disabled = chosen.length === 1 && box.checked;
        Array.from(table.rows).forEach(function (row) { row.cells[heads[i].cellIndex].hidden = !box.checked; });
      });
      if (table.refresh) table.refresh();
    }
    tools.addEventListener("change", show);
  }
  // Whose words? What none of the chosen said is dimmed, on the whole page. Each fact is a pair of places in the names.
  function wordsOf(line) {
    var inside = Array.from(line.querySelectorAll("[id], a[href*='#']"));
    var found = [(line.dataset.rows || "").split(" "), [line].concat(inside).map(function (one) { return one.id; }),
      inside.map(function (one) { return (one.hash || "").slice(1); })].map(known).find(function (pairs) { return pairs.length; });
    var cells = ["Speaker", "Voice"].map(function (name) { return line.querySelector("[data-label=" + name + "]"); });
    return found || (cells[0] && cells[1] ? [placed(cells.map(summitTables.words))] : []);
  }
  function known(keys) { return keys.map(function (key) { return whose.rows[key]; }).filter(Array.isArray); }
  function placed(pair) {
    var speaker = whose.names[0].indexOf(pair[0]);
    return [speaker < 0 ? whose.names[0].length - 1 : speaker, whose.names[1].indexOf(pair[1])];
  }
  function lit(pairs) {
    return !pairs.length || pairs.some(function (pair) {
      return pair.every(function (name, i) { return !whose.on[i].length || whose.on[i].indexOf(name) >= 0; });
    });
  }
  function dimMarks(figure) {
    figure.querySelectorAll(".live .trace").forEach(function (drawn) {
      var trace = drawn.__data__[0].trace;
      drawn.querySelectorAll(".point, .js-line").forEach(function (mark) {
        var at = mark.__data__.i || 0;
        var pairs = trace.meta ? [placed(trace.meta[at])] : known(trace.customdata ? trace.customdata[at].split(" ") : []);
        mark.classList.toggle("dim", !lit(pairs));
      });
    });
  }
  function dim(from) {
    var query = new URLSearchParams(location.search);
    whose.lines.forEach(function (one) { one.line.classList.toggle("dim", !lit(one.pairs)); });
    figures.forEach(function (figure) {
      dimMarks(figure);
      if (figure.tell) figure.tell(figure === from);
    });
    query.delete("whose");
    whose.on.forEach(function (on, i) { on.forEach(function (at) { query.append("whose", whose.names[i][at]); }); });
    summitTables.send(query);
  }
  function switches(figure) {
    var lines = Array.from(figure.querySelectorAll(".panel.table tbody tr:not(.rest)")), buttons = [];
    var pairs = Array.from(new Set([].concat.apply([], lines.map(wordsOf)))), told = make("p", { role: "status" });
    if (!pairs.length) return;
    var box = make("fieldset", { "class": "whose" }, [make("legend", {}, ["Whose words?", make("span", { "class": "heard" }, [" Figure " + figure.id.slice(7)])])]);
    function add(group, name, times, pressed, press) {
      var button = make("button", { type: "button" }, [name + " ", make("span", {}, [times])]);
      button.addEventListener("click", function () { press(); dim(figure); });
      buttons.push(function () { button.setAttribute("aria-pressed", pressed()); });
      group.append(button);
    }
    function none() { return !whose.on[0].length && !whose.on[1].length; }
    whose.names.forEach(function (names, i) {
      var group = box.appendChild(make("div"));
      if (!i) add(group, "All", pairs.length, none, function () { whose.on = [[], []]; });
      names.forEach(function (name, at) {
        var times = pairs.filter(function (pair) { return pair[i] === at; }).length;
        function pressed() { return whose.on[i].indexOf(at) >= 0; }
        if (times) add(group, name, times, pressed, function () {
          whose.on[i] = pressed() ? whose.on[i].filter(function (one) { return one !== at; }) : whose.on[i].concat(at);
        });
      });
    });
    box.append(told);
    var summary = make("summary"), narrow = figure.clientWidth < 560 && none();
    figure.querySelector(".tabs").after(narrow ? make("details", { "class": "fold" }, [summary, box]) : box);
    figure.tell = function (aloud) {
      var left = pairs.filter(function (pair) { return lit([pair]); }).length;
      told.setAttribute("aria-live", aloud ? "polite" : "off");
      told.textContent = left === pairs.length ? "All lit" : left + " of " + pairs.length + " lit, the others dimmed";
      summary.textContent = "Whose words? " + told.textContent;
      buttons.forEach(function (show) { show(); });
    };
  }
  // Of the contents, the section that is being read.
  function markSection() {
    var here = null;
    sections.forEach(function (link) {
      var head = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (head && head.getBoundingClientRect().top < 160) here = link;
    });
    sections.forEach(function (link) {
      if (link === here) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
    });
  }

  figures.forEach(function (figure) {
    var tool = figure.querySelector(".image");
    if (tool) tool.hidden = false;
    figure.querySelectorAll("[role=tab]").forEach(function (tab) {
      tab.addEventListener("click", function () { choose(figure, tab); });
      tab.addEventListener("keydown", function (event) { walk(figure, event); });
    });
    figure.querySelectorAll("[data-save]").forEach(function (button) {
      button.addEventListener("click", function () { image(figure, button.dataset.save); });
    });
    // On the web the snippet names the whole address; from a folder it stays relative.
    var snippet = figure.querySelector(".embed pre"), own = figure.querySelector(".embed a");
    if (snippet && /^http/.test(location.protocol)) {
      snippet.textContent = snippet.textContent.replace(/src="[^"]*"/, 'src="' + own.href + '"');
    }
  });
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { copy(button); });
  });
  if (code) code.addEventListener("change", function () {
    document.body.classList.toggle("with-code", code.checked);
    figures.forEach(refit);
  });
  if (sections.length) {
    window.addEventListener("scroll", function () {
      cancelAnimationFrame(marking);
      marking = requestAnimationFrame(markSection);
    }, { passive: true });
  }
  var main = document.querySelector("main");
  if (whose) {
    whose = JSON.parse(whose.textContent);
    whose.on = whose.names.map(function (names) {
      var asked = new URLSearchParams(location.search).getAll("whose");
      return Array.from(names.keys()).filter(function (at) { return asked.indexOf(names[at]) >= 0; });
    });
    whose.lines = Array.from(main.querySelectorAll("tbody tr, .facts li"), function (line) {
      return { line: line, pairs: wordsOf(line.className === "rest" ? line.previousElementSibling : line) };
    });
    figures.forEach(switches);
    dim();
  }
  if (main) summitTables(main, true);
  document.querySelectorAll("table").forEach(compare);
  openTarget();
  window.addEventListener("hashchange", openTarget);
  window.addEventListener("resize", function () {
    figures.filter(function (f) {
      return f.dataset.drawn && (f.querySelector(".plot").clientWidth < +f.dataset.under) !== !!f.dataset.narrow;
    }).forEach(draw);
  });
  dark.addEventListener("change", function () {
    figures.filter(function (f) { return f.dataset.drawn; }).forEach(draw);
  });
  if (!figures.length) return;
  if (sparing()) { figures.forEach(onDemand); return; }
  var start = function () { setTimeout(drawAll, 0); };
  if (document.readyState === "complete") start(); else window.addEventListener("load", start);
})();

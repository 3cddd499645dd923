// Draws the figures of a page after its text, in the reader's colours; saves images; copies sentences. No network.
(function () {
  "use strict";
  const CONFIG = {
    displaylogo: false, responsive: true, showSendToCloud: false, plotlyServerURL: "", displayModeBar: false
  };
  const CARD = 400, REST = "; all stand in the table.";  // pixels of a chart on a card
  const dark = window.matchMedia("(prefers-color-scheme: dark)"), make = summitTables.make;
  const all = (selector, inside) => Array.from((inside || document).querySelectorAll(selector));
  const figures = all("figure.chart"), sections = all(".sections a");
  const code = document.getElementById("show-code"), main = document.querySelector("main");
  let loading = null, marking = 0, whose = document.getElementById("whose");

  const keyOf = link => decodeURIComponent(link.hash.slice(1));
  // The house's light colours and what stands for them in the dark.
  function colours(text) {
    return dark.matches ? text.replace(/#[0-9a-f]{6}/gi, c => DARK[c.toLowerCase()] || c) : text;
  }
  // A figure laid out otherwise: where the page is narrow, or for a picture to share. Rows move, labels stand elsewhere.
  function moved(spec, other) {
    const layout = { ...spec.layout, ...other.layout };
    for (const axis of ["xaxis", "yaxis"]) layout[axis] = { ...spec.layout[axis], ...other.layout[axis] };
    const data = spec.data.map((trace, i) => {
      const by = other.shift[i];
      return by ? { ...trace, y: trace.y.map(y => y + by) } : trace;
    });
    return { ...spec, layout, edges: other.edges, data };
  }
  function fitted(spec, width) {
    return spec.narrow && width < spec.narrow.under ? moved(spec, spec.narrow) : spec;
  }
  function load(src) {
    return new Promise((onload, onerror) => document.head.append(Object.assign(make("script", { src }), { onload, onerror })));
  }
  // A figure's chart as JSON: in the page, or in a file of the site that is loaded when it is to be drawn.
  async function specOf(figure) {
    const inside = figure.querySelector("script.figure"), name = figure.dataset.name;
    if (inside) return inside.textContent;
    if (!window.charts || !window.charts[name]) await load(figure.dataset.chart);
    return JSON.stringify(window.charts[name]);
  }

  // plotly.js: the site's own file, or unpacked from the page.
  async function address() {
    const packed = document.getElementById("plotly");
    if (!packed) return document.body.dataset.plotly;
    const letters = atob(packed.textContent), bytes = new Uint8Array(letters.length);
    for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);  // a tenth of what Array.from takes
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return URL.createObjectURL(new Blob([await new Response(stream).blob()], { type: "text/javascript" }));
  }
  function plotly() {
    loading = loading || address().then(load);
    return loading;
  }
  async function draw(figure) {
    await plotly();
    const text = await specOf(figure), plot = figure.querySelector(".plot");
    // the plot's own label says it all
    const box = plot.querySelector(".live") || plot.appendChild(make("div", { "class": "live", "aria-hidden": "true" }));
    const whole = JSON.parse(colours(text)), spec = fitted(whole, plot.clientWidth);
    if (figure.closest(".card")) shorten(figure, spec);
    figure.dataset.under = whole.narrow ? whole.narrow.under : 0;
    figure.dataset.narrow = spec === whole ? "" : "yes";
    // a plot that is only changed keeps old margins; a new one has nobody who listens
    await Plotly.newPlot(box, spec.data, spec.layout, CONFIG);
    const still = plot.querySelector(".still"), gauge = document.getElementById("js-plotly-tester");
    if (still) still.hidden = true;  // it is what a printer gets
    if (gauge) gauge.setAttribute("aria-hidden", "true");  // plotly measures text in an image outside the page
    connect(figure, box, spec);
    if (whose) { dimMarks(figure); box.on("plotly_afterplot", () => dimMarks(figure)); }
    if (figure.stops) wayBack(figure);
    figure.dataset.drawn = "yes";
  }
  // A mark and its words. Each mark that rests on rows is a stop of one control below the chart: a click or Enter opens
  // the words of its rows, arrow keys walk; a link to a row that has the focus lights its mark.
  function marksOf(spec) {
    const marks = [];
    let last = {};
    spec.data.forEach((trace, curve) => (trace.customdata || []).forEach((keys, point) => {
      const told = heard(Array.isArray(trace.hovertext) ? trace.hovertext[point] : trace.hovertext);
      if (keys === last.keys && told === last.told) return;  // the other end of a span, a caret beside a dot
      last = { curve, point, keys, told, under: trace.yaxis === "y2" ? "xy2" : "xy" };
      marks.push(last);
    }));
    return marks;
  }
  function heard(text) {
    return new DOMParser().parseFromString(String(text).replace(/<br>/g, "; "), "text/html").body.textContent;
  }
  function connect(figure, live, spec) {
    figure.marks = marksOf(spec);
    if (!figure.marks.length) return;
    live.on("plotly_click", event => {
      const point = event.points[0];
      const mark = figure.marks.find(one => one.curve === point.curveNumber && one.point === point.pointNumber) ||
        figure.marks.find(one => one.keys === point.customdata);
      if (mark) reach(figure, figure.marks.indexOf(mark), true);
    });
    if (figure.stops) return;
    const stops = figure.stops = make("div", {
      "class": "stops", tabindex: 0, role: "slider", "aria-valuemin": 1, "aria-valuemax": figure.marks.length, "aria-valuenow": 1,
      "aria-valuetext": "none yet", "aria-label": "Marks of figure " + figure.id.slice(7) + ". Arrow keys walk, Enter opens the words"
    }, ["Click a mark for the words behind it, or walk the marks with ← and → from here"]);
    live.parentNode.after(stops, make("div", { "class": "told", role: "status" }));
    stops.addEventListener("keydown", event => {
      const last = figure.marks.length - 1, at = figure.at === undefined ? -1 : figure.at;
      const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: last, Enter: at, " ": at }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      reach(figure, Math.max(0, Math.min(last, to)), event.key === "Enter" || event.key === " ");
    });
    stops.addEventListener("blur", () => Plotly.Fx.unhover(live));
  }
  function light(figure, mark) {
    Plotly.Fx.hover(figure.querySelector(".live"), [{ curveNumber: mark.curve, pointNumber: mark.point }], mark.under);
  }
  function reach(figure, i, open) {
    const mark = figure.marks[i], keys = mark.keys.split(" ");
    figure.at = i;
    figure.stops.setAttribute("aria-valuenow", i + 1);
    figure.stops.setAttribute("aria-valuetext", mark.told + (whose && !lit(known(keys)) ? " (dimmed)" : ""));
    light(figure, mark);
    if (!open) return;
    const its = figure.querySelector(".credit a");  // of a figure beside a text: its notebook
    if (its) { location.href = new URL("06-evidence.html#" + keys[0], its.href); return; }
    const links = keys.map(key => figure.querySelector('.evidence a[href$="#' + CSS.escape(key) + '"]')).filter(Boolean);
    const elsewhere = keys.filter(key => document.getElementById(key)).pop();
    if (!links.length && elsewhere) { location.hash = elsewhere; return; }
    const items = links.map(link => link.closest("li").cloneNode(true));
    items.forEach(item => {
      all("button", item).forEach(one => one.remove());
      item.classList.remove("dim");
    });
    figure.querySelector(".told").replaceChildren(make("ul", { "class": "facts" }, items));
  }
  const markOf = (figure, key) => (figure.marks || []).findIndex(mark => mark.keys.split(" ").includes(key));
  // From a row to its mark: where a chart of the page has one and is drawn.
  document.addEventListener("focusin", event => {
    const link = event.target.closest && event.target.closest("main a[href*='#']"), key = link && keyOf(link);
    const figure = link && figures.find(one => markOf(one, key) >= 0 && one.querySelector(".live").clientWidth);
    if (figure) light(figure, figure.marks[markOf(figure, key)]);
  });
  // Beside each row of the evidence that has a mark, the way to it.
  function wayBack(figure) {
    all(".evidence li", figure).forEach(item => {
      const link = item.querySelector("a[href*='#']"), at = link ? markOf(figure, keyOf(link)) : -1;
      if (at < 0 || item.querySelector("button")) return;
      const button = make("button", {
        type: "button", "class": "to-mark", "aria-label": "In the chart: " + (link.getAttribute("aria-label") || link.textContent)
      }, ["In the chart"]);
      button.addEventListener("click", () => {
        choose(figure, figure.querySelector("[role=tab]"));
        figure.stops.focus();
        reach(figure, at, true);
      });
      item.append(button);
    });
  }
  // One after the other, with room for the reader's own clicks between two.
  async function drawAll() {
    for (const figure of figures) {
      await draw(figure);
      await new Promise(next => setTimeout(next, 0));
    }
  }
  function sparing() {
    const line = navigator.connection;
    return line && (line.saveData || /2g/.test(line.effectiveType || ""));
  }
  function onDemand(figure) {
    const plot = figure.querySelector(".plot");
    plot.tabIndex = 0;
    for (const event of ["pointerdown", "focus", "mouseenter"]) plot.addEventListener(event, () => draw(figure), { once: true });
  }

  // Images: title, source and edition come back into the figure.
  function framed(text, share) {
    let spec = JSON.parse(text);
    const wide = spec.layout;
    if (share && spec.share) spec = moved(spec, spec.share);
    const frame = spec.frame, layout = spec.layout, inner = layout.margin, edition = document.body.dataset.edition;
    const source = { ...frame.source, xshift: -inner.l, yshift: -inner.b - 4 };
    source.text = (source.text || "") + "<br>summitdata" + (edition ? ", edition " + edition : "") + ", CC BY 4.0";
    layout.annotations = (layout.annotations || []).concat([source]);
    layout.title = { ...frame.title, pad: { ...(frame.title || {}).pad, l: 12 } };
    layout.margin = { ...inner, l: inner.l + 12, r: inner.r + 10, t: inner.t + frame.top, b: inner.b + frame.foot + 16 };
    layout.height += frame.top + frame.foot + 16;
    layout.autosize = false;
    layout.paper_bgcolor = "#ffffff";
    const fewer = (layout.xaxis.range || [0, 0])[1] < (wide.xaxis.range || [0, 0])[1];
    return share ? shared(spec, source, fewer) : spec;
  }
  // 750 by 422, drawn 1.6 times as large: text is 20 pixels high. Rows and columns that have no room are left to the
  // table, of rows the last of all or those before the first that the title speaks of.
  function shared(spec, source, fewer) {
    const layout = spec.layout, margin = layout.margin;
    layout.height = 422;
    if (layout.title.subtitle) layout.title.subtitle.font.size = 12.5;
    margin.t -= 10;  // below the smaller letters
    const left = cut(spec, 1.08 * (layout.height - margin.t - margin.b));
    if (left || fewer) source.text += ". " + (left || "All rows") + (fewer ? " and the first columns" : "") + REST;
    return spec;
  }
  // Of the rows of a figure those for which there is room; returns what a reader is told of the others, if any.
  function cut(spec, room) {
    const layout = spec.layout, edges = spec.edges || [], last = edges[edges.length - 1];
    if (!(last > room)) return "";
    const starts = [0].concat(edges), fits = (from, to) => to - from <= room;
    const from = Math.min(starts[spec.first || 0], starts.find(edge => fits(edge, last)));
    const to = edges.filter(edge => fits(from, edge)).pop() || last, shown = y => y > -to && y <= -from;
    layout.yaxis.range = [-to, -from];
    layout.annotations = layout.annotations.filter(note => note.yref === "paper" || shown(note.y));
    spec.data = spec.data.filter(trace => shown(trace.y[0]));
    return from ? "Some rows" : "The first rows";
  }
  // Beside the words of a card, so that all is seen at once.
  function shorten(figure, spec) {
    const layout = spec.layout, around = layout.margin.t + layout.margin.b, left = cut(spec, CARD - around);
    const link = figure.querySelector(".credit a"), told = figure.querySelector(".left") || make("span", { "class": "left" });
    if (left) layout.height = layout.yaxis.range[1] - layout.yaxis.range[0] + around;
    told.textContent = left && left + REST + " ";
    link.before(told);
  }
  async function image(figure, kind) {
    await plotly();
    const wide = kind === "wide", spec = framed(await specOf(figure), wide);
    const size = { width: wide ? 750 : 900, height: spec.layout.height };
    const options = { ...size, format: kind === "svg" ? "svg" : "png", scale: wide ? 1.6 : 2 };
    const url = await Plotly.toImage({ data: spec.data, layout: { ...spec.layout, ...size } }, options);
    summitTables.give(url, figure.dataset.name + (wide ? "-1200x675.png" : "." + kind));
  }
  async function copy(button) {
    const said = button.textContent;
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = "Copied";
    } catch (closed) {
      button.textContent = "Select the text and copy it";
    }
    setTimeout(() => { button.textContent = said; }, 2000);
  }
  function openTarget() {
    const id = keyOf(location);
    let row = null;
    if (id) all("table[data-asked]").forEach(table => { row = row || table.reveal(id); });
    const target = document.getElementById(id) || row;
    if (!id || !target) return;
    all("tr.aimed").forEach(line => line.classList.remove("aimed"));
    if (row) row.closest("tr").classList.add("aimed");
    const fold = target.closest("details"), hidden = code && !code.checked && target.closest(".work");
    if (fold) fold.open = true;
    if (hidden) code.click();
    if (fold || hidden || row) target.scrollIntoView();
  }
  // Chart, table and evidence of a figure: one at a time, by click or by the arrow keys.
  function choose(figure, tab) {
    all("[role=tab]", figure).forEach(other => {
      const panel = document.getElementById(other.getAttribute("aria-controls")), here = other === tab;
      other.setAttribute("aria-selected", here);
      other.tabIndex = here ? 0 : -1;
      panel.hidden = !here;
      panel.classList.toggle("shown", here);
    });
    refit(figure);
  }
  // A chart that was drawn while it was not to be seen has no width yet.
  function refit(figure) {
    const live = figure.querySelector(".live");
    if (live && figure.dataset.drawn && live.clientWidth) Plotly.Plots.resize(live);
  }
  function walk(figure, event) {
    const tabs = all("[role=tab]", figure), last = tabs.length - 1, at = tabs.indexOf(event.target);
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at ? at - 1 : last, Home: 0, End: last }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    choose(figure, tabs[to]);
    tabs[to].focus();
  }
  // Of a table that compares summits: which of them, and counts or counts for 1,000 words of the source.
  function compare(table) {
    const bars = all("[data-rate]", table).map(bar => {
      const text = bar.previousSibling;
      return { bar, text, values: [parseFloat(text.data), parseFloat(bar.dataset.rate)] };
    });
    if (!bars.length) return;
    const per = make("select", {}, [new Option("counts", 0), new Option("per 1,000 words", 1)]);
    const tools = make("div", { "class": "ask", role: "group", "aria-label": "What to compare in " + table.getAttribute("aria-label") },
      [make("label", {}, ["Show", per])]);
    const columns = new Set(bars.map(one => one.bar.closest("td").cellIndex));
    const heads = Array.from(table.tHead.rows[0].cells).filter(head => columns.has(head.cellIndex));
    const boxes = heads.map(head => {
      const box = make("input", { type: "checkbox", checked: "" });
      tools.append(make("label", { "class": "check" }, [box, head.textContent]));
      return box;
    });
    table.closest(".scroll").before(tools);
    tools.addEventListener("change", () => {
      const kind = +per.value, most = Math.max(...bars.map(one => one.values[kind])), chosen = boxes.filter(box => box.checked);
      for (const one of bars) {
        one.text.data = (kind ? one.values[1].toFixed(1) : one.values[0]) + " ";
        one.bar.textContent = "▇".repeat(Math.max(1, Math.round(one.values[kind] * (kind ? 10 / most : Math.min(1, 10 / most)))));
      }
      boxes.forEach((box, i) => {
        box.disabled = chosen.length === 1 && box.checked;
        for (const row of table.rows) row.cells[heads[i].cellIndex].hidden = !box.checked;
      });
      if (table.refresh) table.refresh();
    });
  }
  // Whose words? What none of the chosen said is dimmed, on the whole page. Each fact is a pair of places in the names.
  function wordsOf(line) {
    const inside = all("[id], a[href*='#']", line);
    const found = [(line.dataset.rows || "").split(" "), [line, ...inside].map(one => one.id),
      inside.map(one => (one.hash || "").slice(1))].map(known).find(pairs => pairs.length);
    const cells = ["Speaker", "Voice"].map(name => line.querySelector("[data-label=" + name + "]"));
    return found || (cells[0] && cells[1] ? [placed(cells.map(summitTables.words))] : []);
  }
  function known(keys) { return keys.map(key => whose.rows[key]).filter(Array.isArray); }
  function placed(pair) {
    const speaker = whose.names[0].indexOf(pair[0]);
    return [speaker < 0 ? whose.names[0].length - 1 : speaker, whose.names[1].indexOf(pair[1])];
  }
  function lit(pairs) {
    return !pairs.length || pairs.some(pair => pair.every((name, i) => !whose.on[i].length || whose.on[i].includes(name)));
  }
  function dimMarks(figure) {
    all(".live .trace", figure).forEach(drawn => {
      const trace = drawn.__data__[0].trace;
      all(".point, .js-line", drawn).forEach(mark => {
        const at = mark.__data__.i || 0;
        const pairs = trace.meta ? [placed(trace.meta[at])] : known(trace.customdata ? trace.customdata[at].split(" ") : []);
        mark.classList.toggle("dim", !lit(pairs));
      });
    });
  }
  function dim(from) {
    const query = new URLSearchParams(location.search);
    whose.lines.forEach(one => one.line.classList.toggle("dim", !lit(one.pairs)));
    figures.forEach(figure => {
      dimMarks(figure);
      if (figure.tell) figure.tell(figure === from);
    });
    query.delete("whose");
    whose.on.forEach((on, i) => on.forEach(at => query.append("whose", whose.names[i][at])));
    summitTables.send(query);
  }
  function switches(figure) {
    const lines = all(".panel.table tbody tr:not(.rest)", figure), buttons = [];
    const pairs = [...new Set(lines.flatMap(wordsOf))], told = make("p", { role: "status" });
    if (!pairs.length) return;
    const box = make("fieldset", { "class": "whose" }, [make("legend", {}, ["Whose words?", make("span", { "class": "heard" }, [" Figure " + figure.id.slice(7)])])]);
    function add(group, name, times, pressed, press) {
      const button = make("button", { type: "button" }, [name + " ", make("span", {}, [times])]);
      button.addEventListener("click", () => { press(); dim(figure); });
      buttons.push(() => button.setAttribute("aria-pressed", pressed()));
      group.append(button);
    }
    const none = () => !whose.on[0].length && !whose.on[1].length;
    whose.names.forEach((names, i) => {
      const group = box.appendChild(make("div"));
      if (!i) add(group, "All", pairs.length, none, () => { whose.on = [[], []]; });
      names.forEach((name, at) => {
        const times = pairs.filter(pair => pair[i] === at).length, pressed = () => whose.on[i].includes(at);
        if (times) add(group, name, times, pressed, () => {
          whose.on[i] = pressed() ? whose.on[i].filter(one => one !== at) : [...whose.on[i], at];
        });
      });
    });
    box.append(told);
    const summary = make("summary"), narrow = figure.clientWidth < 560 && none();
    figure.querySelector(".tabs").after(narrow ? make("details", { "class": "fold" }, [summary, box]) : box);
    figure.tell = aloud => {
      const left = pairs.filter(pair => lit([pair])).length;
      told.setAttribute("aria-live", aloud ? "polite" : "off");
      told.textContent = left === pairs.length ? "All shown" : left + " of " + pairs.length + " shown, the others dimmed";
      summary.textContent = "Whose words? " + told.textContent;
      buttons.forEach(show => show());
    };
  }
  // Of the contents, the section that is being read.
  function markSection() {
    const here = sections.filter(link => {
      const head = document.getElementById(keyOf(link));
      return head && head.getBoundingClientRect().top < 160;
    }).pop();
    sections.forEach(link => { if (link === here) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current"); });
  }

  figures.forEach(figure => {
    const tool = figure.querySelector(".image");
    if (tool) tool.hidden = false;
    all("[role=tab]", figure).forEach(tab => {
      tab.addEventListener("click", () => choose(figure, tab));
      tab.addEventListener("keydown", event => walk(figure, event));
    });
    all("[data-save]", figure).forEach(button => button.addEventListener("click", () => image(figure, button.dataset.save)));
    // On the web the snippet names the whole address; from a folder it stays relative.
    const snippet = figure.querySelector(".embed pre"), own = figure.querySelector(".embed a");
    if (snippet && /^http/.test(location.protocol)) {
      snippet.textContent = snippet.textContent.replace(/src="[^"]*"/, 'src="' + own.href + '"');
    }
  });
  all("[data-copy]").forEach(button => {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  });
  if (code) code.addEventListener("change", () => {
    document.body.classList.toggle("with-code", code.checked);
    figures.forEach(refit);
  });
  if (sections.length) {
    window.addEventListener("scroll", () => {
      cancelAnimationFrame(marking);
      marking = requestAnimationFrame(markSection);
    }, { passive: true });
  }
  if (whose) {
    whose = JSON.parse(whose.textContent);
    const asked = new URLSearchParams(location.search).getAll("whose");
    whose.on = whose.names.map(names => [...names.keys()].filter(at => asked.includes(names[at])));
    whose.lines = all("tbody tr, .facts li", main).map(line => {
      return { line, pairs: wordsOf(line.className === "rest" ? line.previousElementSibling : line) };
    });
    figures.forEach(switches);
    dim();
  }
  if (main) summitTables(main, true);
  all("table").forEach(compare);
  openTarget();
  window.addEventListener("hashchange", openTarget);
  window.addEventListener("resize", () => figures.forEach(figure => {
    const narrow = figure.querySelector(".plot").clientWidth < +figure.dataset.under;
    if (figure.dataset.drawn && narrow !== !!figure.dataset.narrow) draw(figure);
  }));
  dark.addEventListener("change", () => figures.filter(figure => figure.dataset.drawn).forEach(draw));
  if (!figures.length) return;
  if (sparing()) { figures.forEach(onDemand); return; }
  const start = () => setTimeout(drawAll, 0);
  if (document.readyState === "complete") start(); else window.addEventListener("load", start);
})();

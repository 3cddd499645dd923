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
  var loading = null;

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
      var script = document.createElement("script");
      script.src = src;
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
      var box = plot.querySelector(".live") || plot.appendChild(document.createElement("div"));
      box.className = "live";
      box.setAttribute("aria-hidden", "true");  // the plot's own label says it all
      var whole = JSON.parse(colours(text)), spec = fitted(whole, plot.clientWidth);
      figure.dataset.under = whole.narrow ? whole.narrow.under : 0;
      figure.dataset.narrow = spec === whole ? "" : "yes";
      return Plotly.react(box, spec.data, spec.layout, CONFIG).then(function () {
        var still = plot.querySelector(".still");
        if (still) still.hidden = true;  // it is what a printer gets
        // plotly measures text in an image outside the page
        var gauge = document.getElementById("js-plotly-tester");
        if (gauge) gauge.setAttribute("aria-hidden", "true");
        figure.dataset.drawn = "yes";
      });
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
      var link = document.createElement("a");
      link.href = url;
      link.download = figure.dataset.name + (kind === "wide" ? "-1200x675.png" : "." + kind);
      document.body.appendChild(link);
      link.click();
      link.remove();
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
  if (code) code.addEventListener("change", function () { figures.forEach(refit); });
  if (sections.length) {
    window.addEventListener("scroll", function () {
      cancelAnimationFrame(marking);
      marking = requestAnimationFrame(markSection);
    }, { passive: true });
  }
  var main = document.querySelector("main");
  if (main) summitTables(main, true);
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

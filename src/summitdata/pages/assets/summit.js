// Draws the stored figures of a page, in the reader's colours. No network.
(function () {
  "use strict";
  // Light colours of the house template and what stands for them in the dark.
  var DARK = {
    "#ffffff": "#14181c", "#20242a": "#e8eaed", "#5b636c": "#a9b2bb", "#d9dde1": "#343b43",
    "#1565a8": "#6fb4f0", "#b84a00": "#f59a5c", "#6b747d": "#a3adb7", "#2f7d4f": "#6cc795",
    "#e8eef4": "#22303c"
  };
  var CONFIG = {
    displaylogo: false, responsive: true, showSendToCloud: false, plotlyServerURL: "",
    displayModeBar: false
  };
  var dark = window.matchMedia("(prefers-color-scheme: dark)");

  function colours(text) {
    if (!dark.matches) return text;
    return text.replace(/#[0-9a-f]{6}/gi, function (c) { return DARK[c.toLowerCase()] || c; });
  }
  function draw(figure) {
    var plot = figure.querySelector(".plot");
    var spec = JSON.parse(colours(figure.querySelector("script.figure").textContent));
    return Plotly.react(plot, spec.data, spec.layout, CONFIG);
  }
  function drawAll() {
    document.querySelectorAll("figure.chart").forEach(draw);
  }
  function openTarget() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var fold = target && target.closest("details");
    if (fold) { fold.open = true; target.scrollIntoView(); }
  }
  drawAll();
  openTarget();
  dark.addEventListener("change", drawAll);
  window.addEventListener("hashchange", openTarget);
})();

// Which base? Every pair of levels was computed by the library; here one is picked, told and drawn.
function summitBases(home, page) {
  "use strict";
  var make = summitTables.make, words = summitTables.words;

  function choose(box) {
    var held = box.querySelector("script[type='application/json']"), plain = box.querySelector("p");
    if (!held || !plain) return;
    var data = JSON.parse(held.textContent), rows = box.querySelector("table").tBodies[0].rows;
    held.remove();
    var known = Array.prototype.map.call(rows, function (row) {
      return { year: words(row.cells[0]), level: row.cells[1], by: words(row.cells[2]) };
    });
    var found = {};
    data.pairs.forEach(function (pair) { found[pair.slice(0, 3).join()] = pair; });
    var most = Math.max.apply(null, data.covers.concat(data.pairs.map(function (pair) { return pair[4] > 0 && pair[5] || pair[3]; })));
    most = Math.min(most, 3 * (data.covers[1] || most));
    var picked = { from: select(), to: select(), dollars: make("select", { "data-lm-suppress-shortcuts": "" }, [
      make("option", { value: "0" }, ["nominal"]), make("option", { value: "1" }, ["without inflation"])]) };
    function select() {
      return make("select", { "data-lm-suppress-shortcuts": "" }, known.map(function (level, i) {
        return make("option", { value: i }, [level.year + ": " + words(level.level) + ", " + level.by]);
      }));
    }
    var told = make("p", { role: "status" }), drawn = make("div", { "class": "strip", "aria-hidden": "true" });
    box.prepend(make("div", { "class": "ask tex2jax_ignore", role: "group", "aria-label": "Which base?" }, [
      make("label", { "class": "find" }, ["From", picked.from]), make("label", { "class": "find" }, ["To", picked.to]),
      make("label", {}, ["Dollars", picked.dollars])]), told, drawn);
    plain.remove();

    function linked(level) {
      var copy = level.cloneNode(true);
      copy.querySelectorAll("[id], [aria-label]").forEach(function (one) { ["id", "aria-label"].forEach(one.removeAttribute, one); });
      var span = make("span");
      span.append.apply(span, Array.from(copy.childNodes));
      return span;
    }
    function show() {
      var from = +picked.from.value;
      Array.prototype.forEach.call(picked.to.options, function (option, i) { option.disabled = !found[[from, i, 0]]; });
      Array.prototype.forEach.call(picked.from.options, function (option, i) {
        option.disabled = !known.some(function (other, j) { return found[[i, j, 0]]; });
      });
      if (!found[[from, picked.to.value, 0]]) {
        picked.to.value = known.reduce(function (best, other, i) { return found[[from, i, 0]] ? i : best; }, 0);
      }
      var to = +picked.to.value;
      picked.dollars.options[1].disabled = !found[[from, to, 1]];
      if (!found[[from, to, 1]]) picked.dollars.value = "0";
      var pair = found[[from, to, picked.dollars.value]], a = known[from], b = known[to];
      told.replaceChildren("From ", linked(a.level), " in " + a.year + " (" + a.by + ") to ", linked(b.level), " in " + b.year + " (" + b.by + "): ",
        make("strong", {}, [pair[6]]), (picked.dollars.value === "1" ? ", in dollars of " + a.year : "") + ". " + data.fits[pair[7]]);
      draw(pair);
      if (page) remember();
    }
    function draw(pair) {
      var low = Math.max(0, pair[4]), high = pair[5] === null ? most : Math.min(pair[5], most), at = pair[4] > 0 ? Math.min((low + high) / 2, most) : high;
      function x(value) { return 2 + 96 * value / most + "%"; }
      var shapes = [];
      if (data.covers.length) {
        shapes.push(make("rect", { "class": "band", x: x(data.covers[0]), width: 96 * (data.covers[1] - data.covers[0]) / most + "%", y: 18, height: 30 }));
        shapes.push(make("text", { x: x(data.covers[1]), y: 13, "text-anchor": "end" }, [data.words]));
      }
      shapes.push(make("line", { x1: "2%", x2: "98%", y1: 33, y2: 33, "class": "lead" }));
      shapes.push(make("line", { x1: x(low), x2: x(high), y1: 33, y2: 33, "class": "range" }));
      shapes.push(make("circle", { cx: x(at), cy: 33, r: 6, "class": pair[7] === "outside" ? "hollow" : "full" }));
      for (var tick = 0, step = most > 12 ? 5 : most > 4 ? 1 : 0.5; tick <= most; tick += step) {
        shapes.push(make("text", { x: x(tick), y: 64, "text-anchor": "middle" }, [String(tick)]));
      }
      drawn.replaceChildren(make("svg", { width: "100%", height: 70 }, shapes));
    }
    // The pair stands in the address, so that it can be sent.
    function remember() {
      var query = new URLSearchParams(location.search), now = [data.keys[picked.from.value], data.keys[picked.to.value], picked.dollars.value];
      if (now[0] === data.keys[data.own[0]] && now[1] === data.keys[data.own[1]] && now[2] === "0") query.delete("base");
      else query.set("base", now.join("_"));
      summitTables.send(query);
    }
    var asked = page ? (new URLSearchParams(location.search).get("base") || "").split("_") : [];
    var places = [0, 1].map(function (i) { return data.keys.indexOf(asked[i]); });
    var pair = found[places.concat(0)] ? places : data.own;
    picked.from.value = pair[0];
    picked.to.value = pair[1];
    if (asked[2] === "1" && found[places.concat(1)]) picked.dollars.value = "1";
    Object.keys(picked).forEach(function (name) { picked[name].addEventListener("change", show); });
    show();
    if (asked[0] && !location.hash) box.scrollIntoView();
  }
  Array.prototype.forEach.call(home.querySelectorAll(".bases"), choose);
}

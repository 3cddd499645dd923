// The view of sd.review: the text at the left, the proposed lines at the right. It shows what the kernel has saved, and asks it.
const OPEN = "undecided", SIGNS = {[OPEN]: "○", accepted: "✓", rejected: "✗"};
const KEYS = {a: "accepted", r: "rejected", o: ""};
const HELP = [["↓ ↑", "or j k: move"], ["a", "accept"], ["r", "reject"], ["o", "leave open"], ["e", "edit (Enter: save, Escape: back)"], ["u", "undo"], ["+", "add what is accepted"]];
const PATIENCE = 3000;  // milliseconds until a reader is told that the kernel has not answered

function make(tag, about = {}, ...inside) {
  const {data = {}, aria = {}, ...own} = about;
  const one = Object.assign(document.createElement(tag), own);
  Object.assign(one.dataset, data);
  for (const [name, value] of Object.entries(aria)) one.setAttribute(`aria-${name}`, value);
  one.append(...inside);
  return one;
}

function reveal(pane, node) {  // scrollIntoView would scroll the notebook too
  const a = pane.getBoundingClientRect(), b = node.getBoundingClientRect();
  if (b.top < a.top || b.bottom > a.bottom) pane.scrollTop += b.top - a.top - Math.min(pane.clientHeight / 4, Math.max(0, pane.clientHeight - b.height));
}

class Review {
  constructor(model, el) {
    Object.assign(this, {model, lines: [], current: 0, waiting: [], busy: false});
    const change = () => { this.filter(); this.go(this.shown(this.current) ? this.current : this.near()); };
    this.table = make("select", {onchange: change});
    this.state = make("select", {onchange: change}, ...["all", ...Object.keys(SIGNS)].map(word => make("option", {}, word)));
    this.count = make("span", {className: "count", role: "status"});
    this.said = make("div", {className: "said", role: "status"});
    this.text = make("div", {className: "text", tabIndex: 0, role: "region", aria: {label: "Text of the source"}});
    this.list = make("ol", {className: "lines", aria: {label: "Proposed rows"}});
    const add = make("button", {className: "do add", onclick: () => this.ask({do: "add"})}, "Add accepted rows");
    this.root = make("div", {className: "sd-review", data: {lmSuppressShortcuts: "true"}},
      make("div", {className: "bar"}, this.count, make("label", {}, "table", this.table), make("label", {}, "state", this.state), add),
      make("div", {className: "keys"}, ...HELP.map(([key, what]) => make("span", {}, make("kbd", {}, key), ` ${what}`))),
      this.said, make("div", {className: "panes"}, this.text, this.list));
    this.root.addEventListener("keydown", event => this.press(event));
    this.heard = answer => this.hear(answer);
    model.on("msg:custom", this.heard);
    el.append(this.root);
    this.ask({do: "open"});
  }

  ask(what) {  // one question at a time: each key acts on what the key before it has led to
    this.busy = true;
    this.late = setTimeout(() => this.say("The kernel does not answer: nothing is saved until it does. It is busy, or was restarted: then run the cell again."), PATIENCE);
    this.model.send(what);
  }

  hear(answer) {
    clearTimeout(this.late);
    if (answer.all) this.open(answer);
    this.say(answer.said ?? "", answer.found);
    for (const [i, line] of Object.entries(answer.lines ?? {})) this.put(+i, line);
    if (answer.lines) this.tell();
    if (answer.at !== undefined) this.go(answer.at);
    this.busy = false;
    this.then?.();
    this.then = null;
    while (this.waiting.length && !this.busy) this.act(this.waiting.shift());
  }

  say(words, found = []) {
    const to = i => make("button", {className: "to", onclick: () => this.go(i, true)}, this.lines[i].cells.words ?? this.lines[i].table);
    const one = ([i, what]) => make("li", {}, ...(i === null ? [] : [to(i), " "]), what);
    this.said.replaceChildren(words, ...(found.length ? [make("ul", {}, ...found.map(one))] : []));
  }

  open({text, columns, all}) {
    Object.assign(this, {letters: Array.from(text), columns, lines: all});  // by code points, as the kernel counts
    const tables = [...new Set(all.map(line => line.table))], before = this.table.value;
    this.table.replaceChildren(...["all", ...tables].map(name => make("option", {}, name)));
    this.table.value = tables.includes(before) ? before : "all";
    this.items = all.map(() => make("li"));
    this.list.replaceChildren(...this.items);
    if (before === "" || this.current >= all.length) this.current = Math.max(0, all.findIndex(line => !line.decision));
    all.forEach((_, i) => this.draw(i));
    this.write();
    this.filter();
    this.go(this.current);
  }

  put(i, line) {
    const before = this.lines[i];
    this.lines[i] = line;
    this.draw(i);
    if (`${before.span}` !== `${line.span}` || line.table === "passages") this.write();
    this.paint(i);
    this.items[i].hidden = !this.shown(i);
  }

  shown(i) {
    const {table, decision} = this.lines[i];
    return (this.table.value === "all" || this.table.value === table) && (this.state.value === "all" || this.state.value === (decision || OPEN));
  }

  near(step = 1) {  // the next line that is shown, or the last one the other way
    const all = [...this.lines.keys()].filter(i => this.shown(i));
    return (step > 0 ? all.find(i => i > this.current) : all.findLast(i => i < this.current)) ?? (this.shown(this.current) ? this.current : all.at(step > 0 ? -1 : 0)) ?? this.current;
  }

  filter() {
    this.items.forEach((item, i) => { item.hidden = !this.shown(i); });
    this.pieces.forEach(piece => this.dye(piece));
    this.tell();
  }

  tell() {
    const of = word => this.lines.filter(line => (line.decision || OPEN) === word).length;
    this.count.textContent = `${of(OPEN)} of ${this.lines.length} left: ${of("accepted")} accepted, ${of("rejected")} rejected`;
  }

  // The text, cut wherever the words of a line begin or end

  write() {
    const cuts = this.lines.filter(line => line.table === "passages" && line.span && line.decision !== "rejected").map(line => line.span[0]);
    const spans = this.lines.map(({table, span}) => span && [span[0], table === "passages" ? cuts.find(at => at > span[0]) ?? this.letters.length : span[1]]);
    const places = [...new Set([0, this.letters.length, ...spans.filter(Boolean).flat()])].sort((a, b) => a - b);
    const at = new Map(places.map((place, n) => [place, n])), top = this.text.scrollTop;
    this.pieces = places.slice(0, -1).map((place, n) => ({of: [], node: make("span", {}, this.letters.slice(place, places[n + 1]).join(""))}));
    this.spans = spans.map((span, i) => span ? this.pieces.slice(at.get(span[0]), at.get(span[1])) : []);
    this.spans.forEach((pieces, i) => pieces.forEach(piece => piece.of.push(i)));
    this.pieces.forEach(piece => { piece.node.onclick = () => this.pick(piece); this.dye(piece); });
    this.text.replaceChildren(...this.pieces.map(piece => piece.node));
    this.text.scrollTop = top;
  }

  pick(piece) {  // the shortest line there; clicked again, the next longer one
    const those = piece.of.filter(i => this.shown(i)).sort((a, b) => this.spans[a].length - this.spans[b].length);
    if (those.length) this.go(those[(those.indexOf(this.current) + 1) % those.length], true);
  }

  dye({of, node}) {
    const facts = of.filter(i => this.lines[i].table !== "passages" && this.shown(i)), here = of.includes(this.current);
    const word = [OPEN, "accepted", "rejected"].find(one => facts.some(i => (this.lines[i].decision || OPEN) === one));
    node.className = [facts.length && `mark ${word}`, here && (this.lines[this.current].table === "passages" ? "passage" : "current")].filter(Boolean).join(" ");
  }

  paint(i) { this.spans[i]?.forEach(piece => this.dye(piece)); }

  // The lines

  go(i, focus = this.root.contains(document.activeElement) && !document.activeElement.closest(".bar")) {
    if (!this.lines.length) return;
    if (!this.shown(i)) { this.table.value = this.state.value = "all"; this.filter(); }
    const before = this.current;
    this.current = i;
    for (const one of new Set([before, i])) { this.draw(one); this.paint(one); }
    if (focus) this.items[i].querySelector(".top").focus({preventScroll: true});
    reveal(this.list, this.items[i]);
    if (this.spans[i].length) reveal(this.text, this.spans[i][0].node);
  }

  draw(i) {
    const {table, decision, surety, cells, faults} = this.lines[i], item = this.items[i], here = i === this.current;
    const gist = this.columns[table].map(({name}) => name).filter(name => cells[name] && !["words", "line", "within", "head"].includes(name)).map(name => cells[name]);
    const state = decision || OPEN, active = item.contains(document.activeElement) ? document.activeElement : null;
    const unfolded = item.querySelector("details")?.open ?? false;
    item.className = `line ${state}${here ? " current" : ""}`;
    const top = make("button", {className: "top", tabIndex: here ? 0 : -1, aria: here ? {current: "true"} : {}, onclick: () => i === this.current ? this.edit() : this.go(i, true)},
      make("span", {className: "state"}, `${SIGNS[state]} ${state}`), make("span", {className: "table"}, table.replace("_", " ")),
      ...(cells.words ? [make("span", {className: "words"}, `“${cells.words}”`)] : []), ...(here ? [] : [make("span", {className: "gist"}, gist.join(" · "))]));
    this.drawing = true;  // a field that goes loses the focus: that is nobody's leaving it
    item.replaceChildren(top, ...(here ? [this.form(i)] : []), ...faults.map(words => make("p", {className: "fault"}, words)));
    this.drawing = false;
    if (here && unfolded) item.querySelector("details").open = true;
    const again = active?.name && item.querySelector(`[name="${active.name}"]`);
    if (again) again.value = active.value;
    if (active) (again || top).focus({preventScroll: true});
  }

  form(i) {
    const {table, surety, cells, missing} = this.lines[i];
    const filled = this.columns[table].filter(({name}) => cells[name] || missing.includes(name)), rest = this.columns[table].filter(one => !filled.includes(one));
    const button = (key, label, title) => make("button", {className: "do", title, onclick: () => this.take(key)}, label);
    return make("div", {className: "cells"}, ...filled.map(one => this.cell(i, one)),
      make("details", {}, make("summary", {}, "more cells"), ...rest.map(one => this.cell(i, one))),
      make("div", {className: "doing"}, button("a", "Accept", "a"), button("r", "Reject", "r"), button("o", "Leave open", "o"), button("u", "Undo", "u"), ...(surety ? [make("span", {className: "surety"}, `surety: ${surety}`)] : [])));
  }

  cell(i, {name, about, choices, closed}) {
    const before = this.lines[i].cells[name] ?? "", asked = this.lines[i].missing.includes(name);
    const id = `sd-${Math.random().toString(36).slice(2)}`;
    const field = closed ? make("select", {}, ...[...new Set(["", ...choices, before])].map(value => make("option", {value}, value))) : make("input", {autocomplete: "off", spellcheck: false});
    if (!closed && choices.length) field.setAttribute("list", `${id}-list`);
    Object.assign(field, {id, name, value: before, title: about, required: asked});
    field.addEventListener("focusout", () => { if (!this.drawing && field.value.trim() !== before) this.take({do: "change", line: i, cells: {[name]: field.value.trim()}}); });
    const inside = [make("label", {htmlFor: id, title: about}, name.replaceAll("_", " ") + (choices.length && before && !choices.includes(before) ? " (new)" : "")), field];
    if (!closed && choices.length) inside.push(make("datalist", {id: `${id}-list`}, ...choices.map(value => make("option", {value}))));
    return make("div", {className: `cell${asked ? " asked" : ""}`}, ...inside);
  }

  edit(name) {
    const item = this.items[this.current];
    (item.querySelector(name ? `[name="${name}"]` : ".asked :is(input, select)") ?? item.querySelector(":is(input, select)"))?.focus();
    reveal(this.list, document.activeElement);
  }

  // What a reader does

  press(event) {
    const {key, target} = event, field = target.closest("input, select"), top = () => this.items[this.current]?.querySelector(".top").focus({preventScroll: true});
    if (event.ctrlKey || event.metaKey || event.altKey) {
      if (key === "s") event.preventDefault();  // the browser would save the page: all is saved
      return;
    }
    if (field || key === "Escape") {
      if (key === "Escape" && field?.name) field.value = this.lines[this.current].cells[field.name] ?? "";
      if (key === "Escape" || (key === "Enter" && field.name)) { event.preventDefault(); top(); }
      return;
    }
    if (target === this.text && key.startsWith("Arrow")) return;
    if (!["ArrowDown", "ArrowUp", "j", "k", "e", "u", "+", ...Object.keys(KEYS)].includes(key)) return;
    event.preventDefault();
    if (!event.repeat || ["ArrowDown", "ArrowUp", "j", "k"].includes(key)) this.take(key);
  }

  take(what) { if (this.busy) this.waiting.push(what); else this.act(what); }

  act(what) {
    if (typeof what !== "string") return this.ask(what);
    if (what === "+") return this.ask({do: "add"});
    if (!this.lines.length) return;
    const {decision, missing} = this.lines[this.current], i = this.current;
    if (what === "e") this.edit();
    else if (what === "u") this.ask({do: "undo"});
    else if (!(what in KEYS)) this.go(this.near(["ArrowUp", "k"].includes(what) ? -1 : 1), true);
    else if (what === "a" && missing.length) {
      this.waiting = [];  // they were meant for other lines
      this.say(`Fill ${missing.join(", ")} first.`);
      this.edit(missing[0]);
    }
    else {
      this.then = () => this.go(this.near(), true);
      if (decision === KEYS[what]) { this.then(); this.then = null; }
      else this.ask({do: "change", line: i, cells: {decision: KEYS[what]}});
    }
  }
}

export default {
  render({model, el}) {
    const review = new Review(model, el);
    return () => { clearTimeout(review.late); model.off("msg:custom", review.heard); };
  },
};

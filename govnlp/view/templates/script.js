// The page is whole without this: links go to their places. What it adds: both places of a finding at once, what a highlight means, filters.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const text = document.getElementById("text");

  // Findings: one at a time is lit, in every place it points to. Where its card does not stand beside the text, a bar at the foot tells it.
  const rail = document.getElementById("check");
  const bar = document.getElementById("bar");
  const beside = matchMedia("(min-width: 60rem)");
  let lit = "";
  let at = 0;
  const evidence = (number) => { // the outermost: a cell, not the number in it
    const mine = `[data-f~="${number}"]`;
    return all(mine, text).filter((place) => !place.parentElement.closest(mine));
  };
  const card = (number) => document.getElementById(`finding-${number}`);
  const tell = () => {
    const places = lit ? evidence(lit) : [];
    bar.hidden = !lit;
    if (!lit) return;
    const [badge, kind, message] = card(lit).querySelectorAll("button span");
    bar.querySelector("p").textContent = `${badge.textContent} · ${kind.textContent} · ${message.textContent}`;
    bar.querySelector("small").textContent = places.length ? `${at + 1}/${places.length}` : "";
    all("[data-step]", bar).forEach((button) => { button.hidden = button.dataset.step !== "0" && places.length < 2; });
  };
  const light = (number) => {
    all(".lit").forEach((place) => place.classList.remove("lit"));
    all("[data-finding]").forEach((button) => {
      const on = button.dataset.finding === number;
      button.setAttribute("aria-pressed", String(on));
      button.closest("li").classList.toggle("on", on);
    });
    if (number) all(`[data-f~="${number}"]`, text).forEach((place) => place.classList.add("lit"));
    if (number && beside.matches) reveal(rail, card(number));
    lit = number;
    at = 0;
    tell();
  };
  const reveal = (box, part) => { // scrolls the box alone
    const [outer, inner] = [box.getBoundingClientRect(), part.getBoundingClientRect()];
    if (inner.top < outer.top) box.scrollTop += inner.top - outer.top - 8;
    else if (inner.bottom > outer.bottom) box.scrollTop += Math.min(inner.bottom - outer.bottom + 8, inner.top - outer.top - 8);
  };
  const go = (place) => {
    place.scrollIntoView({ block: "center" });
    requestAnimationFrame(() => place.scrollIntoView({ block: "center", inline: "nearest" })); // once what was out of sight has its size
  };
  const open = (number) => { // what points to no place is shown by its card
    light(number);
    go(evidence(number)[0] || card(number));
  };
  const name = (number) => { // in a frame without an address of its own there is nothing to name
    if (location.protocol !== "about:") history.replaceState(null, "", number ? `#finding-${number}` : location.pathname + location.search);
  };
  const arrive = () => {
    const number = /^#finding-(\d+)$/.exec(location.hash)?.[1];
    const place = document.getElementById(location.hash.slice(1));
    if (number && place) open(number);
    else if (place && place !== text && text.contains(place)) requestAnimationFrame(() => go(place));
  };
  addEventListener("hashchange", arrive);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-finding]");
    const link = event.target.closest('a[href^="#"]');
    const place = !link && event.target.closest("#text [data-f]");
    if (button) {
      const number = button.getAttribute("aria-pressed") === "true" ? "" : button.dataset.finding;
      name(number);
      if (number) open(number);
      else light("");
    } else if (link?.classList.contains("ref")) {
      event.preventDefault();
      light(link.hash.slice("#finding-".length));
      name(lit);
    } else if (link?.closest(".findings")) {
      light(link.closest(".findings > li").querySelector("[data-finding]").dataset.finding);
      if (link.hash === location.hash) arrive();
    } else if (place) { // each click goes on to the next finding that points here
      const numbers = place.dataset.f.split(" ");
      light(numbers[(numbers.indexOf(lit) + 1) % numbers.length]);
      name(lit);
    }
  });
  all("[data-step]", bar).forEach((button) => button.addEventListener("click", () => {
    const places = evidence(lit);
    if (button.dataset.step === "0") { light(""); name(""); return; }
    at = (at + Number(button.dataset.step) + places.length) % places.length;
    go(places[at]);
    tell();
  }));

  // Tips: by mouse, by touch, by keyboard. Only one highlight is a stop of the tab key; arrows go on from it.
  const tip = document.getElementById("tip");
  let told = null;
  const hide = () => {
    if (!told) return;
    tip.hidden = true;
    told.removeAttribute("aria-describedby");
    told = null;
  };
  const show = (place) => {
    hide();
    tip.textContent = place.dataset.tip;
    tip.hidden = false;
    place.setAttribute("aria-describedby", "tip");
    told = place;
    const at = place.getClientRects()[0] || place.getBoundingClientRect();
    const left = Math.min(at.left, innerWidth - tip.offsetWidth - 8);
    const above = at.top - tip.offsetHeight - 6;
    tip.style.left = `${Math.max(8, left)}px`;
    tip.style.top = `${above > 4 ? above : at.bottom + 6}px`;
  };
  const tipped = (event) => event.target instanceof Element && event.target.closest("[data-tip]");
  text.addEventListener("mousemove", (event) => { const place = tipped(event); if (place && place !== told) show(place); });
  text.addEventListener("mouseout", (event) => { if (tipped(event)) hide(); });
  text.addEventListener("focusin", (event) => { const place = tipped(event); if (place) { stop(place); show(place); } });
  text.addEventListener("focusout", hide);
  addEventListener("scroll", hide, { passive: true, capture: true });
  const marks = all("mark.e, td[data-tip], .cell[data-tip]", text);
  let current = marks[0];
  const stop = (place) => {
    if (current) current.tabIndex = -1;
    current = place;
    current.tabIndex = 0;
  };
  if (current) stop(current);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { hide(); pick(""); if (lit) { light(""); name(""); } }
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const place = step && document.activeElement === current && marks[marks.indexOf(current) + step];
    if (place) {
      event.preventDefault();
      place.focus({ preventScroll: true });
      place.scrollIntoView({ block: "nearest", inline: "nearest" });
      show(place);
    }
  });

  // Filters: kinds of entities are hidden one by one, of themes one is picked.
  all("[data-label]").forEach((button) => button.addEventListener("click", () => {
    const hidden = text.classList.toggle(`no-${button.dataset.label}`);
    button.setAttribute("aria-pressed", String(!hidden));
  }));
  const picks = all("[data-pick]");
  const pick = (theme) => {
    text.classList.toggle("picking", Boolean(theme));
    all(".seg", text).forEach((block) => block.classList.toggle("picked", block.dataset.theme === theme));
    picks.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.pick === theme)));
  };
  picks.forEach((button) => button.addEventListener("click", () => {
    const theme = button.getAttribute("aria-pressed") === "true" ? "" : button.dataset.pick;
    pick(theme);
    const first = theme && text.querySelector(".picked");
    if (first) go(first);
  }));

  // The outline: folded where it stands above the text, and it shows where one is.
  const outline = document.querySelector(".outline details");
  const wide = matchMedia("(min-width: 82rem)");
  const fold = () => { outline.open = wide.matches; };
  wide.addEventListener("change", fold);
  fold();
  const links = new Map(all(".outline a").map((link) => [link.hash.slice(1), link]));
  const headings = all("h3, h4, h5", text).filter((heading) => links.has(heading.id));
  let waiting = false;
  let here = null;
  const follow = () => {
    waiting = false;
    let low = 0;
    let high = headings.length; // how many headings have been passed, by halves: a long report has thousands
    while (low < high) {
      const middle = (low + high) >> 1;
      if (headings[middle].getBoundingClientRect().top < innerHeight / 3) low = middle + 1;
      else high = middle;
    }
    const link = low ? links.get(headings[low - 1].id) : null;
    if (link === here) return;
    here?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    if (link && wide.matches) reveal(link.closest("nav"), link);
    here = link;
  };
  addEventListener("scroll", () => { if (!waiting) { waiting = true; requestAnimationFrame(follow); } }, { passive: true });
  addEventListener("load", () => requestAnimationFrame(arrive)); // after the browser's own scrolling
})();

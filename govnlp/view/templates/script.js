// The page is whole without this: links go to their places. What it adds: both places of a finding at once, what a highlight means, filters.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const text = document.getElementById("text");

  // Findings: one at a time is lit, in every place it points to.
  const evidence = (number) => all(`[data-f~="${number}"]`, text);
  const light = (number) => {
    all(".lit").forEach((place) => place.classList.remove("lit"));
    all("[data-finding]").forEach((button) => {
      const on = button.dataset.finding === number;
      button.setAttribute("aria-pressed", String(on));
      button.closest("li").classList.toggle("on", on);
    });
    if (number) evidence(number).forEach((place) => place.classList.add("lit"));
  };
  const go = (place) => {
    place.scrollIntoView({ block: "center" });
    requestAnimationFrame(() => place.scrollIntoView({ block: "center", inline: "nearest" })); // once what was out of sight has its size
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-finding]");
    if (button) {
      const number = button.getAttribute("aria-pressed") === "true" ? "" : button.dataset.finding;
      light(number);
      if (number && evidence(number).length) go(evidence(number)[0]);
    }
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    const finding = link.classList.contains("ref") ? link.hash.slice(2) : link.closest(".findings > li")?.id.slice(1);
    if (finding) light(finding);
    const place = document.getElementById(link.hash.slice(1));
    if (place && text.contains(place) && place !== text) requestAnimationFrame(() => go(place));
  });

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
  text.addEventListener("mouseover", (event) => { const place = tipped(event); if (place) show(place); });
  text.addEventListener("mouseout", (event) => { if (tipped(event)) hide(); });
  text.addEventListener("focusin", (event) => { const place = tipped(event); if (place) { stop(place); show(place); } });
  text.addEventListener("focusout", hide);
  addEventListener("scroll", hide, { passive: true, capture: true });
  const marks = all("mark.e, td[data-tip]", text);
  let current = marks[0];
  const stop = (place) => {
    if (current) current.tabIndex = -1;
    current = place;
    current.tabIndex = 0;
  };
  if (current) stop(current);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { hide(); light(""); pick(""); }
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
    here = link;
  };
  addEventListener("scroll", () => { if (!waiting) { waiting = true; requestAnimationFrame(follow); } }, { passive: true });

  // A page that is opened at a finding (#f3) shows it lit, at the first place it points to.
  const asked = /^#f(\d+)$/.exec(location.hash)?.[1];
  if (asked && document.getElementById(`f${asked}`)) {
    light(asked);
    const first = evidence(asked)[0];
    if (first) addEventListener("load", () => setTimeout(go, 0, first)); // the browser itself goes to the fragment before
  }
})();

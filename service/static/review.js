// Review: counter, live checks, jump to a place, kept text, who else is here, shortcuts.
import "./copy.js";
import { keep } from "./keep.js";
import { onKeys } from "./keys.js";

const form = document.getElementById("review");
const box = document.getElementById("text");
const part = (id) => document.getElementById(id);
const address = `/drafts/${form.dataset.draft}`;
const drafted = box?.defaultValue;
let waiting = 0;
let asked = null;

if (box) {
  const kept = keep(`draft-${form.dataset.draft}`, [box]);
  if (part("done")) kept.forget();
  else if (kept.restore()) { check(form.dataset.restored); }
  box.addEventListener("input", () => {
    kept.save();
    changed();
    clearTimeout(waiting);
    waiting = setTimeout(() => check(), 300);
  });
  part("recheck").addEventListener("click", (event) => { event.preventDefault(); check(undefined, true); });
  form.addEventListener("submit", (event) => { if (event.submitter?.formAction.endsWith("/redraft") && form.elements.discard) kept.forget(); });
  changed();
}
jumps();

function changed() {
  const counter = part("counter");
  const count = [...box.value].length;
  const { limit, of, unit, over } = counter.dataset;
  counter.textContent = `${count} ${of} ${limit} ${unit}` + (count > limit ? ` (${count - limit} ${over})` : "");
  counter.classList.toggle("over", count > limit);
  const approve = part("approve");
  if (approve?.dataset.changed) {
    approve.dataset.as ??= approve.textContent;
    approve.textContent = box.value === drafted ? approve.dataset.as : approve.dataset.changed;
  }
  for (const claim of document.querySelectorAll(".claim")) {
    claim.classList.toggle("changed", !box.value.includes(claim.firstElementChild.textContent));
  }
}

async function check(told, judge = false) {
  asked?.abort();
  const control = asked = new AbortController();
  const list = part("checks");
  list.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`${address}/checks?part=true&judge=${judge}`, { method: "POST", body: new URLSearchParams({ text: box.value }), signal: control.signal });
    if (answer.ok) {
      list.innerHTML = await answer.text();
      jumps();
      part("told").textContent = told ?? part("verdict").textContent;
    }
  } catch { /* gone or replaced: the last verdicts stand, and approval checks again */ }
  if (asked === control) list.removeAttribute("aria-busy");
}

// Spans count characters as Python does; a text box counts UTF-16.
function jumps() {
  for (const place of document.querySelectorAll("q.place")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "place";
    button.textContent = `${part("checks").dataset.jump} «${place.textContent}»`;
    button.addEventListener("click", () => {
      const [start, end] = place.dataset.span.split(",").map((at) => [...box.value].slice(0, at).join("").length);
      box.focus();
      box.setSelectionRange(start, end);
    });
    place.replaceWith(button);
  }
}

for (const claim of document.querySelectorAll(".claim")) {
  for (const event of ["mouseleave", "focusout"]) claim.addEventListener(event, () => claim.classList.remove("away"));
}
addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const claim of document.querySelectorAll(".claim")) claim.classList.add("away");
});

async function stay() {
  if (document.visibilityState !== "visible") return;
  try {
    const answer = await fetch(`${address}/presence`, { method: "POST" });
    const told = await answer.text();
    if (answer.ok && part("others").innerHTML.trim() !== told.trim()) part("others").innerHTML = told;
  } catch { /* the service is away; it will be asked again */ }
}
setTimeout(stay, 1000); // after a reload, the page before has said that it left
setInterval(stay, 30000);
document.addEventListener("visibilitychange", stay);
let sent = false; // what is sent comes back to the same draft: nobody has left
form.addEventListener("submit", () => { sent = true; });
addEventListener("pagehide", () => sent || navigator.sendBeacon(`${address}/presence?left=true`));

// What approval still asks for, or the button itself.
function unmet() {
  const [by, checked] = [part("by"), part("sources_checked")];
  if (by && !by.value) return by;
  return checked && !checked.checked ? checked : part("approve");
}

function reject() {
  part("reject").open = true;
  part("reject").querySelector("input").focus();
}
const act = {
  e: () => box?.focus(),
  a: () => unmet()?.focus(),
  r: () => { if (part("reject")) reject(); },
  c: () => document.querySelector("[data-copy=text], [data-copy=referral]")?.click(),
  j: () => location.assign("/queue"),
  "/": () => location.assign("/queue"),
};
onKeys(act);
({ "#text": act.e, "#decide": act.a, "#reject": act.r })[location.hash]?.();

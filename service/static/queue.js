// The queue by keyboard: j and k move, Enter opens (a link does that itself), e, a and r open at the right place.
import { onKeys } from "./keys.js";

const links = [...document.querySelectorAll("#queue .comment a")];
const at = () => links.indexOf(document.activeElement);
const move = (step) => links[Math.min(links.length - 1, Math.max(0, at() + step))]?.focus();
const open = (place) => { if (at() >= 0) location.assign(links[at()].href + place); };

onKeys({
  j: () => move(1),
  k: () => move(at() < 0 ? 1 : -1),
  e: () => open("#text"),
  a: () => open("#decide"),
  r: () => open("#reject"),
  "/": () => document.getElementById("words").focus(),
});

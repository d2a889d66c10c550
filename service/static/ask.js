// Ask: streams the draft from POST /api/v1/drafts, remembers the choices, keeps what is typed.
import { keep } from "./keep.js";

const form = document.getElementById("ask");
const words = JSON.parse(document.getElementById("words-of-the-page").textContent);
const part = (id) => document.getElementById(id);
const REMEMBERED = ["channel", "tone", "language", "name", "title", "unit"];
const kept = keep("ask", [form.comment, form.post]);
let running = null;

const back = performance.getEntriesByType("navigation")[0]?.type !== "navigate";
if (!form.comment.value && (back || !sessionStorage.getItem("ask-sent"))) kept.restore();
if (form.post.value) form.post.closest("details").open = true;
form.addEventListener("input", () => { sessionStorage.removeItem("ask-sent"); kept.save(); });
part("hint").hidden = false;
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
});
form.addEventListener("submit", (event) => { event.preventDefault(); draft(); });
part("stop").addEventListener("click", () => { running?.abort(); finish(words.stopped); });
addEventListener("pageshow", () => { if (!running) part("stop").hidden = true; });

function body() {
  const signer = { name: form.name.value, title: form.title.value, unit: form.unit.value };
  return {
    comment: form.comment.value, post: form.post.value || null, channel: form.channel.value, tone: form.tone.value,
    language: form.language.value, always_draft: form.always_draft.checked,
    signer: Object.values(signer).some(Boolean) ? signer : null,
  };
}

function remember() {
  const old = document.cookie.split("; ").find((item) => item.startsWith("svarutkast-choices="));
  const chosen = new URLSearchParams(old?.slice("svarutkast-choices=".length).replace(/^"|"$/g, "") ?? "");
  for (const name of REMEMBERED) chosen.set(name, form.elements[name].value);
  document.cookie = `svarutkast-choices=${chosen}; max-age=31536000; path=/; samesite=lax`;
}

async function draft() {
  running?.abort();
  const control = running = new AbortController();
  show();
  remember();
  kept.save();
  try {
    const answer = await fetch("/api/v1/drafts", {
      method: "POST", body: JSON.stringify(body()), signal: control.signal,
      headers: { "content-type": "application/json", accept: "text/event-stream" },
    });
    if (!answer.ok) return refuse(answer.status, await answer.json());
    for await (const [event, data] of events(answer.body)) if (hear(event, data)) return;
    finish(words.cut, true);
  } catch (error) {
    if (error.name !== "AbortError") finish(words.cut, true);
  }
}

async function* events(stream) {
  let buffer = "";
  for await (const piece of pieces(stream.pipeThrough(new TextDecoderStream()))) {
    buffer += piece;
    const whole = buffer.split(/\r?\n\r?\n/);
    buffer = whole.pop();
    for (const block of whole) {
      const lines = Object.fromEntries(block.split(/\r?\n/).map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]));
      if (lines.event) yield [lines.event, JSON.parse(lines.data)];
    }
  }
}

async function* pieces(stream) {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

let request = 0;
const heard = {
  triage(triage) {
    const lines = [...triage.intents.map((intent) => words.intents[intent]), words.replies[triage.reply]];
    if (triage.political) lines.unshift(words.political);
    const rules = triage.rules.map((rule) => (words.rules[rule] ? `${rule} ${words.rules[rule]}` : rule));
    part("triage").replaceChildren(text("p", `${lines.join(" · ")} (${rules.join(", ")})`), text("p", triage.reasons.join(" "), "nb"));
    say(words.searching);
  },
  sources(sources) {
    part("sources").replaceChildren(...sources.slice(0, 3).map((source) => text("li", [source.title, source.volatile && words.volatile, source.stale && words.stale].filter(Boolean).join(" · "))));
    if (!sources.length) part("sources").replaceChildren(text("li", words.none));
    say(words.writing);
  },
  token(token) {
    if (token.request > request) part("words").textContent = "";
    request = token.request;
    part("words").append(token.text);
  },
  checks() { say(words.checking); },
};

function hear(event, data) {
  if (event === "done") {
    finish(words.ready);
    sessionStorage.setItem("ask-sent", "1");
    location.assign(`/drafts/${data.id}`);
  } else if (event === "error") finish(data.title, true);
  else heard[event]?.(data);
  return event === "done" || event === "error";
}

function show() {
  request = 0;
  for (const id of ["triage", "sources", "words", "trouble"]) part(id).replaceChildren();
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  for (const message of form.querySelectorAll(".ds-validation-message, .ds-alert")) message.remove();
  part("result").hidden = false;
  part("stop").hidden = false;
  say(words.reading);
  if (part("result").getBoundingClientRect().top > innerHeight / 2) part("result").scrollIntoView();
}

function refuse(status, problem) {
  finish("");
  part("result").hidden = true;
  const field = form.elements[(problem.field ?? "").split(".").pop()];
  if (status === 401 || !field) return warn(status === 401 ? words.signed_out : problem.title);
  const row = problem.errors?.[0];
  const message = text("p", status === 422 && row ? `${words.field} ${row.message}.` : problem.title);
  message.className = "ds-validation-message";
  message.id = `${field.name}-error`;
  field.after(message);
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", message.id);
  const closed = field.closest("details");
  if (closed) closed.open = true;
  field.focus();
}

function warn(title) {
  const alert = text("div", title);
  alert.className = "ds-alert";
  alert.dataset.color = "danger";
  alert.setAttribute("role", "alert");
  form.prepend(alert);
  alert.scrollIntoView({ block: "nearest" });
}

function finish(title, bad = false) {
  running = null;
  part("stop").hidden = true;
  say(bad ? "" : title);
  if (bad) warn(title);
}

const say = (title) => { part("progress").textContent = title; };

function text(name, content, language) {
  const made = document.createElement(name);
  made.textContent = content;
  if (language) made.lang = language;
  return made;
}

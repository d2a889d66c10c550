// Single-key shortcuts. They are off while somebody writes, and can be turned off for good (WCAG 2.1.4).
const OFF = "svarutkast-keys-off";
const dialog = document.getElementById("keys");
const off = document.getElementById("keys-off");
const opener = document.getElementById("show-keys");
off.checked = localStorage.getItem(OFF) === "1";
off.addEventListener("change", () => localStorage.setItem(OFF, off.checked ? "1" : ""));
opener.hidden = false;
opener.addEventListener("click", () => dialog.showModal());

export function onKeys(actions) {
  addEventListener("keydown", (event) => {
    const writing = event.target.closest("input, textarea, select, dialog");
    if (off.checked || writing || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = event.key === "?" ? () => dialog.showModal() : actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}

// Copies a text to the clipboard and says so. Buttons that need a script are hidden until there is one.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const from = document.getElementById(button.dataset.copy);
    const text = from.value ?? from.textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      copyBySelection(text);
    }
    const told = document.getElementById("told") ?? document.getElementById("copied");
    told.textContent = "";
    requestAnimationFrame(() => { told.textContent = button.dataset.copied ?? "Kopiert."; });
  });
}

// Where the clipboard is closed to us (plain http on another machine), as browsers did it before.
function copyBySelection(text) {
  const box = document.createElement("textarea");
  box.value = text;
  document.body.append(box);
  box.select();
  document.execCommand("copy");
  box.remove();
}

// Keys of the triage inbox. Every one presses a button or follows a link that is there without it.
const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
const find = (selector) => document.querySelector(selector);

function press(key) {
  const reasons = find("[data-reasons]");
  if (/^[1-9]$/.test(key) && reasons?.contains(document.activeElement)) return reasons.children[Number(key) - 1];
  return find(`[data-key="${CSS.escape(key)}"]`);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  if (event.key === "?") find("[data-keys]")?.closest("details")?.setAttribute("open", "");
  const field = find(`[data-focus="${CSS.escape(event.key)}"]`);
  const button = field ? null : press(event.key);
  if (!field && !button && event.key !== "?") return;
  event.preventDefault();
  if (event.key === "?") find("[data-keys]")?.scrollIntoView({ block: "nearest" });
  field?.focus();
  button?.click();
});

// Small conveniences; every view works without them, but for sending files.
"use strict";

// One key an article: buttons say which key presses them.
const keyed = [...document.querySelectorAll("[data-key]")];
if (keyed.length > 0) {
  const picked = new Set();
  // A key that is pressed twice must not answer the next article.
  let isSent = false;
  addEventListener("pageshow", () => { isSent = false; });
  const form = document.querySelector("[data-choices]");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat || isSent) return;
    const field = event.target.closest("input, textarea, select");
    if (field && field.type !== "hidden") return;
    const digit = /^Digit([0-9])$/.exec(event.code) || /^Numpad([0-9])$/.exec(event.code);
    const key = digit ? digit[1] : event.key.length === 1 ? event.key.toLowerCase() : event.key;
    // Enter on a link or a button is the link's or the button's.
    if (key === "Enter" && event.target.closest("a, button, summary")) return;
    const button = keyed.find((item) => item.dataset.key === key);
    if (event.shiftKey && digit && button && form.contains(button)) {
      const isPicked = picked.has(button);
      picked[isPicked ? "delete" : "add"](button);
      button.setAttribute("aria-pressed", String(!isPicked));
      event.preventDefault();
    } else if (key === "Enter" && picked.size > 0) {
      event.preventDefault();
      for (const item of picked) {
        const input = document.createElement("input");
        Object.assign(input, { type: "hidden", name: "label", value: item.value });
        form.append(input);
      }
      isSent = true;
      form.submit();
    } else if (button && !event.shiftKey) {
      event.preventDefault();
      isSent = true;
      button.form.requestSubmit(button);
    }
  });
}

// The figure of a point, as soon as the pointer or the focus is there.
let tip = null;
const showTip = (event) => {
  const spot = event.target.closest?.(".spot");
  if (!spot) return hideTip();
  const title = spot.querySelector("title");
  if (title) {
    // The browser's own hint would come on top of this one.
    spot.dataset.tip = title.textContent;
    title.remove();
  }
  if (!spot.dataset.tip) return;
  if (!tip) {
    tip = document.createElement("div");
    tip.className = "tip";
    tip.setAttribute("aria-hidden", "true");
    document.body.append(tip);
  }
  tip.textContent = spot.dataset.tip;
  const box = spot.getBoundingClientRect();
  tip.style.left = Math.max(4, Math.min(box.left + box.width / 2 - tip.offsetWidth / 2, innerWidth - tip.offsetWidth - 4)) + "px";
  tip.style.top = Math.max(4, (event.clientY ?? box.top + 20) - tip.offsetHeight - 14) + "px";
};
const hideTip = () => { tip?.remove(); tip = null; };
document.addEventListener("mouseover", showTip);
document.addEventListener("focusin", showTip);
document.addEventListener("scroll", hideTip, { passive: true });

// Parts that take a while come later.
for (const place of document.querySelectorAll("[data-load]")) {
  const address = new URL(place.dataset.load, location.href);
  address.searchParams.set("part", "list");
  fetch(address).then(async (answer) => {
    if (answer.ok) place.outerHTML = await answer.text();
  }).catch(() => {});
}

// Files go as they are; the answer says which job has them.
for (const form of document.querySelectorAll("[data-upload]")) {
  const input = form.querySelector("input[type=file]");
  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    input.files = event.dataTransfer.files;
    form.requestSubmit();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const file = input.files[0];
    if (!file) return input.focus();
    const address = new URL(form.dataset.upload, location.href);
    address.searchParams.set("name", file.name);
    address.searchParams.set("lang", document.documentElement.lang.slice(0, 2));
    address.searchParams.set("as", form.querySelector("[name=as]").value);
    form.querySelector("[role=alert]")?.remove();
    let problem = "";
    try {
      const answer = await fetch(address, {
        method: "POST", body: file,
        headers: { "Trend-CSRF": document.querySelector("meta[name=csrf]").content },
      });
      const state = await answer.json();
      if (answer.ok) { location.href = "/jobs/" + state.id; return; }
      problem = state.detail;
    } catch { problem = form.dataset.failed; }
    const line = document.createElement("p");
    line.className = "problem";
    line.setAttribute("role", "alert");
    line.textContent = problem;
    form.append(line);
  });
}

// How far a job is.
for (const place of document.querySelectorAll("[data-job]")) {
  const events = new EventSource(place.dataset.job + "?lang=" + document.documentElement.lang.slice(0, 2));
  events.addEventListener("state", (event) => {
    const state = JSON.parse(event.data);
    if (["done", "failed", "cancelled"].includes(state.stage)) {
      events.close();
      location.reload();
      return;
    }
    place.querySelector("[role=status]").textContent = state.step ?? "";
    const bar = place.querySelector("progress");
    if (state.share === undefined || state.share === null) bar.removeAttribute("value"); else bar.value = state.share;
  });
}

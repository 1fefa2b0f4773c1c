// Small conveniences; every view works without them, but for sending files.
"use strict";

// One key an article: buttons say which key presses them.
const keyed = [...document.querySelectorAll("[data-key]")];
if (keyed.length > 0) {
  const picked = new Set();
  const answers = [...document.querySelectorAll("[data-answers]")];
  const chosen = answers.find((form) => form.dataset.answers === "chosen");
  const pick = (button) => {
    const isPicked = picked.delete(button) || !picked.add(button);
    button.setAttribute("aria-pressed", String(!isPicked));
  };
  // A key that is pressed twice must not answer the next article.
  let isSent = false;
  addEventListener("pageshow", () => {
    isSent = false;
    for (const item of document.querySelectorAll("[data-picked]")) item.remove();
    for (const item of document.querySelectorAll("[name=label]:disabled")) item.disabled = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat || isSent) return;
    const field = event.target.closest("input, textarea, select");
    if (field && field.type !== "hidden") return;
    const digit = /^Digit([0-9])$/.exec(event.code) || /^Numpad([0-9])$/.exec(event.code);
    const key = digit ? digit[1] : event.key.length === 1 ? event.key.toLowerCase() : event.key;
    // Enter on a link or a button is the link's or the button's.
    if (key === "Enter" && event.target.closest("a, button, summary")) return;
    const button = keyed.find((item) => item.dataset.key === key);
    if (event.shiftKey && digit && button?.form === chosen) {
      event.preventDefault();
      pick(button);
    } else if (button && !event.shiftKey) {
      event.preventDefault();
      button.form.requestSubmit(button);
    } else if (key === "Enter" && picked.size > 0) {
      // Nothing is proposed, so no button says Enter.
      event.preventDefault();
      chosen.requestSubmit();
    }
  });
  // With Shift a mouse picks as a key does.
  chosen?.addEventListener("click", (event) => {
    const button = event.target.closest("[data-key]");
    if (!event.shiftKey || !button) return;
    event.preventDefault();
    pick(button);
  });
  // What was picked goes with whatever answer is given, in place of what is proposed. None of them is none of those, too.
  for (const form of new Set([...answers, ...keyed.map((item) => item.form)])) form.addEventListener("submit", (event) => {
    if (isSent) return event.preventDefault();
    isSent = true;
    if (!form.dataset.answers || picked.size === 0 || event.submitter?.dataset.key === "0") return;
    for (const item of form.querySelectorAll("input[name=label]")) item.disabled = true;
    for (const button of picked) {
      if (button === event.submitter) continue;
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", name: "label", value: button.value });
      input.dataset.picked = "true";
      form.append(input);
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
    else place.textContent = place.dataset.failed;
  }).catch(() => { place.textContent = place.dataset.failed; });
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

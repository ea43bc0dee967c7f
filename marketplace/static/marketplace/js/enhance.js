// Small comforts. Every page is complete without this file.

// 1. Countdown. It starts from the server's "now" and then counts elapsed time only, so that a
//    wrong device clock does no harm. At zero the page says that it is over, once and for good.
const loaded = performance.now();
const units = document.documentElement.lang.startsWith("en")
  ? ["d", "h", "min", "s"]
  : ["天", "小时", "分", "秒"];

const parts = (milliseconds) => {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return [
    Math.floor(seconds / 86400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ];
};

const left = ({ dataset }) =>
  Date.parse(dataset.until) - Date.parse(dataset.now) - (performance.now() - loaded);

const show = (timer) => {
  const shown = parts(left(timer)).map((value, index) => {
    const unit = document.createElement("span");
    const figure = document.createElement("b");
    figure.textContent = String(value).padStart(index ? 2 : 1, "0");
    unit.append(figure, " " + units[index]);
    return unit;
  });
  timer.replaceChildren(...shown);
};

const close = () => {
  document.querySelectorAll("[data-clock]").forEach((clock) => clock.classList.add("clock--over"));
  document.querySelectorAll("[data-while-open]").forEach((node) => { node.hidden = true; });
  document.querySelectorAll("[data-when-over]").forEach((node) => { node.hidden = false; });
};

const timers = [...document.querySelectorAll("[data-until]")];
const tick = () => {
  timers.forEach(show);
  if (timers.some((timer) => left(timer) <= 0)) {
    clearInterval(ticking);
    close();
  }
};
const ticking = timers.length ? setInterval(tick, 1000) : 0;
if (timers.length) tick();

// 2. Theme. The form works by itself; here the choice shows at once, and the form remembers it.
document.querySelectorAll(".theme").forEach((form) => {
  form.addEventListener("submit", (event) => {
    const chosen = event.submitter;
    if (!chosen) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form));
    body.set("theme", chosen.value);
    fetch(form.action, { method: "POST", body, redirect: "manual" });
    if (chosen.value === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen.value;
    form.querySelectorAll(".theme__button").forEach((button) => {
      button.setAttribute("aria-pressed", String(button === chosen));
    });
  });
});

// 3. Errors. A page that came back with errors starts at its summary, also for screen readers.
document.querySelector(":is(.error-summary, .refusal)[autofocus]")?.focus();

// A slot while it lives: its figures follow, and this browser throws a die. Pages are whole without it.
(() => {
  const parts = [...document.querySelectorAll("[data-slot]")];
  if (!parts.length) return;
  const [part] = parts;
  const address = part.dataset.slot;
  const form = document.querySelector("[data-die]");
  const all = (selector) => document.querySelectorAll(selector);
  const set = (selector, text) => all(selector).forEach((node) => { node.textContent = text; });

  const LAST = 20000; // milliseconds of the window in which pages throw by themselves
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const rolled = () => hex(crypto.getRandomValues(new Uint8Array(32)));

  // One request: what the visitor typed is mixed in by the server, which shows the value it made.
  const thrown = async (fields) => {
    const answer = await fetch(address.replace("state.json", "dice/"), {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { Accept: "application/json" },
    });
    return [answer.ok, await answer.json()];
  };

  if (form) {
    const said = form.querySelector("[data-die-said]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const fields = Object.fromEntries(new FormData(form));
      fields.value = fields.value || rolled();
      try {
        const [ok, told] = await thrown(fields);
        if (!ok) {
          said.textContent = told.message + " " + told.next_step;
          return;
        }
        location.assign("?die=" + told.die.seq);
      } catch {
        form.submit();
      }
    });
  }

  // Once a slot and a browser: at a uniformly random moment of the last 20 seconds of the window.
  const throwOnce = (closes, now) => {
    const kept = "die:" + address.replace(/^\/en/, "");
    try {
      if (localStorage.getItem(kept)) return;
    } catch {
      return;
    }
    const from = Math.max(closes - LAST, now);
    const share = crypto.getRandomValues(new Uint32Array(1))[0] / 2 ** 32;
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    all("[data-die-auto]").forEach((node) => { node.hidden = false; });
    setTimeout(() => {
      if (localStorage.getItem(kept)) return;
      localStorage.setItem(kept, "1");
      const fields = { value: rolled() };
      if (token) fields.csrfmiddlewaretoken = token.value;
      thrown(fields).then(ask, () => {});
    }, from - now + share * (closes - from) * 0.95);
  };

  let planned = false;
  const stageOf = (told) => {
    if (told.state !== "open") return told.state;
    if (told.now < told.opens_at) return "frozen";
    return told.now < told.closes_at ? "dice" : "closing";
  };
  let stage = null;
  const show = (told) => {
    const seen = stageOf(told);
    if (stage !== null && seen !== stage) {
      location.replace(location.pathname); // another stage has other parts
      return;
    }
    stage = seen;
    set("[data-slot-dice]", told.dice);
    if (told.steps && told.steps_done !== null) {
      set("[data-slot-done]", told.steps_done);
      set("[data-slot-percent]", Math.floor((100 * told.steps_done) / told.steps));
      all("[data-slot-progress]").forEach((bar) => { bar.value = told.steps_done; });
    }
    if (stage === "dice" && !planned) {
      planned = true;
      throwOnce(Date.parse(told.closes_at), Date.parse(told.now));
    }
  };

  const ask = async () => {
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (answer.ok) show(await answer.json());
    } catch { /* the next one may come through */ }
  };
  ask();
  setInterval(ask, 2000);
})();

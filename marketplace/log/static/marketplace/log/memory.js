// Every browser is a witness: it keeps the last checkpoint of the public log that it saw, and asks
// at the next visit for proof that the log only grew since. Every page is complete without this.
(() => {
  "use strict";

  const script = typeof document === "undefined" ? null : document.currentScript;
  const base = script && script.dataset.log;
  const KEPT = "marketplace.log.checkpoint";
  const ASKED = "marketplace.log.asked";
  const EVIDENCE = "marketplace.log.evidence";
  const PAUSE = 60 * 1000;

  // --- SHA-256 (FIPS 180-4): old browsers have none outside of https -------------------------
  const primes = [];
  for (let number = 2; primes.length < 64; number += 1) {
    if (primes.every((prime) => number % prime)) primes.push(number);
  }
  const fraction = (value) => ((value - Math.floor(value)) * 2 ** 32) | 0;
  const START = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
  const ROUND = primes.map((prime) => fraction(Math.cbrt(prime)));
  const turn = (word, by) => (word >>> by) | (word << (32 - by));

  const compress = (state, words) => {
    for (let at = 16; at < 64; at += 1) {
      const [early, late] = [words[at - 15], words[at - 2]];
      words[at] =
        (words[at - 16] + words[at - 7] +
          (turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)) +
          (turn(late, 17) ^ turn(late, 19) ^ (late >>> 10))) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let at = 0; at < 64; at += 1) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) +
        ROUND[at] + words[at]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
    }
    return [a, b, c, d, e, f, g, h].map((word, at) => (word + state[at]) | 0);
  };

  const sha256 = (bytes) => {
    const length = Math.ceil((bytes.length + 9) / 64) * 64;
    const view = new DataView(new ArrayBuffer(length));
    bytes.forEach((byte, at) => view.setUint8(at, byte));
    view.setUint8(bytes.length, 128);
    view.setUint32(length - 4, bytes.length * 8);
    let state = START;
    for (let block = 0; block < length; block += 64) {
      const words = Array.from({ length: 16 }, (_, at) => view.getInt32(block + at * 4));
      state = compress(state, words);
    }
    return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  };

  const bytesOf = (hex) => hex.match(/../g).map((pair) => parseInt(pair, 16));
  const node = (left, right) => sha256([1, ...bytesOf(left), ...bytesOf(right)]);

  // --- Consistency (RFC 9162, 2.1.4.2); sizes may be above 32 bits, so no bit operators -------
  const half = (number) => Math.floor(number / 2);
  const isHash = (text) => typeof text === "string" && /^[0-9a-f]{64}$/.test(text);

  const onlyGrew = (old, now, proof) => {
    if (old.size === now.size) return old.root === now.root;
    if (!(old.size > 0 && old.size < now.size) || !proof.length || !proof.every(isHash)) return false;
    let [index, last] = [old.size - 1, now.size - 1];
    while (index % 2) [index, last] = [half(index), half(last)];
    const steps = index === 0 ? [old.root, ...proof] : proof;
    let [before, after] = [steps[0], steps[0]];
    for (const step of steps.slice(1)) {
      if (last === 0) return false;
      if (index % 2 || index === last) {
        [before, after] = [node(step, before), node(step, after)];
        while (index % 2 === 0 && index) [index, last] = [half(index), half(last)];
      } else {
        after = node(after, step);
      }
      [index, last] = [half(index), half(last)];
    }
    return last === 0 && before === old.root && after === now.root;
  };

  const read = (note) => {
    const [origin, size, root] = note.split("\n");
    const raw = Array.from(atob(root), (sign) => sign.charCodeAt(0));
    const hex = raw.map((byte) => byte.toString(16).padStart(2, "0")).join("");
    if (!/^[0-9]{1,15}$/.test(size) || !isHash(hex)) throw new Error("no checkpoint");
    return { origin, size: Number(size), root: hex };
  };

  // --- The bar -----------------------------------------------------------------------------
  const english = script && document.documentElement.lang.startsWith("en");
  const words = english
    ? {
        title: "The public log was changed",
        text: "This browser kept an earlier checkpoint of the log, and what the log shows now does not continue it. Download the evidence and show it to the regulator.",
        save: "Download the evidence",
        forget: "This demonstration was begun anew: forget the old one",
      }
    : {
        title: "公开日志被改动过",
        text: "本浏览器保存了日志先前的检查点，而日志现在的内容与它接不上。请下载证据，交给监管部门。",
        save: "下载证据",
        forget: "演示已重新开始：忘记旧的检查点",
      };

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const showBar = (evidence) => {
    const file = new Blob([evidence], { type: "application/json" });
    const save = element("a", { className: "button", download: "log-evidence.json",
      href: URL.createObjectURL(file), textContent: words.save });
    const row = element("div", { className: "button-row" }, save);
    if (script.dataset.demo) {
      const forget = element("button", { className: "button button--secondary", type: "button",
        textContent: words.forget });
      forget.addEventListener("click", () => {
        [KEPT, ASKED, EVIDENCE].forEach((key) => localStorage.removeItem(key));
        bar.remove();
      });
      row.append(forget);
    }
    const bar = element("div", { className: "message message--stop", id: "log-alarm" },
      element("p", { className: "message__title", textContent: words.title }),
      element("p", { textContent: words.text }), row);
    bar.setAttribute("role", "alert");
    document.body.prepend(bar);
  };

  const alarm = (kept, shown, proof) => {
    const evidence = JSON.stringify({ kept, shown, proof, at: new Date().toISOString() }, null, 1);
    localStorage.setItem(EVIDENCE, evidence);
    showBar(evidence);
  };

  // --- The visit ---------------------------------------------------------------------------
  const look = async () => {
    const answer = await fetch(`${base}checkpoint`, { credentials: "omit" });
    if (answer.status !== 200) return;
    const shown = await answer.text();
    const now = read(shown);
    const kept = localStorage.getItem(KEPT);
    const old = kept && read(kept);
    if (old && old.origin === now.origin) {
      let told = { proof: [] };
      if (old.size < now.size) {
        const query = `from=${old.size}&to=${now.size}`;
        const given = await fetch(`${base}consistency?${query}`, { credentials: "omit" });
        if (given.status >= 500) return;
        told = await given.json();
      }
      if (!onlyGrew(old, now, told.proof || [])) {
        alarm(kept, shown, told);
        return;
      }
    }
    localStorage.setItem(KEPT, shown);
    localStorage.setItem(ASKED, String(Date.now()));
  };

  const tell = () => {
    const place = document.querySelector("[data-log-memory]");
    const kept = localStorage.getItem(KEPT);
    if (!place || !kept) return;
    place.textContent = `${place.dataset.kept} ${read(kept).size}`;
    place.hidden = false;
  };

  const visit = async () => {
    const evidence = localStorage.getItem(EVIDENCE);
    if (evidence) {
      showBar(evidence);
      return;
    }
    if (Date.now() - Number(localStorage.getItem(ASKED) || 0) > PAUSE) await look();
    tell();
  };

  if (typeof module !== "undefined") {
    module.exports = { sha256, onlyGrew, read };
  } else if (base) {
    visit().catch(() => {}); // no network, no storage: the next visit asks again
  }
})();

// Suggestions beneath a search box. The form works without them. The pattern is the combobox of
// the ARIA Authoring Practices: the focus stays in the box, the arrows move through the list.
const PAUSE = 150; // milliseconds without typing before anybody is asked

document.querySelectorAll("input[data-suggest]").forEach((box) => {
  const { suggest: address, suggestLabel: label } = box.dataset;
  const list = document.createElement("ul");
  list.id = `${box.id}-suggestions`;
  list.className = "suggest";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label);
  box.form.append(list);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");
  box.autocomplete = "off";

  let waiting = 0;
  let asked = null; // the request under way
  let active = -1;
  let composing = false; // an input method has not settled on characters yet

  const close = () => {
    clearTimeout(waiting);
    asked?.abort();
    list.hidden = true;
    active = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  const point = (place) => {
    const options = [...list.children];
    options[active]?.setAttribute("aria-selected", "false");
    active = place < -1 ? options.length - 1 : place >= options.length ? -1 : place;
    const option = options[active];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) box.setAttribute("aria-activedescendant", option.id);
    else box.removeAttribute("aria-activedescendant");
  };

  const show = (suggestions) => {
    const options = suggestions.map(({ title, kind, url }, place) => {
      const option = document.createElement("li");
      const name = document.createElement("span");
      const what = document.createElement("span");
      option.id = `${list.id}-${place}`;
      option.className = "suggest__option";
      option.dataset.url = url;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      name.textContent = title;
      what.className = "suggest__kind";
      what.textContent = kind;
      option.append(name, " ", what);
      return option;
    });
    list.replaceChildren(...options);
    active = -1;
    list.hidden = options.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
    box.removeAttribute("aria-activedescendant");
  };

  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const answer = await fetch(`${address}?q=${encodeURIComponent(box.value.trim())}`, { signal });
      if (!answer.ok) return close();
      const { suggestions } = await answer.json();
      if (!signal.aborted && document.activeElement === box) show(suggestions);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };

  const typed = () => {
    if (composing) return;
    clearTimeout(waiting);
    if (box.value.trim()) waiting = setTimeout(ask, PAUSE);
    else close();
  };

  box.addEventListener("input", typed);
  box.addEventListener("compositionstart", () => { composing = true; });
  box.addEventListener("compositionend", () => { composing = false; typed(); });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (composing || list.hidden) return;
    const move = { ArrowDown: active + 1, ArrowUp: active - 1 }[event.key];
    if (move !== undefined) {
      event.preventDefault();
      point(move);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      location.assign(list.children[active].dataset.url);
    }
  });
  // the press must not take the focus from the box, or the list would be gone before the click
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[data-url]");
    if (option) location.assign(option.dataset.url);
  });
});

"use strict";
/* Reloads the page when it has become another, swaps its style sheets, and lays mistakes over it. Only while it is served by `adgen serve`. */
(() => {
  const { root, version } = document.currentScript.dataset;
  const place = `adgen ${location.pathname}`;
  const make = (tag, props, ...children) => {
    const node = Object.assign(document.createElement(tag), props);
    node.append(...children.filter(Boolean));
    return node;
  };

  const scrollBack = () => {
    const [left, top] = JSON.parse(sessionStorage.getItem(place) ?? "null") ?? [];
    if (top !== undefined) scrollTo({ left, top, behavior: "instant" });
  };
  scrollBack();
  addEventListener("load", () => {
    scrollBack();
    sessionStorage.removeItem(place);
  });
  const reload = () => {
    sessionStorage.setItem(place, JSON.stringify([scrollX, scrollY]));
    location.reload();
  };

  const restyle = (wanted) => {
    const links = [...document.querySelectorAll("link[rel=stylesheet]:not([data-old])")];
    if (links.length !== wanted.length) return reload();
    links.forEach((link, n) => {
      if (link.getAttribute("href") === wanted[n]) return;
      const fresh = link.cloneNode();
      fresh.href = wanted[n];
      fresh.addEventListener("load", () => link.remove());
      link.dataset.old = "";
      link.after(fresh);
    });
  };

  let layer;
  const item = (it) => make("li", {},
    make("p", { className: "where" }, make("b", { textContent: it.file }), it.line ? ` ${it.line}` : ""),
    make("p", { className: "what", textContent: it.message }),
    it.excerpt.length ? make("pre", {}, it.excerpt[0], make("mark", { textContent: it.excerpt[1] }), it.excerpt[2]) : "",
    make("p", { className: "cure", textContent: it.cure }),
    make("small", { textContent: it.code }));
  const lay = (notice) => {
    layer?.remove();
    layer = undefined;
    if (!notice) return;
    layer = make("adgen-notice", {});
    const close = make("button", { type: "button", textContent: notice.close, onclick: () => layer.remove() });
    layer.attachShadow({ mode: "open" }).append(
      make("link", { rel: "stylesheet", href: `${root}/_adgen/notice.css` }),
      make("section", { role: "alert", lang: document.documentElement.lang },
        make("div", { className: "head" }, make("h2", { textContent: notice.title }), close),
        make("p", { textContent: notice.hint }),
        notice.bug ? make("pre", { textContent: notice.bug }) : "",
        make("ol", {}, ...notice.items.map(item)),
        notice.more ? make("p", { textContent: notice.more }) : ""));
    document.documentElement.append(layer);
  };

  let shown = "null";
  const hear = ({ data }) => {
    const state = JSON.parse(data);
    if (state.version !== version) return reload();
    if (state.styles) restyle(state.styles);
    const notice = JSON.stringify(state.notice);
    if (notice !== shown) lay(state.notice);
    shown = notice;
  };

  /* A browser opens six connections to one server: pages that nobody looks at let go of theirs. */
  let stream;
  const listen = () => {
    stream?.close();
    stream = undefined;
    if (document.visibilityState === "hidden") return;
    stream = new EventSource(`${root}/_adgen/events?page=${encodeURIComponent(location.pathname)}`);
    stream.onmessage = hear;
    stream.onerror = () => stream?.readyState === EventSource.CLOSED && setTimeout(listen, 1000);
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => stream?.close());
  addEventListener("pageshow", ({ persisted }) => persisted && listen());
  listen();
})();

"use strict";
/* Makes the page what it has become, swaps its style sheets, and lays mistakes over it. Only while it is served by `adgen serve`. */
(() => {
  const { root } = document.currentScript.dataset;
  let { version } = document.currentScript.dataset;
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

  /* Texts, and attributes that scripts read when they need them, are changed in place. `sent` is the page as it came, and `twins` leads from its nodes
     to those on show: what the scripts of the theme or the reader made of these stays, and a change of the very same thing throws, as does whatever a
     script may have to start again for. Then the page is loaded anew. All other scripts have to run after this one. */
  const OWN = "script[data-root][data-version]";
  const SHEETS = "link[rel=stylesheet]:not([data-old])";
  const DATA = "[type='application/ld+json']";
  const EARLY = `script:is(:not([defer], [type=module]), [async]):not(${DATA})`;
  const VITAL = `script:not(${DATA}), style, template, base, meta[http-equiv]`;
  const FREE = ["alt", "content", "datetime", "href", "title"];
  const PLAIN = ["#text", "B", "BR", "EM", "LI", "OL", "P", "SPAN", "STRONG", "UL", "WBR"];
  const twins = new WeakMap();
  const pair = (copy, node) => {
    twins.set(copy, node);
    copy.childNodes.forEach((child, n) => pair(child, node.childNodes[n]));
  };
  const bare = (page) => {
    for (const node of page.querySelectorAll(`link[rel=stylesheet], link[rel=preload], ${OWN}`)) node.remove();
    return page;
  };
  const parts = (page, selector) => [...page.querySelectorAll(selector)].map((node) => node.outerHTML).join();
  const isPlain = (node) => PLAIN.includes(node.nodeName) && !node.attributes?.length && [...node.childNodes].every(isPlain);
  const needs = (isSafe) => {
    if (!isSafe) throw new Error("The page has to be loaded anew.");
  };

  /* What makes of a node that was sent, and of its twin, one like the fresh node. */
  const steps = (old, fresh) => {
    if (old.isEqualNode(fresh)) return [];
    const shown = twins.get(old);
    needs(old.nodeName === fresh.nodeName && shown.isConnected);
    if (old.nodeType === Node.ELEMENT_NODE) return [...attributeSteps(old, fresh, shown), ...childSteps(old, fresh, shown)];
    needs(old.nodeType === Node.TEXT_NODE && shown.data === old.data);
    return [() => { old.data = shown.data = fresh.data; }];
  };
  const attributeSteps = (old, fresh, shown) => {
    const names = new Set([...old.getAttributeNames(), ...fresh.getAttributeNames()]);
    return [...names].filter((name) => old.getAttribute(name) !== fresh.getAttribute(name)).map((name) => {
      needs(FREE.includes(name) && old.hasAttribute(name) && fresh.hasAttribute(name) && shown.getAttribute(name) === old.getAttribute(name));
      return () => [old, shown].forEach((node) => node.setAttribute(name, fresh.getAttribute(name)));
    });
  };
  const childSteps = (old, fresh, shown) => {
    const all = [...old.childNodes];
    const [gone, come, done] = [[...all], [...fresh.childNodes], []];
    while (gone.length && come.length && gone.at(-1).isEqualNode(come.at(-1))) {
      gone.pop();
      come.pop();
    }
    const next = all[gone.length] ?? null;
    while (gone.length && come.length && gone[0].nodeName === come[0].nodeName) done.push(...steps(gone.shift(), come.shift()));
    if (!gone.length && !come.length) return done;
    needs([...gone, ...come].every(isPlain) && gone.every((node) => node.isEqualNode(twins.get(node))));
    needs(all.length === shown.childNodes.length && all.every((node, n) => twins.get(node) === shown.childNodes[n]));
    const add = (node) => {
      const twin = document.importNode(node, true);
      pair(old.insertBefore(node, next), shown.insertBefore(twin, next && twins.get(next)));
    };
    return [...done, () => gone.forEach((node) => [twins.get(node), node].forEach((each) => each.remove())), () => come.forEach(add)];
  };

  let sent;
  if (!document.querySelector(EARLY)) {
    /* In a document of its own, where pictures are not loaded. */
    sent = document.implementation.createHTMLDocument().importNode(document.documentElement, true);
    pair(sent, document.documentElement);
    bare(sent);
  }
  const renew = async () => {
    needs(sent);
    const answer = await fetch(location.pathname + location.search, { cache: "no-store", mode: "same-origin", redirect: "error" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html").documentElement;
    const fresh = page.querySelector(OWN).dataset.version;
    needs(parts(page, SHEETS) === parts(document, SHEETS));
    needs(parts(bare(page), VITAL) === parts(sent, VITAL));
    for (const step of steps(sent, page)) step();
    version = fresh;
  };

  const restyle = (wanted) => {
    const links = [...document.querySelectorAll(SHEETS)];
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
  const become = async (state) => {
    if (state.version !== version) await renew();
    if (state.styles) restyle(state.styles);
    const notice = JSON.stringify(state.notice);
    if (notice !== shown) lay(state.notice);
    shown = notice;
  };
  let turn = Promise.resolve();
  const hear = ({ data }) => {
    turn = turn.then(() => become(JSON.parse(data))).catch(reload);
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

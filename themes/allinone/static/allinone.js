"use strict";
/* Everything here is an addition: without it pairs stand side by side and photos open as plain links. */
(() => {
  const make = (tag, props, ...children) => {
    const node = Object.assign(document.createElement(tag), props);
    node.append(...children);
    return node;
  };

  for (const frame of document.querySelectorAll("[data-pair]")) {
    const input = make("input", { type: "range", min: 0, max: 100, value: 50, ariaLabel: frame.dataset.pair });
    const move = () => {
      frame.style.setProperty("--at", `${input.value}%`);
      input.setAttribute("aria-valuetext", `施工前 ${input.value}%`);
    };
    input.addEventListener("input", move);
    frame.append(input);
    frame.classList.add("live");
    move();
  }

  const menu = document.getElementById("menu");
  menu?.addEventListener("click", (event) => {
    if (event.target.closest("a") && menu.matches(":popover-open")) menu.hidePopover();
  });

  const links = [...document.querySelectorAll("a[data-large]")];
  if (!links.length || !window.HTMLDialogElement) return;
  let at = 0;
  const image = make("img", { alt: "" });
  const words = make("p");
  const step = (by) => make("button", { type: "button", className: "button quiet", textContent: by < 0 ? "前へ" : "次へ", hidden: links.length < 2, onclick: () => show(at + by) });
  const viewer = make("dialog", { className: "viewer", ariaLabel: "写真を大きく見る" },
    make("form", { method: "dialog" }, image, words, step(-1), step(1), make("button", { className: "button quiet", textContent: "閉じる", autofocus: true })));
  const show = (index) => {
    at = (index + links.length) % links.length;
    const link = links[at];
    const near = link.closest("figure, .words");
    const small = link.querySelector("img");
    const said = near?.querySelector("figcaption") ?? near;
    image.src = link.href;
    image.alt = small?.alt ?? link.textContent;
    words.textContent = [`${at + 1}／${links.length}`, ...[...(said?.querySelectorAll("span") ?? [])].map((n) => n.textContent)].join("　");
  };
  document.body.append(viewer);
  viewer.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") show(at - 1);
    if (event.key === "ArrowRight") show(at + 1);
  });
  viewer.addEventListener("close", () => links[at].focus({ preventScroll: false }));
  links.forEach((link, index) => link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    show(index);
    viewer.showModal();
  }));
})();

// An output to which Python answers: drawn from the file at once, then exchanged for the kernel's own widget
// when there is one. A walkthrough's reader takes step and answers along.

import type { Place } from "@fingerpost/player";
import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { Panel, type Widget } from "@lumino/widgets";
import { mayGoLive, type Session, VIEW_MIME } from "./session.ts";

type Renderer = IRenderMime.IRenderer;

export interface Host {
  readonly session: Session;
  createRenderer(mimeType: string): Renderer;
}

/** What is shown until then, and how to tell that the widget is there. */
export interface Kind {
  still(): Renderer & Widget & { readonly place?: Place | undefined };
  readonly appears: string;
  readonly patienceMs: number;
}

export class LiveOutput extends Panel implements Renderer {
  readonly #host: Host;
  readonly #kind: Kind;
  readonly #still: ReturnType<Kind["still"]>;
  #live: Renderer | undefined;
  #model: IRenderMime.IMimeModel | undefined;

  constructor(host: Host, kind: Kind) {
    super();
    this.#host = host;
    this.#kind = kind;
    this.#still = kind.still();
    this.addWidget(this.#still);
    // a page that is loaded again shows its outputs before it has found its kernel
    host.session.kernelChanged.connect(this.#tryLive, this);
    host.session.connectionStatusChanged.connect(this.#tryLive, this);
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    this.#model = model;
    if (!this.#still.isDisposed) {
      await this.#still.renderModel(model);
    }
    this.#tryLive();
  }

  override dispose(): void {
    this.#host.session.kernelChanged.disconnect(this.#tryLive, this);
    this.#host.session.connectionStatusChanged.disconnect(this.#tryLive, this);
    super.dispose();
  }

  #tryLive(): void {
    if (!this.#live && this.#model && mayGoLive(this.#model, this.#host.session)) {
      void this.#goLive(this.#model);
    }
  }

  async #goLive(model: IRenderMime.IMimeModel): Promise<void> {
    const live = this.#host.createRenderer(VIEW_MIME);
    this.#live = live;
    live.hide();
    this.addWidget(live);
    await live.renderModel(model).catch(() => undefined);
    const drawn = await appearing(live.node, this.#kind);
    if (!drawn || this.isDisposed) {
      live.dispose();
      this.#live = undefined;
      return;
    }
    drawn.dispatchEvent(new CustomEvent("fingerpost:place", { detail: this.#still.place }));
    const held = this.#still.node.contains(document.activeElement) ? document.activeElement : null;
    this.#still.dispose();
    live.show();
    if (held) {
      standIn(held, live.node)?.focus({ preventScroll: true });
    }
  }
}

/** What takes the keyboard over from an element of the still one: the keys would be the host's otherwise. */
function standIn(held: Element, node: HTMLElement): HTMLElement | undefined {
  const { act, value } = held instanceof HTMLElement ? held.dataset : {};
  const all = [...node.querySelectorAll<HTMLElement>('[data-act], [tabindex="0"]')];
  const same = all.find(
    (one) => act !== undefined && one.dataset["act"] === act && one.dataset["value"] === value,
  );
  return same ?? all.find((one) => one.dataset["act"] === "next") ?? all.find((one) => one.tabIndex === 0);
}

/** What the widget draws, or nothing: its model may be gone with the kernel that made it. */
function appearing(node: HTMLElement, { appears, patienceMs }: Kind): Promise<Element | null> {
  const found = () => node.querySelector(appears);
  return new Promise((resolve) => {
    const done = (drawn: Element | null) => {
      watch.disconnect();
      clearTimeout(late);
      resolve(drawn);
    };
    const watch = new MutationObserver(() => found() && done(found()));
    const late = setTimeout(() => done(null), patienceMs);
    watch.observe(node, { childList: true, subtree: true });
    if (found()) {
      done(found());
    }
  });
}

// A walkthrough to which Python answers: drawn from the file at once, then exchanged for the kernel's own
// widget when there is one. The reader's step and answers go over with it.

import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { Panel } from "@lumino/widgets";
import { mayGoLive, type Session, VIEW_MIME } from "./session.ts";
import { StillWalkthrough } from "./still.ts";

const PATIENCE_MS = 5000;

type Renderer = IRenderMime.IRenderer;

export interface Host {
  readonly session: Session;
  createRenderer(mimeType: string): Renderer;
}

export class LiveWalkthrough extends Panel implements Renderer {
  readonly #host: Host;
  readonly #still = new StillWalkthrough();
  #live: Renderer | undefined;
  #model: IRenderMime.IMimeModel | undefined;

  constructor(host: Host) {
    super();
    this.#host = host;
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
    const player = await appearing(live.node);
    if (!player || this.isDisposed) {
      live.dispose();
      this.#live = undefined;
      return;
    }
    player.dispatchEvent(new CustomEvent("fingerpost:place", { detail: this.#still.place }));
    this.#still.dispose();
    live.show();
  }
}

/** The player that the widget draws, or nothing: its model may be gone with the kernel that made it. */
function appearing(node: HTMLElement): Promise<Element | null> {
  const found = () => node.querySelector(".fp-walk");
  return new Promise((resolve) => {
    const done = (player: Element | null) => {
      watch.disconnect();
      clearTimeout(late);
      resolve(player);
    };
    const watch = new MutationObserver(() => found() && done(found()));
    const late = setTimeout(() => done(null), PATIENCE_MS);
    watch.observe(node, { childList: true, subtree: true });
    if (found()) {
      done(found());
    }
  });
}

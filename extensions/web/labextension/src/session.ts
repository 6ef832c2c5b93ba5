// Whether a walkthrough may be exchanged for its live widget.

import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import type { ISignal } from "@lumino/signaling";

export const VIEW_MIME = "application/vnd.jupyter.widget-view+json";

/** What we need of a notebook's session: is a kernel there, and when does that change? */
export interface Session {
  readonly session?: { readonly kernel?: { readonly connectionStatus: string } | null } | null;
  readonly kernelChanged: ISignal<unknown, unknown>;
  readonly connectionStatusChanged: ISignal<unknown, unknown>;
}

/** Only in a trusted notebook, for an output that has a widget, with a kernel that can be reached. */
export function mayGoLive(
  model: Pick<IRenderMime.IMimeModel, "trusted" | "data"> | undefined,
  session: Pick<Session, "session">,
): boolean {
  const connected = session.session?.kernel?.connectionStatus === "connected";
  return Boolean(model?.trusted && VIEW_MIME in model.data && connected);
}

// anywidget waits two seconds for a widget's code. On a page that is busy for longer the widget is drawn late
// but never hears the kernel again: its `ready` has been refused, and every message waits for that. So the
// clock that anywidget asks for never strikes; code that fails is said by another way, at once.

const ASKS = /\/anywidget\/static\//;
const PATIENCE_MS = 2000;

/** Let a widget's code take as long as it takes. Only anywidget's own call for that clock is answered anew. */
export function waitForWidgets(): void {
  const clock = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (ms) =>
    ms === PATIENCE_MS && ASKS.test(new Error().stack ?? "") ? new AbortController().signal : clock(ms);
}

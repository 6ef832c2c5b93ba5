// Outputs of ours as a kernel sends them, and what is said of them.

export const SCENE_MIME = "application/vnd.fingerpost.walkthrough.v1+json";

/** The part of a kernel's message we need. */
export interface Message {
  readonly header: { readonly msg_type: string };
  readonly content: object;
}

const SHOWS = new Set(["execute_result", "display_data"]);

interface Bundle {
  readonly [SCENE_MIME]?: { readonly title: string; readonly steps: readonly unknown[] };
  readonly "text/html"?: string;
}

/** What is said of a message of the kernel; "" where it shows nothing of ours. */
export function saidOf({ header, content }: Message, parse: (html: string) => ParentNode): string {
  if (!SHOWS.has(header.msg_type) || !("data" in content)) return "";
  const bundle = content.data as Bundle;
  const scene = bundle[SCENE_MIME];
  if (scene) return `Walkthrough: ${scene.title}, ${scene.steps.length} steps.`;
  const html = bundle["text/html"] ?? "";
  return html.includes('class="fingerpost-') ? ours(parse(html)) : "";
}

const SAID =
  ".fingerpost-verdict > p, .fingerpost-order > p, .fingerpost-notice, .fingerpost-predict > legend";

/** Feedback in the words that it shows, without the rows below them; of a prediction, the question. */
function ours(shown: ParentNode): string {
  const found = shown.querySelectorAll(SAID);
  for (const drawn of shown.querySelectorAll('[aria-hidden="true"]')) drawn.remove();
  const lines = [...found].map((line) => (line.textContent ?? "").trim());
  return lines.map((line) => (/[.?!:]$/.test(line) ? line : `${line}.`)).join(" ");
}

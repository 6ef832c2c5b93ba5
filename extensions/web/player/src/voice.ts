// One place that is spoken aloud, and read by nobody: what it said is taken away again.

/** After which it is: whoever reads on through the page would meet it a second time. */
const HEARD_MS = 10_000;

/** Says one text at a time. It is one text node: paragraphs that change together are spoken one by one, in any order. */
export class Voice {
  readonly node = document.createElement("div");
  #heard: ReturnType<typeof setTimeout> | undefined;

  constructor(look: string) {
    this.node.className = look;
    this.node.setAttribute("aria-live", "polite"); // no role: an empty status bar would be read out
  }

  say(words: string): void {
    clearTimeout(this.#heard);
    this.node.textContent = words;
    this.#heard = setTimeout(() => this.node.replaceChildren(), HEARD_MS);
  }

  dispose(): void {
    clearTimeout(this.#heard);
    this.node.remove();
  }
}

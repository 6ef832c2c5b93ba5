// Style sheets of ours in JupyterLab's page, each once.

const worn = new Set<string>();

/** Adds a sheet to the page, unless it is there. */
export function wear(css: string): void {
  if (worn.has(css)) return;
  worn.add(css);
  const sheet = document.createElement("style");
  sheet.textContent = css;
  document.head.append(sheet);
}

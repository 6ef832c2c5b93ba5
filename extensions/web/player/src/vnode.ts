// A description of elements: what the view returns and the DOM layer draws.

export interface VNode {
  readonly tag: string;
  readonly attrs: Readonly<Record<string, string>>;
  readonly children: readonly (VNode | string)[];
  readonly key: string | undefined;
}

type Value = string | number | boolean | undefined;
type Child = VNode | string | undefined | false | readonly (VNode | string)[];

/** One element. An attribute that is false or undefined is left out; `key` keeps an element's identity. */
export function h(tag: string, attrs: Readonly<Record<string, Value>>, ...children: Child[]): VNode {
  const { key, ...rest } = attrs;
  const kept = Object.entries(rest).flatMap(([name, value]) =>
    value === undefined || value === false ? [] : [[name, value === true ? "" : String(value)] as const],
  );
  return {
    tag,
    attrs: Object.fromEntries(kept),
    children: children.flatMap((child) =>
      child === undefined || child === false ? [] : (child as VNode | string),
    ),
    key: key === undefined ? undefined : String(key),
  };
}

/** The text that a reader finds in a description. */
export function textOf(node: VNode | string): string {
  return typeof node === "string" ? node : node.children.map(textOf).join("");
}

/** All elements of a description that satisfy `wanted`, outermost first. */
export function findAll(node: VNode | string, wanted: (found: VNode) => boolean): VNode[] {
  if (typeof node === "string") {
    return [];
  }
  const inside = node.children.flatMap((child) => findAll(child, wanted));
  return wanted(node) ? [node, ...inside] : inside;
}

// Draws a description: the elements that are there already stay, so focus and identity survive a step.

import type { VNode } from "./vnode.ts";

const SVG = "http://www.w3.org/2000/svg";
const keys = new WeakMap<Node, string>();

/** Makes the children of `parent` what the descriptions say. */
export function draw(parent: Element, children: readonly (VNode | string)[]): void {
  const before = new Map<string, Element>();
  for (const element of parent.children) {
    const key = keys.get(element);
    if (key !== undefined) {
      before.set(key, element);
    }
  }
  let place: ChildNode | null = parent.firstChild;
  for (const child of children) {
    const node =
      typeof child === "string" ? drawText(place, child) : drawElement(parent, place, child, before);
    if (node === place) {
      place = place.nextSibling;
    } else {
      parent.insertBefore(node, place);
    }
  }
  while (place) {
    const next: ChildNode | null = place.nextSibling;
    place.remove();
    place = next;
  }
}

function drawText(place: ChildNode | null, text: string): ChildNode {
  if (place instanceof Text) {
    if (place.data !== text) {
      place.data = text;
    }
    return place;
  }
  return document.createTextNode(text);
}

function drawElement(
  parent: Element,
  place: ChildNode | null,
  wanted: VNode,
  before: Map<string, Element>,
): Element {
  const element = reusable(place, wanted, before) ?? create(parent, wanted);
  for (const name of element.getAttributeNames()) {
    if (!(name in wanted.attrs)) {
      element.removeAttribute(name);
    }
  }
  for (const [name, value] of Object.entries(wanted.attrs)) {
    if (element.getAttribute(name) !== value) {
      element.setAttribute(name, value);
    }
  }
  draw(element, wanted.children);
  setValue(element, wanted.attrs["value"]);
  return element;
}

/** A field that was used no longer follows its attribute; what is being typed is left alone. */
function setValue(element: Element, value: string | undefined): void {
  if (element instanceof HTMLSelectElement || element instanceof HTMLInputElement) {
    const typing = element instanceof HTMLInputElement && element === document.activeElement;
    if (value !== undefined && element.value !== value && !typing) {
      element.value = value;
    }
  }
}

function reusable(place: ChildNode | null, wanted: VNode, before: Map<string, Element>): Element | undefined {
  if (wanted.key !== undefined) {
    const kept = before.get(wanted.key);
    return kept?.localName === wanted.tag ? kept : undefined;
  }
  const fits = place instanceof Element && place.localName === wanted.tag && !keys.has(place);
  return fits ? place : undefined;
}

function create(parent: Element, wanted: VNode): Element {
  const svg = wanted.tag === "svg" || parent.namespaceURI === SVG;
  const element = svg ? document.createElementNS(SVG, wanted.tag) : document.createElement(wanted.tag);
  if (wanted.key !== undefined) {
    keys.set(element, wanted.key);
  }
  return element;
}

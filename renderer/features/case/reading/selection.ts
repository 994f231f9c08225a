import type { Span } from './sentences.ts';

/** The UTF-16 offset in the narrative of a point in its page; null outside of it. */
function offsetOf(node: Node, offset: number): number | null {
  const element = node instanceof Element ? node : node.parentElement;
  const run = element?.closest('[data-from]') ?? null;
  if (run === null) return null;
  const from = Number(run.getAttribute('data-from'));
  const to = Number(run.getAttribute('data-to'));
  // A run holds one text node; a point on the run itself is at its start or its end.
  if (node instanceof Text) return Math.min(from + offset, to);
  return offset === 0 ? from : to;
}

/** What the pointer has selected inside `narrative`, without white space at its ends; null when nothing. */
export function selectedIn(narrative: Element, text: string): Span | null {
  const selection = window.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!narrative.contains(range.commonAncestorContainer)) return null;
  const runs = [...narrative.querySelectorAll('[data-from]')].filter((run) => range.intersectsNode(run));
  const first = runs[0];
  const last = runs.at(-1);
  if (first === undefined || last === undefined) return null;
  const from = offsetOf(range.startContainer, range.startOffset) ?? Number(first.getAttribute('data-from'));
  const to = offsetOf(range.endContainer, range.endOffset) ?? Number(last.getAttribute('data-to'));
  const words = text.slice(from, to);
  if (words.trim() === '') return null;
  return { from: to - words.trimStart().length, to: from + words.trimEnd().length };
}

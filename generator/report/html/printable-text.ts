import { options, type VNode } from 'preact';
import { printableLines } from '../printable.ts';

/** From now on, replaces control and bidirectional characters in every rendered text and attribute with U+FFFD. */
export function showPrintable(): void {
  options.vnode = makePrintable;
}

function makePrintable({ type, props }: VNode): void {
  if (typeof type !== 'string') return;
  const values = props as Record<string, unknown>;
  for (const [name, value] of Object.entries(values)) values[name] = printableValue(value);
}

function printableValue(value: unknown): unknown {
  if (typeof value === 'string') return printableLines(value);
  return Array.isArray(value) ? value.map(printableValue) : value;
}

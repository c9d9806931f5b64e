import { options } from 'preact';
import { printableLines } from '../printable.ts';

/** Makes every text and attribute that is rendered from now on show control and bidirectional characters as U+FFFD. */
export function showPrintable(): void {
  const before = options.vnode;
  options.vnode = (vnode) => {
    const props = vnode.props as Record<string, unknown>;
    if (typeof vnode.type === 'string')
      for (const [name, value] of Object.entries(props)) props[name] = printableValue(value);
    before?.(vnode);
  };
}

function printableValue(value: unknown): unknown {
  if (typeof value === 'string') return printableLines(value);
  return Array.isArray(value) ? value.map(printableValue) : value;
}

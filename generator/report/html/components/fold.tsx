import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useIsPrinting } from './use-is-printing.ts';

/** A part that opens; what is in it is made when it is opened first. */
export function Fold({ title, children }: { title: string; children(): ComponentChildren }): JSX.Element {
  const [wasOpen, setWasOpen] = useState(false);
  const isPrinting = useIsPrinting();
  return (
    <details
      open={isPrinting || undefined}
      onToggle={({ currentTarget }) => setWasOpen(wasOpen || currentTarget.open)}
    >
      <summary>{title}</summary>
      {(wasOpen || isPrinting) && children()}
    </details>
  );
}

import { readHeader } from '../emit/header.ts';
import { generatedTexts, type Snapshot } from '../git/snapshot.ts';

/** Whether the index has neither the fleet's file nor anything that was generated from one. */
export function holdsNothing(index: Snapshot, file: string): boolean {
  if (index.entries.has(file)) return false;
  return ![...generatedTexts(index).values()].some((text) => readHeader(text));
}

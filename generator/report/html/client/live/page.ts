import { type Kept, readKept, restoreKept } from './kept.ts';

/** Identifies this state of the report. */
export function ownStamp(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="poolwright-stamp"]')?.content ?? '';
}

/** Loads the next state of the report, which then shows what this one did. */
export function reloadPage(): void {
  history.scrollRestoration = 'manual';
  history.replaceState({ kept: readKept() }, '');
  location.reload();
}

/** Restores what the page showed before it was reloaded. */
export function restorePage(): void {
  const { kept } = (history.state ?? {}) as { kept?: Kept };
  if (!kept) return;
  // A manual reload shows the page in its initial state.
  history.replaceState(null, '');
  addEventListener('DOMContentLoaded', () => void restoreOnceReady(kept));
}

/** Controls do something only once the script of the page has started. */
async function restoreOnceReady(kept: Kept): Promise<void> {
  while (!document.documentElement.classList.contains('ready')) await new Promise(requestAnimationFrame);
  await restoreKept(kept);
}

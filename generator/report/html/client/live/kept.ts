import { keyedControls, setState, stateOf } from './controls.ts';

/** What a reader opened, filled in and selected, to restore it in the next state of the page. */
export interface Kept {
  /** The state of each control by its key. */
  states: Record<string, string | boolean>;
  /** The key of the control that has the keyboard's focus. */
  focus: string | undefined;
  scroll: { left: number; top: number };
}

/** How many frames a page has to show what opening something reveals. */
const FRAMES = 20;

/** Reads what a page shows. */
export function readKept(): Kept {
  const keyed = [...keyedControls()];
  return {
    states: Object.fromEntries(keyed.map(([key, control]) => [key, stateOf(control)])),
    focus: keyed.find(([, control]) => control === document.activeElement)?.[0],
    scroll: { left: scrollX, top: scrollY },
  };
}

/** Makes a page show the same again: opens and fills in, also what that reveals in later frames, and then scrolls there. */
export async function restoreKept({ states, focus, scroll }: Kept): Promise<void> {
  // Each control is set once, so that the reader may change it again.
  const waiting = new Map(Object.entries(states));
  for (let frame = 0; frame < FRAMES; frame++) {
    for (const [key, control] of keyedControls()) {
      const state = waiting.get(key);
      waiting.delete(key);
      if (state !== undefined && state !== stateOf(control)) setState(control, state);
      if (key === focus && document.activeElement === document.body) control.focus({ preventScroll: true });
    }
    scrollTo({ ...scroll, behavior: 'instant' });
    await new Promise(requestAnimationFrame);
  }
}

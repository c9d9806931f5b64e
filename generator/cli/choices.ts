import { EFFECTS, type Effect, touchesNodes } from '../plan/change.ts';

/** What `--format` takes: text for people, the others for programs. */
export const FORMATS = ['text', 'json', 'sarif', 'junit', 'github', 'gitlab', 'markdown'] as const;

export type FailOn = Effect | 'rejected';

/** What `plan --fail-on` takes: effects that people have to decide on, and objects that an upgrade's release rejects. */
export const FAIL_ON: readonly FailOn[] = [
  ...EFFECTS.filter((effect) => touchesNodes(effect) || effect === 'absorbed'),
  'rejected',
];

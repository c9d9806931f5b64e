import type { Path } from './path.ts';

/** What `maxUpdate` of a step takes, in one sentence for all branches of its schema. */
const TAKES = 'a whole number from 0, or a percentage from 0% to 100%, in quotes';

/** The most that Argo CD can read (int32). */
const MOST = 2_147_483_647;

/** Whether a path is that of `maxUpdate` in a step of rollingSync. */
export function isMaxUpdate(path: Path): boolean {
  return path.at(-1) === 'maxUpdate' && path.at(-3) === 'steps';
}

/** What is wrong with a value that the schema rejects, and how to fix it. */
export function maxUpdateFault(value: unknown): { takes: string; help: string } {
  if (typeof value === 'number' && value > MOST)
    return {
      takes: `${TAKES}, and at most ${MOST}`,
      help: 'Leave out maxUpdate to sync all clusters of the step at once',
    };
  const digits = typeof value === 'string' ? /^0*(\d+)$/.exec(value.trim())?.[1] : undefined;
  if (digits === undefined || Number(digits) > MOST)
    return { takes: TAKES, help: 'Write 1 or "25%", for instance' };
  return { takes: TAKES, help: Number(digits) > 100 ? `Write ${digits}` : `Write ${digits} or "${digits}%"` };
}

import { ROOTS } from '../emit/paths.ts';

/** Whether a path lies where a fleet's tree is generated. */
export function isGenerated(path: string): boolean {
  return ROOTS.includes(path.split('/', 1)[0] ?? '');
}

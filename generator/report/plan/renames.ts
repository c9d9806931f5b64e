import { renameText } from '../../plan/cluster-renames.ts';
import type { Plan } from '../../plan/plan.ts';
import { plural } from '../scope.ts';

/** How many renamed clusters are written out. */
const MOST = 5;

/** What to do about clusters that may be renamed, a line each. */
export function renameLines({ renames }: Pick<Plan, 'renames'>, all: boolean): string[] {
  const shown = all ? renames : renames.slice(0, MOST);
  const more = renames.length - shown.length;
  return [...shown.map(renameText), ...(more > 0 ? [`and ${plural(more, 'more renamed cluster')}`] : [])];
}

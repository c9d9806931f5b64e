import { commentsBeside } from '../../load/comments.ts';
import type { Subject } from '../subject.ts';
import type { LintInput } from './input.ts';

/**
 * Finds the author's comments beside values of objects.
 * @param textOf the text of a file that the subjects' places are in
 */
export function createComments(
  subjects: ReadonlyMap<string, Subject>,
  textOf: (file: string) => string | undefined,
): NonNullable<LintInput['commentsAt']> {
  return (object, path) => {
    const at = subjects.get(object)?.locate(path);
    const text = at && textOf(at.file);
    return at === undefined || text === undefined ? [] : commentsBeside(text, at);
  };
}

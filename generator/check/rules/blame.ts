import type { Path } from '../../render/index.ts';
import { stepsOf } from '../field-path.ts';
import type { CompiledText } from './compiler.ts';

/** The fields that only identify an object, and are never to blame. */
const NAMES = ['apiVersion', 'kind', 'metadata.name', 'metadata.namespace'];

/**
 * The field of the object that a finding is about: the one that is named, else the only one that the message reads, else what the
 * fields that the expression reads have in common.
 */
export function blamedField(
  named: string | undefined,
  expression: CompiledText,
  message: CompiledText | undefined,
): Path {
  if (named !== undefined) return stepsOf(named);
  const [first, ...others] = message ? fieldsRead(message) : [];
  if (first && others.every((other) => isSame(first, other))) return first;
  const read = fieldsRead(expression);
  const common = read.reduce<Path>(
    (shared, path) =>
      shared.filter((step, i) => isSame(shared.slice(0, i + 1), path.slice(0, i + 1)) && step === path[i]),
    read[0] ?? [],
  );
  // Nearly everything is below spec.
  return common.length > 1 || read.length === 1 ? common : [];
}

function fieldsRead({ reads }: CompiledText): Path[] {
  return reads
    .filter(({ path: [variable] }) => variable === 'object')
    .map(({ path }) => path.slice(1))
    .filter((path) => path.length > 0 && !NAMES.includes(path.join('.')));
}

function isSame(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((step, i) => step === b[i]);
}

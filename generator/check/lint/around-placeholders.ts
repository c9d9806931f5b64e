import type { ValueObject } from '@kustomize-ts/core';
import { objectName } from '../../render/index.ts';
import { withWords } from '../crd/placeholders.ts';
import { lint } from './index.ts';
import type { LintFinding, LintInput } from './input.ts';

/**
 * What lint finds whatever placeholders stand for: with words in their places it must find the same.
 * @param templated the objects and workloads that have placeholders
 */
export function lintAround(input: LintInput, templated: ReadonlySet<ValueObject>): LintFinding[] {
  const found = lint(input);
  if (templated.size === 0) return found;
  const names = new Map<string, string>();
  const filled = (objects: readonly ValueObject[]): ValueObject[] =>
    objects.map((object) => {
      const other = templated.has(object) ? withWords(object) : object;
      names.set(objectName(object), objectName(other));
      return other;
    });
  const objects = filled(input.objects);
  const workloads = filled(input.workloads);
  const written = new Map(Array.from(names, ([name, other]) => [other, name]));
  const { commentsAt, writtenAt } = input;
  const others = lint({
    ...input,
    objects,
    workloads,
    ...(commentsAt && { commentsAt: (name, path) => commentsAt(written.get(name) ?? name, path) }),
    ...(writtenAt && { writtenAt: (name, path) => writtenAt(written.get(name) ?? name, path) }),
  });
  const known = new Set(
    others.map((one) => keyOf({ ...one, object: written.get(one.object) ?? one.object })),
  );
  return found.filter((one) => known.has(keyOf(one)));
}

function keyOf({ code, severity, message, help, object, path }: LintFinding): string {
  return JSON.stringify([code, severity, message, help, object, path]);
}

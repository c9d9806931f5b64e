import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Target } from '../target.ts';

/** Targets of the same name are one, of several sources; the same cluster in two environments is not. */
export function united(targets: readonly Target[], dropped: Target[], diagnostics: Diagnostic[]): Target[] {
  const known = new Map<string, Target>();
  for (const target of targets) {
    const key =
      target.cluster === undefined ? `environment ${target.environment}` : `cluster ${target.cluster}`;
    const other = known.get(key);
    if (other === undefined) known.set(key, target);
    else if (other.environment === target.environment) known.set(key, joined(other, target));
    else {
      dropped.push(target);
      diagnostics.push(twice(target, other));
    }
  }
  return [...known.values()];
}

/** What both apply. Texts that are substituted with different values are compared after substitution. */
export function joined(one: Target, other: Target): Target {
  const values = { ...one.values, ...other.values };
  const isAlike = [one, other].every(
    (target) =>
      target.substitution === one.substitution &&
      Object.entries(target.values ?? {}).every(([name, value]) => values[name] === value),
  );
  if (isAlike)
    return {
      ...one,
      objects: [...one.objects, ...other.objects],
      ...(one.values || other.values ? { values } : {}),
    };
  const { values: _, ...rest } = one;
  const objects = [...one.objects, ...other.objects].map(({ base: _base, ...source }) => ({
    ...source,
    written: source.object,
  }));
  return { ...rest, objects, substitution: 'literal' };
}

function twice(target: Target, other: Target): Diagnostic {
  const at = target.at ?? target.objects[0]?.locate([]);
  return {
    code: 'duplicate-cluster',
    severity: 'error',
    message: `the cluster ${target.cluster} is in ${other.environment} (${other.origin}) and in ${target.environment} (${target.origin}); the first one is used`,
    help: 'Name the clusters separately with --cluster ENVIRONMENT/NAME=SOURCE',
    ...(at ? { at } : {}),
  };
}

import type { ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type EnvironmentObjects, type Fleet, locateField } from '../../load/index.ts';
import { variablesIn } from '../../load/template.ts';
import { type Path, pathText } from '../../render/index.ts';
import type { TemplatedLeaf } from '../delivery/yaml-round-trip.ts';
import { lint, lintRules } from './index.ts';

/**
 * A key that is the same for clusters of one environment of which the sense rules must say the same, so that one of a thousand alike
 * is looked at.
 */
export function lintKey(
  leaves: readonly TemplatedLeaf[],
): (variables: Readonly<Record<string, string>>) => string {
  const names = new Set(leaves.flatMap(({ text }) => variablesIn(text)));
  const read = new Set(leaves.filter(({ path }) => !isOpaque(path)).flatMap(({ text }) => variablesIn(text)));
  return (variables) =>
    JSON.stringify(
      [...names].map((name) => {
        const value = variables[name] ?? '';
        return read.has(name) || value.trim() === '' || value.includes('$') ? value : 'text';
      }),
    );
}

/** A field whose text no sense rule reads beyond whether it is empty or holds a `$`: the name of a role, and the value of a tag. */
function isOpaque([top, field, ...below]: Path): boolean {
  if (top !== 'spec' || typeof field !== 'string') return false;
  if (field === 'role' || field === 'instanceProfile') return below.length === 0;
  if (field === 'tags') return below.length > 0;
  const [index, tags, key] = below;
  return field.endsWith('SelectorTerms') && typeof index === 'number' && tags === 'tags' && key !== undefined;
}

/** What is legal and still wrong in one cluster's objects, told where the fleet declares it. */
export function lintEnvironment(
  fleet: Fleet,
  environment: EnvironmentObjects,
  objects: readonly ValueObject[],
): Diagnostic[] {
  const {
    karpenter = fleet.spec.karpenter,
    kubernetes,
    tier,
  } = fleet.spec.environments[environment.name] ?? {};
  const found = lint({
    environment: {
      name: environment.name,
      karpenter,
      ...(kubernetes === undefined ? {} : { kubernetes }),
      ...(tier === undefined ? {} : { tier }),
    },
    objects,
    workloads: fleet.workloads,
  });
  return found.map(({ code, severity, message, help, object, path }) => {
    const declared = environment.objects.find(({ kind, name }) => `${kind}/${name}` === object);
    return {
      code,
      severity,
      message,
      help,
      environment: environment.name,
      object,
      ...(path.length > 0 ? { field: pathText(path) } : {}),
      at: declared
        ? locateField(fleet, declared, path)
        : fleet.sources.locate(['environments', environment.name], 'key'),
    };
  });
}

/** Leaves out what a sense rule says of a field of which Karpenter itself says the same. */
export function withoutRepeats(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const repeating = new Set<string>(lintRules.filter(({ repeats }) => repeats).map(({ code }) => code));
  const place = ({ environment, object, field }: Diagnostic): string =>
    JSON.stringify([environment, object, field]);
  const said = new Set(diagnostics.filter(({ code }) => code.startsWith('karpenter-')).map(place));
  return diagnostics.filter((diagnostic) => !(repeating.has(diagnostic.code) && said.has(place(diagnostic))));
}

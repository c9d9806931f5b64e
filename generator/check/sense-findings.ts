import type { ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../diagnostic.ts';
import { type EnvironmentObjects, type Fleet, locateField } from '../load/index.ts';
import { variablesIn } from '../load/template.ts';
import { pathText } from '../render/index.ts';
import type { TemplatedLeaf } from './carried.ts';
import { checkSense, senseRules } from './sense/index.ts';

/** Fields whose text no sense rule reads beyond whether it is empty or holds a `$`: names of roles, and values of tags. */
const OPAQUE = /^spec\.(role|instanceProfile|tags[.[].+|\w+SelectorTerms\[\d+\]\.tags[.[].+)$/;

/**
 * A key that is the same for clusters of one environment of which the sense rules must say the same, so that one of a thousand alike
 * is looked at.
 */
export function senseKey(
  leaves: readonly TemplatedLeaf[],
): (variables: Readonly<Record<string, string>>) => string {
  const names = new Set(leaves.flatMap(({ text }) => variablesIn(text)));
  const read = new Set(
    leaves.filter(({ path }) => !OPAQUE.test(pathText(path))).flatMap(({ text }) => variablesIn(text)),
  );
  return (variables) =>
    JSON.stringify(
      [...names].map((name) => {
        const value = variables[name] ?? '';
        return read.has(name) || value.trim() === '' || value.includes('$') ? value : 'text';
      }),
    );
}

/** What is legal and still wrong in one cluster's objects, told where the fleet declares it. */
export function checkSenseOf(
  fleet: Fleet,
  environment: EnvironmentObjects,
  objects: readonly ValueObject[],
): Diagnostic[] {
  const {
    karpenter = fleet.spec.karpenter,
    kubernetes,
    tier,
  } = fleet.spec.environments[environment.name] ?? {};
  const found = checkSense({
    environment: {
      name: environment.name,
      karpenter,
      ...(kubernetes === undefined ? {} : { kubernetes }),
      ...(tier === undefined ? {} : { tier }),
    },
    objects,
    workloads: fleet.workloads,
  });
  return found.map(({ code, severity, message, mend, object, path }) => {
    const declared = environment.objects.find(({ kind, name }) => `${kind}/${name}` === object);
    return {
      code,
      severity,
      message,
      mend,
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
  const repeating = new Set<string>(senseRules.filter(({ repeats }) => repeats).map(({ code }) => code));
  const place = ({ environment, object, field }: Diagnostic): string =>
    JSON.stringify([environment, object, field]);
  const said = new Set(diagnostics.filter(({ code }) => code.startsWith('karpenter-')).map(place));
  return diagnostics.filter((diagnostic) => !(repeating.has(diagnostic.code) && said.has(place(diagnostic))));
}

import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { nearest } from '../../../diagnostics/suggest.ts';
import {
  type Dependency,
  dependenciesOf,
  haveSameSource,
  type Kustomization,
  kustomizationsIn,
  titleOf,
  type WrittenObject,
} from './objects.ts';

/** `dependsOn` of Flux Kustomizations: what does not exist, what waits for itself, what is suspended. */
export function checkDependencies(objects: readonly WrittenObject[]): Diagnostic[] {
  const all = kustomizationsIn(objects);
  return [
    ...all.flatMap((one) => dependenciesOf(one).flatMap((dependency) => faultOf(one, dependency, all))),
    ...circles(all),
  ];
}

function faultOf(one: Kustomization, dependency: Dependency, all: readonly Kustomization[]): Diagnostic[] {
  const { name, index } = dependency;
  const found = resolve(one, dependency, all);
  if (found.length > 0) return suspended(one, dependency, found);
  const wanted = titleOf(dependency);
  const make = (severity: Diagnostic['severity'], message: string, help: string): Diagnostic[] => [
    {
      ...{ code: 'dependency-not-found' as const, severity, message, help },
      object: `Kustomization/${one.name}`,
      field: `spec.dependsOn[${index}]`,
      at: one.locate(['spec', 'dependsOn', index, 'name']),
    },
  ];
  if (name.includes('/')) {
    const [namespace, ...rest] = name.split('/');
    return make(
      'error',
      `Flux looks for a Kustomization named ${JSON.stringify(name)}, which cannot exist, so ${titleOf(one)} is never applied`,
      `Write name and namespace as two fields: { name: ${rest.join('/')}, namespace: ${namespace} }`,
    );
  }
  const elsewhere = all.find((other) => other.name === name);
  const message = `${titleOf(one)} depends on ${wanted}, which is not among the Kustomizations here, and is not applied before that one is ready`;
  if (elsewhere)
    return make(
      'warning',
      message,
      `Set namespace: ${elsewhere.namespace}, where ${name} is; without it Flux looks in ${one.namespace}`,
    );
  const around = all.filter(({ group }) => group === one.group);
  const near = nearest(
    name,
    all.map((other) => other.name),
  );
  if (near !== undefined && near !== one.name) return make('warning', message, `Did you mean ${near}?`);
  // A single file does not show the other Kustomizations.
  return around.length > 1
    ? make('warning', message, 'Correct the name, or also validate the folder that has it')
    : [];
}

/** The Kustomizations that a dependency may be: those of the same cluster, if any is. */
function resolve(
  one: Kustomization,
  { name, namespace }: Dependency,
  all: readonly Kustomization[],
): Kustomization[] {
  const alike = all.filter(
    (other) =>
      other.name === name &&
      (namespace === undefined || other.namespace === undefined || other.namespace === namespace),
  );
  const near = alike.filter(({ group }) => group === one.group);
  return near.length > 0 ? near : alike;
}

/** A suspended Kustomization keeps its old revision, and Flux waits until a dependency of the same source has the new one. */
function suspended(
  one: Kustomization,
  { name, index, hasCondition }: Dependency,
  found: readonly Kustomization[],
): Diagnostic[] {
  const [other] = found;
  if (
    hasCondition ||
    !other ||
    found.length > 1 ||
    other.spec.suspend !== true ||
    !haveSameSource(one, other)
  )
    return [];
  if (one.spec.suspend === true) return [];
  return [
    {
      code: 'dependency-suspended',
      severity: 'warning',
      message: `${titleOf(one)} depends on ${name}, which is suspended: Flux waits until it has applied the source’s present revision, so no further commit reaches ${titleOf(one)}`,
      help: `Remove suspend from ${name}, or the dependency`,
      object: `Kustomization/${one.name}`,
      field: `spec.dependsOn[${index}]`,
      at: one.locate(['spec', 'dependsOn', index, 'name']),
      related: [{ message: `${name} is suspended`, at: other.locate(['spec', 'suspend'], 'key') }],
    },
  ];
}

/** Each circle once, located where it closes. */
function circles(all: readonly Kustomization[]): Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  const next = (one: Kustomization): [Dependency, Kustomization][] =>
    dependenciesOf(one).flatMap((dependency): [Dependency, Kustomization][] => {
      const [only, ...others] = resolve(one, dependency, all);
      return only && others.length === 0 ? [[dependency, only]] : [];
    });
  const done = new Set<Kustomization>();
  const visit = (one: Kustomization, trail: readonly Kustomization[]): void => {
    for (const [{ index }, other] of next(one)) {
      const start = [...trail, one].indexOf(other);
      if (start >= 0) {
        const members = [...trail, one].slice(start);
        const key = members
          .map((member) => all.indexOf(member))
          .toSorted((a, b) => a - b)
          .join();
        if (!found.has(key)) found.set(key, circle(one, index, members));
      } else if (!done.has(other)) visit(other, [...trail, one]);
    }
    done.add(one);
  };
  for (const one of all) if (!done.has(one)) visit(one, []);
  return [...found.values()];
}

function circle(last: Kustomization, index: number, members: readonly Kustomization[]): Diagnostic {
  const names = members.map(titleOf);
  return {
    code: 'dependency-circle',
    severity: 'error',
    message:
      names.length === 1
        ? `${names[0]} depends on itself, so it is never applied`
        : `${[...names, names[0]].join(' depends on ')}: each waits for the next, and none is applied`,
    help: 'Remove one of the dependencies',
    object: `Kustomization/${last.name}`,
    field: `spec.dependsOn[${index}]`,
    at: last.locate(['spec', 'dependsOn', index, 'name']),
  };
}

import type { Fleet, FleetObject } from '../load/index.ts';
import { oneLine } from '../plan/value-text.ts';
import { fieldChanges } from './field-changes.ts';

/** One difference of a fleet. */
export interface FleetChange {
  /** `general limits.cpu 512 → 1024`, `add pool gpu`. */
  text: string;
  /** The environments that it is true of; none where it is not about environments. */
  environments: readonly string[];
}

/** What is different between two versions of a fleet, in the order in which the new one declares it. */
export function fleetChanges(old: Fleet, now: Fleet): FleetChange[] {
  const changes = new Map<string, string[]>();
  const add = (text: string, environment?: string): void => {
    const known = changes.get(text) ?? [];
    changes.set(text, environment === undefined ? known : [...known, environment]);
  };
  for (const text of fieldChanges(settings({ ...old.spec }), settings({ ...now.spec }))) add(text);
  const [before, after] = [objectsByEnvironment(old), objectsByEnvironment(now)];
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [a, b] = [before.get(name), after.get(name)];
    if (a && b) {
      for (const text of objectChanges(a, b)) add(text, name);
      for (const text of environmentChanges(old, now, name)) add(text, name);
    } else add(`${a ? 'remove' : 'add'} environment ${oneLine(name)}`);
  }
  return [...changes].map(([text, environments]) => ({ text, environments }));
}

type Settings = Record<string, unknown>;

/** What a fleet declares beside its objects and environments. */
function settings({ pools, nodeClasses, defaults, environments, ...others }: Settings): Settings {
  return others;
}

type Objects = ReadonlyMap<string, FleetObject>;

function objectsByEnvironment({ objects }: Fleet): Map<string, Objects> {
  return new Map(
    objects.environments.map(({ name, objects: all }) => [
      name,
      new Map(all.map((object) => [`${object.kind}/${object.name}`, object])),
    ]),
  );
}

function* objectChanges(old: Objects, now: Objects): Generator<string> {
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const [a, b] = [old.get(key), now.get(key)];
    if (a && b) {
      for (const text of fieldChanges(fieldsOf(a), fieldsOf(b))) yield `${fieldPrefix(b)}${text}`;
    } else yield* comingOrGoing(a ? 'remove' : 'add', a ?? b);
  }
}

/** A pool comes and goes with its node class. */
function* comingOrGoing(verb: 'add' | 'remove', object: FleetObject | undefined): Generator<string> {
  if (object?.kind === 'NodePool') yield `${verb} pool ${oneLine(object.name)}`;
  else if (object?.pool === undefined) yield `${verb} node class ${oneLine(object?.name ?? '')}`;
}

/** The fields of an object that a person declares, those of its spec without a prefix. */
function fieldsOf({ value }: FleetObject): Settings {
  const { spec, metadata } = value as { spec?: object; metadata?: object };
  return { ...spec, metadata };
}

function fieldPrefix({ kind, name, pool }: FleetObject): string {
  if (kind === 'NodePool') return `${oneLine(name)} `;
  return pool === undefined ? `node class ${oneLine(name)} ` : `${oneLine(pool)} nodeClass.`;
}

function* environmentChanges(old: Fleet, now: Fleet, name: string): Generator<string> {
  const [a, b] = [old.spec.environments[name] ?? {}, now.spec.environments[name] ?? {}];
  const { clusters: before = {}, ...oldSettings } = a;
  const { clusters: after = {}, ...newSettings } = b;
  yield* fieldChanges(settings(oldSettings), settings(newSettings));
  for (const cluster of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const label = `cluster ${oneLine(cluster)}`;
    if (!Object.hasOwn(before, cluster)) yield `add ${label}`;
    else if (!Object.hasOwn(after, cluster)) yield `remove ${label}`;
    else for (const text of fieldChanges(before[cluster], after[cluster])) yield `${label} ${text}`;
  }
}

import { SHARED_CLASSES } from '../load/names.ts';

/** Paths of the generated tree against the last commit, relative to the root. */
export interface TreeChanges {
  added: readonly string[];
  modified: readonly string[];
  removed: readonly string[];
}

/** What changed inside: of one pool (or node class), in one environment or, without it, in all of them. */
export interface FieldChange {
  environment?: string;
  pool?: string;
  /** Names of fields, as `limits` or `disruption.budgets`. */
  fields: readonly string[];
}

export type Action = 'add' | 'remove' | 'update';
export type Subject = 'pool' | 'environment' | 'cluster' | 'node class' | 'application set';

/** One thing of the fleet that was added, removed or updated. */
export interface Fact {
  action: Action;
  subject: Subject;
  name: string;
  /** Absent where it concerns all environments. */
  environment?: string;
  fields: string[];
}

interface Thing {
  subject: Subject;
  name: string;
  environment?: string | undefined;
  /** True for the file whose coming or going is that of the thing itself. */
  defining?: boolean;
}

/**
 * Reads from changed paths what happened to the fleet. Files that only follow from others (the list of all
 * bases, the files of a new environment) make no facts of their own.
 * @param environments the environment of each cluster
 */
export function factsOf(
  changes: TreeChanges,
  environments: ReadonlyMap<string, string>,
  details: readonly FieldChange[],
): Fact[] {
  const facts = new Map<string, Fact>();
  const see = (action: Action, thing: Thing | undefined, fields: readonly string[] = []) => {
    if (thing === undefined) return;
    const { subject, name, environment } = thing;
    const key = keyOf(subject, name, environment);
    const fact: Fact = facts.get(key) ?? {
      action: 'update',
      subject,
      name,
      fields: [],
      ...withDefined({ environment }),
    };
    if (thing.defining) fact.action = action;
    fact.fields = [...new Set([...fact.fields, ...fields])].sort();
    facts.set(key, fact);
  };
  for (const path of changes.added) see('add', thingAt(path, environments));
  for (const path of changes.removed) see('remove', thingAt(path, environments));
  for (const path of changes.modified) {
    const thing = thingAt(path, environments);
    // A cluster with a file that was there before neither came nor went, whatever other files of it did.
    see('update', thing?.subject === 'cluster' ? { ...thing, defining: true } : thing);
  }
  for (const detail of details) see('update', thingOf(detail, facts), detail.fields);
  return withoutConsequences([...facts.values()]).sort(byPlace);
}

function withDefined(of: { environment: string | undefined }): { environment?: string } {
  return of.environment === undefined ? {} : { environment: of.environment };
}

/** The rules of the tree's layout, as `emit` lays it out. */
function thingAt(path: string, environments: ReadonlyMap<string, string>): Thing | undefined {
  const [root, name = '', ...rest] = path.replace(/\p{Cc}/gu, '?').split('/');
  const last = rest.at(-1);
  const defining = last === 'kustomization.yaml';
  if (root === 'base' && name === SHARED_CLASSES) {
    return rest.length > 1 ? { subject: 'node class', name: rest[0] ?? '', defining } : undefined;
  }
  if (root === 'base') return last === undefined ? undefined : { subject: 'pool', name, defining };
  if (root === 'overlays' && last !== undefined) return inOverlay(name, last);
  if (root === 'clusters' && last !== undefined) {
    return {
      subject: 'cluster',
      name,
      environment: environments.get(name),
      defining: last === 'variables.env',
    };
  }
  if (root !== 'argocd' || name === '') return undefined;
  if (last !== undefined) {
    const cluster = last.replace(/\.yaml$/, '');
    return { subject: 'cluster', name: cluster, environment: environments.get(cluster), defining: false };
  }
  const environment = name.replace(/\.yaml$/, '');
  return { subject: 'application set', name: environment, environment, defining: true };
}

/** A patch of an overlay may come and go, and still updates the object it is for. */
function inOverlay(environment: string, file: string): Thing {
  const [, kind, name] = /^(nodepool|ec2nodeclass)-(.+?)(?:\.json6902)?\.yaml$/.exec(file) ?? [];
  if (name === undefined) {
    return {
      subject: 'environment',
      name: environment,
      environment,
      defining: file === 'kustomization.yaml',
    };
  }
  return { subject: kind === 'nodepool' ? 'pool' : 'node class', name, environment };
}

function thingOf({ environment, pool }: FieldChange, facts: ReadonlyMap<string, Fact>): Thing | undefined {
  if (pool === undefined) {
    return environment === undefined ? undefined : { subject: 'environment', name: environment, environment };
  }
  const isPool =
    facts.has(keyOf('pool', pool, environment)) || !facts.has(keyOf('node class', pool, environment));
  return { subject: isPool ? 'pool' : 'node class', name: pool, environment };
}

function keyOf(subject: Subject, name: string, environment: string | undefined): string {
  return JSON.stringify([subject, name, environment]);
}

function withoutConsequences(facts: Fact[]): Fact[] {
  const whole = new Set(
    facts
      .filter(({ subject, action }) => subject === 'environment' && action !== 'update')
      .map(({ name }) => name),
  );
  const busy = new Set(
    facts.filter(({ subject }) => subject !== 'application set').map(({ environment }) => environment),
  );
  const others = facts.some(({ subject }) => subject !== 'environment' && subject !== 'application set');
  return facts.filter(({ subject, action, environment, fields }) => {
    if (subject === 'cluster' || environment === undefined) return true;
    if (whole.has(environment)) return subject === 'environment';
    if (subject === 'application set') return !busy.has(environment);
    return !(subject === 'environment' && action === 'update' && fields.length === 0 && others);
  });
}

function byPlace(a: Fact, b: Fact): number {
  return (
    compare(a.environment ?? '', b.environment ?? '') ||
    compare(a.subject, b.subject) ||
    compare(a.name, b.name)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { type Document, parseDocument } from 'yaml';
import type { Cases } from './cases.ts';
import type { Cluster } from './cluster.ts';
import type { Flux } from './flux.ts';
import { NAMESPACE } from './flux-controllers.ts';
import { defaulted, difference, type KubeObject } from './objects.ts';
import { editedFleet } from './repository.ts';
import { type FleetResult, forAll, renderIn, validateFleet } from './validate.ts';
import type { World } from './world.ts';

/** The cluster by which trials are rendered, and in which Flux applies them. */
export const TRIAL_CLUSTER = 'eks-workshop-dev';

/** A mutant of the fleet on its way through Flux. */
export interface Trial {
  id: string;
  what: string;
  fleet: string;
  /** The fleet by whose rendering the result is known, where it is another: one with values that this one has in the cluster. */
  renderedBy?: string;
  /** What a value should arrive as: text, whatever YAML makes of it. */
  literal?: string;
  /** What of the tree is changed by hand where poolwright writes none. */
  byHand(folder: string): void;
  /** What of the generated Kustomization is changed, whether or not poolwright wrote it. */
  editKustomization?(kustomization: Document): void;
  /** Objects that the cluster has before. */
  objects?: readonly object[];
  ours?: FleetResult;
}

/**
 * Each mutant is a folder of the repository, and a Kustomization like the generated one that applies it with a prefix before all names;
 * so they are reconciled at once, and none is in another's way.
 * @param sound a fleet that poolwright accepts; its tree is changed by hand for those that it refuses
 */
export async function runTrials(
  world: World,
  { check }: Cases,
  sound: string,
  trials: readonly Trial[],
): Promise<void> {
  const [flux] = await world.flux();
  if (!flux) return;
  const folder = (id: string) => join(world.plane.folder, 'trials', id);
  const soundTree = await validateFleet(folder(`${trials[0]?.id}-sound`), sound);
  assert.equal(soundTree.codes, [], 'poolwright refuses the fleet that all others are made of');
  await forAll(trials, 2, async (trial) => {
    trial.ours = await validateFleet(folder(trial.id), trial.fleet);
    if (trial.ours.refused) {
      for (const part of ['base', 'overlays', 'clusters'])
        cpSync(join(soundTree.folder, part), join(trial.ours.folder, part), { recursive: true });
      trial.byHand(trial.ours.folder);
    }
  });
  const commit = await push(world, trials);
  await flux.fetched(commit);
  const objects = trials.flatMap(({ objects = [] }) => objects.map((object) => JSON.stringify(object)));
  await flux.cluster.apply([...objects, ...trials.map((trial) => kustomizationOf(trial))].join('\n---\n'));
  for (const trial of trials) await check(trial.what, () => compare(world, flux, trial));
  const names = trials.map(({ id }) => `kustomization/${id}`);
  await flux.cluster.kubectl('delete', '-n', NAMESPACE, ...names);
}

export function editFile(file: string, edit: (document: Document) => void): void {
  writeFileSync(file, editedFleet(readFileSync(file, 'utf8'), edit));
}

async function push({ repository }: World, trials: readonly Trial[]): Promise<string> {
  for (const { id, ours } of trials) {
    for (const part of ['base', 'overlays'])
      cpSync(join(ours?.folder ?? '', part), join(repository.root, 'trials', id, part), { recursive: true });
  }
  await repository.git('add', 'trials');
  await repository.git('commit', '-qm', 'Try values and templates');
  await repository.git('push', '-q', 'origin', 'main');
  return repository.tip();
}

/** The generated Kustomization, under another name and for another folder. */
function kustomizationOf({ id, ours, editKustomization }: Trial): string {
  const file = parseDocument(
    readFileSync(join(ours?.folder ?? '', 'clusters', TRIAL_CLUSTER, 'flux-kustomization.yaml'), 'utf8'),
  );
  file.setIn(['metadata', 'name'], id);
  file.setIn(['spec', 'namePrefix'], `${id}-`);
  file.setIn(['spec', 'path'], `./trials/${id}/overlays/dev`);
  file.setIn(['spec', 'timeout'], '60s');
  file.deleteIn(['spec', 'dependsOn']);
  editKustomization?.(file);
  return JSON.stringify(file.toJS());
}

/** What we accept, Flux applies as we render it; what we refuse, Flux refuses, or a value arrives as something else. */
async function compare({ empty, plane }: World, flux: Flux, trial: Trial): Promise<void> {
  const { id, ours, literal } = trial;
  const { status, message } = await flux.verdict(id);
  assert.not.match(message, /path not found|artifact/);
  const found = await ownObjects(flux.cluster, id);
  if (ours?.refused) {
    const arrived = found.map((object) => tagOf(object)).filter((tag) => tag !== undefined);
    const asWritten = literal !== undefined && arrived.length > 0 && arrived.every((tag) => tag === literal);
    const told = `poolwright refuses (${ours.codes.join(', ')}), Flux says ${message}`;
    assert.ok(status === 'False' || (literal !== undefined && !asWritten), told);
    return;
  }
  assert.is(status, 'True', `poolwright accepts, Flux says ${message}`);
  const rendering =
    trial.renderedBy === undefined
      ? ours
      : await validateFleet(join(plane.folder, 'trials', `${id}-rendered`), trial.renderedBy);
  const wanted = await defaulted(empty, await renderIn(rendering?.folder ?? '', TRIAL_CLUSTER));
  assert.equal(difference(found, wanted), []);
}

/** The objects of a trial, by the names they have without its prefix. */
async function ownObjects(cluster: Cluster, id: string): Promise<KubeObject[]> {
  const all = await cluster.get('nodepool,ec2nodeclass');
  return all
    .filter(({ metadata }) => metadata.name.startsWith(`${id}-`))
    .map((object) => ({
      ...object,
      metadata: { ...object.metadata, name: object.metadata.name.slice(id.length + 1) },
    }));
}

function tagOf({ spec }: KubeObject): string | undefined {
  const [term] = (spec?.subnetSelectorTerms ?? []) as { tags?: Record<string, string> }[];
  return term?.tags?.['karpenter.sh/discovery'];
}

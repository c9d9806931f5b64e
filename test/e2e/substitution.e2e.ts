import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { type Document, parseDocument } from 'yaml';
import { POOL } from './mutants/field.ts';
import { TEMPLATE_MUTANTS } from './mutants/templates.ts';
import { VALUE_MUTANTS } from './mutants/values.ts';
import type { Cases } from './support/cases.ts';
import type { Cluster } from './support/cluster.ts';
import type { Flux } from './support/flux.ts';
import { NAMESPACE } from './support/flux-controllers.ts';
import { defaulted, difference, type KubeObject } from './support/objects.ts';
import { editedFleet } from './support/repository.ts';
import { type FleetResult, forAll, plainFleet, renderIn, validateFleet } from './support/validate.ts';
import type { World } from './support/world.ts';

const CLUSTER = 'eks-workshop-dev';
const VARIABLE = 'EKS_CLUSTER_NAME';

/** A mutant of the fleet on its way through Flux. */
interface Trial {
  id: string;
  what: string;
  fleet: string;
  /** What a value should arrive as: text, whatever YAML makes of it. */
  literal?: string;
  /** What of the tree is changed by hand where poolwright writes none. */
  byHand(folder: string): void;
  ours?: FleetResult;
}

/**
 * Each mutant is a folder of the repository, and a Kustomization like the generated one that applies it with a prefix before all names;
 * so they are reconciled at once, and none is in another's way.
 */
export async function substitution(world: World, { check }: Cases): Promise<void> {
  const { plane, repository } = world;
  const [flux] = await world.flux();
  if (!flux) return;
  const plain = plainFleet(repository.read('fleet.yaml'), 'dev');
  const sound = await validateFleet(join(plane.folder, 'trials', 'sound'), plain);
  const trials = [...valueTrials(plain), ...templateTrials(plain)];
  await forAll(trials, 2, async (trial) => {
    trial.ours = await validateFleet(join(plane.folder, 'trials', trial.id), trial.fleet);
    if (trial.ours.refused) {
      for (const part of ['base', 'overlays', 'clusters'])
        cpSync(join(sound.folder, part), join(trial.ours.folder, part), { recursive: true });
      trial.byHand(trial.ours.folder);
    }
  });
  const commit = await push(world, trials);
  await flux.fetched(commit);
  await flux.cluster.apply(trials.map((trial) => kustomizationOf(trial)).join('\n---\n'));
  for (const trial of trials) await check(trial.what, () => compare(world, flux, trial));
  const names = trials.map(({ id }) => `kustomization/${id}`);
  await flux.cluster.kubectl('delete', '-n', NAMESPACE, ...names);
}

function valueTrials(plain: string): Trial[] {
  const path = ['environments', 'dev', 'clusters', CLUSTER, 'variables', VARIABLE];
  return VALUE_MUTANTS.map(({ what, value }, i) => ({
    id: `value-${i}`,
    what: `a value that is ${what}`,
    fleet: editedFleet(plain, (fleet) =>
      value === undefined
        ? fleet.deleteIn(['spec', 'variables', VARIABLE, 'default'])
        : fleet.setIn(['spec', ...path], value),
    ),
    ...(value === undefined ? {} : { literal: value }),
    byHand: (folder) =>
      editFile(join(folder, 'clusters', CLUSTER, 'flux-kustomization.yaml'), (file) => {
        const at = ['spec', 'postBuild', 'substitute', VARIABLE];
        if (value === undefined) file.deleteIn(at);
        else file.setIn(at, value);
      }),
  }));
}

function templateTrials(plain: string): Trial[] {
  return TEMPLATE_MUTANTS.map(({ what, field, text }, i) => ({
    id: `template-${i}`,
    what: `${field} with ${what}`,
    fleet: editedFleet(plain, (fleet) => fleet.setIn(['spec', 'pools', POOL, 'nodeClass', field], text)),
    byHand: (folder) =>
      editFile(join(folder, 'base', POOL, 'ec2nodeclass.yaml'), (file) => file.setIn(['spec', field], text)),
  }));
}

function editFile(file: string, edit: (document: Document) => void): void {
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
  return (await repository.git('rev-parse', 'HEAD')).trim();
}

/** The generated Kustomization, under another name and for another folder. */
function kustomizationOf({ id, ours }: Trial): string {
  const text = readFileSync(join(ours?.folder ?? '', 'clusters', CLUSTER, 'flux-kustomization.yaml'), 'utf8');
  const file = parseDocument(text);
  file.setIn(['metadata', 'name'], id);
  file.setIn(['spec', 'namePrefix'], `${id}-`);
  file.setIn(['spec', 'path'], `./trials/${id}/overlays/dev`);
  file.setIn(['spec', 'timeout'], '60s');
  file.deleteIn(['spec', 'dependsOn']);
  return JSON.stringify(file.toJS());
}

/** What we accept, Flux applies as we render it; what we refuse, Flux refuses, or a value arrives as something else. */
async function compare({ empty }: World, flux: Flux, { id, ours, literal }: Trial): Promise<void> {
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
  assert.equal(difference(found, await defaulted(empty, await renderIn(ours?.folder ?? '', CLUSTER))), []);
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

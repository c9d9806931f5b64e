import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { type Document, parseAllDocuments } from 'yaml';
import { type FieldMutant, POOL } from './mutants/field.ts';
import { NODE_CLASS_MUTANTS } from './mutants/node-classes.ts';
import { NODE_POOL_MUTANTS } from './mutants/node-pools.ts';
import type { Cases } from './support/cases.ts';
import { editedFleet } from './support/repository.ts';
import { forAll, plainFleet, renderIn, validateFleet } from './support/validate.ts';
import type { World } from './support/world.ts';

const CLUSTER = 'eks-workshop-dev';

/** Flux and Argo CD apply on the server's side; so are the objects of each mutant, in a dry run. */
const APPLY = ['apply', '--server-side', '--dry-run=server', '-f', '-'];

export async function mutants({ plane, empty, repository }: World, { check }: Cases): Promise<void> {
  const plain = plainFleet(repository.read('fleet.yaml'), 'dev');
  const sound = await validateFleet(join(plane.folder, 'mutants', 'sound'), plain);
  const objects = await renderIn(sound.folder, CLUSTER);
  const all = [...NODE_POOL_MUTANTS, ...NODE_CLASS_MUTANTS];
  let refusals = 0;
  await forAll([...all.entries()], 2, async ([i, mutant]) => {
    await check(`${mutant.part}: ${mutant.what}`, async () => {
      const fleet = editedFleet(plain, (document) => edit(document, mutant));
      const ours = await validateFleet(join(plane.folder, 'mutants', String(i)), fleet);
      // What is refused is not emitted; then the change is made to the objects themselves.
      const sent = ours.refused ? changed(objects, mutant) : await renderIn(ours.folder, CLUSTER);
      const { status, stderr } = await empty.tryKubectl(APPLY, sent);
      if (status !== 0) refusals++;
      assert.is(
        ours.refused,
        status !== 0,
        `poolwright ${ours.refused ? `refuses (${ours.codes.join(', ')})` : 'accepts'}, the server ${status === 0 ? 'accepts' : `refuses: ${stderr}`}`,
      );
    });
  });
  await check(
    `${all.length} mutants, of which the server refuses more than half and accepts a tenth`,
    async () => {
      assert.ok(refusals > all.length / 2, `refused ${refusals}`);
      assert.ok(all.length - refusals >= all.length / 10, `refused ${refusals}`);
    },
  );
}

/** What a pool is not to have, no default may give it. */
function edit(fleet: Document, { part, path, value }: FieldMutant): void {
  if (value !== null) fleet.setIn(['spec', 'pools', POOL, part, ...path], value);
  else
    for (const at of [['pools', POOL], ['defaults']]) {
      const field = ['spec', ...at, part, ...path];
      if (fleet.hasIn(field)) fleet.deleteIn(field);
    }
}

/** The objects with the mutant's change, as JSON, which has no two ways to read a value. */
function changed(yaml: string, { part, path, value }: FieldMutant): string {
  const kind = part === 'nodePool' ? 'NodePool' : 'EC2NodeClass';
  return parseAllDocuments(yaml)
    .map((document) => {
      if (document.get('kind') === kind && document.getIn(['metadata', 'name']) === POOL) {
        if (value === null) document.deleteIn(['spec', ...path]);
        else document.setIn(['spec', ...path], value);
      }
      return JSON.stringify(document.toJS());
    })
    .join('\n---\n');
}

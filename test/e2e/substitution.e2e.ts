import { join } from 'node:path';
import { POOL } from './mutants/field.ts';
import { TEMPLATE_MUTANTS } from './mutants/templates.ts';
import { VALUE_MUTANTS } from './mutants/values.ts';
import type { Cases } from './support/cases.ts';
import { editedFleet } from './support/repository.ts';
import { editFile, runTrials, TRIAL_CLUSTER, type Trial } from './support/trials.ts';
import { plainFleet } from './support/validate.ts';
import type { World } from './support/world.ts';

const VARIABLE = 'EKS_CLUSTER_NAME';

/** Values that are in git, and templates. */
export async function substitution(world: World, cases: Cases): Promise<void> {
  const plain = plainFleet(world.repository.read('fleet.yaml'), 'dev');
  await runTrials(world, cases, plain, [...valueTrials(plain), ...templateTrials(plain)]);
}

function valueTrials(plain: string): Trial[] {
  const path = ['environments', 'dev', 'clusters', TRIAL_CLUSTER, 'variables', VARIABLE];
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
      editFile(join(folder, 'clusters', TRIAL_CLUSTER, 'flux-kustomization.yaml'), (file) => {
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

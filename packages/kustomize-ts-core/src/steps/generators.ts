import { configGenerator, mergeOptions } from '../generate/config.ts';
import type { Kustomization, SecretArgs } from '../load/kustomization-format.ts';
import type { BuildContext, Generate } from '../transform/transformer.ts';
import type { Step } from './step.ts';

/** The generators that a kustomization configures in its own fields. */
export function generatorSteps(
  { configMapGenerator = [], secretGenerator = [], generatorOptions }: Kustomization,
  context: BuildContext,
): Step<Generate>[] {
  const step = (kind: 'ConfigMap' | 'Secret', args: SecretArgs, field: string): Step<Generate> => {
    const options = mergeOptions(args.options, generatorOptions);
    return {
      work: configGenerator(kind, { ...args, ...(options && { options }) }, context),
      field,
      origin: { apiVersion: 'builtin', kind: `${kind}Generator` },
    };
  };
  return [
    ...configMapGenerator.map((args, index) => step('ConfigMap', args, `configMapGenerator[${index}]`)),
    ...secretGenerator.map((args, index) => step('Secret', args, `secretGenerator[${index}]`)),
  ];
}

import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { fluxSourceFile, hubSourceFile } from '../../emit/paths.ts';
import type { Fleet } from '../../load/index.ts';
import type { CheckInput } from '../input.ts';
import { readObject } from './deliveries.ts';
import { checkFluxSource } from './objects.ts';

/** Validates the generated source by its CRD. It is the same for all clusters, so one is enough. */
export function checkSource({ fleet, files, root, deliveryValidator }: CheckInput): Diagnostic[] {
  const { flux } = fleet.spec.delivery ?? {};
  if (!flux?.source || !deliveryValidator) return [];
  const file = flux.hub ? hubSourceFile(fleet.spec) : firstSourceFile(fleet.spec);
  const text = file && files.readFile(`${root}/${file}`.replace('//', '/'));
  const read = text ? readObject(text) : undefined;
  const validator = read?.ok ? deliveryValidator(read.value) : undefined;
  return read?.ok && validator ? checkFluxSource(fleet, read.value, validator) : [];
}

function firstSourceFile(spec: Fleet['spec']): string | undefined {
  const [cluster] = Object.values(spec.environments).flatMap(({ clusters }) => Object.keys(clusters ?? {}));
  return cluster === undefined ? undefined : fluxSourceFile(spec, cluster);
}

import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { fluxSourceFile, HUB_SOURCE_FILE } from '../../emit/paths.ts';
import type { CheckInput } from '../index.ts';
import { readObject } from './deliveries.ts';
import { checkFluxSource } from './objects.ts';

/** The generated source is one that its CRD takes. It is the same for all clusters, so one of them is looked at. */
export function checkSource({ fleet, files, root, deliveryValidator }: CheckInput): Diagnostic[] {
  const { flux } = fleet.spec.delivery ?? {};
  if (!flux?.source || !deliveryValidator) return [];
  const file = flux.hub ? HUB_SOURCE_FILE : firstSourceFile(fleet.spec.environments);
  const text = file && files.readFile(`${root}/${file}`.replace('//', '/'));
  const read = text ? readObject(text) : undefined;
  const validator = read?.ok ? deliveryValidator(read.value) : undefined;
  return read?.ok && validator ? checkFluxSource(fleet, read.value, validator) : [];
}

function firstSourceFile(environments: CheckInput['fleet']['spec']['environments']): string | undefined {
  const [cluster] = Object.values(environments).flatMap(({ clusters }) => Object.keys(clusters ?? {}));
  return cluster === undefined ? undefined : fluxSourceFile(cluster);
}

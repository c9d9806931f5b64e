import type { ValueObject } from '@kustomize-ts/core';
import { amiAlias } from '../../instances/objects/ami-family.ts';
import { objectAt, objectsAt, stringAt } from '../../instances/objects/fields.ts';
import { labelsOf } from '../../instances/objects/metadata.ts';
import type { Drift } from './reason.ts';
import { lacksRequirement } from './requirements-drift.ts';
import { isSameField, type Resolved, termIds } from './selector-terms.ts';

const field = 'amiSelectorTerms';
const drifted: Drift = { reason: 'AMIDrift' };
const undecided: Drift = { undecided: `spec.${field}` };

/** A node drifts when its image is not the one that its node class has for its instance type. */
export function imageDrift(
  nodeClaim: ValueObject,
  after: ValueObject,
  { before, isUpgrade = false }: Resolved,
): Drift | undefined {
  const image = stringAt(objectAt(nodeClaim, 'status'), 'imageID');
  const amis = objectsAt(objectAt(before, 'status'), 'amis').map(([, ami]) => ami);
  if (image === undefined || amis.length === 0)
    return isSameField(before, after, field) && !isUpgrade ? undefined : undecided;
  const alias = amiAlias(objectAt(after, 'spec'))?.text;
  if (isUpgrade && alias !== undefined) return drifted;
  if (isSameField(before, after, field) && !isUpgrade) return isImageOf(nodeClaim, image, amis);
  if (alias !== undefined) return aliasDrift(alias, image, amis);
  const ids = termIds(after, field);
  if (!ids) return undecided;
  if (!ids.has(image)) return drifted;
  const known = amis.filter((ami) => ids.has(stringAt(ami, 'id') ?? ''));
  return known.length === ids.size ? isImageOf(nodeClaim, image, known) : undecided;
}

/** The first image whose requirements the instance type fulfils: provider, pkg/providers/amifamily, MapToInstanceTypes. */
function isImageOf(nodeClaim: ValueObject, image: string, amis: readonly ValueObject[]): Drift | undefined {
  const ami = amis.find((one) => !lacksRequirement(one, labelsOf(nodeClaim)));
  return ami && stringAt(ami, 'id') === image ? undefined : drifted;
}

/** The names of EKS images end with their release, those of Bottlerocket with it and a commit. */
function aliasDrift(alias: string, image: string, amis: readonly ValueObject[]): Drift | undefined {
  const version = (alias.split('@')[1] ?? '').replace(/^v/, '');
  const name = amis.filter((ami) => stringAt(ami, 'id') === image).map((ami) => stringAt(ami, 'name'))[0];
  if (version === 'latest' || name === undefined) return undecided;
  return `${name}-`.includes(`-v${version}-`) ? undefined : drifted;
}

import type { ValueObject } from '@kustomize-ts/core';
import { addTo } from '../requirements/compatible.ts';
import { oneOf, type Requirement, requirementOf } from '../requirements/requirement.ts';
import { type InstanceType, instanceTypesFor } from '../types/instance-types.ts';
import { objectAt, objectsAt, own, stringAt, stringsAt } from './fields.ts';
import { normalizeLabel } from './labels.ts';
import type { NodeClass } from './node-class.ts';
import { otherNodeClass } from './provider.ts';
import { quantityOf } from './quantity.ts';
import { readTaints, type Taint } from './taint.ts';

/** A NodePool, with the properties that rules need most. */
export interface Pool {
  name: string;
  /** Such as `NodePool/x`. */
  title: string;
  /** Whether Karpenter for AWS manages it, or should: it refers to no other provider's node class. */
  isAws: boolean;
  spec: ValueObject;
  /** spec.template.spec */
  template: ValueObject;
  labels: ReadonlyMap<string, string>;
  /** spec.template.spec.taints */
  taints: readonly Taint[];
  /** Requirements and labels together, by label. */
  requirements: ReadonlyMap<string, Requirement>;
  /** As they are written, each with its place. */
  written: readonly WrittenRequirement[];
  weight: number;
  /** The class it refers to, where that is among the objects. */
  nodeClass: NodeClass | undefined;
  /** The instance types it may launch; undefined where it names one that is not in the table. */
  instanceTypes(): readonly InstanceType[] | undefined;
}

export interface WrittenRequirement {
  index: number;
  /** The label, by its present name. */
  key: string;
  operator: string;
  values: readonly string[];
  minValues: number | undefined;
}

export function readPool(object: ValueObject, classes: ReadonlyMap<string, NodeClass>): Pool {
  const name = stringAt(objectAt(object, 'metadata'), 'name') ?? '';
  const spec = objectAt(object, 'spec');
  const template = objectAt(objectAt(spec, 'template'), 'spec');
  const labels = readLabels(objectAt(objectAt(spec, 'template'), 'metadata'));
  const written = readRequirements(template);
  const requirements = together(written, labels);
  const weight = own(spec, 'weight');
  const isAws = otherNodeClass(object) === undefined;
  const nodeClass = classes.get(stringAt(objectAt(template, 'nodeClassRef'), 'name') ?? '');
  return {
    name,
    title: `NodePool/${name}`,
    isAws,
    spec,
    template,
    labels,
    taints: readTaints(template),
    requirements,
    written,
    weight: typeof weight === 'number' ? weight : 0,
    nodeClass,
    instanceTypes: once(() => (isAws ? instanceTypesFor(requirements, nodeClass?.family) : undefined)),
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function readLabels(metadata: ValueObject): Map<string, string> {
  const labels = new Map<string, string>();
  for (const [key, value] of Object.entries(objectAt(metadata, 'labels'))) {
    if (typeof value === 'string') labels.set(normalizeLabel(key, 'aws'), value);
  }
  return labels;
}

function readRequirements(template: ValueObject): WrittenRequirement[] {
  return objectsAt(template, 'requirements').map(([index, object]) => {
    const minValues = own(object, 'minValues');
    return {
      index,
      key: normalizeLabel(stringAt(object, 'key') ?? '', 'aws'),
      operator: stringAt(object, 'operator') ?? '',
      values: stringsAt(object, 'values'),
      minValues: typeof minValues === 'number' ? minValues : undefined,
    };
  });
}

// core, pkg/controllers/provisioning/scheduling/nodeclaimtemplate.go
function together(
  written: readonly WrittenRequirement[],
  labels: ReadonlyMap<string, string>,
): Map<string, Requirement> {
  const out = new Map<string, Requirement>();
  for (const { key, operator, values } of written) {
    const requirement = requirementOf(operator, values);
    if (requirement !== undefined) addTo(out, key, requirement);
  }
  for (const [key, value] of labels) addTo(out, key, oneOf(value));
  return out;
}

/** The limits of a NodePool's spec that are quantities, by resource. */
export function limitsOf(spec: ValueObject): Map<string, number> {
  return new Map(
    Object.entries(objectAt(spec, 'limits')).flatMap(([resource, limit]) => {
      const amount = quantityOf(limit);
      return amount === undefined ? [] : [[resource, amount] as const];
    }),
  );
}

/** Whether a limit of exactly zero keeps the pool from launching: its author drains it, or has switched it off. */
export function isDrained({ spec }: Pick<Pool, 'spec'>): boolean {
  return [...limitsOf(spec).values()].includes(0);
}

/** The path of a requirement in its NodePool. */
export function requirementPath(index: number, ...rest: (string | number)[]): (string | number)[] {
  return ['spec', 'template', 'spec', 'requirements', index, ...rest];
}

import { type InstanceType as DescribedType, familyOf, loadCatalogue } from '@poolwright/ec2-catalogue';
import { capacityUnder } from '../capacity/capacity.ts';
import { sizeLabel, typeLabel } from '../objects/labels.ts';
import { unknownClass } from '../objects/node-class.ts';
import type { InstanceType } from './instance-type.ts';
import { familyLabels, labelsOf } from './labels.ts';

const families = new Map<string, readonly InstanceType[]>();

/** The types of a family that Karpenter can launch; empty for one that the catalogue does not describe. */
export function launchableTypesOf(family: string): readonly InstanceType[] {
  let found = families.get(family);
  if (found === undefined) {
    found = loadCatalogue().typesOf(family).filter(isLaunchable).map(describe);
    families.set(family, found);
  }
  return found;
}

// provider v1.15.2, pkg/providers/instancetype/instancetype.go, UpdateInstanceTypes
/** Whether Karpenter lists the type at all. */
export function isLaunchable({ architectures, virtualization }: DescribedType): boolean {
  return (
    virtualization.includes('hvm') && architectures.some((name) => name === 'x86_64' || name === 'arm64')
  );
}

function describe(type: DescribedType): InstanceType {
  let allocatable: ReadonlyMap<string, number> | undefined;
  return {
    name: type.name,
    labels: labelsOf(type),
    vcpus: type.vcpus,
    memoryMib: type.memoryMib,
    get allocatable() {
      allocatable ??= allocatableOfAl2023(type);
      return allocatable;
    },
  };
}

function allocatableOfAl2023(type: DescribedType): ReadonlyMap<string, number> {
  const { allocatable } = capacityUnder(unknownClass)(type);
  return new Map(Array.from(allocatable).filter(([, amount]) => amount > 0));
}

/** The types that Karpenter can launch and whose labels are wanted of which the name gives the value; in the catalogue's order. */
export function instanceTypesBy(wanted: (label: string, value: string) => boolean): InstanceType[] {
  return loadCatalogue()
    .families()
    .flatMap((family) => {
      if (![...familyLabels(family)].every(([label, value]) => wanted(label, value))) return [];
      return launchableTypesOf(family).filter(
        ({ name }) => wanted(typeLabel, name) && wanted(sizeLabel, name.slice(family.length + 1)),
      );
    });
}

/** Whether the catalogue describes a type, or types of a family, of that name. */
export function isDescribed(name: string): boolean {
  const catalogue = loadCatalogue();
  return familyOf(name) === name ? catalogue.families().includes(name) : catalogue.type(name) !== undefined;
}

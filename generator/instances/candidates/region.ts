import { type InstanceType, loadCatalogue } from '@poolwright/ec2-catalogue';
import { isLaunchable } from '../types/instance-type-table.ts';
import { labelsOf } from '../types/labels.ts';

/** A type that Karpenter lists in a region, and the IDs of the zones that offer it, where any source names them. */
export interface ListedType {
  type: InstanceType;
  labels: ReadonlyMap<string, string>;
  zones: readonly string[] | undefined;
}

const listed = new Map<string, readonly ListedType[]>();

/** The types that Karpenter lists in a region; all of them for a region whose offerings no source has. */
export function typesIn(region: string): readonly ListedType[] {
  let found = listed.get(region);
  if (found === undefined) {
    const catalogue = loadCatalogue();
    found = [...catalogue.types().values()].flatMap((type) => {
      const zones = catalogue.zonesWith(type.name, region);
      return zones?.length === 0 || !isLaunchable(type) ? [] : [{ type, labels: labelsOf(type), zones }];
    });
    listed.set(region, found);
  }
  return found;
}

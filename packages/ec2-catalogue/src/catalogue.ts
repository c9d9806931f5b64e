import type { InstanceType } from './instance-type.ts';
import type { Price, SpotRange } from './price.ts';

/** A region of AWS. */
export interface Region {
  /** `us-west-2` */
  name: string;
  /** The IDs of its zones, `usw2-az1`: the same for all accounts, as names are not. Undefined where no source names them. */
  zones?: readonly string[];
}

/** The instance types that a date knows, where they are offered and what they cost. Each part is read when it is first needed. */
export interface Catalogue {
  /** When the types and offerings were collected, `2026-10-27`. */
  date: string;
  /** The names of all types, family by family. */
  names(): ReadonlySet<string>;
  /** Names of further types, which only regions offer that the source of the types does not describe. */
  undescribed(): readonly string[];
  /** The families of all types. */
  families(): readonly string[];
  /** The types of a family; empty for an unknown one. */
  typesOf(family: string): readonly InstanceType[];
  /** Undefined for an unknown type, which may be new. */
  type(name: string): InstanceType | undefined;
  /** All types by name. */
  types(): ReadonlyMap<string, InstanceType>;
  /** All regions by name. */
  regions(): ReadonlyMap<string, Region>;
  /**
   * Whether a type can be launched in a region, or in a zone given by its ID; undefined where the type or the
   * place is unknown.
   */
  isOffered(type: string, place: string): boolean | undefined;
  /** The IDs of the region's zones that offer the type; undefined where type or region are unknown. */
  zonesWith(type: string, region: string): readonly string[] | undefined;
  /** On demand, Linux, shared tenancy. */
  onDemandPrice(type: string, region: string): Price;
  /** Undefined where the snapshot has no spot prices of the type in the region. */
  spotRange(type: string, region: string): SpotRange | undefined;
}

import type { Location } from '../../diagnostics/diagnostic.ts';

/** One thing that a deliverer does to a cluster, once the step before it is done. */
export interface DeliveryStep {
  /** `wait`: until objects are ready or healthy. */
  action: 'wait' | 'apply' | 'delete';
  /** Such as `NodePool/gpu`, in their order. */
  objects: string[];
  /** A note for people, a clause. */
  note?: string;
}

/** What changes in the order, or holds it up. */
export interface DeliveryNote {
  /** Whether the change never arrives. */
  isProblem: boolean;
  /** One sentence without a full stop. */
  text: string;
  at?: Location;
}

/** In which order a deliverer brings a change to a cluster. */
export interface DeliveryOrder {
  /** As `Kustomization/shop` or `Application/shop-{cluster}`. */
  deliverer: string;
  steps: DeliveryStep[];
  notes: DeliveryNote[];
}

/** The objects of a cluster that a change applies and takes away, such as `NodePool/gpu`. */
export interface ChangedObjects {
  applied: string[];
  removed: string[];
}

/** Whether the order is worth showing: something in it changes or stalls, or it does more than apply objects. */
export function isOrderWorthKnowing({ steps, notes }: DeliveryOrder): boolean {
  return notes.length > 0 || steps.filter(({ action }) => action !== 'wait').length > 1;
}

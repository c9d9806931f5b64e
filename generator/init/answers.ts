export const DELIVERIES = ['flux', 'argocd', 'plain'] as const;
export const CAPACITIES = ['on-demand', 'spot', 'both'] as const;
export const ACCELERATORS = ['nvidia', 'neuron'] as const;

export type Delivery = (typeof DELIVERIES)[number];
export type Capacity = (typeof CAPACITIES)[number];
export type Accelerator = (typeof ACCELERATORS)[number];

/** A cluster of a new fleet. */
export interface NewCluster {
  environment: string;
  /** Its name in the fleet, a DNS label. */
  name: string;
  /** Its name in EKS, which may have other characters. */
  eks: string;
}

/** What a new fleet is made of. */
export interface Answers {
  clusters: NewCluster[];
  delivery: Delivery;
  /** The IAM role of nodes; `{cluster}` in it is the name of the cluster. */
  role: string;
  capacity: Capacity;
  accelerators: Accelerator[];
}

/** An EC2 instance type as Karpenter describes it, with what a node of AL2023 leaves to pods. */
export interface InstanceType {
  name: string;
  labels: ReadonlyMap<string, string>;
  vcpus: number;
  memoryMib: number;
  /** Resource name to amount: cores, bytes, pods, devices; those alone of which a node has some. */
  readonly allocatable: ReadonlyMap<string, number>;
}

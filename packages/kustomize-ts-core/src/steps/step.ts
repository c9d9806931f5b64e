/** One thing a kustomization asks for, ready to run. */
export interface Step<Work> {
  readonly work: Work;
  /** The field that asks for it. */
  readonly field: string;
  /** What origin annotations say of it; `configuredIn` is the kustomization file unless given. */
  readonly origin?: {
    readonly configuredIn?: string;
    readonly apiVersion: string;
    readonly kind: string;
    readonly name?: string;
    readonly namespace?: string;
  };
}

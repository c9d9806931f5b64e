/** One generator or transformer of a kustomization, ready to run. */
export interface Step<Work> {
  readonly work: Work;
  /** The field that configures it. */
  readonly field: string;
  /** Its part of origin annotations; `configuredIn` is the kustomization file by default. */
  readonly origin?: {
    readonly configuredIn?: string;
    readonly apiVersion: string;
    readonly kind: string;
    readonly name?: string;
    readonly namespace?: string;
  };
}

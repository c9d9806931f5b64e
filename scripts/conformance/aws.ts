import { type CrdCase, checkCases, type Outcome } from './crd.ts';

/** Checks cases against all CRDs of a provider release, unknown fields too; their `runtime` part is not meant. */
export default function aws(lines: unknown[]): Promise<Outcome> {
  return checkCases(lines as CrdCase[]);
}

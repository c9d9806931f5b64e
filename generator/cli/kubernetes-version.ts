import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Options } from './command.ts';

/** What is wrong with `--kubernetes`; undefined for a version. */
export function wrongKubernetes({ kubernetes }: Options): Diagnostic | undefined {
  if (kubernetes === undefined || /^v?1\.\d+(\.\d+)?$/.test(String(kubernetes))) return undefined;
  return {
    code: 'invalid-value',
    severity: 'error',
    message: `${kubernetes} is not a Kubernetes version`,
    help: 'Write --kubernetes 1.34',
  };
}

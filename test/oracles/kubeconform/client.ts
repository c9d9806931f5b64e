import { fileURLToPath } from 'node:url';
import { SORTED_ERRORS } from '../../../packages/kubeconform-wasm/scripts/edits.ts';
import { buildGo } from '../../../packages/kubeconform-wasm/scripts/go.ts';
import type { Result, ValidatorOptions } from '../../../packages/kubeconform-wasm/src/index.ts';
import { DEFAULT_LOCATIONS } from '../../../packages/kubeconform-wasm/src/index.ts';
import { startLineOracle } from '../program.ts';

/** The options of a validator, with its schemas as plain data. */
export type OracleOptions = Omit<ValidatorOptions, 'schemas'> & { readonly schemas: Record<string, string> };

/** kubeconform in native code. */
export interface Oracle {
  /** Makes the validator that later texts are checked with. */
  create(options: OracleOptions): Promise<void>;
  validate(name: string, text: string): Promise<Result[]>;
  close(): void;
}

const MODULE = fileURLToPath(new URL('.', import.meta.url));
const CACHE = fileURLToPath(new URL('../../../.cache/oracles/', import.meta.url));

/**
 * Builds the oracle and starts it.
 * @param errors `sorted` as in the WebAssembly, or `random` as upstream has them
 * @throws Error when it cannot be built, e.g. for lack of Go
 */
export function startOracle(errors: 'sorted' | 'random'): Oracle {
  const binary = `${CACHE}kubeconform-${errors}`;
  const edits = errors === 'sorted' ? [SORTED_ERRORS] : [];
  buildGo({ module: MODULE, output: binary, scratch: CACHE, target: 'native', edits });
  const oracle = startLineOracle(binary, 'inherit');

  async function ask(request: object): Promise<Result[]> {
    const line = await oracle.ask(JSON.stringify(request));
    const answer: { results?: Result[]; error?: string } = JSON.parse(line);
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.results ?? [];
  }

  return {
    create: async (options) => {
      await ask({ locations: DEFAULT_LOCATIONS, kubernetesVersion: 'master', ...options });
    },
    validate: (name, text) => ask({ name, text }),
    close: oracle.close,
  };
}

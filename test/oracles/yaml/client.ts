import type { Request, Response } from '../../packages/kustomize-ts-core/yaml/request.ts';
import { builtOracle, startLineOracle } from '../program.ts';

export interface YamlOracle {
  ask(request: Request): Promise<Response>;
  close(): void;
}

/** Starts the oracle. */
export function startYamlOracle(): YamlOracle {
  const { ask, close } = startLineOracle(builtOracle('yaml'), 'inherit');
  return { ask: async (request) => JSON.parse(await ask(JSON.stringify(request))), close };
}

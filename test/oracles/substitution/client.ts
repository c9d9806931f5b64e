import { builtOracle, startLineOracle } from '../program.ts';

export interface Request {
  mode: 'envsubst' | 'kustomize';
  template: string;
  vars: Record<string, string>;
  strict: boolean;
  always?: boolean;
}

export type Answer = { result: string } | { error: string };

export interface Oracle {
  ask(request: Request): Promise<Answer>;
  close(): void;
}

/** Starts the oracle. */
export function startOracle(): Oracle {
  const { ask, close } = startLineOracle(builtOracle('substitution'), 'inherit');
  return { ask: async (request) => JSON.parse(await ask(JSON.stringify(request))), close };
}

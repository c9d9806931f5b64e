import { builtOracle, startLineOracle } from '../program.ts';

export interface PolicyQuestion {
  /** A ValidatingAdmissionPolicy, or expressions alone. */
  policy?: unknown;
  expressions?: readonly string[];
  object: unknown;
  oldObject?: unknown;
  params?: unknown;
}

export interface PolicyAnswer {
  matches?: boolean;
  decisions?: {
    action: 'admit' | 'deny';
    evaluation: 'admit' | 'deny' | 'error';
    message?: string;
    reason?: string;
  }[];
  /** The value of each expression as text, or its error after `error: `. */
  values?: string[];
  /** The oracle itself failed. */
  fatal?: string;
}

export interface PolicyOracle {
  answer(question: PolicyQuestion): Promise<PolicyAnswer>;
  close(): void;
}

/** Starts the oracle. */
export function startPolicyOracle(): PolicyOracle {
  const { ask, close } = startLineOracle(builtOracle('policy'), 'ignore');
  return { answer: async (question) => JSON.parse(await ask(JSON.stringify(question))), close };
}

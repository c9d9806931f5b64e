import type { PolicyAnswer } from './client.ts';

/** What the API server decides, as `decisionsOf` writes it, without errors that its failurePolicy ignores; undefined where an expression cannot be compiled. */
export function serverDecisions({ matches, decisions = [] }: PolicyAnswer): string[] | undefined {
  if (matches === false) return [];
  if (
    decisions.some(({ message = '' }) => /compilation error|fails to compile|must evaluate to/.test(message))
  )
    return undefined;
  return decisions
    .flatMap(({ action, evaluation, message = '' }) => {
      if (evaluation === 'error') return action === 'deny' ? ['error'] : [];
      return evaluation === 'deny' ? [`deny: ${message}`] : [];
    })
    .sort();
}

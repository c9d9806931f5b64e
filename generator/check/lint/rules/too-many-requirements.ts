import { defineRule } from '../rule.ts';

const most = 95;

export const rule = defineRule({
  code: 'too-many-requirements',
  severity: 'warning',
  what: 'A NodePool speaks of more than 95 labels, in its requirements and in its template’s labels together.',
  why: 'Karpenter turns labels into requirements and adds some of its own. A NodeClaim holds at most 100; beyond that the API server refuses it, and no node is launched.',
  help: 'Put labels that nothing selects on the nodes by other means.',
  bad: 'metadata:\n  labels: { l1: a, l2: a, … l96: a }',
  good: 'metadata:\n  labels: { l1: a, l2: a }',
  find: ({ pools }) =>
    pools
      .filter(({ requirements }) => requirements.size > most)
      .map(({ title, requirements }) => ({
        object: title,
        path: ['spec', 'template'],
        message: `This pool speaks of ${requirements.size} labels; a NodeClaim has room for 100 with Karpenter’s own`,
        help: `Keep labels and requirements together below ${most}`,
      })),
});

import { defineRule } from '../rule.ts';

const most = 95;

export const rule = defineRule({
  code: 'too-many-requirements',
  severity: 'warning',
  impact: 'scheduling',
  what: 'A NodePool has more than 95 labels in its requirements and in its template’s labels together.',
  why: 'Karpenter turns labels into requirements and adds some of its own. The API server rejects a NodeClaim with more than 100, so Karpenter launches no node.',
  help: 'Remove labels that nothing selects, or set them on the nodes in another way.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.template.metadata\nlabels: { l1: a, l2: a, l3: a, l4: a, l5: a, l6: a, l7: a, l8: a, l9: a, l10: a, l11: a, l12: a, l13: a, l14: a, l15: a, l16: a, l17: a, l18: a, l19: a, l20: a, l21: a, l22: a, l23: a, l24: a, l25: a, l26: a, l27: a, l28: a, l29: a, l30: a, l31: a, l32: a, l33: a, l34: a, l35: a, l36: a, l37: a, l38: a, l39: a, l40: a, l41: a, l42: a, l43: a, l44: a, l45: a, l46: a, l47: a, l48: a, l49: a, l50: a, l51: a, l52: a, l53: a, l54: a, l55: a, l56: a, l57: a, l58: a, l59: a, l60: a, l61: a, l62: a, l63: a, l64: a, l65: a, l66: a, l67: a, l68: a, l69: a, l70: a, l71: a, l72: a, l73: a, l74: a, l75: a, l76: a, l77: a, l78: a, l79: a, l80: a, l81: a, l82: a, l83: a, l84: a, l85: a, l86: a, l87: a, l88: a, l89: a, l90: a, l91: a, l92: a, l93: a, l94: a, l95: a, l96: a }',
  good: '# fleet.yaml: spec.pools.general.nodePool.template.metadata\nlabels: { l1: a, l2: a }',
  find: ({ pools }) =>
    pools
      .filter(({ requirements }) => requirements.size > most)
      .map(({ title, requirements }) => ({
        object: title,
        path: ['spec', 'template'],
        message: `This pool has ${requirements.size} labels in requirements and template; a NodeClaim holds 100, with Karpenter’s own`,
        help: `Keep labels and requirements together below ${most}`,
      })),
});

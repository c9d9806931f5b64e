/** A value of the variable EKS_CLUSTER_NAME, which only tags use. */
export interface ValueMutant {
  what: string;
  /** `undefined` for none at all. */
  value: string | undefined;
}

/** What YAML makes of values once they are substituted; Flux reads the text again (fluxcd/pkg kustomize, SubstituteVariables). */
export const VALUE_MUTANTS: readonly ValueMutant[] = [
  { what: 'a name', value: 'prod-1' },
  { what: 'text with a colon', value: 'arn:aws:eks' },
  { what: 'digits', value: '12345' },
  { what: 'digits in quotes of its own', value: '"12345"' },
  { what: 'digits after a zero', value: '012345678901' },
  { what: 'octal digits', value: '0755' },
  { what: 'a number with an exponent', value: '1e3' },
  { what: 'a number with a fraction', value: '1.5' },
  { what: 'a number with underscores', value: '1_000' },
  { what: 'digits and a letter', value: '12345a' },
  { what: 'true', value: 'true' },
  { what: 'yes', value: 'yes' },
  { what: 'off', value: 'off' },
  { what: 'null', value: 'null' },
  { what: 'a tilde', value: '~' },
  { what: 'nothing between the quotes', value: '' },
  { what: 'a list', value: '[a, b]' },
  { what: 'a mapping', value: '{a: b}' },
  { what: 'a key', value: 'a: b' },
  { what: 'a comment', value: 'a #b' },
  { what: 'a hash within', value: 'a#b' },
  { what: 'an alias', value: '*a' },
  { what: 'an at sign first', value: '@a' },
  { what: 'a lone quote', value: "'a" },
  { what: 'spaces around', value: ' a ' },
  { what: 'a date', value: '2026-01-01' },
  { what: 'a version', value: '1.2.3' },
  { what: 'letters of other alphabets', value: 'größe-日本' },
  { what: 'another variable', value: '${KARPENTER_NODE_ROLE}' },
  { what: 'no value', value: undefined },
];

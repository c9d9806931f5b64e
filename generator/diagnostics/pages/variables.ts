import type { CodePage } from '../page.ts';

/** Variables and their substitution. */
export const VARIABLE_PAGES = {
  'undeclared-variable': {
    what: 'A value refers to `${NAME}`, but `spec.variables` does not declare NAME.',
    why: 'envsubst replaces an unknown variable with nothing. Flux does the same before 2.9, and fails the Kustomization from 2.9 on. Argo CD applies the literal text `${NAME}`.',
    help: 'Declare the variable under `spec.variables` and give every cluster a value. To keep the text literally, write `$${NAME}`. In `userData`, an undeclared `${NAME}` stays literal; a warning reports it only where a declared variable has nearly the same name.',
    bad: '# fleet.yaml: spec.pools.general.nodeClass\nrole: node-${CLUSTER_NAME}',
    good: '# fleet.yaml: spec.pools.general.nodeClass\nrole: node-${CLUSTER}',
  },
  'unsupported-substitution': {
    what: 'A value uses a form of substitution other than `${NAME}`, such as a default (`${NAME:-x}`), an operator, or `$NAME` without braces for a declared variable.',
    why: 'Only Flux evaluates these forms. GNU envsubst and Argo CD leave the text as it is, so clusters would get different objects from each tool. `$NAME` stays literal text everywhere.',
    help: 'Use `${NAME}` and give each cluster a value. To keep the text literally, write `$${NAME:-x}`.',
    bad: '# fleet.yaml: spec.pools.general.nodeClass\nrole: ${CLUSTER:-nodes}',
    good: '# fleet.yaml: spec.pools.general.nodeClass\nrole: ${CLUSTER}',
  },
  'variable-in-key': {
    what: 'A key of a mapping contains a `$`.',
    why: 'Argo CD’s patches address fields by their path, so they cannot replace a part of a key. Two variables with the same value would also produce duplicate keys.',
    help: 'Put the variable into the value: a tag selector can be `tags: { karpenter.sh/discovery: "${CLUSTER}" }`.',
    bad: '# fleet.yaml: spec.pools.general.nodeClass\ntags: { "kubernetes.io/cluster/${CLUSTER}": owned }',
    good: '# fleet.yaml: spec.pools.general.nodeClass\ntags: { cluster: "${CLUSTER}" }',
  },
  'invalid-variable-value': {
    what: 'A cluster’s value for a variable cannot be used where the variable is used: it has a line break, YAML reads it as something else (`a #b`, `~`, leading spaces), or the field does not accept the resulting text.',
    why: 'Flux removes line breaks and envsubst keeps them. All tools substitute text and read the YAML afterwards, so ` #` starts a comment and `~` becomes null. A value that the CRD does not accept makes the API server reject the object in this cluster only.',
    help: 'Change the value in the cluster’s `variables`. Quotes inside the value keep it a string: `\'"a #b"\'`.',
    bad: '# fleet.yaml: spec.pools.general.nodeClass\nrole: ${CLUSTER}\n---\n# fleet.yaml: spec.environments.prod.clusters.prod-1.variables\nCLUSTER: "prod #1"',
    good: '# fleet.yaml: spec.pools.general.nodeClass\nrole: ${CLUSTER}\n---\n# fleet.yaml: spec.environments.prod.clusters.prod-1.variables\nCLUSTER: prod-1',
  },
  'undefined-variable': {
    what: 'A cluster has no value for a variable that its objects use.',
    why: 'envsubst replaces it with nothing. Flux fails the Kustomization (`substitution is strict`, the default from 2.9), or also replaces it with nothing before 2.9. A selector with an empty value matches no subnet or the wrong ones.',
    help: 'Add the variable to `variables` of the cluster, or let Flux read it from a ConfigMap or Secret with `delivery.flux.substituteFrom`.',
    bad: '# fleet.yaml: spec.environments.prod.clusters.prod-1\nvariables: null',
    good: '# fleet.yaml: spec.environments.prod.clusters.prod-1\nvariables: { CLUSTER: prod-1 }',
  },
  'unknown-placeholder': {
    what: 'A variable’s `default`, or the value of an environment or cluster, has a placeholder in braces that is not replaced. Only `{cluster}` is replaced, in defaults and in values of environments. A field of a pool or node class, at any depth, has one; nothing is replaced there, and in `role` and `instanceProfile` this is an error. In the settings of Flux and Argo CD this is an error: only `{environment}` is replaced, in `targetRevision` and in branch, tag and name of `source.ref`.',
    why: 'Clusters get the text with its braces: a role `karpenter-{env}` that does not exist, a tag that matches no subnet, a branch that does not exist.',
    help: 'Write the placeholder that the message names, or the final text. Waive the finding if the braces are intended.',
    bad: '# fleet.yaml: spec.environments.prod.clusters.prod-1\nvariables: null\n---\n# fleet.yaml: spec.environments.prod\nvariables: { CLUSTER: "{cluster}-{env}" }',
    good: '# fleet.yaml: spec.environments.prod.clusters.prod-1\nvariables: null\n---\n# fleet.yaml: spec.environments.prod\nvariables: { CLUSTER: "{cluster}-prod" }',
  },
  'unused-variable': {
    what: 'A variable is declared under `spec.variables`, but no object of any environment uses it.',
    why: 'Everyone who adds a cluster must set a value that has no effect. Often the variable is misspelled where it should be used.',
    help: 'Use the variable, or remove it from `spec.variables` and from the clusters.',
    bad: '# fleet.yaml: spec.variables\nREGION: { description: AWS region }\n---\n# fleet.yaml: spec.environments.prod.clusters.prod-1.variables\nREGION: eu-west-1',
    good: '# fleet.yaml: spec.variables\nREGION: { description: AWS region }\n---\n# fleet.yaml: spec.environments.prod.clusters.prod-1.variables\nREGION: eu-west-1\n---\n# fleet.yaml: spec.pools.general.nodeClass\ntags: { region: "${REGION}" }',
  },
  'variable-pattern-mismatch': {
    what: 'A cluster’s value for a variable, or the variable’s `example`, does not match the `pattern` that the variable declares. The pattern (RE2) has to match the whole value.',
    why: 'The fleet declares the pattern to catch wrong values: an account ID with a missing digit, a cluster name of another environment.',
    help: 'Correct the value, or the pattern under `spec.variables`.',
    bad: '# fleet.yaml: spec.variables\nCLUSTER: { pattern: "dev-[0-9]+" }',
    good: '# fleet.yaml: spec.variables\nCLUSTER: { pattern: "prod-[0-9]+" }',
  },
  'variable-type-mismatch': {
    what: 'After substitution, YAML reads a value as a number, boolean or null, but the field takes a string (or the other way round).',
    why: 'The value is a string in fleet.yaml, but substitution puts it into the YAML without quotes: `012345678901` becomes a number, `yes` becomes true. The API server rejects the object, so kubectl and Flux fail for this cluster.',
    help: 'Put quotes inside the value, so that they end up in the YAML: `\'"012345678901"\'`.',
    bad: '# fleet.yaml: spec.pools.general.nodeClass\ntags: { account: "${CLUSTER}" }\n---\n# fleet.yaml: spec.environments.prod.clusters.prod-1.variables\nCLUSTER: "123456789012"',
    good: '# fleet.yaml: spec.pools.general.nodeClass\ntags: { account: "${CLUSTER}" }\n---\n# fleet.yaml: spec.environments.prod.clusters.prod-1.variables\nCLUSTER: \'"123456789012"\'',
  },
} satisfies Record<string, CodePage>;

import type { CodePage } from '../page.ts';

/** Reading files, and what the system reports. */
export const FILE_PAGES = {
  'command-failed': {
    what: 'The operating system, git or another program reported an error, so the command ended early. The message has that error.',
    why: 'Poolwright could not do what the command is for; the exit code is 3, not 1, so that CI can tell a broken machine from a bad fleet. `generate` replaces each file in one step: a file is either the old one or the new one, never half of one.',
    help: 'Fix what the message names (a full disk, a missing permission, a folder that is not a git repository), then run the command again.',
    situation:
      'The disk is full, a folder is read-only, git is missing, or the folder is not a git repository.',
    bad: '$ cd /tmp/not-a-repository && poolwright commit',
    good: '$ cd /tmp/not-a-repository && git init && poolwright commit',
  },
  'file-not-found': {
    what: 'A file or folder that the command line, `include` or `workloads` names does not exist, the folder of `--cwd` among them. A pattern that matches nothing counts, too.',
    why: 'The fleet would be read without the part that was meant to be there: pools and clusters would be missing from the generated tree, and Flux or Argo CD would prune them.',
    help: 'Correct the path or the pattern. Paths are relative to the folder of fleet.yaml; `--cwd DIR` names another folder.',
    bad: '# fleet.yaml: include\n- clusters/*.yml\n---\n# clusters/prod.yaml\nspec: { environments: { prod: { clusters: { prod-2: { variables: { CLUSTER: prod-2 } } } } } }',
    good: '# fleet.yaml: include\n- clusters/*.yaml\n---\n# clusters/prod.yaml\nspec: { environments: { prod: { clusters: { prod-2: { variables: { CLUSTER: prod-2 } } } } } }',
  },
  'invalid-price': {
    what: 'A line of the file that `--prices` names is not `type,region,dollars an hour`, has the price of another line again, or names a type or region that the catalogue does not know, which is a warning.',
    why: 'A price that is skipped would leave the sum with the list price, which looks right and is not.',
    help: 'Correct the line that the message names. [prices.md](prices.md) describes the format.',
    situation: 'The price file has such a line.',
    bad: 'm5.large,us-east-1,$0.08',
    good: 'm5.large,us-east-1,0.08',
  },
  'file-too-large': {
    what: 'A file of the fleet is larger than 4 MiB.',
    why: 'Poolwright does not read it, since a YAML document of that size takes seconds and hundreds of megabytes of memory.',
    help: 'Split the fleet with `include`: one file for each environment or group of clusters.',
    situation: 'The file is larger than the limit.',
    bad: '$ du -h fleet.yaml\n7.1M\tfleet.yaml',
    good: '$ du -h fleet.yaml clusters/*.yaml\n4.0K\tfleet.yaml\n3.4M\tclusters/eu.yaml\n3.7M\tclusters/us.yaml',
  },
  'yaml-syntax': {
    what: 'A file is not valid YAML 1.2 or holds something that cannot be kept on the way to the cluster. Common causes: a tab in the indentation, a missing bracket or quote, an unquoted `{{ … }}` or `*`.',
    why: 'kubectl, kustomize, Flux and Argo CD reject such a file as well. Nothing of it is checked.',
    help: 'Fix the YAML at the line and column of the message; often the cause is on the line before. Quote values that start with `{`, `[`, `*`, `&`, `%`, `@` or a backtick.',
    bad: '# fleet.yaml\napiVersion: poolwright.dev/v1alpha1\nkind: Fleet\nmetadata: { name: my-fleet\nspec:\n  karpenter: "1.15"',
    good: '# fleet.yaml\napiVersion: poolwright.dev/v1alpha1\nkind: Fleet\nmetadata: { name: my-fleet }\nspec:\n  karpenter: "1.15"',
  },
  'yaml-duplicate-key': {
    what: 'A mapping has the same key twice. In a kustomization it is a warning, since kustomize accepts it.',
    why: 'YAML forbids it. kustomize reads the last of two lists of `resources` or `patches`, and builds without what the other names. Readers that accept it keep one of the two values, and not all keep the same one, so that half of the declaration disappears without an error.',
    help: 'Merge the two entries under one key, or rename one.',
    bad: '# fleet.yaml\napiVersion: poolwright.dev/v1alpha1\nkind: Fleet\nmetadata: { name: my-fleet }\nspec:\n  karpenter: "1.14"\n  karpenter: "1.15"',
    good: '# fleet.yaml\napiVersion: poolwright.dev/v1alpha1\nkind: Fleet\nmetadata: { name: my-fleet }\nspec:\n  karpenter: "1.15"',
  },
  'yaml-alias-limit': {
    what: 'An alias (`*name`) cannot be expanded: the file’s aliases expand to more values than Poolwright reads, an alias is inside its own anchor, or its anchor does not exist.',
    why: 'A few lines of nested aliases can stand for billions of values and exhaust the memory of whatever reads them (the “billion laughs” attack). The API server has a limit as well.',
    help: 'Define the anchor before the alias. Write repeated values out, or move them to `spec.defaults`, which is merged under every pool.',
    bad: '# fleet.yaml\napiVersion: poolwright.dev/v1alpha1\nkind: Fleet\nmetadata: { name: my-fleet }\nspec:\n  workloads: [*files]',
    good: '# fleet.yaml\napiVersion: poolwright.dev/v1alpha1\nkind: Fleet\nmetadata: { name: my-fleet }\nspec:\n  karpenter: "1.15"',
  },
  'file-encrypted': {
    what: '`import` found an object that SOPS has encrypted.',
    why: 'What it holds is not known, so it is not part of the fleet. Everything else is imported; the exit code is 1.',
    help: 'Decrypt the file to standard output and import that: `sops --decrypt FILE | poolwright import --cluster NAME=-`. Values that must stay out of git belong to a Secret that `delivery.flux.substituteFrom` names.',
    situation: 'A source is encrypted.',
    bad: '$ poolwright import clusters/',
    good: '$ sops --decrypt clusters/prod-1/pools.yaml | poolwright import --cluster prod-1=-',
  },
  'not-imported': {
    what: '`import` found something that fleet.yaml cannot hold: an object of an old Karpenter version that cannot be converted, a template that is not rendered, a pool without its node class, a field of metadata, a field of a Flux Kustomization.',
    why: 'Nothing is dropped silently. The rest is imported; the exit code is 1 where an object, or a part of one, was left out, and 0 where only a warning says what delivery does differently.',
    help: 'Do what the message says, then import again; or keep the object where it is, outside the fleet.',
    situation: 'A source has an object that no fleet can declare.',
    bad: '$ poolwright import nodepools/',
    good: '$ helm template pools charts/pools | poolwright import --cluster prod-1=-',
  },
  'import-differs': {
    what: 'Rendered for a cluster, the imported fleet gives another object than the source has, once defaults are filled in.',
    why: 'Applying it would change the cluster. Nothing is written without `--force`.',
    help: 'Make the source say it in a way that fleet.yaml can say, as a label that is the same in all environments; or write the fleet with `--force` and correct it.',
    situation: 'An environment changes a label or annotation of a pool, which no override can do.',
    bad: '$ poolwright import overlays/',
    good: '$ poolwright import overlays/ --force',
  },
} satisfies Record<string, CodePage>;

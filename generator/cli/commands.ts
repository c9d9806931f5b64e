import { PROFILES } from '../diagnostics/profile.ts';
import { KUBECONFORM_MODES } from '../external/kubeconform/modes.ts';
import { FAIL_ON, FORMATS } from './choices.ts';
import { formatsOf, type WithoutFindings } from './formats.ts';

/** One option of a command, as `node:util` parses it. */
export interface Option {
  type: 'boolean' | 'string';
  short?: string;
  /** What `--help` calls the value of a string option. */
  value?: string;
  help: string;
  /** May be given several times. */
  multiple?: true;
  /** A string option whose value may be left out, which then is empty. */
  alone?: true;
  /** What a string option takes, where it is not free; where `value` has a comma, several of it with commas between. */
  choices?: readonly string[];
}

/** What the command line knows of a command before it is loaded. */
export interface CommandEntry {
  summary: string;
  /** Positional arguments as `--help` shows them, one word each. */
  positionals: string[];
  options: Record<string, Option>;
  /** Formats beside those of all commands. */
  formats?: readonly string[];
  /** Of a command that reports no findings. */
  withoutFindings?: WithoutFindings;
  /** The file that it writes always: its format, the option that names it, and its name without that option. */
  writes?: { format: string; option: string; file: string };
  /** Shell lines with what each does. */
  examples: [line: string, does: string][];
}

const KUBECONFORM: Option = {
  type: 'string',
  value: KUBECONFORM_MODES.join('|'),
  choices: KUBECONFORM_MODES,
  help: 'validate with kubeconform, too: where it is built, one cluster per environment (auto); fail where it is not built (require); every cluster (all)',
};

const NO_CACHE: Option = {
  type: 'boolean',
  help: 'do not use cached results: check again what was checked before with the same content, version and day',
};

const BASE_OPTION = { type: 'string', value: 'REF|auto|none' } as const;

/** What is planned, and how. */
const PLAN_OPTIONS: Record<string, Option> = {
  karpenter: { type: 'string', value: 'VERSION', help: 'plan an upgrade of Karpenter to VERSION' },
  kubernetes: {
    type: 'string',
    value: 'VERSION',
    help: 'plan an upgrade of the clusters to Kubernetes VERSION',
  },
  at: {
    type: 'string',
    value: 'TIME',
    help: 'when the change arrives, as 2026-11-29T22:00:00Z (default: now)',
  },
  'time-zone': {
    type: 'string',
    value: 'ZONE',
    help: 'of printed times, as Europe/Berlin (default: UTC)',
  },
  state: {
    type: 'string',
    multiple: true,
    value: '[CLUSTER=]FILE',
    help: 'what CLUSTER runs, from kubectl get nodepools,ec2nodeclasses,nodeclaims,nodes,pods,pdb -A -o json; - is stdin; may be repeated',
  },
  server: {
    type: 'string',
    multiple: true,
    alone: true,
    value: '[[CLUSTER=]CONTEXT]',
    help: 'read the same from the API server of a kubeconfig context; {cluster} in it stands for each cluster, and alone it is {cluster}',
  },
  prices: {
    type: 'string',
    value: 'FILE',
    help: 'prices that replace the catalogue’s: CSV of type, region and dollars an hour',
  },
  nodes: { type: 'string', multiple: true, value: 'POOL=N', help: 'POOL has N nodes; may be repeated' },
  'fail-on': {
    type: 'string',
    value: 'EFFECT,…',
    choices: FAIL_ON,
    help: 'exit 1 where a pool has one of these effects: deleted, stalls, all, some, unknown, absorbed; or where an upgrade has objects rejected: rejected',
  },
};

/** Options that every command has. */
export const SHARED_OPTIONS: Record<string, Option> = {
  cwd: { type: 'string', value: 'DIR', help: 'run in DIR, the folder that holds fleet.yaml (default: here)' },
  format: {
    type: 'string',
    multiple: true,
    value: 'FORMAT[=FILE]',
    choices: FORMATS,
    help: formatHelp(FORMATS),
  },
  'max-findings': {
    type: 'string',
    value: 'N',
    help: 'show at most N findings as text or markdown, 0 for all (default: 50); other formats have all',
  },
  quiet: { type: 'boolean', help: 'print findings only: no summary, and no progress on a terminal' },
  timing: { type: 'boolean', help: 'print how long each stage took' },
  debug: { type: 'boolean', help: 'print where in the program a bug of Poolwright happened' },
  help: { type: 'boolean', short: 'h', help: 'print this help' },
};

export const COMMANDS: Record<string, CommandEntry> = {
  init: {
    summary: 'write a fleet.yaml for new pools, by five questions or by options',
    positionals: [],
    options: {
      clusters: {
        type: 'string',
        value: '[ENV/]NAME,…',
        help: 'names of the EKS clusters; prod/shop puts shop into the environment prod',
      },
      delivery: {
        type: 'string',
        value: 'flux|argocd|plain',
        help: 'what applies the objects (default: flux)',
      },
      role: {
        type: 'string',
        value: 'ROLE',
        help: 'IAM role of the nodes; {cluster} stands for the name of the cluster (default: KarpenterNodeRole-{cluster})',
      },
      capacity: {
        type: 'string',
        value: 'on-demand|spot|both',
        help: 'what nodes are bought as (default: on-demand)',
      },
      accelerators: {
        type: 'string',
        value: 'none|nvidia,neuron',
        help: 'a pool for each of these (default: none)',
      },
      name: { type: 'string', value: 'NAME', help: 'name of the fleet (default: that of the folder)' },
      hook: { type: 'boolean', help: 'install the git hook that runs the gate before each commit, too' },
      ci: {
        type: 'string',
        value: 'github|gitlab',
        choices: ['github', 'gitlab'],
        help: 'write a pipeline that runs the gate, too',
      },
      new: { type: 'boolean', help: 'start a new fleet in a folder that has Karpenter manifests' },
    },
    examples: [
      ['poolwright init --clusters dev-1,prod-1', 'at a terminal, asks for the rest'],
      [
        'poolwright init --clusters dev/shop,prod/shop-1 --delivery argocd --capacity both --ci github',
        'with a pipeline, for a script',
      ],
    ],
  },
  generate: {
    summary: 'write the GitOps tree that fleet.yaml declares, once every cluster would accept it',
    positionals: [],
    options: {
      check: {
        type: 'boolean',
        help: 'write nothing; exit 1 and list files that are stale, missing or edited by hand',
      },
      'dry-run': { type: 'boolean', help: 'write nothing; print the difference as a unified diff' },
      watch: {
        type: 'boolean',
        help: 'generate again whenever a file of the fleet appears, changes or vanishes',
      },
      report: {
        type: 'string',
        value: 'FILE',
        help: 'with --watch: write the page of poolwright report to FILE each time, also where the fleet has errors; a browser that shows it loads it again; an earlier page in FILE is replaced, any other content is not',
      },
      serve: {
        type: 'string',
        alone: true,
        value: '[PORT]',
        help: 'with --watch: serve that page to browsers on this machine, at a free port or PORT of 127.0.0.1 and ::1',
      },
      force: { type: 'boolean', help: 'write in spite of check findings and over files edited by hand' },
      'no-cache': NO_CACHE,
    },
    examples: [
      ['poolwright generate', 'write base/, overlays/, clusters/ and argocd/'],
      ['poolwright generate --check', 'is what is committed what fleet.yaml says?'],
      ['poolwright generate --watch --serve', 'and show in a browser what each save changes'],
    ],
  },
  validate: {
    summary:
      'check what every cluster would really get, and that the tree is what fleet.yaml says; or any manifests',
    positionals: ['[PATH…]'],
    formats: ['html'],
    options: {
      karpenter: {
        type: 'string',
        value: 'VERSION',
        help: 'would it still be valid with Karpenter VERSION? (default: what fleet.yaml says; of PATHs the newest)',
      },
      watch: {
        type: 'boolean',
        help: 'validate again whenever a file that is read appears, changes or vanishes',
      },
      kubernetes: { type: 'string', value: 'VERSION', help: 'the clusters’ Kubernetes version, as 1.34' },
      profile: {
        type: 'string',
        value: PROFILES.join('|'),
        choices: PROFILES,
        help: 'strict: warnings about outages and disruption are errors; relaxed: no notices (default: what fleet.yaml says)',
      },
      tier: { type: 'string', value: 'TIER', help: 'of PATHs: production asks for more care' },
      rules: {
        type: 'string',
        multiple: true,
        value: 'GLOB',
        help: 'of PATHs: check them by the rules and admission policies of these files, too; of a fleet spec.checks.rules names them',
      },
      var: {
        type: 'string',
        multiple: true,
        value: 'NAME=VALUE',
        help: 'of PATHs: put VALUE for ${NAME} as Flux does; without --var and --var-file a field that contains ${…} is not validated',
      },
      'var-file': {
        type: 'string',
        value: 'FILE',
        help: 'of PATHs: the same with all NAME=VALUE lines of FILE',
      },
      base: {
        ...BASE_OPTION,
        help: 'of a fleet: check it as an update of what git has at REF; none: as all new (default: auto, where the branch left its upstream; as all new where there is no upstream, or nothing changed since)',
      },
      kubeconform: KUBECONFORM,
      'no-cache': NO_CACHE,
      server: {
        type: 'string',
        multiple: true,
        value: '[[CLUSTER=]CONTEXT]',
        alone: true,
        help: 'of a fleet: validate every object on an API server, too, in a dry run: by the kubeconfig’s current context, or CONTEXT; with CLUSTER that cluster’s objects; {cluster} in CONTEXT stands for each cluster; may be repeated',
      },
    },
    examples: [
      ['poolwright validate', 'check the tree on disk'],
      ['poolwright validate --server staging', 'would that server itself take it? nothing is changed there'],
      [
        'poolwright validate --server "{cluster}"',
        'would each cluster’s own server take what that cluster gets?',
      ],
      ['poolwright validate --karpenter 1.15', 'would all clusters still take it after an upgrade?'],
      ['poolwright validate --base origin/main', 'would they take it as an update of what they have?'],
      ['poolwright validate nodepools/ --var CLUSTER=prod', 'check manifests without a fleet'],
      ['poolwright validate nodepools/ --rules "rules/*.yaml"', 'check them by rules of your own, too'],
      ['kubectl get nodepools,ec2nodeclasses -o yaml | poolwright validate -', 'check what a cluster has'],
    ],
  },
  plan: {
    summary:
      'say what a change does to running nodes: which are replaced, where, how many at once, and what is deleted',
    positionals: ['[REV1..REV2]', '[ENV|CLUSTER…]'],
    formats: ['html'],
    withoutFindings: {
      product: 'a plan',
      help: 'Use text, json, markdown or html; poolwright validate --base REF reports what a change does as findings',
    },
    options: {
      base: {
        ...BASE_OPTION,
        help: 'what clusters have (default: auto, where the branch left its upstream, else HEAD)',
      },
      staged: {
        type: 'boolean',
        help: 'plan what git is about to commit in place of what is in the work tree',
      },
      ...PLAN_OPTIONS,
      verbose: { type: 'boolean', help: 'show what has no effect on running nodes, too, and every field' },
    },
    examples: [
      ['poolwright plan', 'what happens to running nodes when this branch is merged?'],
      ['poolwright plan --base origin/main --format markdown', 'the same, as a comment of a pull request'],
      ['poolwright plan v1.4..v1.5 prod', 'what did that release do to prod?'],
      ['poolwright plan --karpenter 1.15 --fail-on deleted,stalls,all', 'would an upgrade roll nodes?'],
    ],
  },
  report: {
    summary:
      'write a page for a browser: what a change does to running nodes, what is wrong, and what pools can launch',
    positionals: ['[REV1..REV2]', '[ENV|CLUSTER…]'],
    formats: ['html'],
    writes: { format: 'html', option: 'output', file: 'report.html' },
    options: {
      output: {
        type: 'string',
        short: 'o',
        value: 'FILE',
        help: 'write the page to FILE, - is stdout (default: report.html); an earlier page in FILE is replaced, any other content is not',
      },
      base: {
        ...BASE_OPTION,
        help: 'what clusters have (default: auto, where the branch left its upstream, else HEAD)',
      },
      ...PLAN_OPTIONS,
    },
    examples: [
      ['poolwright report', 'a page of this branch, for a browser'],
      ['poolwright report --base origin/main -o review.html', 'for CI, which keeps the file with the job'],
    ],
  },
  fit: {
    summary:
      'say which pools and instance types can take the pods of each workload, what Karpenter launches for them, and why other pools cannot',
    positionals: ['[ENV|CLUSTER]', '[WORKLOAD…]'],
    options: {
      prices: {
        type: 'string',
        value: 'FILE',
        help: 'take prices of FILE where it has them: lines of type,region,dollars an hour',
      },
      'fail-on': {
        type: 'string',
        value: 'unschedulable',
        choices: ['unschedulable'],
        help: 'exit 1 where a pod finds no node',
      },
    },
    examples: [
      ['poolwright fit', 'where do the workloads run, and on what?'],
      ['poolwright fit prod llama2', 'one workload in one environment'],
      ['poolwright fit --fail-on unschedulable', 'for CI: exit 1 where a pod would stay pending'],
    ],
  },
  diff: {
    summary:
      'compare two environments or two clusters by what they mean to Karpenter, also of other revisions',
    positionals: ['A[@REV]', 'B[@REV]'],
    withoutFindings: { product: 'a difference', help: 'Use text, json or markdown' },
    options: {
      'exit-code': { type: 'boolean', help: 'exit 1 where they differ' },
    },
    examples: [
      ['poolwright diff staging prod', 'what is different in prod?'],
      ['poolwright diff prod@v1.4 prod --format markdown', 'what changed there since a release?'],
    ],
  },
  instances: {
    summary:
      'list the EC2 instance types that each pool can launch, why it cannot launch the others, what each leaves to pods and costs',
    positionals: ['[ENV|CLUSTER]', '[POOL…]'],
    formats: ['csv', 'html'],
    options: {
      columns: {
        type: 'string',
        value: 'NAME,…',
        help: 'what the table shows: type, vcpu, memory, pod-cpu, pod-memory, pods, pod-storage, devices, network, zones, price, spot',
      },
      prices: {
        type: 'string',
        value: 'FILE',
        help: 'prices that replace the catalogue’s: CSV of type, region and dollars an hour',
      },
      sort: {
        type: 'string',
        value: 'NAME',
        help: 'sort by a column, as price (default: the order in which Karpenter tries them)',
      },
    },
    examples: [
      ['poolwright instances', 'what can each pool launch, and what does it cost?'],
      ['poolwright instances prod inferentia-inf2 --sort price', 'one pool of one environment'],
      ['poolwright instances --format csv', 'for a spreadsheet; json and markdown are there, too'],
    ],
  },
  render: {
    summary: 'print the objects of an environment, or of a cluster with its variables filled in',
    positionals: ['ENV|CLUSTER'],
    options: {},
    examples: [
      ['poolwright render prod', 'as kubectl kustomize overlays/prod prints it'],
      [
        'poolwright render eks-workshop-dev | kubectl apply -f -',
        'as kubectl kustomize overlays/dev | envsubst would',
      ],
    ],
  },
  gate: {
    summary: 'check what git is about to commit, in every fleet of the repository; for a pre-commit hook',
    positionals: [],
    options: {
      all: { type: 'boolean', help: 'check all that is in the index, changed or not; for CI' },
      since: {
        type: 'string',
        value: 'REV',
        help: 'check what is different from the commit REV (default: from HEAD)',
      },
      base: {
        ...BASE_OPTION,
        help: 'check it as an update of what git has at REF; none: as all new (default: the REV of --since, else auto, where the branch left its upstream, else HEAD)',
      },
      kubeconform: KUBECONFORM,
      'no-cache': NO_CACHE,
    },
    examples: [
      ['poolwright gate', 'would this commit break a cluster, or leave the tree behind fleet.yaml?'],
      ['poolwright gate --all --kubeconform require --format github', 'the same in CI, as annotations'],
    ],
  },
  comment: {
    summary:
      'write reports into one comment of the pull or merge request of a CI job, and update it in later jobs',
    positionals: ['FILE…'],
    options: {
      id: {
        type: 'string',
        value: 'ID',
        help: 'tells apart several comments of one request, as those of two fleets (default: poolwright)',
      },
      number: {
        type: 'string',
        value: 'N',
        help: 'of the pull or merge request (default: the one that the job runs for)',
      },
    },
    examples: [
      [
        'poolwright plan --format markdown=plan.md && poolwright comment plan.md',
        'in a job of GitHub Actions with GITHUB_TOKEN, or of GitLab CI with GITLAB_TOKEN',
      ],
      ['poolwright comment --id staging plan.md', 'beside the comment of another fleet'],
    ],
  },
  hooks: {
    summary:
      'let git run the gate before each commit of this repository, or no longer, or say whether it does',
    positionals: ['install|uninstall|status'],
    options: {},
    examples: [
      ['poolwright hooks install', 'a hook that is there already is kept, and runs first'],
      ['poolwright hooks uninstall', 'puts back the hook that was there before'],
    ],
  },
  explain: {
    summary: 'print what a diagnostic code means and how to fix it, or what a field of fleet.yaml takes',
    positionals: ['CODE|FIELD'],
    options: {},
    examples: [
      ['poolwright explain ami-latest', 'the page of one code; docs/diagnostics.md has all of them'],
      [
        'poolwright explain "spec.pools.*.nodePool.disruption"',
        'a field of fleet.yaml; docs/fleet.md has all of them',
      ],
    ],
  },
  schema: {
    summary: 'print the JSON Schema of fleet.yaml, with which editors complete and document each field',
    positionals: [],
    options: {
      output: { type: 'string', value: 'FILE', help: 'write it to FILE' },
    },
    examples: [
      [
        'poolwright schema --output schemas/fleet.schema.json',
        'the file that the first line of fleet.yaml names',
      ],
    ],
  },
  completion: {
    summary: 'print the script by which bash, zsh or fish completes commands, options and names of the fleet',
    positionals: ['bash|zsh|fish'],
    options: {},
    examples: [
      ['source <(poolwright completion bash)', 'in ~/.bashrc; of zsh in ~/.zshrc, after compinit'],
      ['poolwright completion fish > poolwright.fish', 'fish loads it from ~/.config/fish/completions'],
    ],
  },
  commit: {
    summary:
      'commit the fleet and its generated files, and nothing else, with a message that says what changed',
    positionals: [],
    options: {
      branch: {
        type: 'string',
        value: 'NAME',
        help: 'commit on branch NAME, made from the current commit if it is new',
      },
      push: { type: 'boolean', help: 'push the branch afterwards' },
      'no-cache': NO_CACHE,
    },
    examples: [
      ['poolwright commit', 'one commit, or none if nothing changed; other staged files stay staged'],
      ['poolwright commit --branch pools --push', 'on a branch of its own, pushed'],
    ],
  },
  import: {
    summary: 'write fleet.yaml from manifests, overlays, Flux or clusters, and prove that it changes nothing',
    positionals: ['[SOURCE…]'],
    options: {
      environment: {
        type: 'string',
        multiple: true,
        value: 'NAME=SOURCE',
        help: 'SOURCE has the objects of environment NAME (default: by layout, as overlays/NAME)',
      },
      cluster: {
        type: 'string',
        multiple: true,
        value: '[ENV/]NAME=SOURCE',
        help: 'SOURCE has the objects of cluster NAME, or is an env file with its values; - for standard input',
      },
      only: {
        type: 'string',
        multiple: true,
        value: 'POOL',
        help: 'import POOL with its node class, and leave the others where they are',
      },
      name: {
        type: 'string',
        value: 'NAME',
        help: 'the name of the fleet (default: that of the Flux Kustomization, or of the folder)',
      },
      karpenter: {
        type: 'string',
        value: 'VERSION',
        help: 'the Karpenter release of the clusters (default: the newest)',
      },
      'dry-run': { type: 'boolean', help: 'write nothing; print fleet.yaml' },
      force: {
        type: 'boolean',
        help: 'write in spite of differences, and over a fleet.yaml, which is kept as fleet.yaml.orig',
      },
    },
    examples: [
      ['poolwright import .', 'the overlays and Flux Kustomizations of a repository'],
      [
        'kubectl get nodepools,ec2nodeclasses -o yaml | poolwright import --cluster prod-1=-',
        'what a cluster has',
      ],
      [
        'poolwright import --environment dev=overlays/dev --environment prod=overlays/prod',
        'kustomize overlays, named by hand',
      ],
    ],
  },
};

/** The options of a command, with the formats that this command has. */
export function optionsOf({ options, formats, withoutFindings }: CommandEntry): Record<string, Option> {
  const all = formatsOf(formats, withoutFindings);
  const { format } = SHARED_OPTIONS;
  return {
    ...options,
    ...SHARED_OPTIONS,
    ...(format && { format: { ...format, choices: all, help: formatHelp(all) } }),
  };
}

function formatHelp(formats: readonly string[]): string {
  const [, ...others] = formats;
  const html = formats.includes('html') ? '' : '; plan, validate and instances have html, too';
  return `text (default), ${others.join(', ')}; to FILE, or in place of the product; may be repeated${html}`;
}

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
  /** A string option whose value may be left out; it is then empty. */
  alone?: true;
  /** The allowed values of a string option, if it does not take any text; if `value` has a comma, several of them separated by commas. */
  choices?: readonly string[];
}

/** What the command line knows about a command before it is loaded. */
export interface CommandEntry {
  summary: string;
  /** Positional arguments as `--help` shows them, one word each. */
  positionals: string[];
  options: Record<string, Option>;
  /** Formats in addition to those of all commands. */
  formats?: readonly string[];
  /** Of a command that reports no findings. */
  withoutFindings?: WithoutFindings;
  /** The file that it always writes: its format, the option that names it, and its default name. */
  writes?: { format: string; option: string; file: string };
  /** Shell lines, each with what it does. */
  examples: [line: string, does: string][];
}

const KUBECONFORM: Option = {
  type: 'string',
  value: KUBECONFORM_MODES.join('|'),
  choices: KUBECONFORM_MODES,
  help: 'also validate with kubeconform. auto (default): one cluster per environment, if kubeconform is built; require: the same, and fail if it is not built; all: every cluster; off: never',
};

const NO_CACHE: Option = {
  type: 'boolean',
  help: 'ignore cached results and check everything again',
};

const BASE_OPTION = { type: 'string', value: 'REF|auto|none' } as const;

/** What is planned, and how. */
const PLAN_OPTIONS: Record<string, Option> = {
  karpenter: { type: 'string', value: 'VERSION', help: 'plan an upgrade to Karpenter VERSION' },
  kubernetes: {
    type: 'string',
    value: 'VERSION',
    help: 'plan an upgrade of the clusters to Kubernetes VERSION, such as 1.34',
  },
  at: {
    type: 'string',
    value: 'TIME',
    help: 'when the change reaches the clusters, such as 2026-11-29T22:00:00Z (default: now)',
  },
  'time-zone': {
    type: 'string',
    value: 'ZONE',
    help: 'time zone of printed times, such as Europe/Berlin (default: UTC)',
  },
  state: {
    type: 'string',
    multiple: true,
    value: '[CLUSTER=]FILE',
    help: 'read what CLUSTER runs from FILE (- is stdin), written with kubectl get nodepools,ec2nodeclasses,nodeclaims,nodes,pods,pdb -A -o json; may be repeated',
  },
  server: {
    type: 'string',
    multiple: true,
    alone: true,
    value: '[[CLUSTER=]CONTEXT]',
    help: 'read what CLUSTER runs from its API server, by kubeconfig context; {cluster} in CONTEXT stands for the name of each cluster (default: {cluster}); may be repeated',
  },
  prices: {
    type: 'string',
    value: 'FILE',
    help: 'prices that override those of the catalogue: CSV lines of type,region,dollars per hour',
  },
  nodes: {
    type: 'string',
    multiple: true,
    value: 'POOL=N',
    help: 'assume that POOL has N nodes; may be repeated',
  },
  'fail-on': {
    type: 'string',
    value: 'EFFECT,…',
    choices: FAIL_ON,
    help: 'exit 1 if the plan has one of these effects on a pool: deleted, stalls, all, some, unknown, absorbed; or if an upgrade rejects objects: rejected',
  },
};

/** Options that every command has. */
export const SHARED_OPTIONS: Record<string, Option> = {
  cwd: {
    type: 'string',
    value: 'DIR',
    help: 'run in DIR, the folder of fleet.yaml (default: the current folder)',
  },
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
    help: 'show at most N findings in text and markdown, 0 for all (default: 50); other formats show all',
  },
  quiet: { type: 'boolean', help: 'print findings only, without summary and progress' },
  timing: { type: 'boolean', help: 'print the time that each stage takes' },
  debug: { type: 'boolean', help: 'print the stack trace of an internal error' },
  help: { type: 'boolean', short: 'h', help: 'print this help' },
};

export const COMMANDS: Record<string, CommandEntry> = {
  init: {
    summary: 'write a first fleet.yaml, from five questions or from options',
    positionals: [],
    options: {
      clusters: {
        type: 'string',
        value: '[ENV/]NAME,…',
        help: 'names of the EKS clusters; prod/shop is the cluster shop in the environment prod',
      },
      delivery: {
        type: 'string',
        value: 'flux|argocd|plain',
        help: 'what applies the objects to the clusters (default: flux)',
      },
      role: {
        type: 'string',
        value: 'ROLE',
        help: 'IAM role of the nodes; {cluster} stands for the cluster name (default: KarpenterNodeRole-{cluster})',
      },
      capacity: {
        type: 'string',
        value: 'on-demand|spot|both',
        help: 'capacity type of the nodes (default: on-demand)',
      },
      accelerators: {
        type: 'string',
        value: 'none|nvidia,neuron',
        help: 'add a pool for each of these accelerators (default: none)',
      },
      name: { type: 'string', value: 'NAME', help: 'name of the fleet (default: name of the folder)' },
      hook: { type: 'boolean', help: 'also install the git hook that runs the gate before each commit' },
      ci: {
        type: 'string',
        value: 'github|gitlab',
        choices: ['github', 'gitlab'],
        help: 'also write a CI pipeline that runs the gate',
      },
      new: { type: 'boolean', help: 'start a new fleet even if the folder has Karpenter manifests' },
    },
    examples: [
      ['poolwright init --clusters dev-1,prod-1', 'asks for the rest at a terminal'],
      [
        'poolwright init --clusters dev/shop,prod/shop-1 --delivery argocd --capacity both --ci github',
        'all answers as options, with a CI pipeline',
      ],
    ],
  },
  generate: {
    summary: 'write the GitOps tree that fleet.yaml declares, after validating it for every cluster',
    positionals: [],
    options: {
      check: {
        type: 'boolean',
        help: 'write nothing; list files that are stale, missing or edited by hand, and exit 1 if there are any',
      },
      'dry-run': { type: 'boolean', help: 'write nothing; print a unified diff of what would change' },
      watch: {
        type: 'boolean',
        help: 'generate again whenever a file of the fleet changes',
      },
      report: {
        type: 'string',
        value: 'FILE',
        help: 'with --watch: also write the HTML report to FILE each time; browsers that show it reload it; FILE must be new or an earlier report',
      },
      serve: {
        type: 'string',
        alone: true,
        value: '[PORT]',
        help: 'with --watch: serve the HTML report to this machine only, on PORT (default: a free port)',
      },
      force: { type: 'boolean', help: 'write despite findings, and overwrite files edited by hand' },
      'no-cache': NO_CACHE,
    },
    examples: [
      ['poolwright generate', 'write base/, overlays/, clusters/ and argocd/'],
      ['poolwright generate --check', 'in CI: is the tree what fleet.yaml declares?'],
      ['poolwright generate --watch --serve', 'show in a browser what each save changes'],
    ],
  },
  validate: {
    summary: 'validate what every cluster gets and that the tree is up to date, or any manifests',
    positionals: ['[PATH…]'],
    formats: ['html'],
    options: {
      karpenter: {
        type: 'string',
        value: 'VERSION',
        help: 'validate against Karpenter VERSION (default: that of fleet.yaml; with PATH, the newest)',
      },
      watch: {
        type: 'boolean',
        help: 'validate again whenever a file that is read changes',
      },
      kubernetes: {
        type: 'string',
        value: 'VERSION',
        help: 'Kubernetes version of the clusters, such as 1.34',
      },
      profile: {
        type: 'string',
        value: PROFILES.join('|'),
        choices: PROFILES,
        help: 'strict: warnings about outages and disruption become errors; relaxed: no notices (default: that of fleet.yaml)',
      },
      tier: {
        type: 'string',
        value: 'TIER',
        help: 'with PATH: tier of the environment; production enables stricter rules',
      },
      rules: {
        type: 'string',
        multiple: true,
        value: 'GLOB',
        help: 'with PATH: also check the rules and admission policies in these files (a fleet lists them under spec.checks.rules); may be repeated',
      },
      var: {
        type: 'string',
        multiple: true,
        value: 'NAME=VALUE',
        help: 'with PATH: substitute VALUE for ${NAME} as Flux does; may be repeated. Without --var and --var-file, fields that contain ${…} are not validated',
      },
      'var-file': {
        type: 'string',
        value: 'FILE',
        help: 'with PATH: substitute all NAME=VALUE lines of FILE',
      },
      base: {
        ...BASE_OPTION,
        help: 'without PATH: validate updates of the objects at REF; none: validate every object as a new one; auto (default): REF is where the branch left its upstream, or none if there is no upstream or nothing changed since',
      },
      kubeconform: KUBECONFORM,
      'no-cache': NO_CACHE,
      server: {
        type: 'string',
        multiple: true,
        value: '[[CLUSTER=]CONTEXT]',
        alone: true,
        help: 'without PATH: also validate every object with a server-side dry run, by kubeconfig context (default: the current one); CLUSTER= limits it to the objects of that cluster; {cluster} in CONTEXT stands for the name of each cluster; may be repeated',
      },
    },
    examples: [
      ['poolwright validate', 'validate the tree on disk'],
      [
        'poolwright validate --server staging',
        'would this API server accept it? a dry run, which changes nothing',
      ],
      [
        'poolwright validate --server "{cluster}"',
        'would the API server of each cluster accept what that cluster gets?',
      ],
      ['poolwright validate --karpenter 1.15', 'would all clusters still accept it after an upgrade?'],
      ['poolwright validate --base origin/main', 'would they accept it as an update of what they have?'],
      ['poolwright validate nodepools/ --var CLUSTER=prod', 'validate manifests without a fleet'],
      ['poolwright validate nodepools/ --rules "rules/*.yaml"', 'also check them with your own rules'],
      ['kubectl get nodepools,ec2nodeclasses -o yaml | poolwright validate -', 'validate what a cluster has'],
    ],
  },
  plan: {
    summary: 'show what a change does to running nodes: what is replaced or deleted, where and when',
    positionals: ['[REV1..REV2]', '[ENV|CLUSTER…]'],
    formats: ['html'],
    withoutFindings: {
      product: 'a plan',
      help: 'Use text, json, markdown or html; poolwright validate --base REF reports what a change does as findings',
    },
    options: {
      base: {
        ...BASE_OPTION,
        help: 'the revision that clusters have now; auto (default): where the branch left its upstream, else HEAD',
      },
      staged: {
        type: 'boolean',
        help: 'plan what is staged in git instead of the work tree',
      },
      ...PLAN_OPTIONS,
      verbose: {
        type: 'boolean',
        help: 'also show changes without effect on running nodes, and every field',
      },
    },
    examples: [
      ['poolwright plan', 'what does merging this branch do to running nodes?'],
      ['poolwright plan --base origin/main --format markdown', 'the same, for a pull request comment'],
      ['poolwright plan v1.4..v1.5 prod', 'what did that release do to prod?'],
      ['poolwright plan --karpenter 1.15 --fail-on deleted,stalls,all', 'would an upgrade roll nodes?'],
    ],
  },
  report: {
    summary: 'write an HTML report: the plan of a change, findings, and what pools can launch',
    positionals: ['[REV1..REV2]', '[ENV|CLUSTER…]'],
    formats: ['html'],
    writes: { format: 'html', option: 'output', file: 'report.html' },
    options: {
      output: {
        type: 'string',
        short: 'o',
        value: 'FILE',
        help: 'write the report to FILE, - is stdout (default: report.html); FILE must be new or an earlier report',
      },
      base: {
        ...BASE_OPTION,
        help: 'the revision that clusters have now; auto (default): where the branch left its upstream, else HEAD',
      },
      ...PLAN_OPTIONS,
    },
    examples: [
      ['poolwright report', 'report on this branch, in report.html'],
      [
        'poolwright report --base origin/main -o review.html',
        'in CI, where the file becomes an artifact of the job',
      ],
    ],
  },
  fit: {
    summary: 'show which pools and instance types can run each workload, and why others cannot',
    positionals: ['[ENV|CLUSTER]', '[WORKLOAD…]'],
    options: {
      prices: {
        type: 'string',
        value: 'FILE',
        help: 'prices that override those of the catalogue: CSV lines of type,region,dollars per hour',
      },
      'fail-on': {
        type: 'string',
        value: 'unschedulable',
        choices: ['unschedulable'],
        help: 'exit 1 if a pod would stay pending',
      },
    },
    examples: [
      ['poolwright fit', 'where can the workloads run, and on which instances?'],
      ['poolwright fit prod llama2', 'one workload in one environment'],
      ['poolwright fit --fail-on unschedulable', 'in CI: fail if a pod would stay pending'],
    ],
  },
  diff: {
    summary: 'show how two environments or two clusters differ for Karpenter, at any revision',
    positionals: ['A[@REV]', 'B[@REV]'],
    withoutFindings: { product: 'a difference', help: 'Use text, json or markdown' },
    options: {
      'exit-code': { type: 'boolean', help: 'exit 1 if they differ' },
    },
    examples: [
      ['poolwright diff staging prod', 'how does prod differ from staging?'],
      ['poolwright diff prod@v1.4 prod --format markdown', 'what changed in prod since a release?'],
    ],
  },
  instances: {
    summary: 'list the EC2 instance types that each pool can launch, with room for pods and prices',
    positionals: ['[ENV|CLUSTER]', '[POOL…]'],
    formats: ['csv', 'html'],
    options: {
      columns: {
        type: 'string',
        value: 'NAME,…',
        help: 'columns of the table: type, vcpu, memory, pod-cpu, pod-memory, pods, pod-storage, devices, network, zones, price, spot',
      },
      prices: {
        type: 'string',
        value: 'FILE',
        help: 'prices that override those of the catalogue: CSV lines of type,region,dollars per hour',
      },
      sort: {
        type: 'string',
        value: 'NAME',
        help: 'sort by a column, such as price (default: the order in which Karpenter tries them)',
      },
    },
    examples: [
      ['poolwright instances', 'what can each pool launch, and what does it cost?'],
      ['poolwright instances prod inferentia-inf2 --sort price', 'one pool of one environment'],
      ['poolwright instances --format csv', 'for a spreadsheet'],
    ],
  },
  render: {
    summary: 'print the objects of an environment, or of a cluster with its variables substituted',
    positionals: ['ENV|CLUSTER'],
    options: {},
    examples: [
      ['poolwright render prod', 'the same as kubectl kustomize overlays/prod'],
      [
        'poolwright render eks-workshop-dev | kubectl apply -f -',
        'the same as kubectl kustomize overlays/dev | envsubst | kubectl apply -f -',
      ],
    ],
  },
  gate: {
    summary: 'validate what git is about to commit; for pre-commit hooks and CI',
    positionals: [],
    options: {
      all: { type: 'boolean', help: 'validate everything in the index, changed or not; for CI' },
      since: {
        type: 'string',
        value: 'REV',
        help: 'validate what differs from the commit REV (default: HEAD)',
      },
      base: {
        ...BASE_OPTION,
        help: 'validate updates of the objects at REF; none: validate every object as a new one; auto: REF is where the branch left its upstream, else HEAD (default: the REV of --since, else auto)',
      },
      kubeconform: KUBECONFORM,
      'no-cache': NO_CACHE,
    },
    examples: [
      ['poolwright gate', 'would this commit break a cluster, or leave the tree stale?'],
      ['poolwright gate --all --kubeconform require --format github', 'the same in CI, as annotations'],
    ],
  },
  comment: {
    summary: 'post reports as one comment on a pull or merge request, and update it in later CI jobs',
    positionals: ['FILE…'],
    options: {
      id: {
        type: 'string',
        value: 'ID',
        help: 'name of the comment, if a request has several, such as one per fleet (default: poolwright)',
      },
      number: {
        type: 'string',
        value: 'N',
        help: 'number of the pull or merge request (default: that of the job)',
      },
    },
    examples: [
      [
        'poolwright plan --format markdown=plan.md && poolwright comment plan.md',
        'in GitHub Actions with GITHUB_TOKEN, or in GitLab CI with GITLAB_TOKEN',
      ],
      ['poolwright comment --id staging plan.md', 'next to the comment of another fleet'],
    ],
  },
  hooks: {
    summary: 'install, remove or show the git pre-commit hook that runs the gate',
    positionals: ['install|uninstall|status'],
    options: {},
    examples: [
      ['poolwright hooks install', 'an existing hook is kept and runs first'],
      ['poolwright hooks uninstall', 'restores the previous hook'],
    ],
  },
  explain: {
    summary: 'explain a diagnostic code and how to fix it, or a field of fleet.yaml',
    positionals: ['CODE|FIELD'],
    options: {},
    examples: [
      ['poolwright explain ami-latest', 'the page of one code; docs/diagnostics.md has all pages'],
      [
        'poolwright explain "spec.pools.*.nodePool.disruption"',
        'a field of fleet.yaml; docs/fleet.md has all fields',
      ],
    ],
  },
  schema: {
    summary: 'print the JSON Schema of fleet.yaml, for completion and documentation in editors',
    positionals: [],
    options: {
      output: { type: 'string', value: 'FILE', help: 'write it to FILE instead of stdout' },
    },
    examples: [
      [
        'poolwright schema --output schemas/fleet.schema.json',
        'the file that the first line of fleet.yaml refers to',
      ],
    ],
  },
  completion: {
    summary: 'print the completion script for bash, zsh or fish',
    positionals: ['bash|zsh|fish'],
    options: {},
    examples: [
      ['source <(poolwright completion bash)', 'in ~/.bashrc; for zsh in ~/.zshrc, after compinit'],
      ['poolwright completion fish > poolwright.fish', 'fish loads it from ~/.config/fish/completions'],
    ],
  },
  commit: {
    summary: 'commit the fleet and its generated files only, with a message that says what changed',
    positionals: [],
    options: {
      branch: {
        type: 'string',
        value: 'NAME',
        help: 'commit on branch NAME; a new branch starts at the current commit',
      },
      push: { type: 'boolean', help: 'push the branch after the commit' },
      'no-cache': NO_CACHE,
    },
    examples: [
      ['poolwright commit', 'does nothing if nothing changed; other staged files stay staged'],
      ['poolwright commit --branch pools --push', 'commits on the branch pools, and pushes it'],
    ],
  },
  import: {
    summary: 'write fleet.yaml from existing manifests or clusters, and prove that nothing changes',
    positionals: ['[SOURCE…]'],
    options: {
      environment: {
        type: 'string',
        multiple: true,
        value: 'NAME=SOURCE',
        help: 'read the objects of environment NAME from SOURCE (default: by layout, such as overlays/NAME); may be repeated',
      },
      cluster: {
        type: 'string',
        multiple: true,
        value: '[ENV/]NAME=SOURCE',
        help: 'read the objects of cluster NAME, or an env file with its variables, from SOURCE (- is stdin); may be repeated',
      },
      only: {
        type: 'string',
        multiple: true,
        value: 'POOL',
        help: 'import only POOL and its node class, and leave the others where they are; may be repeated',
      },
      name: {
        type: 'string',
        value: 'NAME',
        help: 'name of the fleet (default: name of the Flux Kustomization, or of the folder)',
      },
      karpenter: {
        type: 'string',
        value: 'VERSION',
        help: 'Karpenter version of the clusters (default: the newest)',
      },
      'dry-run': { type: 'boolean', help: 'write nothing; print fleet.yaml' },
      force: {
        type: 'boolean',
        help: 'write despite differences, and replace an existing fleet.yaml, which is kept as fleet.yaml.orig',
      },
    },
    examples: [
      ['poolwright import .', 'the overlays and Flux Kustomizations of a repository'],
      [
        'kubectl get nodepools,ec2nodeclasses -o yaml | poolwright import --cluster prod-1=-',
        'the objects of a cluster',
      ],
      [
        'poolwright import --environment dev=overlays/dev --environment prod=overlays/prod',
        'the kustomize overlays that you name',
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
  const html = formats.includes('html') ? '' : '; plan, validate and instances also have html';
  return `text (default), ${others.join(', ')}; written to FILE, else to stdout; may be repeated${html}`;
}

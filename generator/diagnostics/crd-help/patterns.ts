import * as convert from './convert.ts';

/** What a pattern of a schema stands for. */
export interface PatternHelp {
  /** What the field takes, with examples. */
  takes: string;
  /** What a text that does not match may mean. */
  convert?(text: string): string[];
  /** Whether a converted value is only an example of what would match. */
  example?: boolean;
}

const QUANTITY: PatternHelp = {
  takes: 'a Kubernetes quantity, such as 100, 100m, 1.5, or 100Gi for memory',
  convert: convert.quantities,
};
const LABEL: PatternHelp = {
  takes: 'letters, digits, "-", "_" and ".", with a letter or digit at both ends, such as team-a',
  convert: convert.labels,
  example: true,
};
const NAME: PatternHelp = {
  takes: 'lower-case letters, digits, "-" and ".", with a letter or digit at both ends, such as gpu-large',
  convert: convert.names,
  example: true,
};

function id(prefix: string): PatternHelp {
  return { takes: `an EC2 ID, such as ${prefix}-0123456789abcdef0`, convert: convert.identifiers };
}

/** By the pattern's text: every one of Karpenter's CRDs, in every version, and of fleet.yaml. */
export const PATTERNS: Readonly<Record<string, PatternHelp>> = {
  'ami-[0-9a-z]+': id('ami'),
  'sg-[0-9a-z]+': id('sg'),
  'subnet-[0-9a-z]+': id('subnet'),
  '^cr-[0-9a-z]+$': id('cr'),
  '^pg-[0-9a-z]+$': id('pg'),
  '^[0-9]{12}$': {
    takes: 'an AWS account ID of 12 digits, in quotes, such as "012345678901"',
    convert: convert.identifiers,
  },
  '^((?:[1-9][0-9]{0,3}|[1-4][0-9]{4}|[5][0-8][0-9]{3}|59000)Gi|(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|[6][0-3][0-9]{3}|64000)G|([1-9]||[1-5][0-7]|58)Ti|([1-9]||[1-5][0-9]|6[0-3]|64)T)$':
    {
      takes: 'a volume size in whole Gi, G, Ti or T, such as 100Gi, at most 64T',
      convert: convert.volumeSizes,
    },
  '^((\\d{1,2}(\\.\\d{1,2})?|100(\\.0{1,2})?)%||(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?)$':
    { takes: 'a percentage or a Kubernetes quantity, such as 5%, 100Mi', convert: convert.thresholds },
  '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$':
    QUANTITY,
  '^(([0-9]+(s|m|h))+|Never)$': {
    takes: 'a duration in hours, minutes and seconds, or Never, such as 720h, 1h30m',
    convert: convert.durations,
  },
  '^(100|[1-9]?[0-9])%$': { takes: 'a percentage from 0% to 100%, in quotes, such as 25%' },
  '^([0-9]+|([0-9]+([.][0-9]+)?(ms|s|m|h))+)$': {
    takes: 'a duration, or a whole number of seconds in quotes, such as 5s, 1m30s',
    convert: convert.durations,
  },
  '^([0-9]+(s|m|h))+$': {
    takes: 'a duration in hours, minutes and seconds, such as 24h, 1h30m',
    convert: convert.durations,
  },
  '^((([0-9]+(h|m))|([0-9]+h[0-9]+m))(0s)?)$': {
    takes: 'a duration in hours and minutes, such as 8h, 1h30m',
    convert: convert.durations,
  },
  '^((100|[0-9]{1,2})%|[0-9]+)$': {
    takes: 'a number of nodes or a whole percentage from 0% to 100%, such as "5", "10%"',
    convert: convert.percentages,
  },
  '^(@(annually|yearly|monthly|weekly|daily|midnight|hourly))|((.+)\\s(.+)\\s(.+)\\s(.+)\\s(.+))$': {
    takes: 'a cron schedule of five fields or @daily and the like, such as "0 9 * * 1-5"',
    convert: convert.schedules,
  },
  '^[^/]*$': {
    takes: 'an API group without its version, such as karpenter.k8s.aws',
    convert: convert.groups,
  },
  '^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*(\\/))?([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$':
    {
      takes: 'a label key with an optional domain, such as team, example.com/team',
      convert: convert.labels,
      example: true,
    },
  '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$': LABEL,
  '^\\d+(\\.\\d+)?$': {
    takes: 'a price in dollars an hour, in quotes, such as "0.05"',
    convert: convert.prices,
  },
  '^(([+-]{1}(\\d*\\.?\\d+))|(\\+{1}\\d*\\.?\\d+%)|(^(-\\d{1,2}(\\.\\d+)?%)$)|(-100%))$': {
    takes: 'a signed amount or percentage, such as "-10%", "+0.05"',
    convert: convert.adjustments,
  },

  '^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$': NAME,
  '^[A-Za-z_][A-Za-z0-9_]*$': {
    takes: 'a name of letters, digits and "_" that does not start with a digit, such as CLUSTER',
  },
  '^[0-9]+\\.[0-9]+(\\.[0-9]+)?$': {
    takes: 'a Karpenter version, in quotes, such as "1.15"',
    convert: convert.versions,
  },
  '^1\\.[0-9]+$': {
    takes: 'a minor version of Kubernetes, in quotes, such as "1.34"',
    convert: convert.minorVersions,
  },
  '^(/|$)': {
    takes: 'a JSON pointer, such as /spec/weight',
    convert: (text) => [`/${text.replaceAll('.', '/')}`],
  },
  '^https?://': {
    takes: 'a URL, such as https://1234.eks.amazonaws.com',
    convert: (text) => [`https://${text.trim()}`],
  },
  '^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$': {
    takes: 'a duration in hours, minutes and seconds, such as 10m, 1h30m',
    convert: convert.durations,
  },
  '^(?:[a-z0-9]|\\{cluster\\})(?:(?:[-a-z0-9.]|\\{cluster\\})*(?:[a-z0-9]|\\{cluster\\}))?$': {
    takes:
      'a name of lower-case letters, digits, "-" and ".", in which {cluster} stands for the cluster’s, such as {cluster}-kubeconfig',
  },
  '^[A-Za-z]+=': { takes: 'a sync option of Argo CD, such as Prune=false' },
  '^[0-9]{4}-[0-9]{2}-[0-9]{2}$': { takes: 'a day, in quotes, such as "2027-06-30"', convert: convert.days },
};

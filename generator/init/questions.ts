import { ACCELERATORS, type Answers, CAPACITIES, DELIVERIES } from './answers.ts';
import { readClusters } from './clusters.ts';

type Read<T> = { value: T } | { problem: string };

/** A question, which is the option of the same name, too. */
export interface Question<T> {
  text: string;
  /** The default answer. */
  byDefault?: string;
  read(text: string): Read<T>;
}

/** The questions, in their order. */
export const QUESTIONS: { [Name in keyof Answers]: Question<Answers[Name]> } = {
  clusters: {
    text: 'EKS clusters, separated by commas; prod/NAME is a cluster of the environment prod',
    read: readClusters,
  },
  delivery: {
    text: `What applies the objects to the clusters: ${orList(DELIVERIES)} (kubectl in a pipeline)`,
    byDefault: 'flux',
    read: (text) => oneOf(text, DELIVERIES),
  },
  role: {
    text: 'IAM role of the nodes; {cluster} stands for the cluster name',
    byDefault: 'KarpenterNodeRole-{cluster}',
    read: readRole,
  },
  capacity: {
    text: `Capacity: ${orList(CAPACITIES)}`,
    byDefault: 'on-demand',
    read: (text) => oneOf(text, CAPACITIES),
  },
  accelerators: {
    text: `Accelerators, separated by commas: none, ${orList(ACCELERATORS)}`,
    byDefault: 'none',
    read: readAccelerators,
  },
};

/** Amazon's rule for the names of roles (CreateRole, RoleName), with the place of a cluster's name. */
const ROLE = /^(?:[\w+=,.@-]|\{cluster\}){1,64}$/;

/** The most characters of a role's name. */
const LONGEST_ROLE = 64;

/** Why the role of a cluster could not be created, once its name is put in. */
export function roleProblem({ clusters = [], role = '' }: Partial<Answers>): string | undefined {
  const roles = clusters.map(({ name }) => role.replaceAll('{cluster}', name));
  const tooLong = roles.find((one) => one.length > LONGEST_ROLE);
  return tooLong === undefined
    ? undefined
    : `${tooLong} has ${tooLong.length} characters, but a role name has at most ${LONGEST_ROLE}: use a shorter name, or one role for all clusters`;
}

function readRole(text: string): Read<string> {
  if (ROLE.test(text)) return { value: text };
  const [, name] = /^arn:[^/]+\/(?:.*\/)?([^/]+)$/.exec(text) ?? [];
  return {
    problem: name
      ? `Karpenter takes the name of the role, not its ARN: ${name}`
      : `${JSON.stringify(text)} cannot be the name of a role: use at most 64 letters, digits and _+=,.@-`,
  };
}

function readAccelerators(text: string): Read<Answers['accelerators']> {
  const names = text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  if (names.length === 1 && names[0] === 'none') return { value: [] };
  const unknown = names.find((name) => !ACCELERATORS.some((known) => known === name));
  if (unknown === undefined && names.length > 0)
    return { value: ACCELERATORS.filter((known) => names.includes(known)) };
  return { problem: `answer none, or one or more of ${ACCELERATORS.join(', ')}` };
}

function oneOf<T extends string>(text: string, values: readonly T[]): Read<T> {
  const value = values.find((one) => one === text.toLowerCase());
  return value === undefined ? { problem: `answer ${orList(values)}` } : { value };
}

function orList(values: readonly string[]): string {
  return `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}

import { isObject, type Value } from '@kustomize-ts/core';
import { own, stringAt } from '../../instances/objects/fields.ts';
import type { Answer } from './api.ts';
import { DeniedFault, ServerFault } from './kubeconfig.ts';

/** What a request needs to be allowed. */
export interface Rule {
  /** Empty for the core group. */
  group: string;
  resource: string;
  verbs: readonly string[];
}

/** The message of a Kubernetes Status; undefined for anything else. */
export function messageOf({ body }: Answer): string | undefined {
  return isObject(body) ? stringAt(body, 'message') : undefined;
}

/** The fields of a list's `metadata`, and its items. */
export function listOf({ body }: Answer): { items: readonly Value[]; next: string | undefined } | undefined {
  const items = isObject(body) ? own(body, 'items') : undefined;
  if (!isObject(body) || !Array.isArray(items)) return undefined;
  const metadata = own(body, 'metadata');
  return { items, next: isObject(metadata) ? stringAt(metadata, 'continue') || undefined : undefined };
}

/** Whether a server rejects the user rather than the object: an admission policy also returns 403. */
export function isDenied(answer: Answer): boolean {
  const { status } = answer;
  if (status === 401) return true;
  return status === 403 && / cannot [a-z]+ resource /.test(messageOf(answer) ?? '');
}

/** The fault of a server that denies what some rules would allow. */
export function deniedFault(server: string, denied: readonly { answer: Answer; rule: Rule }[]): DeniedFault {
  const [first] = denied;
  const status = first?.answer.status ?? 403;
  const message = (first && messageOf(first.answer)) ?? 'no reason given';
  return status === 401
    ? new DeniedFault(
        `the server ${server} does not accept the credentials: ${status} ${message}`,
        [],
        'Renew the credentials of the context, and try kubectl auth whoami with it',
      )
    : new DeniedFault(
        `the server ${server} denies access: ${status} ${message}`,
        denied.map(({ rule }) => ruleText(rule)),
      );
}

/** One fault of several denials; the first says why. */
export function togetherDenied(faults: readonly DeniedFault[]): DeniedFault | undefined {
  const [first, ...others] = faults;
  if (!first || others.length === 0) return first;
  return new DeniedFault(first.message, faults.flatMap(({ rules }) => rules).toSorted());
}

/** A rule as YAML, `{ apiGroups: [karpenter.sh], resources: [nodepools], verbs: [list] }`. */
function ruleText({ group, resource, verbs }: Rule): string {
  return `{ apiGroups: [${group === '' ? '""' : group}], resources: [${resource}], verbs: [${verbs.join(', ')}] }`;
}

/** The fault of a server that cannot answer now. */
export function brokenFault(server: string, answer: Answer): ServerFault {
  const message = messageOf(answer) ?? '';
  return new ServerFault(
    `unexpected response of the server ${server}: ${answer.status} ${message}`.trimEnd(),
    'Try again later',
  );
}

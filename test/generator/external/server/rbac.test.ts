import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parse, parseAllDocuments } from 'yaml';
import { STATE_KINDS } from '../../../../generator/plan/nodes/state-kinds.ts';
import { PROJECT } from '../../../support/run.ts';

interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

interface Manifest {
  kind: string;
  metadata: { name: string; namespace?: string };
  rules: Rule[];
  roleRef: { name: string };
  subjects: { name: string; namespace: string }[];
  spec: { matchConditions: { expression: string }[]; policyName: string };
}

function read(file: string): string {
  return readFileSync(join(PROJECT, file), 'utf8');
}

/** The objects of an example, by their kinds. */
function example(name: string): Map<string, Manifest> {
  const all = parseAllDocuments(read(`examples/rbac/${name}.yaml`)).map((one) => one.toJS() as Manifest);
  return new Map(all.map((one) => [one.kind, one]));
}

function of(objects: Map<string, Manifest>, kind: string): Manifest {
  const found = objects.get(kind);
  if (!found) throw new Error(`no ${kind}`);
  return found;
}

/** `GROUP/RESOURCE VERB` of every rule. */
function allowed(rules: readonly Rule[]): string[] {
  return rules
    .flatMap(({ apiGroups, resources, verbs }) =>
      apiGroups.flatMap((group) =>
        resources.flatMap((resource) => verbs.map((verb) => `${group}/${resource} ${verb}`)),
      ),
    )
    .sort();
}

/** The lists of rules in the indented blocks of a page. */
function rulesIn(page: string): string[][] {
  const blocks = read(page).matchAll(/^ {4}rules:\n(?: {4} .*\n)+/gm);
  return [...blocks].map(([block]) => allowed((parse(block) as { rules: Rule[] }).rules));
}

const PLAN = STATE_KINDS.map(({ apiVersion, resource }) => {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return `${group}/${resource} list`;
}).sort();

test('the role of a plan lists what is read, and nothing else', () => {
  assert.equal(allowed(of(example('plan'), 'ClusterRole').rules), PLAN);
  assert.equal(rulesIn('docs/plan.md'), [PLAN]);
});

test('the role of validation allows a server-side apply of both kinds', () => {
  const { rules } = of(example('validate'), 'ClusterRole');
  assert.equal(allowed(rules), [
    'karpenter.k8s.aws/ec2nodeclasses create',
    'karpenter.k8s.aws/ec2nodeclasses patch',
    'karpenter.sh/nodepools create',
    'karpenter.sh/nodepools patch',
  ]);
  assert.equal(rulesIn('docs/server.md'), [allowed(rules), PLAN]);
});

test('bindings and policy are of the account beside them', () => {
  for (const name of ['plan', 'validate']) {
    const objects = example(name);
    const { metadata } = of(objects, 'ServiceAccount');
    const { roleRef, subjects } = of(objects, 'ClusterRoleBinding');
    assert.is(roleRef.name, of(objects, 'ClusterRole').metadata.name);
    assert.equal(
      subjects.map((subject) => [subject.namespace, subject.name]),
      [[metadata.namespace, metadata.name]],
    );
    assert.is(of(objects, 'Namespace').metadata.name, metadata.namespace);
  }
  const objects = example('validate');
  const { metadata } = of(objects, 'ServiceAccount');
  assert.is(
    of(objects, 'ValidatingAdmissionPolicy').spec.matchConditions[0]?.expression,
    `request.userInfo.username == "system:serviceaccount:${metadata.namespace}:${metadata.name}"`,
  );
  assert.is(
    of(objects, 'ValidatingAdmissionPolicyBinding').spec.policyName,
    of(objects, 'ValidatingAdmissionPolicy').metadata.name,
  );
});

test.run();

import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emit, isObject, readDocuments, readYaml, type Value, type ValueObject } from '@kustomize-ts/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { expandApplicationSet } from '../../generator/render/index.ts';
import { generatedFiles, seedFleet } from '../support/fleets.ts';
import { expectStatus, expectText, hasTools, run } from '../support/run.ts';
import { createSandbox, type Sandbox, withSandbox } from '../support/sandbox.ts';
import { ODD_FLEET, ODD_PART } from './odd-fleet.ts';
import { oddStringsFleet } from './odd-strings.ts';

const test = suite('render');

const FLEETS: Record<string, Record<string, string>> = {
  'the seed': { 'fleet.yaml': seedFleet() },
  'the odd fleet': { 'fleet.yaml': ODD_FLEET, 'parts/more.yaml': ODD_PART },
  'odd strings': { 'fleet.yaml': oddStringsFleet() },
};

const sandboxes = new Map<Record<string, string>, Sandbox>();
const texts = new Map<string, string>();

function generated(files: Record<string, string>): Sandbox {
  const sandbox = sandboxes.get(files) ?? createSandbox(files);
  if (!sandboxes.has(files)) expectStatus(sandbox.poolwright('generate'), 0);
  sandboxes.set(files, sandbox);
  return sandbox;
}

/** What the command prints for a cluster, run once for all tests. */
function rendered(sandbox: Sandbox, cluster: string): string {
  const key = `${sandbox.root} ${cluster}`;
  const known = texts.get(key);
  if (known !== undefined) return known;
  const result = sandbox.poolwright('render', cluster);
  expectStatus(result, 0);
  assert.is(result.stderr, '');
  texts.set(key, result.stdout);
  return result.stdout;
}

test.after(() => {
  for (const sandbox of sandboxes.values()) sandbox.remove();
});

/** The environments and the clusters of each, from the ApplicationSets. */
function applicationsOf(sandbox: Sandbox): { environment: string; cluster: string; source: ValueObject }[] {
  return readdirSync(join(sandbox.root, 'argocd')).flatMap((file) => {
    const set = readYaml(sandbox.read(`argocd/${file}`));
    const { applications, errors } = expandApplicationSet(isObject(set) ? set : {});
    assert.equal(errors, []);
    return applications.map(({ object, parameters }) => {
      const source = isObject(object.spec) && isObject(object.spec.source) ? object.spec.source : {};
      return { environment: file.replace('.yaml', ''), cluster: String(parameters.cluster), source };
    });
  });
}

const PIPELINE = 'set -a; . "clusters/$1/variables.env"; set +a; kubectl kustomize "overlays/$2" | envsubst';

for (const [name, files] of Object.entries(FLEETS)) {
  test(`${name}: every cluster is rendered byte for byte as kubectl kustomize | envsubst does`, () => {
    if (!hasTools('kubectl', 'envsubst')) return;
    const sandbox = generated(files);
    for (const environment of new Set(applicationsOf(sandbox).map((one) => one.environment))) {
      const wanted = run('kubectl', ['kustomize', `overlays/${environment}`], sandbox.root);
      expectStatus(wanted, 0);
      assert.is(sandbox.poolwright('render', environment).stdout, wanted.stdout);
    }
    for (const { environment, cluster } of applicationsOf(sandbox)) {
      const wanted = run('sh', ['-c', PIPELINE, 'sh', cluster, environment], sandbox.root);
      assert.is(rendered(sandbox, cluster), wanted.stdout, cluster);
    }
  });

  test(`${name}: what Argo CD builds are the same objects`, () => {
    if (!hasTools('kubectl')) return;
    const sandbox = generated(files);
    for (const { environment, cluster, source } of applicationsOf(sandbox)) {
      const wanted = readDocuments(rendered(sandbox, cluster));
      assert.equal(argoBuild(sandbox, environment, cluster, source), wanted, cluster);
    }
  });
}

/** As Argo CD does: the Application's patches are appended to those of the overlay's kustomization, and that is built. */
function argoBuild(sandbox: Sandbox, environment: string, cluster: string, source: ValueObject): Value[] {
  const folder = `overlays/${cluster}-by-argocd`;
  assert.is(source.path, `overlays/${environment}`);
  cpSync(join(sandbox.root, `overlays/${environment}`), join(sandbox.root, folder), { recursive: true });
  const file = `${folder}/kustomization.yaml`;
  const kustomization = readYaml(readFileSync(join(sandbox.root, file), 'utf8'));
  if (!isObject(kustomization)) throw new Error(`${file} is not a mapping`);
  const own = Array.isArray(kustomization.patches) ? kustomization.patches : [];
  const added =
    isObject(source.kustomize) && Array.isArray(source.kustomize.patches) ? source.kustomize.patches : [];
  sandbox.write(file, emit({ ...kustomization, patches: [...own, ...added] }));
  const built = run('kubectl', ['kustomize', folder], sandbox.root);
  expectStatus(built, 0);
  return readDocuments(built.stdout);
}

test('an unknown name is reported with the nearest one', () =>
  withSandbox(generatedFiles(), (sandbox) => {
    const result = sandbox.poolwright('render', 'prod-2');
    expectStatus(result, 2);
    assert.is(result.stdout, '');
    expectText(result.stderr, [
      'error[unknown-target]: fleet.yaml has no environment or cluster prod-2',
      'help: Did you mean prod-1?',
    ]);
    expectStatus(sandbox.poolwright('render'), 2);
    expectStatus(sandbox.poolwright('render', 'dev', 'prod'), 2);
  }));

test('rendering needs no generated tree', () =>
  withSandbox({ 'fleet.yaml': seedFleet() }, (sandbox) => {
    expectText(sandbox.poolwright('render', 'eks-workshop-dev').stdout, [
      'role: karpenter-node-eks-workshop-dev',
    ]);
  }));

test.run();

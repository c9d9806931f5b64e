/**
 * npm run bench -- kustomize: this engine against the native one (test/oracles/kustomize, needs Go), how
 * long a first build takes, and how time grows with the number of resources.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, createCache, memoryFileSystem, toYaml } from '@kustomize-ts/core';
import { type BuildOptions, buildSync } from 'esbuild';
import { median, timed } from './support/measure.ts';

interface Tree {
  files: Record<string, string>;
  target: string;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The package as one module. */
const BUNDLE: BuildOptions = {
  entryPoints: [join(ROOT, 'packages/kustomize-ts-core/src/index.ts')],
  bundle: true,
  minify: true,
  format: 'esm',
  conditions: ['development'],
};

function deployment(name: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
      - name: main
        image: nginx:1.27
        env:
        - {name: MODE, value: "1"}
        - {name: SETTINGS, valueFrom: {configMapKeyRef: {name: ${name}, key: a}}}
        ports: [{containerPort: 8080}]
`;
}

function others(name: string): string {
  return `apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {selector: {app: ${name}}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}}
data: {a: b}
`;
}

const SMALLEST: Tree = {
  target: '/overlay',
  files: {
    '/base/kustomization.yaml': 'resources: [deployment.yaml]\n',
    '/base/deployment.yaml': deployment('web'),
    '/overlay/kustomization.yaml': 'resources: [../base]\nnamespace: prod\n',
  },
};

const MIDDLING: Tree = {
  target: '/overlay',
  files: {
    '/base/kustomization.yaml': 'resources: [web.yaml, api.yaml]\ncommonLabels: {team: a}\n',
    '/base/web.yaml': `${deployment('web')}---\n${others('web')}`,
    '/base/api.yaml': `${deployment('api')}---\n${others('api')}`,
    '/overlay/kustomization.yaml': `resources: [../base]
namePrefix: prod-
labels: [{pairs: {env: prod}}]
images: [{name: nginx, newTag: "1.28"}]
patches:
- path: patch.yaml
- target: {kind: Service}
  patch: '[{"op": "replace", "path": "/spec/ports/0/port", "value": 81}]'
`,
    '/overlay/patch.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  template:
    spec:
      containers:
      - {name: main, resources: {limits: {cpu: "1"}}}
`,
  },
};

/** Many objects that name each other, in one overlay. */
function large(count: number): Tree {
  const names = Array.from({ length: Math.ceil(count / 4) }, (_, index) => `app-${index}`);
  const file = (name: string) =>
    `${deployment(name)}---\n${others(name)}---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: ${name}}\n`;
  return {
    target: '/overlay',
    files: {
      '/base/kustomization.yaml': `resources:\n${names.map((name) => `- ${name}.yaml\n`).join('')}`,
      ...Object.fromEntries(names.map((name) => [`/base/${name}.yaml`, file(name)])),
      '/overlay/kustomization.yaml':
        'resources: [../base]\nnamePrefix: p-\nnamespace: x\ncommonLabels: {a: b}\n',
    },
  };
}

const ms = (value: number) => `${value.toFixed(2)} ms`;

function compare(name: string, { files, target }: Tree, oracle: string | undefined): void {
  const fs = memoryFileSystem(files);
  const cache = createCache();
  const once = () => toYaml(build(fs, target));
  timed(3000, once); // until V8 has compiled what is run most
  const alone = timed(501, once);
  const shared = timed(501, () => toYaml(build(fs, target, { cache })));
  let line = `${name}: ${ms(alone)}, files shared with earlier builds ${ms(shared)}`;
  if (oracle !== undefined) {
    const answer = execFileSync(oracle, ['-bench', '301'], {
      input: JSON.stringify({ files, target }),
      encoding: 'utf8',
    });
    const native = JSON.parse(answer) as { first: number; median: number };
    const times = (own: number) => (native.median / own).toFixed(1);
    line += `; native ${ms(native.median)}: ${times(alone)} and ${times(shared)} times as long`;
  }
  console.log(line);
}

/** Builds the native engine; without Go there is nothing to compare with. */
function nativeEngine(folder: string): string | undefined {
  const program = join(folder, 'oracle');
  try {
    execFileSync('go', ['build', '-o', program, '.'], {
      cwd: join(ROOT, 'test/oracles/kustomize'),
      stdio: 'pipe',
    });
    return program;
  } catch {
    console.log('the native engine cannot be built here, so there is no comparison');
    return undefined;
  }
}

/** How large the package is as one minified module. */
function bundleSize(): void {
  const { outputFiles } = buildSync({ ...BUNDLE, write: false });
  const bytes = outputFiles[0]?.contents.length ?? 0;
  console.log(`minified bundle: ${bytes} bytes, ${(bytes / 1024).toFixed(1)} KiB`);
}

/** A new process that loads the bundle and builds once, as a command does. */
function firstBuild(name: string, tree: Tree, folder: string): void {
  const bundle = join(folder, 'bundle.mjs');
  buildSync({ ...BUNDLE, outfile: bundle });
  const script = join(folder, 'first.mjs');
  writeFileSync(
    script,
    `const start = performance.now();
const { build, memoryFileSystem, toYaml } = await import('./bundle.mjs');
const loaded = performance.now();
const { files, target } = ${JSON.stringify(tree)};
toYaml(build(memoryFileSystem(files), target));
console.log(JSON.stringify([loaded - start, performance.now() - loaded]));`,
  );
  const runs = Array.from({ length: 11 }, () => {
    const [load = 0, first = 0] = JSON.parse(
      execFileSync(process.execPath, [script], { encoding: 'utf8' }),
    ) as number[];
    return { load, first };
  });
  console.log(
    `first build of a process, ${name}: ${ms(median(runs.map(({ first }) => first)))}, after ${ms(median(runs.map(({ load }) => load)))} to load the module`,
  );
}

function growth(): void {
  for (const count of [500, 1000, 2000, 4000]) {
    const { files, target } = large(count);
    const fs = memoryFileSystem(files);
    const time = timed(5, () => toYaml(build(fs, target)));
    console.log(`${count} resources: ${ms(time)}, ${((time / count) * 1000).toFixed(0)} µs each`);
  }
}

const folder = mkdtempSync(join(tmpdir(), 'kustomize-bench-'));
try {
  const oracle = nativeEngine(folder);
  compare('smallest base and overlay', SMALLEST, oracle);
  compare('prefix, labels, images, two patches', MIDDLING, oracle);
  firstBuild('smallest', SMALLEST, folder);
  firstBuild('two patches', MIDDLING, folder);
  growth();
} finally {
  rmSync(folder, { recursive: true });
}
bundleSize();

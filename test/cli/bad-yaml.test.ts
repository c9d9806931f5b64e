import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import { change, FLEET, generatedFiles, placeIn } from '../support/fleets.ts';
import { expectStatus, expectText } from '../support/run.ts';
import { withSandbox } from '../support/sandbox.ts';
import { expectRefusal } from './support.ts';

const test = suite('bad YAML');

test('malformed YAML is reported at its place', () => {
  const fleet = change(FLEET, '{ name: web }', '{ name: web');
  expectRefusal(fleet, { status: 2, says: ['error[yaml-syntax]', 'fleet.yaml:4:', 'help: '] });
});

test('a tab as indentation', () => {
  const fleet = change(FLEET, '    dev:\n', '\tdev:\n');
  expectRefusal(fleet, {
    status: 2,
    says: ['error[yaml-syntax]', placeIn(fleet, '\tdev'), 'YAML allows only spaces'],
  });
});

test('a key twice', () => {
  const fleet = change(FLEET, '        limits: { cpu: "100" }', '        limits: { cpu: "100", cpu: "200" }');
  expectRefusal(fleet, {
    status: 2,
    says: ['error[yaml-duplicate-key]', placeIn(fleet, 'cpu: "200"'), 'help: Keep one of the two keys'],
  });
});

test('two documents', () => {
  expectRefusal(`${FLEET}---\nmore: true\n`, {
    status: 2,
    says: ['error[yaml-syntax]', 'list that file under include'],
  });
});

test('an undefined alias', () => {
  const fleet = change(FLEET, '{ CLUSTER: dev-1 }', '*nowhere');
  expectRefusal(fleet, {
    status: 2,
    says: [placeIn(fleet, '*nowhere'), 'the alias *nowhere has no anchor', 'help: Define the anchor'],
  });
});

test('a bomb of aliases ends fast', () => {
  const levels = Array.from({ length: 30 }, (_, i) =>
    i === 0
      ? 'x0: &x0 [a, b]'
      : `x${i}: &x${i} [${Array(9)
          .fill(`*x${i - 1}`)
          .join(', ')}]`,
  );
  expectRefusal(`${levels.join('\n')}\n`, {
    status: 2,
    says: ['error[yaml-alias-limit]', 'help: Repeat the values instead'],
  });
});

test('an alias inside of what it stands for', () => {
  const fleet = change(FLEET, '{ cpu: "100" }', '&limits { cpu: *limits }');
  expectRefusal(fleet, { status: 2, says: ['error[yaml-alias-limit]', placeIn(fleet, '*limits')] });
});

test('aliases as people use them: a thousand clusters share their values', () => {
  const clusters = Array.from({ length: 1200 }, (_, i) => `        c${i}: { variables: *shared }\n`).join('');
  const fleet = change(
    FLEET,
    '        dev-1: { variables: { CLUSTER: dev-1 } }\n',
    `        dev-1: { variables: &shared { CLUSTER: dev-1 } }\n${clusters}`,
  );
  withSandbox({ 'fleet.yaml': fleet }, (sandbox) => {
    expectText(sandbox.poolwright('generate').stderr, ['1,202 clusters']);
  });
});

test('endless nesting is not a crash', () => {
  for (const deep of [
    '['.repeat(100_000),
    `${'['.repeat(3000)}${']'.repeat(3000)}`,
    `${'{a: '.repeat(300)}1${'}'.repeat(300)}`,
  ]) {
    expectRefusal(change(FLEET, '{ cpu: "100" }', deep), { status: 2, says: ['nested too deep'] });
  }
});

test('a chain of aliases that nests without end', () => {
  const chain = Array.from({ length: 5000 }, (_, i) => `x${i}: &x${i} [${i === 0 ? 'a' : `*x${i - 1}`}]`);
  expectRefusal(chain.join('\n'), { status: 2, says: ['nested too deep', 'fleet.yaml:'] });
});

test('a file of ten megabytes', () => {
  expectRefusal(`${FLEET}# ${'x'.repeat(10 * 1024 * 1024)}\n`, {
    status: 2,
    says: ['error[file-too-large]', '10.0 MiB', 'list them under include'],
  });
});

test('an empty file, a comment, a list, a text', () => {
  for (const fleet of ['', '# nothing yet\n', '- a\n', 'just text\n', 'null\n'])
    expectRefusal(fleet, {
      status: 2,
      says: ['error[wrong-type]', 'fleet.yaml:1:1', 'help: Start it with apiVersion'],
    });
});

test('bytes that are not text', () => {
  expectRefusal('\0\u0001\u0002', { status: 2, says: ['error[', 'fleet.yaml:1:1'] });
});

test('no fleet.yaml, and a folder in its place', () =>
  withSandbox(generatedFiles(), (sandbox) => {
    rmSync(join(sandbox.root, 'fleet.yaml'));
    mkdirSync(join(sandbox.root, 'fleet.yaml'));
    const folder = sandbox.poolwright('validate');
    expectStatus(folder, 3);
    expectText(folder.stderr, ['fleet.yaml is a folder, not a file', 'help: Put a file there']);
    rmSync(join(sandbox.root, 'fleet.yaml'), { recursive: true });
    expectRefusal(
      undefined,
      { status: 2, says: ['fleet.yaml not found', 'help: Run the command in the folder of fleet.yaml'] },
      sandbox,
    );
  }));

test('--cwd of nothing, and of a file', () =>
  withSandbox({ 'fleet.yaml': FLEET }, (sandbox) => {
    for (const folder of ['nowhere', 'fleet.yaml']) {
      const result = sandbox.poolwright('generate', '--cwd', folder);
      expectStatus(result, 2);
      expectText(result.stderr, [
        `error[file-not-found]: no such folder: ${join(sandbox.root, folder)}`,
        'help: Name a folder',
      ]);
    }
  }));

test('a byte order mark and Windows line ends are fine', () =>
  withSandbox({ 'fleet.yaml': `\uFEFF${FLEET.replaceAll('\n', '\r\n')}` }, (sandbox) => {
    expectStatus(sandbox.poolwright('generate'), 0);
    sandbox.write('fleet.yaml', `\uFEFF${change(FLEET, 'limits', 'limit').replaceAll('\n', '\r\n')}`);
    expectText(sandbox.poolwright('generate').stderr, [
      placeIn(change(FLEET, 'limits', 'limit'), 'limit'),
      'Did you mean limits?',
    ]);
  }));

test.run();

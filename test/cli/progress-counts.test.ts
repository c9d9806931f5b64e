import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stripVTControlCharacters } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../generator/cli/main.ts';
import { change, FLEET } from '../support/fleets.ts';
import { expectText } from '../support/run.ts';
import { type Sandbox, withSandbox } from '../support/sandbox.ts';

const test = suite('counts of progress');

interface Shown {
  status: number;
  /** What the line of progress showed, one after the other, without what comes after it is erased. */
  lines: string[];
  /** What stays. */
  rest: string;
}

/** Runs a command at a terminal so many columns wide, by a clock on which every look takes two tenths of a second. */
async function atTerminal(
  { root }: Sandbox,
  args: readonly string[],
  { columns = 120, env = {} as Record<string, string> } = {},
): Promise<Shown> {
  let now = 0;
  let text = '';
  const status = await main(
    [...args, '--cwd', root],
    {
      cwd: root,
      env: { ...process.env, CI: undefined, NO_COLOR: undefined, TERM: 'xterm', ...env },
      today: '2026-01-01',
      stdout: { write: () => undefined },
      stderr: { write: (part) => (text += part), isTTY: true, columns },
      now: () => (now += 200),
      peakMemory: () => 0,
      interruption: () => new AbortController().signal,
      importPackage: (name) => import(name),
    },
    () => import('../../generator/cli/programs/commands.ts'),
  );
  const lines = text.split('\r\u001b[K');
  return { status, rest: lines.pop() ?? '', lines };
}

/** Fails unless a stage counts up to a total, with its rate. */
function expectCounts({ lines }: Shown, stage: string, total: string): void {
  const shown = lines.filter((line) => line.startsWith(`${stage}: `));
  assert.ok(shown.length > 0, `${stage} of ${JSON.stringify(lines)}`);
  const counts = shown.map((line) => {
    const [, done = '', of] = /: ([\d,]+) of ([\d,]+ \w+), [\d,]+ per second$/.exec(line) ?? [];
    assert.is(of, total, line);
    return Number(done.replace(',', ''));
  });
  assert.equal(
    counts,
    [...counts].sort((a, b) => a - b),
  );
  assert.ok((counts.at(-1) ?? 0) <= Number.parseInt(total, 10));
}

test('generate counts the files that it writes', () =>
  withSandbox({ 'fleet.yaml': FLEET }, async (sandbox) => {
    const shown = await atTerminal(sandbox, ['generate', '--no-cache']);
    assert.is(shown.status, 0, shown.rest);
    expectCounts(shown, 'check', '2 clusters');
    const [, files = ''] = /files: (\d+) written/.exec(shown.rest) ?? [];
    expectCounts(shown, 'write', `${files} files`);
  }));

test('validate PATH counts what it reads and validates', () =>
  withSandbox({ 'fleet.yaml': FLEET }, async (sandbox) => {
    sandbox.poolwright('generate');
    for (const name of ['a', 'b', 'c'])
      sandbox.write(`pools/${name}.yaml`, sandbox.poolwright('render', 'prod-1').stdout);
    const shown = await atTerminal(sandbox, ['validate', 'pools']);
    expectCounts(shown, 'read', '3 paths');
    expectCounts(shown, 'check', '6 objects');
    const built = await atTerminal(sandbox, ['validate', 'overlays/prod', 'overlays/dev']);
    expectCounts(built, 'read', '2 paths');
  }));

test('import counts the files that it reads, and the targets that it imports and proves', () =>
  withSandbox({ 'source/fleet.yaml': FLEET }, async (sandbox) => {
    sandbox.poolwright('generate', '--cwd', 'source');
    for (const name of ['dev-1', 'prod-1'])
      sandbox.write(`${name}.yaml`, sandbox.poolwright('render', name, '--cwd', 'source').stdout);
    const clusters = ['--cluster', 'dev/dev-1=dev-1.yaml', '--cluster', 'prod/prod-1=prod-1.yaml'];
    const shown = await atTerminal(sandbox, ['import', '--dry-run', ...clusters]);
    assert.is(shown.status, 0, shown.rest);
    assert.ok(
      shown.lines.some((line) => /^read: \d of \d files?, \d+ per second$/.test(line)),
      JSON.stringify(shown.lines),
    );
    expectCounts(shown, 'import', '2 targets');
    expectCounts(shown, 'prove', '2 targets');
  }));

test('validate --server counts the objects that servers validate', () =>
  withSandbox({ 'fleet.yaml': FLEET }, async (sandbox) => {
    sandbox.poolwright('generate');
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    sandbox.write(
      'kubeconfig',
      JSON.stringify({
        clusters: [{ name: 'c', cluster: { server: `http://127.0.0.1:${port}` } }],
        users: [{ name: 'u', user: { token: 't' } }],
        contexts: [{ name: 'staging', context: { cluster: 'c', user: 'u' } }],
        'current-context': 'staging',
      }),
    );
    const before = process.env.KUBECONFIG;
    process.env.KUBECONFIG = `${sandbox.root}/kubeconfig`;
    try {
      const shown = await atTerminal(sandbox, ['validate', '--server', '--no-cache']);
      const [, sent = ''] = /(\d+) objects/.exec(shown.rest) ?? [];
      assert.ok(Number(sent) >= 2, shown.rest);
      expectCounts(shown, 'server', `${sent} objects`);
    } finally {
      if (before === undefined) delete process.env.KUBECONFIG;
      else process.env.KUBECONFIG = before;
      server.closeAllConnections();
      server.close();
    }
  }));

test('no line of progress and no code frame is wider than the terminal', () =>
  withSandbox({ 'fleet.yaml': FLEET }, async (sandbox) => {
    const long = change(FLEET, 'values: [on-demand] }', `values: [] } # ${'why '.repeat(60)}`);
    sandbox.write('fleet.yaml', long);
    for (const columns of [40, 80, 200]) {
      const shown = await atTerminal(sandbox, ['generate', '--no-cache'], { columns });
      assert.is(shown.status, 1);
      for (const line of shown.lines) assert.ok(line.length < columns, line);
      const plain = stripVTControlCharacters(shown.rest);
      const frame = plain.split('\n').filter((line) => /^ +\d* \|/.test(line));
      assert.is(frame.length, 3, plain);
      const widest = Math.max(...frame.map(({ length }) => length));
      assert.ok(widest <= columns && widest > columns * 0.8, `${widest} of ${columns}`);
      expectText(frame.join('\n'), ['- { key: karpenter.']);
    }
  }));

test.run();

import { readdirSync, readFileSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { generatedFiles } from '../../../support/fleets.ts';
import { CLI, type CommandResult, expectStatus, run } from '../../../support/run.ts';
import { type Sandbox, withSandbox } from '../../../support/sandbox.ts';

const test = suite('compiled code');

const VALIDATE = ['validate', '--kubeconform', 'off', '--no-cache'];

interface World extends Sandbox {
  /** Where compiled code is. */
  folder: string;
  /** Runs a command with the cache of this sandbox. */
  cached(...args: string[]): CommandResult;
  files(): string[];
}

function withCache(files: Record<string, string>, work: (world: World) => void): void {
  withSandbox(files, (sandbox) => {
    const env = { XDG_CACHE_HOME: join(sandbox.root, '.cache'), POOLWRIGHT_CACHE: 'on' };
    const folder = join(env.XDG_CACHE_HOME, 'poolwright/compiled');
    const cached = (...args: string[]) => run(process.execPath, [CLI, ...args], sandbox.root, { env });
    work({ ...sandbox, folder, cached, files: () => readdirSync(folder).sort() });
  });
}

/** The one file of code, which a run of one command leaves. */
function fileOf({ folder, files }: World): string {
  assert.is(files().length, 1);
  return join(folder, files()[0] ?? '');
}

/** Each file is replaced in one step. */
function inodes({ folder, files }: World): number[] {
  return files().map((name) => statSync(join(folder, name)).ino);
}

test('a command prints the same without kept code, when it is kept and with it', () => {
  withCache(generatedFiles(), (world) => {
    const commands = [
      VALIDATE,
      ['validate', 'base', '--format', 'json'],
      ['generate', '--check'],
      ['render', 'dev'],
      ['render', 'missing'],
      ['gate'],
      ['explain', 'ami-latest'],
      ['schema'],
    ];
    const env = { POOLWRIGHT_CACHE: 'off' };
    for (const args of commands) {
      const plain = run(process.execPath, [CLI, ...args], world.root, { env });
      for (let i = 0; i < 3; i++) assert.equal(world.cached(...args), plain, args.join(' '));
    }
    assert.is(world.files().length, new Set(commands.map(([name]) => name)).size);
  });
});

test('a run that does more keeps more, and one that does nothing new writes nothing', () => {
  withCache({}, (world) => {
    expectStatus(world.cached(...VALIDATE), 2);
    const little = readFileSync(fileOf(world));
    for (const [path, text] of Object.entries(generatedFiles())) world.write(path, text);
    expectStatus(world.cached(...VALIDATE), 0);
    const name = basename(fileOf(world));
    const much = readFileSync(join(world.folder, name));
    assert.ok(much.length > 1.5 * little.length, `${much.length} after ${little.length}`);
    for (const args of [VALIDATE, ['schema']]) {
      expectStatus(world.cached(...args), 0);
      const before = inodes(world);
      expectStatus(world.cached(...args), 0);
      assert.equal(inodes(world), before, args.join(' '));
    }
    assert.ok(readFileSync(join(world.folder, name)).equals(much));
  });
});

test('code that is damaged, of another command or of other flags is not run, and is made again', () => {
  withCache(generatedFiles(), (world) => {
    const expected = world.cached(...VALIDATE);
    const file = fileOf(world);
    const whole = readFileSync(file);
    world.cached('schema');
    const other = readFileSync(join(world.folder, world.files().find((name) => !file.endsWith(name)) ?? ''));
    const flipped = Buffer.from(whole);
    flipped.writeUInt8(flipped.readUInt8(whole.length >> 1) ^ 1, whole.length >> 1);
    const damages: (() => void)[] = [
      () => truncateSync(file, whole.length - 8),
      () => truncateSync(file, 0),
      () => writeFileSync(file, flipped),
      () => writeFileSync(file, other),
      () => writeFileSync(file, Buffer.alloc(whole.length)),
    ];
    for (const damage of damages) {
      damage();
      assert.equal(world.cached(...VALIDATE), expected);
      assert.ok(Math.abs(readFileSync(file).length - whole.length) < whole.length / 10);
    }
    const env = { XDG_CACHE_HOME: join(world.root, '.cache'), POOLWRIGHT_CACHE: 'on' };
    const flags = ['--no-opt', '--stack-size=900'];
    assert.equal(run(process.execPath, [...flags, CLI, ...VALIDATE], world.root, { env }), expected);
    assert.is(world.files().length, 3);
  });
});

test('the folder does not grow without bound', () => {
  withCache(generatedFiles(), (world) => {
    expectStatus(world.cached('schema'), 0);
    const kept = fileOf(world);
    for (let i = 0; i < 60; i++) {
      const old = join(world.folder, i < 50 ? `${i}.code` : `left.code.${i}`);
      writeFileSync(old, 'old');
      utimesSync(old, i, i);
    }
    expectStatus(world.cached(...VALIDATE), 0);
    assert.ok(world.files().length <= 21, `${world.files().length} files`);
    assert.ok(world.files().includes(basename(kept)), 'what is new stays');
  });
});

test.run();

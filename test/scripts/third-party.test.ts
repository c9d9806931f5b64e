import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { changedFiles } from '../../scripts/third-party/go.ts';
import { licenseFault, licenseFiles, licenseOf } from '../../scripts/third-party/license.ts';
import { partsOf, publishedPackages, WASM } from '../../scripts/third-party/packages.ts';
import type { Part } from '../../scripts/third-party/part.ts';
import { thirdPartyText } from '../../scripts/third-party/text.ts';
import { PROJECT } from '../support/run.ts';

const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');

for (const owner of publishedPackages().filter((path) => path !== WASM)) {
  test(`${join(owner, 'THIRD_PARTY.md')} has the license of all that is bundled, each of them allowed`, () => {
    const parts = partsOf(owner) ?? [];
    assert.equal(parts.map(licenseFault).filter(Boolean), []);
    assert.ok(read(join(owner, 'THIRD_PARTY.md')) === thirdPartyText(parts), 'run npm run third-party');
  });
}

test('the modules of kubeconform.wasm are listed with the versions of go.mod and the files that are changed', () => {
  const required = new Map(
    Array.from(read(`${WASM}/go/go.mod`).matchAll(/^(?:require|\t) ?(\S+) (v\S+)/gm), ([, name, version]) => [
      name,
      version,
    ]),
  );
  const rows = Array.from(
    read(`${WASM}/THIRD_PARTY.md`).matchAll(/^\| (\S+\/\S+) \| Go \| (\S+) \| (.+) \| (.*) \|$/gm),
  );
  assert.ok(rows.length >= 5, `${rows.length} modules`);
  for (const [, name = '', version, license = '', note = ''] of rows) {
    assert.is(version, required.get(name), `${name}: run npm run third-party`);
    assert.not.match(license, 'MPL');
    for (const file of changedFiles(name)) assert.match(note, `\`${file}\``);
  }
});

test('every license text is in the published file, once, and whole', () => {
  const text = read('THIRD_PARTY.md');
  for (const { name, files } of partsOf('.') ?? []) {
    const [first] = files;
    assert.ok(first, name);
    const lines = first.text.split(/\r?\n/).map((line) => line.trimEnd());
    assert.is(text.split(`~~~text\n${lines.join('\n')}\n~~~`).length, 2, name);
  }
  assert.match(text, /^## .*\bkarpenter-provider-aws\b/m);
});

test('a license that is not allowed, or has no text, is an error that names the package', () => {
  const files = licenseFiles(join(PROJECT, 'node_modules/yaml'));
  const part: Part = { kind: 'npm', name: 'copied', version: '1.0.0', license: 'ISC', files };
  assert.is(licenseFault(part), undefined);
  assert.is(licenseFault({ ...part, license: '(GPL-3.0-only OR ISC)' }), undefined);
  assert.match(
    licenseFault({ ...part, license: 'GPL-3.0-only' }) ?? '',
    /^copied has the license GPL-3.0-only, which is not one of/,
  );
  assert.match(
    licenseFault({ ...part, license: 'ISC AND MPL-2.0' }) ?? '',
    /^copied has the license ISC AND MPL-2.0/,
  );
  assert.is(licenseFault({ ...part, files: [] }), 'copied comes without the text of its license, ISC');
});

test('the license of a text is known by its conditions', () => {
  const known = (folder: string): string | undefined => licenseOf(licenseFiles(join(PROJECT, folder)));
  assert.is(known('.'), 'Apache-2.0');
  assert.is(known('node_modules/ajv'), 'MIT');
  assert.is(known('node_modules/yaml'), 'ISC');
  assert.is(known('node_modules/smol-toml'), 'BSD-3-Clause');
  assert.is(known('packages/ec2-catalogue/licenses/cfn-lint'), 'MIT-0');
  assert.is(licenseOf([{ name: 'LICENSE', text: 'Mozilla Public License, version 2.0' }]), 'MPL-2.0');
  assert.is(licenseOf([{ name: 'LICENSE', text: 'All rights reserved.' }]), undefined);
});

test('every bundle is made by scripts/build/esbuild.ts, which notes what it holds', () => {
  const folders = [
    'scripts',
    ...readdirSync(join(PROJECT, 'packages')).map((name) => `packages/${name}/scripts`),
  ];
  const direct = folders
    .flatMap((folder) => filesIn(folder))
    .filter((file) => /import (?!type )[^;]*from 'esbuild'/.test(read(file)));
  const [only, ...others] = direct.filter((file) =>
    /\bbuild(Sync)?\b(?=[^}]*\} from 'esbuild')/.test(read(file)),
  );
  assert.is(only, 'scripts/build/esbuild.ts');
  assert.equal(others, [], 'import build from scripts/build/esbuild.ts');
});

function filesIn(folder: string): string[] {
  if (!existsSync(join(PROJECT, folder))) return [];
  return readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|mjs)$/.test(file))
    .map((file) => join(folder, file));
}

test.run();

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { bomText } from '../../../scripts/sbom/cyclonedx.ts';
import { materialsOf } from '../../../scripts/sbom/materials.ts';
import { installedPackages, npmUrl } from '../../../scripts/sbom/npm.ts';
import { partsOf } from '../../../scripts/third-party/packages.ts';

const installed = installedPackages();
const { component, components, dependencies } = materialsOf('.', installed);
const refs = components.map((each) => each['bom-ref']);

test('the bill of materials of poolwright lists all that it holds, and marks what npm does not install', () => {
  assert.is(component.name, 'poolwright');
  const parts = partsOf('.') ?? [];
  assert.ok(parts.length > 20);
  for (const { kind, name, version = '' } of parts) {
    const found = components.find(
      (each) => each['bom-ref'] === (kind === 'npm' ? npmUrl(name, version) : `data:${name}`),
    );
    assert.ok(found, name);
    assert.ok(found.licenses?.length, `license of ${name}`);
    if (kind === 'npm') assert.equal(found.properties, [{ name: 'cdx:npm:package:bundled', value: 'true' }]);
  }
});

test('it lists what npm installs with it, down to the last dependency, and nothing for development', () => {
  const names = components.map(({ name }) => name);
  for (const name of ['@kubernetes/client-node', 'js-yaml', 'math-intrinsics'])
    assert.ok(names.includes(name), name);
  for (const name of ['typescript', 'uvu', '@biomejs/biome']) assert.not.ok(names.includes(name), name);
  assert.is(new Set(refs).size, refs.length);
});

test('each component is something that another one depends on', () => {
  const needed = new Set(dependencies.flatMap(({ dependsOn }) => dependsOn));
  assert.equal(
    refs.filter((ref) => !needed.has(ref)),
    [],
  );
  assert.equal(
    [...needed].filter((ref) => !refs.includes(ref)),
    [],
  );
});

test('the same materials and date give the same text, and others another serial number', () => {
  const date = new Date('2026-11-29T12:00:00Z');
  const text = bomText(materialsOf('.', installed), date);
  assert.ok(text === bomText(materialsOf('.', installed), date));
  const serial = (from: string): string | undefined =>
    /"serialNumber": "urn:uuid:([0-9a-f-]{36})"/.exec(from)?.[1];
  assert.match(serial(text) ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.is.not(serial(text), serial(bomText(materialsOf('packages/crd-validator', installed), date)));
});

test.run();

import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { build, KustomizeError, toYaml } from '../../../packages/kustomize-ts-core/src/index.ts';
import { diskFileSystem } from '../../../packages/kustomize-ts-core/src/node.ts';

const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url));
const fs = diskFileSystem();

/** The expected result of each fixture comes from real kustomize (test/oracles/kustomize). */
for (const name of readdirSync(FIXTURES)) {
  test(`${name} builds as in real kustomize`, () => {
    const folder = `${FIXTURES}/${name}`;
    const overlay = `${folder}/input/overlay`;
    const target = fs.kind(overlay) === 'directory' ? overlay : `${folder}/input`;
    const wanted = fs.readFile(`${folder}/expected.yaml`);
    if (wanted !== undefined) assert.is(toYaml(build(fs, target)), wanted);
    else
      assert.throws(
        () => build(fs, target),
        (error: unknown) => error instanceof KustomizeError,
      );
  });
}

test.run();

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { PROJECT } from '../support/run.ts';

const test = suite('pictures');
const FOLDER = join(PROJECT, 'docs/images');

test('each picture is small, in a page, and described there', () => {
  const pages = [
    ['README.md', 'docs/images/'],
    ['docs/html.md', 'images/'],
  ].map(([page = '', folder = '']) => ({ text: readFileSync(join(PROJECT, page), 'utf8'), folder }));
  const shown = pages.flatMap(({ text, folder }) =>
    Array.from(text.matchAll(/!\[([^\]]*)\]\(([^)]*)\)/g), ([, description = '', path = '']) => {
      assert.ok(path.startsWith(folder), path);
      assert.ok(description.length > 20, path);
      return path.slice(folder.length);
    }),
  );
  const files = readdirSync(FOLDER).sort();
  assert.equal([...new Set(shown)].sort(), files);
  for (const file of files) assert.ok(statSync(join(FOLDER, file)).size < 150_000, file);
});

test.run();

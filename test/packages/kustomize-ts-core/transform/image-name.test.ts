import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  changeImage,
  imagePattern,
  splitImage,
} from '../../../../packages/kustomize-ts-core/src/transform/image-name.ts';

test('an image has a name, a tag and a digest', () => {
  for (const [image, name, tag, digest] of [
    ['nginx', 'nginx', '', ''],
    ['nginx:1', 'nginx', '1', ''],
    ['nginx@sha256:a', 'nginx', '', 'sha256:a'],
    ['nginx:1@sha256:a', 'nginx', '1', 'sha256:a'],
    ['reg:5000/a/b', 'reg:5000/a/b', '', ''],
    ['reg:5000/a/b:2', 'reg:5000/a/b', '2', ''],
  ] as const) {
    assert.equal(splitImage(image), { name, tag, digest }, image);
  }
});

test('a new tag or digest replaces both', () => {
  assert.is(changeImage('a:1@sha256:x', { newTag: '2' }), 'a:2');
  assert.is(changeImage('a:1', { digest: 'sha256:y' }), 'a@sha256:y');
  assert.is(changeImage('a:1', { newName: 'b' }), 'b:1');
  assert.is(changeImage('a:1@sha256:x', { tagSuffix: '-s' }), 'a:1-s');
});

test('a name matches whole images only', () => {
  assert.ok(imagePattern('nginx').test('nginx:1.2@sha512:00'));
  assert.not(imagePattern('nginx').test('my-nginx:1'));
  assert.not(imagePattern('[').test('['));
});

test.run();

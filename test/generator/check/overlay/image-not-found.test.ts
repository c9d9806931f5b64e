import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findings, RAY } from './helper.ts';

const test = suite('image-not-found');

const MONITOR = `apiVersion: example.com/v1
kind: Monitor
metadata: { name: m }
spec: { sidecar: { image: "registry.example.com:5000/monitor:1" } }
`;

function withImages(images: string): string[] {
  return findings(`images:\n  - ${images}\n`, { 'resource-a.yaml': RAY, 'resource-b.yaml': MONITOR });
}

test('reports an image that no container has, with the one that is meant', () => {
  for (const [name, alike] of [
    ['docker.io/ray', 'ray'],
    ['rai', 'ray'],
  ])
    assert.equal(withImages(`{ name: ${name}, newTag: "3" }`), [
      `image-not-found prod/kustomization.yaml:3:7 images[0] changes nothing: no container has the image ${name} | Name the image as the container does: ${alike}`,
    ]);
  assert.match(
    withImages('{ name: postgres, newTag: "3" }')[0] ?? '',
    'Correct the name, or remove the entry',
  );
});

test('reports an image in a field that kustomize does not know', () => {
  assert.equal(withImages('{ name: "registry.example.com:5000/monitor", newTag: "2" }'), [
    'image-not-found prod/kustomization.yaml:3:7 images[0] changes nothing: kustomize changes images only in containers, and spec.sidecar.image of Monitor/m is another field | Add images: [{ kind: Monitor, path: spec/sidecar/image }] to a file of configurations, or patch the field',
  ]);
});

test('is silent for containers of custom resources, patterns, fields of configurations and an unchanged tag', () => {
  for (const image of [
    '{ name: ray, newTag: "3" }',
    '{ name: ray, newTag: "2" }',
    '{ name: ra., newTag: "3" }',
  ])
    assert.equal(withImages(image), [], image);
  const configured = findings(
    'configurations: [images.yaml]\nimages: [{ name: "registry.example.com:5000/monitor", newTag: "2" }]\n',
    { 'images.yaml': 'images: [{ kind: Monitor, path: spec/sidecar/image }]\n', 'resource.yaml': MONITOR },
  );
  assert.equal(configured, []);
});

test.run();

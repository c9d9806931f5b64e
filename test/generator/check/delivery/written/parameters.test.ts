import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findings } from './helper.ts';

const test = suite('parameters of hand-written ApplicationSets');

function applicationSet(
  path: string,
  generator = 'list: { elements: [{ cluster: a, env: dev }, { cluster: b }] }',
  options = 'goTemplate: true',
): string[] {
  return findings({
    'a.yaml': `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: pools }
spec:
  ${options}
  generators: [{ ${generator} }]
  template:
    metadata: { name: pools }
    spec: { project: default, source: { path: ${JSON.stringify(path)} } }
`,
  });
}

test('that an element lacks are reported, with what happens to it', () => {
  const [found = '', ...others] = applicationSet('overlays/{{ .env }}');
  assert.equal(others, []);
  assert.match(
    found,
    /^error undefined-parameter a\.yaml:9:47 spec\.generators\[0\]\.list\.elements\[1\] of ApplicationSet\/pools has no env, which its template uses: the Application gets <no value> \| Add env to the element/,
  );
  const strict = 'goTemplate: true\n  goTemplateOptions: [missingkey=error]';
  assert.match(applicationSet('{{.env}}', undefined, strict)[0] ?? '', 'Argo CD makes no Application of it');
  assert.match(
    applicationSet('{{ clustr }}', undefined, 'goTemplate: false')[0] ?? '',
    '{{clustr}} stays in the Application as text | Did you mean cluster?',
  );
});

test('that each element has are silent, nested ones, blocks and other generators, too', () => {
  for (const [path, generator, options] of [
    ['{{ .cluster }}'],
    ['{{ .values.env }}', 'list: { elements: [{ values: { env: a } }] }'],
    [
      '{{ values.env }}-{{ cluster }}',
      'list: { elements: [{ values: { env: a }, cluster: b }] }',
      'goTemplate: false',
    ],
    ['{{ values.env }}', 'list: { elements: [{ values.env: a }] }', 'goTemplate: false'],
    ['{{ with .env }}{{ .name }}{{ end }}'],
    ['{{ .env | default "dev" }}'],
    ['{{ .name }}', 'clusters: {}'],
    ['{{ .name }}', 'matrix: { generators: [] }'],
    ['{{ .name }}', 'list: { elementsYaml: "[]" }'],
    ['no parameter'],
  ])
    assert.equal(applicationSet(path ?? '', generator, options), [], path);
});

test.run();

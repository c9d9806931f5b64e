import type { Value, ValueObject } from '@kustomize-ts/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { expandApplicationSet, pathText } from '../../../../generator/render/index.ts';

function applicationSet(name: string, elements: Value[], spec: ValueObject = {}): ValueObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: 'fleet-dev', namespace: 'argocd' },
    spec: {
      generators: [{ list: { elements } }],
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      template: {
        metadata: { name },
        spec: { project: 'default', destination: { server: '{{ .server }}' } },
      },
      ...spec,
    },
  };
}

const ELEMENT = {
  server: 'https://x',
  cluster: 'a',
  n: 5,
  variables: { ROLE: 'r', 'A<B': '<&>' },
  list: ['x'],
};

function nameFrom(template: string): string {
  const { applications, errors } = expandApplicationSet(applicationSet(template, [ELEMENT]));
  const metadata = applications[0]?.object.metadata as { name: string } | undefined;
  return metadata?.name ?? `${errors[0]?.code}: ${errors[0]?.message}`;
}

test('an Application for each element, in the namespace of the set', () => {
  const set = applicationSet('fleet-{{ .cluster }}', [ELEMENT, { server: 'https://y', cluster: 'b' }]);
  const { applications, errors } = expandApplicationSet(set);
  assert.equal(errors, []);
  assert.equal(
    applications.map(({ object }) => object),
    [
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: { name: 'fleet-a', namespace: 'argocd' },
        spec: { project: 'default', destination: { server: 'https://x' } },
      },
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: { name: 'fleet-b', namespace: 'argocd' },
        spec: { project: 'default', destination: { server: 'https://y' } },
      },
    ],
  );
});

test('fields, index, string literals and toJson', () => {
  const cases = [
    ['{{.cluster}}-{{ .variables.ROLE }}', 'a-r'],
    ['{{ index .variables "ROLE" }}', 'r'],
    ['{{ index . "variables" `ROLE` }}{{ index .list 0 }}', 'rx'],
    ['{{ "{{" }} .n }} is {{ .n }}', '{{ .n }} is 5'],
    ['{{ index .variables "A<B" | toJson }}', '"\\u003c\\u0026\\u003e"'],
    ['{{ toJson (index .variables "ROLE") }}{{ .n | toJson }}', '"r"5'],
    ['{{ .variables | toJson }}', '{"A\\u003cB":"\\u003c\\u0026\\u003e","ROLE":"r"}'],
  ] as const;
  for (const [template, name] of cases) assert.is(nameFrom(template), name);
});

test('a parameter that is missing is an error that tells which element lacks it', () => {
  const set = applicationSet('{{ index .variables "NONE" }}', [ELEMENT]);
  const [error] = expandApplicationSet(set).errors;
  assert.is(error?.code, 'undefined-parameter');
  assert.is(error?.message, 'the parameter .variables.NONE has no value (element 0 of the list)');
  assert.is(error?.object, 'ApplicationSet/fleet-dev');
  assert.is(pathText(error?.path ?? []), 'spec.template.metadata.name');
  assert.match(
    nameFrom('{{ .cluster.none }}'),
    /^undefined-parameter: the parameter \.cluster\.none has no value/,
  );
});

test('what else Go templates know is refused by name', () => {
  const cases = [
    ['{{ .cluster', 'an action without }}'],
    ['{{- .cluster }}', 'trim markers'],
    ['{{ if .cluster }}', ': if'],
    ['{{ .cluster | upper }}', '| upper'],
    ['{{ $x }}', '$'],
    ['{{ printf "%s" .cluster }}', 'printf'],
    ['{{ .cluster .n }}', '.n here'],
    ['{{ . }}', 'prints a list or mapping'],
    [`{{ ${'('.repeat(10_000)}`, 'deep nesting'],
  ] as const;
  for (const [template, named] of cases) {
    const result = nameFrom(template);
    assert.ok(
      result.startsWith('unsupported-template: ') && result.includes(named),
      `${template}: ${result}`,
    );
  }
});

test('what else an ApplicationSet may have is refused by name', () => {
  const cases: [ValueObject, string][] = [
    [{ templatePatch: 'x' }, 'spec.templatePatch'],
    [{ goTemplateOptions: ['other=x'] }, 'spec.goTemplateOptions'],
    [{ generators: [{ clusters: {} }] }, 'spec.generators[0].clusters'],
    [{ generators: [{ list: { elementsYaml: '' } }] }, 'spec.generators[0].list.elementsYaml'],
    [{ generators: [{ list: { elements: ['x'] } }] }, 'spec.generators[0].list.elements'],
  ];
  for (const [spec, path] of cases) {
    const { applications, errors } = expandApplicationSet(applicationSet('x', [ELEMENT], spec));
    assert.equal(applications, []);
    assert.is(pathText(errors[0]?.path ?? []), path);
  }
});

test('without options a missing key is an error, too', () => {
  for (const goTemplateOptions of [[], ['missingkey=zero']]) {
    const set = applicationSet('{{ .cluster }}', [ELEMENT], { goTemplateOptions });
    assert.is(expandApplicationSet(set).applications.length, 1);
    const without = applicationSet('{{ .nowhere }}', [ELEMENT], { goTemplateOptions });
    assert.is(expandApplicationSet(without).errors[0]?.code, 'undefined-parameter');
  }
});

test('without goTemplate, {{name}} is a text of the element or of its values, and other braces stay', () => {
  const plain = (name: string, element: ValueObject) =>
    expandApplicationSet(applicationSet(name, [element], { goTemplate: false, goTemplateOptions: [] }));
  const element = { cluster: 'prod-1', values: { region: 'eu-west-1' } };
  const { applications, errors } = plain('{{cluster}}-{{ values.region }}-{{nowhere}}', element);
  assert.equal(errors, []);
  assert.match(JSON.stringify(applications[0]?.object.metadata), '"name":"prod-1-eu-west-1-{{nowhere}}"');
  for (const wrong of [{ cluster: 1 }, { cluster: 'a', values: 'b' }, { cluster: 'a', values: { b: {} } }])
    assert.is(plain('{{cluster}}', wrong).errors[0]?.code, 'bad-application-set');
  assert.is(plain('{{cluster', element).errors[0]?.code, 'unsupported-template');
});

test('two Applications of one name are an error', () => {
  const { errors } = expandApplicationSet(applicationSet('same', [ELEMENT, ELEMENT]));
  assert.is(errors[0]?.code, 'bad-application-set');
});

test.run();

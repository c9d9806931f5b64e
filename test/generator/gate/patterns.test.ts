import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { mayMatch, plainPatterns } from '../../../generator/gate/patterns.ts';
import { globPaths } from '../../../generator/load/glob.ts';

const PLAIN = [
  'include: [fleet/*.yaml, "other/**", \'x.yaml\'] # and no more\n',
  'include:\n  - fleet/*.yaml\n\n  # a remark\n  - "b.yaml" # another\nspec: 1\n',
  'include:\n- a.yaml\n- b/**/c.yaml\nspec: 1\n',
  'spec:\n  workloads:\n    - workloads/*.yaml\n',
  '# include: [a]\nspec: {}\n',
  'include: []\n',
  'include: [a.yaml]\npattern: ^[\\w+]$\n',
  'spec:\r\n  workloads:\r\n    - a.yaml\r\n',
];

const ARTFUL = [
  'include: &x [a]\nother: *x\n',
  'include: *x\n',
  'include: [*x]\n',
  'include:\n  - *x\n',
  'include:\n  [a, b]\n',
  'include:\n  - a\n    b\n',
  'include:\n-\n  a\n',
  'include: [a,\n  b]\n',
  'include: [a/../b]\n',
  'include: [a/./b]\n',
  'include: ["{a,b}.yaml"]\n',
  'include: [a?.yaml]\n',
  '{include: [a]}\n',
  '"include": [a]\n',
  '? include\n: [a]\n',
  'base: &b { workloads: [a] }\n',
  '"inc\\u006cude": [a]\n',
  '? "inc\\\n  lude"\n: [a]\n',
];

test('plain patterns are read as a YAML reader reads them', () => {
  for (const text of PLAIN) {
    const { include = [], spec } = parse(text) as { include?: string[]; spec?: { workloads?: string[] } };
    assert.equal(plainPatterns(text)?.patterns, [...include, ...(spec?.workloads ?? [])], text);
    assert.is(plainPatterns(text)?.includes, include.length > 0, text);
  }
});

test('what is not plain is left to a YAML reader', () => {
  for (const text of ARTFUL) assert.is(plainPatterns(text), undefined, text);
});

test('what the matcher matches is never said not to match', () => {
  const steps = ['a', 'b', 'ab', 'a.yaml', '.b', '*', '**', '*.yaml', 'a*b', './a'];
  const patterns = steps.flatMap((a) => [
    a,
    ...steps.flatMap((b) => [`${a}/${b}`, `${a}/${b}/b`, `a/${a}/${b}`]),
  ]);
  const names = ['a', 'b', 'ab', 'a.yaml', '.b', 'axb'];
  const paths = names.flatMap((a) => [
    a,
    ...names.flatMap((b) => [`${a}/${b}`, `a/${a}/${b}`, `${a}/${b}/b`]),
  ]);
  let matches = 0;
  for (const pattern of patterns.filter((one) => plainPatterns(`include: ["${one}"]`))) {
    for (const path of globPaths(paths, [pattern])) {
      matches++;
      assert.ok(mayMatch(pattern, path), `${pattern} ${path}`);
    }
  }
  assert.ok(matches > 100);
  assert.not(mayMatch('workloads/*.yaml', 'README.md'));
  assert.not(mayMatch('fleet/**', 'flotte/a.yaml'));
});

test.run();

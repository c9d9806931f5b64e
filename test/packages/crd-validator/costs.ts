import type { ValueObject } from '@kustomize-ts/core';
import type { Question } from './questions.ts';

const items = [0, 1, 2].map((n) => ({ a: 'x', b: 'y', n, r: true, vs: ['1', '2'] }));

/** The `spec` that the expressions are run on. */
export const costSpec: ValueObject = {
  list: items,
  map: { k1: 'v1', k2: 'v2' },
  s: 'hello',
  t: 'x'.repeat(95) + '😀'.repeat(5),
  n: 3,
  d: 1.5,
  b: true,
  strs: ['a', 'b', 'c'.repeat(40)],
  o: { p: 'x', q: { r: 1 } },
};

const text = { type: 'string' };
const texts = { type: 'array', items: text };
const integer = { type: 'integer' };
const flag = { type: 'boolean' };

/** A CRD with one rule for such a `spec`. */
export function costCrd(rule: string): ValueObject {
  const item = { type: 'object', properties: { a: text, b: text, n: integer, r: flag, vs: texts } };
  const inner = {
    type: 'object',
    properties: { p: text, q: { type: 'object', properties: { r: integer } } },
  };
  const spec = {
    type: 'object',
    properties: {
      list: { type: 'array', items: item },
      map: { type: 'object', additionalProperties: text },
      s: text,
      t: text,
      n: integer,
      d: { type: 'number' },
      b: flag,
      strs: texts,
      o: inner,
    },
    'x-kubernetes-validations': [{ rule }],
  };
  const schema = { openAPIV3Schema: { type: 'object', properties: { spec } } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'costs.example.com' },
    spec: {
      group: 'example.com',
      names: { kind: 'Cost', plural: 'costs' },
      scope: 'Cluster',
      versions: [{ name: 'v1', served: true, storage: true, schema }],
    },
  };
}

/** Expressions on `costSpec`, as Go knows integers: bigint in the others. */
export const costRules: readonly string[] = `
  self.b
  has(self.t)
  has(self.o.q.r)
  self.s == "hello"
  self.t != ""
  self.t == self.t
  self.n > 2
  self.n + 1 == 4
  self.o.q.r == 1
  self.s in ["hello", "b"]
  self.s in self.strs
  self.s in ["hello", self.t]
  self.s in []
  "k1" in self.map
  self.map["k1"] == "v1"
  self.map.k1 == "v1"
  self.strs[self.n - 2] == "b"
  self.strs[self.o.q.r] == "b"
  !self.b
  self.b ? true : false
  self.b ? self.b : self.b
  self.b ? has(self.s) : true
  (self.b ? self.s : self.t) == "hello"
  (self.b ? self.s + "x" : "a") == "hello"
  (self.b ? (self.b ? self.s : "a") : "b") == "hello"
  self.n == 1 ? self.strs[0] == "a" : self.strs[1] == "b"
  self.b && self.b && self.b
  self.b || self.b
  self.n > 1 && self.n < 10 && has(self.o) && has(self.o.p)
  self.list.all(x, true)
  self.list.all(x, x.n >= 0)
  self.list.all(x, x.n == 0)
  self.list.exists(x, x.n == 1)
  self.list.exists(x, false)
  self.list.exists_one(x, x.n == 1)
  self.list.filter(x, x.n > 0).size() == 2
  self.list.filter(x, x.n > 0).filter(y, y.n > 1).size() == 1
  self.list.filter(x, x.n > 0)[0].n == 1
  self.list.map(x, x.n).size() == 3
  self.list.map(x, x.n > 0, x.n).size() == 2
  self.list.map(x, x.a)[0] == "x"
  self.map.all(k, k != "" && self.map[k] != "")
  self.strs.exists(x, x in self.strs)
  self.list.all(x, x.vs.all(y, y != ""))
  self.list.all(x, self.list.filter(y, x.n == y.n).size() == 1)
  self.list.all(x, has(x.r) ? x.r == true : false)
  self.list.all(x, !(x.a in ["a", "b"]))
  self.list.all(x, x.n == 5 || x.n >= 0)
  self.list.all(x, x.vs.size() != 0 ? int(x.vs[0]) >= 0 : true)
  self.strs.all(x, x != "") && self.strs.exists(x, self.strs.all(y, y != x))
  size(self.map) == 2
  self.s.matches("^h.*")
  self.t.find("^[^@]+") == "x"
  self.t.findAll("x").size() == 95
  self.t.endsWith("xx")
  self.s.startsWith("karpenter.sh/x")
  self.t.contains("xx")
  self.s.split("l")[0] == "he"
  int(self.list[0].vs[0]) >= 0
  int("1") == 1
  [1, self.n].size() == 2
  [[1]] == [[2]]
  {"a": 1}.a == 1
  {"a": self.n}.a == 3
  string(self.n) == "3"
  self.s + self.t == ""
  self.d < 2.0
  self.s < self.t
  self.strs == self.strs
  self.o == self.o
  self.strs.isSorted()
  self.strs.indexOf("a") == 0
  self.strs.join(",") == ""
  self.s.lowerAscii() == "hello"
  -self.n < 0
  self.n == -1
  type(self.n) == int
`
  .trim()
  .split(/\n\s*/);

/** Objects whose rules cost much or too much, by what they have in their `spec`. */
export function costlyQuestions(): Question[] {
  const pairs = (count: number) => Array.from({ length: count }, (_, n) => ({ a: String(n) }));
  return [
    question('nearly as much as all rules may cost', { text: 'a'.repeat(500_000) }),
    question('more than all rules may cost', { text: 'a'.repeat(550_000) }),
    question('more than a rule may cost', { text: 'a'.repeat(560_000) }),
    question('nested lists', { pairs: pairs(430) }),
    question('nested lists that cost too much', { pairs: pairs(460) }),
    {
      ...question('a list that grows', { kept: grown(600) }),
      old: question('', { kept: grown(599) }).object,
    },
    {
      ...question('a list that grows too much', { kept: grown(1100) }),
      old: question('', { kept: grown(1099) }).object,
    },
  ];
}

function grown(count: number): string[] {
  return Array.from({ length: count }, (_, n) => String(n));
}

function question(name: string, spec: ValueObject): Question {
  return { name, object: { apiVersion: 'example.com/v1', kind: 'Costly', metadata: { name: 'test' }, spec } };
}

import type { ValueObject } from '@kustomize-ts/core';
import { subject } from '../packages/crd-validator/cel/evaluation.ts';
import { ExpressionMaker } from './cel-expressions.ts';
import type { Random } from './crd-objects.ts';

/** A policy, and the request that it decides on. */
export interface PolicyCase {
  policy: ValueObject;
  object: ValueObject;
  oldObject?: ValueObject;
  params?: ValueObject;
}

/** Makes random policies on `subject`, of which most match. */
export class PolicyMaker {
  readonly #random: Random;
  readonly #expressions: ExpressionMaker;

  constructor(random: Random) {
    this.#random = random;
    this.#expressions = new ExpressionMaker(random);
  }

  make(): PolicyCase {
    const random = this.#random;
    const hasParams = random.chance(0.2);
    const variables = this.#some(3, (i) => ({ name: `v${i}`, expression: this.#expressions.make() }));
    const policy = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name: 'policy' },
      spec: {
        ...(random.chance(0.5) ? { failurePolicy: random.pick(['Fail', 'Ignore']) } : {}),
        ...(hasParams ? { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } } : {}),
        matchConstraints: this.#match(),
        matchConditions: this.#some(2, (i) => ({
          name: `c${i}`,
          expression: this.#bool(variables.length, hasParams),
        })),
        variables,
        validations: [
          ...this.#some(2, () => this.#validation(variables.length, hasParams)),
          this.#validation(variables.length, hasParams),
        ],
      },
    };
    const object = random.chance(0.3)
      ? { ...subject, metadata: { name: 'other', labels: { app: 'b', tier: 'x' } } }
      : subject;
    return {
      policy,
      object,
      ...(random.chance(0.4) ? { oldObject: subject } : {}),
      ...(hasParams && random.chance(0.8)
        ? {
            params: {
              apiVersion: 'v1',
              kind: 'ConfigMap',
              metadata: { name: 'params' },
              data: { most: '5' },
            },
          }
        : {}),
    };
  }

  #some<T>(most: number, make: (i: number) => T): T[] {
    return Array.from({ length: this.#random.below(most + 1) }, (_, i) => make(i));
  }

  #bool(variables: number, hasParams: boolean): string {
    const { pick } = { pick: <T>(from: readonly T[]): T => this.#random.pick(from) };
    return pick<() => string>([
      () => `dyn(${this.#expressions.make()}) == dyn(${this.#expressions.make()})`,
      () => `dyn(${this.#expressions.make()}) == true`,
      () =>
        pick([
          'object.metadata.name == "thing"',
          'oldObject == null',
          'request.operation == "UPDATE"',
          'request.name != ""',
        ]),
      () =>
        pick([
          'has(oldObject.spec) && oldObject.spec.int == 5',
          'object.spec.missing > 1',
          'object.spec.int > 1',
        ]),
      () =>
        variables > 0
          ? `dyn(variables.v${this.#random.below(variables)}) == dyn(${this.#expressions.make()})`
          : 'true',
      () =>
        hasParams
          ? pick(['params.data.most == "5"', 'params == null', 'int(params.data.most) > object.spec.int'])
          : 'false',
    ])();
  }

  #validation(variables: number, hasParams: boolean): ValueObject {
    const random = this.#random;
    return {
      expression: this.#bool(variables, hasParams),
      ...(random.chance(0.4) ? { message: random.pick(['plain', '  padded ', 'two\nlines']) } : {}),
      ...(random.chance(0.5)
        ? {
            messageExpression: random.pick([
              'string(object.spec.int) + " is wrong"',
              '"%s of %s".format([object.metadata.name, object.kind])',
              'object.spec.missing',
              '"  "',
              '"a\\nb"',
              `string(${random.pick(['object.spec.text', 'object.spec.double', 'object.spec.yes'])})`,
            ]),
          }
        : {}),
    };
  }

  #match(): ValueObject {
    const random = this.#random;
    const rule = (): ValueObject => ({
      apiGroups: [random.pick(['example.com', 'example.com', 'example.com', '*', 'apps'])],
      apiVersions: [random.pick(['v1', 'v1', 'v1', '*', 'v2'])],
      operations: random.pick([['CREATE', 'UPDATE'], ['CREATE', 'UPDATE'], ['*'], ['UPDATE'], ['DELETE']]),
      resources: [
        random.pick(['things', 'things', 'things', 'things', '*', '*/*', 'things/status', 'others']),
      ],
      ...(random.chance(0.2) ? { resourceNames: random.pick([['thing'], ['other', 'x'], []]) } : {}),
      ...(random.chance(0.2) ? { scope: random.pick(['*', 'Cluster', 'Namespaced']) } : {}),
    });
    const selector = (): ValueObject =>
      random.chance(0.5)
        ? { matchLabels: { app: random.pick(['a', 'b']) } }
        : {
            matchExpressions: [
              random.pick<ValueObject>([
                { key: 'app', operator: 'In', values: ['a', 'c'] },
                { key: 'tier', operator: 'NotIn', values: ['x'] },
                { key: 'tier', operator: 'Exists' },
                { key: 'tier', operator: 'DoesNotExist' },
              ]),
            ],
          };
    return {
      matchPolicy: random.pick(['Exact', 'Equivalent']),
      namespaceSelector: random.chance(0.2) ? { matchLabels: { a: 'b' } } : {},
      objectSelector: random.chance(0.3) ? selector() : {},
      resourceRules: [rule(), ...this.#some(1, rule)],
      ...(random.chance(0.2) ? { excludeResourceRules: [rule()] } : {}),
    };
  }
}

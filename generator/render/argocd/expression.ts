import type { ValueObject } from '@kustomize-ts/core';

/** What a generator gives to the template: one element of a list. */
export type Parameters = ValueObject;

/** Why a template cannot be executed. */
export interface TemplateFault {
  code: 'unsupported-template' | 'undefined-parameter';
  message: string;
}

export type Expression =
  | { kind: 'field'; path: string[] }
  | { kind: 'literal'; value: string | number }
  | { kind: 'toJson'; of: Expression }
  | { kind: 'index'; of: Expression; keys: Expression[] };

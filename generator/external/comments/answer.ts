import { isObject, type Value } from '@kustomize-ts/core';
import { own } from '../../instances/objects/fields.ts';

/** What a server answered. */
export interface ApiAnswer {
  status: number;
  headers: Headers;
  /** The JSON; null where it is not JSON. */
  body: Value;
  /** How it starts, where it is not JSON. */
  start?: string;
}

/** `403: Resource not accessible by integration`. */
export function answerText({ status, body, start = '' }: ApiAnswer): string {
  const text = messageOf(body) || (status < 400 ? start : '');
  return text === '' ? String(status) : `${status}: ${text}`;
}

/** The error message of a server; GitLab sends objects instead of some messages. */
export function messageOf(body: Value): string {
  if (!isObject(body)) return '';
  const parts = ['message', 'error', 'error_description', 'errors'].map((name) => own(body, name));
  return parts
    .filter((part) => part !== undefined)
    .map((part) => (typeof part === 'string' ? part : JSON.stringify(part)))
    .join(', ');
}

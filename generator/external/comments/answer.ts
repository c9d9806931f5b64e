import { isObject, type Value } from '@kustomize-ts/core';
import { own } from '../../instances/objects/fields.ts';

/** What a server answered; `body` is the JSON, or null where it is not JSON. */
export interface ApiAnswer {
  status: number;
  headers: Headers;
  body: Value;
}

/** `403: Resource not accessible by integration`. */
export function answerText({ status, body }: ApiAnswer): string {
  const text = messageOf(body);
  return text === '' ? String(status) : `${status}: ${text}`;
}

/** What a server says is wrong; GitLab has objects in the place of some messages. */
export function messageOf(body: Value): string {
  if (!isObject(body)) return '';
  const parts = ['message', 'error', 'error_description', 'errors'].map((name) => own(body, name));
  return parts
    .filter((part) => part !== undefined)
    .map((part) => (typeof part === 'string' ? part : JSON.stringify(part)))
    .join(', ');
}

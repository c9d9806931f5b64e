import { goRegExp } from '@poolwright/go-regexp';
import { Ajv } from 'ajv';
import { addKubernetesKeywords } from './keywords.ts';

/** The ajv that compiles value schemas. */
export function newValueAjv(): Ajv {
  // ajv tells patterns apart by their text.
  const regExp = (pattern: string) => ({ ...goRegExp(pattern), toString: () => pattern });
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    meta: false,
    validateSchema: false,
    addUsedSchema: false,
    code: { regExp: Object.assign(regExp, { code: 'goRegExp' }) },
  });
  addKubernetesKeywords(ajv);
  return ajv;
}

import { _, Ajv, type CodeOptions } from 'ajv';
import { addKubernetesKeywords } from './keywords.ts';
import { goRegExp } from './regexp/go-regexp.ts';

/** The ajv that compiles value schemas; with `code`, in a way that their code can be written to a file. */
export function newValueAjv(code: CodeOptions = {}): Ajv {
  // ajv tells patterns apart by their text.
  const regExp = (pattern: string) => ({ ...goRegExp(pattern), toString: () => pattern });
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    meta: false,
    validateSchema: false,
    addUsedSchema: false,
    code: { regExp: Object.assign(regExp, { code: 'goRegExp' }), formats: _`stringFormats`, ...code },
  });
  addKubernetesKeywords(ajv);
  return ajv;
}

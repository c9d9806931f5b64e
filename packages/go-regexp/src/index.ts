export { GoRegExpError, type GoRegExpErrorCode } from './error.ts';
export { type GoRegExp, goRegExp } from './go-regexp.ts';

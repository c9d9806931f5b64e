export { type GoRegExp, goRegExp } from './go-regexp.ts';

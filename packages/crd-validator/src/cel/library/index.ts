import type { Environment } from '@marcbachmann/cel-js';
import { addComprehensions } from './comprehensions.ts';
import { addConversions, conversionNames } from './conversions.ts';
import { areEqual } from './equality.ts';
import { addFormats } from './format.ts';
import { addAddresses } from './ip.ts';
import { addLists, listNames } from './lists.ts';
import { addOptionals, optionalNames } from './optionals.ts';
import { addQuantities } from './quantity.ts';
import { addSemvers } from './semver.ts';
import { addStrings, stringNames } from './strings.ts';
import { addUrls } from './url.ts';

/** The functions whose meaning in cel-js is not cel-go's, and the names ours are registered under. */
export const libraryNames: Readonly<Record<string, string>> = {
  ...conversionNames,
  ...listNames,
  ...optionalNames,
  ...stringNames,
};

/** Adds the libraries that the API server has for the expressions of policies (apiserver v0.37, pkg/cel/environment/base.go). */
export function addLibraries(environment: Environment): void {
  addConversions(environment);
  addStrings(environment);
  addLists(environment);
  addOptionals(environment);
  addComprehensions(environment);
  addQuantities(environment);
  addSemvers(environment);
  addAddresses(environment);
  addUrls(environment);
  addFormats(environment);
  for (const type of ['Quantity', 'Semver', 'URL', 'NamedFormat']
    .map((name) => `kubernetes.${name}`)
    .concat('net.IP', 'net.CIDR'))
    environment.registerOperator(`${type} == ${type}`, areEqual);
  environment.registerOperator('optional<dyn> == optional<dyn>', areEqual);
}

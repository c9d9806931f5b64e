import type { Environment } from '@marcbachmann/cel-js';

/** Registers `name`, so that functions can be registered as `NameNamespace.function(…)` and called as `name.function(…)`. */
export function namespace(environment: Environment, name: string): Environment {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Namespace`;
  class Namespace {}
  return environment.registerType(type, Namespace).registerConstant(name, type, new Namespace());
}

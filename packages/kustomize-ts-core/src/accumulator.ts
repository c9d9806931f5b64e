import { EMPTY_CONFIG, type FieldConfig, mergeConfigs } from './fields/config.ts';
import { defaultConfig } from './fields/defaults.ts';
import { ResourceList } from './resource/resource-list.ts';
import { mergeVariables, type Variables } from './vars/variables.ts';

/** The result of a kustomization: its resources, and what later steps need to know about them. */
export class Accumulator {
  readonly resources = new ResourceList();
  readonly variables: Variables = new Map();
  #config: FieldConfig = EMPTY_CONFIG;

  get config(): FieldConfig {
    return this.#config;
  }

  mergeConfig(config: FieldConfig): void {
    // Merging the defaults into nothing gives the defaults.
    if (this.#config === EMPTY_CONFIG && config === defaultConfig()) this.#config = config;
    else this.#config = mergeConfigs(this.#config, config);
  }

  merge(other: Accumulator): void {
    this.resources.appendAll(other.resources.items);
    this.mergeConfig(other.config);
    mergeVariables(this.variables, other.variables.values());
  }
}

import { EMPTY_CONFIG, type FieldConfig, mergeConfigs } from './fields/config.ts';
import { ResourceList } from './resource/resource-list.ts';
import { mergeVariables, type Variables } from './vars/variables.ts';

/** What a kustomization comes to: its resources, and what later steps need to know about them. */
export class Accumulator {
  readonly resources = new ResourceList();
  readonly variables: Variables = new Map();
  #config: FieldConfig = EMPTY_CONFIG;

  get config(): FieldConfig {
    return this.#config;
  }

  mergeConfig(config: FieldConfig): void {
    this.#config = mergeConfigs(this.#config, config);
  }

  merge(other: Accumulator): void {
    this.resources.appendAll(other.resources.items);
    this.mergeConfig(other.config);
    mergeVariables(this.variables, other.variables.values());
  }
}

import { at } from '../errors.ts';
import { EMPTY_CONFIG, type FieldConfig, mergeConfigs } from '../fields/config.ts';
import { compareGvk } from '../fields/kind-order.ts';
import { completeSpecs, fieldSpecList } from '../transform/field-specs-format.ts';
import { readYaml } from '../yaml/index.ts';
import { list, struct } from './decode.ts';
import { gvk } from './kustomization-format.ts';
import type { Loader } from './loader.ts';
import { yamlFault } from './yaml-fault.ts';

const nameReference = struct({ ...gvk, fieldSpecs: fieldSpecList });

const configuration = struct({
  namePrefix: fieldSpecList,
  nameSuffix: fieldSpecList,
  namespace: fieldSpecList,
  commonLabels: fieldSpecList,
  labels: fieldSpecList,
  templateLabels: fieldSpecList,
  volumeClaimTemplateLabels: fieldSpecList,
  commonAnnotations: fieldSpecList,
  nameReference: list(nameReference, {}),
  varReference: fieldSpecList,
  images: fieldSpecList,
  replicas: fieldSpecList,
});

/** Reads the files of `configurations`: fields for the transformers beyond kustomize's own. */
export function loadConfigurations(paths: readonly string[], loader: Loader): FieldConfig {
  return paths.reduce((config, path, index) => {
    const content = at({ field: `configurations[${index}]` }, () => loader.readText(path));
    return at({ file: loader.path(path) }, () => mergeConfigs(config, parseConfiguration(content)));
  }, EMPTY_CONFIG);
}

function parseConfiguration(content: string): FieldConfig {
  const value = yamlFault(() => readYaml(content));
  const { nameReference: references = [], ...fields } =
    configuration(value, '', { strict: true, lenientText: true }) ?? {};
  const specs = (field: Exclude<keyof FieldConfig, 'nameReference'>) =>
    completeSpecs(fields[field]).sort(compareGvk);
  return {
    namePrefix: specs('namePrefix'),
    nameSuffix: specs('nameSuffix'),
    namespace: specs('namespace'),
    commonLabels: specs('commonLabels'),
    labels: specs('labels'),
    templateLabels: specs('templateLabels'),
    volumeClaimTemplateLabels: specs('volumeClaimTemplateLabels'),
    commonAnnotations: specs('commonAnnotations'),
    nameReference: references
      .map(({ group = '', version = '', kind = '', fieldSpecs }) => ({
        group,
        version,
        kind,
        fieldSpecs: completeSpecs(fieldSpecs),
      }))
      .sort(compareGvk),
    varReference: specs('varReference'),
    images: specs('images'),
    replicas: specs('replicas'),
  };
}

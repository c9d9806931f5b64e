import { createValidator, type ResourceSchema, type Validator } from '@poolwright/crd-validator';
import { schemaTexts } from './files.ts';

/** Validators by Karpenter version, made of the schemas that Poolwright brings and kept for the next who asks. */
export function createValidators(): (karpenter: string) => Validator | undefined {
  const known = new Map<string, Validator | undefined>();
  return (karpenter) => {
    if (!known.has(karpenter)) known.set(karpenter, readValidator(karpenter));
    return known.get(karpenter);
  };
}

function readValidator(karpenter: string): Validator | undefined {
  const texts = schemaTexts(karpenter);
  return texts && createValidator(texts.map(([, text]) => JSON.parse(text) as ResourceSchema));
}

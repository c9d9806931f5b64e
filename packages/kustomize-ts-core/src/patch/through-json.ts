import { getField, withField } from '../fields/object.ts';
import { isAmbiguous, quoteAmbiguous, setPlainText, withoutSourceText } from '../fields/source-text.ts';
import { isObject, type Value } from '../value.ts';
import { formatFloat } from '../yaml/number.ts';

const MAX_INT64 = 2n ** 63n - 1n;
const MAX_UINT64 = 2n ** 64n - 1n;

/**
 * The value after Go's encoding/json has read it without a type: every number a float64, so integers
 * beyond 2^53 lose their last digits, without source texts.
 */
export function throughJson(value: Value): Value {
  return withFloats(withoutSourceText(value));
}

function withFloats(value: Value): Value {
  if (typeof value === 'bigint' || (Number.isInteger(value) && !Number.isSafeInteger(value)))
    return rounded(value);
  if (Array.isArray(value)) {
    const items = value.map(withFloats);
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isObject(value)) return value;
  let result = value;
  const own = () => {
    if (result === value) result = { ...value };
    return result;
  };
  for (const key of Object.keys(value)) {
    const item = withFloats(getField(value, key) ?? null);
    result = withField(result, key, item);
    // Go writes the object as YAML in between: `yes`, an empty text and the like in quotes, large numbers with an exponent.
    if (item === '' || isAmbiguous(result, key)) quoteAmbiguous(own(), key);
    if (typeof item === 'number' || typeof item === 'bigint') {
      const text = formatFloat(Number(item));
      if (text !== String(item)) setPlainText(own(), key, text);
    }
  }
  return result;
}

/** The shortest digits of the nearest float64, read as an integer again where one can hold them. */
function rounded(value: Value): Value {
  const text = String(Number(value));
  if (!/^-?\d+$/.test(text)) return Number(text);
  const integer = BigInt(text);
  return integer >= -MAX_INT64 - 1n && integer <= MAX_UINT64 ? integer : Number(text);
}

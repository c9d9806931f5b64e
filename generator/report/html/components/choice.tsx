import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { PlotRuntimeContext } from './plot-runtime.ts';

interface ChoiceProps<Value extends string> {
  /** Of its buttons, once in the page. */
  name: string;
  legend: string;
  options: readonly { value: Value; text: string }[];
  value: Value;
  onChoose(value: Value): void;
}

/** One of some ways to show plots; nothing without a script. */
export function Choice<Value extends string>(props: ChoiceProps<Value>): JSX.Element | null {
  const { name, legend, options, value, onChoose } = props;
  const runtime = useContext(PlotRuntimeContext);
  const [isLive, setLive] = useState(false);
  useEffect(() => setLive(runtime !== undefined), [runtime]);
  if (!isLive) return null;
  return (
    <fieldset class="choice">
      <legend>{legend}</legend>
      {options.map((one) => (
        <label key={one.value}>
          <input
            type="radio"
            name={name}
            value={one.value}
            checked={one.value === value}
            onChange={() => onChoose(one.value)}
          />{' '}
          {one.text}
        </label>
      ))}
    </fieldset>
  );
}

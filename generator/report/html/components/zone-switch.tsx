import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { Choice } from './choice.tsx';
import { PlotRuntimeContext } from './plot-runtime.ts';

/** Chooses the time zone of all parts of the page; nothing where there is one. */
export function ZoneSwitch({ name, zone }: { name: string; zone: string }): JSX.Element | null {
  const store = useContext(PlotRuntimeContext)?.zones;
  if (!store || store.zones.length < 2) return null;
  return (
    <Choice
      name={name}
      legend="Times in"
      options={store.zones.map((value) => ({ value, text: value }))}
      value={zone}
      onChoose={store.choose}
    />
  );
}

import { useContext, useEffect, useState } from 'preact/hooks';
import { PlotRuntimeContext } from './plot-runtime.ts';

/** The time zone to show: that of the command, until the reader chooses another. */
export function useZone(printed: string): string {
  const zones = useContext(PlotRuntimeContext)?.zones;
  const [zone, setZone] = useState(printed);
  useEffect(() => {
    if (!zones) return undefined;
    setZone(zones.current());
    return zones.subscribe(() => setZone(zones.current()));
  }, [zones]);
  return zone;
}

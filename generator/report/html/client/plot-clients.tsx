import type { FunctionComponent } from 'preact';
import { hydrate } from 'preact';
import { Calendars } from '../components/calendars.tsx';
import { Costs } from '../components/costs.tsx';
import { Instances } from '../components/instances.tsx';
import { type PlotRuntime, PlotRuntimeContext } from '../components/plot-runtime.ts';
import { Timeline } from '../components/timeline.tsx';
import type { ReportModel } from '../model.ts';
import { createPlotRuntime } from './plot-runtime.ts';
import type { ViewClient } from './view-client.ts';

/** Views with plots, which share a time zone. */
export function plotClients(): ViewClient[] {
  let runtime: PlotRuntime | undefined;
  const client = (id: string, Content: FunctionComponent<{ model: ReportModel }>): ViewClient => ({
    id,
    start: (root, model) => {
      runtime ??= createPlotRuntime(model.timeZone ?? 'UTC');
      hydrate(
        <PlotRuntimeContext.Provider value={runtime}>
          <Content model={model} />
        </PlotRuntimeContext.Provider>,
        root,
      );
    },
  });
  return [
    client('timeline', Timeline),
    client('calendar', Calendars),
    client('costs', Costs),
    client('instances', Instances),
  ];
}

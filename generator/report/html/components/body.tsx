import type { JSX } from 'preact';
import type { ReportModel } from '../model.ts';
import { VIEWS } from '../views/index.ts';

/** The page: its parts in order, those that the report has data for. */
export function Body({ model }: { model: ReportModel }): JSX.Element {
  const views = VIEWS.flatMap(({ id, title, render }) => {
    const content = render(model);
    return content === undefined ? [] : [{ id, title, content }];
  });
  const { fleet, poolwright, command, at } = model;
  return (
    <>
      <a class="skip" href="#main">
        Skip to the report
      </a>
      <header>
        <h1>{fleet === undefined ? 'Poolwright report' : fleet.name}</h1>
        <nav aria-label="Parts of the report">
          <ul>
            {views.map(({ id, title }) => (
              <li>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main id="main" tabIndex={-1}>
        {views.map(({ id, title, content }) => (
          <section id={id} aria-labelledby={`${id}-title`}>
            <h2 id={`${id}-title`}>{title}</h2>
            <div data-view={id}>{content}</div>
          </section>
        ))}
      </main>
      <footer>
        <p>
          Made by poolwright {poolwright}, <code>poolwright {command}</code>
          {at === undefined ? '' : `, for a change that arrives at ${at}`}
        </p>
      </footer>
    </>
  );
}

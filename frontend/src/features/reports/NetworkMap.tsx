import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DepartmentNetwork } from './Network';
import classes from './reports.module.css';

const WIDTH = 720;
const HEIGHT = 460;
const MARGIN_X = 120;
const MARGIN_Y = 56;

/**
 * Departments as circles (their area is the number of people) and their ties as lines (their width is
 * the number of contacts). Pointing at or choosing one brings its ties out. The tables below say the
 * same in numbers.
 */
export function NetworkMap({ network }: { network: DepartmentNetwork }) {
  const { t } = useTranslation('reports');
  const [chosen, setChosen] = useState<string | null>(null);
  const most = Math.max(1, ...network.ties.map((tie) => tie.contacts));
  const largest = Math.max(1, ...network.departments.map((one) => one.people));
  const places = new Map(
    network.departments.map((one) => [
      one.key,
      {
        x: MARGIN_X + one.x * (WIDTH - 2 * MARGIN_X),
        y: MARGIN_Y + one.y * (HEIGHT - 2 * MARGIN_Y),
        radius: 10 + 20 * Math.sqrt(one.people / largest),
      },
    ]),
  );
  const strongest = network.ties[0];
  const name = (key: string) => network.departments.find((one) => one.key === key)?.name;

  return (
    <figure className={classes.figure}>
      <svg
        className={classes.map}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={
          strongest
            ? t('network.mapLabel', {
                count: network.departments.length,
                ties: network.ties.length,
                one: name(strongest.fromKey),
                other: name(strongest.toKey),
              })
            : t('network.noTies')
        }
      >
        {network.ties.map((tie) => {
          const from = places.get(tie.fromKey);
          const to = places.get(tie.toKey);
          if (!from || !to) return null;
          const near = chosen === null || tie.fromKey === chosen || tie.toKey === chosen;
          return (
            <line
              key={tie.key}
              className={classes.tie}
              data-far={near ? undefined : ''}
              x1={from.x}
              y1={from.y}
              x2={to.x}
              y2={to.y}
              strokeWidth={1.5 + 10 * Math.sqrt(tie.contacts / most)}
            />
          );
        })}
        {network.departments.map((one) => {
          const place = places.get(one.key);
          if (!place) return null;
          return (
            <g
              key={one.key}
              onPointerEnter={() => setChosen(one.key)}
              onPointerLeave={() => setChosen(null)}
              onClick={() => setChosen(one.key)}
            >
              <circle className={classes.node} cx={place.x} cy={place.y} r={place.radius} />
              <text className={classes.nodeCount} x={place.x} y={place.y}>
                {one.people}
              </text>
            </g>
          );
        })}
        {/* Last, so that no circle covers a name. */}
        {network.departments.map((one) => {
          const place = places.get(one.key);
          return place ? (
            <text
              key={one.key}
              className={classes.nodeName}
              x={place.x}
              y={place.y + place.radius + 16}
            >
              {one.name}
            </text>
          ) : null;
        })}
      </svg>
      <figcaption className={classes.hint}>{t('network.mapExplain')}</figcaption>
    </figure>
  );
}

import { IconStar } from '@tabler/icons-react';
import { Link } from 'react-router';
import { paths } from '@/lib/paths';
import { VALUE_ICONS } from './valueIcons';
import classes from './ValueMark.module.css';

/** Gives whatever it is set on the colours `--value-tint` (a ground) and `--value-ink` (words on it). */
export const valueColors = classes.colors ?? '';

interface ValueIconProps {
  /** The name that the API gives it. */
  icon: string;
  size?: number;
}

/** The sign of a company value. Its name stands beside it, so it says nothing to a screen reader. */
export function ValueIcon({ icon, size = 16 }: ValueIconProps) {
  const Sign = VALUE_ICONS[icon as keyof typeof VALUE_ICONS] ?? IconStar;
  return <Sign size={size} stroke={1.8} aria-hidden="true" />;
}

interface ValueChipProps {
  value: { id: string; name: string; color: string; icon: string };
  /** Leads to the thanks given under it unless told otherwise. */
  plain?: boolean;
}

/** A company value in its colour, with its sign. */
export function ValueChip({ value, plain = false }: ValueChipProps) {
  const words = (
    <>
      <ValueIcon icon={value.icon} />
      {value.name}
    </>
  );
  const className = `${classes.colors} ${classes.chip}`;
  return plain ? (
    <span className={className} data-color={value.color}>
      {words}
    </span>
  ) : (
    <Link className={className} data-color={value.color} to={paths.kudosUnder(value.id)}>
      {words}
    </Link>
  );
}

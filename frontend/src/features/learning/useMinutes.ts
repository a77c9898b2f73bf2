import { useTranslation } from 'react-i18next';

/** A length of time as one says it: 45 min, 2 h 30 min. */
export function useMinutes(): (minutes: number) => string {
  const { i18n } = useTranslation();
  const unit = (value: number, of: 'hour' | 'minute') =>
    new Intl.NumberFormat(i18n.language, { style: 'unit', unit: of, unitDisplay: 'short' }).format(value);
  return (minutes) => {
    const hours = Math.floor(minutes / 60);
    const rest = minutes % 60;
    return [
      hours > 0 ? unit(hours, 'hour') : '',
      rest > 0 || hours === 0 ? unit(rest, 'minute') : '',
    ]
      .filter((one) => one !== '')
      .join(' ');
  };
}

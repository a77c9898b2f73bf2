import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './reports.module.css';

interface DownloadsProps {
  /** What the server calls the table. */
  name: string;
  /** What was chosen on the screen, as the server reads it from an address. */
  query: string;
  forms?: readonly ('csv' | 'xlsx' | 'pdf')[];
}

/** A table to take along as a file. */
export function Downloads({ name, query, forms = ['csv', 'xlsx'] }: DownloadsProps) {
  const { t } = useTranslation('reports');
  return (
    <span className={classes.downloads}>
      {forms.map((form) => (
        <Button
          key={form}
          component="a"
          variant="default"
          href={`/exports/${name}.${form}?${query}`}
          download
        >
          {t(`download.${form}`)}
        </Button>
      ))}
    </span>
  );
}

import { IconCornerDownRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import type { Origin } from '@/gql/graphql';
import classes from './development.module.css';

export const SourceLineFragment = graphql(`
  fragment SourceLine_source on DevelopmentSource {
    origin
    title
    path
  }
`);

/** Whose titles say already what they are: "Feedback from Ann: …", "Assessment of 3 May". */
const SAYS_ITSELF: readonly Origin[] = ['FEEDBACK', 'ASSESSMENT'];

/** Where a focus area or a goal came from, with the way back for those who may read it there. */
export function SourceLine({ source: masked }: { source: FragmentType<typeof SourceLineFragment> }) {
  const source = unmask(SourceLineFragment, masked);
  const { t } = useTranslation('development');
  return (
    <p className={classes.source}>
      <IconCornerDownRight size={16} stroke={1.7} aria-hidden="true" />
      <span>
        {source.path && SAYS_ITSELF.includes(source.origin) ? null : t(`origin.${source.origin}`)}
        {source.path ? (
          <>
            {' '}
            <Link to={source.path}>{source.title || t('origin.open')}</Link>
          </>
        ) : null}
      </span>
    </p>
  );
}

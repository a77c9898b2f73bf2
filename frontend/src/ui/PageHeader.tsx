import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import classes from './PageHeader.module.css';

interface PageHeaderProps {
  /** The page's only h1, and the window's title. */
  title: string;
  /** One sentence under it. */
  lead?: ReactNode;
  /** The page's one primary action. */
  action?: ReactNode;
  /** Where this page hangs in the tree. */
  back?: { to: string; label: string };
  /** Hides the words of the h1 where something else shows them, e.g. a person with face. */
  visual?: ReactNode;
}

/** Top of every page. After a navigation the focus goes to the h1, so a screen reader says where one is. */
export function PageHeader({ title, lead, action, back, visual }: PageHeaderProps) {
  const { t } = useTranslation('common');
  const heading = useRef<HTMLHeadingElement>(null);
  const { key, hash, pathname } = useLocation();

  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  }, [title, t]);

  useEffect(() => {
    if (key !== 'default' && !hash) heading.current?.focus({ preventScroll: true });
    // Only another page moves the focus: a form or a tab that the query names keeps its own.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [pathname]);

  return (
    <div className={classes.header}>
      {back ? (
        <Link className={classes.back} to={back.to} data-no-print>
          ← {back.label}
        </Link>
      ) : null}
      <div className={classes.row}>
        <div className={classes.words}>
          <h1 ref={heading} tabIndex={-1} className={classes.title}>
            {visual ?? title}
          </h1>
          {lead ? <p className={classes.lead}>{lead}</p> : null}
        </div>
        {action ? <div className={classes.action}>{action}</div> : null}
      </div>
    </div>
  );
}

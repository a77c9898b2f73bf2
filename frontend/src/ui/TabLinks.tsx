import { type ReactNode, useEffect, useRef } from 'react';
import { Link, NavLink, useLocation } from 'react-router';
import classes from './TabLinks.module.css';

interface TabLinksProps {
  label: string;
  /** Whether there are so many that on a phone they stand closer. */
  tight?: boolean;
  children: ReactNode;
}

/** Parts of one page, each with an address of its own, in a row over them. Children are `TabLink`. */
export function TabLinks({ label, tight = false, children }: TabLinksProps) {
  const row = useRef<HTMLElement>(null);
  const { pathname, search } = useLocation();

  // On a phone the row can be longer than the screen.
  useEffect(() => {
    const nav = row.current;
    const here = nav?.querySelector<HTMLElement>('[aria-current="page"]');
    // Not scrollIntoView, which would also move the page, and the place from which Tab goes on.
    if (!nav || !here) return;
    nav.scrollLeft = here.offsetLeft - nav.offsetLeft - (nav.clientWidth - here.offsetWidth) / 2;
  }, [pathname, search]);

  return (
    <nav ref={row} className={classes.tabs} data-tight={tight || undefined} aria-label={label}>
      {children}
    </nav>
  );
}

interface TabLinkProps {
  to: string;
  /** Whether one is there; told by the path where it is left out. */
  current?: boolean;
  children: ReactNode;
}

export function TabLink({ to, current, children }: TabLinkProps) {
  const className = classes.tab ?? '';
  if (current === undefined) {
    return (
      <NavLink className={className} to={to}>
        {children}
      </NavLink>
    );
  }
  return (
    <Link className={className} to={to} aria-current={current ? 'page' : undefined}>
      {children}
    </Link>
  );
}

/** How many wait behind a tab; hidden from screen readers where words beside it say the same. */
export function TabCount({ children, silent = false }: { children: number; silent?: boolean }) {
  return (
    <span className={classes.count} aria-hidden={silent || undefined}>
      {children}
    </span>
  );
}

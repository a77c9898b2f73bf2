import { type ReactNode, useId } from 'react';
import classes from './Section.module.css';

interface SectionProps {
  title: string;
  /** A small thing at the right of the heading: a count, a mark, a button. */
  aside?: ReactNode;
  children: ReactNode;
  /** `card` stands on a surface of its own, `plain` on the ground. */
  look?: 'card' | 'plain';
}

/** A part of a page with a heading of level 2. */
export function Section({ title, aside, children, look = 'plain' }: SectionProps) {
  const id = useId();
  return (
    <section className={classes.section} data-look={look} aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** A surface for one thing. */
export function Card({ children, tone }: { children: ReactNode; tone?: 'warm' }) {
  return (
    <div className={classes.card} data-tone={tone}>
      {children}
    </div>
  );
}

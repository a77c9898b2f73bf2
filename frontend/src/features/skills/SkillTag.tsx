import type { ReactNode } from 'react';
import classes from './skills.module.css';

/** A small word about a skill: would learn, could teach. */
export function SkillTag({ children, tone }: { children: ReactNode; tone?: 'learn' | 'teach' | 'gap' }) {
  return (
    <span className={classes.tag} data-tone={tone}>
      {children}
    </span>
  );
}

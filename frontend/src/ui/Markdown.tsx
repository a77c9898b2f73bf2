import { Suspense, lazy } from 'react';
import classes from './Markdown.module.css';
import type { Mentioned } from './Mentions';

const Rendered = lazy(() => import('./MarkdownRenderer'));

const NOBODY: readonly Mentioned[] = [];

interface MarkdownProps {
  children: string;
  /** Whose names, after an @, lead to them. */
  mentions?: readonly Mentioned[];
}

/** What a person wrote, as paragraphs, lists and links. Never as HTML. Plain text until the renderer is here. */
export function Markdown({ children, mentions = NOBODY }: MarkdownProps) {
  return (
    <div className={classes.prose}>
      <Suspense fallback={<p className={classes.plain}>{children}</p>}>
        <Rendered text={children} mentions={mentions} />
      </Suspense>
    </div>
  );
}

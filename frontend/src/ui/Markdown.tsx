import { Suspense, lazy } from 'react';
import classes from './Markdown.module.css';

const Rendered = lazy(() => import('./MarkdownRenderer'));

/** What a person wrote, as paragraphs, lists and links. Never as HTML. Plain text until the renderer is here. */
export function Markdown({ children }: { children: string }) {
  return (
    <div className={classes.prose}>
      <Suspense fallback={<p className={classes.plain}>{children}</p>}>
        <Rendered text={children} />
      </Suspense>
    </div>
  );
}

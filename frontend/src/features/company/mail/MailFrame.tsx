import { useEffect, useId, useRef } from 'react';
import classes from './mail.module.css';

/**
 * The HTML of a mail that is kept nowhere, in a frame that can run nothing.
 *
 * Our own policy forbids the styles that a mail brings inline, and would hold inside a frame that is
 * written here. So the server gives it back as a document of its own, with the policy of the mailbox.
 */
export function MailFrame({ html, title }: { html: string; title: string }) {
  const name = useId();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.submit(), [html]);
  return (
    <>
      <form ref={form} method="post" action="/mailbox/preview" target={name} hidden>
        <input type="hidden" name="html" value={html} readOnly />
      </form>
      <iframe
        className={classes.frame}
        name={name}
        title={title}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
      />
    </>
  );
}

import type { ReactNode } from 'react';
import classes from './Form.module.css';

interface FormProps {
  onSubmit: () => void;
  children: ReactNode;
  label?: string;
}

/** A form whose fields stand one under the other; Ctrl/Cmd-Enter sends it from any field. */
export function Form({ onSubmit, children, label }: FormProps) {
  return (
    <form
      className={classes.form}
      noValidate
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        // A dialog's form stands in the page's form for React, though not on the screen.
        event.stopPropagation();
        onSubmit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          event.stopPropagation();
          onSubmit();
        }
      }}
    >
      {children}
    </form>
  );
}

/** The buttons at the end of a form; the primary one comes last and stands at the right. */
export function FormActions({ children }: { children: ReactNode }) {
  return <div className={classes.actions}>{children}</div>;
}

/** A refusal or failure that belongs to no field, read out when it comes. */
export function FormError({ children }: { children: string | undefined }) {
  return (
    <div role="alert" className={classes.alert} data-shown={children ? true : undefined}>
      {children}
    </div>
  );
}

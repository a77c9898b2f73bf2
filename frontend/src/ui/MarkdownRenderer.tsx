import { type Token, type Tokens, marked } from 'marked';
import { Fragment, type ReactNode, createContext, use } from 'react';
import { type Mentioned, WithMentions } from './Mentions';

const Mentions = createContext<readonly Mentioned[]>([]);

const SAFE = /^(?:https?:\/\/|mailto:)/i;

/** The address if one may follow it: http, https and mailto only. */
export function safeAddress(href: string): string | undefined {
  // Browsers ignore control characters and spaces inside a scheme; so must the check.
  // oxlint-disable-next-line no-control-regex
  const clean = href.replace(/[\u0000-\u0020\u007f-\u009f\u200b-\u200f\u2028-\u202f\ufeff]/gu, '');
  return SAFE.test(clean) ? clean : undefined;
}

/**
 * Markdown to React elements, token by token. No HTML is ever made from text: raw HTML is shown as
 * the letters it is, images become links, unknown tokens their source.
 */
export default function MarkdownRenderer({ text, mentions = [] }: MarkdownRendererProps) {
  return <Mentions value={mentions}>{blocks(marked.lexer(text, { gfm: true, breaks: true }))}</Mentions>;
}

interface MarkdownRendererProps {
  text: string;
  mentions?: readonly Mentioned[];
}

/** Plain words, in which somebody may be mentioned. */
function Words({ text }: { text: string }) {
  return <WithMentions mentions={use(Mentions)}>{text}</WithMentions>;
}

function blocks(tokens: Token[]): ReactNode {
  return tokens.map((token, index) => <Fragment key={index}>{block(token)}</Fragment>);
}

function block(token: Token): ReactNode {
  switch (token.type) {
    case 'space':
    case 'def':
    // Shown before the item's words.
    case 'checkbox':
      return null;
    case 'heading':
      // Headings of a text must not mix with the page's own outline.
      return <p><strong>{inlines((token as Tokens.Heading).tokens)}</strong></p>;
    case 'paragraph':
      return <p>{inlines((token as Tokens.Paragraph).tokens)}</p>;
    case 'blockquote':
      return <blockquote>{blocks((token as Tokens.Blockquote).tokens)}</blockquote>;
    case 'code':
      return <pre><code>{(token as Tokens.Code).text}</code></pre>;
    case 'hr':
      return <hr />;
    case 'list': {
      const list = token as Tokens.List;
      const items = list.items.map((item, index) => (
        <li key={index} data-task={item.task || undefined}>
          {item.task ? (item.checked ? '☑ ' : '☐ ') : null}
          {blocks(item.tokens)}
        </li>
      ));
      return list.ordered ? <ol start={list.start || 1}>{items}</ol> : <ul>{items}</ul>;
    }
    case 'text': {
      const { tokens, text } = token as Tokens.Text;
      return tokens ? inlines(tokens) : <Words text={text} />;
    }
    default:
      return <p>{token.raw}</p>;
  }
}

function inlines(tokens: Token[]): ReactNode {
  return tokens.map((token, index) => <Fragment key={index}>{inline(token)}</Fragment>);
}

function inline(token: Token): ReactNode {
  switch (token.type) {
    case 'text': {
      const { tokens, text } = token as Tokens.Text;
      return tokens ? inlines(tokens) : <Words text={text} />;
    }
    case 'escape':
      return (token as Tokens.Escape).text;
    case 'strong':
      return <strong>{inlines((token as Tokens.Strong).tokens)}</strong>;
    case 'em':
      return <em>{inlines((token as Tokens.Em).tokens)}</em>;
    case 'del':
      return <del>{inlines((token as Tokens.Del).tokens)}</del>;
    case 'codespan':
      return <code>{(token as Tokens.Codespan).text}</code>;
    case 'br':
      return <br />;
    case 'checkbox':
      return null;
    case 'link': {
      const link = token as Tokens.Link;
      return anchor(link.href, inlines(link.tokens), link.raw);
    }
    case 'image': {
      const image = token as Tokens.Image;
      return anchor(image.href, image.text || image.href, image.raw);
    }
    default:
      return token.raw;
  }
}

function anchor(href: string, words: ReactNode, raw: string): ReactNode {
  const address = safeAddress(href);
  return address ? (
    <a href={address} rel="noopener noreferrer nofollow" target="_blank">
      {words}
    </a>
  ) : (
    raw
  );
}

/**
 * Markdown as it reads without its signs, for a line that only leads to the text. It makes nothing
 * safe: what comes out is shown as text, like what went in.
 */
export function plainText(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/gu, '$1')
    .replace(/(\*\*|__)(?=\S)([^\n]+?)(?<=\S)\1/gu, '$2')
    .replace(/(?<![\p{L}\p{N}*_])([*_])(?=\S)([^\n]+?)(?<=\S)\1(?![\p{L}\p{N}*_])/gu, '$2')
    .replace(/`([^`\n]+)`/gu, '$1')
    .replace(/^ {0,3}(?:#{1,6} +|> ?|[-*+] +)/gmu, '');
}

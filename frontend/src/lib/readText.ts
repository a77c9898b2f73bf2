/**
 * The text of a file, in whatever encoding a spreadsheet wrote it: UTF-8 and UTF-16 are recognised,
 * and what is neither is read as the Windows code page of the language.
 */
export async function readText(file: Blob, language: string): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const page = language.startsWith('ru') ? 'windows-1251' : 'windows-1252';
    return new TextDecoder(page).decode(bytes);
  }
}

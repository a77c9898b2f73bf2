import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Kind, parse } from 'graphql';
import type { Plugin } from 'vite';

const CALL = /\bgraphql\(\s*(?:\/\*[^*]*\*\/\s*)?`([^`]*)`\s*,?\s*\)/g;

/** The operation's name and kind; undefined for a document of fragments only. */
function operationOf(text: string): { name: string; kind: string } | undefined {
  for (const definition of parse(text, { noLocation: true }).definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      if (!definition.name) throw new Error('An operation has no name');
      return { name: definition.name.value, kind: definition.operation };
    }
  }
  return undefined;
}

/** A document as urql needs it, its selections left out. */
function stub({ name, kind }: { name: string; kind: string }, id: string): string {
  const definition = `{ kind: "OperationDefinition", operation: "${kind}", name: { kind: "Name", value: "${name}" }, selectionSet: { kind: "SelectionSet", selections: [] } }`;
  return `{ kind: "Document", documentId: "${id}", operationName: "${name}", definitions: [${definition}] }`;
}

/**
 * Replaces every `graphql(`…`)` of the source with the id under which the server knows that
 * operation, so no document text is shipped and each page's chunk carries only its own ids.
 * The ids come from the code generator's manifest; run `npm run codegen` after changing a document.
 */
export function persistedDocuments(): Plugin {
  const manifest = resolve(import.meta.dirname, '../src/gql/persisted-documents.json');
  let ids: Map<string, string> | undefined;

  function load(): Map<string, string> {
    const found = new Map<string, string>();
    const entries = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, string>;
    for (const [id, text] of Object.entries(entries)) {
      const operation = operationOf(text);
      if (operation) found.set(operation.name, id);
    }
    return found;
  }

  return {
    name: 'persisted-documents',
    enforce: 'pre',
    configureServer(server) {
      server.watcher.add(manifest);
      server.watcher.on('change', (path) => {
        if (path === manifest) ids = undefined;
      });
    },
    transform(code, file) {
      if (!/\.tsx?$/.test(file) || file.includes('/src/gql/') || !code.includes('graphql(')) return;
      const known = (ids ??= load());
      const output = code.replace(CALL, (call: string, text: string) => {
        const operation = operationOf(text);
        // Line breaks are kept so that positions in stack traces stay right.
        const lines = '\n'.repeat(call.split('\n').length - 1);
        if (operation) {
          const id = known.get(operation.name);
          if (!id) throw new Error(`${operation.name} is not in the manifest: run npm run codegen`);
          return `(${stub(operation, id)}${lines})`;
        }
        return `({}${lines})`;
      });
      return { code: output, map: null };
    },
  };
}

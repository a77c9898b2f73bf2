import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { persistedDocuments } from './build/persisted-documents.ts';
import { themeCss } from './build/theme-css.ts';

export default defineConfig({
  plugins: [persistedDocuments(), themeCss(), react()],
  resolve: { alias: { '@': resolve(import.meta.dirname, 'src') } },
  build: {
    outDir: '../erm/web/static',
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // Few files instead of one a module that two pages share.
        codeSplitting: {
          groups: [
            {
              name: 'vendor',
              test: /node_modules[\\/](?:react|react-dom|scheduler|react-router|cookie|i18next|react-i18next|urql|wonka|@urql|@0no-co)[\\/]/,
              priority: 3,
            },
            {
              name: 'shared',
              test: /^(?!.*[\\/]src[\\/]features[\\/])/,
              minShareCount: 5,
              minSize: 4_000,
              priority: 2,
            },
            // What the pages of one feature share is no part of the first visit to another.
            {
              name: (id: string) => {
                const feature = /[\\/]src[\\/]features[\\/](\w+)[\\/]/.exec(id)?.[1];
                return feature ? `shared-${feature}` : null;
              },
              minShareCount: 3,
              minSize: 4_000,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/graphql': process.env['ERM_SERVER'] ?? 'http://127.0.0.1:8000',
      '/healthz': process.env['ERM_SERVER'] ?? 'http://127.0.0.1:8000',
    },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}', 'build/**/*.test.ts'],
    css: false,
    restoreMocks: true,
    // Patience costs nothing where all is well: a busy machine is several times slower than a quiet one.
    testTimeout: 60_000,
    // Every file still has modules and a window of its own, but not a process that loads jsdom anew:
    // half of the work.
    pool: 'vmThreads',
    // Much of their time is waiting; by default there would be one worker on two cores.
    maxWorkers: 2,
  },
});

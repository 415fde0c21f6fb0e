import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defineConfig } from 'vite';

const OUT = fileURLToPath(new URL('../../dist/apps/dashboard', import.meta.url));

export default defineConfig({
  // Addresses are relative to <base>, which the server writes: the same build works below any path.
  base: './',
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  plugins: [compressed()],
});

/** Writes each script and style sheet in the encodings that browsers ask for, so that nobody compresses while serving. */
function compressed() {
  return {
    name: 'compressed',
    writeBundle() {
      const assets = `${OUT}/assets`;
      for (const name of readdirSync(assets).filter((name) => /\.(?:js|css|svg)$/.test(name))) {
        const bytes = readFileSync(`${assets}/${name}`);
        writeFileSync(`${assets}/${name}.gz`, gzipSync(bytes, { level: 9 }));
        writeFileSync(`${assets}/${name}.br`, brotliCompressSync(bytes));
      }
    },
  };
}

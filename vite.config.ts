import {minifyHTMLLiterals} from 'minify-literals';
import {defineConfig, type InlineConfig, type Plugin} from 'vite';

/** Takes the white space out of `html` and `css` templates, which the minifier of scripts leaves as they are. */
const minifyTemplates: Plugin = {
  name: 'minify-templates',
  enforce: 'pre',
  async transform(code, id) {
    if (!/\/src\/elements\/.*\.ts$/.test(id)) return undefined;
    const result = await minifyHTMLLiterals(code, {fileName: id, html: {keepClosingSlash: true}});
    return result && {code: result.code, map: result.map ?? null};
  },
};

/**
 * Vite wraps each `import()` to fetch style sheets along with it. There are none here, but failures: browsers older
 * than autumn 2026 remember them, and ask for the file again only under another address.
 */
const importsThatMayFail: Plugin = {
  name: 'imports-that-may-fail',
  enforce: 'pre',
  load: (id) => (id.includes('vite/preload-helper') ? importAgain : undefined),
  renderChunk: (code) => ({
    code: code.replace(/\(\) => (import\("\.\/[^"]+")\)/g, '(again) => $1 + again)'),
    map: null,
  }),
};

const importAgain = `let failures = 0;
export const __vitePreload = (load) =>
  load(failures ? '#' + failures : '').catch((error) => {
    failures += 1;
    throw error;
  });`;

/**
 * The digests have their own copy of the hashing library. Shared with the callback settings it would be a file of its
 * own, which the later files would import by themselves, and then nobody asks for it again when it does not arrive.
 */
const ownCopy: Plugin = {
  name: 'own-copy',
  enforce: 'pre',
  async resolveId(source, importer = '') {
    const copied = importer.endsWith(copy);
    if (!copied && !(importer.endsWith('/src/transport/digest.ts') && source.startsWith('@')))
      return undefined;
    const found = await this.resolve(source, copied ? importer.slice(0, -copy.length) : importer);
    return found && found.id + copy;
  },
};

const copy = '?digest';

type InfoOf = (id: string) => {readonly importers: readonly string[]} | null;

/**
 * Whether the first script needs a module at once. Left to itself, the bundler puts what many files share into
 * files of their own, which the first one would have to wait for.
 */
function isAtOnce(id: string, infoOf: InfoOf, seen = new Set<string>()): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  const {importers} = infoOf(id) ?? {importers: []};
  return id.endsWith('/src/cdn.ts') || importers.some((importer) => isAtOnce(importer, infoOf, seen));
}

/** The script that a page loads: an ES module, or a classic script with the global `agentBar`. */
export const cdnBuild = (format: 'es' | 'iife'): InlineConfig => ({
  configFile: false,
  logLevel: 'warn',
  // nanostores reads this; a page without a bundler has no `process`.
  plugins: [minifyTemplates, importsThatMayFail, ...(format === 'es' ? [ownCopy] : [])],
  define: {'process.env.NODE_ENV': '"production"'},
  build: {
    target: 'es2022',
    outDir: 'dist/cdn',
    emptyOutDir: false,
    sourcemap: true,
    modulePreload: false,
    // Not vite's library mode: that keeps white space in ES modules, 8 % of the size.
    rolldownOptions: {
      input: format === 'es' ? {'agent-bar': 'src/cdn.ts'} : {'agent-bar.classic': 'src/classic.ts'},
      preserveEntrySignatures: 'allow-extension',
      output: {
        format,
        name: 'agentBar',
        entryFileNames: '[name].js',
        chunkFileNames: 'agent-bar.[name].js',
        codeSplitting: format === 'es' && {
          groups: [
            {
              debugName: 'agent-bar',
              name: (id, context) => (isAtOnce(id, (one) => context.getModuleInfo(one)) ? 'agent-bar' : null),
            },
          ],
        },
      },
    },
  },
});

export default defineConfig(cdnBuild('es'));

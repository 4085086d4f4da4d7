import {minifyHTMLLiterals} from 'minify-literals';
import {minify} from 'terser';
import {defineConfig, type InlineConfig, type Plugin} from 'vite';

/**
 * A page may be in any encoding, so the script is ASCII. The minifier escapes strings; what it copies as it is,
 * templates and regular expressions, is escaped here.
 */
const escapeNonAscii: Plugin = {
  name: 'escape-non-ascii',
  enforce: 'pre',
  transform: (code, id) => (/\/src\/.*\.ts$/.test(id) ? {code: ascii(code), map: null} : undefined),
};

const ascii = (code: string) =>
  code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Takes the white space out of `html` and `css` templates, which the minifier of scripts leaves as they are. */
const minifyTemplates: Plugin = {
  name: 'minify-templates',
  enforce: 'pre',
  async transform(code, id) {
    if (!/\/src\/elements\/.*\.ts$/.test(id)) return undefined;
    const result = await minifyHTMLLiterals(code, {fileName: id, minifyOptions: {keepClosingSlash: true}});
    return result && {code: result.code, map: result.map?.toString() ?? null};
  },
};

/** A second minifier makes the script 2 % smaller than the bundler's alone. */
const minifyAgain: Plugin = {
  name: 'minify-again',
  async generateBundle({format}, bundle) {
    for (const chunk of Object.values(bundle)) {
      const map = bundle[`${chunk.fileName}.map`];
      if (chunk.type !== 'chunk' || map?.type !== 'asset') continue;
      const minified = await minify(chunk.code, {
        ecma: 2022,
        module: format === 'es',
        compress: {passes: 3, unsafe_arrows: true, keep_fargs: false},
        format: {ascii_only: true, comments: false},
        sourceMap: {content: String(map.source), url: map.fileName},
      });
      chunk.code = minified.code!;
      map.source = minified.map as string;
    }
  },
};

/** The one script that a page loads: an ES module, or a classic script with the global `agentBar`. */
export const cdnBuild = (format: 'es' | 'iife'): InlineConfig => ({
  configFile: false,
  logLevel: 'warn',
  plugins: [minifyTemplates, escapeNonAscii, minifyAgain],
  // nanostores reads this; a page without a bundler has no `process`.
  define: {'process.env.NODE_ENV': '"production"'},
  build: {
    target: 'es2022',
    outDir: 'dist/cdn',
    emptyOutDir: false,
    sourcemap: true,
    // Not vite's library mode: that keeps white space in ES modules, 8 % of the size.
    rolldownOptions: {
      input: {[format === 'es' ? 'agent-bar' : 'agent-bar.classic']: 'src/page-script.ts'},
      preserveEntrySignatures: 'strict',
      checks: {pluginTimings: false},
      output: {format, name: 'agentBar', entryFileNames: '[name].js', codeSplitting: false},
    },
  },
});

export default defineConfig(cdnBuild('es'));

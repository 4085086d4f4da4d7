/** Describes the elements to editors and to documentation: `custom-elements.json`. */
const internal = new Set(['private', 'protected']);

export default {
  globs: [
    'src/elements/agent-bar/agent-bar.ts',
    'src/elements/screen-pop/screen-pop.ts',
    'src/elements/callback-settings/callback-settings.ts',
    'src/elements/sms-dialog/sms-dialog.ts',
    'src/elements/callback-settings/callback-saved-event.ts',
    'src/elements/shared/events.ts',
  ],
  outdir: '.',
  litelement: true,
  packagejson: false,
  plugins: [
    {
      name: 'public-only',
      /** What begins with # or is private is nobody's business outside; neither are Lit's own life-cycle methods. */
      packageLinkPhase({customElementsManifest}) {
        const lifeCycle = new Set([
          'connectedCallback',
          'disconnectedCallback',
          'willUpdate',
          'updated',
          'render',
        ]);
        for (const module of customElementsManifest.modules) {
          for (const declaration of module.declarations ?? []) {
            // The analyzer takes the first argument of an event class for the event's name.
            declaration.events = declaration.events?.filter(({description}) => description);
            const hidden = new Set(
              declaration.members?.filter(({privacy}) => internal.has(privacy)).map(({name}) => name),
            );
            declaration.attributes = declaration.attributes?.filter(({fieldName}) => !hidden.has(fieldName));
            declaration.members = declaration.members?.filter(
              ({name, privacy}) => !name.startsWith('#') && !internal.has(privacy) && !lifeCycle.has(name),
            );
          }
        }
      },
    },
  ],
};

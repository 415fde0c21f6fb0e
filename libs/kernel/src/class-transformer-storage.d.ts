/** What its decorators noted, which class-transformer does not export; NestJS reads it from there too. */
declare module 'class-transformer/cjs/storage.js' {
  export { defaultMetadataStorage } from 'class-transformer/types/storage.js';
}
